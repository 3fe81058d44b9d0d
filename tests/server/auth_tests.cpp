// Passwords, tokens and the throttle.
#include "core/base/limits.h"
#include "core/base/text.h"
#include "sync-server/api/doorbell.h"
#include "sync-server/auth/common_password.h"
#include "sync-server/auth/password.h"
#include "sync-server/auth/throttle.h"
#include "sync-server/auth/token.h"
#include "sync-server/store/device_code.h"
#include "tests/server/support.h"

#include <catch_amalgamated.hpp>
#include <set>

using namespace huiyin::server;
using namespace huiyin::server::tests;

TEST_CASE("password: Argon2id with 64 MiB and two passes", "[server][auth]") {
    const std::string hash = must(auth::hash_password(password));
    CHECK(hash.starts_with("$argon2id$v=19$m=65536,t=2,p=1$"));
    CHECK(auth::is_password(hash, password));
    CHECK_FALSE(auth::is_password(hash, "a long enough secret "));
    // The same length and parameters, so comparing with it costs the same.
    const std::string unmatched = auth::unmatched_hash();
    CHECK(unmatched.substr(0, 31) == hash.substr(0, 31));
    CHECK(unmatched.size() == hash.size());
    CHECK(unmatched != auth::unmatched_hash());
    CHECK_FALSE(auth::is_password(unmatched, password));
}

TEST_CASE("password: length counts, first guesses do not pass", "[server][auth][limits]") {
    CHECK(auth::password_problem("correct horse", "acc").empty());
    CHECK(auth::password_problem("八个汉字也是可以的", "acc").empty());
    CHECK(auth::password_problem("1q5x8z3", "acc") != "");
    CHECK(auth::password_problem("1q5x8z3w", "acc").empty());
    std::string sentences;
    while (sentences.size() < base::limits::password_bytes_max) {
        sentences += "the quick brown fox jumps over the lazy dog; ";
    }
    CHECK(auth::password_problem(sentences.substr(0, 64), "acc").empty());
    CHECK(auth::password_problem(sentences.substr(0, 256), "acc").empty());
    CHECK(auth::password_problem(sentences.substr(0, 257), "acc") != "");
    for (const char* guess :
         {"12345678", "88888888", "87654321", "Password", "ABCDEFGH", "zhouyaqin1", "\xFF\xFF"}) {
        CAPTURE(guess);
        CHECK(auth::password_problem(guess, "zhouyaqin") != "");
    }
}

TEST_CASE("password: what is made of three guesses or fewer does not pass",
          "[server][auth][limits]") {
    const auto parts = [](std::string_view given) {
        return auth::parts_of_password(base::folded_for_search(given), "zhouyaqin");
    };
    // Each kind of part by itself.
    for (const char* one :
         {"password",  "P@$$w0rd",   "trustno1", "ｐａｓｓｗｏｒｄ", "zhouyaqin",
          "woaiwojia", "管理员",     "123",      "hgfedcba",         "00000000",
          "asdfghjkl", "poiuytrewq", "1qaz2wsx", "1q2w3e4r5t",       "zaq1",
          "2026",      "202611",     "19900131", "900131",           "13812345670",
          "5201314"}) {
        CAPTURE(one);
        CHECK(parts(one) == 1);
    }
    CHECK(parts("") == 0);
    CHECK(parts("xkq") == 3);
    CHECK(parts("密钥") == 2);     // characters, not bytes
    CHECK(parts("12") == 2);       // too short for a run
    CHECK(parts("asd") == 3);      // and for a walk
    CHECK(parts("19901331") == 5); // a year, and no day
    CHECK(parts("xkxkxkxk") == 3);
    // At the edge: whatever a habit adds to a word is still one of the first guesses.
    CHECK(parts("Tousu@2026") == auth::guessable_parts_max);
    CHECK(parts("Tousu@2026!") == auth::guessable_parts_max + 1);
    CHECK(auth::password_problem("Tousu@2026", "zhouyaqin") != "");
    CHECK(auth::password_problem("Tousu@2026!", "zhouyaqin").empty());
    for (const char* guess : {"Password123!",
                              "admin888",
                              "Huiyin2026",
                              "ditie@123",
                              "qwer1234",
                              "woaini1314",
                              "5201314520",
                              "abc12345",
                              "a1234567",
                              "zhangwei900131",
                              "我爱你520131",
                              "密码12345",
                              "1qaz@WSX",
                              "abcabcabc",
                              "kefu666666",
                              "zhouyaqin12345678"}) {
        CAPTURE(guess);
        CHECK(auth::password_problem(guess, "zhouyaqin") != "");
    }
    for (const char* good :
         {"correct-horse-battery", "wo3 mei you mi ma", "k7m2-9xfd", "雨打芭蕉夜未央了"}) {
        CAPTURE(good);
        CHECK(auth::password_problem(good, "zhouyaqin").empty());
    }
}

