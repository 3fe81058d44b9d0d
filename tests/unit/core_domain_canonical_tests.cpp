// The short way of reading and writing payloads gives what the long way gives.
#include "core/base/limits.h"
#include "core/domain/canonical.h"
#include "core/domain/fields.h"
#include "tests/support/procedure.h"
#include "tests/support/random_procedure.h"

#include <catch_amalgamated.hpp>
#include <string>

using namespace huiyin;
using namespace huiyin::domain;

namespace {

std::string written_the_long_way(const Payload& payload) {
    return std::visit(
        [](const auto& record) {
            FieldWriter writer;
            std::decay_t<decltype(record)>::members(writer, record);
            return base::to_text(writer.json);
        },
        payload);
}

/// The short way takes no space between, so this text goes the long one.
std::string with_space(std::string text) {
    return text.empty() ? text : text.insert(1, " ");
}

/// A text that people might write, or that somebody sends to find a weak place.
std::string some_text(tests::SeededRandom& random) {
    static const std::vector<std::string> parts{"闸机",
                                                "a",
                                                "\"",
                                                "\\",
                                                "\n",
                                                "\x01",
                                                "\xF0\x9F\x98",
                                                "\xC0\xAF",
                                                "\x7F",
                                                "{",
                                                "}",
                                                ",",
                                                "\u2028",
                                                "😀",
                                                "\t",
                                                "null"};
    std::string text;
    for (std::size_t i = random.below(6); i > 0; --i) {
        text += parts[random.below(parts.size())];
    }
    return text;
}

std::vector<Payload> payloads(tests::SeededRandom& random) {
    const tests::Office office = tests::make_office();
    tests::Life life(office);
    life.reach(State::Handling);
    std::vector<Payload> all;
    for (std::size_t kind = 0; kind < std::variant_size_v<Payload>; ++kind) {
        all.push_back(tests::random_payload(
            static_cast<EventKind>(kind), life.now(), office.directory, random, life.now_ms()));
    }
    Intake intake = tests::random_intake(random, life.now_ms());
    intake.content = some_text(random);
    intake.origin = some_text(random);
    intake.complained_at_utc_ms = static_cast<std::int64_t>(random.next());
    for (std::size_t i = random.below(base::limits::references_max + 2); i > 0; --i) {
        intake.respondents.push_back(office.group);
    }
    all.emplace_back(RecordPayload{some_text(random), intake});
    all.emplace_back(NotePayload{some_text(random)});
    return all;
}

} // namespace

TEST_CASE("payload: written the short way as the long way, byte for byte", "[core][payload]") {
    CAPTURE(tests::seed_of_run());
    tests::SeededRandom random(tests::seed_of_run());
    for (int i = 0; i < 100; ++i) {
        for (const Payload& payload : payloads(random)) {
            const std::string expected = written_the_long_way(payload);
            REQUIRE(payload_text(payload) == expected);
        }
    }
}

TEST_CASE("payload: read the short way as the long way, also when it is damaged",
          "[core][payload]") {
    // Goal: no text is taken, or refused, that the JSON library would not. Method: payloads of
    // every kind, whole and with bytes changed, cut out or put in, read as they are and with a
    // space that forces the long way.
    CAPTURE(tests::seed_of_run());
    tests::SeededRandom random(tests::seed_of_run());
    const std::string bytes = "{}[]\",:\\ 0129-.etrufalsn\x01\x80\xE9";
    std::size_t read = 0;
    std::size_t refused = 0;
    for (int i = 0; i < 60; ++i) {
        for (const Payload& payload : payloads(random)) {
            const EventKind kind = kind_of(payload);
            const std::string whole = payload_text(payload);
            for (int damage = 0; damage < 6; ++damage) {
                std::string text = whole;
                const std::size_t at = 1 + random.below(text.size());
                const char byte = bytes[random.below(bytes.size())];
                if (damage == 1 && at < text.size()) {
                    text[at] = byte;
                } else if (damage == 2) {
                    text.insert(at, 1, byte);
                } else if (damage == 3) {
                    text.erase(at, 1 + random.below(3));
                } else if (damage == 4) {
                    text.insert(at, text.substr(1, at));
                } else if (damage == 5) {
                    text.erase(std::min(text.find(','), text.size() - 1), 1);
                }
                CAPTURE(text);
                const auto shortly = payload_from_text(kind, text);
                const auto at_length = payload_from_text(kind, with_space(text));
                REQUIRE(shortly.has_value() == at_length.has_value());
                if (shortly) {
                    ++read;
                    REQUIRE(written_the_long_way(*shortly) == written_the_long_way(*at_length));
                } else {
                    ++refused;
                    REQUIRE(shortly.error().code == at_length.error().code);
                }
            }
        }
    }
    CHECK(read > 2000);
    CHECK(refused > 2000);
}

TEST_CASE("payload: the short way really reads what is written", "[core][payload]") {
    const RecordPayload record{"TS-2026-A7K-0042-Q", tests::make_intake(1'795'140'000'000)};
    const std::string text = payload_text(Payload(record));
    const auto read = CanonicalReader::read<RecordPayload>(text);
    REQUIRE(read);
    CHECK(read->intake == record.intake);
    CHECK_FALSE(CanonicalReader::read<RecordPayload>(with_space(text)));
    // A record within a record is always written, so without it the text is another form.
    CHECK_FALSE(CanonicalReader::read<RecordPayload>("{}"));
    CHECK_FALSE(payload_from_text(EventKind::Record, "{\"number\":\"x\"}"));
    for (const char* malformed : {"",
                                  "{",
                                  "}",
                                  "{}}",
                                  "{,}",
                                  "{,\"text\":\"a\"}",
                                  "{\"text\":\"a\",}",
                                  "{\"text\":\"a\"\"text\":\"b\"}",
                                  "{\"text\":\"a\",\"text\":\"b\"}",
                                  "{\"text\":\"\\u0041\"}",
                                  "{\"text\":1}",
                                  "{\"other\":\"a\"}"}) {
        CAPTURE(malformed);
        CHECK_FALSE(CanonicalReader::read<NotePayload>(malformed));
    }
}
