#include "ui/widgets/interaction.h"

#include "ui/widgets/context_state.h"

#include <imgui_internal.h>

#include <algorithm>

namespace huiyin::widgets {

namespace {

/// Two nodes of one pass never share an id, or the mirror would mix them up.
NodeId unique_id(ContextState& s, NodeId id) {
    std::uint32_t& uses = s.ids_used[id];
    ++uses;
    return uses == 1 ? id : ImHashData(&uses, sizeof uses, id);
}

NodeId text_id(const ContextState& s, const Node& node) {
    const NodeId parent =
        s.parents.empty() ? 1
                          : s.tree_building.nodes()[static_cast<std::size_t>(s.parents.back())].id;
    return ImHashStr(node.name.data(), node.name.size(), parent + static_cast<NodeId>(node.role));
}

Rect reach_of(const Rect& rect) {
    return rect.inset(std::min(0.0f, (rect.width - touch_target) * 0.5f),
                      std::min(0.0f, (rect.height - touch_target) * 0.5f));
}

bool take(std::vector<NodeId>& queue, NodeId id) {
    const auto found = std::find(queue.begin(), queue.end(), id);
    if (found == queue.end()) {
        return false;
    }
    queue.erase(found);
    return true;
}

bool looks_pressed(const ContextState& s, NodeId id) {
    const Press& press = s.press;
    if (!press.active || press.target != id) {
        return false;
    }
    return !press.may_drag || s.now_ms - press.start_ms >= press_look_delay_ms - 1;
}

} // namespace

std::size_t publish(Node node) {
    ContextState& s = state();
    node.id = unique_id(s, node.id == 0 ? text_id(s, node) : node.id);
    node.parent = s.parents.empty() ? -1 : s.parents.back();
    node.layer = s.layer;
    node.clip = s.clips.back();
    if (node.id == s.focused) {
        node.state |= StateFocused;
    }
    return s.tree_building.add(node);
}

Interaction interact(Node node, Holding holding) {
    ContextState& s = state();
    IM_ASSERT(is_interactive(node.role) && !node.name.empty());
    const std::size_t index = publish(node);
    const Node& published = s.tree_building.at(index);
    Interaction result;
    result.id = published.id;
    if (published.has(StateDisabled)) {
        take(s.clicks, result.id);
        return result;
    }
    s.hits_building.push_back({.id = result.id,
                               .rect = node.rect,
                               .reach = reach_of(node.rect),
                               .clip = s.clips.back(),
                               .layer = s.layer,
                               .can_hold = holding == Holding::Wanted});
    result.pressed = take(s.clicks, result.id);
    result.held = take(s.holds, result.id);
    result.down = looks_pressed(s, result.id) || s.look == Look::Pressed;
    result.hovered = s.hovered == result.id;
    result.focused = s.focused == result.id;
    result.focus_ring = (result.focused && s.focus_visible) || s.look == Look::Reached;
    return result;
}

LooksLike::LooksLike(Look look) {
    state().look = look;
}

LooksLike::~LooksLike() {
    state().look = Look::AsItIs;
}

bool tapped_outside_nodes(NodeId id, const Rect& rect) {
    ContextState& s = state();
    s.hits_building.push_back(
        {.id = id, .rect = rect, .reach = rect, .clip = s.clips.back(), .layer = s.layer});
    return take(s.clicks, id);
}

Rect focus_drawn() {
    const ContextState& s = state();
    const Node* const node = s.focused == 0 ? nullptr : s.tree_building.find(s.focused);
    if (node == nullptr || node->layer == toast_layer) {
        return {};
    }
    const Rect seen = node->rect.clipped_to(node->clip);
    return seen.empty() ? Rect{} : seen.inset(-focus_ring_width);
}

Shown shown_since(NodeId id) {
    ContextState& s = state();
    const auto [entry, first_time] = s.shown.try_emplace(id);
    ShownState& shown = entry->second;
    const bool is_new = first_time || shown.pass + 1 < s.text_cache.pass;
    if (is_new) {
        shown.since_ms = s.now_ms;
    }
    shown.pass = s.text_cache.pass;
    return {shown.since_ms, is_new};
}

void announce_new(NodeId id, std::string_view text, Urgency urgency) {
    if (!text.empty() && shown_since(ImHashStr(text.data(), text.size(), id)).is_new) {
        announce(text, urgency);
    }
}

NodeId widget_id(std::string_view id, std::string_view label) {
    return node_id(id.empty() ? label : id);
}

void push_parent(std::size_t node) {
    state().parents.push_back(static_cast<std::int32_t>(node));
}

void pop_parent() {
    state().parents.pop_back();
}

void set_node_rect(std::size_t node, const Rect& rect) {
    state().tree_building.at(node).rect = rect;
}

} // namespace huiyin::widgets
