// The travel of attachments: the engine over the real store of a tablet, against a server that is
// a few lines, with the way cut at every point.
#include "core/base/crypto.h"
#include "core/base/limits.h"
#include "core/domain/attachment.h"
#include "core/store/tablet_store.h"
#include "core/sync/file_engine.h"
#include "tests/support/fakes.h"

#include <catch_amalgamated.hpp>
#include <functional>
#include <map>
#include <set>

using namespace huiyin;
using namespace huiyin::sync;
namespace limits = base::limits;

namespace {

constexpr std::size_t chunk_size = limits::attachment_chunk_bytes;

/// What the real one promises, without its database.
struct ModelServer {
    struct Stored {
        std::int64_t file_bytes = 0;
        std::map<std::size_t, std::string> chunks;
        bool complete = false;
    };

    std::map<base::Hash, Stored> files;
    std::set<base::Hash> full_for;     ///< takes in none of these
    std::map<base::Hash, int> refuses; ///< with this status whatever is about it
    int chunks_taken = 0;
    int chunks_given = 0;

    FileAnswer word(const base::Hash& sha256, std::int64_t file_bytes) {
        FileAnswer answer{.sha256 = sha256, .missing = {}, .full = full_for.count(sha256) != 0};
        const Stored& stored = files[sha256];
        for (std::size_t i = 0; !stored.complete && i < domain::chunk_count(file_bytes); ++i) {
            if (stored.chunks.count(i) == 0) {
                answer.missing.push_back(i);
            }
        }
        return answer;
    }

    Answer answer(const FileRequest& request) {
        const std::string_view path = request.path;
        if (path == files_path) {
            std::vector<FileAnswer> words;
            const auto offered = *offered_files_from_text(request.body);
            for (const OfferedFile& file : offered) {
                words.push_back(word(file.sha256, file.file_bytes));
            }
            return {200, to_text(words), 0};
        }
        const std::string_view query = path.substr(chunk_path.size() + 1);
        return request.is_post ? put(*chunk_from_put_query(query), request.body)
                               : get(*chunk_from_get_query(query));
    }

    Answer put(const ChunkName& name, const std::string& bytes) {
        ++chunks_taken;
        if (refuses.count(name.sha256) != 0) {
            return {refuses[name.sha256], "", 0};
        }
        CHECK(base::sha256(base::bytes_of(bytes)) == name.chunk_sha256);
        CHECK(bytes.size() == domain::chunk_bytes(name.file_bytes, name.place));
        Stored& stored = files[name.sha256];
        stored.file_bytes = name.file_bytes;
        stored.chunks[name.place] = bytes;
        if (stored.chunks.size() == domain::chunk_count(name.file_bytes)) {
            std::string whole;
            for (const auto& [place, chunk] : stored.chunks) {
                whole += chunk;
            }
            stored.complete = base::sha256(base::bytes_of(whole)) == name.sha256;
            if (!stored.complete) {
                files.erase(name.sha256);
                return {409, "", 0};
            }
        }
        return {200, to_text(std::vector{word(name.sha256, name.file_bytes)}), 0};
    }

    Answer get(const ChunkName& name) {
        ++chunks_given;
        if (refuses.count(name.sha256) != 0) {
            return {refuses[name.sha256], "", 0};
        }
        const auto found = files.find(name.sha256);
        if (found == files.end() || !found->second.complete) {
            return {404, "", 0};
        }
        return {200, found->second.chunks.at(name.place), 0};
    }
};

struct Tablet {
    tests::Department d = tests::make_department();
    tests::FakeClock clock;
    tests::SeededRandom random{5};
    std::unique_ptr<store::TabletStore> store =
        tests::make_store(d, d.acceptor, d.device_a, clock, random);
    std::unique_ptr<FileEngine> engine = std::make_unique<FileEngine>(store->files(), random);
    ModelServer server;
    std::int64_t now = 0;
    int requests = 0;
    base::Uuid draft;

    Tablet()
        : draft(make_uuid(clock, random)) {
        REQUIRE(store->save_draft({draft, clock.now_ms, "{}"}));
    }

    store::FileStore& files() { return store->files(); }

