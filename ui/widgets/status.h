// Small things that tell a state: chips, marks, pills, badges.
#pragma once

#include "ui/widgets/icons.h"
#include "ui/widgets/layout.h"

#include <string_view>

namespace huiyin::widgets {

struct StatusChipOptions {
    std::string_view label;
    Tone tone = Tone::Neutral;
    Glyph glyph = Glyph::RingEmpty;
};

/// 28 high, tinted, with the state's glyph.
void status_chip(const StatusChipOptions& options);

struct MarkOptions {
    std::string_view label;
    Icon icon = Icon::None;
    Tone tone = Tone::Muted;
    /// 重大: on a solid ground, in the shape of a status chip.
    bool loud = false;
};

/// Icon and word without a ground.
void mark(const MarkOptions& options);

enum class SyncPillState : std::uint8_t { Synced, Waiting, Running, Offline, Attention };

struct SyncPillOptions {
    std::string_view id = "sync_pill";
    SyncPillState state = SyncPillState::Synced;
    /// 已同步, 待上传 3, 同步中 42 %, 离线.
    std::string_view label;
    /// After a dot: 待上传 3 when offline.
    std::string_view detail;
    /// Where there is no room for words: they are read all the same.
    bool icon_only = false;
    /// Less around the words, beside a number on a phone.
    bool narrow = false;
};

/// What it needs with its words.
float sync_pill_width(const SyncPillOptions& options);
/// Whether it was pressed: it leads to the sync page.
bool sync_pill(const SyncPillOptions& options);

/// A number in a red pill at the upper right corner of `anchor`; nothing for 0. Where large text
/// leaves it no room within `item`, a red dot: the number is read with the item's name.
void badge(int number, const Rect& anchor, const Rect& item);

} // namespace huiyin::widgets
