#include "sync-server/http/content_type.h"

#include <algorithm>

namespace huiyin::server::http {

std::string_view content_type_of(std::string_view file_name) {
    struct Entry {
        std::string_view extension;
        std::string_view type;
    };

    static constexpr Entry entries[] = {
        {"html", "text/html; charset=utf-8"},
        {"js", "text/javascript; charset=utf-8"},
        {"mjs", "text/javascript; charset=utf-8"},
        {"css", "text/css; charset=utf-8"},
        {"wasm", "application/wasm"},
        {"json", "application/json"},
        {"webmanifest", "application/manifest+json"},
        {"svg", "image/svg+xml"},
        {"png", "image/png"},
        {"ico", "image/x-icon"},
        {"txt", "text/plain; charset=utf-8"},
        {"woff2", "font/woff2"},
    };
    const std::size_t dot = file_name.rfind('.');
    const std::string_view extension =
        dot == std::string_view::npos ? std::string_view{} : file_name.substr(dot + 1);
    for (const Entry& entry : entries) {
        if (entry.extension == extension) {
            return entry.type;
        }
    }
    return "application/octet-stream";
}

bool has_content_hash(std::string_view file_name) {
    constexpr std::size_t hash_chars_min = 8;
    while (!file_name.empty()) {
        const std::size_t dot = std::min(file_name.find('.'), file_name.size());
        const std::string_view part = file_name.substr(0, dot);
        const bool hex = part.find_first_not_of("0123456789abcdefABCDEF") == std::string_view::npos;
        if (hex && part.size() >= hash_chars_min) {
            return true;
        }
        file_name.remove_prefix(std::min(dot + 1, file_name.size()));
    }
    return false;
}

} // namespace huiyin::server::http
