#include "sync-server/auth/throttle.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace huiyin::server::auth {

namespace {

struct Wanted {
    std::string key;
    Throttle::Rate rate;
};

std::vector<Wanted> buckets_of(const Throttle::Attempt& attempt, const Throttle::Options& options) {
    // The letter in front keeps the kinds of keys apart.
    if (!attempt.device.empty()) {
        return {{"d" + attempt.device, options.per_device}};
    }
    return {{"a" + attempt.address, options.per_address},
            {"p" + attempt.address + " " + attempt.account, options.per_pair}};
}

} // namespace

std::optional<int> Throttle::take(const Attempt& attempt, std::int64_t monotonic_ms) {
    const std::lock_guard lock(m_mutex);
    const auto wanted = buckets_of(attempt, m_options);
    double wait_s = 0;
    for (const Wanted& one : wanted) {
        const double missing = 1 - bucket(one.key, one.rate, monotonic_ms).level;
        wait_s = std::max(wait_s, missing / one.rate.per_second);
    }
    if (wait_s > 0) {
        return std::max(1, static_cast<int>(std::ceil(wait_s)));
    }
    for (const Wanted& one : wanted) {
        bucket(one.key, one.rate, monotonic_ms).level -= 1;
    }
    return std::nullopt;
}

void Throttle::give_back(const Attempt& attempt, std::int64_t monotonic_ms) {
    const std::lock_guard lock(m_mutex);
    for (const Wanted& one : buckets_of(attempt, m_options)) {
        Bucket& found = bucket(one.key, one.rate, monotonic_ms);
        found.level = std::min(found.level + 1, found.rate.burst);
    }
}

std::size_t Throttle::bucket_count() const {
    const std::lock_guard lock(m_mutex);
    return m_buckets.size();
}

Throttle::Bucket&
Throttle::bucket(const std::string& key, const Rate& rate, std::int64_t monotonic_ms) {
    const auto found = m_buckets.find(key);
    if (found == m_buckets.end()) {
        make_room(monotonic_ms);
        return m_buckets.emplace(key, Bucket{rate.burst, monotonic_ms, rate}).first->second;
    }
    Bucket& known = found->second;
    const double passed_s = static_cast<double>(monotonic_ms - known.at_ms) / 1000;
    known.level = std::min(known.level + passed_s * rate.per_second, rate.burst);
    known.at_ms = monotonic_ms;
    return known;
}

void Throttle::make_room(std::int64_t monotonic_ms) {
    if (m_buckets.size() < m_options.buckets_max) {
        return;
    }
    // A bucket that has filled up again says the same as none.
    for (auto at = m_buckets.begin(); at != m_buckets.end();) {
        const Bucket& known = at->second;
        const double passed_s = static_cast<double>(monotonic_ms - known.at_ms) / 1000;
        const bool full = known.level + passed_s * known.rate.per_second >= known.rate.burst;
        at = full ? m_buckets.erase(at) : std::next(at);
    }
    while (m_buckets.size() >= m_options.buckets_max) {
        m_buckets.erase(std::min_element(m_buckets.begin(), m_buckets.end(), [](auto& a, auto& b) {
            return a.second.at_ms < b.second.at_ms;
        }));
    }
}

} // namespace huiyin::server::auth
