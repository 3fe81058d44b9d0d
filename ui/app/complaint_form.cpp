#include "ui/app/complaint_form.h"

#include "core/base/json.h"
#include "core/base/limits.h"
#include "core/base/text.h"
#include "ui/app/files.h"

#include <algorithm>

namespace huiyin::app {

namespace {

constexpr const char* last_location = "last_location";
constexpr const char* last_system = "last_system";
constexpr const char* last_channel = "last_channel";
constexpr const char* recent_locations_key = "recent_locations";
constexpr const char* recent_systems_key = "recent_systems";
constexpr std::size_t duplicates_shown_max = 3;
constexpr std::size_t recent_bytes_max = 16 * 1024;

std::vector<std::string> words_of(const base::Result<std::string>& setting) {
    std::vector<std::string> words;
    const auto json = base::parse_json(setting.value_or(std::string()), recent_bytes_max);
    if (json && json->is_array()) {
        for (const base::Json& one : *json) {
            if (one.is_string() && words.size() < ComplaintForm::recent_max) {
                words.push_back(one.get<std::string>());
            }
        }
    }
    return words;
}

std::string with_newest(std::vector<std::string> words, const std::string& newest) {
    std::erase(words, newest);
    if (!newest.empty()) {
        words.insert(words.begin(), newest);
    }
    words.resize(std::min(words.size(), ComplaintForm::recent_max));
    base::Json json = base::Json::array();
    for (const std::string& word : words) {
        json.push_back(word);
    }
    return base::to_text(json);
}

base::Result<std::optional<store::Draft>> find_draft(store::TabletStore& store, const Uuid& id) {
    auto drafts = HUIYIN_TRY(store.drafts());
    const auto found = std::find_if(
        drafts.begin(), drafts.end(), [&](const store::Draft& draft) { return draft.id == id; });
    return found == drafts.end() ? std::optional<store::Draft>() : std::move(*found);
}

struct ReadDraft {
    base::Json json;
    domain::Intake intake;
};

/// What a draft holds; nothing of what is no draft of a complaint.
std::optional<ReadDraft> read_draft(const store::Draft& draft) {
    auto json = base::parse_json(draft.json, base::limits::event_payload_bytes_max * 2);
    const base::Json* kept = json ? base::find(*json, "intake") : nullptr;
    if (kept == nullptr) {
        return std::nullopt;
    }
    auto intake = domain::intake_from_json(*kept);
    if (!intake) {
        return std::nullopt;
    }
    return ReadDraft{std::move(*json), std::move(*intake)};
}

/// Whether what is on the form could not be kept, now neither: then it is nowhere but there.
bool is_only_here(ComplaintForm& form) {
    if (form.save_failed()) {
        form.changed();
        form.save_now();
    }
    return form.save_failed();
}

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
    files.clear();
    again_of.reset();
    show_problems = false;
    m_goes_on = false;
    m_other_drafts.clear();
    m_duplicates.clear();
    m_related = {};
    m_id = make_uuid(m_clock, m_random);
    m_save_due_ms.reset();
    m_saved_at_utc_ms = 0;
    m_save_failed = false;
    intake.complained_at_utc_ms = m_clock.now_utc_ms();
    intake.complainant_kind = domain::ComplainantKind::User;
    intake.location = m_store.setting(last_location).value_or(std::string());
    intake.system = m_store.setting(last_system).value_or(std::string());
    m_recent_locations = words_of(m_store.setting(recent_locations_key));
    m_recent_systems = words_of(m_store.setting(recent_systems_key));
    m_has_last_place = !intake.location.empty();
    intake.channel =
        domain::from_code<domain::Channel>(m_store.setting(last_channel).value_or(std::string()));
    m_has_last_channel = intake.channel.has_value();
    if (intake.channel) {
        intake.form = default_form(*intake.channel);
    }
}

bool ComplaintForm::load(const store::Draft& draft) {
    auto read = read_draft(draft);
    if (!read) {
        return false;
    }
    intake = std::move(read->intake);
    const base::Json& json = read->json;
    reject_reason = base::find_string(json, "reject_reason").value_or(std::string());
    if (const base::Json* kept_files = base::find(json, "files")) {
        files = files_from_json(*kept_files);
    }
    again_of = base::uuid_from_string(base::find_string(json, "again_of").value_or(std::string()));
    m_id = draft.id;
    m_saved_at_utc_ms = draft.saved_at_utc_ms;
    m_goes_on = true;
    return true;
}

void ComplaintForm::note_others() {
    m_other_drafts.clear();
    for (const store::Draft& draft : m_store.drafts().value_or(std::vector<store::Draft>{})) {
        const auto read = draft.id == m_id ? std::nullopt : read_draft(draft);
        if (read) {
            m_other_drafts.push_back({draft.id,
                                      draft.saved_at_utc_ms,
                                      title_of(read->intake),
                                      read->intake.complainant_name});
        }
    }
}

void ComplaintForm::open() {
    if (is_only_here(*this)) {
        return;
    }
    begin_empty();
    const auto drafts = m_store.drafts();
    if (drafts && !drafts->empty()) {
        load(drafts->front());
    }
    note_others();
}

void ComplaintForm::open_another() {
    save_now();
    if (!is_only_here(*this)) {
        begin_empty();
        note_others();
    }
}

base::Result<void> ComplaintForm::open_draft(const Uuid& id) {
    save_now();
    if (is_only_here(*this)) {
        return {};
    }
    const auto found = HUIYIN_TRY(find_draft(m_store, id));
    if (!found) {
        return base::failure(base::ErrorCode::NotFound, "draft");
    }
    begin_empty();
    load(*found);
    note_others();
    return {};
}

void ComplaintForm::open_rejected(const domain::Complaint& complaint) {
    if (is_only_here(*this)) {
        return;
    }
    begin_empty();
    const auto begun = find_draft(m_store, complaint.id).value_or(std::nullopt);
    if (begun && load(*begun)) {
        return;
    }
    intake = complaint.intake;
    intake.info_check.reset();
    // Whoever takes it down again asks who complains.
    intake.redacted = false;
    m_id = complaint.id;
    changed();
}

void ComplaintForm::open_again(const domain::Complaint& earlier) {
    const domain::Intake& was = earlier.intake;
    domain::Intake known;
    known.complainant_kind = was.complainant_kind;
    if (!was.redacted) {
        known.complainant_name = was.complainant_name;
        known.complainant_org = was.complainant_org;
        known.contact = was.contact;
        known.contact_refused = was.contact_refused;
    }
    known.confidential = was.confidential;
    known.category = was.category;
    known.sub_category = was.sub_category;
    known.respondent = was.respondent;
    known.respondents = was.respondents;
    known.respondent_unknown = was.respondent_unknown;
    known.location = was.location;
    known.system = was.system;
    // Closed against the user's will, it weighs more now (procedure 4.9.13).
    if (!earlier.closures.empty() &&
        earlier.closures.back().code == domain::CloseCode::Dissatisfied) {
        known.severity_proposed = domain::Severity::Major;
    }
    open_prefilled(std::move(known), earlier.id);
}

void ComplaintForm::open_prefilled(domain::Intake known, std::optional<Uuid> repeats) {
    if (is_only_here(*this)) {
        return;
    }
    begin_empty();
    known.redacted = false;
    if (known.complained_at_utc_ms == 0) {
        known.complained_at_utc_ms = intake.complained_at_utc_ms;
    }
    if (!known.complainant_kind) {
        known.complainant_kind = intake.complainant_kind;
    }
    if (!known.channel) {
        known.channel = intake.channel;
    }
    if (known.channel && !known.form) {
        known.form = default_form(*known.channel);
    }
    m_has_last_place = false;
    intake = std::move(known);
    again_of = repeats;
    changed();
}

void ComplaintForm::changed() {
    const std::int64_t due = m_clock.monotonic_ms() + draft_delay_ms;
    m_save_due_ms = std::min(m_save_due_ms.value_or(due), due);
}

void ComplaintForm::save_now() {
    if (!m_save_due_ms) {
        return;
    }
    m_save_due_ms.reset();
    const store::Draft draft = draft_now();
    const auto saved = m_store.save_draft(draft);
    m_save_failed = !saved;
    if (saved) {
        m_saved_at_utc_ms = draft.saved_at_utc_ms;
    } else {
        // Perhaps there is room then.
        m_save_due_ms = m_clock.monotonic_ms() + 10 * draft_delay_ms;
    }
    find_duplicates();
}

store::Draft ComplaintForm::draft_now() const {
    base::Json json = base::Json::object();
    json["intake"] = json_from_intake(intake);
    json["reject_reason"] = reject_reason;
    json["files"] = json_from_files(files);
    if (again_of) {
        json["again_of"] = to_string(*again_of);
    }
    return {m_id, m_clock.now_utc_ms(), base::to_text(json)};
}

void ComplaintForm::find_duplicates() {
    m_duplicates.clear();
    if (base::count_chars(intake.content) < base::limits::content_chars_min) {
        return;
    }
    const auto found = m_store.similar(intake);
    for (const store::SimilarRow& row : found.value_or(std::vector<store::SimilarRow>{})) {
        if (row.complaint.id != m_id && m_duplicates.size() < duplicates_shown_max) {
            m_duplicates.push_back({row.complaint.id,
                                    row.complaint.number,
                                    title_of(row.complaint.intake),
                                    row.similarity});
        }
    }
    m_related = m_store.related_counts(intake).value_or(domain::RelatedCounts{});
}

std::vector<domain::MajorSign> ComplaintForm::major_signs() const {
    return domain::major_signs(intake, m_store.directory().policy, m_related);
}

store::Draft ComplaintForm::discard() {
    store::Draft draft = draft_now();
    static_cast<void>(m_store.delete_draft(m_id));
    begin_empty();
    return draft;
}

base::Result<void> ComplaintForm::restore(const store::Draft& draft) {
    HUIYIN_TRY(m_store.save_draft(draft));
    begin_empty();
    load(draft);
    return {};
}

std::vector<domain::IntakeProblem> ComplaintForm::problems() const {
    return check_intake(intake, m_clock.now_utc_ms());
}

void ComplaintForm::remember_defaults() {
    // A default that is not remembered costs a few keys, so a failure is not worth a word.
    static_cast<void>(m_store.put_setting(last_location, intake.location));
    static_cast<void>(m_store.put_setting(last_system, intake.system));
    static_cast<void>(m_store.put_setting(recent_locations_key,
                                          with_newest(m_recent_locations, intake.location)));
    static_cast<void>(
        m_store.put_setting(recent_systems_key, with_newest(m_recent_systems, intake.system)));
    if (intake.channel) {
        static_cast<void>(m_store.put_setting(last_channel, code_of(*intake.channel)));
    }
}

} // namespace huiyin::app
