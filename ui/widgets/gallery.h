// Every widget in every state on one screen: for looking at, for golden pictures and for the tests.
#pragma once

#include "ui/widgets/date_field.h"
#include "ui/widgets/option_sheet.h"
#include "ui/widgets/signature.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace huiyin::widgets {

/// What one may change in the gallery.
struct Gallery {
    std::string name;
    std::string phone = "138 1764 520";
    std::string content;
    std::string search;
    std::string password;
    std::string hours = "24";
    std::optional<CivilTime> when = CivilTime{{2026, 11, 23}, 9, 41};
    DatePicker when_picker;
    std::size_t category = 0;
    std::size_t severity = 1;
    std::size_t channel = 0;
    std::size_t filter = 0;
    std::size_t part = 0;
    std::size_t kept = 0;
    std::size_t period = 1;
    std::size_t page = 0;
    std::size_t row = 0;
    bool verified = true;
    bool secret = false;
    bool own_team = true;
    bool sheet_open = false;
    std::string_view toast; ///< empty: none
    double toast_until_ms = 0;
    std::size_t sheet_reason = 0;
    std::string sheet_text;
    OptionPicker options;
    OptionPicker option;
    std::vector<std::size_t> chosen_groups = {0};
    std::optional<std::size_t> chosen_group;
    std::size_t register_row = 1;
    bool steps_open = false;
    std::uint32_t presses = 0;
    /// What came of the last file.
    std::string file_text;
    Signature signature;
};

/// The gallery as a whole screen.
void gallery_ui(Gallery& gallery);

} // namespace huiyin::widgets
