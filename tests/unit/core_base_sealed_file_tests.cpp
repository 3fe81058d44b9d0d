#include "core/base/limits.h"
#include "core/base/sealed_file.h"
#include "tests/support/fakes.h"

#include <catch_amalgamated.hpp>
#include <string>

using namespace huiyin;
using namespace huiyin::base;

namespace {

struct Sealed {
    tests::SeededRandom random{3};
    SealingSecret secret{};
    std::string code = make_seal_code(random);
    std::string content = "未上传的工作";
    Bytes file;

    Sealed() {
        random.fill(secret);
        file = *seal_file(bytes_of(content), sealing_key_of(secret), code, random);
    }
};

std::string text_of(const Result<Bytes>& bytes) {
    return bytes ? std::string(bytes->begin(), bytes->end()) : "error: " + bytes.error().detail;
}

} // namespace

TEST_CASE("sealed file: the code opens it, however it is typed", "[core][base][sealed]") {
    const Sealed sealed;
    CHECK(sealed.code.size() == limits::seal_code_chars + 2);
    CHECK(text_of(open_file_by_code(sealed.file, sealed.code)) == sealed.content);
    std::string typed = " ";
    for (const char c : sealed.code) {
        typed += c == '-' ? ' ' : c == '0' ? 'o' : c == '1' ? 'l' : static_cast<char>(tolower(c));
    }
    CHECK(text_of(open_file_by_code(sealed.file, typed)) == sealed.content);
}

TEST_CASE("sealed file: its server opens it without the code, no other does",
          "[core][base][sealed]") {
    const Sealed sealed;
    CHECK(text_of(open_file_by_secret(sealed.file, sealed.secret)) == sealed.content);
    SealingSecret other = sealed.secret;
    other[7] ^= 1;
    const auto foreign = open_file_by_secret(sealed.file, other);
    REQUIRE_FALSE(foreign);
    CHECK(foreign.error().code == ErrorCode::Forbidden);
}

TEST_CASE("sealed file: nothing of the content can be read in it", "[core][base][sealed]") {
    const Sealed sealed;
    const std::string raw(sealed.file.begin(), sealed.file.end());
    CHECK(raw.find(sealed.content) == std::string::npos);
    CHECK(raw.find(sealed.code) == std::string::npos);
}

TEST_CASE("sealed file: a wrong code is told from a damaged file", "[core][base][sealed]") {
    const Sealed sealed;
    for (const std::string wrong : {"", "7KQ3-MWZP-4F2X", "7KQ3", "七七七七七七七七七七七七"}) {
        const auto opened = open_file_by_code(sealed.file, wrong);
        REQUIRE_FALSE(opened);
        CHECK(opened.error().code == ErrorCode::Forbidden);
    }
    const auto none = open_file_by_code(bytes_of("not a file at all"), sealed.code);
    REQUIRE_FALSE(none);
    CHECK(none.error().code == ErrorCode::InvalidInput);
    Bytes later = sealed.file;
    later[7] = '2';
    CHECK(open_file_by_code(later, sealed.code).error().code == ErrorCode::Unsupported);
}

TEST_CASE("sealed file: whatever byte is changed or missing, it does not open",
          "[core][base][sealed]") {
    const Sealed sealed;
    for (std::size_t i = 0; i < sealed.file.size(); ++i) {
        Bytes damaged = sealed.file;
        damaged[i] ^= 0x40;
        CAPTURE(i);
        CHECK_FALSE(open_file_by_secret(damaged, sealed.secret));
    }
    for (std::size_t size = 0; size < sealed.file.size(); size += 7) {
        const std::span<const std::uint8_t> cut(sealed.file.data(), size);
        CHECK_FALSE(open_file_by_secret(cut, sealed.secret));
        CHECK(open_file_by_secret(cut, sealed.secret).error().code == ErrorCode::InvalidInput);
    }
}

TEST_CASE("sealed file: the limit of the content holds at its edge", "[core][base][sealed]") {
    tests::SeededRandom random{3};
    const std::string code = make_seal_code(random);
    Bytes content(limits::sealed_content_bytes_max, 7);
    const auto file = seal_file(content, {}, code, random);
    REQUIRE(file);
    CHECK(*open_file_by_code(*file, code) == content);
    content.push_back(7);
    CHECK(seal_file(content, {}, code, random).error().code == ErrorCode::TooLarge);
}
