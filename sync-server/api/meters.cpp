#include "sync-server/api/meters.h"

namespace huiyin::server::api {

namespace {

constexpr std::string_view sync_name = "huiyin_sync_seconds";
constexpr std::string_view sync_help = "From the request to its answer, by whether it pushed.";

/// What a receipt says in one word.
std::string_view word_of(const sync::Receipt& receipt) {
    return receipt.change == 0 ? "not_taken" : code_of(receipt.verdict.kind);
}

} // namespace

Meters::Meters(http::Metrics& metrics)
    : m_metrics(metrics)
    , m_events(metrics.counter("huiyin_events_accepted_total",
                               "Events that got a change number, each once."))
    , m_pushes(metrics.histogram(sync_name, sync_help, http::metric_label("kind", "push")))
    , m_pulls(metrics.histogram(sync_name, sync_help, http::metric_label("kind", "pull"))) {}

void Meters::count_sync(bool with_push, Steady::time_point begin) {
    const auto passed =
        std::chrono::duration_cast<std::chrono::microseconds>(Steady::now() - begin);
    (with_push ? m_pushes : m_pulls).observe(passed.count());
}

void Meters::count_push(const std::vector<sync::Receipt>& receipts, std::int64_t placed) {
    m_events.add(static_cast<std::uint64_t>(placed));
    for (const sync::Receipt& receipt : receipts) {
        m_metrics
            .counter("huiyin_receipts_total",
                     "Receipts by verdict, those of repeats too.",
                     http::metric_label("verdict", word_of(receipt)))
            .add();
    }
}

void Meters::count_sign_in(std::string_view result) {
    m_metrics
        .counter("huiyin_sign_ins_total",
                 "Tries to sign in by result.",
                 http::metric_label("result", result))
        .add();
}

void Meters::count_file(std::string_view result) {
    m_metrics
        .counter("huiyin_files_total",
                 "Attachments that were sent whole, by result.",
                 http::metric_label("result", result))
        .add();
}

void Meters::note_place(const base::Uuid& device, std::int64_t asked, std::int64_t given) {
    const std::lock_guard lock(m_places_mutex);
    Place& place = m_places[device];
    // Who asks again for what was given before has not taken it in.
    place.has = asked < place.given ? asked : given;
    place.given = given;
}

std::map<base::Uuid, std::int64_t> Meters::places() const {
    const std::lock_guard lock(m_places_mutex);
    std::map<base::Uuid, std::int64_t> places;
    for (const auto& [device, place] : m_places) {
        places.emplace(device, place.has);
    }
    return places;
}

} // namespace huiyin::server::api
