#include "sync-server/api/file_travel.h"

#include "core/base/crypto.h"
#include "core/base/limits.h"
#include "core/domain/attachment.h"
#include "core/domain/visibility.h"

#include <algorithm>

namespace huiyin::server::api {

using base::ErrorCode;
using base::failure;
using base::Uuid;
namespace limits = base::limits;

namespace {

/// The places that are not there. When all are there and nobody has checked the whole, since a
/// server ended in between, the last is asked for once more.
std::vector<std::size_t> missing_places(std::int64_t file_bytes,
                                        const std::vector<std::size_t>& there) {
    std::vector<std::size_t> missing;
    const std::size_t chunks = domain::chunk_count(file_bytes);
    for (std::size_t place = 0; place < chunks; ++place) {
        if (!std::binary_search(there.begin(), there.end(), place)) {
            missing.push_back(place);
        }
    }
    return missing.empty() ? std::vector<std::size_t>{chunks - 1} : missing;
}

/// Whether the device may begin to send a file of this size: what no complaint names is bounded.
Result<bool>
has_room(store::Reader& reader, const FileSender& sender, const sync::OfferedFile& file) {
    const store::TokenRow& token = sender.token;
    if (!HUIYIN_TRY(reader.file_scopes(token.department, file.sha256)).empty()) {
        return true;
    }
    const std::int64_t held_by_none =
        HUIYIN_TRY(reader.unheld_file_bytes(token.department, token.device));
    return held_by_none + file.file_bytes <= limits::unused_file_bytes_max;
}

/// Whether the person may read a complaint that names the file.
Result<bool> may_fetch(store::Reader& reader,
                       const store::TokenRow& token,
                       const domain::Directory& directory,
                       const base::Hash& sha256) {
    const auto shown = HUIYIN_TRY(reader.file_scopes(token.department, sha256));
    const auto readable = domain::readable_keys(directory, token.person);
    return std::any_of(shown.begin(), shown.end(), [&](const std::string& key) {
        return !key.starts_with(domain::identity_prefix) &&
               std::binary_search(readable.begin(), readable.end(), key);
    });
}

} // namespace

Result<sync::FileAnswer>
answer_for(store::Reader& reader, const FileSender& sender, const sync::OfferedFile& offered) {
    const Uuid& department = sender.token.department;
    const store::FileName name = sender.name_of(offered.sha256);
    sync::FileAnswer answer{.sha256 = offered.sha256, .missing = {}, .full = false};
    const auto file = HUIYIN_TRY(reader.file(department, name));
    if (file && file->complete) {
        return answer;
    }
    std::vector<std::size_t> there;
    if (file && file->file_bytes == offered.file_bytes) {
        there = HUIYIN_TRY(reader.file_places(department, name));
    } else if (!file) {
        answer.full = !HUIYIN_TRY(has_room(reader, sender, offered));
    }
    answer.missing = missing_places(offered.file_bytes, there);
    return answer;
}

Result<void> check_chunk(const sync::ChunkName& chunk, std::string_view bytes) {
    if (bytes.size() != domain::chunk_bytes(chunk.file_bytes, chunk.place)) {
        return failure(ErrorCode::InvalidInput, "the size of the chunk");
    }
    if (base::sha256(base::bytes_of(bytes)) != chunk.chunk_sha256) {
        return failure(ErrorCode::Conflict, "the chunk is not what its hash says");
    }
    return {};
}

Result<void> store_chunk(store::Writer& writer,
                         const FileSender& sender,
                         const sync::ChunkName& chunk,
                         std::string_view bytes) {
    const Uuid& department = sender.token.department;
    const store::FileName name = sender.name_of(chunk.sha256);
    auto file = HUIYIN_TRY(writer.reader().file(department, name));
    if (file && file->complete) {
        return {};
    }
    if (file && file->file_bytes != chunk.file_bytes) {
        // The same name with another size: one of them was wrong, and this one is the newer.
        HUIYIN_TRY(writer.delete_file(department, name));
        file.reset();
    }
    if (!file) {
        HUIYIN_TRY(writer.give_up_files(
            department, sender.token.device, sender.now_utc_ms - limits::unused_file_ms_max));
        if (!HUIYIN_TRY(has_room(writer.reader(), sender, {chunk.sha256, chunk.file_bytes}))) {
            return failure(ErrorCode::StorageFull, "what no complaint names");
        }
        HUIYIN_TRY(writer.begin_file(
            department, {.name = name, .file_bytes = chunk.file_bytes}, sender.now_utc_ms));
    }
    return writer.add_file_chunk(department, name, chunk.place, bytes, sender.now_utc_ms);
}

Result<bool>
is_to_be_checked(store::Reader& reader, const FileSender& sender, const sync::ChunkName& chunk) {
    const Uuid& department = sender.token.department;
    const store::FileName name = sender.name_of(chunk.sha256);
    const auto file = HUIYIN_TRY(reader.file(department, name));
    const auto places = HUIYIN_TRY(reader.file_places(department, name));
    return file && !file->complete && places.size() == domain::chunk_count(chunk.file_bytes);
}

Result<bool>
is_what_it_is_named(store::Reader& reader, const FileSender& sender, const sync::ChunkName& chunk) {
    std::string whole;
    whole.reserve(static_cast<std::size_t>(chunk.file_bytes));
    for (std::size_t place = 0; place < domain::chunk_count(chunk.file_bytes); ++place) {
        whole += HUIYIN_TRY(
            reader.file_chunk(sender.token.department, sender.name_of(chunk.sha256), place));
    }
    return base::sha256(base::bytes_of(whole)) == chunk.sha256;
}

Result<std::string> chunk_for(store::Reader& reader,
                              const FileSender& sender,
                              const domain::Directory& directory,
                              const sync::ChunkName& chunk) {
    const store::TokenRow& token = sender.token;
    const auto file = HUIYIN_TRY(reader.file(token.department, sender.name_of(chunk.sha256)));
    if (!file || !file->complete ||
        !HUIYIN_TRY(may_fetch(reader, token, directory, chunk.sha256))) {
        return failure(ErrorCode::NotFound, "file");
    }
    return reader.file_chunk(token.department, file->name, chunk.place);
}

} // namespace huiyin::server::api
