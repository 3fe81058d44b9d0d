#include "ui/command/system.h"

#include "core/base/assert.h"

#include <sodium.h>

#include <chrono>
#include <ctime>

namespace huiyin::command {

using std::chrono::duration_cast;
using std::chrono::milliseconds;

std::int64_t SystemClock::now_utc_ms() const {
    return duration_cast<milliseconds>(std::chrono::system_clock::now().time_since_epoch()).count();
}

int SystemClock::utc_offset_minutes() const {
    const std::time_t now = std::time(nullptr);
    std::tm local{};
    localtime_r(&now, &local);
    return static_cast<int>(local.tm_gmtoff / 60);
}

std::int64_t SystemClock::monotonic_ms() const {
    return duration_cast<milliseconds>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

void SystemRandom::fill(std::span<std::uint8_t> out) {
    HUIYIN_ASSERT(sodium_init() >= 0);
    randombytes_buf(out.data(), out.size());
}

} // namespace huiyin::command
