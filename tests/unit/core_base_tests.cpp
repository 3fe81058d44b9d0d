#include "core/base/bytes.h"
#include "core/base/crypto.h"
#include "core/base/json.h"
#include "core/base/limits.h"
#include "core/base/stable_order.h"
#include "core/base/text.h"
#include "core/base/uuid.h"
#include "tests/support/fakes.h"

#include <algorithm>
#include <catch_amalgamated.hpp>
#include <string>
#include <utility>
#include <vector>

namespace base = huiyin::base;
namespace limits = huiyin::base::limits;

TEST_CASE("bytes: base64 and hex come back as they went", "[core][base]") {
    huiyin::tests::SeededRandom random(huiyin::tests::seed_of_run());
    CAPTURE(huiyin::tests::seed_of_run());
    for (std::size_t size = 0; size < 70; ++size) {
        base::Bytes bytes(size);
        random.fill(bytes);
        CHECK(base::bytes_from_base64(base::base64_from_bytes(bytes)) == bytes);
        CHECK(base::bytes_from_hex(base::hex_from_bytes(bytes)) == bytes);
    }
}

TEST_CASE("bytes: base64 is strict", "[core][base]") {
    CHECK(base::base64_from_bytes(base::bytes_of("fooba")) == "Zm9vYmE");
    for (const char* wrong : {"Zm9vYmE=", "Zm9vYm+", "Z", "Zm9vYmF", "Zm9v YmE"}) {
        CAPTURE(wrong);
        CHECK_FALSE(base::bytes_from_base64(wrong));
    }
}

