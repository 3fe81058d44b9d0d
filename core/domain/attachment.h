// What an attach event says of its file, and the pieces in which files are stored and travel.
#pragma once

#include "core/domain/event.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

namespace huiyin::domain {

/// The file that an event attaches.
struct AttachedFile {
    base::Hash sha256{};
    std::string mime;
    std::int64_t file_bytes = 0;
};

/// Nothing for another kind of event and for a payload that cannot be read.
std::optional<AttachedFile> attached_file(const Event& event);

/// In how many pieces of limits::attachment_chunk_bytes a file is; 0 for a size that no file has.
std::size_t chunk_count(std::int64_t file_bytes);

/// The size of one of them, place from 0; 0 for a place behind the last.
std::size_t chunk_bytes(std::int64_t file_bytes, std::size_t place);

} // namespace huiyin::domain
