#include "core/store/file_store.h"

#include "core/base/crypto.h"
#include "core/base/limits.h"
#include "core/domain/attachment.h"
#include "core/store/queries_private.h"
#include "huiyin/embedded/core_store_file_queries.h"

#include <algorithm>

namespace huiyin::store {

using base::Bytes;
using base::ErrorCode;
using base::failure;
using base::Hash;
using base::Result;
namespace limits = base::limits;

namespace {

/// Files removed in one transaction of sweep_some().
constexpr std::int64_t sweep_files = 5;

std::span<const std::uint8_t> bytes_of(const Hash& hash) {
    return hash;
}

Hash hash_column(const sqlite::Statement& row, int column) {
    return base::array_from_bytes<32>(row.blob(column)).value_or(Hash{});
}

Bytes copy_of(std::span<const std::uint8_t> bytes) {
    return {bytes.begin(), bytes.end()};
}

} // namespace

FileStore::FileStore(const sqlite::Database& database, const base::Clock& clock)
    : m_database(database)
    , m_clock(clock)
    , m_queries(std::make_unique<Queries>(database, embedded::core_store_file_queries)) {}

FileStore::~FileStore() = default;

Result<std::optional<FileStore::Known>> FileStore::known(const Hash& sha256) {
    sqlite::Statement* find = HUIYIN_TRY(m_queries->get("file"));
    find->bind(1, bytes_of(sha256));
    std::optional<Known> found;
    if (HUIYIN_TRY(find->step())) {
        found = Known{.ref = find->integer(0),
                      .state = {.mime = std::string(find->text(1)),
                                .file_bytes = find->integer(2),
                                .chunks = domain::chunk_count(find->integer(2)),
                                .chunks_here = static_cast<std::size_t>(find->integer(7)),
                                .chunks_there = static_cast<std::size_t>(find->integer(5)),
                                .complete_here = find->integer(3) != 0,
                                .complete_there = find->integer(4) != 0,
                                .wanted = find->integer(6) != 0}};
    }
    find->reset();
    return found;
}

Result<std::optional<FileState>> FileStore::state(const Hash& sha256) {
    if (auto found = HUIYIN_TRY(known(sha256))) {
        return std::move(found->state);
    }
    std::optional<FileState> state;
    sqlite::Statement* named = HUIYIN_TRY(m_queries->get("attachment"));
    named->bind(1, bytes_of(sha256));
    if (HUIYIN_TRY(named->step())) {
        state = FileState{.mime = std::string(named->text(0)),
                          .file_bytes = named->integer(1),
                          .chunks = domain::chunk_count(named->integer(1))};
    }
    named->reset();
    return state;
}

Result<Hash> FileStore::keep(const NewFile& file) {
    if (file.bytes.empty()) {
        return failure(ErrorCode::InvalidInput, "an empty file");
    }
    if (file.bytes.size() > limits::attachment_bytes_max) {
        return failure(ErrorCode::TooLarge, "file");
    }
    const Hash sha256 = base::sha256(file.bytes);
    sqlite::Transaction transaction = HUIYIN_TRY(sqlite::Transaction::begin(m_database));
    const std::int64_t ref = HUIYIN_TRY(put_file(sha256, file));
    if (!file.thumbnail.empty()) {
        HUIYIN_TRY(put_thumbnail_of(ref, file.thumbnail));
    }
    if (file.draft) {
        sqlite::Statement* hold = HUIYIN_TRY(m_queries->get("hold_for_draft"));
        hold->bind(1, *file.draft).bind(2, ref);
        HUIYIN_TRY(hold->run());
    }
    if (file.owed) {
        sqlite::Statement* owe = HUIYIN_TRY(m_queries->get("owe"));
        owe->bind(1, ref);
        HUIYIN_TRY(owe->run());
    }
    HUIYIN_TRY(transaction.commit());
    return sha256;
}

Result<std::int64_t> FileStore::put_file(const Hash& sha256, const NewFile& file) {
    const auto found = HUIYIN_TRY(known(sha256));
    if (!found) {
        const std::int64_t ref =
            HUIYIN_TRY(insert(sha256,
                              {.mime = file.mime,
                               .file_bytes = static_cast<std::int64_t>(file.bytes.size()),
                               .complete_here = true}));
        HUIYIN_TRY(put_chunks(ref, file.bytes));
        return ref;
    }
    // What was nobody's for long is somebody's now, and must not be swept before it is held.
    sqlite::Statement* touch = HUIYIN_TRY(m_queries->get("touch"));
    touch->bind(1, found->ref).bind(2, m_clock.now_utc_ms());
    HUIYIN_TRY(touch->run());
    if (!found->state.complete_here) {
        // It was to be fetched, and a part of it may have come.
        HUIYIN_TRY(delete_chunks(found->ref));
        HUIYIN_TRY(put_chunks(found->ref, file.bytes));
        HUIYIN_TRY(set_here(found->ref, true));
    }
    return found->ref;
}

Result<std::int64_t> FileStore::insert(const Hash& sha256, const FileState& state) {
    sqlite::Statement* insert = HUIYIN_TRY(m_queries->get("insert_file"));
    insert->bind(1, bytes_of(sha256))
        .bind(2, std::string_view(state.mime))
        .bind(3, state.file_bytes)
        .bind(4, m_clock.now_utc_ms())
        .bind(5, std::int64_t{state.complete_here})
        .bind(6, std::int64_t{state.wanted});
    HUIYIN_TRY(insert->step());
    const std::int64_t ref = insert->integer(0);
    // RETURNING gives its row first; the statement is complete only after the last step.
    HUIYIN_TRY(insert->step());
    insert->reset();
    return ref;
}

Result<void> FileStore::put_chunks(std::int64_t ref, std::span<const std::uint8_t> bytes) {
    for (std::size_t place = 0; !bytes.empty(); ++place) {
        const auto chunk = bytes.first(std::min(bytes.size(), limits::attachment_chunk_bytes));
        sqlite::Statement* insert = HUIYIN_TRY(m_queries->get("insert_chunk"));
        insert->bind(1, ref).bind(2, static_cast<std::int64_t>(place)).bind(3, chunk);
        HUIYIN_TRY(insert->run());
        bytes = bytes.subspan(chunk.size());
    }
    return {};
}

Result<void> FileStore::delete_chunks(std::int64_t ref) {
    sqlite::Statement* remove = HUIYIN_TRY(m_queries->get("delete_chunks"));
    remove->bind(1, ref);
    return remove->run();
}

Result<void> FileStore::set_here(std::int64_t ref, bool here) {
    sqlite::Statement* set = HUIYIN_TRY(m_queries->get("set_here"));
    set->bind(1, ref).bind(2, std::int64_t{here});
    return set->run();
}

Result<Bytes> FileStore::content(const Known& file) {
    Bytes bytes;
    bytes.reserve(static_cast<std::size_t>(file.state.file_bytes));
    sqlite::Statement* chunks = HUIYIN_TRY(m_queries->get("chunks"));
    chunks->bind(1, file.ref);
    while (HUIYIN_TRY(chunks->step())) {
        const auto chunk = chunks->blob(0);
        bytes.insert(bytes.end(), chunk.begin(), chunk.end());
    }
    chunks->reset();
    return bytes;
}

Result<Bytes> FileStore::bytes(const Hash& sha256) {
    const auto found = HUIYIN_TRY(known(sha256));
    if (!found || !found->state.complete_here) {
        return failure(ErrorCode::NotFound, "file");
    }
    return content(*found);
}

Result<Bytes> FileStore::thumbnail(const Hash& sha256) {
    sqlite::Statement* find = HUIYIN_TRY(m_queries->get("thumbnail"));
    find->bind(1, bytes_of(sha256));
    const bool has_one = HUIYIN_TRY(find->step());
    Bytes bytes = has_one ? copy_of(find->blob(0)) : Bytes();
    find->reset();
    return bytes;
}

Result<void> FileStore::put_thumbnail(const Hash& sha256, std::span<const std::uint8_t> thumbnail) {
    const auto found = HUIYIN_TRY(known(sha256));
    if (!found) {
        return failure(ErrorCode::NotFound, "file");
    }
    return put_thumbnail_of(found->ref, thumbnail);
}

Result<void> FileStore::put_thumbnail_of(std::int64_t ref,
                                         std::span<const std::uint8_t> thumbnail) {
    if (thumbnail.size() > limits::thumbnail_bytes_max) {
        return failure(ErrorCode::TooLarge, "thumbnail");
    }
    sqlite::Statement* put = HUIYIN_TRY(m_queries->get("put_thumbnail"));
    put->bind(1, ref).bind(2, thumbnail);
    return put->run();
}

Result<void> FileStore::want(const Hash& sha256) {
    if (const auto found = HUIYIN_TRY(known(sha256))) {
        sqlite::Statement* wanted = HUIYIN_TRY(m_queries->get("set_wanted"));
        wanted->bind(1, found->ref);
        return wanted->run();
    }
    auto named = HUIYIN_TRY(state(sha256));
    if (!named) {
        return failure(ErrorCode::NotFound, "file");
    }
    named->wanted = true;
    HUIYIN_TRY(insert(sha256, *named));
    return {};
}

Result<std::vector<Hash>> FileStore::files_of_draft(const base::Uuid& draft) {
    std::vector<Hash> files;
    sqlite::Statement* query = HUIYIN_TRY(m_queries->get("files_of_draft"));
    query->bind(1, draft);
    while (HUIYIN_TRY(query->step())) {
        files.push_back(hash_column(*query, 0));
    }
    query->reset();
    return files;
}

Result<void> FileStore::release(const base::Uuid& draft, const Hash& sha256) {
    sqlite::Statement* release = HUIYIN_TRY(m_queries->get("release"));
    release->bind(1, draft).bind(2, bytes_of(sha256));
    return release->run();
}

Result<std::vector<Hash>> FileStore::unsent() {
    std::vector<Hash> files;
    sqlite::Statement* rows = HUIYIN_TRY(m_queries->get("unsent"));
    while (HUIYIN_TRY(rows->step())) {
        files.push_back(hash_column(*rows, 0));
    }
    rows->reset();
    return files;
}

Result<std::int64_t> FileStore::unsent_count() {
    sqlite::Statement* count = HUIYIN_TRY(m_queries->get("count_unsent"));
    HUIYIN_TRY(count->step());
    const std::int64_t files = count->integer(0);
    count->reset();
    return files;
}

Result<std::vector<FileState>> FileStore::unsent_states() {
    std::vector<FileState> states;
    sqlite::Statement* query = HUIYIN_TRY(m_queries->get("unsent_states"));
    while (HUIYIN_TRY(query->step())) {
        FileState& state = states.emplace_back();
        state.mime = query->text(0);
        state.file_bytes = query->integer(1);
        state.chunks = state.chunks_here = domain::chunk_count(state.file_bytes);
        state.chunks_there = static_cast<std::size_t>(query->integer(2));
        state.complete_here = true;
    }
    query->reset();
    return states;
}

Result<std::int64_t> FileStore::stored_bytes() {
    sqlite::Statement* sum = HUIYIN_TRY(m_queries->get("stored_bytes"));
    HUIYIN_TRY(sum->step());
    const std::int64_t bytes = sum->integer(0);
    sum->reset();
    return bytes;
}

Result<bool> FileStore::sweep_some() {
    std::vector<std::int64_t> refs;
    sqlite::Statement* unused = HUIYIN_TRY(m_queries->get("unused"));
    unused->bind(1, m_clock.now_utc_ms() - limits::unused_file_ms_max).bind(2, sweep_files);
    while (HUIYIN_TRY(unused->step())) {
        refs.push_back(unused->integer(0));
    }
    unused->reset();
    if (refs.empty()) {
        return false;
    }
    sqlite::Transaction transaction = HUIYIN_TRY(sqlite::Transaction::begin(m_database));
    for (const std::int64_t ref : refs) {
        sqlite::Statement* remove = HUIYIN_TRY(m_queries->get("delete_file"));
        remove->bind(1, ref);
        HUIYIN_TRY(remove->run());
    }
    HUIYIN_TRY(transaction.commit());
    return true;
}

Result<std::vector<sync::TravellingFile>>
FileStore::travelling(std::string_view statement, std::size_t files_max, bool opened) {
    std::vector<sync::TravellingFile> files;
    sqlite::Statement* query = HUIYIN_TRY(m_queries->get(statement));
    query->bind(1, static_cast<std::int64_t>(files_max));
    while (HUIYIN_TRY(query->step())) {
        files.push_back({hash_column(*query, 0),
                         query->integer(1),
                         static_cast<std::size_t>(query->integer(2)),
                         opened});
    }
    query->reset();
    return files;
}

Result<std::vector<sync::TravellingFile>> FileStore::files_to_send(std::size_t files_max) {
    return travelling("to_send", files_max, false);
}

Result<std::vector<sync::TravellingFile>> FileStore::files_to_fetch(std::size_t files_max) {
    auto files = HUIYIN_TRY(travelling("to_fetch_opened", files_max, true));
    const auto ahead = HUIYIN_TRY(travelling("to_fetch_ahead", files_max - files.size(), false));
    files.insert(files.end(), ahead.begin(), ahead.end());
    return files;
}

Result<Bytes> FileStore::chunk(const Hash& sha256, std::size_t place) {
    const auto found = HUIYIN_TRY(known(sha256));
    if (!found || place >= found->state.chunks_here) {
        return failure(ErrorCode::NotFound, "chunk");
    }
    sqlite::Statement* query = HUIYIN_TRY(m_queries->get("chunk"));
    query->bind(1, found->ref).bind(2, static_cast<std::int64_t>(place));
    HUIYIN_TRY(query->step());
    Bytes bytes = copy_of(query->blob(0));
    query->reset();
    return bytes;
}

Result<void> FileStore::put_there(const Hash& sha256, std::size_t chunks_there, bool complete) {
    sqlite::Statement* put = HUIYIN_TRY(m_queries->get("put_there"));
    put->bind(1, bytes_of(sha256))
        .bind(2, static_cast<std::int64_t>(chunks_there))
        .bind(3, std::int64_t{complete});
    return put->run();
}

Result<bool> FileStore::check(const Hash& sha256) {
    const auto found = HUIYIN_TRY(known(sha256));
    if (!found || !found->state.complete_here) {
        return false;
    }
    if (base::sha256(HUIYIN_TRY(content(*found))) == sha256) {
        return true;
    }
    sqlite::Transaction transaction = HUIYIN_TRY(sqlite::Transaction::begin(m_database));
    HUIYIN_TRY(delete_chunks(found->ref));
    HUIYIN_TRY(set_here(found->ref, false));
    HUIYIN_TRY(transaction.commit());
    return false;
}

Result<sync::Arrival>
FileStore::take_chunk(const Hash& sha256, std::size_t place, std::span<const std::uint8_t> bytes) {
    const auto named = HUIYIN_TRY(state(sha256));
    if (!named) {
        return failure(ErrorCode::NotFound, "file");
    }
    if (place < named->chunks_here) {
        return named->complete_here ? sync::Arrival::Whole : sync::Arrival::Part;
    }
    if (place != named->chunks_here || bytes.empty() ||
        bytes.size() != domain::chunk_bytes(named->file_bytes, place)) {
        return failure(ErrorCode::InvalidInput, "chunk");
    }
    sqlite::Transaction transaction = HUIYIN_TRY(sqlite::Transaction::begin(m_database));
    auto file = HUIYIN_TRY(known(sha256));
    if (!file) {
        file = Known{HUIYIN_TRY(insert(sha256, *named)), *named};
    }
    sqlite::Statement* put = HUIYIN_TRY(m_queries->get("insert_chunk"));
    put->bind(1, file->ref).bind(2, static_cast<std::int64_t>(place)).bind(3, bytes);
    HUIYIN_TRY(put->run());
    auto arrival = sync::Arrival::Part;
    if (place + 1 == named->chunks) {
        arrival = base::sha256(HUIYIN_TRY(content(*file))) == sha256 ? sync::Arrival::Whole
                                                                     : sync::Arrival::Damaged;
        if (arrival == sync::Arrival::Whole) {
            HUIYIN_TRY(set_here(file->ref, true));
            // The server gave it, so it has it.
            HUIYIN_TRY(put_there(sha256, named->chunks, true));
        } else {
            HUIYIN_TRY(delete_chunks(file->ref));
        }
    }
    HUIYIN_TRY(transaction.commit());
    return arrival;
}

} // namespace huiyin::store
