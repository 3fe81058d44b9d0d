// The gathering of writes: what readers see, what reaches the disk and when.
#include "tests/support/faulty_disk.h"
#include "wasm/opfs/gathering_file.h"

#include <algorithm>
#include <catch_amalgamated.hpp>
#include <cstdlib>
#include <random>
#include <string>

using huiyin::opfs::gather_bytes_max;
using huiyin::opfs::GatheringFile;
using huiyin::opfs::IoStatus;
using huiyin::opfs::test::FaultyDisk;
using Content = std::vector<std::uint8_t>;

namespace {

constexpr const char* name = "huiyin.db";

Content content(std::size_t length_bytes, std::uint8_t value) {
    return Content(length_bytes, value);
}

Content read_all(GatheringFile& file) {
    Content out(static_cast<std::size_t>(file.size_bytes()));
    const auto got = file.read(0, out);
    out.resize(got.value_or(0));
    return out;
}

struct Fixture {
    FaultyDisk disk;
    GatheringFile file{*disk.find(name)};

    Fixture() { REQUIRE(file.open()); }
};

std::uint32_t seed_from_environment() {
    const char* text = std::getenv("HUIYIN_SEED");
    return text != nullptr ? static_cast<std::uint32_t>(std::strtoul(text, nullptr, 10))
                           : std::random_device{}();
}

} // namespace

TEST_CASE("gathering file: contiguous writes become one write and one flush", "[wasm][opfs]") {
    Fixture at;
    for (std::uint64_t i = 0; i < 10; ++i) {
        REQUIRE(at.file.write(i * 100, content(100, 7)) == IoStatus::Ok);
    }
    CHECK(at.disk.changes == 0);
    CHECK(at.file.size_bytes() == 1000);
    REQUIRE(at.file.sync() == IoStatus::Ok);
    CHECK(at.disk.writes == 1);
    CHECK(at.disk.flushes == 1);
    CHECK(at.disk.bytes(name) == content(1000, 7));
}

TEST_CASE("gathering file: a sync with nothing new costs nothing", "[wasm][opfs]") {
    Fixture at;
    REQUIRE(at.file.sync() == IoStatus::Ok);
    CHECK(at.disk.changes == 0);
    REQUIRE(at.file.write(0, content(10, 1)) == IoStatus::Ok);
    REQUIRE(at.file.sync() == IoStatus::Ok);
    REQUIRE(at.file.sync() == IoStatus::Ok);
    CHECK(at.disk.flushes == 1);
    // A truncation is a change like any other.
    REQUIRE(at.file.truncate(5) == IoStatus::Ok);
    REQUIRE(at.file.sync() == IoStatus::Ok);
    CHECK(at.disk.flushes == 2);
}

TEST_CASE("gathering file: a read sees bytes that wait beside bytes on disk", "[wasm][opfs]") {
    Fixture at;
    at.disk.set_bytes(name, content(100, 1));
    REQUIRE(at.file.open());
    REQUIRE(at.file.write(50, content(20, 2)) == IoStatus::Ok);
    Content expected = content(100, 1);
    std::fill_n(expected.begin() + 50, 20, std::uint8_t{2});
    CHECK(read_all(at.file) == expected);
    // Wholly inside the run: the disk is not asked.
    const std::size_t reads_before = at.disk.reads;
    Content inside(10);
    CHECK(at.file.read(55, inside) == 10U);
    CHECK(inside == content(10, 2));
    CHECK(at.disk.reads == reads_before);
}

TEST_CASE("gathering file: a gap before the run reads as zeros", "[wasm][opfs]") {
    Fixture at;
    REQUIRE(at.file.write(100, content(10, 9)) == IoStatus::Ok);
    Content expected = content(110, 0);
    std::fill_n(expected.begin() + 100, 10, std::uint8_t{9});
    CHECK(read_all(at.file) == expected);
    REQUIRE(at.file.sync() == IoStatus::Ok);
    CHECK(at.disk.bytes(name) == expected);
}

