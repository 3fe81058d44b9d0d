#include "ui/app/records.h"

#include "core/domain/entitlement.h"
#include "core/domain/visibility.h"
#include "core/records/form.h"

#include <algorithm>

namespace huiyin::app {

namespace {

records::Language language_of(const App& app) {
    return app.language() == Language::Chinese ? records::Language::Chinese
                                               : records::Language::English;
}

void fill_printing(const App& app, records::Printing& printing) {
    printing.language = language_of(app);
    printing.now_utc_ms = app.clock().now_utc_ms();
    if (const auto& session = app.session_info()) {
        printing.printed_by = app.directory().name_of(session->person);
        printing.device_code = session->device_code;
    }
}

domain::RegisterReach reach_of(const App& app) {
    const auto& session = app.session_info();
    return session ? domain::register_reach(app.directory(), session->person)
                   : domain::RegisterReach::None;
}

/// What the device holds is not for everybody: 保密 may have been asked for after it came.
bool may_name_complainant(const App& app) {
    return app.selected() && app.session_info() && app.selected()->identity_known &&
           domain::may_see_identity(app.directory(), app.session_info()->person, *app.selected());
}

} // namespace

bool may_print_form(const App& app) {
    return app.selected() && !app.refusal_of(domain::PrintPayload{"0000-0000-0000-0000"});
}

bool has_confidential_version(const App& app) {
    return app.selected() && app.selected()->intake.confidential && may_name_complainant(app);
}

std::optional<std::string> print_form(App& app, bool with_complainant) {
    if (!may_print_form(app)) {
        return std::nullopt;
    }
    records::FormOptions options;
    fill_printing(app, options);
    options.with_complainant = with_complainant && may_name_complainant(app);
    // As it was before the step: the check code is that of the printed content.
    std::string html = records::form_html(*app.selected(), app.directory(), options);
    const domain::PrintPayload printed{records::check_code(app.selected()->head_hash)};
    if (app.take({printed}, app.say(Text::RecordsFormNoted)) != Outcome::Saved) {
        return std::nullopt;
    }
    return html;
}

bool may_have_register(const App& app) {
    return reach_of(app) != domain::RegisterReach::None;
}

const std::vector<std::string>& silent_tablets(const App& app) {
    static const std::vector<std::string> none;
    return may_have_register(app) ? app.silent_tablets() : none;
}

RegisterPeriod period_of(PeriodKind kind, domain::Day day, int steps) {
    if (kind == PeriodKind::Own) {
        return {day + steps, day + steps};
    }
    const int months = kind == PeriodKind::Month ? 1 : (kind == PeriodKind::Quarter ? 3 : 12);
    const domain::Date date = domain::date_of(day);
    const auto first_of = [](int month) { return domain::day_of({month / 12, month % 12 + 1, 1}); };
    const int month = date.year * 12 + date.month - 1;
    const int first = month - month % months + steps * months;
    return {first_of(first), first_of(first + months) - 1};
}

RegisterModel::RegisterModel(App& app)
    : m_app(app) {
    set_kind(PeriodKind::Month);
}

void RegisterModel::set_kind(PeriodKind kind) {
    m_kind = kind;
    if (kind != PeriodKind::Own || m_period == RegisterPeriod{}) {
        m_period = period_of(
            kind, domain::local_day(m_app.directory().policy.calendar, m_app.clock().now_utc_ms()));
    }
    changed();
}

void RegisterModel::step(int steps) {
    m_period = period_of(m_kind, m_period.first, steps);
    changed();
}

void RegisterModel::set_own(const RegisterPeriod& period) {
    m_kind = PeriodKind::Own;
    m_period = {std::min(period.first, period.last), std::max(period.first, period.last)};
    changed();
}

void RegisterModel::read() {
    m_register.reset();
    m_problem.reset();
    if (!may_have_register(m_app)) {
        return;
    }
    const domain::WorkCalendar& calendar = m_app.directory().policy.calendar;
    records::RegisterOptions options;
    fill_printing(m_app, options);
    options.from_utc_ms = domain::begin_of_day_utc_ms(calendar, m_period.first);
    options.to_utc_ms = domain::begin_of_day_utc_ms(calendar, m_period.last + 1);
    options.watermark_change = m_app.newest_change();
    options.watermark_at_utc_ms = m_app.sync_status().last_contact_utc_ms;
    options.unsynced_devices = silent_tablets(m_app);
    if (m_app.unsent_count() > 0) {
        options.unsynced_devices.push_back(m_app.session_info()->device_code);
    }
    auto complaints = m_app.recorded_between(options.from_utc_ms, options.to_utc_ms);
    if (!complaints) {
        m_problem = complaints.error().code;
        return;
    }
    if (reach_of(m_app) == domain::RegisterReach::OwnTeam) {
        std::erase_if(*complaints, [&](const domain::Complaint& complaint) {
            return !domain::leads_concerned_team(
                complaint, m_app.session_info()->person, m_app.directory(), options.now_utc_ms);
        });
    }
    m_register = records::make_register(*complaints, m_app.directory(), options);
}

const records::Register* RegisterModel::current() {
    if (m_revision != m_app.revision()) {
        read();
        m_revision = m_app.revision();
    }
    return m_register ? &*m_register : nullptr;
}

std::string RegisterModel::html(bool a3) {
    if (current() == nullptr) {
        return {};
    }
    records::Register paper = *m_register;
    paper.options.a3 = a3;
    paper.options.now_utc_ms = m_app.clock().now_utc_ms();
    return records::register_html(paper);
}

std::string RegisterModel::csv() {
    return current() != nullptr ? records::register_csv(*m_register) : std::string();
}

} // namespace huiyin::app
