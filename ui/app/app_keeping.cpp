// What a person can do about work that is not delivered.
#include "core/base/limits.h"
#include "core/base/sealed_file.h"
#include "ui/app/app.h"
#include "ui/app/format.h"
#include "ui/app/labels.h"

#include <algorithm>
#include <utility>

namespace huiyin::app {

namespace {

/// More than anybody reads; the count stands above.
constexpr std::size_t kept_shown_max = 50;

/// Under a tenth of the quota is little (mock-up 06).
constexpr std::int64_t storage_short_part = 10;

constexpr std::int64_t day_ms = 24LL * 60 * 60 * 1000;

std::optional<domain::Payload> payload_of(const domain::Event& event) {
    const auto kind = domain::from_code<domain::EventKind>(event.kind);
    auto payload = kind ? domain::payload_from_text(*kind, event.payload)
                        : base::failure(base::ErrorCode::InvalidInput, "unknown kind");
    return payload ? std::optional(std::move(*payload)) : std::nullopt;
}

KeepText problem_of(base::ErrorCode code) {
    if (code == base::ErrorCode::Forbidden) {
        return KeepText::ImportWrongCode;
    }
    return code == base::ErrorCode::Unsupported ? KeepText::ImportNewer : KeepText::ImportDamaged;
}

store::AsideKey key_of(const store::KeptApart& kept) {
    return {kept.event.device, kept.event.device_seq};
}

} // namespace

void App::tablet_was_here() {
    m_was_here = true;
    changed();
}

std::optional<std::int64_t> App::storage_left_bytes() const {
    if (!m_storage || m_storage->quota_bytes <= 0) {
        return std::nullopt;
    }
    return std::max<std::int64_t>(0, m_storage->quota_bytes - m_storage->used_bytes);
}

bool App::is_storage_short() const {
    const auto left = storage_left_bytes();
    return left && (*left < base::limits::storage_left_bytes_min ||
                    *left < m_storage->quota_bytes / storage_short_part);
}

void App::read_kept_apart() {
    m_kept = m_store.kept_apart(kept_shown_max).value_or(std::move(m_kept));
}

std::string App::reason_text(const store::KeptApart& kept) {
    if (kept.reason == domain::Reason::AlreadyReceived) {
        const auto complaint = m_store.complaint(kept.event.complaint);
        const domain::Person* handler =
            complaint && *complaint ? directory().person((*complaint)->handler) : nullptr;
        if (handler != nullptr) {
            return with(say(KeepText::ReceivedBy), handler->name);
        }
    }
    return std::string(label(kept.reason, language()));
}

std::int64_t App::kept_apart_of(const Uuid& complaint) const {
    return std::count_if(m_kept.begin(), m_kept.end(), [&](const store::KeptApart& kept) {
        return kept.event.complaint == complaint;
    });
}

void App::let_be(const store::KeptApart& kept) {
    if (const auto done = m_store.settle_kept_apart(key_of(kept)); !done) {
        static_cast<void>(store_failed(done.error().code));
        return;
    }
    refresh();
    show_toast(std::string(say(KeepText::DoneWith)));
}

bool App::may_edit_again(const store::KeptApart& kept) {
    const auto kind = domain::from_code<domain::EventKind>(kept.event.kind);
    if (kind == domain::EventKind::Record || kind == domain::EventKind::RejectIntake) {
        return true;
    }
    return kind && kind != domain::EventKind::Identify && kind != domain::EventKind::Attach &&
           payload_of(kept.event) && complaint(kept.event.complaint).has_value();
}

void App::edit_again(const store::KeptApart& kept) {
    auto payload = payload_of(kept.event);
    if (!payload || !may_edit_again(kept)) {
        return;
    }
    m_edited = Edited{.key = key_of(kept),
                      .complaint = kept.event.complaint,
                      .kind = domain::kind_of(*payload),
                      .payload = std::nullopt,
                      .draft = std::nullopt};
    if (auto* record = std::get_if<domain::RecordPayload>(&*payload)) {
        m_form.open_prefilled(std::move(record->intake));
        m_edited->complaint = m_form.id();
        m_edited->draft = m_form.id();
        go_to(Screen::NewComplaint);
    } else if (auto* rejected = std::get_if<domain::RejectIntakePayload>(&*payload)) {
        const std::string reason = rejected->reason;
        m_form.open_prefilled(std::move(rejected->intake));
        m_form.reject_reason = reason;
        m_edited->complaint = m_form.id();
        m_edited->draft = m_form.id();
        go_to(Screen::NewComplaint);
    } else {
        m_edited->payload = std::move(payload);
        select(kept.event.complaint);
        go_to(Screen::Complaints);
    }
}

std::optional<domain::Payload> App::take_step_to_edit() {
    return m_edited ? std::exchange(m_edited->payload, std::nullopt) : std::nullopt;
}

Outcome App::try_again(const store::KeptApart& kept) {
    auto payload = payload_of(kept.event);
    const auto before = m_store.complaint(kept.event.complaint);
    if (!payload || !before || !m_store.session()) {
        return store_failed(before ? base::ErrorCode::InvalidInput : before.error().code);
    }
    auto steps = steps_for(*before, kept.event.complaint, {std::move(*payload)});
    if (!steps) {
        show_toast(std::string(label(m_last_refusal->reason, m_language)));
        return Outcome::Incomplete;
    }
    steps->front().in_place_of = key_of(kept);
    const Outcome outcome = store_steps(*steps);
    if (outcome == Outcome::Saved) {
        show_toast(std::string(say(KeepText::TriedAgain)));
    }
    return outcome;
}

void App::edits_in_sheet() {
    if (m_edited && m_step_drafts.is_open()) {
        m_edited->draft = m_step_drafts.id();
    }
}

/// Any other step on the complaint, taken meanwhile, leaves what came to nothing as it is.
bool App::settles_edited(std::vector<store::NewStep>& steps, const std::optional<Uuid>& draft) {
    if (!m_edited || steps.front().complaint != m_edited->complaint) {
        return false;
    }
    const bool is_it = m_edited->draft ? draft == m_edited->draft
                                       : kind_of(steps.front().payload) == m_edited->kind;
    if (is_it) {
        steps.front().in_place_of = m_edited->key;
    }
    return is_it;
}

base::Result<SealedWork> App::export_unsent(const store::KeptApart* only) {
    const sync::EventBundle bundle = HUIYIN_TRY(m_store.bundle_unsent(only));
    SealedWork work;
    work.events = bundle.events.size();
    work.files = bundle.files.size();
    work.events_left_out = bundle.events_left_out;
    work.files_left_out = bundle.files_left_out;
    work.code = base::make_seal_code(m_random);
    work.file = HUIYIN_TRY(
        base::seal_file(sync::to_bytes(bundle), directory().sealing_key, work.code, m_random));
    work.file_name = "huiyin-" + m_store.session()->device_code;
    const std::int64_t local_ms =
        m_clock.now_utc_ms() + std::int64_t{m_clock.utc_offset_minutes()} * 60'000;
    work.file_name += '-' + day_text(static_cast<std::int32_t>(local_ms / day_ms)) + ".hyx";
    return work;
}

Imported App::import_work(std::span<const std::uint8_t> file, std::string_view code) {
    if (!base::is_sealed_file(file)) {
        return {KeepText::ImportNoFile, {}};
    }
    const auto content = base::open_file_by_code(file, code);
    const auto bundle = content ? sync::event_bundle_from_bytes(*content)
                                : base::Result<sync::EventBundle>(tl::unexpect, content.error());
    if (!bundle) {
        return {problem_of(bundle.error().code), {}};
    }
    const auto brought = m_store.take_bundle(*bundle);
    if (!brought) {
        const bool foreign = brought.error().code == base::ErrorCode::Forbidden;
        return {foreign ? KeepText::ImportForeign : KeepText::ImportNotStored, {}};
    }
    m_engine.poke();
    refresh();
    if (brought->not_genuine > 0) {
        return {KeepText::ImportNotGenuine, *brought};
    }
    return {std::nullopt, *brought};
}

std::optional<std::int64_t> App::next_attempt_utc_ms() const {
    const auto wake = m_session.needs_sign_in() ? std::nullopt : m_engine.wake_at_ms();
    if (!wake) {
        return std::nullopt;
    }
    return m_clock.now_utc_ms() + std::max<std::int64_t>(0, *wake - m_clock.monotonic_ms());
}

} // namespace huiyin::app
