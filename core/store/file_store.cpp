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

} // namespace

FileStore::FileStore(const sqlite::Database& database, const base::Clock& clock)
    : m_database(database)
    , m_clock(clock)
    , m_queries(std::make_unique<Queries>(database, embedded::core_store_file_queries)) {}

FileStore::~FileStore() = default;

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
    HUIYIN_TRY(transaction.commit());
    return sha256;
}

Result<std::int64_t> FileStore::put_file(const Hash& sha256, const NewFile& file) {
    sqlite::Statement* find = HUIYIN_TRY(m_queries->get("file"));
    find->bind(1, std::span<const std::uint8_t>(sha256));
    if (HUIYIN_TRY(find->step())) {
        const std::int64_t ref = find->integer(0);
        const bool is_here = find->integer(3) != 0;
        find->reset();
        // What was nobody's for long is somebody's now, and must not be swept before it is held.
        sqlite::Statement* touch = HUIYIN_TRY(m_queries->get("touch"));
        touch->bind(1, ref).bind(2, m_clock.now_utc_ms());
        HUIYIN_TRY(touch->run());
        if (!is_here) {
            // It was asked for, and part of it may have come.
            sqlite::Statement* part = HUIYIN_TRY(m_queries->get("delete_chunks"));
            part->bind(1, ref);
            HUIYIN_TRY(part->run());
            HUIYIN_TRY(put_chunks(ref, file.bytes));
            sqlite::Statement* here = HUIYIN_TRY(m_queries->get("set_here"));
            here->bind(1, ref).bind(2, std::int64_t{1});
            HUIYIN_TRY(here->run());
        }
        return ref;
    }
    sqlite::Statement* insert = HUIYIN_TRY(m_queries->get("insert_file"));
    insert->bind(1, std::span<const std::uint8_t>(sha256))
        .bind(2, std::string_view(file.mime))
        .bind(3, static_cast<std::int64_t>(file.bytes.size()))
        .bind(4, m_clock.now_utc_ms())
        .bind(5, std::int64_t{1})
        .bind(6, std::int64_t{0});
    HUIYIN_TRY(insert->step());
    const std::int64_t ref = insert->integer(0);
    insert->reset();
    HUIYIN_TRY(put_chunks(ref, file.bytes));
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

Result<Bytes> FileStore::bytes(const Hash& sha256) {
    sqlite::Statement* find = HUIYIN_TRY(m_queries->get("file"));
    find->bind(1, std::span<const std::uint8_t>(sha256));
    if (!HUIYIN_TRY(find->step()) || find->integer(3) == 0) {
        find->reset();
        return failure(ErrorCode::NotFound, "file");
    }
    const std::int64_t ref = find->integer(0);
    Bytes bytes;
    bytes.reserve(static_cast<std::size_t>(find->integer(2)));
    find->reset();
    sqlite::Statement* chunks = HUIYIN_TRY(m_queries->get("chunks"));
    chunks->bind(1, ref);
    while (HUIYIN_TRY(chunks->step())) {
        const auto chunk = chunks->blob(0);
        bytes.insert(bytes.end(), chunk.begin(), chunk.end());
    }
    chunks->reset();
    return bytes;
}

Result<Bytes> FileStore::thumbnail(const Hash& sha256) {
    sqlite::Statement* find = HUIYIN_TRY(m_queries->get("thumbnail"));
    find->bind(1, std::span<const std::uint8_t>(sha256));
    Bytes bytes;
    if (HUIYIN_TRY(find->step())) {
        const auto stored = find->blob(0);
        bytes.assign(stored.begin(), stored.end());
    }
    find->reset();
    return bytes;
}

Result<void> FileStore::put_thumbnail(const Hash& sha256, std::span<const std::uint8_t> thumbnail) {
    const auto ref = HUIYIN_TRY(ref_of(sha256));
    if (!ref) {
        return failure(ErrorCode::NotFound, "file");
    }
    return put_thumbnail_of(*ref, thumbnail);
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

Result<std::optional<std::int64_t>> FileStore::ref_of(const Hash& sha256) {
    sqlite::Statement* find = HUIYIN_TRY(m_queries->get("file"));
    find->bind(1, std::span<const std::uint8_t>(sha256));
    std::optional<std::int64_t> ref;
    if (HUIYIN_TRY(find->step())) {
        ref = find->integer(0);
    }
    find->reset();
    return ref;
}

Result<std::optional<FileState>> FileStore::state(const Hash& sha256) {
    std::optional<FileState> state;
    sqlite::Statement* find = HUIYIN_TRY(m_queries->get("file"));
    find->bind(1, std::span<const std::uint8_t>(sha256));
    if (HUIYIN_TRY(find->step())) {
        state = FileState{.mime = std::string(find->text(1)),
                          .file_bytes = find->integer(2),
                          .chunks = domain::chunk_count(find->integer(2)),
                          .chunks_here = static_cast<std::size_t>(find->integer(7)),
                          .chunks_there = static_cast<std::size_t>(find->integer(5)),
                          .complete_here = find->integer(3) != 0,
                          .complete_there = find->integer(4) != 0,
                          .wanted = find->integer(6) != 0};
    }
    find->reset();
    if (state) {
        return state;
    }
    sqlite::Statement* named = HUIYIN_TRY(m_queries->get("attachment"));
    named->bind(1, std::span<const std::uint8_t>(sha256));
    if (HUIYIN_TRY(named->step())) {
        state = FileState{.mime = std::string(named->text(0)),
                          .file_bytes = named->integer(1),
                          .chunks = domain::chunk_count(named->integer(1))};
    }
    named->reset();
    return state;
}

Result<void> FileStore::want(const Hash& sha256) {
    if (const auto ref = HUIYIN_TRY(ref_of(sha256))) {
        sqlite::Statement* wanted = HUIYIN_TRY(m_queries->get("set_wanted"));
        wanted->bind(1, *ref);
        return wanted->run();
    }
    const auto named = HUIYIN_TRY(state(sha256));
    if (!named) {
        return failure(ErrorCode::NotFound, "file");
    }
    sqlite::Statement* insert = HUIYIN_TRY(m_queries->get("insert_file"));
    insert->bind(1, std::span<const std::uint8_t>(sha256))
        .bind(2, std::string_view(named->mime))
        .bind(3, named->file_bytes)
        .bind(4, m_clock.now_utc_ms())
        .bind(5, std::int64_t{0})
        .bind(6, std::int64_t{1});
    return insert->run();
}

Result<std::vector<Hash>> FileStore::files_of_draft(const base::Uuid& draft) {
    std::vector<Hash> files;
    sqlite::Statement* query = HUIYIN_TRY(m_queries->get("files_of_draft"));
    query->bind(1, draft);
    while (HUIYIN_TRY(query->step())) {
        files.push_back(base::array_from_bytes<32>(query->blob(0)).value_or(Hash{}));
    }
    query->reset();
    return files;
}

Result<void> FileStore::release(const base::Uuid& draft, const Hash& sha256) {
    sqlite::Statement* release = HUIYIN_TRY(m_queries->get("release"));
    release->bind(1, draft).bind(2, std::span<const std::uint8_t>(sha256));
    return release->run();
}

Result<std::int64_t> FileStore::unsent_count() {
    sqlite::Statement* count = HUIYIN_TRY(m_queries->get("count_unsent"));
    HUIYIN_TRY(count->step());
    const std::int64_t files = count->integer(0);
    count->reset();
    return files;
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

} // namespace huiyin::store
