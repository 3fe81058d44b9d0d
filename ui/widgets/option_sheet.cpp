#include "ui/widgets/option_sheet.h"

#include "ui/widgets/feedback.h"
#include "ui/widgets/fields.h"
#include "ui/widgets/flow.h"
#include "ui/widgets/interaction.h"
#include "ui/widgets/paint.h"
#include "ui/widgets/rows.h"
#include "ui/widgets/text.h"

#include <algorithm>
#include <vector>

namespace huiyin::widgets {

namespace {

constexpr TextStyle body{};
constexpr TextStyle small{.size = TextSize::Caption};

/// Longer lists keep the sheet's height while the search makes them shorter.
constexpr std::size_t rows_fixed_max = 8;

enum class Kind { One, Several };

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool holds(std::string_view text, std::string_view part) {
    const auto same = [](char a, char b) { return lower(a) == lower(b); };
    return std::search(text.begin(), text.end(), part.begin(), part.end(), same) != text.end();
}

/// Whether every word of the search is somewhere in the option.
bool matches(const Option& option, std::string_view search) {
    while (!search.empty()) {
        const std::size_t end = std::min(search.find(' '), search.size());
        const std::string_view word = search.substr(0, end);
        if (!holds(option.label, word) && !holds(option.detail, word) &&
            !holds(option.keywords, word)) {
            return false;
        }
        search.remove_prefix(std::min(end + 1, search.size()));
    }
    return true;
}

bool contains(std::span<const std::size_t> set, std::size_t index) {
    return std::find(set.begin(), set.end(), index) != set.end();
}

void draw_mark(Kind kind, bool on, bool disabled, const Rect& box) {
    const Theme& t = theme();
    if (kind == Kind::One) {
        if (on) {
            draw_icon(Icon::Check, box, icon_size(24), t.accent);
        }
        return;
    }
    const Rect square = box.centered({24, 24});
    if (on) {
        paint::fill(square, disabled ? t.outline : t.accent, radius::check);
        draw_icon(Icon::Check, square, 18, t.on_accent);
    } else {
        paint::fill(square, disabled ? t.fill : t.surface_raised, radius::check);
        paint::frame(square, t.outline, 2, radius::check);
    }
}

/// A row with its mark at the right end. Whether it was pressed.
bool option_row(const Option& option, std::size_t index, Kind kind, bool on) {
    const bool disabled = !option.forbidden.empty();
    const std::string_view under = disabled ? option.forbidden : option.detail;
    const float mark = icon_size(24) + space::m;
    const float room = std::max(48.0f, flow().area.width - mark);
    const float label = measure_text(option.label, body, room).height;
    const float detail = under.empty() ? 0 : measure_text(under, small, room).height;
    const Rect rect = place_block(std::max(56.0f, label + detail + space::l));
    std::string name(option.label);
    if (!under.empty()) {
        name += ", ";
        name += under;
    }
    Node node;
    node.id = node_id("option" + std::to_string(index));
    node.role = kind == Kind::One ? Role::Button : Role::Checkbox;
    node.name = name;
    node.state = (disabled ? StateDisabled : 0u) | (!on                 ? 0u
                                                    : kind == Kind::One ? StateCurrent
                                                                        : StateChecked);
    node.rect = rect;
    const Interaction it = interact(node);
    const Rect ground = rect.inset(-8, 0);
    if (it.down || it.hovered) {
        paint::fill(ground, theme().fill, radius::control);
    }
    if (it.focus_ring) {
        paint::frame(ground, theme().focus, 2, radius::control);
    }
    Rect inner = rect;
    draw_mark(kind, on, disabled, inner.cut_right(icon_size(24)));
    Rect words = inner.centered({inner.width, label + detail});
    const TextStyle style{.weight = on ? Weight::Bold : Weight::Regular};
    paint::text(
        option.label, {words.x, words.y}, style, disabled ? theme().disabled : theme().text, room);
    paint::text(under, {words.x, words.y + label}, small, theme().text_muted, room);
    return it.pressed;
}

struct Rows {
    const OptionSheetOptions& options;
    Kind kind;
    std::span<const std::size_t> chosen;
    std::optional<std::size_t> pressed;

