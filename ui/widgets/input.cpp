// Fingers, mice and wheels: what was pressed, what scrolls. Works on what the last pass drew.
#include "ui/widgets/context_state.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace huiyin::widgets {

namespace {

/// 0.998 of the speed is left after each ms, and e⁻¹ of a pull beyond the end after 70: as
/// exponents of e, so that the program needs no other power.
constexpr double fling_loss_per_ms = 0.002002;
constexpr double overscroll_loss_per_ms = 1 / 70.0;
constexpr double fling_min = 0.02;
constexpr double fling_max = 6;
constexpr double velocity_window_ms = 100;
constexpr double overscroll_max = 72;

bool reachable(const ContextState& s, const HitTarget& hit) {
    return hit.layer >= s.modal_layer;
}

float distance_squared(Point a, Point b) {
    return (a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y);
}

/// What lies under a point: what is drawn there, else the nearest whose target reaches it.
NodeId hit_test(const ContextState& s, Point at) {
    const HitTarget* drawn = nullptr;
    const HitTarget* near = nullptr;
    float best = std::numeric_limits<float>::max();
    for (const HitTarget& hit : s.hits) {
        if (!reachable(s, hit) || !hit.clip.contains(at)) {
            continue;
        }
        if (hit.rect.contains(at) && (drawn == nullptr || hit.layer >= drawn->layer)) {
            drawn = &hit;
        } else if (hit.reach.contains(at) && distance_squared(at, hit.rect.center()) < best) {
            best = distance_squared(at, hit.rect.center());
            near = &hit;
        }
    }
    if (drawn != nullptr && near != nullptr && near->layer > drawn->layer) {
        return near->id;
    }
    if (drawn != nullptr) {
        return drawn->id;
    }
    return near == nullptr ? 0 : near->id;
}

const HitTarget* hit_of(const ContextState& s, NodeId id) {
    const auto found = std::find_if(
        s.hits.begin(), s.hits.end(), [id](const HitTarget& hit) { return hit.id == id; });
    return found == s.hits.end() ? nullptr : &*found;
}

bool can_move(const ScrollState& scroll, double delta) {
    return delta > 0 ? scroll.offset < scroll.offset_max - 0.5 : scroll.offset > 0.5;
}

/// The innermost area under the point that can move along the axis; of areas within each other the
/// innermost that is not yet at its end in the direction of `delta`.
const ScrollTarget* scroll_target(ContextState& s, Point at, Axis axis, double delta = 0) {
    const ScrollTarget* found = nullptr;
    for (const ScrollTarget& target : s.scrolls) {
        const ScrollState& scroll = s.scroll_states[target.id];
        const bool usable = target.layer >= s.modal_layer && target.axis == axis &&
                            target.area.contains(at) && (scroll.offset_max > 0 || scroll.can_pull);
        const bool inner =
            found == nullptr || target.layer > found->layer ||
            (target.layer == found->layer && (delta == 0 || can_move(scroll, delta) ||
                                              !can_move(s.scroll_states[found->id], delta)));
        if (usable && inner) {
            found = &target;
        }
    }
    return found;
}

void stop_flings(ContextState& s, Point at) {
    for (const Axis axis : {Axis::Vertical, Axis::Horizontal}) {
        if (const ScrollTarget* target = scroll_target(s, at, axis)) {
            ScrollState& scroll = s.scroll_states[target->id];
            if (std::abs(scroll.velocity) > fling_min) {
                // The finger that stops a fling presses nothing.
                s.press.target = 0;
            }
            scroll.velocity = 0;
        }
    }
}

void pointer_down(ContextState& s, const PointerEvent& event) {
    if (s.press.active) {
        // A second finger: neither presses anything.
        s.press.target = 0;
        return;
    }
    s.press = {};
    s.press.active = true;
    s.press.pointer_id = event.pointer_id;
    s.press.kind = event.kind;
    s.press.target = hit_test(s, event.at);
    s.press.start = event.at;
    s.press.last = event.at;
    s.press.start_ms = event.time_ms;
    s.press.may_drag = event.kind != PointerKind::Mouse &&
                       (scroll_target(s, event.at, Axis::Vertical) != nullptr ||
                        scroll_target(s, event.at, Axis::Horizontal) != nullptr);
    stop_flings(s, event.at);
    if (s.press.may_drag) {
        s.wakes.push_back(event.time_ms + press_look_delay_ms);
    }
    const HitTarget* hit = hit_of(s, s.press.target);
    s.press.may_hold = event.kind != PointerKind::Mouse && hit != nullptr && hit->can_hold;
    if (s.press.may_hold) {
        s.wakes.push_back(event.time_ms + hold_ms);
    }
}

void begin_drag(ContextState& s, Point at) {
    Press& press = s.press;
    const float across = std::abs(at.x - press.start.x);
    const float down = std::abs(at.y - press.start.y);
    if (press.kind == PointerKind::Mouse || std::max(across, down) < drag_slop) {
        return;
    }
    press.may_hold = false;
    press.axis = across > down ? Axis::Horizontal : Axis::Vertical;
    // The content follows the finger.
    const double delta =
        press.axis == Axis::Horizontal ? press.start.x - at.x : press.start.y - at.y;
    if (const ScrollTarget* target = scroll_target(s, press.start, press.axis, delta)) {
        press.dragging = true;
        press.target = 0;
        press.scroll_area = target->id;
        // Without the slop in it, the content does not jump.
        press.last = at;
        s.scroll_states[target->id].touched = true;
    }
}

void pointer_move(ContextState& s, const PointerEvent& event) {
    Press& press = s.press;
    if (!press.active) {
        const NodeId hovered = event.kind == PointerKind::Mouse ? hit_test(s, event.at) : 0;
        s.frame_wanted |= hovered != s.hovered;
        s.hovered = hovered;
        return;
    }
    if (press.pointer_id != event.pointer_id) {
        return;
    }
    if (!press.dragging) {
        begin_drag(s, event.at);
        s.frame_wanted = true;
        if (!press.dragging) {
            return;
        }
    }
    const bool vertical = press.axis == Axis::Vertical;
    const float at = vertical ? event.at.y : event.at.x;
    const float last = vertical ? press.last.y : press.last.x;
    scroll_by(s, s.scroll_states[press.scroll_area], static_cast<double>(last) - at);
    press.last = event.at;
    press.samples.push_back({at, event.time_ms});
    s.frame_wanted = true;
}

void begin_fling(ContextState& s, double time_ms) {
    Press& press = s.press;
    ScrollState& scroll = s.scroll_states[press.scroll_area];
    scroll.touched = false;
    scroll.pulled = scroll.can_pull && scroll.overscroll <= -pull_least;
    auto& samples = press.samples;
    while (samples.size() > 2 && samples.front().time_ms < time_ms - velocity_window_ms) {
        samples.erase(samples.begin());
    }
    if (s.view.reduced_motion || samples.size() < 2) {
        return;
    }
    const double elapsed = samples.back().time_ms - samples.front().time_ms;
    // A finger that rested before it left does not throw.
    if (elapsed <= 0 || time_ms - samples.back().time_ms > velocity_window_ms) {
        return;
    }
    const double velocity = (static_cast<double>(samples.front().at) - samples.back().at) / elapsed;
    scroll.velocity = std::clamp(velocity, -fling_max, fling_max);
}

void pointer_up(ContextState& s, const PointerEvent& event) {
    Press& press = s.press;
    if (!press.active || press.pointer_id != event.pointer_id) {
        return;
    }
    if (press.dragging) {
        begin_fling(s, event.time_ms);
    } else if (const HitTarget* hit = hit_of(s, press.target)) {
        const float tolerance = press.kind == PointerKind::Mouse ? 0 : -drag_slop;
        if (hit->reach.inset(tolerance).contains(event.at)) {
            s.clicks.push_back(press.target);
        }
    }
    press = {};
    s.frame_wanted = true;
}

} // namespace

