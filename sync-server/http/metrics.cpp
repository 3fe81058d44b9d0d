#include "sync-server/http/metrics.h"

#include <cmath>
#include <cstdio>

namespace huiyin::server::http {

namespace {

std::string number_text(double value) {
    char text[32];
    if (std::floor(value) == value && std::abs(value) < 1e15) {
        std::snprintf(text, sizeof text, "%lld", static_cast<long long>(value));
    } else {
        std::snprintf(text, sizeof text, "%.9g", value);
    }
    return text;
}

void append_histogram(std::string& out,
                      const std::string& name,
                      const std::string& label,
                      const Histogram& histogram) {
    const std::string front = label.empty() ? label : label + ",";
    std::uint64_t sum = 0;
    for (std::size_t i = 0; i <= Histogram::bounds_s.size(); ++i) {
        sum += histogram.count(i);
        const bool last = i == Histogram::bounds_s.size();
        std::string bucket = front;
        bucket += metric_label("le", last ? "+Inf" : number_text(Histogram::bounds_s[i]));
        append_metric(out, name + "_bucket", bucket, static_cast<double>(sum));
    }
    append_metric(out, name + "_sum", label, static_cast<double>(histogram.sum_us()) / 1e6);
    append_metric(out, name + "_count", label, static_cast<double>(sum));
}

} // namespace

void Histogram::observe(std::int64_t microseconds) {
    std::size_t bound = 0;
    while (bound < bounds_s.size() && static_cast<double>(microseconds) > bounds_s[bound] * 1e6) {
        ++bound;
    }
    m_counts[bound].fetch_add(1, std::memory_order_relaxed);
    m_sum_us.fetch_add(microseconds, std::memory_order_relaxed);
}

Metrics::Family& Metrics::family(std::string_view name, std::string_view help) {
    const auto found = m_families.find(name);
    if (found != m_families.end()) {
        return found->second;
    }
    Family& made = m_families[std::string(name)];
    made.help = help;
    return made;
}

Counter& Metrics::counter(std::string_view name, std::string_view help, std::string_view label) {
    const std::lock_guard lock(m_mutex);
    auto& slot = family(name, help).counters[std::string(label)];
    if (!slot) {
        slot = std::make_unique<Counter>();
    }
    return *slot;
}

Histogram&
Metrics::histogram(std::string_view name, std::string_view help, std::string_view label) {
    const std::lock_guard lock(m_mutex);
    auto& slot = family(name, help).histograms[std::string(label)];
    if (!slot) {
        slot = std::make_unique<Histogram>();
    }
    return *slot;
}

void Metrics::gauge(std::string_view name, std::string_view help, std::function<double()> read) {
    const std::lock_guard lock(m_mutex);
    family(name, help).gauge = std::move(read);
}

std::string Metrics::text() const {
    const std::lock_guard lock(m_mutex);
    std::string out;
    for (const auto& [name, family] : m_families) {
        append_metric_head(out,
                           name,
                           family.help,
                           family.gauge                ? "gauge"
                           : family.histograms.empty() ? "counter"
                                                       : "histogram");
        if (family.gauge) {
            append_metric(out, name, {}, family.gauge());
        }
        for (const auto& [label, counter] : family.counters) {
            append_metric(out, name, label, static_cast<double>(counter->value()));
        }
        for (const auto& [label, histogram] : family.histograms) {
            append_histogram(out, name, label, *histogram);
        }
    }
    return out;
}

std::string metric_label(std::string_view key, std::string_view value) {
    std::string out(key);
    out += "=\"";
    for (const char c : value) {
        const auto byte = static_cast<unsigned char>(c);
        out += byte > 0x20 && byte < 0x7F && c != '"' && c != '\\' ? c : '_';
    }
    return out += '"';
}

void append_metric(std::string& out, std::string_view name, std::string_view label, double value) {
    out += name;
    if (!label.empty()) {
        out.append("{").append(label).append("}");
    }
    out.append(" ").append(number_text(value)).append("\n");
}

void append_metric_head(std::string& out,
                        std::string_view name,
                        std::string_view help,
                        std::string_view type) {
    out.append("# HELP ").append(name).append(" ").append(help).append("\n# TYPE ");
    out.append(name).append(" ").append(type).append("\n");
}

} // namespace huiyin::server::http
