// Attachments in chunks, as a transaction sees them: what is there, taking one, giving one.
#pragma once

#include "core/domain/directory.h"
#include "core/sync/file_wire.h"
#include "sync-server/store/store.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace huiyin::server::api {

using store::Result;

/// Who sends or fetches, and when.
struct FileSender {
    store::TokenRow token;
    std::int64_t now_utc_ms = 0;

    store::FileName name_of(const base::Hash& sha256) const { return {sha256, token.device}; }
};

/// What is missing of a file that a tablet has.
Result<sync::FileAnswer>
answer_for(store::Reader& reader, const FileSender& sender, const sync::OfferedFile& offered);

/// Errors: InvalidInput for another size than the chunk has, Conflict for other bytes than its hash
/// says.
Result<void> check_chunk(const sync::ChunkName& chunk, std::string_view bytes);

/// Takes a checked chunk; one that is there already changes nothing. Errors: StorageFull when the
/// device has sent too much that no complaint names.
Result<void> store_chunk(store::Writer& writer,
                         const FileSender& sender,
                         const sync::ChunkName& chunk,
                         std::string_view bytes);

/// Whether all chunks are there and nobody has checked the whole.
Result<bool>
is_to_be_checked(store::Reader& reader, const FileSender& sender, const sync::ChunkName& chunk);

/// Whether the whole is what its name says. It is completed then, else it has to go.
Result<bool>
is_what_it_is_named(store::Reader& reader, const FileSender& sender, const sync::ChunkName& chunk);

/// A chunk of a whole file for somebody who may read a complaint that names it. Errors: NotFound.
Result<std::string> chunk_for(store::Reader& reader,
                              const FileSender& sender,
                              const domain::Directory& directory,
                              const sync::ChunkName& chunk);

} // namespace huiyin::server::api
