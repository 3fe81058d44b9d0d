// Text to be read: paragraphs, headings, captions, facts.
#pragma once

#include "ui/widgets/icons.h"
#include "ui/widgets/layout.h"
#include "ui/widgets/paint.h"
#include "ui/widgets/text_layout.h"
#include "ui/widgets/theme.h"

#include <span>
#include <string_view>

namespace huiyin::widgets {

struct TextOptions {
    TextSize size = TextSize::Body;
    Weight weight = Weight::Regular;
    Tone tone = Tone::Neutral;
    /// 0 wraps without limit; 1 is one line with an ellipsis.
    std::size_t lines_max = 0;
    /// `width_fit` in a row takes what the text needs; in a column text is as wide as the column.
    float width = width_fit;
    Align align = Align::Start;
    /// BCP 47 when it differs from the interface.
    std::string_view language;
    /// What a search found.
    std::span<const paint::TextRange> hits;
};

/// A paragraph.
void text(std::string_view content, const TextOptions& options = {});
/// 14, muted.
void caption(std::string_view content, Tone tone = Tone::Muted);
/// 20 bold, level 1 or 2: the title of a page or a complaint.
void title(std::string_view content, int level = 1, std::span<const paint::TextRange> hits = {});
/// 28 bold with an optional 16 unit on the same baseline.
void figure(std::string_view value, std::string_view unit = {}, Tone tone = Tone::Neutral);

struct SectionHeadingOptions {
    std::string_view label;
    /// A check-circle: the section is complete.
    bool complete = false;
    std::string_view complete_label;
    Icon icon = Icon::None;
    /// A number after the label, muted.
    std::string_view count;
    /// 14 muted on the right.
    std::string_view hint;
    int level = 2;
    /// 14 instead of 16: over a part of a page that is read.
    bool small = false;
};

/// 16 bold.
void section_heading(const SectionHeadingOptions& options);

/// Facts in one line, separated by drawn dots; read with commas.
void facts(std::span<const std::string_view> parts, const TextOptions& options = {});
/// An icon and a 14 line in a tone: the reason under a disabled button, the state of a draft.
void icon_caption(Icon icon, std::string_view content, Tone tone = Tone::Muted);

struct FactOptions {
    std::string_view label;
    /// Joined by drawn dots.
    std::span<const std::string_view> values;
    Tone tone = Tone::Neutral;
    float label_width = 64;
    /// What a search found in the values.
    std::span<const paint::FactRange> hits;
};

/// A label and its value, 32 high, baseline-aligned; long values wrap.
void fact(const FactOptions& options);
/// The same with one value.
void fact(std::string_view label, std::string_view value);

} // namespace huiyin::widgets
