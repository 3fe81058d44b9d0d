#include "ui/views/step_bar.h"

#include "core/domain/targets.h"
#include "ui/app/format.h"
#include "ui/app/labels.h"
#include "ui/views/status_words.h"
#include "ui/views/step_names.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/navigation.h"
#include "ui/widgets/option_sheet.h"

#include <algorithm>

namespace huiyin::views {

namespace w = widgets;
using app::Text;
using domain::EventKind;
using domain::Reason;
using domain::State;

namespace {

struct Title {
    EventKind kind;
    Text text;
};

constexpr Title titles[] = {{EventKind::Escalate, Text::NextEscalate},
                            {EventKind::Dispatch, Text::NextDispatch},
                            {EventKind::Receive, Text::NextReceive},
                            {EventKind::ConfirmValidity, Text::NextValidate},
                            {EventKind::Finish, Text::NextFinish},
                            {EventKind::FeedBack, Text::NextFeedBack},
                            {EventKind::FollowUp, Text::NextFollowUp},
                            {EventKind::CloseSatisfied, Text::NextClose}};

/// What the procedure wants next, as a step; nothing when it is at its end.
std::optional<EventKind> wanted_step(const domain::Complaint& complaint) {
    if (complaint.escalation_due) {
        return EventKind::Escalate;
    }
    switch (complaint.state) {
    case State::Recorded:
        return complaint.is_major() ? EventKind::Escalate : EventKind::Dispatch;
    case State::Assigned:
        return EventKind::Receive;
    case State::Handling:
        return complaint.validity() == domain::Validity::Pending ? EventKind::ConfirmValidity
                                                                 : EventKind::Finish;
    case State::Handled:
        return EventKind::FeedBack;
    case State::FedBack:
        return complaint.verified() == nullptr ? EventKind::FollowUp : EventKind::CloseSatisfied;
    case State::IntakeRejected:
    case State::Closed:
    case State::Cancelled:
        break;
    }
    return std::nullopt;
}

struct Due {
    std::string text; ///< empty: nothing is due
    bool late = false;
};

Due due_of(const app::App& app, const domain::Complaint& complaint) {
    const auto target = domain::next_target(complaint, app.directory().policy);
    if (!target) {
        return {};
    }
    const std::string due = app::moment_text(target->due_utc_ms, app.clock(), app.language());
    const bool late = target->is_late(app.clock().now_utc_ms());
    if (late && w::breakpoint() == w::Breakpoint::Phone) {
        // Beside what is next there is room for how late it is, as in the lists.
        const std::int64_t late_ms = app.clock().now_utc_ms() - target->due_utc_ms;
        return {app::with(app.say(Text::DueLate), app::duration_text(late_ms, app.language())),
                late};
    }
    return {app::with(app.say(late ? Text::NextLate : Text::NextUntil), due), late};
}

} // namespace

Text next_title(const domain::Complaint& complaint) {
    if (const auto wanted = wanted_step(complaint)) {
        if (wanted == EventKind::FollowUp && w::breakpoint() == w::Breakpoint::Phone) {
            return Text::NextFollowUpShort;
        }
        for (const Title& title : titles) {
            if (title.kind == *wanted) {
                return title.text;
            }
        }
    }
    if (complaint.state == State::IntakeRejected) {
        return Text::NextSupplement;
    }
    return complaint.state == State::Closed ? Text::NextClosed : Text::NextCancelled;
}

Reason obstacle_on_page(const domain::NextStep& step) {
    const bool asked_there = step.obstacle == Reason::FollowUpMissing ||
                             step.obstacle == Reason::VerificationMissing ||
                             step.obstacle == Reason::VerificationDiffers;
    return step.kind == EventKind::CloseSatisfied && asked_there ? Reason::None : step.obstacle;
}

std::optional<EventKind> primary_step(const domain::Complaint& complaint,
                                      const std::vector<domain::NextStep>& steps) {
    const auto may = [&steps](EventKind kind) {
        return std::any_of(steps.begin(), steps.end(), [kind](const domain::NextStep& step) {
            return step.kind == kind && obstacle_on_page(step) == Reason::None;
        });
    };
    // A question that waits for this person comes before the way on.
    if (may(EventKind::GrantExtension)) {
        return EventKind::GrantExtension;
    }
    const auto wanted = wanted_step(complaint);
    if (wanted && may(*wanted)) {
        return wanted;
    }
    return std::nullopt;
}

std::optional<EventKind> StepBar::frame_ui() {
    const domain::Complaint& complaint = *m_app.selected();
    const auto steps = m_app.next_steps();
    const auto primary = primary_step(complaint, steps);
    const auto may_note = [&steps] {
        return std::any_of(steps.begin(), steps.end(), [](const domain::NextStep& step) {
            return step.kind == EventKind::Note && step.obstacle == Reason::None;
        });
    };
    const bool supplement = m_app.may_supplement();
    std::optional<EventKind> pressed;
    const Due due = due_of(m_app, complaint);
    std::vector<std::string_view> facts;
    if (!due.text.empty()) {
        facts.push_back(due.text);
    }
    if (w::breakpoint() != w::Breakpoint::Phone && complaint.state == State::FedBack &&
        !complaint.was_reached()) {
        facts.push_back(m_app.say(Text::NextReachFirst));
    }
    const w::ActionBar bar({.title = m_app.say(next_title(complaint)),
                            .facts = facts,
                            .tone = due.late ? w::Tone::Danger : w::Tone::Muted});
    const bool has_others = std::any_of(steps.begin(), steps.end(), [&](const auto& step) {
        return is_on_page(step.kind) && step.kind != primary;
    });
    const bool phone = w::breakpoint() == w::Breakpoint::Phone;
    if (has_others && w::button({.id = "other_steps",
                                 .label = m_app.say(Text::StepOthers),
                                 .kind = phone ? w::ButtonKind::Secondary : w::ButtonKind::Quiet,
                                 .has_popup = true})) {
        m_open = true;
    }
    if (supplement) {
        if (w::button({.id = "supplement",
                       .label = m_app.say(Text::DetailSupplement),
                       .kind = w::ButtonKind::Primary})) {
            m_app.supplement_selected();
        }
    } else if (primary) {
        if (w::button({.id = "next_step",
                       .label = m_app.say(step_name(*primary)),
                       .kind = w::ButtonKind::Primary,
                       .icon = look_of(*primary).icon,
                       .has_popup = *primary != EventKind::Receive})) {
            pressed = primary;
        }
    } else if (may_note() && w::button({.id = "next_step",
                                        .label = m_app.say(Text::StepNote),
                                        .kind = w::ButtonKind::Secondary,
                                        .icon = w::Icon::Edit,
                                        .width = phone ? w::width_fill : w::width_fit,
                                        .has_popup = true})) {
        pressed = EventKind::Note;
    }
    return pressed;
}

std::optional<EventKind> StepBar::sheet_ui() {
    if (!m_open) {
        return std::nullopt;
    }
    std::vector<domain::NextStep> steps = m_app.next_steps();
    // An answer to something that nobody asked is no step at all.
    std::erase_if(steps, [](const domain::NextStep& step) {
        return !is_on_page(step.kind) || step.obstacle == Reason::NothingAsked;
    });
    m_open = !steps.empty();
    std::vector<w::Step> rows;
    for (const domain::NextStep& step : steps) {
        const Reason reason = obstacle_on_page(step);
        const StepLook look = look_of(step.kind);
        rows.push_back({.id = domain::code_of(step.kind),
                        .label = m_app.say(step_name(step.kind)),
                        .forbidden = reason == Reason::None ? std::string_view()
                                                            : app::label(reason, m_app.language()),
                        .icon = look.icon,
                        .tone = look.tone});
    }
    const auto pressed = w::steps_sheet({.title = m_app.say(Text::StepOthers),
                                         .close_label = m_app.say(Text::Close),
                                         .steps = rows,
                                         .forbidden_label = m_app.say(Text::StepForbidden)},
                                        m_open);
    return pressed ? std::optional(steps[*pressed].kind) : std::nullopt;
}

} // namespace huiyin::views
