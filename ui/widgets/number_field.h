// A whole number with buttons for less and more: hours, days, limits of the policy.
#pragma once

#include "ui/widgets/fields.h"

#include <optional>
#include <string>
#include <string_view>

namespace huiyin::widgets {

struct NumberFieldOptions {
    /// By default the label.
    std::string_view id;
    std::string_view label;
    bool required = false;
    bool disabled = false;
    std::string_view hint;
    std::string_view error;
    /// After the number, muted: 小时.
    std::string_view unit;
    /// Names of the buttons: 减少, 增加.
    std::string_view less_label;
    std::string_view more_label;
    int min = 0;
    int max = 100;
    /// The buttons go to the next multiple of it.
    int step = 1;
    /// Beyond the end comes the other end: hours and minutes.
    bool wraps = false;
    /// Written with zeros to this many digits.
    int digits_min = 1;
    float width = width_fill;
};

struct NumberResult {
    bool changed = false;
    /// It lost the focus in this frame.
    bool left = false;
    /// The number, when the text is one between min and max.
    std::optional<int> value;
};

/// The caller keeps the text, so that what is no number stays to be corrected.
NumberResult number_field(const NumberFieldOptions& options, std::string& text);

/// The number that `text` is, when it lies between both, inclusive.
std::optional<int> number_in(std::string_view text, int min, int max);
/// With zeros to `digits_min` digits.
std::string number_text(int number, int digits_min = 1);

} // namespace huiyin::widgets
