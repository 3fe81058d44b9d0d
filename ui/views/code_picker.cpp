#include "ui/views/code_picker.h"

#include "core/base/limits.h"
#include "core/base/stable_order.h"
#include "core/base/text.h"
#include "ui/widgets/fields.h"

#include <algorithm>
#include <vector>

namespace huiyin::views {

namespace w = widgets;
using app::Text;

namespace {

std::vector<const domain::CodeValue*> values_of(const app::App& app, std::string_view list) {
    std::vector<const domain::CodeValue*> values;
    for (const domain::CodeValue& value : app.directory().code_values) {
        if (value.active && value.list == list) {
            values.push_back(&value);
        }
    }
    base::stable_sort(values,
                      [](const auto* a, const auto* b) { return a->position < b->position; });
    return values;
}

} // namespace

bool CodePicker::field_ui(const app::App& app,
                          const CodePickerOptions& options,
                          std::string& value) {
    if (values_of(app, options.list).empty()) {
        return w::text_field({.id = options.id,
                              .label = options.label,
                              .hint = options.hint,
                              .error = options.error,
                              .icon = options.icon},
                             value)
            .changed;
    }
    if (w::picker_field({.id = options.id,
                         .label = options.label,
                         .value = value,
                         .placeholder = app.say(Text::FormChoose),
                         .hint = options.hint,
                         .error = options.error,
                         .icon = options.icon})) {
        w::open_options(m_picker);
    }
    return false;
}

bool CodePicker::sheet_ui(const app::App& app,
                          const CodePickerOptions& options,
                          std::string& value) {
    if (!m_picker.open) {
        return false;
    }
    const bool chinese = app.language() == app::Language::Chinese;
    // What was used last stands first, whether it is on the list or was typed.
    std::vector<std::string> words(options.recent.begin(), options.recent.end());
    std::vector<std::string_view> codes(words.size());
    for (const domain::CodeValue* one : values_of(app, options.list)) {
        const std::string& word = chinese || one->en.empty() ? one->zh : one->en;
        if (std::find(words.begin(), words.end(), word) == words.end()) {
            words.push_back(word);
            codes.push_back(one->code);
        }
    }
    const std::string typed(base::trimmed(m_picker.search));
    const bool offers_typed = !typed.empty() &&
                              base::count_chars(typed) <= base::limits::short_text_chars_max &&
                              std::find(words.begin(), words.end(), typed) == words.end();
    const std::string free_entry = app::with(app.say(Text::PickFree), typed);
    std::vector<w::Option> rows;
    for (std::size_t i = 0; i < words.size(); ++i) {
        rows.push_back({.label = words[i], .keywords = codes[i]});
    }
    if (offers_typed) {
        rows.push_back({.label = free_entry, .keywords = m_picker.search});
    }
    std::vector<std::size_t> recent(options.recent.size());
    for (std::size_t i = 0; i < recent.size(); ++i) {
        recent[i] = i;
    }
    const std::string sheet_id = std::string(options.id) + "_options";
    const auto pressed = w::option_sheet({.id = sheet_id,
                                          .title = options.label,
                                          .close_label = app.say(Text::Close),
                                          .search_label = app.say(Text::PickSearch),
                                          .search_placeholder = app.say(Text::PickSearch),
                                          .clear_label = app.say(Text::PickClear),
                                          .options = rows,
                                          .recent = recent,
                                          .recent_label = app.say(Text::PickRecent),
                                          .all_label = app.say(Text::PickAll),
                                          .empty_title = app.say(Text::PickNothing),
                                          .empty_text = app.say(Text::PickNothingText),
                                          .more_text = app.say(Text::PickMore)},
                                         m_picker);
    if (!pressed) {
        return false;
    }
    value = *pressed < words.size() ? words[*pressed] : typed;
    return true;
}

} // namespace huiyin::views
