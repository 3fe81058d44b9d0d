#include "tests/bench/local_desk.h"

#include "core/base/text.h"
#include "core/domain/inbox.h"

#include <algorithm>
#include <array>

namespace huiyin::bench {

using base::Result;
using domain::PlacedEvent;
using store::ListFilter;
using store::ListSort;

namespace {

constexpr std::int64_t day_ms = 24LL * 60 * 60 * 1000;
constexpr std::int64_t span_ms = 3 * 365 * day_ms;
constexpr std::size_t page_events = 500; ///< of an answer (sync.md)
constexpr std::size_t month_count = 34;
constexpr char separator = '\x1f';

constexpr std::array filters{ListFilter::All,
                             ListFilter::Open,
                             ListFilter::Mine,
                             ListFilter::Overdue,
                             ListFilter::Major,
                             ListFilter::Conflicted,
                             ListFilter::ToDispatch,
                             ListFilter::ToReceive,
                             ListFilter::Handling,
                             ListFilter::ToFeedBack,
                             ListFilter::ToFollowUp,
                             ListFilter::Closed,
                             ListFilter::Cancelled,
                             ListFilter::IntakeRejected};

struct Order {
    ListFilter filter;
    ListSort sort;
};

constexpr std::array orders{Order{ListFilter::All, ListSort::Recorded},
                            Order{ListFilter::All, ListSort::Due},
                            Order{ListFilter::Open, ListSort::Due},
                            Order{ListFilter::Closed, ListSort::Recorded},
                            Order{ListFilter::ToDispatch, ListSort::Recorded},
                            Order{ListFilter::ToDispatch, ListSort::Due},
                            Order{ListFilter::Cancelled, ListSort::Recorded},
                            Order{ListFilter::IntakeRejected, ListSort::Recorded},
                            Order{ListFilter::Handling, ListSort::Due},
                            Order{ListFilter::Major, ListSort::Due},
                            Order{ListFilter::Mine, ListSort::Due},
                            Order{ListFilter::All, ListSort::Updated}};

std::string answer_of(const std::vector<store::ListRow>& rows) {
    std::string answer = std::to_string(rows.size());
    for (const store::ListRow& row : rows) {
        answer += ' ';
        answer += std::to_string(row.ref);
    }
    return answer;
}

std::string answer_of(const domain::Figures& figures) {
    std::string answer;
    for (const std::int64_t count :
         {figures.recorded, figures.valid, figures.invalid, figures.closed_rate.part}) {
        answer += std::to_string(count);
        answer += ' ';
    }
    return answer;
}

} // namespace

Result<void> LocalDesk::open(const sqlite::OpenOptions& options) {
    m_store = HUIYIN_TRY(store::TabletStore::open(options, m_clock, m_random));
    const auto response = tests::sign_in_response(m_office, m_office.manager, m_office.device_b);
    store::Session session;
    session.account = "bench";
    session.person = m_office.manager;
    session.device = m_office.device_b;
    session.device_code = response.device_code;
    session.secret_key = m_office.key_b.secret_key;
    session.token = response.token;
    return m_store->sign_in(session, response);
}

Result<void> LocalDesk::load(std::size_t count, std::size_t total, bool wants_rows) {
    sync::SyncResponse page;
    page.epoch = "bench";
    const std::int64_t now = m_clock.now_ms;
    const auto take = [&]() -> Result<void> {
        page.cursor = m_change;
        auto taken = m_store->take(page);
        page.events.clear();
        return taken;
    };
    for (std::size_t i = 0; i < count; ++i, ++m_loaded) {
        const auto left = static_cast<std::int64_t>(total - m_loaded);
        LifePlan plan;
        plan.age_ms = span_ms / static_cast<std::int64_t>(total) * left;
        plan.recorded_at_utc_ms = now - plan.age_ms;
        plan.counter = static_cast<std::uint32_t>(m_loaded + 1);
        const tests::Life life = make_life(m_office, plan, m_random);
        tests::FakeClock then;
        then.now_ms = plan.recorded_at_utc_ms;
        m_ids.push_back(base::make_uuid(then, m_random));
        if (page.events.size() + life.events().size() > page_events) {
            HUIYIN_TRY(take());
        }
        // A life counts its changes from 1; here they stand behind all before.
        const std::int64_t before = m_change;
        for (PlacedEvent placed : life.events()) {
            placed.event.complaint = m_ids.back();
            placed.event.seen.change += placed.event.seen.change == 0 ? 0 : before;
            placed.change = ++m_change;
            page.events.push_back(std::move(placed));
        }
        if (wants_rows) {
            add_row(life.now());
        }
    }
    return take();
}

Result<void> LocalDesk::index() {
    while (HUIYIN_TRY(m_store->index_some(500))) {
    }
    return m_store->shorten_log();
}

void LocalDesk::add_row(const domain::Complaint& complaint) {
    const domain::Facts facts = domain::facts_of(complaint, m_office.directory.policy);
    const domain::Intake& intake = complaint.intake;
    const auto severity = complaint.severity ? complaint.severity : intake.severity_proposed;
    std::int64_t updated_at = 0;
    for (const domain::Step& step : complaint.steps) {
        updated_at = std::max(updated_at, step.device_time_utc_ms);
    }
    const bool is_task = !domain::tasks_of(complaint, m_office.manager, m_office.directory).empty();
    const bool live = is_task || complaint.is_open() || complaint.conflicted() ||
                      std::any_of(complaint.improvements.begin(),
                                  complaint.improvements.end(),
                                  [](const auto& one) { return one.done_at_utc_ms == 0; });
    std::string row;
    for (const std::int64_t number : {static_cast<std::int64_t>(complaint.state),
                                      updated_at,
                                      complaint.accepted_at_utc_ms,
                                      severity ? static_cast<std::int64_t>(*severity) : -1,
                                      static_cast<std::int64_t>(facts.validity),
                                      facts.due_utc_ms,
                                      std::int64_t{complaint.conflicted()},
                                      std::int64_t{live},
                                      std::int64_t{is_task},
                                      static_cast<std::int64_t>(*intake.category),
                                      facts.handled_at_utc_ms,
                                      facts.closed_at_utc_ms}) {
        row += std::to_string(number);
        row += separator;
    }
    std::string text = complaint.number;
    for (const std::string* part : {&intake.complainant_name,
                                    &intake.contact,
                                    &intake.complainant_org,
                                    &intake.location,
                                    &intake.system,
                                    &intake.content}) {
        text += ' ';
        text += *part;
    }
    for (const std::string& field : {complaint.number,
                                     title_of(intake),
                                     intake.complainant_name,
                                     intake.location,
                                     to_string(facts.group),
                                     to_string(facts.handler),
                                     base::folded_for_search(text)}) {
        row += field;
        row += separator;
    }
    row.pop_back();
    m_rows.push_back(std::move(row));
}

std::optional<std::string> LocalDesk::next_row() {
    if (m_rows_read == m_rows.size()) {
        m_rows.clear();
        m_rows_read = 0;
        return std::nullopt;
    }
    return std::move(m_rows[m_rows_read++]);
}

app::DayRange LocalDesk::month(std::size_t i) const {
    const domain::WorkCalendar& calendar = m_store->directory().policy.calendar;
    app::DayRange range =
        app::range_of(app::Period::Month, domain::local_day(calendar, m_clock.now_ms));
    for (std::size_t back = (i * 7) % month_count; back > 0; --back) {
        range = app::range_before(app::Period::Month, range);
    }
    return range;
}

void LocalDesk::prepare(Question question, std::size_t i) {
    if (!m_list) {
        m_list = std::make_unique<app::ComplaintList>(*m_store);
        m_inbox = std::make_unique<app::Inbox>(*m_store, m_clock);
        m_statistics = std::make_unique<app::Statistics>(*m_store, m_clock);
    }
    if (question == Question::List || question == Question::Filter || question == Question::Sort) {
        m_list->set_search({});
        m_list->set_sort(ListSort::Updated);
        m_list->set_filter(question == Question::Sort ? orders[i % orders.size()].filter
                                                      : ListFilter::All);
    }
    if (question == Question::Search) {
        m_list->set_filter(ListFilter::All);
    }
    if (question == Question::Stats) {
        m_statistics->set_period(app::Period::Month);
        m_statistics->set_range(month(i));
    }
}

std::string LocalDesk::ask(Question question, std::size_t i) {
    switch (question) {
    case Question::List:
        m_list->invalidate();
        m_list->ensure_fresh();
        return std::to_string(m_list->counts().all) + ' ' +
               std::to_string(m_list->counts().closed) + ' ' + answer_of(m_list->rows());
    case Question::Filter:
        m_list->set_filter(filters[i % filters.size()]);
        return answer_of(m_list->rows());
    case Question::Sort:
        m_list->set_sort(orders[i % orders.size()].sort);
        return answer_of(m_list->rows());
    case Question::Search: {
        m_list->set_search(searched_words()[i % searched_words().size()]);
        return answer_of(m_list->rows());
    }
    case Question::Stats: {
        const auto& months = m_statistics->months();
        return answer_of(m_statistics->figures()) + answer_of(m_statistics->before()) +
               std::to_string(months.front().recorded) + ' ' +
               std::to_string(months.back().recorded_year_before);
    }
    case Question::Drill: {
        m_statistics->set_range(month(i));
        store::Drill drill = m_statistics->drill();
        drill.validity = domain::Validity::Invalid;
        m_list->set_drill(drill, {});
        return answer_of(m_list->rows());
    }
    case Question::Inbox:
        m_inbox->invalidate();
        return std::to_string(m_inbox->task_count()) + ' ' +
               std::to_string(m_inbox->groups().size()) + ' ' +
               std::to_string(m_inbox->notices().size()) + ' ' +
               std::to_string(m_inbox->alerts().size());
    case Question::Complaint: {
        const auto found = m_store->complaint(m_ids[(i * 7919) % m_ids.size()]);
        return found && *found ? (*found)->number : std::string();
    }
    }
    return {};
}

} // namespace huiyin::bench
