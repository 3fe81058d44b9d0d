#include "ui/widgets/sprites.h"

#include <imgui_internal.h>

#include <algorithm>
#include <cmath>

namespace huiyin::widgets {

namespace {

/// More than a screen has, at the sizes that one text scale gives.
constexpr std::size_t sprites_max = 512;

} // namespace

/// Sizes of other text scales and screens are not asked for again.
void Sprites::trim() {
    if (m_places.size() < sprites_max) {
        return;
    }
    for (const auto& [key, place] : m_places) {
        m_atlas.RemoveCustomRect(place);
    }
    m_places.clear();
}

ImFontAtlasRectId Sprites::add(const Coverage& shape) {
    ImFontAtlasRect rect;
    const ImFontAtlasRectId place = m_atlas.AddCustomRect(shape.edge(), shape.edge(), &rect);
    if (place == ImFontAtlasRectId_Invalid) {
        return place;
    }
    for (int y = 0; y < shape.edge(); ++y) {
        const auto row = shape.pixels().subspan(static_cast<std::size_t>(y) *
                                                    static_cast<std::size_t>(shape.edge()),
                                                static_cast<std::size_t>(shape.edge()));
        std::copy(row.begin(),
                  row.end(),
                  static_cast<std::uint8_t*>(m_atlas.TexData->GetPixelsAt(rect.x, rect.y + y)));
    }
    ImFontAtlasTextureBlockQueueUpload(
        &m_atlas, m_atlas.TexData, rect.x, rect.y, shape.edge(), shape.edge());
    return place;
}

void Sprites::draw(ImDrawList& list,
                   const Key& key,
                   Point at,
                   ImU32 color,
                   const std::function<void(Coverage&)>& cover) {
    auto found = m_places.find(key);
    if (found == m_places.end()) {
        trim();
        Coverage shape(static_cast<int>(std::ceil(key.second)) + 2 * margin);
        cover(shape);
        found = m_places.emplace(key, add(shape)).first;
    }
    ImFontAtlasRect rect;
    // The atlas moves what it holds when it grows.
    if (!m_atlas.GetCustomRect(found->second, &rect)) {
        return;
    }
    const ImVec2 from{at.x - margin, at.y - margin};
    list.PrimReserve(6, 4);
    list.PrimRectUV(from, {from.x + rect.w, from.y + rect.h}, rect.uv0, rect.uv1, color);
}

} // namespace huiyin::widgets
