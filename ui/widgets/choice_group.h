// The label, the error and the group node around choices. For the sources of ui/widgets only.
#pragma once

#include "ui/widgets/choices.h"

namespace huiyin::widgets {

/// Draws the label above what is placed while it lives and the error below it; names the group.
class ChoiceGroup {
public:
    ChoiceGroup(const ChoiceOptions& options, Role role);
    ~ChoiceGroup();
    ChoiceGroup(const ChoiceGroup&) = delete;
    ChoiceGroup& operator=(const ChoiceGroup&) = delete;

private:
    std::string_view m_error;
    float m_width = 0; ///< as wished
    float m_top = 0;
    bool m_in_row = false;
};

} // namespace huiyin::widgets