    base::Bytes content(std::size_t bytes) {
        base::Bytes content(bytes);
        random.fill(content);
        return content;
    }

    base::Hash keep(const base::Bytes& content) {
        const auto kept = files().keep({.bytes = content, .mime = "image/jpeg", .draft = draft});
        REQUIRE(kept);
        engine->look_again();
        return *kept;
    }

    store::FileState state(const base::Hash& sha256) { return **files().state(sha256); }

    /// A file that the server has and another tablet attached to a complaint here.
    base::Hash foreign(const base::Bytes& content, bool on_server = true) {
        const base::Hash sha256 = base::sha256(content);
        if (on_server) {
            ModelServer::Stored& stored = server.files[sha256];
            stored.file_bytes = static_cast<std::int64_t>(content.size());
            for (std::size_t at = 0, place = 0; at < content.size(); at += chunk_size, ++place) {
                const auto end = std::min(at + chunk_size, content.size());
                stored.chunks[place] = std::string(content.begin() + static_cast<long>(at),
                                                   content.begin() + static_cast<long>(end));
            }
            stored.complete = true;
        }
        clock.now_ms += 1000;
        const auto recorded =
            tests::record(*store, clock, random, tests::make_intake(clock.now_ms - 500));
        domain::PlacedEvent placed;
        placed.event.complaint = recorded.complaint;
        placed.event.device = d.device_b;
        placed.event.device_seq = static_cast<std::uint64_t>(++m_change);
        placed.event.actor = d.manager;
        placed.event.role = domain::Role::RelationshipManager;
        placed.event.kind = code_of(domain::EventKind::Attach);
        placed.event.payload =
            domain::payload_text(domain::AttachPayload{base::hex_from_bytes(sha256),
                                                       "现场.jpg",
                                                       "image/jpeg",
                                                       static_cast<std::int64_t>(content.size()),
                                                       clock.now_ms});
        seal(placed.event, d.key_b.secret_key);
        placed.change = m_change;
        SyncResponse response;
        response.epoch = "epoch-1";
        response.events = {placed};
        REQUIRE(store->take(response));
        engine->look_again();
        return sha256;
    }

    /// One request; `way` gives its answer, or nothing when there was none. Whether there was one.
    bool step(const std::function<std::optional<Answer>(const FileRequest&)>& way) {
        const auto request = engine->next_request(now);
        if (!request) {
            return false;
        }
        ++requests;
        CHECK_FALSE(engine->next_request(now));
        engine->arrived(way(*request).value_or(Answer{}), now);
        return true;
    }

    bool step() {
        return step([this](const FileRequest& request) { return server.answer(request); });
    }

    /// Until nothing is to be done now.
    void run() {
        while (step()) {
            REQUIRE(requests < 1000);
        }
    }

    /// Goes to the moment at which the engine wants to be asked.
    void wait() {
        const auto wake = engine->wake_at_ms();
        REQUIRE(wake);
        now = std::max(now, *wake);
    }

private:
    std::int64_t m_change = 0;
};

} // namespace

TEST_CASE("file engine: a kept file is offered, sent chunk by chunk, and then left alone",
          "[core][sync][files]") {
    Tablet tablet;
    const base::Bytes content = tablet.content(3 * chunk_size + 1);
    const base::Hash sha256 = tablet.keep(content);
    tablet.step();
    CHECK(tablet.state(sha256).chunks_there == 0);
    tablet.step();
    tablet.step();
    CHECK(tablet.state(sha256).chunks_there == 2);
    CHECK_FALSE(tablet.state(sha256).complete_there);
    tablet.run();
    CHECK(tablet.state(sha256).chunks_there == 4);
    CHECK(tablet.state(sha256).complete_there);
    CHECK(tablet.server.files[sha256].complete);
    CHECK(tablet.server.chunks_taken == 4);
    CHECK_FALSE(tablet.engine->wake_at_ms());
    // Another look finds nothing more to say.
    const int before = tablet.requests;
    tablet.engine->poke();
    tablet.run();
    CHECK(tablet.requests == before);
}

