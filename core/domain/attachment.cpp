#include "core/domain/attachment.h"

#include "core/base/limits.h"
#include "core/domain/payload.h"

#include <algorithm>

namespace huiyin::domain {

namespace limits = base::limits;

std::optional<AttachedFile> attached_file(const Event& event) {
    if (event.kind != code_of(EventKind::Attach)) {
        return std::nullopt;
    }
    const auto payload = payload_from_text(EventKind::Attach, event.payload);
    const auto* said = payload ? std::get_if<AttachPayload>(&*payload) : nullptr;
    const auto sha256 = said == nullptr ? std::nullopt : base::hash_from_hex(said->sha256);
    if (!sha256) {
        return std::nullopt;
    }
    return AttachedFile{*sha256, said->mime, said->file_bytes};
}

std::size_t chunk_count(std::int64_t file_bytes) {
    if (file_bytes <= 0 || file_bytes > std::int64_t{limits::attachment_bytes_max}) {
        return 0;
    }
    return (static_cast<std::size_t>(file_bytes) + limits::attachment_chunk_bytes - 1) /
           limits::attachment_chunk_bytes;
}

std::size_t chunk_bytes(std::int64_t file_bytes, std::size_t place) {
    if (place >= chunk_count(file_bytes)) {
        return 0;
    }
    const std::size_t before = place * limits::attachment_chunk_bytes;
    return std::min(static_cast<std::size_t>(file_bytes) - before, limits::attachment_chunk_bytes);
}

} // namespace huiyin::domain
