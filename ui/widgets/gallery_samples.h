// Complaints to show in the gallery.
#pragma once

#include "ui/widgets/rows.h"
#include "ui/widgets/status.h"

#include <array>
#include <cstddef>

namespace huiyin::widgets {

inline constexpr std::array<StatusChipOptions, 9> sample_states = {{
    {"草稿", Tone::Neutral, Glyph::RingDashed},
    {"受理不通过", Tone::Neutral, Glyph::RingCross},
    {"待分派", Tone::Warning, Glyph::RingEmpty},
    {"待接收", Tone::Warning, Glyph::PieQuarter},
    {"处理中", Tone::Accent, Glyph::PieHalf},
    {"待反馈", Tone::Accent, Glyph::PieThreeQuarters},
    {"待回访", Tone::Accent, Glyph::PieSevenEighths},
    {"已关闭", Tone::Success, Glyph::DiscCheck},
    {"已撤销", Tone::Neutral, Glyph::RingMinus},
}};

inline constexpr std::array<MarkOptions, 12> sample_marks = {{
    {"重大", Icon::Flag, Tone::Danger, true},
    {"一般", Icon::Flag, Tone::Muted},
    {"有效", Icon::ShieldCheck, Tone::Success},
    {"无效", Icon::ShieldX, Tone::Muted},
    {"待核实", Icon::ShieldHelp, Tone::Muted},
    {"超时 48 分", Icon::Clock, Tone::Danger},
    {"未同步", Icon::CloudUp, Tone::Muted},
    {"有冲突", Icon::Conflict, Tone::Warning},
    {"时钟异常", Icon::Clock, Tone::Warning},
    {"匿名", Icon::Lock, Tone::Muted},
    {"满意", Icon::Smile, Tone::Success},
    {"不满意", Icon::Frown, Tone::Danger},
}};

/// A complaint row made from the number; repeats every six.
bool sample_row_ui(std::size_t index, bool selected);

} // namespace huiyin::widgets