TEST_CASE("file engine: what nothing holds is not sent", "[core][sync][files]") {
    Tablet tablet;
    const base::Bytes content = tablet.content(10);
    REQUIRE(tablet.files().keep({.bytes = content, .mime = "a/b", .draft = std::nullopt}));
    tablet.engine->look_again();
    CHECK_FALSE(tablet.step());
    CHECK_FALSE(tablet.engine->wake_at_ms());
}

TEST_CASE("file engine: a cut anywhere costs one chunk at most, whichever way it cuts",
          "[core][sync][files]") {
    constexpr std::size_t chunks = 4;
    for (const bool sending : {true, false}) {
        for (const bool answer_is_lost : {false, true}) {
            for (int cut = 0; cut < static_cast<int>(chunks) + (sending ? 1 : 0); ++cut) {
                CAPTURE(sending, answer_is_lost, cut);
                Tablet tablet;
                const base::Bytes content = tablet.content(chunks * chunk_size - 5);
                const base::Hash sha256 = sending ? tablet.keep(content) : tablet.foreign(content);
                if (!sending) {
                    REQUIRE(tablet.files().want(sha256));
                }
                for (int i = 0; i < cut; ++i) {
                    REQUIRE(tablet.step());
                }
                REQUIRE(tablet.step([&](const FileRequest& request) -> std::optional<Answer> {
                    if (answer_is_lost) {
                        static_cast<void>(tablet.server.answer(request));
                    }
                    return std::nullopt;
                }));
                CHECK_FALSE(tablet.engine->next_request(tablet.now));
                tablet.wait();
                tablet.run();
                CHECK(tablet.state(sha256).complete_here);
                CHECK(tablet.state(sha256).complete_there);
                CHECK(*tablet.files().bytes(sha256) == content);
                const int moved = sending ? tablet.server.chunks_taken : tablet.server.chunks_given;
                CHECK(moved <= static_cast<int>(chunks) + 1);
                CHECK_FALSE(tablet.engine->wake_at_ms());
            }
        }
    }
}

TEST_CASE("file engine: a new start goes on where the one before was cut", "[core][sync][files]") {
    Tablet tablet;
    const base::Hash sent = tablet.keep(tablet.content(3 * chunk_size));
    tablet.step();
    tablet.step();
    const base::Hash fetched = tablet.foreign(tablet.content(3 * chunk_size));
    REQUIRE(tablet.files().want(fetched));
    tablet.engine->look_again();
    tablet.step();
    CHECK(tablet.state(fetched).chunks_here == 1);
    tablet.engine = std::make_unique<FileEngine>(tablet.files(), tablet.random);
    tablet.run();
    CHECK(tablet.state(sent).complete_there);
    CHECK(tablet.state(fetched).complete_here);
    CHECK(tablet.server.chunks_taken == 3);
    CHECK(tablet.server.chunks_given == 3);
}