TEST_CASE("token: only its hash is needed to know it again", "[server][auth]") {
    SystemRandom random;
    const auth::NewToken token = auth::make_token(random);
    CHECK(token.text.size() == 43);
    CHECK(auth::hash_of_token(token.text) == token.hash);
    CHECK_FALSE(auth::hash_of_token(token.text + "A"));
    CHECK_FALSE(auth::hash_of_token(""));
    CHECK(auth::make_token(random).text != token.text);
}

TEST_CASE("token: ends when idle, old or blocked", "[server][auth][limits]") {
    store::TokenRow row;
    row.token_hash[0] = 1;
    row.created_at_utc_ms = 1000;
    row.used_at_utc_ms = 1000;
    const auto usable = [&row](std::int64_t after_ms) {
        return auth::is_usable(row, row.token_hash, 1000 + after_ms);
    };
    CHECK(usable(auth::token_idle_ms_max - 1));
    CHECK_FALSE(usable(auth::token_idle_ms_max));
    row.used_at_utc_ms = 1000 + auth::token_age_ms_max - 10;
    CHECK(usable(auth::token_age_ms_max - 1));
    CHECK_FALSE(usable(auth::token_age_ms_max));
    CHECK_FALSE(auth::is_usable(row, base::Hash{}, 2000));
    row.blocked = true;
    CHECK_FALSE(usable(1));
}

TEST_CASE("throttle: an attacker cannot lock anybody out", "[server][auth]") {
    auth::Throttle throttle({});
    const auth::Throttle::Attempt attacker{"10.0.0.66", " zhou", ""};
    const auth::Throttle::Attempt owner{"10.0.0.7", " zhou", ""};
    int allowed = 0;
    while (!throttle.take(attacker, 0)) {
        ++allowed;
    }
    CHECK(allowed == 8);
    CHECK(throttle.take(attacker, 0) == 15);
    CHECK_FALSE(throttle.take(owner, 0));
    // Behind the same address, but on a tablet that proves itself.
    CHECK_FALSE(throttle.take({"10.0.0.66", " zhou", "device"}, 0));
    // Time gives tries back, one by one.
    CHECK(throttle.take(attacker, 14'000));
    CHECK_FALSE(throttle.take(attacker, 15'000));
    CHECK(throttle.take(attacker, 15'001));
}

TEST_CASE("throttle: an address has a limit over all accounts", "[server][auth][limits]") {
    auth::Throttle throttle({});
    int allowed = 0;
    while (!throttle.take({"10.0.0.66", " account" + std::to_string(allowed), ""}, 0)) {
        ++allowed;
    }
    CHECK(allowed == 30);
}

TEST_CASE("throttle: right tries cost nothing", "[server][auth]") {
    auth::Throttle throttle({});
    const auth::Throttle::Attempt attempt{"10.0.0.7", " zhou", ""};
    for (int i = 0; i < 100; ++i) {
        REQUIRE_FALSE(throttle.take(attempt, 0));
        throttle.give_back(attempt, 0);
    }
}

TEST_CASE("throttle: memory stays bounded", "[server][auth][limits]") {
    auth::Throttle throttle({.buckets_max = 100});
    for (int i = 0; i < 1000; ++i) {
        throttle.take({"10.0.0." + std::to_string(i), " a", ""}, i);
    }
    CHECK(throttle.bucket_count() <= 101);
}

TEST_CASE("device code: every number has its own", "[server][store][limits]") {
    std::set<std::string> codes;
    for (std::int64_t issued = 1; issued <= 32 * 32 * 32; ++issued) {
        codes.insert(must(store::device_code(issued)));
    }
    CHECK(codes.size() == 32 * 32 * 32);
    CHECK_FALSE(store::device_code(0));
    CHECK_FALSE(store::device_code(32 * 32 * 32 + 1));
}

TEST_CASE("doorbell: the token travels as a subprotocol", "[server][api]") {
    CHECK(api::doorbell_token("huiyin.v1, token.abc") == "abc");
    CHECK(api::doorbell_token("token.abc,huiyin.v1") == "abc");
    CHECK(api::doorbell_token("token.abc").empty());
    CHECK(api::doorbell_token("huiyin.v1").empty());
    const auto own = [](std::string_view origin, std::string authority, bool over_tls) {
        return api::is_own_origin(origin,
                                  {.authority = std::move(authority), .over_tls = over_tls});
    };
    for (const bool over_tls : {false, true}) {
        CHECK(own("https://desk.example:8443", "desk.example:8443", over_tls));
        CHECK(own("http://localhost:8080", "localhost:8080", over_tls) == !over_tls);
        CHECK_FALSE(own("https://evil.example", "desk.example", over_tls));
        CHECK_FALSE(own("null", "desk.example", over_tls));
        CHECK_FALSE(own("", "", over_tls));
    }
}
