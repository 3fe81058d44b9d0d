// A tablet full of complaints and the questions that its screens ask, for benchmark `local`. Knows
// no browser, so that a profiler can run it natively.
#pragma once

#include "core/store/tablet_store.h"
#include "tests/bench/local_lives.h"
#include "ui/app/complaint_list.h"
#include "ui/app/inbox.h"
#include "ui/app/statistics.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace huiyin::bench {

/// What is asked; mirrored in web/questions.js.
enum class Question : std::uint8_t {
    List,     ///< the list is opened: first page and the counts of all filters
    Filter,   ///< another filter: first page
    Sort,     ///< another order: first page
    Search,   ///< two characters: first page
    Stats,    ///< a month: its figures, those of as many days before, the counts of twelve months
    Drill,    ///< the complaints behind a figure of a month: first page
    Inbox,    ///< tasks, notices, alerts
    Complaint ///< one complaint, whole
};

class LocalDesk {
public:
    /// Errors: as TabletStore::open.
    base::Result<void> open(const sqlite::OpenOptions& options);

    /// Takes `count` more of `total` complaints, as pages of the server's answers; they are spread
    /// evenly over three years. `wants_rows`: they are also to be given by next_row().
    base::Result<void> load(std::size_t count, std::size_t total, bool wants_rows);

    /// Indexes what was taken for search.
    base::Result<void> index();

    base::Result<void> rebuild() { return m_store->rebuild(); }

    std::int64_t event_count() const { return m_change; }

    /// The next loaded complaint as the peers store it: the fields of web/questions.js; nothing
    /// after the last.
    std::optional<std::string> next_row();

    /// Gets ready for question number `i` of its kind; not to be timed.
    void prepare(Question question, std::size_t i);

    /// Asks it. Gives the answer in short, so that engines can be compared.
    std::string ask(Question question, std::size_t i);

private:
    tests::Office m_office = tests::make_office();
    tests::FakeClock m_clock;
    tests::SeededRandom m_random{20261120};
    std::unique_ptr<store::TabletStore> m_store;
    std::unique_ptr<app::ComplaintList> m_list;
    std::unique_ptr<app::Inbox> m_inbox;
    std::unique_ptr<app::Statistics> m_statistics;
    std::int64_t m_change = 0;
    std::size_t m_loaded = 0;
    std::size_t m_rows_read = 0;
    std::vector<std::string> m_rows;
    std::vector<base::Uuid> m_ids;

    void add_row(const domain::Complaint& complaint);
    app::DayRange month(std::size_t i) const;
};

} // namespace huiyin::bench
