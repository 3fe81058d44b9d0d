// What a Context keeps from frame to frame and within one. For the sources of ui/widgets only.
#pragma once

#include "ui/widgets/canvas.h"
#include "ui/widgets/context.h"
#include "ui/widgets/file_intake.h"
#include "ui/widgets/flow.h"
#include "ui/widgets/interaction.h"
#include "ui/widgets/picture_cache.h"
#include "ui/widgets/signature.h"
#include "ui/widgets/text_cache.h"

#include <imgui.h>

#include <array>
#include <cstdint>
#include <unordered_map>
#include <vector>

namespace huiyin::widgets {

/// Something that reacts to a pointer, as it was drawn in the last pass.
struct HitTarget {
    NodeId id = 0;
    /// As drawn.
    Rect rect;
    /// Grown to the least touch target.
    Rect reach;
    Rect clip;
    std::uint8_t layer = 0;
    /// Whether a finger that rests on it means something.
    bool can_hold = false;
};

enum class Axis : std::uint8_t { Vertical, Horizontal };

/// A scroll area as it was in the last pass.
struct ScrollTarget {
    NodeId id = 0;
    Rect area;
    Axis axis = Axis::Vertical;
    std::uint8_t layer = 0;
    std::size_t node = 0;
};

struct ScrollState {
    double offset = 0;
    double offset_max = 0;
    /// CSS pixels per millisecond.
    double velocity = 0;
    /// How far a finger has pulled it beyond its end, as drawn_overscroll() draws it.
    double overscroll = 0;
    double moved_at_ms = -1e9;
    Axis axis = Axis::Vertical;
    bool touched = false;
    /// Means something when it is pulled down, so it moves even where everything fits.
    bool can_pull = false;
    /// Was let go beyond `pull_least`, and nobody has asked yet.
    bool pulled = false;
    /// Of a row of choices: the one that was chosen last (sideways.h).
    std::optional<std::size_t> chosen;
};

/// A finger or button that is down.
struct Press {
    bool active = false;
    bool dragging = false;
    std::int32_t pointer_id = 0;
    PointerKind kind = PointerKind::Mouse;
    NodeId target = 0;
    NodeId scroll_area = 0;
    Axis axis = Axis::Vertical;
    Point start;
    Point last;
    double start_ms = 0;
    /// Has not left its place, and its target wants to know when it stays.
    bool may_hold = false;
    /// Whether the pressed look waits, because this may become a drag.
    bool may_drag = false;

    struct Sample {
        float at = 0;
        double time_ms = 0;
    };

    std::vector<Sample> samples;
};

struct Edit {
    NodeId node = 0;
    std::string text;
    std::uint32_t revision = 0;
    bool composing = false;
};

/// Came from outside and waits for its widget.
struct WaitingFile {
    NodeId node = 0;
    TakenFile file;
};

struct WaitingInk {
    NodeId node = 0;
    InkStroke stroke;
};

struct AnimationState {
    double started_ms = 0;
    float from = 0;
    float to = 0;
};

/// A widget that wants to know how long it has been there.
struct ShownState {
    double since_ms = 0;
    /// The last pass that drew it; counts as text_cache.pass.
    std::uint64_t pass = 0;
};

inline constexpr std::uint8_t layers_max = 6;
inline constexpr std::uint8_t toast_layer = layers_max - 1;
inline constexpr int passes_max = 4;
inline constexpr float drag_slop = 8;
inline constexpr double press_look_delay_ms = 70;
/// A finger that rests so long asks for more than a press.
inline constexpr double hold_ms = 500;
/// What of the rubber band must be pulled out to mean it: a finger's way of 140.
inline constexpr double pull_least = 56;

struct ContextState {
    explicit ContextState(const ImFontLoader& loader)
        : canvas(loader) {}

    Canvas canvas;
    View view;
    double now_ms = 0;
    bool in_frame = false;

    // The running pass.
    std::uint8_t layer = 0;
    bool another_pass = false;
    int pass = 0;
    ImDrawList* draw = nullptr;
    ImDrawListSplitter splitter;
    std::vector<NodeId> id_scopes;
    std::vector<Rect> clips;
    std::vector<Flow> flows;
    std::vector<std::int32_t> parents;
    std::unordered_map<NodeId, std::uint32_t> ids_used;

    // The last complete pass, which input is matched against.
    Tree tree;
    Tree tree_building;
    std::vector<HitTarget> hits;
    std::vector<HitTarget> hits_building;
    std::vector<ScrollTarget> scrolls;
    std::vector<ScrollTarget> scrolls_building;
    std::uint8_t modal_layer = 0;
    std::uint8_t modal_layer_building = 0;

    // Input that waits for its widget.
    bool dismiss = false;
    NodeId hovered = 0;
    Press press;
    std::vector<NodeId> clicks;
    std::vector<NodeId> holds;
    std::vector<NodeId> submits;
    std::vector<Edit> edits;
    std::vector<WaitingFile> files;
    std::vector<WaitingInk> ink;
    /// Where an input method composes.
    NodeId composing = 0;
    /// The voice button that records, and since when.
    NodeId recording = 0;
    double recording_since_ms = 0;
    std::unordered_map<NodeId, std::uint32_t> revisions;

    NodeId focused = 0;
    Look look = Look::AsItIs;
    bool focus_visible = false;
    /// Where no browser editor lies over the field: native pictures.
    bool draw_focused_text = false;
    /// What lost the focus since the last pass, and what the running pass takes it from: all of it,
    /// for several moves can come between two frames.
    std::vector<NodeId> left;
    std::vector<NodeId> left_building;
    NodeId focus_wanted = 0;
    NodeId reveal_wanted = 0;

    std::unordered_map<NodeId, ScrollState> scroll_states;
    std::unordered_map<NodeId, FlowMemory> flow_memory;
    std::unordered_map<NodeId, AnimationState> animations;
    std::unordered_map<NodeId, ShownState> shown;
    std::vector<Announcement> announcements;
    std::vector<PageRequest> page_requests;
    TextCache text_cache;
    PictureCache pictures;

    bool frame_wanted = false;
    std::vector<double> wakes;
};

/// The state of the context that is in a frame.
ContextState& state();

// input.cpp
void handle_pointer(ContextState& s, const PointerEvent& event);
void handle_wheel(ContextState& s, Point at, Point delta);
void advance_scrolling(ContextState& s, double elapsed_ms);
void scroll_by(ContextState& s, ScrollState& scroll, double delta);
/// The rubber band as it is seen: not at all under reduced motion.
double drawn_overscroll(const ScrollState& scroll);
/// Tells the target of a finger that has rested long enough.
void advance_press(ContextState& s);
/// Scrolls what encloses the node until it can be seen. Whether anything moved.
bool reveal(ContextState& s, NodeId node);

} // namespace huiyin::widgets
