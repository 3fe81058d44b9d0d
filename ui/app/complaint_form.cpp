#include "ui/app/complaint_form.h"

#include "core/base/limits.h"

namespace huiyin::app {

namespace {

/// Long enough that typing does not flush at every key, short enough that nobody loses a sentence.
constexpr std::int64_t draft_delay_ms = 400;

constexpr const char* last_location = "last_location";
constexpr const char* last_system = "last_system";
constexpr const char* last_channel = "last_channel";

} // namespace

ComplaintForm::ComplaintForm(store::TabletStore& store,
                             const base::Clock& clock,
                             base::Random& random)
    : m_store(store)
    , m_clock(clock)
    , m_random(random) {}

void ComplaintForm::begin_empty() {
    intake = {};
    reject_reason.clear();
    show_problems = false;
    m_id = make_uuid(m_clock, m_random);
    m_save_due_ms.reset();
    m_saved_at_utc_ms = 0;
    m_save_failed = false;
    intake.complained_at_utc_ms = m_clock.now_utc_ms();
    intake.complainant_kind = domain::ComplainantKind::User;
    intake.location = m_store.setting(last_location).value_or(std::string());
    intake.system = m_store.setting(last_system).value_or(std::string());
    m_has_last_place = !intake.location.empty();
    intake.channel =
        domain::from_code<domain::Channel>(m_store.setting(last_channel).value_or(std::string()));
    m_has_last_channel = intake.channel.has_value();
    if (intake.channel) {
        intake.form = default_form(*intake.channel);
    }
}

bool ComplaintForm::load(const store::Draft& draft) {
    const auto json = base::parse_json(draft.json, base::limits::event_payload_bytes_max * 2);
    const base::Json* kept = json ? base::find(*json, "intake") : nullptr;
    if (kept == nullptr) {
        return false;
    }
    auto read = domain::intake_from_json(*kept);
    if (!read) {
        return false;
    }
    intake = std::move(*read);
    reject_reason = base::find_string(*json, "reject_reason").value_or(std::string());
    m_id = draft.id;
    m_saved_at_utc_ms = draft.saved_at_utc_ms;
    return true;
}

void ComplaintForm::open() {
    begin_empty();
    const auto drafts = m_store.drafts();
    if (drafts && !drafts->empty()) {
        load(drafts->front());
    }
}

void ComplaintForm::open_rejected(const domain::Complaint& complaint) {
    begin_empty();
    intake = complaint.intake;
    intake.info_check.reset();
    m_id = complaint.id;
    changed();
}

void ComplaintForm::changed() {
    if (!m_save_due_ms) {
        m_save_due_ms = m_clock.monotonic_ms() + draft_delay_ms;
    }
}

void ComplaintForm::save_now() {
    if (!m_save_due_ms) {
        return;
    }
    m_save_due_ms.reset();
    base::Json json = base::Json::object();
    json["intake"] = json_from_intake(intake);
    json["reject_reason"] = reject_reason;
    const std::int64_t now = m_clock.now_utc_ms();
    const auto saved = m_store.save_draft({m_id, now, base::to_text(json)});
    m_save_failed = !saved;
    if (saved) {
        m_saved_at_utc_ms = now;
    }
}

void ComplaintForm::discard() {
    static_cast<void>(m_store.delete_draft(m_id));
    begin_empty();
}

std::vector<domain::IntakeProblem> ComplaintForm::problems() const {
    return check_intake(intake, m_clock.now_utc_ms());
}

void ComplaintForm::remember_defaults() {
    // A default that is not remembered costs a few keys, so a failure is not worth a word.
    static_cast<void>(m_store.put_setting(last_location, intake.location));
    static_cast<void>(m_store.put_setting(last_system, intake.system));
    if (intake.channel) {
        static_cast<void>(m_store.put_setting(last_channel, code_of(*intake.channel)));
    }
}

} // namespace huiyin::app
