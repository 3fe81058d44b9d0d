// How states and steps of a complaint look: word, tone, glyph, icon.
#pragma once

#include "core/domain/codes.h"
#include "ui/app/app.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/status.h"

#include <optional>
#include <string>

namespace huiyin::views {

/// The chip of a state, with its short word.
widgets::StatusChipOptions status_chip_of(domain::State state, app::Language language);

/// 有效, 无效, or 待核实 while it is being handled; nothing before.
std::optional<widgets::MarkOptions>
validity_mark_of(domain::Validity validity, domain::State state, app::Language language);

/// Icon and tone of a step in the timeline.
struct StepLook {
    widgets::Icon icon;
    widgets::Tone tone;
};

StepLook look_of(domain::EventKind kind);

/// Says that something could not be read and why, with a button that tries again; nothing for no
/// problem. Whether it was said.
bool storage_problem_ui(app::App& app, const std::optional<base::ErrorCode>& problem);

/// From here on a phone's top bar holds a title or the pill's words, not both.
constexpr float large_text_scale = 1.5F;

/// What of this tablet the server does not have: 待上传 3, else 待上传附件 1; empty when nothing.
std::string waiting_words(const app::App& app);

/// The sync pill as it stands now; opens the sync page when pressed. A phone's bar with more in it
/// has this much room for it: the pill says less, or only its icon stands there.
void sync_pill_ui(app::App& app, std::optional<float> room = {});

/// Says that little can be stored any more; nothing as long as there is room.
void storage_short_ui(const app::App& app);

} // namespace huiyin::views
