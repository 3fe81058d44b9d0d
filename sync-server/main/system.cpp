#include "sync-server/main/system.h"

#include "core/base/assert.h"

#include <sodium.h>

#include <chrono>
#include <ctime>

namespace huiyin::server {

std::int64_t SystemClock::now_utc_ms() const {
    using namespace std::chrono;
    return duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count();
}

int SystemClock::utc_offset_minutes() const {
    const std::time_t now = std::time(nullptr);
    std::tm local{};
    localtime_r(&now, &local);
    return static_cast<int>(local.tm_gmtoff / 60);
}

std::int64_t SystemClock::monotonic_ms() const {
    using namespace std::chrono;
    return duration_cast<milliseconds>(steady_clock::now().time_since_epoch()).count();
}

void SystemRandom::fill(std::span<std::uint8_t> out) {
    // Opens the source on the first call; later calls do nothing.
    HUIYIN_ASSERT(sodium_init() >= 0);
    randombytes_buf(out.data(), out.size());
}

} // namespace huiyin::server
