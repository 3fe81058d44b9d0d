#include "core/sync/file_engine.h"

#include "core/base/crypto.h"
#include "core/base/limits.h"
#include "core/domain/attachment.h"

#include <algorithm>
#include <array>
#include <utility>

namespace huiyin::sync {

namespace limits = base::limits;

namespace {

// Of the way: as Engine, which goes first and is the one that people watch.
constexpr std::int64_t way_first_ms = 1'000;
constexpr std::int64_t way_most_ms = 5 * 60 * 1'000;
// Of one file.
constexpr std::int64_t file_first_ms = 5'000;
constexpr std::int64_t file_most_ms = 10 * 60 * 1'000;

/// Whether an answer says something of the way and nothing of the request.
bool is_of_the_way(int http_status) {
    return http_status == 0 || http_status == 408 || http_status == 429 || http_status == 503;
}

FileProblem problem_of_status(int http_status) {
    switch (http_status) {
    case 404:
        return FileProblem::NotThereYet;
    case 409:
        return FileProblem::Damaged;
    case 507:
        return FileProblem::ServerFull;
    default:
        return http_status >= 500 ? FileProblem::ServerError : FileProblem::Refused;
    }
}

std::string path_with(std::string_view query) {
    return std::string(chunk_path).append("?").append(query);
}

} // namespace

FileEngine::FileEngine(FileReplica& replica, base::Random& random)
    : m_replica(replica)
    , m_random(random) {}

void FileEngine::poke() {
    m_look = true;
    m_next_attempt_ms = 0;
    for (auto& [sha256, aside] : m_aside) {
        if (aside.until_ms) {
            aside.until_ms = 0;
        }
    }
}

void FileEngine::signed_in() {
    // Perhaps another person's: what was refused to one may be another's to fetch.
    m_needs_sign_in = false;
    m_disregard = m_doing != Doing::Nothing;
    m_failures = 0;
    m_aside.clear();
    m_uploads.clear();
    poke();
}

void FileEngine::retry(const base::Hash& sha256) {
    m_aside.erase(sha256);
    m_look = true;
}

FileProblem FileEngine::problem_of(const base::Hash& sha256) const {
    const auto found = m_aside.find(sha256);
    return found == m_aside.end() ? FileProblem::None : found->second.problem;
}

bool FileEngine::is_aside(const base::Hash& sha256, std::int64_t monotonic_ms) const {
    const auto found = m_aside.find(sha256);
    return found != m_aside.end() &&
           (!found->second.until_ms || monotonic_ms < *found->second.until_ms);
}

std::optional<FileRequest> FileEngine::next_request(std::int64_t monotonic_ms) {
    const bool due = std::any_of(m_aside.begin(), m_aside.end(), [&](const auto& one) {
        return one.second.until_ms && *one.second.until_ms <= monotonic_ms;
    });
    if (m_doing != Doing::Nothing || m_needs_sign_in || monotonic_ms < m_next_attempt_ms ||
        !(m_look || due || !m_uploads.empty())) {
        return std::nullopt;
    }
    const auto wanted = m_replica.files_to_fetch(m_aside.size() + 1);
    if (!wanted) {
        storage_failed(monotonic_ms);
        return std::nullopt;
    }
    const auto next = std::find_if(wanted->begin(), wanted->end(), [&](const auto& file) {
        return !is_aside(file.sha256, monotonic_ms);
    });
    const bool fetches = next != wanted->end();
    if (fetches && next->opened) {
        return fetch(*next);
    }
    auto request = send_next(monotonic_ms);
    if (!request) {
        request = offer(monotonic_ms);
    }
    if (!request && fetches) {
        request = fetch(*next);
    }
    if (!request && monotonic_ms >= m_next_attempt_ms) {
        // Nothing to move. What was aside and is no longer there to be moved is forgotten.
        m_look = false;
        std::erase_if(m_aside, [&](const auto& one) {
            return one.second.until_ms && *one.second.until_ms <= monotonic_ms;
        });
    }
    return request;
}

std::optional<FileRequest> FileEngine::fetch(const TravellingFile& file) {
    m_doing = Doing::Fetching;
    m_file = file.sha256;
    m_place = file.chunks_here;
    return FileRequest{.is_post = false,
                       .path = path_with(chunk_get_query({.sha256 = m_file, .place = m_place})),
                       .content_type = {},
                       .body = {}};
}

std::optional<FileRequest> FileEngine::send_next(std::int64_t monotonic_ms) {
    while (!m_uploads.empty()) {
        const Upload& upload = m_uploads.front();
        const std::size_t place = upload.missing.front();
        const auto bytes = m_replica.chunk(upload.sha256, place);
        if (bytes) {
            m_doing = Doing::Sending;
            m_file = upload.sha256;
            m_place = place;
            const ChunkName name{m_file, place, upload.file_bytes, base::sha256(*bytes)};
            return FileRequest{.is_post = true,
                               .path = path_with(chunk_put_query(name)),
                               .content_type = chunk_type,
                               .body = std::string(bytes->begin(), bytes->end())};
        }
        // Swept meanwhile, or it cannot be read.
        put_aside(FileProblem::Damaged, upload.sha256, monotonic_ms);
        m_uploads.pop_front();
    }
    return std::nullopt;
}

std::optional<FileRequest> FileEngine::offer(std::int64_t monotonic_ms) {
    const auto files = m_replica.files_to_send(m_aside.size() + limits::offered_files_max);
    if (!files) {
        storage_failed(monotonic_ms);
        return std::nullopt;
    }
    m_offered.clear();
    for (const TravellingFile& file : *files) {
        if (m_offered.size() < limits::offered_files_max && !is_aside(file.sha256, monotonic_ms)) {
            m_offered.push_back({file.sha256, file.file_bytes});
        }
    }
    if (m_offered.empty()) {
        return std::nullopt;
    }
    m_doing = Doing::Offering;
    return FileRequest{.is_post = true,
                       .path = std::string(files_path),
                       .content_type = "application/json",
                       .body = to_text(m_offered)};
}

void FileEngine::arrived(const Answer& answer, std::int64_t monotonic_ms) {
    const Doing done = std::exchange(m_doing, Doing::Nothing);
    if (std::exchange(m_disregard, false)) {
        return; // to a request of the one who was signed in before
    }
    if (answer.http_status == 401) {
        m_needs_sign_in = true;
        return;
    }
    if (is_of_the_way(answer.http_status)) {
        way_failed(answer, monotonic_ms);
        return;
    }
    switch (done) {
    case Doing::Nothing:
        return;
    case Doing::Offering:
        take_offer_answer(answer, monotonic_ms);
        return;
    case Doing::Sending:
        take_chunk_answer(answer, monotonic_ms);
        return;
    case Doing::Fetching:
        take_fetched(answer, monotonic_ms);
        return;
    }
}

void FileEngine::take_offer_answer(const Answer& answer, std::int64_t monotonic_ms) {
    const auto words = file_answers_from_text(answer.body);
    if (answer.http_status != 200 || !words || words->size() != m_offered.size()) {
        way_failed(answer, monotonic_ms);
        return;
    }
    m_failures = 0;
    for (std::size_t i = 0; i < words->size(); ++i) {
        if ((*words)[i].sha256 == m_offered[i].sha256) {
            take_word((*words)[i], m_offered[i].file_bytes, monotonic_ms);
        }
    }
}

void FileEngine::take_word(const FileAnswer& word,
                           std::int64_t file_bytes,
                           std::int64_t monotonic_ms) {
    const std::size_t chunks = domain::chunk_count(file_bytes);
    const bool fits =
        word.missing.size() <= chunks && (word.missing.empty() || word.missing.back() < chunks);
    if (!fits) {
        put_aside(FileProblem::ServerError, word.sha256, monotonic_ms);
        return;
    }
    if (word.full) {
        put_aside(FileProblem::ServerFull, word.sha256, monotonic_ms);
        return;
    }
    if (!m_replica.put_there(word.sha256, chunks - word.missing.size(), word.missing.empty())) {
        storage_failed(monotonic_ms);
        return;
    }
    if (word.missing.empty()) {
        m_aside.erase(word.sha256);
    } else {
        m_uploads.push_back({word.sha256, file_bytes, word.missing});
    }
}

void FileEngine::take_chunk_answer(const Answer& answer, std::int64_t monotonic_ms) {
    if (m_uploads.empty() || m_uploads.front().sha256 != m_file) {
        return;
    }
    const Upload upload = std::move(m_uploads.front());
    m_uploads.pop_front();
    const auto words = file_answers_from_text(answer.body);
    if (answer.http_status != 200) {
        const FileProblem problem = problem_of_status(answer.http_status);
        // It may be what is here that has gone bad.
        if (problem == FileProblem::Damaged && !m_replica.check(upload.sha256)) {
            storage_failed(monotonic_ms);
        }
        put_aside(problem, upload.sha256, monotonic_ms);
        return;
    }
    if (!words || words->size() != 1 || words->front().sha256 != upload.sha256) {
        put_aside(FileProblem::ServerError, upload.sha256, monotonic_ms);
        return;
    }
    m_failures = 0;
    m_look = true;
    take_word(words->front(), upload.file_bytes, monotonic_ms);
    if (!m_uploads.empty() && m_uploads.back().sha256 == upload.sha256) {
        // One file after the other: the first is there the sooner.
        m_uploads.push_front(std::move(m_uploads.back()));
        m_uploads.pop_back();
    }
}

void FileEngine::take_fetched(const Answer& answer, std::int64_t monotonic_ms) {
    if (answer.http_status != 200) {
        put_aside(problem_of_status(answer.http_status), m_file, monotonic_ms);
        return;
    }
    const auto arrival = m_replica.take_chunk(m_file, m_place, base::bytes_of(answer.body));
    if (!arrival) {
        const bool full = arrival.error().code == base::ErrorCode::StorageFull;
        put_aside(full ? FileProblem::TabletFull : FileProblem::ServerError, m_file, monotonic_ms);
        return;
    }
    m_failures = 0;
    m_look = true;
    if (*arrival == Arrival::Damaged) {
        put_aside(FileProblem::Damaged, m_file, monotonic_ms);
    } else {
        m_aside.erase(m_file);
    }
}

void FileEngine::put_aside(FileProblem problem,
                           const base::Hash& sha256,
                           std::int64_t monotonic_ms) {
    m_look = true; // for the others
    Aside& aside = m_aside[sha256];
    aside.problem = problem;
    ++aside.failures;
    aside.until_ms.reset();
    if (problem != FileProblem::Refused) {
        aside.until_ms = monotonic_ms + delay_ms(aside.failures, file_first_ms, file_most_ms);
    }
}

void FileEngine::way_failed(const Answer& answer, std::int64_t monotonic_ms) {
    ++m_failures;
    m_look = true;
    // What the server has of these is asked anew: a chunk may have arrived without its answer.
    m_uploads.clear();
    const std::int64_t delay = delay_ms(m_failures, way_first_ms, way_most_ms);
    m_next_attempt_ms =
        monotonic_ms + std::max(delay, std::min(answer.retry_after_ms, way_most_ms));
}

void FileEngine::storage_failed(std::int64_t monotonic_ms) {
    way_failed({}, monotonic_ms);
}

std::int64_t FileEngine::delay_ms(int failures, std::int64_t first_ms, std::int64_t most_ms) {
    const std::int64_t longest = std::min(first_ms << std::min(failures - 1, 12), most_ms);
    std::array<std::uint8_t, 2> random{};
    m_random.fill(random);
    // Jitter over the upper half, so that many tablets do not come back at the same moment.
    const std::int64_t part = random[0] << 8 | random[1];
    return longest / 2 + longest / 2 * part / 65'536;
}

std::optional<std::int64_t> FileEngine::wake_at_ms() const {
    if (m_doing != Doing::Nothing || m_needs_sign_in) {
        return std::nullopt;
    }
    if (m_look || !m_uploads.empty()) {
        return m_next_attempt_ms;
    }
    std::optional<std::int64_t> wake;
    for (const auto& [sha256, aside] : m_aside) {
        if (aside.until_ms && (!wake || *aside.until_ms < *wake)) {
            wake = std::max(*aside.until_ms, m_next_attempt_ms);
        }
    }
    return wake;
}

} // namespace huiyin::sync
