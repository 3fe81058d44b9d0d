// Attachments over the API, on whichever store: taken once, whole or not at all, given to whoever
// may read a complaint that names them, bounded, and given up when nobody names them.
#include "core/base/limits.h"
#include "tests/server/desk.h"
#include "tests/server/files_client.h"

#include <algorithm>
#include <catch_amalgamated.hpp>

using namespace huiyin::server;
using namespace huiyin::server::tests;
using namespace huiyin::domain;
namespace limits = huiyin::base::limits;

namespace {

constexpr std::size_t chunk_bytes = limits::attachment_chunk_bytes;

using Places = std::vector<std::size_t>;

/// Tablets of a department, each with a client for files.
struct Files : Desk {
    FilesClient by(const Tablet& tablet) const { return {server, tablet.token}; }

    /// A complaint of the acceptor's that names the content.
    Uuid attached(std::string_view content) {
        const Uuid complaint = record();
        REQUIRE(step(acceptor, complaint, attachment(content, server.clock.now_utc_ms())) ==
                applied);
        return complaint;
    }
};

/// The same work without signing six people in.
struct OneTablet {
    TestServer server;
    Tablet tablet{server};
    FilesClient files;

    OneTablet()
        : files(server, (tablet.sign_in("acceptor"), tablet.token)) {}
};

} // namespace

TEST_CASE("files: chunks in any order, each twice, make one whole file", "[server][files]") {
    Files desk;
    const FilesClient client = desk.by(desk.acceptor);
    const std::string content = content_of(3 * chunk_bytes + 100);
    CHECK(client.offer_content(content).missing == Places{0, 1, 2, 3});
    CHECK(client.put_chunk(content, 2).missing == Places{0, 1, 3});
    CHECK(client.put_chunk(content, 2).missing == Places{0, 1, 3});
    CHECK(client.put_chunk(content, 0).missing == Places{1, 3});
    CHECK(client.put_chunk(content, 3).missing == Places{1});
    desk.attached(content);
    // Not whole: nobody gets any of it.
    CHECK(desk.by(desk.manager).get(hash_of(content)).status == 404);
    CHECK(client.put_chunk(content, 1).missing.empty());
    CHECK(client.offer_content(content).missing.empty());
    CHECK(client.put_chunk(content, 1).missing.empty());
    CHECK(desk.by(desk.manager).fetch(content) == content);
    CHECK(desk.by(desk.manager).get(hash_of(content), 4).status == 404);
    const RawResponse chunk = desk.by(desk.manager).get(hash_of(content), 3);
    CHECK(chunk.field("content-type") == "application/octet-stream");
    CHECK(chunk.field("cache-control") == "no-store");
    CHECK(chunk.field("x-content-type-options") == "nosniff");
}

TEST_CASE("files: an upload goes on after the server was started anew", "[server][files]") {
    OneTablet one;
    const std::string content = content_of(3 * chunk_bytes);
    one.files.put_chunk(content, 0);
    one.files.put_chunk(content, 1);
    one.server.stop();
    one.server.start();
    CHECK(one.files.offer_content(content).missing == Places{2});
    CHECK(one.files.put_chunk(content, 2).missing.empty());
}

TEST_CASE("files: when nobody came to check the whole, the last chunk is asked for again",
          "[server][files]") {
    OneTablet one;
    const std::string content = content_of(2 * chunk_bytes);
    const store::FileName name{hash_of(content), one.tablet.device};
    const Uuid department = one.server.department();
    {
        const auto writer = one.server.writer();
        must(writer->begin());
        must(writer->begin_file(department, {name, 2 * chunk_bytes, false}, 1));
        for (const std::size_t place : {0U, 1U}) {
            must(writer->add_file_chunk(department, name, place, chunk_of(content, place), 1));
        }
        must(writer->commit());
    }
    CHECK(one.files.offer_content(content).missing == Places{1});
    CHECK(one.files.put_chunk(content, 1).missing.empty());
}

TEST_CASE("files: a whole that is not what its name says is dropped, and said", "[server][files]") {
    OneTablet one;
    const std::string content = content_of(2 * chunk_bytes);
    const std::string other = content_of(2 * chunk_bytes, 2);
    sync::ChunkName name = chunk_name(other, 1);
    name.sha256 = hash_of(content);
    one.files.put_chunk(content, 0);
    const RawResponse wrong = one.files.put(name, chunk_of(other, 1));
    CHECK(wrong.status == 409);
    CHECK(wrong.body.find("conflict") != std::string::npos);
    CHECK(one.server.log.text().find("file_dropped") != std::string::npos);
    CHECK(one.files.offer_content(content).missing == Places{0, 1});
    CHECK(one.files.send(content) == 200);
    CHECK(one.files.offer_content(content).missing.empty());
}

