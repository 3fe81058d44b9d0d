// The textures of pictures and who waits for one. For the sources of ui/widgets only.
#pragma once

#include "ui/widgets/pictures.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace huiyin::widgets {

class PictureCache {
public:
    /// The picture for this key, which the pass `pass` draws.
    Picture use(std::string_view key,
                std::uint32_t edge_max,
                const PictureBytes& bytes,
                std::uint64_t pass);
    /// A texture of this size is there, or (0) there will be none. Whether anybody waited for it.
    bool
    decoded(std::uint32_t id, std::uint64_t texture, std::uint32_t width, std::uint32_t height);
    /// Makes room; what the pass `pass` drew stays.
    void trim(std::uint64_t pass);
    /// All textures went with their context; they are decoded anew when they are drawn again.
    void lost();

    std::vector<PictureRequest> take_requests();
    /// Textures that nobody draws any more, for the host to delete.
    std::vector<std::uint64_t> take_discarded();

    std::size_t texture_bytes() const { return m_texture_bytes; }

private:
    struct Entry {
        std::uint32_t id = 0; ///< while it is decoded, else 0
        Picture picture;
        std::size_t bytes = 0;
        std::uint64_t used = 0; ///< the last pass that drew it
    };

    std::unordered_map<std::string, Entry> m_entries;
    std::vector<PictureRequest> m_requests;
    std::vector<std::uint64_t> m_discarded;
    std::size_t m_texture_bytes = 0;
    std::size_t m_decoding = 0;
    std::uint32_t m_last_id = 0;
};

} // namespace huiyin::widgets