    void row(std::size_t index) {
        if (option_row(options.options[index], index, kind, contains(chosen, index))) {
            pressed = index;
        }
    }
};

/// Recent ones first, then all others; or what matches the search.
void rows_ui(Rows& rows, const std::string& search) {
    const OptionSheetOptions& o = rows.options;
    const Column column({.gap = 0});
    const bool with_recent = search.empty() && !o.recent.empty();
    if (with_recent) {
        caption(o.recent_label);
        for (const std::size_t index : o.recent) {
            if (index < o.options.size()) {
                rows.row(index);
            }
        }
        gap(space::l);
        caption(o.all_label);
    }
    std::size_t shown = 0;
    bool more = false;
    for (std::size_t i = 0; i < o.options.size() && !more; ++i) {
        if ((with_recent && contains(o.recent, i)) || !matches(o.options[i], search)) {
            continue;
        }
        more = shown == options_shown_max;
        if (!more) {
            rows.row(i);
            ++shown;
        }
    }
    if (more) {
        gap(space::m);
        caption(o.more_text);
    } else if (shown == 0 && !with_recent) {
        (void)empty_state({.icon = Icon::Search, .title = o.empty_title, .text = o.empty_text});
    }
}

std::optional<std::size_t> sheet_body(const OptionSheetOptions& options,
                                      OptionPicker& picker,
                                      Kind kind,
                                      std::span<const std::size_t> chosen) {
    search_field(
        {.id = "search", .label = options.search_label, .placeholder = options.search_placeholder},
        options.clear_label,
        picker.search);
    const Landmark group({.role = Role::Group, .name = options.title, .id = "options"});
    Rows rows{options, kind, chosen, {}};
    rows_ui(rows, picker.search);
    return rows.pressed;
}

void close(OptionPicker& picker) {
    picker.open = false;
    request_frame();
}

/// The steps that are forbidden for this reason; without one, those that are allowed. The one that
/// was pressed.
std::optional<std::size_t> step_rows(std::span<const Step> steps, std::string_view reason) {
    std::optional<std::size_t> pressed;
    // The rows' own padding is the sheet's, so that icons stand under the title.
    const Column column({.padding = {-space::l, 0, -space::l, 0}, .gap = 0});
    for (std::size_t i = 0; i < steps.size(); ++i) {
        const Step& step = steps[i];
        if (step.forbidden != reason) {
            continue;
        }
        const bool forbidden = !reason.empty();
        if (action_row({.id = step.id,
                        .label = step.label,
                        .detail = forbidden ? std::string_view() : step.detail,
                        .icon = step.icon,
                        .tone = step.tone,
                        .disabled = forbidden,
                        .chevron = !forbidden,
                        .reason = reason})) {
            pressed = i;
        }
    }
    return pressed;
}

std::string_view sheet_id(const OptionSheetOptions& options) {
    return options.id.empty() ? options.title : options.id;
}

} // namespace

void open_options(OptionPicker& picker, std::span<const std::size_t> chosen) {
    picker = {.open = true, .search = {}, .ticked = {chosen.begin(), chosen.end()}};
}

std::optional<std::size_t> option_sheet(const OptionSheetOptions& options,
                                        OptionPicker& picker,
                                        std::optional<std::size_t> current) {
    if (!picker.open) {
        return std::nullopt;
    }
    const Sheet sheet({.id = sheet_id(options),
                       .title = options.title,
                       .close_label = options.close_label,
                       .has_actions = false,
                       .tall = options.options.size() > rows_fixed_max});
    const std::size_t now = current.value_or(0);
    const std::span<const std::size_t> chosen(&now, current ? 1 : 0);
    const std::optional<std::size_t> pressed = sheet_body(options, picker, Kind::One, chosen);
    if (pressed || sheet.closed()) {
        close(picker);
    }
    return pressed;
}

bool multi_option_sheet(const OptionSheetOptions& options,
                        OptionPicker& picker,
                        std::vector<std::size_t>& chosen) {
    if (!picker.open) {
        return false;
    }
    Sheet sheet({.id = sheet_id(options),
                 .title = options.title,
                 .close_label = options.close_label,
                 .tall = options.options.size() > rows_fixed_max});
    if (const auto pressed = sheet_body(options, picker, Kind::Several, picker.ticked)) {
        const auto at = std::find(picker.ticked.begin(), picker.ticked.end(), *pressed);
        if (at == picker.ticked.end()) {
            picker.ticked.push_back(*pressed);
        } else {
            picker.ticked.erase(at);
        }
        request_frame();
    }
    sheet.actions();
    const bool cancelled = button({.id = "cancel", .label = options.cancel_label});
    const bool accepted =
        button({.id = "accept", .label = options.accept_label, .kind = ButtonKind::Primary});
    if (accepted) {
        chosen = picker.ticked;
        std::sort(chosen.begin(), chosen.end());
    }
    if (accepted || cancelled || sheet.closed()) {
        close(picker);
    }
    return accepted;
}

std::optional<std::size_t> steps_sheet(const StepsSheetOptions& options, bool& open) {
    if (!open) {
        return std::nullopt;
    }
    const Sheet sheet({.id = options.id,
                       .title = options.title,
                       .close_label = options.close_label,
                       .has_actions = false});
    std::optional<std::size_t> pressed = step_rows(options.steps, {});
    std::vector<std::string_view> reasons;
    for (const Step& step : options.steps) {
        if (!step.forbidden.empty() &&
            std::find(reasons.begin(), reasons.end(), step.forbidden) == reasons.end()) {
            reasons.push_back(step.forbidden);
        }
    }
    if (!reasons.empty()) {
        divider();
        section_heading({.label = options.forbidden_label});
    }
    for (const std::string_view reason : reasons) {
        caption(reason);
        // A disabled row is not pressed.
        (void)step_rows(options.steps, reason);
    }
    if (pressed || sheet.closed()) {
        open = false;
        request_frame();
    }
    return pressed;
}

} // namespace huiyin::widgets