void handle_pointer(ContextState& s, const PointerEvent& event) {
    switch (event.phase) {
    case PointerPhase::Down:
        s.focus_visible = false;
        pointer_down(s, event);
        s.frame_wanted = true;
        break;
    case PointerPhase::Move:
        pointer_move(s, event);
        break;
    case PointerPhase::Up:
        pointer_up(s, event);
        break;
    case PointerPhase::Cancel:
        if (s.press.active && s.press.pointer_id == event.pointer_id) {
            if (s.press.dragging) {
                s.scroll_states[s.press.scroll_area].touched = false;
            }
            s.press = {};
            s.frame_wanted = true;
        }
        break;
    }
}

void handle_wheel(ContextState& s, Point at, Point delta) {
    const Axis axis = std::abs(delta.x) > std::abs(delta.y) ? Axis::Horizontal : Axis::Vertical;
    const double amount = axis == Axis::Horizontal ? delta.x : delta.y;
    if (const ScrollTarget* target = scroll_target(s, at, axis, amount)) {
        ScrollState& scroll = s.scroll_states[target->id];
        scroll.velocity = 0;
        scroll.offset = std::clamp(scroll.offset + amount, 0.0, scroll.offset_max);
        scroll.moved_at_ms = s.now_ms;
        s.frame_wanted = true;
    }
}

