// The functions that wasm/web/display.js calls. Text comes in the buffer of display_buffer().
#include "ui/widgets/file_intake.h"
#include "ui/widgets/signature.h"
#include "wasm/display/host.h"

#include <array>
#include <cstdint>
#include <cstring>
#include <emscripten.h>
#include <string>
#include <utility>
#include <vector>

using huiyin::display::current_host;
using huiyin::display::Host;
namespace widgets = huiyin::widgets;

namespace {

/// Bits of display_view's `flags`, as in display.js.
enum ViewFlag : int { FlagDark = 1, FlagReducedMotion = 2, FlagMoreContrast = 4 };

std::string& buffer() {
    static std::string text;
    return text;
}

widgets::PointerEvent pointer_event(int id, int kind, int phase, float x, float y, double time_ms) {
    return {id,
            static_cast<widgets::PointerKind>(kind),
            static_cast<widgets::PointerPhase>(phase),
            {x, y},
            time_ms};
}

} // namespace

extern "C" {

/// Room for `bytes` bytes of text, which the next call that takes text reads.
EMSCRIPTEN_KEEPALIVE void* display_buffer(int bytes) {
    buffer().resize(static_cast<std::size_t>(bytes));
    return buffer().data();
}

EMSCRIPTEN_KEEPALIVE void display_view(
    float width, float height, float ratio, float text_scale, int flags, float keyboard_height) {
    Host* host = current_host();
    if (host == nullptr) {
        return;
    }
    widgets::View view;
    view.width = width;
    view.height = height;
    view.device_ratio = ratio;
    view.text_scale = text_scale;
    view.scheme = (flags & FlagDark) != 0 ? widgets::Scheme::Dark : widgets::Scheme::Light;
    view.reduced_motion = (flags & FlagReducedMotion) != 0;
    view.contrast =
        (flags & FlagMoreContrast) != 0 ? widgets::Contrast::More : widgets::Contrast::Normal;
    view.keyboard_height = keyboard_height;
    view.safe_area = host->safe_area();
    host->view_changed(view);
}

/// Kept for the next display_view().
EMSCRIPTEN_KEEPALIVE void display_safe_area(float left, float top, float right, float bottom) {
    if (Host* host = current_host()) {
        host->set_safe_area({left, top, right, bottom});
    }
}

EMSCRIPTEN_KEEPALIVE void display_visibility(int visible) {
    if (Host* host = current_host()) {
        host->visibility_changed(visible != 0);
    }
}

EMSCRIPTEN_KEEPALIVE void
display_pointer(int id, int kind, int phase, float x, float y, double time_ms) {
    if (Host* host = current_host()) {
        host->context().pointer(pointer_event(id, kind, phase, x, y, time_ms));
    }
}

EMSCRIPTEN_KEEPALIVE void display_wheel(float x, float y, float across, float down) {
    if (Host* host = current_host()) {
        host->wheel({x, y}, {across, down});
    }
}

EMSCRIPTEN_KEEPALIVE void display_perform(std::uint32_t node, int action, double amount) {
    if (Host* host = current_host()) {
        host->context().perform(node, static_cast<widgets::Action>(action), buffer(), amount);
    }
}

EMSCRIPTEN_KEEPALIVE void display_edit(std::uint32_t node, std::uint32_t revision, int composing) {
    if (Host* host = current_host()) {
        host->context().edit(node, buffer(), revision, composing != 0);
    }
}

/// A file for a button, or why there is none. The buffer holds its name, media type, thumbnail and
/// bytes, one after the other; `problem` is a widgets::FileProblem.
EMSCRIPTEN_KEEPALIVE void display_file(std::uint32_t node,
                                       int problem,
                                       int name_bytes,
                                       int type_bytes,
                                       int thumbnail_bytes,
                                       std::uint32_t width,
                                       std::uint32_t height,
                                       std::uint32_t duration_ms) {
    Host* host = current_host();
    if (host == nullptr) {
        return;
    }
    const auto name_end = buffer().begin() + name_bytes;
    const auto type_end = name_end + type_bytes;
    const auto thumbnail_end = type_end + thumbnail_bytes;
    widgets::TakenFile file;
    file.problem = static_cast<widgets::FileProblem>(problem);
    file.name.assign(buffer().begin(), name_end);
    file.media_type.assign(name_end, type_end);
    file.thumbnail.assign(type_end, thumbnail_end);
    file.bytes.assign(thumbnail_end, buffer().end());
    file.width = width;
    file.height = height;
    file.duration_ms = duration_ms;
    // Files are big: their room is given back.
    buffer() = {};
    host->context().take_file(node, std::move(file));
}

EMSCRIPTEN_KEEPALIVE void display_recording(std::uint32_t node, int records) {
    if (Host* host = current_host()) {
        host->context().set_recording(node, records != 0);
    }
}

/// A stroke: the buffer holds 16-bit x, y and pressure of each point.
EMSCRIPTEN_KEEPALIVE void display_stroke(std::uint32_t node) {
    Host* host = current_host();
    if (host == nullptr) {
        return;
    }
    std::vector<widgets::InkPoint> stroke;
    std::array<std::uint16_t, 3> point{};
    for (std::size_t at = 0; at + sizeof point <= buffer().size(); at += sizeof point) {
        std::memcpy(point.data(), buffer().data() + at, sizeof point);
        stroke.push_back({point[0], point[1], static_cast<std::uint8_t>(point[2])});
    }
    host->context().take_stroke(node, std::move(stroke));
}

EMSCRIPTEN_KEEPALIVE void display_focus_visible(int visible) {
    if (Host* host = current_host()) {
        host->context().set_focus_visible(visible != 0);
    }
}

/// Draws. 0: again at once; negative: not until something happens; else when, in milliseconds.
EMSCRIPTEN_KEEPALIVE double display_frame(double now_ms) {
    Host* host = current_host();
    return host == nullptr ? -1 : host->frame(now_ms);
}

EMSCRIPTEN_KEEPALIVE double display_next_frame_at() {
    Host* host = current_host();
    return host == nullptr ? -1 : host->context().next_frame_at_ms().value_or(-1);
}

EMSCRIPTEN_KEEPALIVE void display_text_step(int step) {
    if (Host* host = current_host()) {
        host->text_step(step);
    }
}

EMSCRIPTEN_KEEPALIVE void display_context_lost() {
    if (Host* host = current_host()) {
        host->context_lost();
    }
}

/// A picture is decoded and waits for upload_picture(); 0 × 0 when it cannot be.
EMSCRIPTEN_KEEPALIVE void
display_picture(std::uint32_t id, std::uint32_t width, std::uint32_t height) {
    if (Host* host = current_host()) {
        host->picture_decoded(id, width, height);
    }
}

EMSCRIPTEN_KEEPALIVE std::uint32_t display_frames() {
    Host* host = current_host();
    return host == nullptr ? 0 : host->statistics().frames;
}

EMSCRIPTEN_KEEPALIVE double display_last_frame_ms() {
    Host* host = current_host();
    return host == nullptr ? 0 : host->statistics().last_frame_ms;
}

EMSCRIPTEN_KEEPALIVE double display_slowest_frame_ms() {
    Host* host = current_host();
    return host == nullptr ? 0 : host->statistics().slowest_frame_ms;
}
}