TEST_CASE("files: a chunk must be what its own hash says, and as long as its place",
          "[server][files]") {
    OneTablet one;
    const std::string content = content_of(chunk_bytes + 10);
    std::string bad = chunk_of(content, 0);
    bad[5] = static_cast<char>(bad[5] ^ 1);
    CHECK(one.files.put(chunk_name(content, 0), bad).status == 409);
    CHECK(one.files.put(chunk_name(content, 0), chunk_of(content, 1)).status == 400);
    CHECK(one.files.put(chunk_name(content, 1), chunk_of(content, 0)).status == 400);
    CHECK(one.files.offer_content(content).missing == Places{0, 1});
    // The same name with another size: the newer word counts.
    sync::ChunkName name = chunk_name(content, 0);
    name.file_bytes = 3 * chunk_bytes;
    CHECK(one.files.put(name, chunk_of(content, 0)).status == 200);
    CHECK(one.files.send(content) == 200);
    CHECK(one.files.offer_content(content).missing.empty());
}

TEST_CASE("files: sizes and counts end at their limits", "[server][files][limits]") {
    OneTablet one;
    // The largest file, and one byte more.
    const std::string largest = content_of(limits::attachment_bytes_max);
    const std::size_t last = limits::attachment_chunks_max - 1;
    CHECK(one.files.put_chunk(largest, last).missing.size() == last);
    sync::ChunkName name = chunk_name(largest, last);
    name.file_bytes += 1;
    CHECK(one.files.put(name, chunk_of(largest, last)).status == 400);
    name = chunk_name(largest, last);
    name.place += 1;
    CHECK(one.files.put(name, chunk_of(largest, last)).status == 400);
    // The largest body, and one byte more: refused before it is read.
    CHECK(one.files.put(name, std::string(chunk_bytes + 1, 'x')).status == 413);
    std::vector<sync::OfferedFile> files(limits::offered_files_max, {hash_of("x"), 1});
    CHECK(one.files.offer(sync::to_text(files)).status == 200);
    files.push_back(files.front());
    CHECK(one.files.offer(sync::to_text(files)).status == 413);
    CHECK(one.files.offer(std::string(16 * 1024 + 1, ' ')).status == 413);
}

TEST_CASE("files: what no complaint names is bounded for each tablet", "[server][files][limits]") {
    Files desk;
    const FilesClient client = desk.by(desk.acceptor);
    // Begun files count with their whole size; four of the largest are the limit.
    std::vector<std::string> begun;
    for (unsigned i = 0; i < 4; ++i) {
        begun.push_back(content_of(limits::attachment_bytes_max, 10 + i));
        CHECK_FALSE(client.offer_content(begun.back()).full);
        client.put_chunk(begun.back(), 0);
    }
    static_assert(4 * limits::attachment_bytes_max == limits::unused_file_bytes_max);
    const std::string one_more = content_of(1, 20);
    CHECK(client.offer_content(one_more).full);
    CHECK(client.put(one_more, 0).status == 507);
    // What is begun may be gone on with, and another tablet has its own measure.
    CHECK(client.put(begun.back(), 1).status == 200);
    CHECK(desk.by(desk.manager).send(one_more) == 200);
    // What is whole already is no matter of room.
    CHECK_FALSE(client.offer_content(one_more).full);
    // A complaint names one of them: there is room again, but a byte too much for another largest.
    desk.attached(begun.front());
    const std::string small = content_of(2, 21);
    CHECK_FALSE(client.offer_content(small).full);
    CHECK(client.send(small) == 200);
    CHECK(client.offer_content(content_of(limits::attachment_bytes_max, 30)).full);
    // What a complaint names has always room.
    const std::string named = content_of(limits::attachment_bytes_max, 31);
    desk.attached(named);
    CHECK_FALSE(client.offer_content(named).full);
    CHECK(client.put(named, 0).status == 200);
}

TEST_CASE("files: what no complaint names for long is given up", "[server][files][limits]") {
    Files desk;
    const FilesClient client = desk.by(desk.acceptor);
    const std::string draft = content_of(100, 1);
    const std::string named = content_of(100, 2);
    client.send(draft);
    client.send(named);
    desk.attached(named);
    // Real time passes too while a test runs.
    constexpr std::int64_t margin_ms = 5 * 60 * 1000;
    desk.server.clock.advance(limits::unused_file_ms_max - margin_ms);
    client.send(content_of(100, 3));
    CHECK(client.offer_content(draft).missing.empty());
    desk.server.clock.advance(margin_ms);
    client.send(content_of(100, 4));
    CHECK(client.offer_content(draft).missing == Places{0});
    CHECK(client.offer_content(named).missing.empty());
    CHECK(desk.by(desk.manager).fetch(named) == named);
}

