// The lists of the sync messages are read and written without a document between. Whatever the
// bytes, that must mean the same as the document: a space before a message makes its reader take
// the document.
#include "core/base/json.h"
#include "core/base/limits.h"
#include "core/sync/wire_lists.h"
#include "tests/support/fakes.h"

#include <catch_amalgamated.hpp>

using namespace huiyin;
using namespace huiyin::sync;

namespace {

std::string random_text(tests::SeededRandom& random, std::size_t parts_max) {
    static constexpr const char* parts[] = {"{\"content\":\"",
                                            "\"",
                                            "\\",
                                            "/",
                                            "赵",
                                            "😀",
                                            "\n",
                                            "\t",
                                            "\b",
                                            "\x7f",
                                            "a",
                                            " ",
                                            "},{",
                                            "\"push\":[",
                                            "]"};
    // Left to the document: other control characters, and bytes that are repaired.
    static constexpr const char* rare[] = {"\x01", "\xff", "\xe8", "\xed\xa0\x80"};
    std::string text;
    for (std::size_t count = random.below(parts_max + 1); count > 0; --count) {
        text += random.below(100) == 0 ? rare[random.below(std::size(rare))]
                                       : parts[random.below(std::size(parts))];
    }
    return text;
}

template <std::size_t N>
std::array<std::uint8_t, N> random_bytes(tests::SeededRandom& random) {
    std::array<std::uint8_t, N> bytes{};
    random.fill(bytes);
    return bytes;
}

/// Mostly of 15 digits at most, now and then at the edge.
std::int64_t random_integer(tests::SeededRandom& random, std::int64_t most) {
    const std::int64_t edges[] = {0, 1, most, most - 1};
    const auto any = static_cast<std::int64_t>(random.below(1'000'000'000)) * 1'000'000 +
                     static_cast<std::int64_t>(random.below(1'000'000));
    return random.below(40) == 0 ? edges[random.below(4)] : std::min(any, most);
}

domain::Event random_event(tests::SeededRandom& random) {
    domain::Event event;
    for (Uuid* id : {&event.id, &event.complaint, &event.device, &event.actor}) {
        id->bytes = random_bytes<16>(random);
    }
    event.device_seq = static_cast<std::uint64_t>(random_integer(random, INT64_MAX - 1)) + 1;
    event.seen.change = random_integer(random, INT64_MAX);
    event.seen.unsent = static_cast<std::uint32_t>(random_integer(random, UINT32_MAX));
    event.role = static_cast<domain::Role>(random.below(domain::code_list<domain::Role>().size()));
    event.kind = "k" + random_text(random, 3);
    event.kind.resize(std::min(event.kind.size(), kind_bytes_max));
    event.payload = random_text(random, 30);
    event.device_time_utc_ms = random_integer(random, time_most);
    event.utc_offset_minutes = static_cast<std::int32_t>(random.below(2 * 840 + 1)) - 840;
    event.prev_hash = random_bytes<32>(random);
    event.signature = random_bytes<64>(random);
    event.hash = hash_of(event);
    return event;
}

domain::Verdict random_verdict(tests::SeededRandom& random) {
    return {static_cast<domain::VerdictKind>(random.below(4)),
            static_cast<domain::Reason>(random.below(domain::code_list<domain::Reason>().size()))};
}

SyncRequest random_request(tests::SeededRandom& random) {
    SyncRequest request{.protocol = 1,
                        .epoch = random_text(random, 3),
                        .cursor = random_integer(random, INT64_MAX),
                        .directory_version = random_integer(random, INT64_MAX)};
    for (std::size_t count = random.below(4); count > 0; --count) {
        request.push.push_back(random_event(random));
    }
    if (random.below(2) == 0) {
        request.protocol = 2;
        request.mark = {random_integer(random, INT64_MAX), random_bytes<32>(random)};
        request.acknowledged = random.below(3);
        request.open_after = Uuid{random_bytes<16>(random)};
    }
    if (random.below(2) == 0) {
        request.status = TabletStatus{.app_version = "1", .storage_left_bytes = 5};
    }
    return request;
}

SyncResponse random_response(tests::SeededRandom& random) {
    SyncResponse response{.protocol = 1,
                          .epoch = random_text(random, 3),
                          .server_time_utc_ms = random_integer(random, time_most),
                          .cursor = random_integer(random, INT64_MAX),
                          .more = random.below(2) == 0};
    for (std::size_t count = random.below(4); count > 0; --count) {
        response.receipts.push_back({static_cast<std::uint64_t>(random.below(1000)) + 1,
                                     random_integer(random, INT64_MAX),
                                     random_integer(random, time_most),
                                     random_verdict(random),
                                     random_integer(random, INT64_MAX)});
    }
    for (std::size_t count = random.below(4); count > 0; --count) {
        response.events.push_back({random_event(random),
                                   random_integer(random, INT64_MAX - 1) + 1,
                                   random_integer(random, time_most),
                                   random_verdict(random),
                                   random_integer(random, INT64_MAX)});
    }
    if (random.below(2) == 0) {
        response.protocol = 2;
        response.mark = {random_integer(random, INT64_MAX), random_bytes<32>(random)};
        response.latest = random_integer(random, INT64_MAX);
        response.starts_over = random.below(4) == 0;
        response.open_after = Uuid{random_bytes<16>(random)};
    }
    if (random.below(4) == 0) {
        response.chain_end = random.below(1000);
    }
    return response;
}

/// A few bytes changed, left out, doubled or moved elsewhere.
std::string damaged(std::string text, tests::SeededRandom& random) {
    static constexpr std::string_view bytes = "\"\\{}[],:0129-.eE nu\xff\x01";
    for (std::size_t count = 1 + random.below(2); count > 0; --count) {
        const std::size_t at = random.below(text.size());
        const std::size_t length = 1 + random.below(random.below(4) == 0 ? 60 : 3);
        switch (random.below(4)) {
        case 0:
            text[at] = bytes[random.below(bytes.size())];
            break;
        case 1:
            text.erase(at, length);
            break;
        case 2:
            text.insert(at, 1, bytes[random.below(bytes.size())]);
            break;
        default:
            text.insert(random.below(text.size()), text.substr(at, length));
        }
        if (text.empty()) {
            text = "{";
        }
    }
    return text;
}

std::string hashes_of(const SyncRequest& request) {
    std::string hashes;
    for (const domain::Event& event : request.push) {
        hashes += base::hex_from_bytes(event.hash) + base::hex_from_bytes(hash_of(event));
    }
    return hashes;
}

std::string hashes_of(const SyncResponse& response) {
    std::string hashes;
    for (const domain::PlacedEvent& placed : response.events) {
        hashes += base::hex_from_bytes(placed.event.hash);
    }
    return hashes;
}

/// What a reader makes of a text, in one text.
template <class Message>
std::string outcome(const base::Result<Message>& read) {
    if (!read) {
        return std::string(name_of(read.error().code)) + ": " + read.error().detail;
    }
    return to_text(*read) + hashes_of(*read);
}

void check_same(std::string_view text) {
    const std::string document = " " + std::string(text);
    CAPTURE(text);
    CHECK(outcome(sync_request_from_text(text)) == outcome(sync_request_from_text(document)));
    CHECK(outcome(sync_response_from_text(text)) == outcome(sync_response_from_text(document)));
}

} // namespace

TEST_CASE("wire: messages are written as a document would be, and read without one",
          "[core][sync][wire]") {
    const std::uint64_t seed = tests::seed_of_run();
    INFO("HUIYIN_SEED=" << seed);
    tests::SeededRandom random(seed);
    int without_document = 0;
    for (int i = 0; i < 300; ++i) {
        const std::string request = to_text(random_request(random));
        const std::string response = to_text(random_response(random));
        for (const std::string& text : {request, response}) {
            const auto json = base::parse_json(text, base::limits::response_body_bytes_max);
            REQUIRE(json);
            CHECK(base::to_text(*json) == text);
            check_same(text);
        }
        without_document += request_lists(request).has_value() ? 1 : 0;
        without_document += response_lists(response).has_value() ? 1 : 0;
    }
    // Numbers of 19 digits are left to the document, too.
    CHECK(without_document > 300);
}

TEST_CASE("wire: damaged messages mean the same with and without a document",
          "[core][sync][wire]") {
    const std::uint64_t seed = tests::seed_of_run();
    INFO("HUIYIN_SEED=" << seed);
    tests::SeededRandom random(seed);
    int accepted = 0;
    for (int i = 0; i < 4000; ++i) {
        const std::string text = random.below(2) == 0 ? to_text(random_request(random))
                                                      : to_text(random_response(random));
        const std::string broken = damaged(text, random);
        check_same(broken);
        accepted += sync_request_from_text(broken) || sync_response_from_text(broken) ? 1 : 0;
    }
    CHECK(accepted > 100); // or nothing but refusals was compared
}

TEST_CASE("wire: a list that is not the message's own does not count", "[core][sync][wire]") {
    tests::SeededRandom random(1);
    const std::string item = list_text(std::vector{random_event(random)});
    const std::string end = R"(],"epoch":"e","cursor":0,"directory_version":0)";
    const auto pushed = [](const std::string& text) {
        check_same(text);
        const auto request = sync_request_from_text(text);
        return request ? static_cast<int>(request->push.size()) : -1;
    };
    CHECK(pushed(R"({"protocol":1,"push":[)" + item + end + "}") == 1);
    CHECK(pushed(R"({"protocol":1,"x":{"push":[)" + item + R"(]},"push":[)" + end + "}") == 0);
    CHECK(pushed(R"({"protocol":1,"x":[{"push":[)" + item + R"(]}],"push":[)" + end + "}") == 0);
    CHECK(pushed(R"({"protocol":1,"push":[)" + item + end + R"(,"push":[]})") == -1);
    CHECK(pushed(R"({"protocol":1,"push":[)" + item + "," + end + "}") == -1);
    CHECK(pushed(R"({"protocol":1,"x":"\"push\":[","push":[)" + item + end + "}") == 1);
    CHECK(pushed(R"({"protocol":3,"push":[)" + item + end + "}") == -1);
}

TEST_CASE("wire: what a version of the protocol adds comes back as it went", "[core][sync][wire]") {
    tests::SeededRandom random(tests::seed_of_run());
    CAPTURE(tests::seed_of_run());
    for (int i = 0; i < 50; ++i) {
        const SyncRequest request = random_request(random);
        const auto asked = sync_request_from_text(to_text(request));
        REQUIRE(asked);
        CHECK(asked->protocol == request.protocol);
        CHECK(asked->mark == request.mark);
        CHECK(asked->acknowledged == request.acknowledged);
        CHECK(asked->open_after == request.open_after);
        const SyncResponse response = random_response(random);
        const auto answered = sync_response_from_text(to_text(response));
        REQUIRE(answered);
        CHECK(answered->protocol == response.protocol);
        CHECK(answered->mark == response.mark);
        CHECK(answered->latest == response.latest);
        CHECK(answered->starts_over == response.starts_over);
        CHECK(answered->open_after == response.open_after);
    }
}

TEST_CASE("wire: a version that is not spoken is refused, and told what would be",
          "[core][sync][wire][limits]") {
    for (const int version :
         {base::limits::protocol_oldest - 1, base::limits::protocol_version + 1}) {
        const auto request = sync_request_from_text(to_text(SyncRequest{.protocol = version}));
        REQUIRE_FALSE(request);
        CHECK(request.error().code == base::ErrorCode::Unsupported);
        CHECK(request.error().detail.find("1 to 2") != std::string::npos);
    }
}

TEST_CASE("wire: a message that says everything is read without a document", "[core][sync][wire]") {
    domain::Event event;
    event.device_seq = 1;
    event.kind = "note";
    event.payload = "{}";
    SyncRequest request{.protocol = 2, .epoch = "e", .cursor = 7, .push = {event}};
    request.mark = Mark{.change = 7, .hash = {}};
    request.acknowledged = 3;
    request.open_after = base::Uuid{};
    request.apart = {{.device_seq = 2, .hash = {}}};
    request.status = TabletStatus{.app_version = "1"};
    CHECK(request_lists(to_text(request)));

    SyncResponse response{.protocol = 2, .epoch = "e", .events = {{.event = event, .change = 1}}};
    response.mark = request.mark;
    response.ended = {base::Uuid{}};
    response.directory = domain::Directory{};
    response.silent_tablets = {"A7K"};
    CHECK(response_lists(to_text(response)));
}

TEST_CASE("wire: an answer in parts is the answer as a whole", "[core][sync][wire]") {
    const std::uint64_t seed = tests::seed_of_run();
    INFO("HUIYIN_SEED=" << seed);
    tests::SeededRandom random(seed);
    for (int i = 0; i < 300; ++i) {
        std::string text = to_text(random_response(random));
        if (random.below(3) == 0) {
            text = damaged(text, random);
        }
        ResponseReader reader(text);
        while (reader.read_some(1 + random.below(3))) {
        }
        CHECK(outcome(reader.take()) == outcome(sync_response_from_text(text)));
    }
}

TEST_CASE("wire: full lists are read and one more is not", "[core][sync][wire][limits]") {
    tests::SeededRandom random(1);
    SyncRequest request{.protocol = 1, .epoch = "e"};
    domain::Event event;
    event.device_seq = 1;
    event.kind = "note";
    event.payload = "{}";
    request.push.assign(base::limits::push_events_max, event);
    CHECK(request_lists(to_text(request)));
    request.push.push_back(event);
    CHECK_FALSE(request_lists(to_text(request)));
    CHECK(sync_request_from_text(to_text(request)).error().code == base::ErrorCode::TooLarge);

    request.push.assign(1, event);
    request.push[0].payload.assign(base::limits::event_payload_bytes_max, '"');
    CHECK(request_lists(to_text(request)));
    request.push[0].payload += '"';
    CHECK_FALSE(request_lists(to_text(request)));
    CHECK(sync_request_from_text(to_text(request)).error().code == base::ErrorCode::TooLarge);
    request.push[0].payload = "{}";
    request.push[0].kind.assign(kind_bytes_max, 'k');
    CHECK(request_lists(to_text(request)));
    request.push[0].kind += 'k';
    CHECK_FALSE(request_lists(to_text(request)));
}

TEST_CASE("wire: silent tablets are named by their codes, so many and no more",
          "[core][sync][wire][limits]") {
    SyncResponse response{.protocol = 2, .epoch = "e"};
    CHECK_FALSE(sync_response_from_text(to_text(response))->silent_tablets);
    for (const std::size_t count : {std::size_t{0}, base::limits::silent_tablets_max}) {
        response.silent_tablets = std::vector<std::string>(count, "K2V");
        CHECK(sync_response_from_text(to_text(response))->silent_tablets ==
              response.silent_tablets);
    }
    response.silent_tablets->push_back("A7K");
    CHECK(sync_response_from_text(to_text(response)).error().code == base::ErrorCode::TooLarge);
    for (const char* code : {"", "K2", "K2VX", "k2v", "K2U", "<b>"}) {
        CAPTURE(code);
        response.silent_tablets = {code};
        const auto read = sync_response_from_text(to_text(response));
        REQUIRE_FALSE(read);
        CHECK(read.error().detail.find("silent_tablets") != std::string::npos);
    }
}

TEST_CASE("wire: a bundle carries attachments, each what its hash says", "[core][sync][wire]") {
    tests::SeededRandom random(1);
    EventBundle bundle;
    bundle.events = {random_event(random)};
    const base::Bytes without = to_bytes(bundle);
    CHECK(std::find(without.begin(), without.end(), 0) == without.end());
    for (const std::string_view content : {"first", "second"}) {
        const base::Bytes bytes(content.begin(), content.end());
        bundle.files.push_back({base::sha256(bytes), "text/plain", bytes});
    }
    bundle.files_left_out = 3;
    bundle.events_left_out = 2;
    const base::Bytes whole = to_bytes(bundle);
    const auto read = event_bundle_from_bytes(whole);
    REQUIRE(read);
    REQUIRE(read->files.size() == 2);
    CHECK(read->files[1].sha256 == bundle.files[1].sha256);
    CHECK(read->files[1].mime == "text/plain");
    CHECK(read->files[1].bytes == bundle.files[1].bytes);
    CHECK(read->files_left_out == 3);
    CHECK(read->events_left_out == 2);
    const auto refused = [](base::Bytes bytes) {
        const auto bad = event_bundle_from_bytes(bytes);
        return !bad && bad.error().detail == "member files";
    };
    base::Bytes damaged = whole;
    damaged.back() ^= 1;
    CHECK(refused(damaged));
    damaged = whole;
    damaged.pop_back();
    CHECK(refused(damaged));
    damaged = whole;
    damaged.push_back('x');
    CHECK(refused(damaged));
    damaged = without;
    damaged.insert(damaged.end(), {0, 'x'});
    CHECK(refused(damaged));
}

TEST_CASE("wire: attachments of a bundle at the limit are read, one byte more is not",
          "[core][sync][wire][limits]") {
    EventBundle bundle;
    const auto add = [&](std::size_t size) {
        const base::Bytes bytes(size, static_cast<std::uint8_t>(bundle.files.size()));
        bundle.files.push_back({base::sha256(bytes), "a/b", bytes});
    };
    add(base::limits::attachment_bytes_max);
    add(base::limits::bundle_files_bytes_max - base::limits::attachment_bytes_max);
    CHECK(event_bundle_from_bytes(to_bytes(bundle)));
    add(1);
    CHECK(event_bundle_from_bytes(to_bytes(bundle)).error().code == base::ErrorCode::TooLarge);
}
