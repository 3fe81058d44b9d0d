// What the app does for its screens; how it talks with the server: app_sync.cpp.
#include "ui/app/app.h"

#include "core/base/text.h"
#include "core/domain/inbox.h"
#include "core/domain/numbering.h"
#include "core/domain/rules.h"
#include "core/domain/transitions.h"
#include "ui/app/administration.h"
#include "ui/app/format.h"
#include "ui/app/labels.h"

#include <algorithm>
#include <utility>

namespace huiyin::app {

namespace {

/// Documents indexed in one slice of idle work; about 2 ms on a tablet.
constexpr std::size_t index_slice_documents = 20;

/// Complaints whose tasks are made anew in one slice; about 4 ms on a tablet.
constexpr std::size_t refold_slice_complaints = 20;

constexpr const char* language_setting = "language";
constexpr const char* text_percent_setting = "text_percent";

} // namespace

bool is_said_at_field(domain::Reason reason) {
    constexpr domain::Reason reasons[] = {domain::Reason::IntakeIncomplete,
                                          domain::Reason::ReasonMissing,
                                          domain::Reason::ChoiceMissing,
                                          domain::Reason::TargetMissing,
                                          domain::Reason::ResultMissing,
                                          domain::Reason::CauseMissing,
                                          domain::Reason::TimeWrong,
                                          domain::Reason::MasterMissing,
                                          domain::Reason::EvidenceMissing};
    return std::find(std::begin(reasons), std::end(reasons), reason) != std::end(reasons);
}

App::App(store::TabletStore& store,
         Transport& transport,
         const base::Clock& clock,
         base::Random& random)
    : m_store(store)
    , m_transport(transport)
    , m_clock(clock)
    , m_random(random)
    , m_engine(store, random)
    , m_file_engine(store.files(), random)
    , m_session(store, random)
    , m_list(store)
    , m_inbox(store, clock)
    , m_statistics(store, clock)
    , m_form(store, clock, random)
    , m_step_drafts(store, clock, random)
    , m_administration(std::make_unique<Administration>()) {
    const auto language = m_store.setting(language_setting);
    m_language = language && *language == "en" ? Language::English : Language::Chinese;
    const auto percent =
        base::integer_from_text(m_store.setting(text_percent_setting).value_or(std::string()));
    m_text_percent = static_cast<int>(std::clamp<std::int64_t>(percent.value_or(100), 100, 200));
    m_reminders.set_wanted(m_store.setting(reminders_setting).value_or(std::string()) == "on");
    m_engine.describe_tablet({.app_version = HUIYIN_VERSION});
    // Work goes on without a token; only a tablet that nobody ever signed in on asks first.
    m_screen = m_store.session() ? first_screen() : Screen::SignIn;
    refresh();
}

App::~App() = default;

void App::start() {
    if (!m_session.needs_sign_in()) {
        m_transport.keep_doorbell(m_store.session()->token);
    }
    tick();
}

void App::set_online(bool online) {
    m_engine.set_online(online);
    if (online) {
        m_file_engine.poke();
    }
    changed();
    tick();
}

void App::became_visible() {
    m_reminders.end();
    poke();
    tick();
}

void App::became_hidden() {
    m_form.save_now();
    m_step_drafts.save_now();
    if (!m_reminders.is_hidden() && m_reminders.in_force()) {
        m_reminders.begin(m_inbox.notices());
    }
}

void App::answered(RequestKind kind, sync::Answer answer) {
    if (kind == RequestKind::SignIn) {
        // Whoever signs in, what is written belongs to whom it was until now.
        m_form.save_now();
        m_step_drafts.end();
        if (m_session.answered(answer)) {
            // What one administrator was told is not for the next person.
            *m_administration = Administration();
            m_edited.reset();
            m_engine.signed_in();
            m_file_engine.signed_in();
            m_transport.keep_doorbell(m_store.session()->token);
            go_to(first_screen());
        }
    } else if (kind == RequestKind::Administration) {
        if (m_administration->answered(answer)) {
            show_toast(std::exchange(m_administration_done, {}));
            // The directory with the change comes with the next sync.
            m_engine.poke_whole();
        }
        if (answer.http_status == 401) {
            sign_in_ended();
        }
    } else if (kind == RequestKind::File) {
        m_file_engine.arrived(answer, m_clock.monotonic_ms());
        m_waiting_is_told = false;
        if (m_file_engine.needs_sign_in()) {
            sign_in_ended();
        }
        changed();
        return tick();
    } else if (kind == RequestKind::RegisterFile) {
        m_register_file.answered(answer);
        if (answer.http_status == 401) {
            sign_in_ended();
        }
    } else {
        m_engine.arrived(std::move(answer), m_clock.monotonic_ms(), m_clock.now_utc_ms());
        if (m_engine.status().problem == sync::Problem::SignInNeeded) {
            sign_in_ended();
        }
    }
    refresh();
    tick();
}

void App::sign_in_ended() {
    static_cast<void>(m_store.forget_token());
    m_transport.keep_doorbell({});
}

void App::tick() {
    const std::int64_t now = m_clock.monotonic_ms();
    if (m_form.save_due_ms() && now >= *m_form.save_due_ms()) {
        m_form.save_now();
        changed();
    }
    if (m_step_drafts.save_due_ms() && now >= *m_step_drafts.save_due_ms()) {
        m_step_drafts.save_now();
        changed();
    }
    if (m_toast && !m_toast->held && now >= m_toast->until_monotonic_ms) {
        m_toast.reset();
        changed();
    }
    // The server works on the next request while the answer before is taken: in another turn, as
    // each takes some ms.
    if (!send_if_due() && m_engine.has_work()) {
        take_some();
        if (!m_engine.has_work()) {
            send_if_due();
        }
    }
}

bool App::work_some() {
    if (!m_engine.has_work() && m_store.refold_some(refold_slice_complaints).value_or(false)) {
        refresh();
        return true;
    }
    if (m_store.index_some(index_slice_documents).value_or(false)) {
        return true;
    }
    if (m_store.files().sweep_some().value_or(false)) {
        return true;
    }
    // Should it fail, everything stays in the log and a later commit tries again.
    static_cast<void>(m_store.shorten_log());
    return false;
}

void App::refresh() {
    m_file_engine.look_again();
    m_list.invalidate();
    m_inbox.invalidate();
    m_statistics.invalidate();
    m_step_drafts.read_again();
    m_awaited.reset();
    m_waiting_is_told = false;
    read_kept_apart();
    if (m_selected) {
        read_selected(m_selected->id);
    }
    changed();
}

PillState App::pill_state() const {
    const sync::Status& status = m_engine.status();
    if (status.phase == sync::Phase::Blocked || status.problem == sync::Problem::Refused ||
        status.problem == sync::Problem::StorageFailed || !m_kept.empty() ||
        (m_session.needs_sign_in() && m_session.is_known_device())) {
        return PillState::Attention;
    }
    if (status.phase == sync::Phase::Offline) {
        return PillState::Offline;
    }
    if (status.fetched_percent) {
        // What was seen of the server is not the whole of it yet.
        return status.problem == sync::Problem::None ? PillState::Running : PillState::Waiting;
    }
    if (!upload().waiting().empty()) {
        return status.phase == sync::Phase::Talking ? PillState::Running : PillState::Waiting;
    }
    if (status.phase == sync::Phase::Talking && status.last_contact_utc_ms == 0) {
        return PillState::Running;
    }
    // Nothing waits here, but what others did may: only a good answer says that nothing does.
    return status.problem == sync::Problem::None ? PillState::Synced : PillState::Waiting;
}

void App::storage_told(const StorageState& storage) {
    m_storage = storage;
    m_engine.describe_tablet(
        {.app_version = HUIYIN_VERSION, .storage_left_bytes = storage_left_bytes().value_or(-1)});
    changed();
}

base::Result<domain::ComplaintCheck> App::check_selected() {
    if (!m_selected) {
        return base::failure(base::ErrorCode::NotFound, "no complaint is open");
    }
    const auto events = m_store.events(m_selected->id);
    if (!events) {
        return tl::unexpected(events.error());
    }
    return domain::check_events(*events, directory());
}

std::int64_t App::newest_change() const {
    const auto position = m_store.position();
    return position ? position->cursor : 0;
}

std::vector<PendingStep> App::pending_steps(std::size_t steps_max) {
    std::vector<PendingStep> steps;
    const auto events = m_store.unsent(0, steps_max, SIZE_MAX);
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

domain::Actor App::actor() const {
    const store::Session& session = *m_store.session();
    return {session.person, domain::Role::Acceptor, session.device, m_clock.now_utc_ms()};
}

std::vector<domain::NextStep> App::next_steps() const {
    if (!m_selected || !m_store.session()) {
        return {};
    }
    const domain::Actor me = actor();
    return domain::next_steps(
        *m_selected, me.person, me.device, me.device_time_utc_ms, directory());
}

std::optional<domain::Refusal> App::refusal_of(const domain::Payload& payload) const {
    if (!m_selected || !m_store.session()) {
        return domain::Refusal{domain::Reason::NotFound, {}};
    }
    domain::Actor me = actor();
    me.role = role_for(m_selected, payload, me, directory()).value_or(me.role);
    return domain::refusal_of(m_selected, payload, me, directory());
}

std::vector<store::ListRow> App::find_complaints(const std::string& text, std::size_t rows_max) {
    return m_store.list({.filter = store::ListFilter::All, .search = text, .rows_max = rows_max})
        .value_or(std::vector<store::ListRow>{});
}

std::optional<domain::Complaint> App::complaint(const Uuid& id) {
    return m_store.complaint(id).value_or(std::nullopt);
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
    if (screen == Screen::Administration && m_screen != screen) {
        load_administration();
    }
    m_screen = screen;
    changed();
}

void App::go_back() {
    if (m_screen != first_screen()) {
        go_to(first_screen());
    } else {
        m_selected.reset();
        changed();
    }
}

void App::select(const Uuid& complaint) {
    read_selected(complaint);
    mark_read();
    changed();
}

void App::read_selected(const Uuid& complaint) {
    if (auto found = m_store.complaint(complaint)) {
        m_selected = std::move(*found);
        m_links_to_selected = m_store.links_to(complaint).value_or(std::vector<Uuid>());
    }
}

void App::drill(const store::Drill& drill, std::string name) {
    m_list.set_drill(drill, std::move(name));
    go_to(Screen::Complaints);
}

void App::mark_read() {
    if (!m_selected || !m_store.session()) {
        return;
    }
    const auto notices = domain::notices_for(*m_selected, m_store.session()->person, directory());
    const bool unread = std::any_of(
        notices.begin(), notices.end(), [](const domain::Notice& notice) { return !notice.read; });
    if (!unread || refusal_of(domain::ReadPayload{})) {
        return;
    }
    // Whether it was read is good to know, but nothing that a person waits for.
    if (auto steps = steps_for(m_selected, m_selected->id, {domain::ReadPayload{}})) {
        static_cast<void>(store_steps(*steps));
    }
}

void App::sign_in() {
    if (auto request = m_session.request()) {
        m_transport.send(*request);
    }
    changed();
}

std::optional<std::vector<store::NewStep>> App::steps_for(std::optional<domain::Complaint> before,
                                                          const Uuid& complaint,
                                                          std::vector<domain::Payload> payloads) {
    std::vector<store::NewStep> steps;
    for (domain::Payload& payload : payloads) {
        domain::Actor me = actor();
        me.role = role_for(before, payload, me, directory()).value_or(me.role);
        if (auto refusal = domain::refusal_of(before, payload, me, directory())) {
            static_cast<void>(refused(std::move(*refusal)));
            return std::nullopt;
        }
        // The next step is checked against what this one leads to.
        domain::PlacedEvent ahead;
        ahead.event.complaint = complaint;
        ahead.event.device = me.device;
        ahead.event.actor = me.person;
        ahead.event.role = me.role;
        ahead.event.device_time_utc_ms = me.device_time_utc_ms;
        domain::apply(before, ahead, payload);
        steps.push_back({.complaint = complaint,
                         .actor = me.person,
                         .role = me.role,
                         .payload = std::move(payload)});
    }
    return steps;
}

Outcome App::store_steps(const std::vector<store::NewStep>& steps) {
    const auto stored = m_store.append_all(steps);
    if (!stored) {
        return store_failed(stored.error().code);
    }
    m_last_refusal.reset();
    m_engine.poke();
    refresh();
    // The send begins with the next tick, so that the answer to the person is not behind it.
    return Outcome::Saved;
}

/// The same of what a person has written, which is done with a draft and perhaps an edited step.
Outcome App::store_written(std::vector<store::NewStep>& steps, const std::optional<Uuid>& draft) {
    const bool settles = settles_edited(steps, draft);
    steps.front().draft_done = draft;
    const Outcome outcome = store_steps(steps);
    if (outcome == Outcome::Saved && settles) {
        m_edited.reset();
    }
    return outcome;
}

Outcome App::refused(domain::Refusal refusal) {
    // What is wrong with a field is shown at the field; any other refusal in a toast.
    const bool at_field = is_said_at_field(refusal.reason);
    if (!at_field) {
        show_toast(std::string(label(refusal.reason, m_language)));
    }
    m_last_refusal = std::move(refusal);
    changed();
    return Outcome::Incomplete;
}

Outcome App::take(std::vector<domain::Payload> payloads,
                  std::string_view done,
                  const std::optional<Uuid>& draft) {
    if (!m_selected || !m_store.session()) {
        return Outcome::Failed;
    }
    auto steps = steps_for(m_selected, m_selected->id, std::move(payloads));
    if (!steps) {
        return Outcome::Incomplete;
    }
    const Outcome outcome = store_written(*steps, draft);
    if (outcome == Outcome::Saved) {
        show_toast(std::string(done));
    }
    return outcome;
}

Outcome App::store_failed(base::ErrorCode code) {
    show_toast(with(say(Text::FormSaveFailed), storage_error_text(code, m_language)));
    return Outcome::Failed;
}

void App::sync_now() {
    m_paused = false;
    m_engine.poke_whole();
    m_file_engine.poke();
    tick();
}

} // namespace huiyin::app
