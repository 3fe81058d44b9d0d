// Small shapes of one colour, in the atlas beside the glyphs: two triangles in a frame, where their
// smooth edges would be hundreds. For the sources of ui/widgets only.
#pragma once

#include "ui/widgets/coverage.h"

#include <imgui.h>

#include <cstdint>
#include <functional>
#include <map>
#include <utility>

namespace huiyin::widgets {

class Sprites {
public:
    /// A shape's name, and the size of what it is made in, in device pixels.
    using Key = std::pair<std::uint32_t, float>;

    /// Pixels around a shape's box that belong to it.
    static constexpr int margin = 2;

    explicit Sprites(ImFontAtlas& atlas)
        : m_atlas(atlas) {}

    /// Draws the shape with its box at `at`, in device pixels. `cover` makes it when it is not
    /// there; its box begins at (margin, margin).
    void draw(ImDrawList& list,
              const Key& key,
              Point at,
              ImU32 color,
              const std::function<void(Coverage&)>& cover);

private:
    ImFontAtlas& m_atlas;
    std::map<Key, ImFontAtlasRectId> m_places;

    ImFontAtlasRectId add(const Coverage& shape);
    void trim();
};

} // namespace huiyin::widgets
