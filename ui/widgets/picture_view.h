// One photo over the whole screen, to be looked at closely.
#pragma once

#include "ui/widgets/pictures.h"

#include <string_view>

namespace huiyin::widgets {

struct PictureViewOptions {
    std::string_view id;
    /// What the picture is: its heading, and what is read for it.
    std::string_view name;
    /// Under it: who took it and when.
    std::string_view caption;
    Picture picture;
    /// In the place of the picture while there is none: 正在打开.
    std::string_view status;
    std::string_view close_label;
    std::string_view zoom_in_label;
    std::string_view zoom_out_label;
    std::string_view save_label;
};

struct PictureViewResult {
    bool closed = false;
    bool save = false;
};

/// A dialog as large as the screen. A tap on the picture, or the button, makes it three times as
/// large and back; then it is moved by finger, wheel or keyboard. `zoomed` is kept by the caller.
PictureViewResult picture_view(const PictureViewOptions& options, bool& zoomed);

} // namespace huiyin::widgets
