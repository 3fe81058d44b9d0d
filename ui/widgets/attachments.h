// Photos, voice notes and files of a complaint, as tiles in a strip.
#pragma once

#include "ui/widgets/icons.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace huiyin::widgets {

enum class AttachmentKind : std::uint8_t { Photo, Voice, File };

struct Attachment {
    AttachmentKind kind = AttachmentKind::Photo;
    /// What is read: 照片 1, 录音 0:42.
    std::string_view name;
    /// A texture of the host's with the thumbnail; 0 draws an icon. `aspect` is its width ÷ height.
    std::uint64_t texture = 0;
    float aspect = 1;
    /// 0 to 1 while it travels.
    std::optional<float> progress;
    /// How far it travelled, under the tile and read after the name: 未上传.
    std::string_view state;
    Tone state_tone = Tone::Muted;
    /// Not on this tablet: a press fetches it.
    bool away = false;
    /// Voice: 0:42. File: its name.
    std::string_view label;
    /// Voice: loudness from 0 to 1, drawn as bars; how much of it was played; whether it plays now.
    std::span<const float> levels;
    float played = 0;
    bool playing = false;
    bool removable = false;
};

struct AttachmentsOptions {
    std::string_view id;
    /// Of the list: 附件.
    std::string_view name;
    std::span<const Attachment> attachments;
    /// 移除; read with the name of the attachment.
    std::string_view remove_label;
    /// 64; 48 in the form.
    float size = 64;
};

struct AttachmentsResult {
    /// To be shown or played.
    std::optional<std::size_t> opened;
    std::optional<std::size_t> removed;
};

/// Tiles that wrap.
AttachmentsResult attachments(const AttachmentsOptions& options);

} // namespace huiyin::widgets
