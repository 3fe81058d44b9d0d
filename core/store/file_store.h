// The bytes of attachments on the tablet, by their content, and how far they have travelled.
//
// A complaint names its files by events (domain::AttachPayload); here is what they name. The same
// content is one file, however many complaints and drafts hold it.
#pragma once

#include "core/base/bytes.h"
#include "core/base/clock.h"
#include "core/base/uuid.h"
#include "core/sqlite/database.h"
#include "core/sync/file_replica.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace huiyin::store {

class Queries;

/// A photo, recording or document that somebody took or chose.
struct NewFile {
    std::span<const std::uint8_t> bytes; ///< 1 to limits::attachment_bytes_max
    std::string mime;
    std::span<const std::uint8_t> thumbnail; ///< an encoded picture, of a recording its loudness;
                                             ///< empty = none
    /// The saved draft that holds the file until a step attaches it.
    std::optional<base::Uuid> draft;
    bool owed = false; ///< another tablet's: to be sent, whether or not a complaint here names it
};

/// How far a file has travelled.
struct FileState {
    std::string mime;
    std::int64_t file_bytes = 0;
    std::size_t chunks = 0;
    std::size_t chunks_here = 0;
    std::size_t chunks_there = 0; ///< that the server said it has
    bool complete_here = false;
    bool complete_there = false;
    bool wanted = false; ///< somebody asked for it and it is not here yet
};

/// Of TabletStore, in the same database. Errors of all: those of the storage.
class FileStore final : public sync::FileReplica {
public:
    FileStore(const sqlite::Database& database, const base::Clock& clock);
    ~FileStore() override;

    /// Keeps a file; gives its SHA-256. Durable when this returns a value. What is kept already is
    /// kept once.
    ///
    /// Errors: InvalidInput for an empty file; TooLarge beyond limits::attachment_bytes_max, or
    /// limits::thumbnail_bytes_max for its thumbnail; StorageFull, and then nothing is changed;
    /// Conflict when the draft is not saved.
    base::Result<base::Hash> keep(const NewFile& file);

    /// The whole content. Errors: NotFound unless FileState::complete_here.
    base::Result<base::Bytes> bytes(const base::Hash& sha256);

    /// Empty when it has none here.
    base::Result<base::Bytes> thumbnail(const base::Hash& sha256);

    /// Keeps a thumbnail of a file that came from the server, or another one. Errors: NotFound,
    /// TooLarge.
    base::Result<void> put_thumbnail(const base::Hash& sha256,
                                     std::span<const std::uint8_t> thumbnail);

    /// Also of a file that a complaint names and that never was here; nothing when unknown.
    base::Result<std::optional<FileState>> state(const base::Hash& sha256);

    /// Asks for a file that a complaint names; what is here already is not asked for again. Files
    /// of the person's tasks come without being asked for. Errors: NotFound when no complaint
    /// names it.
    base::Result<void> want(const base::Hash& sha256);

    /// The files that a draft holds, in the order of adding.
    base::Result<std::vector<base::Hash>> files_of_draft(const base::Uuid& draft);

    /// The draft holds the file no longer. A deleted draft holds nothing by itself.
    base::Result<void> release(const base::Uuid& draft, const base::Hash& sha256);

    /// Files that a complaint names, whole here and not known to be whole at the server.
    base::Result<std::int64_t> unsent_count();

    /// Those, what was kept first comes first.
    base::Result<std::vector<base::Hash>> unsent();

    /// The same, each with its size and how many of its pieces the server has.
    base::Result<std::vector<FileState>> unsent_states();

    /// Bytes of all files that are whole here.
    base::Result<std::int64_t> stored_bytes();

    /// Removes some files that no complaint and no draft has held for
    /// limits::unused_file_ms_max. Whether there may be more. For idle moments.
    base::Result<bool> sweep_some();

    // sync::FileReplica
    base::Result<std::vector<sync::TravellingFile>> files_to_send(std::size_t files_max) override;
    base::Result<std::vector<sync::TravellingFile>> files_to_fetch(std::size_t files_max) override;
    base::Result<base::Bytes> chunk(const base::Hash& sha256, std::size_t place) override;
    base::Result<void>
    put_there(const base::Hash& sha256, std::size_t chunks_there, bool complete) override;
    base::Result<bool> check(const base::Hash& sha256) override;
    base::Result<sync::Arrival> take_chunk(const base::Hash& sha256,
                                           std::size_t place,
                                           std::span<const std::uint8_t> bytes) override;

private:
    const sqlite::Database& m_database;
    const base::Clock& m_clock;
    std::unique_ptr<Queries> m_queries;

    /// A row of file.
    struct Known {
        std::int64_t ref = 0;
        FileState state;
    };

    base::Result<std::optional<Known>> known(const base::Hash& sha256);
    base::Result<std::int64_t> insert(const base::Hash& sha256, const FileState& state);
    base::Result<base::Bytes> content(const Known& file);
    base::Result<void> set_here(std::int64_t ref, bool here);
    base::Result<void> delete_chunks(std::int64_t ref);
    base::Result<std::vector<sync::TravellingFile>>
    travelling(std::string_view statement, std::size_t files_max, bool opened);
    base::Result<std::int64_t> put_file(const base::Hash& sha256, const NewFile& file);
    base::Result<void> put_chunks(std::int64_t ref, std::span<const std::uint8_t> bytes);
    base::Result<void> put_thumbnail_of(std::int64_t ref, std::span<const std::uint8_t> thumbnail);
};

} // namespace huiyin::store
