#include "ui/app/app.h"

#include "core/base/text.h"
#include "core/domain/numbering.h"
#include "core/domain/rules.h"
#include "core/domain/transitions.h"
#include "ui/app/format.h"
#include "ui/app/labels.h"

#include <algorithm>

namespace huiyin::app {

namespace {

constexpr std::int64_t toast_ms = 5'000;
/// Documents indexed in one slice of idle work; about 2 ms on a tablet.
constexpr std::size_t index_slice_documents = 20;

constexpr const char* language_setting = "language";
constexpr const char* text_percent_setting = "text_percent";

} // namespace

App::App(store::TabletStore& store,
         Transport& transport,
         const base::Clock& clock,
         base::Random& random)
    : m_store(store)
    , m_transport(transport)
    , m_clock(clock)
    , m_engine(store, random)
    , m_session(store, random)
    , m_list(store)
    , m_form(store, clock, random) {
    const auto language = m_store.setting(language_setting);
    m_language = language && *language == "en" ? Language::English : Language::Chinese;
    const auto percent =
        base::integer_from_text(m_store.setting(text_percent_setting).value_or(std::string()));
    m_text_percent = static_cast<int>(std::clamp<std::int64_t>(percent.value_or(100), 100, 200));
    // Work goes on without a token; only a tablet that nobody ever signed in on asks first.
    m_screen = m_store.session() ? Screen::Complaints : Screen::SignIn;
    refresh();
}

void App::start() {
    if (!m_session.needs_sign_in()) {
        m_transport.keep_doorbell(m_store.session()->token);
    }
    tick();
}

void App::set_online(bool online) {
    m_engine.set_online(online);
    changed();
    tick();
}

void App::became_visible() {
    m_engine.poke();
    tick();
}

void App::became_hidden() {
    m_form.save_now();
}

void App::doorbell(std::int64_t change) {
    m_engine.doorbell(change);
    tick();
}

void App::answered(RequestKind kind, const sync::Answer& answer) {
    if (kind == RequestKind::SignIn) {
        if (m_session.answered(answer)) {
            m_engine.signed_in();
            m_transport.keep_doorbell(m_store.session()->token);
            go_to(Screen::Complaints);
        }
    } else {
        m_engine.answered(answer, m_clock.monotonic_ms(), m_clock.now_utc_ms());
        if (m_engine.status().problem == sync::Problem::SignInNeeded) {
            static_cast<void>(m_store.forget_token());
            m_transport.keep_doorbell({});
        }
    }
    refresh();
    tick();
}

void App::tick() {
    const std::int64_t now = m_clock.monotonic_ms();
    if (m_form.save_due_ms() && now >= *m_form.save_due_ms()) {
        m_form.save_now();
        changed();
    }
    if (m_toast && now >= m_toast->until_monotonic_ms) {
        m_toast.reset();
        changed();
    }
    send_if_due();
}

void App::send_if_due() {
    if (m_session.needs_sign_in()) {
        return;
    }
    if (auto body = m_engine.next_request(m_clock.monotonic_ms())) {
        changed();
        m_transport.send(
            {RequestKind::Sync, "/api/v1/sync", m_store.session()->token, std::move(*body)});
    }
}

std::optional<std::int64_t> App::wake_at_ms() const {
    std::optional<std::int64_t> wake;
    const auto sooner = [&wake](std::optional<std::int64_t> at) {
        if (at && (!wake || *at < *wake)) {
            wake = at;
        }
    };
    sooner(m_form.save_due_ms());
    if (m_toast) {
        sooner(m_toast->until_monotonic_ms);
    }
    if (!m_session.needs_sign_in()) {
        sooner(m_engine.wake_at_ms());
    }
    return wake;
}

bool App::work_some() {
    if (m_store.index_some(index_slice_documents).value_or(false)) {
        return true;
    }
    // Should it fail, everything stays in the log and a later commit tries again.
    static_cast<void>(m_store.shorten_log());
    return false;
}

void App::refresh() {
    m_list.reload();
    m_unsent = m_store.unsent_count().value_or(m_unsent);
    if (m_selected) {
        if (auto complaint = m_store.complaint(m_selected->id)) {
            m_selected = std::move(*complaint);
        }
    }
    changed();
}

PillState App::pill_state() const {
    const sync::Status& status = m_engine.status();
    if (status.phase == sync::Phase::Blocked || status.problem == sync::Problem::Refused ||
        status.problem == sync::Problem::StorageFailed ||
        (m_session.needs_sign_in() && m_session.is_known_device())) {
        return PillState::Attention;
    }
    if (status.phase == sync::Phase::Offline) {
        return PillState::Offline;
    }
    if (m_unsent > 0) {
        return status.phase == sync::Phase::Talking ? PillState::Running : PillState::Waiting;
    }
    return status.phase == sync::Phase::Talking && status.last_contact_utc_ms == 0
               ? PillState::Running
               : PillState::Synced;
}

std::vector<PendingStep> App::pending_steps(std::size_t steps_max) {
    std::vector<PendingStep> steps;
    const auto events = m_store.unsent(steps_max, SIZE_MAX);
    if (!events) {
        return steps;
    }
    for (const domain::Event& event : *events) {
        const auto complaint = m_store.complaint(event.complaint);
        if (complaint && *complaint) {
            steps.push_back({.complaint = event.complaint,
                             .kind = domain::from_code<domain::EventKind>(event.kind)
                                         .value_or(domain::EventKind::Note),
                             .number = (*complaint)->number,
                             .title = title_of((*complaint)->intake),
                             .device_time_utc_ms = event.device_time_utc_ms});
        }
    }
    return steps;
}

bool App::may(domain::EventKind kind) const {
    return m_selected && m_store.session() &&
           holds(domain::transition_of(kind).from, m_selected->state) &&
           role_for(m_selected, kind, m_store.session()->person, directory()).has_value();
}

bool App::may_add_note() const {
    return may(domain::EventKind::Note);
}

bool App::may_supplement() const {
    return may(domain::EventKind::Record);
}

void App::set_language(Language language) {
    m_language = language;
    static_cast<void>(
        m_store.put_setting(language_setting, language == Language::English ? "en" : "zh"));
    changed();
}

void App::set_text_percent(int percent) {
    m_text_percent = std::clamp(percent, 100, 200);
    static_cast<void>(m_store.put_setting(text_percent_setting, std::to_string(m_text_percent)));
    changed();
}

void App::go_to(Screen screen) {
    m_form.save_now();
    m_screen = screen;
    changed();
}

void App::go_back() {
    if (m_screen != Screen::Complaints) {
        go_to(Screen::Complaints);
    } else {
        m_selected.reset();
        changed();
    }
}

void App::select(const Uuid& complaint) {
    if (auto found = m_store.complaint(complaint)) {
        m_selected = std::move(*found);
    }
    changed();
}

void App::sign_in() {
    if (auto request = m_session.request()) {
        m_transport.send(*request);
    }
    changed();
}

void App::new_complaint() {
    m_form.open();
    go_to(Screen::NewComplaint);
}

void App::supplement_selected() {
    if (may_supplement()) {
        m_form.open_rejected(*m_selected);
        go_to(Screen::NewComplaint);
    }
}

void App::discard_form() {
    m_form.discard();
    go_to(Screen::Complaints);
    show_toast(std::string(say(Text::FormDraftDeleted)));
}

Outcome App::submit_form() {
    if (!m_store.session()) {
        return store_failed(base::ErrorCode::Unauthenticated);
    }
    store::NewStep step;
    step.complaint = m_form.id();
    step.draft_done = m_form.id();
    std::string message(say(Text::FormRejectedSaved));
    if (m_form.is_rejecting()) {
        step.payload = domain::RejectIntakePayload{m_form.intake, m_form.reject_reason};
    } else {
        const auto number = m_store.next_number(local_year(m_clock));
        const auto text = number ? domain::to_text(*number)
                                 : base::Result<std::string>(tl::unexpect, number.error());
        if (!text) {
            return store_failed(text.error().code);
        }
        step.counter = number->counter;
        step.payload = domain::RecordPayload{*text, m_form.intake};
        message = with(say(Text::FormSaved), *text);
    }
    m_form.save_now();
    const Outcome outcome = store_step(step);
    if (outcome == Outcome::Incomplete) {
        m_form.show_problems = true;
    } else if (outcome == Outcome::Saved) {
        m_form.remember_defaults();
        select(step.complaint);
        m_screen = Screen::Complaints;
        show_toast(std::move(message));
    }
    return outcome;
}

Outcome App::store_step(const store::NewStep& draft) {
    store::NewStep step = draft;
    const auto before = m_store.complaint(step.complaint);
    if (!before) {
        return store_failed(before.error().code);
    }
    const domain::EventKind kind = kind_of(step.payload);
    step.actor = m_store.session()->person;
    step.role = role_for(*before, kind, step.actor, directory()).value_or(domain::Role::Acceptor);
    const domain::Actor actor{
        step.actor, step.role, m_store.session()->device, m_clock.now_utc_ms()};
    const auto refusal = refusal_of(*before, step.payload, actor, directory());
    if (refusal) {
        // What is wrong with a field is shown at the field; any other refusal in a toast.
        const bool at_field = refusal->reason == domain::Reason::IntakeIncomplete ||
                              refusal->reason == domain::Reason::ReasonMissing;
        if (!at_field) {
            show_toast(std::string(label(refusal->reason, m_language)));
        }
        changed();
        return Outcome::Incomplete;
    }
    const auto stored = m_store.append(step);
    if (!stored) {
        return store_failed(stored.error().code);
    }
    m_engine.poke();
    refresh();
    // The send begins with the next tick, so that the answer to the person is not behind it.
    return Outcome::Saved;
}

Outcome App::store_failed(base::ErrorCode code) {
    show_toast(with(say(Text::FormSaveFailed), storage_error_text(code, m_language)));
    return Outcome::Failed;
}

Outcome App::add_note(std::string_view text) {
    if (!m_selected || !m_store.session()) {
        return Outcome::Failed;
    }
    store::NewStep step;
    step.complaint = m_selected->id;
    step.payload = domain::NotePayload{std::string(base::trimmed(text))};
    const Outcome outcome = store_step(step);
    if (outcome == Outcome::Saved) {
        show_toast(std::string(say(Text::NoteSaved)));
    }
    return outcome;
}

void App::sync_now() {
    m_engine.poke();
    tick();
}

void App::show_toast(std::string text) {
    m_toast = Toast{std::move(text), m_clock.monotonic_ms() + toast_ms};
    changed();
}

} // namespace huiyin::app
