#include "ui/views/register.h"

#include "core/base/bytes.h"
#include "ui/app/format.h"
#include "ui/views/status_words.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/choices.h"
#include "ui/widgets/feedback.h"
#include "ui/widgets/navigation.h"
#include "ui/widgets/page_requests.h"
#include "ui/widgets/stats.h"
#include "ui/widgets/table.h"
#include "ui/widgets/text.h"

#include <array>

namespace huiyin::views {

namespace w = widgets;
using app::PeriodKind;
using app::Text;

namespace {

/// At text scale 100 %, in the order of the columns.
constexpr std::array<float, records::register_columns> widths{
    72, 184, 136, 144, 144, 96, 136, 72,  280, 88, 136, 144,
    80, 240, 136, 136, 144, 88, 200, 136, 72,  72, 160, 144};

/// The longest word of a column stays whole: Questionnaire, Dissatisfied.
float width_of(std::size_t column, records::Language language) {
    constexpr std::size_t channel = 5;
    constexpr std::size_t verified = 17;
    const bool longer = language == records::Language::English;
    return longer && (column == channel || column == verified) ? 112 : widths[column];
}

std::string
file_name(const app::App& app, const app::RegisterPeriod& period, std::string_view ending) {
    std::string name(app.say(Text::RecordsTitle));
    name += ' ' + app::day_text(period.first) + '_' + app::day_text(period.last);
    name += ending;
    return name;
}

void offer_table(const app::App& app,
                 const std::string& name,
                 std::string_view media_type,
                 std::string_view bytes) {
    w::offer_download({.file_name = name,
                       .media_type = media_type,
                       .bytes = base::bytes_of(bytes),
                       .title = app.say(Text::RecordsReady),
                       .save_label = app.say(Text::RecordsSave),
                       .close_label = app.say(Text::Close)});
}

} // namespace

void show_form(app::App& app, FormCopy copy) {
    const auto html = app::print_form(app, copy == FormCopy::Whole);
    if (html) {
        w::show_print_document({.title = app.say(Text::RecordsForm),
                                .html = *html,
                                .paper = w::Paper::A4Portrait,
                                .print_label = app.say(Text::RecordsPrint),
                                .close_label = app.say(Text::Close)});
    }
}

void RegisterView::frame_ui() {
    const w::Landmark main(w::Role::Main, m_app.say(Text::RecordsTitle));
    const records::Register* shown = m_model.current();
    {
        const std::string count =
            shown != nullptr ? app::count_text(static_cast<std::int64_t>(shown->rows.size()))
                             : std::string();
        w::TopBar bar({.title = m_app.say(Text::RecordsTitle), .count = count});
        sync_pill_ui(m_app);
    }
    if (w::breakpoint() != w::Breakpoint::Phone) {
        if (controls_ui()) {
            table_ui(*m_model.current(), w::available());
        }
        return;
    }
    // The controls scroll away, so that the table gets the whole of a small screen.
    const w::Rect page = w::available();
    const w::ScrollArea scroll({.id = "register_page", .gap = 0});
    if (controls_ui()) {
        w::Rect area = w::available();
        area.height = page.height;
        table_ui(*m_model.current(), area);
        w::place_block(page.height);
    }
}

bool RegisterView::controls_ui() {
    w::Insets padding = w::page_insets();
    padding.bottom = w::space::m;
    const w::Column controls({.padding = padding, .gap = w::space::m});
    period_ui();
    const records::Register* shown = m_model.current();
    if (shown == nullptr || shown->rows.empty()) {
        empty_ui(shown);
        return false;
    }
    actions_ui(*shown);
    return true;
}

void RegisterView::period_ui() {
    const std::array<w::Choice, 4> kinds{{{m_app.say(Text::RecordsMonth)},
                                          {m_app.say(Text::RecordsQuarter)},
                                          {m_app.say(Text::RecordsYear)},
                                          {m_app.say(Text::RecordsOwn)}}};
    auto kind = static_cast<std::size_t>(m_model.kind());
    if (w::segmented({.id = "period",
                      .label = m_app.say(Text::RecordsPeriod),
                      .label_hidden = true,
                      .choices = kinds},
                     kind)) {
        m_model.set_kind(static_cast<PeriodKind>(kind));
    }
    if (m_model.kind() == PeriodKind::Own) {
        app::RegisterPeriod period = m_model.period();
        if (own_period_ui(m_app, m_own, period.first, period.last)) {
            m_model.set_own(period);
        }
        return;
    }
    const w::Row row({.wrap = true, .id = "steps"});
    if (w::button({.id = "earlier", .label = m_app.say(Text::RecordsEarlier)})) {
        m_model.step(-1);
    }
    if (w::button({.id = "later", .label = m_app.say(Text::RecordsLater)})) {
        m_model.step(1);
    }
    const app::RegisterPeriod period = m_model.period();
    w::caption(app::with(
        m_app.say(Text::DashRange), app::day_text(period.first), app::day_text(period.last)));
}

void RegisterView::actions_ui(const records::Register& shown) {
    totals_ui(shown);
    const w::Row row({.wrap = true, .id = "actions"});
    const bool a4 = w::button({.id = "print_a4", .label = m_app.say(Text::RecordsPrintA4)});
    const bool a3 = w::button({.id = "print_a3", .label = m_app.say(Text::RecordsPrintA3)});
    if (a4 || a3) {
        const std::string html = m_model.html(a3);
        w::show_print_document({.title = m_app.say(Text::RecordsTitle),
                                .html = html,
                                .paper = a3 ? w::Paper::A3Landscape : w::Paper::A4Landscape,
                                .print_label = m_app.say(Text::RecordsPrint),
                                .close_label = m_app.say(Text::Close)});
    }
    csv_ui();
    workbook_ui();
}

void RegisterView::totals_ui(const records::Register& shown) {
    const w::Row row({.gap = w::space::l, .wrap = true, .line_gap = w::space::xs, .id = "totals"});
    for (const records::Total& total : records::totals_of(shown)) {
        w::small_figure(total.label, total.value);
    }
}

void RegisterView::csv_ui() {
    if (w::button({.id = "csv", .label = m_app.say(Text::RecordsCsv)})) {
        const std::string csv = m_model.csv();
        offer_table(m_app, file_name(m_app, m_model.period(), ".csv"), "text/csv", csv);
    }
}

void RegisterView::workbook_ui() {
    app::RegisterFile& file = m_app.register_file();
    if (file.state() == app::RegisterFile::State::Ready) {
        const std::string bytes = file.take();
        offer_table(m_app,
                    file.name(),
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                    bytes);
    }
    const auto obstacle = m_app.register_file_obstacle();
    const bool asking = file.state() == app::RegisterFile::State::Asking;
    if (!obstacle &&
        w::button({.id = "xlsx", .label = m_app.say(Text::RecordsXlsx), .disabled = asking})) {
        const app::RegisterPeriod period = m_model.period();
        m_app.ask_register_file(app::day_text(period.first),
                                app::day_text(period.last),
                                file_name(m_app, period, ".xlsx"));
    }
    if (obstacle) {
        w::caption(m_app.say(*obstacle));
    } else if (asking) {
        w::caption(m_app.say(Text::RecordsXlsxAsking));
    } else if (file.state() == app::RegisterFile::State::Refused) {
        w::caption(m_app.say(file.problem()));
    }
}

void RegisterView::empty_ui(const records::Register* shown) {
    Text title = Text::RecordsEmpty;
    Text text = Text::RecordsEmptyText;
    if (m_model.problem()) {
        title = Text::RecordsTooMany;
        text = Text::RecordsTooManyText;
    } else if (shown == nullptr) {
        title = Text::RecordsRefused;
        text = Text::RecordsRefusedText;
    }
    static_cast<void>(w::empty_state({.title = m_app.say(title), .text = m_app.say(text)}));
}

void RegisterView::table_ui(const records::Register& shown, const w::Rect& area) {
    std::array<std::string, records::register_columns> names;
    std::array<w::TableColumn, records::register_columns> columns;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        names[i] = records::column_name(i, shown.options.language);
        std::erase(names[i], '\n');
        columns[i] = {names[i], width_of(i, shown.options.language)};
    }
    std::optional<base::Uuid> pressed;
    {
        w::Table table({.id = "register",
                        .name = m_app.say(Text::RecordsTitle),
                        .columns = columns,
                        .count = shown.rows.size(),
                        .area = area});
        for (std::size_t i = table.first(); i < table.last(); ++i) {
            const records::RegisterRow& row = shown.rows[i];
            const auto texts = records::cells_of(row, shown, records::CellStyle::Whole);
            std::array<std::string_view, records::register_columns> cells;
            std::copy(texts.begin(), texts.end(), cells.begin());
            std::string name = texts[0] + ", " + row.number;
            if (row.cancelled) {
                name += ", " + std::string(m_app.say(Text::RecordsStruck));
            }
            if (table.row(i, {.name = name, .cells = cells, .struck = row.cancelled})) {
                pressed = row.complaint;
            }
        }
    }
    if (pressed) {
        m_app.go_to(app::Screen::Complaints);
        m_app.select(*pressed);
    }
}

} // namespace huiyin::views
