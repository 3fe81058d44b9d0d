// The only way for a widget to become operable. For the sources of ui/widgets only.
#pragma once

#include "ui/widgets/context.h"
#include "ui/widgets/semantics.h"

#include <cstdint>
#include <string_view>

namespace huiyin::widgets {

struct Interaction {
    NodeId id = 0;
    /// Pressed and released, or pressed from the mirror: act now.
    bool pressed = false;
    /// A finger rested on it; it is not pressed then.
    bool held = false;
    /// Looks pressed.
    bool down = false;
    bool hovered = false;
    bool focused = false;
    /// Draw the ring.
    bool focus_ring = false;
};

/// How what is operable is drawn.
enum class Look : std::uint8_t { AsItIs, Pressed, Reached };

/// While it lives, widgets look pressed, or as one that the keyboard has reached: for pictures of
/// what nobody does just then.
class LooksLike {
public:
    explicit LooksLike(Look look);
    ~LooksLike();
    LooksLike(const LooksLike&) = delete;
    LooksLike& operator=(const LooksLike&) = delete;
};

/// Publishes a node for reading only. Gives its index.
std::size_t publish(Node node);
enum class Holding : std::uint8_t { Ignored, Wanted };

/// Publishes an operable node and tells what happens to it. Role and name are required.
Interaction interact(Node node, Holding holding = Holding::Ignored);
/// Makes a rectangle react to taps without being a node: the scrim, whose node is the close button.
bool tapped_outside_nodes(NodeId id, const Rect& rect);

/// Where this pass has drawn what has the focus so far, with its ring; empty where nothing below
/// the toast has it.
Rect focus_drawn();

/// Since when, and whether from now on, a widget has been drawn in every pass.
struct Shown {
    double since_ms = 0;
    bool is_new = false;
};

Shown shown_since(NodeId id);
/// Has the text read, once, when the widget comes or says something else.
void announce_new(NodeId id, std::string_view text, Urgency urgency);

/// The id for a widget: from `id`, or from the label where there is none.
NodeId widget_id(std::string_view id, std::string_view label);

void push_parent(std::size_t node);
void pop_parent();
/// Adds to the rectangle of a container when its content is known.
void set_node_rect(std::size_t node, const Rect& rect);

} // namespace huiyin::widgets
