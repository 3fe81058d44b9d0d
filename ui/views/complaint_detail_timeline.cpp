#include "ui/views/complaint_detail_timeline.h"

#include "core/base/limits.h"
#include "core/domain/visibility.h"
#include "ui/app/format.h"
#include "ui/app/labels.h"
#include "ui/views/status_words.h"
#include "ui/views/step_members.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/rows.h"
#include "ui/widgets/text.h"

#include <algorithm>
#include <cstdlib>
#include <vector>

namespace huiyin::views {

namespace w = widgets;
using app::Text;

namespace {

bool is_quiet(const domain::Step& step) {
    return step.kind == domain::EventKind::Read || step.kind == domain::EventKind::Print;
}

/// Whether a correction wrote something of a complainant whom this person may not know.
bool is_secret(const app::App& app, const domain::Step& step) {
    const auto& session = app.session_info();
    return domain::is_identity_member(step.member) &&
           !(session &&
             domain::may_see_identity(app.directory(), session->person, *app.selected()));
}

/// What a step says under its title. A correction names what it wrote: also when it lost a
/// conflict, its value stays readable here.
std::string note_of(const app::App& app, const domain::Step& step) {
    if (step.member.empty() || is_secret(app, step)) {
        return step.text;
    }
    std::string note = app::with(app.say(Text::DetailCorrected),
                                 member_name(step.member, app.language()),
                                 member_words(app, step.member, step.value));
    if (!step.text.empty()) {
        note += "\n";
        note += step.text;
    }
    return note;
}

/// Whether the complaint was closed when it was added (procedure T19).
bool is_after_closing(const domain::Complaint& complaint, const domain::Step& added) {
    using enum domain::EventKind;
    if (added.kind != Attach && added.kind != Note) {
        return false;
    }
    bool closed = false;
    for (const domain::Step& step : complaint.steps) {
        if (step.event_id == added.event_id) {
            return closed;
        }
        if (step.verdict.kind == domain::VerdictKind::Applied) {
            const bool closes = step.kind == CloseSatisfied || step.kind == CloseDissatisfied ||
                                step.kind == CloseNotVerified;
            closed = (closed || closes) && step.kind != Reopen;
        }
    }
    return false;
}

/// How a step that confirmed the validity came out; nothing for others.
std::optional<domain::Validity> found_by(const domain::Complaint& complaint,
                                         const domain::Step& step) {
    const auto found = std::find_if(
        complaint.verifications.begin(),
        complaint.verifications.end(),
        [&step](const domain::Verification& one) { return one.event_id == step.event_id; });
    return found == complaint.verifications.end() ? std::nullopt : std::optional(found->validity);
}

} // namespace

void DetailTimeline::frame_ui() {
    w::section_heading({.label = m_app.say(Text::DetailTimeline), .small = true});
    const domain::Complaint& complaint = *m_app.selected();
    std::vector<const domain::Step*> shown;
    for (auto step = complaint.steps.rbegin(); step != complaint.steps.rend(); ++step) {
        if (m_shows_all || !is_quiet(*step)) {
            shown.push_back(&*step);
        }
    }
    {
        const w::Landmark list(w::Role::List, m_app.say(Text::DetailTimeline));
        const w::Column items({.gap = w::space::l});
        int round = 0;
        for (std::size_t i = 0; i < shown.size(); ++i) {
            if (complaint.round > 1 && shown[i]->round != round) {
                round = shown[i]->round;
                const std::string heading =
                    app::with(m_app.say(Text::DetailRound), app::count_text(round));
                w::section_heading({.label = heading, .level = 3, .small = true});
            }
            const bool ends = i + 1 == shown.size() || shown[i + 1]->round != shown[i]->round;
            step_ui(*shown[i], ends);
        }
    }
    const auto quiet = std::count_if(complaint.steps.begin(), complaint.steps.end(), is_quiet);
    if (quiet > 0) {
        const std::string label =
            m_shows_all ? std::string(m_app.say(Text::DetailHideRead))
                        : app::with(m_app.say(Text::DetailShowRead), app::count_text(quiet));
        if (w::button({.id = "quiet_steps",
                       .label = label,
                       .kind = w::ButtonKind::Quiet,
                       .expanded = m_shows_all})) {
            m_shows_all = !m_shows_all;
        }
    }
}

std::string DetailTimeline::warning_of(const domain::Step& step) const {
    const app::Language language = m_app.language();
    if (step.verdict.kind != domain::VerdictKind::Applied) {
        return app::with(m_app.say(app::KeepText::Clash),
                         app::label(step.verdict.kind, language),
                         app::label(step.verdict.reason, language));
    }
    const bool drifted = step.server_time_utc_ms != 0 &&
                         std::abs(step.server_time_utc_ms - step.device_time_utc_ms) >
                             base::limits::clock_drift_ms_max;
    if (drifted || step.clock_anomaly) {
        const std::string server = step.server_time_utc_ms == 0
                                       ? std::string(m_app.say(Text::DetailNotSent))
                                       : app::clock_text(step.server_time_utc_ms, m_app.clock());
        std::string text =
            step.clock_anomaly ? std::string(m_app.say(Text::ClockWrong)) + "  " : std::string();
        return text + app::with(m_app.say(Text::DetailBothClocks),
                                app::clock_text(step.device_time_utc_ms, m_app.clock()),
                                server);
    }
    return step.verdict.reason == domain::Reason::None
               ? std::string()
               : std::string(app::label(step.verdict.reason, language));
}

void DetailTimeline::step_ui(const domain::Step& step, bool last) {
    const app::Language language = m_app.language();
    const auto found = found_by(*m_app.selected(), step);
    const bool invalid = found == domain::Validity::Invalid;
    const StepLook look =
        invalid ? StepLook{w::Icon::ShieldX, w::Tone::Neutral} : look_of(step.kind);
    const std::string_view title =
        found ? m_app.say(invalid ? Text::DetailFoundInvalid : Text::DetailFoundValid)
              : app::label(step.kind, language);
    const domain::Device* device = m_app.directory().device(step.device);
    const std::string time = app::moment_text(step.at_utc_ms, m_app.clock(), language);
    std::vector<std::string_view> facts{m_app.directory().name_of(step.actor)};
    if (device != nullptr) {
        facts.push_back(device->code);
    }
    // That it arrived is the rule, and the head of the page says so of all steps.
    if (step.change == 0) {
        facts.push_back(m_app.say(Text::DetailNotSent));
    }
    if (step.redacted) {
        facts.push_back(m_app.say(app::RedactionText::Redacted));
    }
    if (is_after_closing(*m_app.selected(), step)) {
        facts.push_back(m_app.say(app::AttachText::AfterClosing));
    }
    const std::string warning = warning_of(step);
    const std::string note = note_of(m_app, step);
    w::timeline_item({.icon = look.icon,
                      .tone = look.tone,
                      .title = title,
                      .time = time,
                      .facts = facts,
                      .note = note,
                      .warning = warning,
                      .last = last});
}

} // namespace huiyin::views
