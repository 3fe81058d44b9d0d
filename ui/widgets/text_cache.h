// Laid-out text of the last frames, so that a frame without news lays out nothing.
#pragma once

#include "ui/widgets/text_layout.h"

#include <cstdint>
#include <string_view>
#include <unordered_map>

namespace huiyin::widgets {

/// Key of a text in a style and width.
struct TextKey {
    std::uint64_t hash = 0;
    std::uint32_t length = 0;
    float width = 0;
    float size = 0;
    std::uint32_t style = 0;

    bool operator==(const TextKey& other) const {
        return hash == other.hash && length == other.length && width == other.width &&
               size == other.size && style == other.style;
    }
};

struct TextKeyHash {
    std::size_t operator()(const TextKey& key) const {
        return static_cast<std::size_t>(key.hash ^ (static_cast<std::uint64_t>(key.width) << 20) ^
                                        static_cast<std::uint64_t>(key.size) ^ key.style);
    }
};

class TextCache {
public:
    /// The entry for this key, or null.
    const TextBlock* find(const TextKey& key, std::uint64_t pass);
    const TextBlock& insert(const TextKey& key, std::uint64_t pass, TextBlock block);
    /// Forgets what was not used lately once there is much.
    void trim(std::uint64_t pass);

    void clear() { m_entries.clear(); }

    std::uint64_t pass = 0;

private:
    struct Entry {
        TextBlock block;
        std::uint64_t used = 0;
    };

    std::unordered_map<TextKey, Entry, TextKeyHash> m_entries;
};

} // namespace huiyin::widgets
