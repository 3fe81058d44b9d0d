// Everything behind one screen: the canvas, input, focus, animation and the semantics.
//
// A host makes one Context, feeds it events and calls frame(). Widgets find it by themselves.
#pragma once

#include "ui/widgets/geometry.h"
#include "ui/widgets/page_requests.h"
#include "ui/widgets/pictures.h"
#include "ui/widgets/semantics.h"
#include "ui/widgets/theme.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

struct ImFontLoader;
struct ImDrawData;
struct ImFontAtlas;

namespace huiyin::widgets {

/// The place we draw in, as the browser describes it.
struct View {
    /// CSS pixels.
    float width = 800;
    float height = 1280;
    /// Device pixels per CSS pixel.
    float device_ratio = 1;
    /// 1 to 2.
    float text_scale = 1;
    Scheme scheme = Scheme::Light;
    bool reduced_motion = false;
    Contrast contrast = Contrast::Normal;
    /// The parts of the screen that notches and home bars cover.
    Insets safe_area;
    /// Height at the bottom that the on-screen keyboard covers.
    float keyboard_height = 0;
};

bool operator==(const View& a, const View& b);

enum class PointerKind : std::uint8_t { Mouse, Touch, Pen };
enum class PointerPhase : std::uint8_t { Down, Move, Up, Cancel };

struct PointerEvent {
    std::int32_t pointer_id = 0;
    PointerKind kind = PointerKind::Mouse;
    PointerPhase phase = PointerPhase::Move;
    Point at;
    double time_ms = 0;
};

enum class Urgency : std::uint8_t { Polite, Assertive };

struct Announcement {
    Urgency urgency = Urgency::Polite;
    std::string text;
};

struct ContextState;
struct TakenFile;
struct InkPoint;

/// One screen. Single-threaded; at most one may be in a frame at a time.
class Context {
public:
    /// `loader` makes the glyphs and must outlive the context.
    explicit Context(const ImFontLoader& loader);
    ~Context();
    Context(const Context&) = delete;
    Context& operator=(const Context&) = delete;

    void set_view(const View& view);
    const View& view() const;

    void pointer(const PointerEvent& event);
    /// Distances in CSS pixels, positive moves the content up.
    void wheel(Point at, Point delta);
    /// `text` is the new value for SetValue; `amount` the offset for ScrollTo.
    void perform(NodeId node, Action action, std::string_view text = {}, double amount = 0);
    /// The whole text of an editor as the browser has it; `revision` counts its changes. While
    /// `composing`, an input method has not decided yet.
    void edit(NodeId node, std::string_view text, std::uint32_t revision, bool composing);
    /// A file that was chosen or recorded with this button, or why there is none.
    void take_file(NodeId node, TakenFile file);
    /// Whether this button records now.
    void set_recording(NodeId node, bool records);
    /// A stroke that was drawn on this pad.
    void take_stroke(NodeId node, std::vector<InkPoint> stroke);
    /// Whether focus is drawn: keyboard users want it, fingers do not.
    void set_focus_visible(bool visible);

    /// Runs `draw` until nothing it did asks for another pass, at most four times, and leaves the
    /// last picture in draw_data(). `now_ms` never goes back.
    void frame(double now_ms, const std::function<void()>& draw);

    /// The picture, in device pixels; valid until the next frame.
    ImDrawData* draw_data() const;
    ImFontAtlas* font_atlas() const;
    const Tree& semantics() const;

    /// When the next frame is due without any event: in the past = at once; nothing = never.
    std::optional<double> next_frame_at_ms() const;
    /// Whether a finger or a fling moves something now.
    bool is_scrolling() const;
    NodeId focused() const;
    /// The editor or control that code asked to focus since the last call, or 0.
    NodeId take_focus_request();
    std::vector<Announcement> take_announcements();
    std::vector<PageRequest> take_page_requests();
    /// The pictures to decode, and the textures that nobody draws any more.
    std::vector<PictureRequest> take_picture_requests();
    std::vector<std::uint64_t> take_discarded_pictures();
    /// Answers a request: the texture and its size in pixels, or 0 when there can be none. A
    /// texture that nobody waits for any more comes back as discarded.
    void picture_decoded(std::uint32_t id,
                         std::uint64_t texture,
                         std::uint32_t width,
                         std::uint32_t height);
    /// The graphics context is gone, and every texture with it.
    void pictures_lost();

    /// For hosts: another frame at this time, or before.
    void wake_at(double time_ms);
    /// For font loaders: the glyph was not made in time; draw again soon.
    void glyphs_pending();

    ContextState& state() { return *m_state; }

private:
    std::unique_ptr<ContextState> m_state;
};

// For code that runs inside a frame.

/// Milliseconds of the running frame.
double now_ms();
const View& view();
/// Another frame as soon as possible.
void request_frame();
/// Another frame at this time of now_ms(), or before.
void wake_at(double time_ms);
/// Reads `text` to users of a screen reader.
void announce(std::string_view text, Urgency urgency = Urgency::Polite);

/// The node id that `id` has in the present id scope.
NodeId node_id(std::string_view id);
/// Moves the focus to the widget with this id and scrolls it into view.
void request_focus(std::string_view id);
void request_focus(NodeId node);
/// Scrolls the widget with this id into view, without the focus.
void scroll_into_view(std::string_view id);
/// Whether Escape or the back gesture came and nothing used it yet. Asking uses it.
bool take_dismiss();

/// Prefixes the ids inside: one for each element of a loop, one for each screen.
class [[nodiscard]] IdScope {
public:
    explicit IdScope(std::string_view id);
    explicit IdScope(std::uint64_t number);
    ~IdScope();
    IdScope(const IdScope&) = delete;
    IdScope& operator=(const IdScope&) = delete;
};

/// 0 to 1 over `duration_ms`, ease-out, whenever `on` changes; a jump under reduced motion.
float animated(NodeId id, bool on, float duration_ms = 160);
/// The same from when the widget with this id is first drawn, each time it comes.
float appearing(NodeId id, float duration_ms = 160);

} // namespace huiyin::widgets
