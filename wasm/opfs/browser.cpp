// The only file of the storage that knows Emscripten. The JavaScript functions answer a count or
// one of the negative numbers below, and leave the exception in Module.opfs.failure for the shell
// to show.
#include "wasm/opfs/browser.h"

#include <emscripten.h>

namespace huiyin::opfs {

namespace {

constexpr int answer_full = -2;

// clang-format off
// Pointers are written `void* p`, the only form this version of Emscripten names correctly. HEAPU8
// is looked up in each call because growing the memory replaces it.

EM_JS(int, huiyin_opfs_find, (const void* name), {
    return Module["opfs"] ? Module["opfs"]["names"].indexOf(UTF8ToString(name)) : -1;
});

EM_JS(int, huiyin_opfs_read, (int file, double offset, void* p, int length), {
    try {
        const bytes = HEAPU8.subarray(p, p + length);
        return Module["opfs"]["handles"][file].read(bytes, { "at": offset });
    } catch (failure) {
        Module["opfs"]["failure"] = failure;
        return -1;
    }
});

EM_JS(int, huiyin_opfs_write, (int file, double offset, const void* p, int length), {
    try {
        const bytes = HEAPU8.subarray(p, p + length);
        return Module["opfs"]["handles"][file].write(bytes, { "at": offset });
    } catch (failure) {
        Module["opfs"]["failure"] = failure;
        return failure.name === "QuotaExceededError" ? -2 : -1;
    }
});

EM_JS(int, huiyin_opfs_flush, (int file), {
    try {
        Module["opfs"]["handles"][file].flush();
        return 0;
    } catch (failure) {
        Module["opfs"]["failure"] = failure;
        return failure.name === "QuotaExceededError" ? -2 : -1;
    }
});

EM_JS(int, huiyin_opfs_truncate, (int file, double size), {
    try {
        Module["opfs"]["handles"][file].truncate(size);
        return 0;
    } catch (failure) {
        Module["opfs"]["failure"] = failure;
        return failure.name === "QuotaExceededError" ? -2 : -1;
    }
});

EM_JS(double, huiyin_opfs_size, (int file), {
    try {
        return Module["opfs"]["handles"][file].getSize();
    } catch (failure) {
        Module["opfs"]["failure"] = failure;
        return -1;
    }
});

EM_JS(void, huiyin_fill_random, (void* p, int length), {
    // Node before 19 has no global crypto; at most 65 536 bytes are given at once.
    const source = globalThis.crypto || require("crypto").webcrypto;
    for (let at = p; at < p + length; at += 65536) {
        source.getRandomValues(HEAPU8.subarray(at, Math.min(at + 65536, p + length)));
    }
});

EM_JS(double, huiyin_now_utc_ms, (), { return Date.now(); });

// clang-format on

IoStatus status_of(int answer) {
    if (answer >= 0) {
        return IoStatus::Ok;
    }
    return answer == answer_full ? IoStatus::Full : IoStatus::Failed;
}

class HandleFile final : public BlockFile {
public:
    explicit HandleFile(int number)
        : m_number(number) {}

    std::optional<std::size_t> read(std::uint64_t offset, std::span<std::uint8_t> out) override {
        const int got = huiyin_opfs_read(
            m_number, static_cast<double>(offset), out.data(), static_cast<int>(out.size()));
        return got < 0 ? std::nullopt : std::optional(static_cast<std::size_t>(got));
    }

    IoStatus write(std::uint64_t offset, std::span<const std::uint8_t> bytes) override {
        const int length = static_cast<int>(bytes.size());
        const int written =
            huiyin_opfs_write(m_number, static_cast<double>(offset), bytes.data(), length);
        // A browser that runs out of quota or disk in the middle answers with what it could write.
        return written >= 0 && written < length ? IoStatus::Full : status_of(written);
    }

    IoStatus flush() override { return status_of(huiyin_opfs_flush(m_number)); }

    IoStatus truncate(std::uint64_t size_bytes) override {
        return status_of(huiyin_opfs_truncate(m_number, static_cast<double>(size_bytes)));
    }

    std::optional<std::uint64_t> size_bytes() override {
        const double size = huiyin_opfs_size(m_number);
        return size < 0 ? std::nullopt : std::optional(static_cast<std::uint64_t>(size));
    }

private:
    int m_number;
};

void fill_random(std::span<std::uint8_t> out) {
    huiyin_fill_random(out.data(), static_cast<int>(out.size()));
}

std::int64_t now_utc_ms() {
    return static_cast<std::int64_t>(huiyin_now_utc_ms());
}

} // namespace

BlockFile* BrowserFiles::find(std::string_view name) {
    const int number = huiyin_opfs_find(std::string(name).c_str());
    if (number < 0) {
        return nullptr;
    }
    const auto index = static_cast<std::size_t>(number);
    if (index >= m_files.size()) {
        m_files.resize(index + 1);
    }
    if (m_files[index] == nullptr) {
        m_files[index] = std::make_unique<HandleFile>(number);
    }
    return m_files[index].get();
}

System javascript_system() {
    return {.fill_random = fill_random, .now_utc_ms = now_utc_ms};
}

} // namespace huiyin::opfs