void scroll_by(ContextState& s, ScrollState& scroll, double delta) {
    const double wanted = scroll.offset + scroll.overscroll * 2.5 + delta;
    scroll.offset = std::clamp(wanted, 0.0, scroll.offset_max);
    // What is pulled without being seen to move must still know how far.
    const bool stretches = !s.view.reduced_motion || scroll.can_pull;
    const double beyond = stretches ? (wanted - scroll.offset) * 0.4 : 0;
    scroll.overscroll = std::clamp(beyond, -overscroll_max, overscroll_max);
    scroll.moved_at_ms = s.now_ms;
}

double drawn_overscroll(const ScrollState& scroll) {
    return view().reduced_motion ? 0 : scroll.overscroll;
}

void advance_press(ContextState& s) {
    Press& press = s.press;
    if (press.may_hold && press.target != 0 && s.now_ms >= press.start_ms + hold_ms) {
        // What it meant is done while it still rests, so lifting it presses nothing.
        s.holds.push_back(press.target);
        press.target = 0;
        press.may_hold = false;
    }
}

void advance_scrolling(ContextState& s, double elapsed_ms) {
    for (auto& [id, scroll] : s.scroll_states) {
        if (scroll.touched) {
            continue;
        }
        if (scroll.velocity != 0) {
            scroll.offset += scroll.velocity * elapsed_ms;
            scroll.velocity *= std::exp(static_cast<float>(-elapsed_ms * fling_loss_per_ms));
            scroll.moved_at_ms = s.now_ms;
            const bool at_end = scroll.offset <= 0 || scroll.offset >= scroll.offset_max;
            if (at_end || std::abs(scroll.velocity) < fling_min) {
                scroll.velocity = 0;
            }
            scroll.offset = std::clamp(scroll.offset, 0.0, scroll.offset_max);
            s.frame_wanted = true;
        }
        if (scroll.overscroll != 0) {
            scroll.overscroll *= std::exp(static_cast<float>(-elapsed_ms * overscroll_loss_per_ms));
            if (std::abs(scroll.overscroll) < 0.5 || s.view.reduced_motion) {
                scroll.overscroll = 0;
            }
            s.frame_wanted = true;
        }
    }
}

namespace {

/// How far to scroll so that `low..high` lies within the area's; its beginning matters more.
double distance(float low, float high, float area_low, float area_high) {
    double delta = high > area_high ? static_cast<double>(high) - area_high : 0;
    if (static_cast<double>(low) - delta < area_low) {
        delta = static_cast<double>(low) - area_low;
    }
    return delta;
}

double distance_down(const ContextState& s, const Node& node, const Rect& area) {
    const float keyboard_top = s.view.height - s.view.keyboard_height;
    const float bottom = std::min(area.bottom(), keyboard_top) - space::l;
    return distance(node.rect.y, node.rect.bottom(), area.y + space::l, bottom);
}

double distance_across(const Node& node, const Rect& area) {
    return distance(node.rect.x, node.rect.right(), area.x + space::xs, area.right() - space::xs);
}

} // namespace

bool reveal(ContextState& s, NodeId id) {
    const Node* node = s.tree.find(id);
    if (node == nullptr) {
        return false;
    }
    bool moved = false;
    for (std::int32_t at = node->parent; at >= 0;) {
        const Node& ancestor = s.tree.nodes()[static_cast<std::size_t>(at)];
        at = ancestor.parent;
        const auto found = s.scroll_states.find(ancestor.id);
        if (ancestor.role != Role::ScrollArea || found == s.scroll_states.end()) {
            continue;
        }
        const double delta = found->second.axis == Axis::Vertical
                                 ? distance_down(s, *node, ancestor.rect)
                                 : distance_across(*node, ancestor.rect);
        ScrollState& scroll = found->second;
        const double offset = std::clamp(scroll.offset + delta, 0.0, scroll.offset_max);
        moved |= offset != scroll.offset;
        scroll.offset = offset;
    }
    return moved;
}

} // namespace huiyin::widgets
