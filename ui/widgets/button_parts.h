// A button whose node has another role. For the sources of ui/widgets only.
#pragma once

#include "ui/widgets/buttons.h"
#include "ui/widgets/interaction.h"

namespace huiyin::widgets {

/// Draws the button and publishes `node` for it, with the button's id, name, state and place.
Interaction button_of(const ButtonOptions& options, Node node);

} // namespace huiyin::widgets