TEST_CASE("file engine: the way's failures are waited for, longer each time, with jitter",
          "[core][sync][files]") {
    for (const int status : {0, 408, 429, 503}) {
        Tablet tablet;
        tablet.keep(tablet.content(10));
        std::int64_t longest = 0;
        for (int i = 0; i < 20; ++i) {
            REQUIRE(tablet.step([status](const FileRequest&) { return Answer{status, "", 0}; }));
            const std::int64_t wait = *tablet.engine->wake_at_ms() - tablet.now;
            CHECK(wait >= 500);
            CHECK(wait <= 5 * 60 * 1'000);
            longest = std::max(longest, wait);
            tablet.wait();
        }
        CHECK(longest > 2 * 60 * 1'000);
        // The network is back: no waiting.
        tablet.step([](const FileRequest&) { return std::nullopt; });
        tablet.engine->poke();
        tablet.run();
        CHECK(tablet.server.chunks_taken == 1);
    }
    Tablet told;
    told.keep(told.content(10));
    told.step([](const FileRequest&) { return Answer{503, "", 60'000}; });
    CHECK(*told.engine->wake_at_ms() == 60'000);
}

TEST_CASE("file engine: one file's trouble never delays another, and is told",
          "[core][sync][files]") {
    const std::pair<int, FileProblem> troubles[] = {{500, FileProblem::ServerError},
                                                    {507, FileProblem::ServerFull},
                                                    {409, FileProblem::Damaged},
                                                    {403, FileProblem::Refused},
                                                    {413, FileProblem::Refused}};
    for (const auto& [status, problem] : troubles) {
        CAPTURE(status);
        Tablet tablet;
        const base::Hash poisoned = tablet.keep(tablet.content(2 * chunk_size));
        const base::Hash healthy = tablet.keep(tablet.content(2 * chunk_size));
        tablet.server.refuses[poisoned] = status;
        tablet.run();
        CHECK(tablet.state(healthy).complete_there);
        CHECK_FALSE(tablet.state(poisoned).complete_there);
        CHECK(tablet.engine->problem_of(poisoned) == problem);
        CHECK(tablet.engine->problem_of(healthy) == FileProblem::None);
        CHECK(tablet.state(poisoned).complete_here);
        if (problem == FileProblem::Refused) {
            // Only a person tries again.
            CHECK_FALSE(tablet.engine->wake_at_ms());
            tablet.engine->poke();
            tablet.run();
            CHECK(tablet.engine->problem_of(poisoned) == FileProblem::Refused);
            tablet.engine->retry(poisoned);
        } else {
            tablet.wait();
        }
        tablet.server.refuses.clear();
        tablet.run();
        CHECK(tablet.state(poisoned).complete_there);
        CHECK(tablet.engine->problem_of(poisoned) == FileProblem::None);
    }
}

TEST_CASE("file engine: a server that is full of what no complaint names is asked later",
          "[core][sync][files]") {
    Tablet tablet;
    const base::Hash sha256 = tablet.keep(tablet.content(10));
    tablet.server.full_for.insert(sha256);
    tablet.run();
    CHECK(tablet.engine->problem_of(sha256) == FileProblem::ServerFull);
    CHECK(tablet.server.chunks_taken == 0);
    tablet.server.full_for.clear();
    tablet.wait();
    tablet.run();
    CHECK(tablet.state(sha256).complete_there);
}

TEST_CASE("file engine: a file that the server has not got yet is asked for again",
          "[core][sync][files]") {
    Tablet tablet;
    const base::Bytes content = tablet.content(chunk_size + 1);
    const base::Hash late = tablet.foreign(content, /*on_server=*/false);
    const base::Hash there = tablet.foreign(tablet.content(10));
    REQUIRE(tablet.files().want(late));
    REQUIRE(tablet.files().want(there));
    tablet.run();
    CHECK(tablet.state(there).complete_here);
    CHECK(tablet.engine->problem_of(late) == FileProblem::NotThereYet);
    tablet.foreign(content);
    tablet.run();
    CHECK(tablet.engine->problem_of(late) == FileProblem::NotThereYet);
    tablet.wait();
    tablet.run();
    REQUIRE(tablet.state(late).complete_here);
    CHECK(*tablet.files().bytes(late) == content);
}

TEST_CASE("file engine: what arrives damaged is not here, and is fetched anew",
          "[core][sync][files]") {
    Tablet tablet;
    const base::Bytes content = tablet.content(2 * chunk_size);
    const base::Hash sha256 = tablet.foreign(content);
    REQUIRE(tablet.files().want(sha256));
    tablet.step([&](const FileRequest& request) {
        Answer answer = tablet.server.answer(request);
        answer.body[17] ^= 1;
        return answer;
    });
    tablet.step();
    CHECK_FALSE(tablet.state(sha256).complete_here);
    CHECK(tablet.state(sha256).chunks_here == 0);
    CHECK(tablet.engine->problem_of(sha256) == FileProblem::Damaged);
    // Not at once, or a server that has it wrong would be asked for ever.
    CHECK_FALSE(tablet.step());
    tablet.wait();
    tablet.run();
    REQUIRE(tablet.state(sha256).complete_here);
    CHECK(*tablet.files().bytes(sha256) == content);
    // A chunk of another size is nothing at all.
    const base::Hash other = tablet.foreign(tablet.content(10));
    REQUIRE(tablet.files().want(other));
    tablet.step([&](const FileRequest&) { return Answer{200, "12345678901", 0}; });
    CHECK(tablet.state(other).chunks_here == 0);
    CHECK(tablet.engine->problem_of(other) == FileProblem::ServerError);
}

TEST_CASE("file engine: what somebody opened comes first, then what is to be sent",
          "[core][sync][files]") {
    Tablet tablet;
    const base::Hash sent = tablet.keep(tablet.content(10));
    const base::Hash opened = tablet.foreign(tablet.content(10));
    REQUIRE(tablet.files().want(opened));
    tablet.step();
    CHECK(tablet.state(opened).complete_here);
    CHECK_FALSE(tablet.state(sent).complete_there);
    tablet.run();
    CHECK(tablet.state(sent).complete_there);
}

TEST_CASE("file engine: an ended sign-in stops it; the next one's answers are its own",
          "[core][sync][files]") {
    Tablet tablet;
    const base::Hash sha256 = tablet.keep(tablet.content(10));
    tablet.step([](const FileRequest&) { return Answer{401, "", 0}; });
    CHECK(tablet.engine->needs_sign_in());
    tablet.engine->poke();
    CHECK_FALSE(tablet.engine->next_request(tablet.now));
    CHECK_FALSE(tablet.engine->wake_at_ms());
    tablet.engine->signed_in();
    // The old token's answer comes late.
    REQUIRE(tablet.engine->next_request(tablet.now));
    tablet.engine->signed_in();
    tablet.engine->arrived({401, "", 0}, tablet.now);
    CHECK_FALSE(tablet.engine->needs_sign_in());
    tablet.run();
    CHECK(tablet.state(sha256).complete_there);
}

TEST_CASE("file engine: answers that make no sense are not believed", "[core][sync][files]") {
    Tablet tablet;
    const base::Hash sha256 = tablet.keep(tablet.content(chunk_size + 1));
    const std::string answers[] = {"",
                                   "{}",
                                   to_text(std::vector<FileAnswer>{}),
                                   std::string(10'000, '['),
                                   to_text(std::vector<FileAnswer>{{sha256, {0, 1, 2}, false}}),
                                   to_text(std::vector<FileAnswer>{{sha256, {2}, false}})};
    for (const std::string& body : answers) {
        tablet.step([&](const FileRequest&) { return Answer{200, body, 0}; });
        CHECK_FALSE(tablet.state(sha256).complete_there);
        tablet.wait();
    }
    tablet.run();
    CHECK(tablet.state(sha256).complete_there);
}

TEST_CASE("file engine: after its step is placed, or under a new epoch, a file is offered again",
          "[core][sync][files]") {
    Tablet tablet;
    const base::Bytes content = tablet.content(10);
    const base::Hash sha256 = tablet.keep(content);
    tablet.run();
    REQUIRE(tablet.state(sha256).complete_there);
    const auto recorded = tests::record(
        *tablet.store, tablet.clock, tablet.random, tests::make_intake(tablet.clock.now_ms - 500));
    store::NewStep step{.complaint = recorded.complaint, .actor = tablet.d.acceptor};
    step.payload = domain::AttachPayload{
        base::hex_from_bytes(sha256), "a.jpg", "image/jpeg", 10, tablet.clock.now_ms};
    REQUIRE(tablet.store->append(step));
    // The server gave it up meanwhile: nothing held it there.
    tablet.server.files.clear();
    SyncResponse placed;
    placed.epoch = "epoch-1";
    placed.receipts = {{1, 1, 0, {}, 1}, {2, 2, 0, {}, 0}};
    REQUIRE(tablet.store->take(placed));
    CHECK_FALSE(tablet.state(sha256).complete_there);
    tablet.engine->look_again();
    tablet.run();
    CHECK(tablet.server.files[sha256].complete);
    CHECK(tablet.state(sha256).complete_there);
    // A server that was made anew.
    tablet.server.files.clear();
    SyncResponse other;
    other.epoch = "epoch-2";
    REQUIRE(tablet.store->take(other));
    tablet.engine->look_again();
    tablet.run();
    CHECK(tablet.server.files[sha256].complete);
}
