// Counts and times of operation, in the text form that Prometheus reads.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

namespace huiyin::server::http {

/// Only rises.
class Counter {
public:
    void add(std::uint64_t count = 1) { m_value.fetch_add(count, std::memory_order_relaxed); }

    std::uint64_t value() const { return m_value.load(std::memory_order_relaxed); }

private:
    std::atomic<std::uint64_t> m_value{0};
};

/// How many times took at most how long.
class Histogram {
public:
    /// Upper bounds in seconds; longer ones are counted too.
    static constexpr std::array<double, 13> bounds_s{
        0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10};

    void observe(std::int64_t microseconds);

    /// Of each bound alone, the last one beyond all of them.
    std::uint64_t count(std::size_t bound) const { return m_counts[bound].load(); }

    std::int64_t sum_us() const { return m_sum_us.load(); }

private:
    std::array<std::atomic<std::uint64_t>, bounds_s.size() + 1> m_counts{};
    std::atomic<std::int64_t> m_sum_us{0};
};

/// All of them by name. Thread-safe; what it gives lives as long as it does.
///
/// Labels are written `key="value"` with words of ours: never accounts, names, addresses, tokens.
class Metrics {
public:
    /// The counter of a name and a label; the first call makes it.
    Counter& counter(std::string_view name, std::string_view help, std::string_view label = {});

    Histogram& histogram(std::string_view name, std::string_view help, std::string_view label = {});

    /// A value that is asked for when somebody reads; `read` must live as long as the metrics are
    /// read, and may be called from any thread.
    void gauge(std::string_view name, std::string_view help, std::function<double()> read);

    /// Text exposition format 0.0.4.
    std::string text() const;

private:
    struct Family {
        std::string help;
        std::map<std::string, std::unique_ptr<Counter>> counters;
        std::map<std::string, std::unique_ptr<Histogram>> histograms;
        std::function<double()> gauge;
    };

    mutable std::mutex m_mutex;
    std::map<std::string, Family, std::less<>> m_families;

    Family& family(std::string_view name, std::string_view help);
};

/// `key="value"`; what could end the value becomes an underscore.
std::string metric_label(std::string_view key, std::string_view value);

/// One line of a gauge that is no member of a Metrics.
void append_metric(std::string& out, std::string_view name, std::string_view label, double value);

/// The two lines in front of a family; `type` is counter, gauge or histogram.
void append_metric_head(std::string& out,
                        std::string_view name,
                        std::string_view help,
                        std::string_view type);

} // namespace huiyin::server::http
