// A file of unsent work with any bytes changed: it opens as what was sealed, or not at all.
//
// The input is either the file itself, or after the byte 'c' a list of changes to a real one: two
// bytes of offset, one of length, then that many bytes. One byte that is left at the end is cut off
// the file, so many bytes.
#include "core/base/assert.h"
#include "core/base/bytes.h"
#include "core/base/limits.h"
#include "core/base/sealed_file.h"
#include "core/sync/wire.h"
#include "tests/support/fakes.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace {

using namespace huiyin;
using base::Bytes;

constexpr base::SealingSecret secret{7};
constexpr std::string_view content = "the unsent work of one tablet";

Bytes sealed_file() {
    tests::SeededRandom random(9);
    const auto file = base::seal_file(base::bytes_of(content),
                                      base::sealing_key_of(secret),
                                      base::make_seal_code(random),
                                      random);
    HUIYIN_ASSERT(file.has_value());
    return *file;
}

Bytes changed(Bytes file, std::span<const std::uint8_t> input) {
    while (input.size() > 3) {
        const std::size_t at = (input[0] | std::size_t{input[1]} << 8U) % file.size();
        const std::size_t length = std::min<std::size_t>(input[2], input.size() - 3);
        const std::size_t fits = std::min(length, file.size() - at);
        std::copy_n(input.begin() + 3, fits, file.begin() + static_cast<std::ptrdiff_t>(at));
        input = input.subspan(3 + length);
    }
    if (input.size() == 1) {
        file.resize(file.size() - std::min(file.size(), std::size_t{input[0]}));
    }
    return file;
}

/// What opened is read as it would be.
void check(const Bytes& file) {
    static_cast<void>(base::is_sealed_file(file));
    // A code of the wrong length: the right one would cost a tenth of a second each time.
    HUIYIN_ASSERT(!base::open_file_by_code(file, "7KQ3").has_value());
    const auto opened = base::open_file_by_secret(file, secret);
    if (opened) {
        HUIYIN_ASSERT(opened->size() <= base::limits::sealed_content_bytes_max);
        static_cast<void>(sync::event_bundle_from_bytes(*opened));
    } else {
        HUIYIN_ASSERT(!opened.error().detail.empty());
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const Bytes whole = sealed_file();
    const std::span<const std::uint8_t> input(data, size);
    if (input.empty() || input.front() != 'c') {
        check(Bytes(input.begin(), input.end()));
        return 0;
    }
    const Bytes file = changed(whole, input.subspan(1));
    check(file);
    // Every byte of it is authenticated.
    const auto opened = base::open_file_by_secret(file, secret);
    HUIYIN_ASSERT(opened.has_value() == (file == whole));
    HUIYIN_ASSERT(!opened || std::ranges::equal(*opened, base::bytes_of(content)));
    return 0;
}
