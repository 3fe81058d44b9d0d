// A picture from one tablet to another: both with their real store and engine, over the real
// server, with connections that are cut.
#include "core/base/limits.h"
#include "core/sync/file_engine.h"
#include "tests/server/files_client.h"
#include "tests/server/whole_tablet.h"
#include "tests/server/work_file.h"

#include <catch_amalgamated.hpp>

using namespace huiyin::server;
using namespace huiyin::server::tests;
namespace limits = huiyin::base::limits;

namespace {

/// The other engine of a whole tablet.
class Traveller {
public:
    Traveller(TestServer& server, WholeTablet& tablet)
        : m_server(server)
        , m_tablet(tablet)
        , m_engine(tablet.store->files(), server.random) {}

    /// Talks until nothing is to be done now; every `cut`-th answer never comes (0 = all do). Gives
    /// the bytes that went either way.
    std::size_t talk(int cut = 0) {
        std::size_t bytes = 0;
        m_engine.poke();
        for (int asked = 1; asked < 500; ++asked) {
            const auto request = m_engine.next_request(m_now);
            if (!request && !m_cut) {
                break;
            }
            if (!request) {
                m_now = m_engine.wake_at_ms().value_or(m_now);
                m_cut = false;
                continue;
            }
            const RawResponse response = ask(*request);
            bytes += request->body.size() + response.body.size();
            m_cut = cut != 0 && asked % cut == 0;
            m_engine.arrived(m_cut ? sync::Answer{} : sync::Answer{response.status, response.body},
                             m_now);
        }
        return bytes;
    }

    sync::FileEngine& engine() { return m_engine; }

private:
    TestServer& m_server;
    WholeTablet& m_tablet;
    sync::FileEngine m_engine;
    std::int64_t m_now = 0;
    bool m_cut = false;

    RawResponse ask(const sync::FileRequest& request) const {
        std::string text(request.is_post ? "POST " : "GET ");
        text += request.path + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " +
                m_tablet.store->session()->token + "\r\n";
        if (request.is_post) {
            text.append("Content-Type: ").append(request.content_type).append("\r\n");
            text += "Content-Length: " + std::to_string(request.body.size()) + "\r\n";
        }
        RawClient client(m_server.port());
        client.send(text + "\r\n" + request.body);
        return client.read();
    }
};

void attach(WholeTablet& tablet, const Uuid& complaint, const std::string& content) {
    const Uuid person = tablet.store->session()->person;
    must(tablet.store->append({.complaint = complaint,
                               .actor = person,
                               .role = tablet.store->directory().roles_of(person).at(0),
                               .payload = attachment(content, 1),
                               .counter = 0,
                               .draft_done = std::nullopt}));
}

base::Hash keep(WholeTablet& tablet, const std::string& content) {
    return must(tablet.store->files().keep({.bytes = base::bytes_of(content),
                                            .mime = "image/jpeg",
                                            .thumbnail = {},
                                            .draft = std::nullopt}));
}

std::string kept(WholeTablet& tablet, const base::Hash& sha256) {
    const auto bytes = tablet.store->files().bytes(sha256);
    return bytes ? std::string(bytes->begin(), bytes->end()) : std::string();
}

} // namespace

TEST_CASE("files: a picture reaches the manager through cut connections, nothing twice but a chunk",
          "[server][files][sync]") {
    TestServer server;
    WholeTablet acceptor(server, "acceptor");
    WholeTablet manager(server, "manager");
    Traveller up(server, acceptor);
    Traveller down(server, manager);
    constexpr std::size_t chunks = 12;
    const std::string content = content_of(chunks * limits::attachment_chunk_bytes - 77);
    const Uuid complaint = acceptor.record();
    const base::Hash sha256 = keep(acceptor, content);
    attach(acceptor, complaint, content);
    acceptor.talk();
    manager.talk();
    // The record is there before its picture; the manager's task wants it without a word.
    REQUIRE(must(manager.store->files().state(sha256)));
    CHECK(down.talk() < 1000);
    CHECK(down.engine().problem_of(sha256) == sync::FileProblem::NotThereYet);

    constexpr int cut = 4;
    const std::size_t sent = up.talk(cut);
    CHECK(must(acceptor.store->files().state(sha256))->complete_there);
    const std::size_t received = down.talk(cut);
    CHECK(kept(manager, sha256) == content);
    // Each cut costs one chunk at most: 12 chunks and the answers between them are cut 4 or 5
    // times.
    constexpr std::size_t cuts_most = 6;
    CHECK(sent < content.size() + cuts_most * limits::attachment_chunk_bytes);
    CHECK(received < content.size() + cuts_most * limits::attachment_chunk_bytes);
}