TEST_CASE("gathering file: reads stop at the end of the file", "[wasm][opfs]") {
    Fixture at;
    REQUIRE(at.file.write(0, content(10, 3)) == IoStatus::Ok);
    Content out(20);
    CHECK(at.file.read(4, out) == 6U);
    CHECK(at.file.read(10, out) == 0U);
    CHECK(at.file.read(1000, out) == 0U);
}

TEST_CASE("gathering file: a write elsewhere sends the run out first", "[wasm][opfs]") {
    Fixture at;
    REQUIRE(at.file.write(0, content(10, 1)) == IoStatus::Ok);
    REQUIRE(at.file.write(20, content(10, 2)) == IoStatus::Ok);
    CHECK(at.disk.writes == 1);
    REQUIRE(at.file.write(15, content(10, 3)) == IoStatus::Ok); // begins before the run
    CHECK(at.disk.writes == 2);
    REQUIRE(at.file.sync() == IoStatus::Ok);
    CHECK(at.disk.writes == 3);
    CHECK(at.disk.flushes == 1);
    Content expected = content(30, 0);
    std::fill_n(expected.begin(), 10, std::uint8_t{1});
    std::fill_n(expected.begin() + 15, 10, std::uint8_t{3});
    std::fill_n(expected.begin() + 25, 5, std::uint8_t{2});
    CHECK(at.disk.bytes(name) == expected);
}

TEST_CASE("gathering file: the memory it holds is bounded", "[wasm][opfs]") {
    Fixture at;
    const Content half = content(gather_bytes_max / 2, 4);
    REQUIRE(at.file.write(0, half) == IoStatus::Ok);
    REQUIRE(at.file.write(half.size(), half) == IoStatus::Ok);
    CHECK(at.disk.writes == 0);
    REQUIRE(at.file.write(gather_bytes_max, content(1, 5)) == IoStatus::Ok);
    CHECK(at.disk.writes == 1);
    // One write larger than the limit passes through, after the run before it.
    REQUIRE(at.file.write(gather_bytes_max + 1, content(gather_bytes_max + 1, 6)) == IoStatus::Ok);
    CHECK(at.disk.writes == 3);
    REQUIRE(at.file.sync() == IoStatus::Ok);
    CHECK(at.disk.flushes == 1);
    CHECK(at.disk.bytes(name).size() == 2 * gather_bytes_max + 2);
}

TEST_CASE("gathering file: truncation cuts the run and the disk", "[wasm][opfs]") {
    Fixture at;
    REQUIRE(at.file.write(0, content(100, 1)) == IoStatus::Ok);
    REQUIRE(at.file.sync() == IoStatus::Ok);
    REQUIRE(at.file.write(100, content(100, 2)) == IoStatus::Ok);
    REQUIRE(at.file.truncate(150) == IoStatus::Ok);
    CHECK(at.file.size_bytes() == 150);
    REQUIRE(at.file.truncate(40) == IoStatus::Ok);
    REQUIRE(at.file.sync() == IoStatus::Ok);
    CHECK(at.disk.bytes(name) == content(40, 1));
}

TEST_CASE("gathering file: a reserve is written and flushed zeros", "[wasm][opfs]") {
    Fixture at;
    REQUIRE(at.file.write(0, content(10, 1)) == IoStatus::Ok);
    REQUIRE(at.file.reserve(3 * gather_bytes_max) == IoStatus::Ok);
    CHECK(at.disk.flushes == 1);
    Content expected = content(3 * gather_bytes_max, 0);
    std::fill_n(expected.begin(), 10, std::uint8_t{1});
    CHECK(at.disk.bytes(name) == expected);
    // Enough is there: nothing to do.
    REQUIRE(at.file.reserve(100) == IoStatus::Ok);
    CHECK(at.disk.flushes == 1);
    CHECK(at.file.size_bytes() == 3 * gather_bytes_max);
}

