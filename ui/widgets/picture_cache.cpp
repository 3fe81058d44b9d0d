#include "ui/widgets/picture_cache.h"

#include "ui/widgets/context_state.h"

#include <algorithm>
#include <utility>

namespace huiyin::widgets {

namespace {

/// Entries without a texture weigh nothing, but they are not kept for ever.
constexpr std::size_t entries_max = 500;

/// Four bytes a pixel, and the smaller copies of it for drawing it small.
std::size_t texture_size(std::uint32_t width, std::uint32_t height) {
    return std::size_t{width} * height * 4 / 3 * 4;
}

} // namespace

Picture PictureCache::use(std::string_view key,
                          std::uint32_t edge_max,
                          const PictureBytes& bytes,
                          std::uint64_t pass) {
    const auto found = m_entries.find(std::string(key));
    if (found != m_entries.end()) {
        found->second.used = pass;
        return found->second.picture;
    }
    if (m_decoding >= pictures_decoding_max) {
        // One of those that are decoded calls for the next frame.
        return {};
    }
    Entry entry;
    entry.used = pass;
    std::vector<std::uint8_t> file = bytes();
    if (file.empty()) {
        entry.picture.broken = true;
    } else {
        entry.id = ++m_last_id;
        ++m_decoding;
        m_requests.push_back({entry.id, edge_max, std::move(file)});
    }
    return m_entries.emplace(std::string(key), entry).first->second.picture;
}

bool PictureCache::decoded(std::uint32_t id,
                           std::uint64_t texture,
                           std::uint32_t width,
                           std::uint32_t height) {
    const auto found = std::find_if(m_entries.begin(), m_entries.end(), [id](const auto& entry) {
        return entry.second.id == id;
    });
    if (id == 0 || found == m_entries.end()) {
        if (texture != 0) {
            m_discarded.push_back(texture);
        }
        return false;
    }
    Entry& entry = found->second;
    entry.id = 0;
    --m_decoding;
    if (texture == 0 || width == 0 || height == 0) {
        entry.picture.broken = true;
        return true;
    }
    entry.picture.texture = texture;
    entry.picture.aspect = static_cast<float>(width) / static_cast<float>(height);
    entry.bytes = texture_size(width, height);
    m_texture_bytes += entry.bytes;
    return true;
}

void PictureCache::trim(std::uint64_t pass) {
    while (m_texture_bytes > picture_textures_bytes_max || m_entries.size() > entries_max) {
        const bool heavy = m_texture_bytes > picture_textures_bytes_max;
        auto oldest = m_entries.end();
        for (auto entry = m_entries.begin(); entry != m_entries.end(); ++entry) {
            const bool may_go = entry->second.id == 0 && entry->second.used < pass &&
                                (!heavy || entry->second.bytes > 0);
            if (may_go && (oldest == m_entries.end() || entry->second.used < oldest->second.used)) {
                oldest = entry;
            }
        }
        if (oldest == m_entries.end()) {
            return;
        }
        if (oldest->second.picture.texture != 0) {
            m_discarded.push_back(oldest->second.picture.texture);
        }
        m_texture_bytes -= oldest->second.bytes;
        m_entries.erase(oldest);
    }
}

void PictureCache::lost() {
    m_entries.clear();
    m_requests.clear();
    m_discarded.clear();
    m_texture_bytes = 0;
    m_decoding = 0;
}

std::vector<PictureRequest> PictureCache::take_requests() {
    return std::exchange(m_requests, {});
}

std::vector<std::uint64_t> PictureCache::take_discarded() {
    return std::exchange(m_discarded, {});
}

Picture picture(std::string_view key, std::uint32_t edge_max, const PictureBytes& bytes) {
    ContextState& s = state();
    return s.pictures.use(key, edge_max, bytes, s.text_cache.pass);
}

} // namespace huiyin::widgets