TEST_CASE("files: a restored server gets back what any tablet still has", "[server][files][sync]") {
    TestServer server;
    WholeTablet acceptor(server, "acceptor");
    Traveller up(server, acceptor);
    const std::string content = content_of(300'000);
    const Uuid complaint = acceptor.record();
    const base::Hash sha256 = keep(acceptor, content);
    attach(acceptor, complaint, content);
    acceptor.talk();
    up.talk();
    REQUIRE(must(acceptor.store->files().state(sha256))->complete_there);
    server.stop();
    // As an older copy stands, under another epoch.
    server.stored().execute("DELETE FROM file");
    server.stored().execute("UPDATE deployment SET epoch = 'another'");
    server.start();
    acceptor.talk();
    CHECK_FALSE(must(acceptor.store->files().state(sha256))->complete_there);
    up.talk();
    CHECK(must(acceptor.store->files().state(sha256))->complete_there);
    CHECK(server.stored().value("SELECT count(*) FROM file WHERE complete = 1") == "1");
}

TEST_CASE("pain 17: attachments go by file to the server with the work that names them",
          "[server][files][keeping]") {
    TestServer server;
    WholeTablet broken(server, "acceptor");
    const std::string content = content_of(limits::attachment_chunk_bytes + 77);
    const Uuid complaint = broken.record();
    const base::Hash sha256 = keep(broken, content);
    keep(broken, "of a form that is not finished");
    attach(broken, complaint, content);
    auto bundle = must(broken.store->bundle_unsent());
    REQUIRE(bundle.files.size() == 1);
    const std::string stray = "of a step that nobody takes";
    bundle.files.push_back({base::sha256(base::bytes_of(stray)),
                            "text/plain",
                            base::Bytes(stray.begin(), stray.end())});
    const WorkFile file(server, bundle, "work.hyx");
    const CommandResult first = import_file(server, file.path);
    CAPTURE(first.out);
    CHECK(first.status == 0);
    CHECK(says(first, "2 attachments, 1 new, 0 here before, 1 that no complaint names"));
    CHECK(says(import_file(server, file.path), "2 attachments, 0 new, 1 here before, 1 that no"));
    WholeTablet manager(server, "manager");
    manager.talk();
    Traveller(server, manager).talk();
    CHECK(kept(manager, sha256) == content);
    // The tablet comes back: the server wants nothing of it any more.
    broken.talk();
    CHECK(Traveller(server, broken).talk() < 1000);
    CHECK(must(broken.store->files().state(sha256))->complete_there);
}

TEST_CASE("pain 17: a tablet that carries another's work sends its attachments too",
          "[server][files][keeping]") {
    TestServer server;
    WholeTablet broken(server, "acceptor");
    WholeTablet courier(server, "colleague");
    courier.talk();
    const std::string content = content_of(3000);
    const Uuid complaint = broken.record();
    const base::Hash sha256 = keep(broken, content);
    attach(broken, complaint, content);
    const auto brought = must(courier.store->take_bundle(must(broken.store->bundle_unsent())));
    CHECK(brought.added == 2);
    CHECK(brought.files == 1);
    CHECK(must(courier.store->files().unsent_count()) == 1);
    courier.talk();
    Traveller(server, courier).talk();
    CHECK(must(courier.store->files().unsent_count()) == 0);
    WholeTablet manager(server, "manager");
    manager.talk();
    Traveller(server, manager).talk();
    CHECK(kept(manager, sha256) == content);
}
