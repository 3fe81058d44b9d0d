#include "ui/views/inbox.h"

#include "core/base/text.h"
#include "ui/app/format.h"
#include "ui/app/labels.h"
#include "ui/views/conflict_words.h"
#include "ui/views/status_words.h"
#include "ui/views/step_names.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/cards.h"
#include "ui/widgets/feedback.h"
#include "ui/widgets/navigation.h"
#include "ui/widgets/rows.h"
#include "ui/widgets/text.h"

#include <algorithm>
#include <array>
#include <vector>

namespace huiyin::views {

namespace w = widgets;
using app::Text;
using domain::TaskKind;

namespace {

constexpr std::size_t rows_on_phone = 3;
constexpr std::size_t rows_on_tablet = 8;
constexpr std::size_t notices_shown = 20;
constexpr std::int64_t pressing_ms = 30 * 60'000;
/// Of the line of who this is and what is due, at text scale 100 %.
constexpr float summary_height = 36;

w::Icon icon_of(TaskKind kind) {
    switch (kind) {
    case TaskKind::Settle:
        return w::Icon::Conflict;
    case TaskKind::Escalate:
        return w::Icon::Escalate;
    case TaskKind::Dispatch:
        return w::Icon::Dispatch;
    case TaskKind::Redispatch:
        return w::Icon::Undo;
    case TaskKind::Receive:
        return w::Icon::UserCheck;
    case TaskKind::Handle:
        return w::Icon::Edit;
    case TaskKind::FeedBack:
        return w::Icon::Reply;
    case TaskKind::FollowUp:
        return w::Icon::Phone;
    case TaskKind::Close:
        return w::Icon::CheckCircle;
    case TaskKind::Extension:
        return w::Icon::Clock;
    case TaskKind::Improve:
        return w::Icon::Shield;
    case TaskKind::Supplement:
        return w::Icon::Help;
    case TaskKind::Supervise:
        return w::Icon::Bell;
    case TaskKind::Validate:
        return w::Icon::ShieldHelp;
    case TaskKind::Reassign:
    case TaskKind::Appoint:
        return w::Icon::Users;
    }
    return w::Icon::Inbox;
}

/// Warning where a person has to decide or to take over, as the states themselves are shown.
w::Tone tone_of(TaskKind kind) {
    switch (kind) {
    case TaskKind::Supervise:
        return w::Tone::Muted;
    case TaskKind::Escalate:
        return w::Tone::Danger;
    case TaskKind::Settle:
    case TaskKind::Dispatch:
    case TaskKind::Redispatch:
    case TaskKind::Receive:
    case TaskKind::Validate:
    case TaskKind::Reassign:
    case TaskKind::Appoint:
        return w::Tone::Warning;
    case TaskKind::Handle:
    case TaskKind::FeedBack:
    case TaskKind::FollowUp:
    case TaskKind::Close:
    case TaskKind::Extension:
    case TaskKind::Improve:
    case TaskKind::Supplement:
        break;
    }
    return w::Tone::Accent;
}

/// How long what makes it a 重大 has not left this tablet.
std::int64_t waiting_ms(const domain::Complaint& complaint, std::int64_t now_utc_ms) {
    const auto news = std::find_if(
        complaint.steps.rbegin(), complaint.steps.rend(), [](const domain::Step& step) {
            return step.kind == domain::EventKind::Escalate ||
                   step.kind == domain::EventKind::Record;
        });
    return news == complaint.steps.rend() ? 0
                                          : std::max<std::int64_t>(now_utc_ms - news->at_utc_ms, 0);
}

/// As much of a value as a row has room for.
std::string shortened(const std::string& text) {
    constexpr std::size_t chars_max = 20;
    const std::string_view begin = base::first_chars(text, chars_max);
    return begin.size() == text.size() ? text : std::string(begin) + "…";
}

} // namespace

void InboxView::frame_ui() {
    const w::Landmark main(w::Role::Main, m_app.say(Text::InboxTitle));
    {
        const std::string count =
            app::count_text(static_cast<std::int64_t>(m_app.inbox().task_count()));
        w::TopBar bar({.title = m_app.say(Text::InboxTitle), .count = count});
        sync_pill_ui(m_app);
    }
    page_ui();
    m_dissatisfaction.sheet_ui();
}

void InboxView::page_ui() {
    const w::ScrollArea page({.id = "inbox_page",
                              .padding = w::page_insets(),
                              .gap = w::space::m,
                              .width_max = 840,
                              .at_start = true});
    summary_ui();
    alerts_ui();
    const auto& groups = m_app.inbox().groups();
    const bool failed = storage_problem_ui(m_app, m_app.inbox().problem());
    const app::Inbox::Group& supervised = m_app.inbox().supervised();
    if (groups.empty() && supervised.rows.empty() && !failed) {
        w::empty_state({.icon = w::Icon::Inbox,
                        .title = m_app.say(Text::InboxEmptyTitle),
                        .text = m_app.say(Text::InboxEmptyText)});
    }
    for (const app::Inbox::Group& group : groups) {
        group_ui(group);
    }
    if (!supervised.rows.empty()) {
        group_ui(supervised);
    }
    m_dissatisfaction.entries_ui();
    notices_ui();
}

void InboxView::summary_ui() {
    const auto& session = m_app.session_info();
    if (!session) {
        return;
    }
    std::vector<std::string_view> facts{m_app.directory().name_of(session->person)};
    for (const domain::Role role : m_app.directory().roles_of(session->person)) {
        facts.push_back(app::label(role, m_app.language()));
    }
    const auto count = [](std::size_t number) {
        return app::count_text(static_cast<std::int64_t>(number));
    };
    const std::string overdue =
        app::with(m_app.say(Text::InboxOverdue), count(m_app.inbox().overdue_count()));
    const std::string today =
        app::with(m_app.say(Text::InboxDueToday), count(m_app.inbox().due_today_count()));
    const bool phone = w::breakpoint() == w::Breakpoint::Phone;
    const w::Row row({.gap = w::space::m,
                      .wrap = true,
                      .height = phone ? 0 : summary_height * w::view().text_scale,
                      .id = "summary"});
    // The counts stand at the right where there is room.
    w::facts(facts,
             {.size = w::TextSize::Caption,
              .tone = w::Tone::Muted,
              .width = phone ? w::width_fit : w::width_fill});
    if (m_app.inbox().overdue_count() > 0) {
        w::text(overdue,
                {.size = w::TextSize::Caption, .weight = w::Weight::Bold, .tone = w::Tone::Danger});
    }
    if (m_app.inbox().due_today_count() > 0) {
        w::text(today, {.size = w::TextSize::Caption, .tone = w::Tone::Muted});
    }
}

void InboxView::alerts_ui() {
    const app::Language language = m_app.language();
    for (const domain::Complaint& complaint : m_app.inbox().alerts()) {
        const std::string id = to_string(complaint.id);
        const auto people = domain::people_to_call(complaint, m_app.directory());
        const domain::Person* person =
            people.empty() ? nullptr : m_app.directory().person(people.front());
        const std::string call =
            person == nullptr ? std::string()
                              : app::with(m_app.say(Text::AlertCall), person->name, person->phone);
        const std::string target = person == nullptr ? std::string() : "tel:" + person->phone;
        const std::string subject = complaint.number + "  " + title_of(complaint.intake);
        const std::int64_t waited_ms = waiting_ms(complaint, m_app.clock().now_utc_ms());
        const std::string waiting = waited_ms < 60'000
                                        ? std::string()
                                        : app::with(m_app.say(app::KeepText::Waited),
                                                    app::duration_text(waited_ms, language));
        const auto action =
            w::alert_card({.id = id,
                           .mark = w::MarkOptions{app::label(domain::Severity::Major, language),
                                                  w::Icon::Flag,
                                                  w::Tone::Danger,
                                                  /*loud=*/true},
                           .title = m_app.say(Text::AlertTitle),
                           .waiting = waiting,
                           .subject = subject,
                           .reason = m_app.say(Text::AlertReason),
                           .primary = call,
                           .primary_icon = w::Icon::Phone,
                           .primary_target = target,
                           .secondary = m_app.say(step_name(domain::EventKind::Tell)),
                           .quiet = m_app.say(Text::AlertOpen)});
        if (action == w::AlertAction::Secondary || action == w::AlertAction::Quiet) {
            m_telling = action == w::AlertAction::Secondary;
            open(complaint.id);
            return;
        }
    }
}

void InboxView::group_ui(const app::Inbox::Group& group) {
    const app::Language language = m_app.language();
    const w::IdScope scope(static_cast<std::size_t>(group.kind));
    const std::string count = app::count_text(static_cast<std::int64_t>(group.rows.size()));
    w::group_heading({.icon = icon_of(group.kind),
                      .tone = tone_of(group.kind),
                      .label = app::label(group.kind, language),
                      .count = count});
    const bool phone = w::breakpoint() == w::Breakpoint::Phone;
    const std::size_t few = phone ? rows_on_phone : rows_on_tablet;
    const bool all = m_expanded.count(group.kind) != 0;
    const std::size_t shown = all ? group.rows.size() : std::min(few, group.rows.size());
    const w::Card card({.padding = 0, .gap = 0});
    for (std::size_t i = 0; i < shown; ++i) {
        const w::IdScope row(i);
        if (group.kind == TaskKind::Settle) {
            settle_ui(group.rows[i]);
        } else {
            task_ui(group.rows[i]);
        }
    }
    if (shown < group.rows.size()) {
        const std::string more =
            app::with(m_app.say(Text::InboxMore),
                      app::count_text(static_cast<std::int64_t>(group.rows.size() - shown)));
        if (w::button(
                {.id = "more", .label = more, .kind = w::ButtonKind::Quiet, .expanded = false})) {
            m_expanded.insert(group.kind);
        }
    }
}

/// Who complains, where, and the number.
std::vector<std::string_view> InboxView::facts_of(const store::ListRow& complaint) const {
    const bool hidden = complaint.complainant.empty() && complaint.identity_hidden;
    std::vector<std::string_view> facts{complaint.redacted ? m_app.say(app::RedactionText::Redacted)
                                        : hidden           ? m_app.say(Text::Anonymous)
                                                 : std::string_view(complaint.complainant)};
    if (!complaint.location.empty()) {
        facts.push_back(complaint.location);
    }
    facts.push_back(complaint.number.empty() ? m_app.say(Text::NoNumberYet)
                                             : std::string_view(complaint.number));
    return facts;
}

/// With whom it is, and how far it has come there.
std::vector<std::string_view> InboxView::holder_facts(const store::ListRow& complaint) const {
    std::vector<std::string_view> facts;
    if (const domain::Group* group = m_app.directory().group(complaint.group)) {
        facts.push_back(group->name);
    }
    if (!complaint.handler.is_nil()) {
        facts.push_back(m_app.directory().name_of(complaint.handler));
    }
    facts.push_back(app::label(complaint.state, m_app.language()));
    facts.push_back(complaint.number);
    return facts;
}

void InboxView::task_ui(const store::TaskRow& row) {
    const app::Language language = m_app.language();
    const std::int64_t now = m_app.clock().now_utc_ms();
    const std::int64_t due = row.task.due_utc_ms;
    const store::ListRow& complaint = row.complaint;
    const auto facts =
        row.task.kind == TaskKind::Supervise ? holder_facts(complaint) : facts_of(complaint);
    const bool late = due != 0 && due < now;
    const std::string left =
        due == 0 ? std::string()
                 : app::with(m_app.say(late ? Text::DueLate : Text::DueLeft),
                             app::duration_text(late ? now - due : due - now, language));
    const std::string limit =
        due == 0 ? std::string()
        : late
            ? app::with(m_app.say(Text::DueWas),
                        app::short_moment_text(due, m_app.clock(), language))
            : app::with(m_app.say(Text::NextUntil), app::moment_text(due, m_app.clock(), language));
    const bool soon = due != 0 && !late && due - now < pressing_ms;
    const bool major = complaint.severity == domain::Severity::Major;
    std::optional<w::MarkOptions> mark;
    if (major) {
        mark = w::MarkOptions{
            app::label(domain::Severity::Major, language), w::Icon::Flag, w::Tone::Danger};
    }
    if (w::task_row({.id = "task",
                     .title = m_app.titled(complaint.title),
                     .facts = facts,
                     .remaining = left,
                     .limit = limit,
                     .tone = late   ? w::Tone::Danger
                             : soon ? w::Tone::Warning
                                    : w::Tone::Neutral,
                     .pressing = soon,
                     .remaining_icon = late ? w::Icon::Clock : w::Icon::None,
                     .mark = mark})) {
        open(complaint.id);
    }
}

const InboxView::Clash& InboxView::clash_of(const store::ListRow& row) {
    if (m_clashes_of != m_app.revision()) {
        m_clashes.clear();
        m_clashes_of = m_app.revision();
    }
    const auto [found, is_new] = m_clashes.try_emplace(row.id);
    Clash& clash = found->second;
    if (!is_new) {
        return clash;
    }
    clash.title = m_app.titled(row.title);
    if (const auto complaint = m_app.complaint(row.id)) {
        const auto open = std::find_if(complaint->conflicts.begin(),
                                       complaint->conflicts.end(),
                                       [](const auto& conflict) { return !conflict.settled; });
        if (open != complaint->conflicts.end()) {
            // What clashes comes first: a long title would push it out of sight.
            clash.title =
                app::with(m_app.say(app::KeepText::Clash), clash_title(m_app, *open), clash.title);
            for (const ConflictSide& side :
                 {in_force_side(m_app, *complaint, *open), kept_side(m_app, *complaint, *open)}) {
                if (!side.facts.empty()) {
                    clash.facts.push_back(app::with(
                        m_app.say(app::KeepText::Clash), side.facts.front(), shortened(side.text)));
                }
            }
        }
    }
    clash.facts.push_back(row.number);
    return clash;
}

void InboxView::settle_ui(const store::TaskRow& row) {
    const Clash& clash = clash_of(row.complaint);
    const std::vector<std::string_view> facts(clash.facts.begin(), clash.facts.end());
    const std::int64_t since = row.task.since_utc_ms;
    const std::int64_t now = m_app.clock().now_utc_ms();
    const std::string waited =
        app::with(m_app.say(app::KeepText::Waited),
                  app::duration_text(std::max<std::int64_t>(now - since, 0), m_app.language()));
    const std::string from = app::with(m_app.say(app::KeepText::Since),
                                       app::moment_text(since, m_app.clock(), m_app.language()));
    if (w::task_row({.id = "task",
                     .title = clash.title,
                     .facts = facts,
                     .remaining = waited,
                     .limit = from})) {
        open(row.complaint.id);
    }
}

void InboxView::notices_ui() {
    const auto& notices = m_app.inbox().notices();
    if (notices.empty()) {
        return;
    }
    const std::string unread = app::count_text(m_app.inbox().unread_count());
    w::group_heading({.icon = w::Icon::Info,
                      .tone = w::Tone::Muted,
                      .label = m_app.say(Text::NoticesTitle),
                      .count = unread});
    const w::IdScope scope("notices");
    const w::Card card({.padding = 0, .gap = 0});
    const std::size_t shown = std::min(notices.size(), notices_shown);
    for (std::size_t i = 0; i < shown; ++i) {
        const store::NoticeRow& notice = notices[i];
        const w::IdScope row(i);
        const std::string title = std::string(m_app.directory().name_of(notice.by)) + " " +
                                  std::string(app::label(notice.kind, m_app.language()));
        const std::string time =
            app::moment_text(notice.at_utc_ms, m_app.clock(), m_app.language());
        const std::array<std::string_view, 2> facts{notice.complaint.number,
                                                    notice.complaint.title};
        if (w::task_row(
                {.id = "notice",
                 .title = title,
                 .facts = facts,
                 .remaining = notice.read ? std::string_view(time) : m_app.say(Text::NoticeUnread),
                 .limit = notice.read ? std::string_view() : std::string_view(time),
                 .tone = notice.read ? w::Tone::Muted : w::Tone::Accent,
                 .pressing = !notice.read})) {
            open(notice.complaint.id);
        }
    }
}

void InboxView::open(const base::Uuid& complaint) {
    m_app.select(complaint);
    m_app.go_to(app::Screen::Complaints);
}

} // namespace huiyin::views
