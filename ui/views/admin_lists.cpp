#include "ui/views/admin_lists.h"

#include "core/base/text.h"
#include "ui/app/admin_commands.h"
#include "ui/app/administration.h"
#include "ui/app/format.h"
#include "ui/views/admin_log_words.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/choices.h"
#include "ui/widgets/feedback.h"
#include "ui/widgets/rows.h"
#include "ui/widgets/text.h"

#include <algorithm>
#include <array>

namespace huiyin::views {

namespace w = widgets;
using app::AdminText;
using app::Text;

namespace {

/// As the server bounds them: core/sync/policy_json.cpp.
constexpr int position_max = 1'000'000;
constexpr int year_min = 1970;
constexpr int year_max = 9999;
constexpr int count_max = 1'000'000'000;
constexpr std::int32_t position_step = 10;

constexpr std::array<std::string_view, 3> lists{"location", "system", "domain"};

} // namespace

void AdminCodesView::page_ui() {
    const std::array<w::Choice, 3> choices{{{.label = say(AdminText::Location)},
                                            {.label = say(AdminText::System)},
                                            {.label = say(AdminText::Domain)}}};
    w::segmented({.id = "code_list",
                  .label = say(AdminText::CodeList),
                  .label_hidden = true,
                  .choices = choices},
                 m_list);
    const std::string_view list = lists.at(m_list);
    const bool may = !m_app.administration_obstacle();
    if (w::button({.id = "add_code",
                   .label = say(AdminText::AddCode),
                   .kind = w::ButtonKind::Primary,
                   .icon = w::Icon::Plus,
                   .disabled = !may,
                   .has_popup = true})) {
        domain::CodeValue value;
        value.list = list;
        value.position = next_position();
        open(value, true);
    }
    const w::Card card({.padding = 0, .gap = 0});
    bool empty = true;
    // The directory gives them in order of list, position, code.
    for (const domain::CodeValue& value : m_app.directory().code_values) {
        if (value.list != list) {
            continue;
        }
        empty = false;
        std::string detail = value.code;
        if (!value.en.empty() && value.en != value.code) {
            detail = app::with(m_app.say(Text::DashBeside), value.code, value.en);
        }
        if (w::action_row({.id = value.code,
                           .label = value.zh,
                           .detail = detail,
                           .value = value.active ? std::string_view() : say(AdminText::Inactive),
                           .disabled = !may})) {
            open(value, false);
        }
    }
    if (empty) {
        w::empty_state({.icon = w::Icon::Table,
                        .title = say(AdminText::AddCode),
                        .text = say(AdminText::CodeActiveHint)});
    }
}

std::int32_t AdminCodesView::next_position() const {
    std::int32_t last = 0;
    for (const domain::CodeValue& value : m_app.directory().code_values) {
        last = value.list == lists.at(m_list) ? std::max(last, value.position) : last;
    }
    return std::min(last + position_step, static_cast<std::int32_t>(position_max));
}

void AdminCodesView::open(const domain::CodeValue& value, bool is_new) {
    m_open = true;
    m_is_new = is_new;
    m_value = value;
    m_position = w::number_text(value.position);
    m_form.begin();
}

void AdminCodesView::sheets_ui() {
    if (!m_open) {
        return;
    }
    const bool pressed = m_form.frame_ui(
        {.id = "code_form",
         .title = say(m_is_new ? AdminText::AddCode : AdminText::EditCode),
         .save = say(AdminText::Save)},
        [this] {
            m_form.line_ui({.member = "code",
                            .label = say(AdminText::Code),
                            .disabled = !m_is_new,
                            .hint = say(AdminText::CodeHint)},
                           m_value.code);
            m_form.line_ui({.member = "zh", .label = say(AdminText::Chinese)}, m_value.zh);
            m_form.line_ui({.member = "en", .label = say(AdminText::English), .required = false},
                           m_value.en);
            m_form.number_ui({.member = "position", .label = say(AdminText::Position)},
                             0,
                             position_max,
                             m_position);
            w::toggle_switch({.id = "code_active",
                              .label = say(AdminText::CodeActive),
                              .hint = say(AdminText::CodeActiveHint)},
                             m_value.active);
        });
    if (pressed && m_form.is_complete()) {
        m_value.position = *w::number_in(m_position, 0, position_max);
        m_form.send(app::put_code_value_command(m_value), m_value.zh);
    }
    m_open = !m_form.is_over();
}

void AdminVolumesView::page_ui() {
    w::caption(say(AdminText::VolumesLead));
    const bool may = !m_app.administration_obstacle();
    if (w::button({.id = "add_volume",
                   .label = say(AdminText::AddVolume),
                   .kind = w::ButtonKind::Primary,
                   .icon = w::Icon::Plus,
                   .disabled = !may,
                   .has_popup = true})) {
        open(std::nullopt);
    }
    auto volumes = m_app.directory().service_volumes;
    std::sort(volumes.begin(), volumes.end(), [](const auto& a, const auto& b) {
        return a.year != b.year ? a.year > b.year : a.month > b.month;
    });
    const w::Card card({.padding = 0, .gap = 0});
    for (const domain::ServiceVolume& volume : volumes) {
        std::string label = w::number_text(volume.year);
        label += "-";
        label += w::number_text(volume.month, 2);
        const std::string count = app::count_text(volume.count);
        if (w::action_row({.id = label, .label = label, .value = count, .disabled = !may})) {
            open(volume);
        }
    }
    if (volumes.empty()) {
        w::empty_state({.icon = w::Icon::Chart,
                        .title = say(AdminText::AddVolume),
                        .text = say(AdminText::VolumesLead)});
    }
}

void AdminVolumesView::open(const std::optional<domain::ServiceVolume>& volume) {
    m_open = true;
    m_is_new = !volume;
    const std::int64_t now_minutes =
        m_app.clock().now_utc_ms() / 60'000 + m_app.clock().utc_offset_minutes();
    const domain::Date today = domain::date_of(static_cast<domain::Day>(now_minutes / (24 * 60)));
    m_year = w::number_text(volume ? volume->year : today.year);
    m_month = w::number_text(volume ? volume->month : today.month);
    m_count = volume ? std::to_string(volume->count) : std::string();
    m_form.begin();
}

void AdminVolumesView::sheets_ui() {
    if (!m_open) {
        return;
    }
    const bool pressed = m_form.frame_ui(
        {.id = "volume_form",
         .title = say(m_is_new ? AdminText::AddVolume : AdminText::EditVolume),
         .save = say(AdminText::Save)},
        [this] {
            m_form.number_ui(
                {.member = "year", .label = say(AdminText::Year)}, year_min, year_max, m_year);
            m_form.number_ui({.member = "month", .label = say(AdminText::Month)}, 1, 12, m_month);
            m_form.number_ui(
                {.member = "count", .label = say(AdminText::Count)}, 0, count_max, m_count);
        });
    if (pressed && m_form.is_complete()) {
        const domain::ServiceVolume volume{.year = *w::number_in(m_year, year_min, year_max),
                                           .month = *w::number_in(m_month, 1, 12),
                                           .count = *w::number_in(m_count, 0, count_max)};
        m_form.send(app::set_service_volume_command(volume),
                    m_year + "-" + w::number_text(volume.month, 2));
    }
    m_open = !m_form.is_over();
}

void AdminLogView::page_ui() {
    app::Administration& administration = m_app.administration();
    if (!administration.is_loaded()) {
        const auto obstacle = m_app.administration_obstacle();
        w::caption(say(obstacle ? *obstacle : AdminText::Loading));
        return;
    }
    {
        const w::Card card({.padding = w::space::l, .gap = 0});
        for (std::size_t i = 0; i < administration.log().size(); ++i) {
            const app::Administration::LogEntry& entry = administration.log()[i];
            const w::IdScope scope(static_cast<std::uint64_t>(entry.entry));
            const domain::Device* device = m_app.directory().device(entry.device);
            const std::string time =
                app::moment_text(entry.at_utc_ms, m_app.clock(), m_app.language());
            const std::string note = log_details(m_app, entry.command);
            const std::array<std::string_view, 2> facts{
                m_app.directory().name_of(entry.person),
                device == nullptr ? std::string_view() : std::string_view(device->code)};
            w::timeline_item({.icon = w::Icon::Settings,
                              .title = log_title(m_app, entry.command),
                              .time = time,
                              .facts = facts,
                              .note = note,
                              .last = i + 1 == administration.log().size()});
        }
        if (administration.log().empty()) {
            w::empty_state({.icon = w::Icon::History,
                            .title = say(AdminText::Log),
                            .text = say(AdminText::Lead)});
        }
    }
    if (administration.log_goes_on() &&
        w::button({.id = "log_older",
                   .label = say(AdminText::LogOlder),
                   .disabled = m_app.administration_obstacle().has_value()})) {
        m_app.load_administration(/*older_log=*/true);
    }
}

} // namespace huiyin::views
