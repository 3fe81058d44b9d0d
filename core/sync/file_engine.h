// The travel of attachments: a state machine without I/O beside Engine (sync 3).
//
// One chunk at a time, so that a cut costs one at most. The host lets records go first: it asks
// here only when the other engine has nothing to say. What one file meets with never delays
// another.
#pragma once

#include "core/base/random.h"
#include "core/sync/engine.h"
#include "core/sync/file_replica.h"
#include "core/sync/file_wire.h"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace huiyin::sync {

/// Why a file does not travel now.
enum class FileProblem : std::uint8_t {
    None,
    NotThereYet, ///< the server has not got it from the tablet that attached it
    ServerFull,  ///< the server takes in no more now
    ServerError, ///< the server failed over this file
    Damaged,     ///< what arrived was not what its name says; it is sent or fetched anew
    TabletFull,  ///< there is no room for it here
    Refused      ///< the server does not accept it; only retry() tries again
};

struct FileRequest {
    bool is_post = true; ///< else GET
    std::string path;    ///< with its query
    std::string_view content_type;
    std::string body; ///< bytes
};

class FileEngine {
public:
    FileEngine(FileReplica& replica, base::Random& random);

    /// The network is back, or somebody asked: what waits for its time is tried now.
    void poke();

    /// Something was kept, opened, attached or taken from the server.
    void look_again() { m_look = true; }

    /// A new token was had.
    void signed_in();

    /// Somebody wants this one tried again, whatever stood against it.
    void retry(const base::Hash& sha256);

    /// What to send now, or nothing. At most one request is under way at a time.
    std::optional<FileRequest> next_request(std::int64_t monotonic_ms);

    void arrived(const Answer& answer, std::int64_t monotonic_ms);

    /// When next_request should be asked again at the latest; nothing while a request is under way
    /// or only an event can help.
    std::optional<std::int64_t> wake_at_ms() const;

    FileProblem problem_of(const base::Hash& sha256) const;

    /// Whether the server ended the sign-in; nothing more is asked until signed_in().
    bool needs_sign_in() const { return m_needs_sign_in; }

private:
    enum class Doing : std::uint8_t { Nothing, Offering, Sending, Fetching };

    struct Upload {
        base::Hash sha256{};
        std::int64_t file_bytes = 0;
        std::vector<std::size_t> missing;
    };

    /// A file that waits for its own sake.
    struct Aside {
        FileProblem problem = FileProblem::None;
        int failures = 0;
        std::optional<std::int64_t> until_ms; ///< nothing: until retry()
    };

    FileReplica& m_replica;
    base::Random& m_random;
    bool m_look = true; ///< the replica may have something to move
    bool m_needs_sign_in = false;
    bool m_disregard = false; ///< the request under way was made under another token
    int m_failures = 0;       ///< of the way, in a row
    std::int64_t m_next_attempt_ms = 0;
    std::deque<Upload> m_uploads;
    std::map<base::Hash, Aside> m_aside;
    Doing m_doing = Doing::Nothing;
    base::Hash m_file{}; ///< of the chunk under way
    std::size_t m_place = 0;
    std::vector<OfferedFile> m_offered; ///< under way

    bool is_aside(const base::Hash& sha256, std::int64_t monotonic_ms) const;
    std::optional<FileRequest> fetch(const TravellingFile& file);
    std::optional<FileRequest> send_next(std::int64_t monotonic_ms);
    std::optional<FileRequest> offer(std::int64_t monotonic_ms);
    void take_offer_answer(const Answer& answer, std::int64_t monotonic_ms);
    void take_chunk_answer(const Answer& answer, std::int64_t monotonic_ms);
    void take_fetched(const Answer& answer, std::int64_t monotonic_ms);
    void take_word(const FileAnswer& word, std::int64_t file_bytes, std::int64_t monotonic_ms);
    void put_aside(FileProblem problem, const base::Hash& sha256, std::int64_t monotonic_ms);
    void way_failed(const Answer& answer, std::int64_t monotonic_ms);
    void storage_failed(std::int64_t monotonic_ms);
    std::int64_t delay_ms(int failures, std::int64_t first_ms, std::int64_t most_ms);
};

} // namespace huiyin::sync
