// What the engine for attachments needs from the tablet's store; core/store implements it.
#pragma once

#include "core/base/bytes.h"
#include "core/base/result.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace huiyin::sync {

/// A file that is to be sent or fetched.
struct TravellingFile {
    base::Hash sha256{};
    std::int64_t file_bytes = 0;
    std::size_t chunks_here = 0; ///< the first ones; to be fetched is the one behind them
    bool opened = false;         ///< somebody waits for it
};

/// What became of a chunk that was fetched.
enum class Arrival : std::uint8_t {
    Part,   ///< more are to come
    Whole,  ///< it was the last, and the whole is what its name says
    Damaged ///< the whole is something else: all chunks are dropped
};

class FileReplica {
public:
    virtual ~FileReplica() = default;

    /// Whole here and not known to be whole at the server; those kept first come first.
    virtual base::Result<std::vector<TravellingFile>> files_to_send(std::size_t files_max) = 0;

    /// What should be here and is not: what somebody opened, then files of the person's tasks.
    virtual base::Result<std::vector<TravellingFile>> files_to_fetch(std::size_t files_max) = 0;

    /// Errors: NotFound.
    virtual base::Result<base::Bytes> chunk(const base::Hash& sha256, std::size_t place) = 0;

    /// What the server said that it has.
    virtual base::Result<void>
    put_there(const base::Hash& sha256, std::size_t chunks_there, bool complete) = 0;

    /// Whether what is here is still what its name says; what is not is dropped, to be fetched
    /// again.
    virtual base::Result<bool> check(const base::Hash& sha256) = 0;

    /// Takes the chunk behind those that are here; one that is here already changes nothing.
    /// Errors: InvalidInput for a chunk of another size or place, NotFound for a file that nobody
    /// asks for any more.
    virtual base::Result<Arrival> take_chunk(const base::Hash& sha256,
                                             std::size_t place,
                                             std::span<const std::uint8_t> bytes) = 0;
};

} // namespace huiyin::sync