TEST_CASE("gathering file: a reserve that does not fit leaves the file as it was", "[wasm][opfs]") {
    Fixture at;
    at.disk.capacity_bytes = gather_bytes_max;
    REQUIRE(at.file.write(0, content(10, 1)) == IoStatus::Ok);
    CHECK(at.file.reserve(3 * gather_bytes_max) == IoStatus::Full);
    CHECK(at.file.size_bytes() == 10);
    REQUIRE(at.file.sync() == IoStatus::Ok);
    CHECK(at.disk.bytes(name) == content(10, 1));
}

TEST_CASE("gathering file: what could not be written is kept and tried again", "[wasm][opfs]") {
    Fixture at;
    REQUIRE(at.file.write(0, content(100, 1)) == IoStatus::Ok);
    at.disk.fails_from_change = 0;
    at.disk.failure = IoStatus::Full;
    CHECK(at.file.sync() == IoStatus::Full);
    CHECK(read_all(at.file) == content(100, 1));
    // A write that would have to send the run out is refused, and not taken.
    CHECK(at.file.write(500, content(1, 9)) == IoStatus::Full);
    CHECK(at.file.size_bytes() == 100);
    at.disk.fails_from_change = FaultyDisk::never;
    REQUIRE(at.file.sync() == IoStatus::Ok);
    CHECK(at.disk.bytes(name) == content(100, 1));
}

TEST_CASE("gathering file: after a failed flush the bytes are written again", "[wasm][opfs]") {
    Fixture at;
    REQUIRE(at.file.write(0, content(100, 1)) == IoStatus::Ok);
    at.disk.fails_from_change = 1; // the write works, the flush does not
    CHECK(at.file.sync() == IoStatus::Failed);
    at.disk.fails_from_change = FaultyDisk::never;
    const std::size_t writes_before = at.disk.writes;
    REQUIRE(at.file.sync() == IoStatus::Ok);
    CHECK(at.disk.writes == writes_before + 1);
    CHECK(at.disk.flushes == 1);
}

TEST_CASE("gathering file: a failed read is told from the end of the file", "[wasm][opfs]") {
    Fixture at;
    at.disk.set_bytes(name, content(10, 1));
    REQUIRE(at.file.open());
    at.disk.reads_fail = true;
    Content out(10);
    CHECK_FALSE(at.file.read(0, out).has_value());
    CHECK_FALSE(at.file.open());
}

TEST_CASE("gathering file: any sequence of calls reads like a plain file", "[wasm][opfs]") {
    // Goal: no order of writes, reads, truncations, syncs and passing failures shows bytes that a
    // plain file would not. Method: the same random calls on a vector, compared after each.
    const std::uint32_t seed = seed_from_environment();
    INFO("seed=" << seed);
    std::mt19937 random(seed);
    Fixture at;
    Content model;
    for (int step = 0; step < 20'000; ++step) {
        const auto choice = random() % 100;
        at.disk.fails_from_change = random() % 20 == 0 ? at.disk.changes : FaultyDisk::never;
        const std::size_t offset = random() % 3 == 0 ? model.size() : random() % 4000;
        if (choice < 60) {
            const Content bytes = content(random() % 300, static_cast<std::uint8_t>(step));
            if (at.file.write(offset, bytes) == IoStatus::Ok && !bytes.empty()) {
                model.resize(std::max(model.size(), offset + bytes.size()));
                std::copy(bytes.begin(),
                          bytes.end(),
                          model.begin() + static_cast<std::ptrdiff_t>(offset));
            }
        } else if (choice < 70) {
            const std::size_t size = random() % 5000;
            if (at.file.truncate(size) == IoStatus::Ok) {
                model.resize(size);
            }
        } else if (choice < 80) {
            if (at.file.sync() == IoStatus::Ok) {
                REQUIRE(at.disk.bytes(name) == model);
            }
        } else if (choice < 85) {
            static_cast<void>(at.file.spill());
        }
        REQUIRE(at.file.size_bytes() == model.size());
        REQUIRE(read_all(at.file) == model);
    }
}