TEST_CASE("files: only who may read a complaint that names it gets a file", "[server][files]") {
    Files desk;
    Tablet colleague(desk.server);
    colleague.sign_in("colleague");
    const std::string content = content_of(100);
    desk.by(desk.acceptor).send(content);
    const auto gets = [&](const Tablet& tablet) {
        return desk.by(tablet).get(hash_of(content)).status;
    };
    // Nobody before a complaint names it, not even who sent it.
    for (const Tablet* tablet : {&desk.acceptor, &desk.manager, &desk.leadership}) {
        CHECK(gets(*tablet) == 404);
    }
    const Uuid complaint = desk.attached(content);
    CHECK(gets(desk.acceptor) == 200);
    CHECK(gets(desk.manager) == 200);
    CHECK(gets(desk.leadership) == 200);
    for (const Tablet* tablet : {&desk.leader, &desk.member, &desk.administrator, &colleague}) {
        CHECK(gets(*tablet) == 404);
    }
    CHECK(FilesClient(desk.server, "").get(hash_of(content)).status == 401);
    CHECK(FilesClient(desk.server, std::string(43, 'A')).get(hash_of(content)).status == 401);
    // Whose group gets the complaint gets its files.
    REQUIRE(desk.step(desk.manager,
                      complaint,
                      ChangeSeverityPayload{Severity::General, "影响范围小"}) == applied);
    REQUIRE(desk.step(desk.manager, complaint, DispatchPayload{desk.group(), {}, {}}) == applied);
    CHECK(gets(desk.member) == 200);
    CHECK(gets(desk.leader) == 200);
    CHECK(gets(desk.administrator) == 404);
    CHECK(gets(colleague) == 404);
}

TEST_CASE("files: a refused step names nothing", "[server][files]") {
    Files desk;
    const std::string content = content_of(100);
    desk.by(desk.acceptor).send(content);
    const Uuid complaint = desk.record();
    // Who does not see the complaint cannot attach to it, and gains no sight of the file.
    CHECK(desk.step(desk.member, complaint, attachment(content, 1)).kind == VerdictKind::Refused);
    CHECK(desk.by(desk.manager).get(hash_of(content)).status == 404);
    CHECK(desk.by(desk.member).get(hash_of(content)).status == 404);
}

TEST_CASE("files: every operation needs a token that lives", "[server][files]") {
    Files desk;
    const std::string content = content_of(100);
    const FilesClient nobody(desk.server, "");
    CHECK(nobody.offer(sync::to_text(std::vector<sync::OfferedFile>{})).status == 401);
    CHECK(nobody.put(content, 0).status == 401);
    for (const Tablet* tablet : {&desk.acceptor, &desk.manager, &desk.leader, &desk.member}) {
        CHECK(desk.by(*tablet).offer(sync::to_text(std::vector<sync::OfferedFile>{})).status ==
              200);
        CHECK(desk.by(*tablet).put(content, 0).status == 200);
    }
    const auto writer = desk.server.writer();
    must(writer->begin());
    must(writer->hold(desk.server.department()));
    must(writer->revoke_device(desk.server.department(), desk.acceptor.device, 1));
    must(writer->commit());
    CHECK(desk.by(desk.acceptor).put(content, 0).status == 401);
    CHECK(desk.by(desk.acceptor).get(hash_of(content)).status == 401);
    CHECK(desk.by(desk.acceptor).offer("{}").status == 401);
}

TEST_CASE("files: the same file from two tablets is one, and neither spoils the other's",
          "[server][files]") {
    Files desk;
    const FilesClient bad = desk.by(desk.acceptor);
    const FilesClient good = desk.by(desk.manager);
    const std::string content = content_of(2 * chunk_bytes);
    const std::string other = content_of(2 * chunk_bytes, 2);
    // One tablet sends something else under the name.
    sync::ChunkName name = chunk_name(other, 0);
    name.sha256 = hash_of(content);
    CHECK(bad.put(name, chunk_of(other, 0)).status == 200);
    CHECK(good.put_chunk(content, 0).missing == Places{1});
    CHECK(good.put_chunk(content, 1).missing.empty());
    // To the other it is there now; what it sent is gone.
    CHECK(bad.offer_content(content).missing.empty());
    CHECK(bad.put_chunk(content, 1).missing.empty());
    CHECK(desk.server.stored().value("SELECT count(*) FROM file") == "1");
    CHECK(desk.server.stored().value("SELECT count(*) FROM file_chunk") == "2");
    desk.attached(content);
    CHECK(desk.by(desk.manager).fetch(content) == content);
}

TEST_CASE("files: departments do not see each other's", "[server][files]") {
    Files desk;
    const std::string content = content_of(100);
    desk.by(desk.acceptor).send(content);
    desk.attached(content);
    {
        const auto writer = desk.server.writer();
        fill_department(*writer, "other");
    }
    Tablet stranger(desk.server);
    auto request = stranger.sign_in_request("manager");
    request.department = "other";
    const auto signed_in = ask(desk.server.port(), "POST", "/api/v1/sign-in", to_text(request));
    REQUIRE(signed_in.status == 200);
    const FilesClient client(desk.server,
                             must(sync::sign_in_response_from_text(signed_in.body)).token);
    CHECK(client.offer_content(content).missing == Places{0});
    CHECK(client.get(hash_of(content)).status == 404);
    // The same content there is a file of its own.
    CHECK(client.send(content) == 200);
    CHECK(client.get(hash_of(content)).status == 404);
    CHECK(desk.server.stored().value("SELECT count(*) FROM file") == "2");
}
