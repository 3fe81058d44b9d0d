// Files from outside: the camera, the picture library, the file system, the microphone. The control
// itself is the browser's, lying over what is drawn here, because only a press on it may open them.
#pragma once

#include "ui/widgets/buttons.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace huiyin::widgets {

enum class FileSource : std::uint8_t { Camera, Pictures, Files };

/// What is taken in at most; views give those of core/base/limits.h.
struct FileLimits {
    /// Of a file as it was chosen; pictures are much bigger before they are made smaller.
    std::size_t chosen_bytes_max = 0;
    /// Of what is handed over.
    std::size_t bytes_max = 0;
    /// Longer side of a picture, in pixels.
    std::uint32_t picture_edge_max = 0;
    std::uint32_t thumbnail_edge_max = 0;
    std::uint32_t voice_ms_max = 0;
};

/// Why there is no file, for a message.
enum class FileProblem : std::uint8_t {
    None,
    TooBig,
    /// Broken, or of a kind the browser cannot read.
    Unreadable,
    /// The person or the device's settings refuse the microphone.
    Refused,
};

/// One file, ready to be stored.
struct TakenFile {
    FileProblem problem = FileProblem::None;
    /// As the device calls it; a name of nothing but its characters, without folders.
    std::string name;
    std::string media_type;
    /// A picture is JPEG and was encoded again, so that nothing of its place or camera is in it.
    std::vector<std::uint8_t> bytes;
    /// JPEG; empty for what is not a picture.
    std::vector<std::uint8_t> thumbnail;
    std::uint32_t width = 0;
    std::uint32_t height = 0;
    std::uint32_t duration_ms = 0;
};

struct FileButtonOptions {
    std::string_view id;
    std::string_view label;
    FileSource source = FileSource::Camera;
    FileLimits limits;
    ButtonKind kind = ButtonKind::Secondary;
    Icon icon = Icon::Camera;
    bool disabled = false;
    std::string_view description;
    float width = width_fit;
};

struct FileButtonResult {
    /// The camera or the files open now. A browser that runs out of memory then ends the page, so
    /// everything that was typed must be kept before.
    bool pressed = false;
    /// The next chosen file, or what went wrong with it; several come one after the other, a frame
    /// each. A file whose button is gone is dropped.
    std::optional<TakenFile> file;
};

/// A button that lets a file be chosen.
[[nodiscard]] FileButtonResult file_button(const FileButtonOptions& options);

struct VoiceButtonOptions {
    std::string_view id;
    std::string_view label;
    /// While it records; the seconds come after it.
    std::string_view stop_label;
    FileLimits limits;
    bool disabled = false;
    std::string_view description;
};

/// A button that begins and ends a voice note; it ends by itself at `voice_ms_max`.
[[nodiscard]] FileButtonResult voice_button(const VoiceButtonOptions& options);

} // namespace huiyin::widgets