TEST_CASE("crypto: SHA-256 gives the value of FIPS 180-4", "[core][base]") {
    CHECK(base::hex_from_bytes(base::sha256(base::bytes_of("abc"))) ==
          "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST_CASE("crypto: a signature holds for its message, key and bytes only", "[core][base]") {
    huiyin::tests::SeededRandom random(3);
    const auto pair = base::make_key_pair(random);
    const auto other = base::make_key_pair(random);
    const auto message = base::bytes_of("投诉");
    auto signature = base::sign(message, pair.secret_key);
    CHECK(base::verify(message, signature, pair.public_key));
    CHECK_FALSE(base::verify(base::bytes_of("投诉 "), signature, pair.public_key));
    CHECK_FALSE(base::verify(message, signature, other.public_key));
    signature[0] ^= 1;
    CHECK_FALSE(base::verify(message, signature, pair.public_key));
}

TEST_CASE("uuid: is sortable by time and comes back from text", "[core][base]") {
    huiyin::tests::FakeClock clock;
    huiyin::tests::SeededRandom random(5);
    const auto first = make_uuid(clock, random);
    clock.now_ms += 1;
    const auto second = make_uuid(clock, random);
    CHECK(first < second);
    const std::string text = to_string(first);
    CHECK(text.size() == 36);
    CHECK(text[14] == '7');
    CHECK(base::uuid_from_string(text) == first);
    CHECK_FALSE(base::uuid_from_string(text.substr(1)));
    CHECK_FALSE(base::uuid_from_string("0190a8e5x1234-7abc-8def-0123456789ab"));
}

TEST_CASE("text: UTF-8 is checked strictly", "[core][base]") {
    CHECK(base::is_valid_utf8("投诉 abc 𠀀"));
    CHECK_FALSE(base::is_valid_utf8("\xC0\x80"));         // overlong
    CHECK_FALSE(base::is_valid_utf8("\xED\xA0\x80"));     // surrogate
    CHECK_FALSE(base::is_valid_utf8("\xF4\x90\x80\x80")); // beyond Unicode
    CHECK_FALSE(base::is_valid_utf8("\xE6\x8A"));         // cut
    CHECK_FALSE(base::is_valid_utf8(std::string_view("a\0b", 3)));
}

TEST_CASE("text: trimming and counting know Chinese", "[core][base]") {
    CHECK(base::trimmed("　 投诉\n\t") == "投诉");
    CHECK(base::trimmed("　\u00A0 ").empty());
    CHECK(base::count_chars("投诉ab") == 4);
    CHECK(base::first_chars("投诉内容", 2) == "投诉");
    CHECK(base::folded_for_search("ＡＴＳ　终端 X") == "ats 终端 x");
    CHECK(base::folded_for_search("a\xE6\x8A \xFF\U00020000") == "a\uFFFD\uFFFD \uFFFD\U00020000");
}

TEST_CASE("text: what a search finds is told in bytes of the text itself", "[core][base]") {
    const auto found = [](std::string_view needle, std::string_view text) {
        std::string places;
        for (const base::TextPlace& place : base::places_of(needle, text, 3)) {
            places += std::string(text.substr(place.begin, place.end - place.begin)) + "@" +
                      std::to_string(place.begin) + " ";
        }
        return places;
    };
    CHECK(found("车站", "老车站和新车站") == "车站@3 车站@15 ");
    // Full-width letters and wide spaces are longer in the text than what is looked for.
    CHECK(found("ats 终端", "在ＡＴＳ　终端上") == "ＡＴＳ　终端@3 ");
    CHECK(found("a  b", "a  b").empty());
    CHECK(found("a b", "xA \t By") == "A \t B@1 ");
    CHECK(found("aa", "aaaaa") == "aa@0 aa@2 ");
    CHECK(found("a", "aaaaa") == "a@0 a@1 a@2 ");
    CHECK(found("", "abc").empty());
    CHECK(found("b", "").empty());
}

TEST_CASE("json: limits hold at their edge", "[core][base]") {
    const auto nested = [](std::size_t depth) {
        return std::string(depth, '[') + std::string(depth, ']');
    };
    CHECK(base::parse_json(nested(limits::json_depth_max), 1000));
    CHECK_FALSE(base::parse_json(nested(limits::json_depth_max + 1), 1000));
    const auto text_of = [](std::size_t bytes) { return '"' + std::string(bytes, 'a') + '"'; };
    CHECK(base::parse_json(text_of(limits::json_string_bytes_max), 100'000));
    CHECK_FALSE(base::parse_json(text_of(limits::json_string_bytes_max + 1), 100'000));
    const auto too_large = base::parse_json("[1,2]", 4);
    REQUIRE_FALSE(too_large);
    CHECK(too_large.error().code == base::ErrorCode::TooLarge);
    CHECK(base::parse_json("[1,2]", 5));
}

TEST_CASE("json: an object has a bounded number of members", "[core][base]") {
    const auto object_of = [](std::size_t members) {
        std::string text = "{";
        for (std::size_t i = 0; i < members; ++i) {
            text += (i == 0 ? "\"" : ",\"") + std::to_string(i) + "\":[{}]";
        }
        return text + "}";
    };
    const auto full = base::parse_json(object_of(limits::json_members_max), 100'000);
    REQUIRE(full);
    CHECK(full->size() == limits::json_members_max);
    CHECK_FALSE(base::parse_json(object_of(limits::json_members_max + 1), 100'000));
    const std::string long_name(limits::json_string_bytes_max + 1, 'a');
    CHECK_FALSE(base::parse_json("{\"" + long_name + "\":1}", 100'000));
}

TEST_CASE("json: a document is built as it stands and written as it was read", "[core][base]") {
    for (const std::string_view text :
         {"null",
          "[]",
          "\"\\u0001\\n\\\"\\\\投诉𠀀\"",
          "[true,false,null,-9223372036854775808,18446744073709551615,1.5,\"\",[],{}]",
          R"({"z":{"z":1,"a":{"z":[{"z":2},[3,[4]]]}},"a":"","":[{"b":0}],"b":{}})"}) {
        CAPTURE(text);
        const auto json = base::parse_json(text, 1000);
        REQUIRE(json);
        CHECK(base::to_text(*json) == text);
        CHECK(*json == base::Json::parse(text, nullptr, false));
    }
}

TEST_CASE("json: what is malformed or ambiguous is refused", "[core][base]") {
    for (const char* wrong : {"",
                              "{",
                              "[1,]",
                              "{\"a\":1,\"a\":2}",
                              "[{\"a\":{\"b\":{},\"b\":1}}]",
                              "\"\xC0\x80\"",
                              "nul",
                              "1 2",
                              "{\"a\":1}}"}) {
        CAPTURE(wrong);
        const auto json = base::parse_json(wrong, 100);
        REQUIRE_FALSE(json);
        CHECK(json.error().code == base::ErrorCode::InvalidInput);
    }
}

TEST_CASE("json: integers beyond 64 bits are none of ours", "[core][base]") {
    const auto json = base::parse_json(R"({"a":18446744073709551615,"b":-1,"c":1.5})", 100);
    REQUIRE(json);
    CHECK_FALSE(base::find_integer(*json, "a"));
    CHECK(base::find_integer(*json, "b") == -1);
    CHECK_FALSE(base::find_integer(*json, "c"));
    CHECK_FALSE(base::find_integer(*json, "d"));
}

TEST_CASE("stable order: equal things stay as they stood", "[core][base]") {
    huiyin::tests::SeededRandom random(huiyin::tests::seed_of_run());
    CAPTURE(huiyin::tests::seed_of_run());
    using Item = std::pair<int, std::string>; // what it is sorted by, where it stood
    const auto less = [](const Item& a, const Item& b) { return a.first < b.first; };
    const auto is_even = [](const Item& one) { return one.first % 2 == 0; };
    for (std::size_t size = 0; size < 60; ++size) {
        base::Bytes keys(size);
        random.fill(keys);
        std::vector<Item> items;
        for (std::size_t i = 0; i < size; ++i) {
            items.emplace_back(keys[i] % 5, std::to_string(i));
        }
        std::vector<Item> expected = items;
        std::vector<Item> sorted = items;
        std::stable_sort(expected.begin(), expected.end(), less);
        base::stable_sort(sorted, less);
        CHECK(sorted == expected);
        expected = items;
        sorted = items;
        std::stable_partition(expected.begin(), expected.end(), is_even);
        base::stable_partition(sorted, is_even);
        CHECK(sorted == expected);
    }
}
