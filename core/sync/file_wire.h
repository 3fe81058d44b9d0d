// The messages of the travel of attachments, and where their chunks are asked for (sync 3).
#pragma once

#include "core/base/bytes.h"
#include "core/base/result.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace huiyin::sync {

inline constexpr std::string_view files_path = "/api/v1/files";
inline constexpr std::string_view chunk_path = "/api/v1/files/chunk";
inline constexpr std::string_view chunk_type = "application/octet-stream";

/// A file that a tablet has and the server may lack.
struct OfferedFile {
    base::Hash sha256{};
    std::int64_t file_bytes = 0; ///< 1 to limits::attachment_bytes_max
};

/// What the server has of a file.
struct FileAnswer {
    base::Hash sha256{};
    /// Places of the chunks it lacks, rising; empty = it has the file whole and has checked it.
    std::vector<std::size_t> missing;
    /// It takes in no more of what no complaint names yet: to be offered again later.
    bool full = false;
};

/// POST files_path: at most limits::offered_files_max.
std::string to_text(const std::vector<OfferedFile>& files);
/// Its answer, one for each file in the same order; and the answer to a chunk, which is one.
std::string to_text(const std::vector<FileAnswer>& answers);

/// Readers of foreign bytes. Errors: TooLarge, InvalidInput naming the member, Unsupported for
/// another protocol version.
base::Result<std::vector<OfferedFile>> offered_files_from_text(std::string_view text);
base::Result<std::vector<FileAnswer>> file_answers_from_text(std::string_view text);

/// Which chunk: in the query of chunk_path. POST sends its bytes, with their own SHA-256 and the
/// size of the whole; GET fetches them.
struct ChunkName {
    base::Hash sha256{}; ///< of the file
    std::size_t place = 0;
    std::int64_t file_bytes = 0; ///< POST only
    base::Hash chunk_sha256{};   ///< POST only
};

std::string chunk_put_query(const ChunkName& name);
std::string chunk_get_query(const ChunkName& name);

/// Exactly the members above in their order, nothing else; the place within the file. Errors:
/// InvalidInput.
base::Result<ChunkName> chunk_from_put_query(std::string_view query);
base::Result<ChunkName> chunk_from_get_query(std::string_view query);

} // namespace huiyin::sync
