// A signature by hand: what its text keeps, what is refused, and who may sign.
#include "core/base/limits.h"
#include "core/domain/ink.h"
#include "tests/support/fakes.h"
#include "tests/support/procedure.h"

#include <algorithm>
#include <catch_amalgamated.hpp>
#include <string>
#include <vector>

using namespace huiyin;
using namespace huiyin::domain;
using tests::Life;
using tests::make_office;

namespace {

const Verdict applied{};

Verdict refused(Reason reason) {
    return {VerdictKind::Refused, reason};
}

constexpr std::size_t most = base::limits::ink_text_bytes_max;

InkStroke line_of(std::size_t points) {
    InkStroke stroke;
    for (std::size_t i = 0; i < points; ++i) {
        stroke.push_back({static_cast<std::uint16_t>(i * ink_place_max / points),
                          static_cast<std::uint16_t>(100 + i % 800),
                          static_cast<std::uint16_t>(i % (ink_pressure_max + 1))});
    }
    return stroke;
}

/// A text of a size, well-formed.
std::string ink_of_bytes(std::size_t bytes) {
    std::string text = "0,0,0";
    while (text.size() + 12 <= bytes) {
        text += ";0,0,0";
    }
    constexpr std::string_view fillers[] = {
        " 0,0,0", " 10,0,0", " 10,10,0", " 100,10,0", " 100,100,0", " 1,1,1;0,0,0"};
    const std::size_t left = bytes - text.size();
    REQUIRE(left >= 6);
    return text + std::string(fillers[std::min<std::size_t>(left - 6, 5)]);
}

} // namespace

TEST_CASE("ink: a drawing comes back as it went", "[core][domain][ink]") {
    const std::vector<InkStroke> strokes{{{12, 40, 4}, {14, 42, 5}}, {{999, 999, 9}}, {{0, 0, 0}}};
    const std::string text = text_of_ink(strokes);
    CHECK(text == "12,40,4 14,42,5;999,999,9;0,0,0");
    const auto read = ink_from_text(text);
    REQUIRE(read);
    CHECK(*read == strokes);
    CHECK(text_of_ink({}).empty());
    CHECK(text_of_ink({{}}).empty());
    CHECK(ink_from_text("")->empty());
    // Points that repeat the one before say nothing; the end of a stroke stays.
    CHECK(text_of_ink({{{5, 5, 1}, {5, 5, 2}, {5, 5, 3}, {9, 9, 3}}}) == "5,5,1 9,9,3");
}

TEST_CASE("ink: whatever was drawn fits, and its ends stay", "[core][domain][ink]") {
    const std::vector<InkStroke> strokes{line_of(900), line_of(2000), line_of(1)};
    const std::string text = text_of_ink(strokes);
    CHECK(text.size() <= most);
    CHECK(text.size() > most / 4);
    const auto read = ink_from_text(text);
    REQUIRE(read);
    REQUIRE(read->size() == strokes.size());
    for (std::size_t i = 0; i < strokes.size(); ++i) {
        CHECK((*read)[i].front() == strokes[i].front());
        CHECK((*read)[i].back() == strokes[i].back());
    }
    // More strokes than have room even as their ends: the first ones stay.
    const std::string many = text_of_ink(std::vector<InkStroke>(2000, line_of(3)));
    CHECK(many.size() <= most);
    CHECK(ink_from_text(many).value().size() > 100);
}

TEST_CASE("ink: the longest text is taken, one byte more is not", "[core][domain][ink]") {
    REQUIRE(ink_of_bytes(most).size() == most);
    REQUIRE(ink_of_bytes(most + 1).size() == most + 1);
    CHECK(ink_from_text(ink_of_bytes(most)));
    CHECK_FALSE(ink_from_text(ink_of_bytes(most + 1)));
}

TEST_CASE("ink: nothing else is read as ink", "[core][domain][ink]") {
    for (const std::string_view text :
         {"1",        "1,2",         "1,2,",         "1,2,3,4",      "1,2,10",       "1000,2,3",
          "1,1000,3", "-1,2,3",      "+1,2,3",       "01,2,3",       "1,2,3;",       "1,2,3 ",
          " 1,2,3",   ";1,2,3",      "1,2,3;;1,2,3", "1,2,3  1,2,3", "1,2,3 ;1,2,3", "1,2,3\n1,2,3",
          "a,b,c",    "\"/><script>"}) {
        INFO(text);
        CHECK_FALSE(ink_from_text(text));
    }
}

TEST_CASE("ink: any text is refused or comes back the same", "[core][domain][ink]") {
    const std::uint64_t seed = tests::seed_of_run();
    INFO("seed=" << seed);
    tests::SeededRandom random(seed);
    int read = 0;
    for (int i = 0; i < 20'000; ++i) {
        std::string text = "12,40,4 14,42,5;200,10,4";
        for (std::size_t change = random.below(4); change > 0; --change) {
            text[random.below(text.size())] = "0123456789,; -x"[random.below(15)];
        }
        if (const auto ink = ink_from_text(text)) {
            ++read;
            CHECK(ink_from_text(text_of_ink(*ink)));
            CHECK(ink->size() ==
                  static_cast<std::size_t>(1 + std::count(text.begin(), text.end(), ';')));
        }
    }
    CHECK(read > 1000);
}

TEST_CASE(
    "procedure: the user signs the feedback, by hand or typed, unless nobody may know the name",
    "[core][domain][procedure]") {
    const auto office = make_office();
    const auto told = [&](const Life& life, std::string ink, std::string name) {
        FeedBackPayload said = life.feedback();
        said.ink = std::move(ink);
        said.signed_name = std::move(name);
        return said;
    };
    Life life(office);
    life.reach(State::Handled);
    const auto feeds_back = [&](Life& with, std::string ink, std::string name) {
        return with.take(
            office.acceptor, Role::Acceptor, told(with, std::move(ink), std::move(name)));
    };
    CHECK(feeds_back(life, "12", {}) == refused(Reason::BadPayload));
    CHECK(feeds_back(life, {}, std::string(base::limits::short_text_chars_max + 1, 'x')) ==
          refused(Reason::BadPayload));
    CHECK(feeds_back(life, "1,2,3 4,5,6", std::string(base::limits::short_text_chars_max, 'x')) ==
          applied);
    CHECK(life.now().feedback()->said.ink == "1,2,3 4,5,6");

    Life confidential(office);
    Intake intake = tests::make_intake(confidential.now_ms() - 1);
    intake.confidential = true;
    intake.complainant_name.clear();
    intake.complainant_org.clear();
    intake.contact.clear();
    confidential.record(intake);
    confidential.reach(State::Handled);
    CHECK(feeds_back(confidential, "1,2,3", {}) == refused(Reason::BadPayload));
    CHECK(feeds_back(confidential, {}, {}) == applied);
}
