#include "ui/widgets/context.h"

#include "ui/widgets/context_state.h"
#include "ui/widgets/interaction.h"

#include <imgui.h>
#include <imgui_internal.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace huiyin::widgets {

namespace {

/// Bounds of memory of what is no longer on the screen.
constexpr std::size_t remembered_max = 2000;

/// The context whose frame runs, as Dear ImGui has its current one: widgets are functions.
ContextState* current = nullptr;

void begin_pass(ContextState& s) {
    s.canvas.begin(std::round(s.view.width * s.view.device_ratio),
                   std::round(s.view.height * s.view.device_ratio));
    s.draw = &s.canvas.list();
    s.splitter.Split(s.draw, layers_max);
    s.layer = 0;
    ++s.text_cache.pass;
    s.tree_building.clear();
    s.hits_building.clear();
    s.scrolls_building.clear();
    s.modal_layer_building = 0;
    s.ids_used.clear();
    s.id_scopes.assign(1, 0x811c9dc5u);
    s.parents.clear();
    s.flows.clear();
    s.clips.assign(1, Rect{0, 0, s.view.width, s.view.height});
    s.another_pass = false;
    Flow root;
    root.id = 1;
    root.area = s.clips.front().inset(s.view.safe_area);
    root.cursor = root.area.y;
    root.end = root.area.y;
    s.flows.push_back(root);
}

/// Where a node lies in the content that scrolls around it.
struct PlaceInContent {
    float along = 0;
    bool in_sight = false;
};

std::optional<PlaceInContent> place_in_content(const Tree& tree, NodeId id) {
    const Node* node = tree.find(id);
    for (std::int32_t at = node == nullptr ? -1 : node->parent; at >= 0;) {
        const Node& ancestor = tree.nodes()[static_cast<std::size_t>(at)];
        at = ancestor.parent;
        if (ancestor.role == Role::ScrollArea && !ancestor.scrolls_across) {
            const Rect& rect = node->rect;
            return PlaceInContent{rect.y + static_cast<float>(ancestor.scroll),
                                  rect.y >= ancestor.rect.y &&
                                      rect.bottom() <= ancestor.rect.bottom()};
        }
    }
    return std::nullopt;
}

/// What comes in above what has the focus, a hint that was found meanwhile, does not push it out of
/// sight. Who scrolls away from it is left alone.
void keep_focus_in_sight(ContextState& s) {
    const auto before = place_in_content(s.tree_building, s.focused);
    const auto now = place_in_content(s.tree, s.focused);
    if (before && now && before->in_sight && !now->in_sight &&
        std::abs(before->along - now->along) > 0.5f) {
        s.reveal_wanted = s.focused;
    }
}

void end_pass(ContextState& s) {
    s.splitter.Merge(s.draw);
    std::swap(s.tree, s.tree_building);
    std::swap(s.hits, s.hits_building);
    std::swap(s.scrolls, s.scrolls_building);
    if (s.modal_layer != s.modal_layer_building) {
        // What was under the mouse is under a sheet now, or no longer.
        s.another_pass |= s.hovered != 0;
        s.hovered = 0;
    }
    s.modal_layer = s.modal_layer_building;
    // What was asked of widgets that are not there is forgotten, so that it cannot act later.
    s.clicks.clear();
    s.holds.clear();
    s.submits.clear();
    s.edits.clear();
    s.dismiss = false;
    // Several files of one button are taken one after the other.
    std::erase_if(s.files,
                  [&](const WaitingFile& file) { return s.tree.find(file.node) == nullptr; });
    s.ink.clear();
    s.left.clear();
    std::swap(s.left, s.left_building);
    if (s.focused != 0 && s.reveal_wanted == 0) {
        keep_focus_in_sight(s);
    }
    if (s.reveal_wanted != 0) {
        s.another_pass |= reveal(s, s.reveal_wanted);
        s.reveal_wanted = 0;
    }
    s.canvas.end();
}

bool has_input(const ContextState& s) {
    return !s.files.empty() || !s.ink.empty() || !s.clicks.empty() || !s.holds.empty() ||
           !s.submits.empty() || !s.edits.empty() || s.dismiss || !s.left.empty();
}

/// Gives the focus to a node, or to none (0). What had it is in `left`.
void move_focus(ContextState& s, NodeId node, std::vector<NodeId>& left) {
    if (s.focused != 0 && s.focused != node) {
        left.push_back(s.focused);
    }
    s.focused = node;
}

/// How far something has come after a part of its time, slower towards its end.
float eased(double age_ms, float duration_ms) {
    const auto part = static_cast<float>(std::clamp(age_ms / duration_ms, 0.0, 1.0));
    const float left = 1.0f - part;
    return 1.0f - left * left * left;
}

void forget_what_is_gone(ContextState& s) {
    s.text_cache.trim(s.text_cache.pass);
    s.pictures.trim(s.text_cache.pass);
    if (s.flow_memory.size() > remembered_max) {
        s.flow_memory.clear();
        s.frame_wanted = true;
    }
    if (s.animations.size() > remembered_max) {
        s.animations.clear();
    }
    if (s.shown.size() > remembered_max) {
        std::erase_if(s.shown, [pass = s.text_cache.pass](const auto& entry) {
            return entry.second.pass != pass;
        });
    }
    if (s.focused != 0 && s.tree.find(s.focused) == nullptr) {
        s.focused = 0;
    }
}

} // namespace

ContextState& state() {
    return *current;
}

bool operator==(const View& a, const View& b) {
    return a.width == b.width && a.height == b.height && a.device_ratio == b.device_ratio &&
           a.text_scale == b.text_scale && a.scheme == b.scheme &&
           a.reduced_motion == b.reduced_motion && a.contrast == b.contrast &&
           a.safe_area.left == b.safe_area.left && a.safe_area.top == b.safe_area.top &&
           a.safe_area.right == b.safe_area.right && a.safe_area.bottom == b.safe_area.bottom &&
           a.keyboard_height == b.keyboard_height;
}

Context::Context(const ImFontLoader& loader)
    : m_state(std::make_unique<ContextState>(loader)) {
    current = m_state.get();
    m_state->id_scopes.assign(1, 0x811c9dc5u);
    m_state->frame_wanted = true;
}

Context::~Context() {
    m_state->splitter.ClearFreeMemory();
    if (current == m_state.get()) {
        current = nullptr;
    }
}

void Context::set_view(const View& view) {
    if (m_state->view == view) {
        return;
    }
    const bool keyboard_came = view.keyboard_height > m_state->view.keyboard_height;
    m_state->view = view;
    m_state->frame_wanted = true;
    if (keyboard_came && m_state->focused != 0) {
        m_state->reveal_wanted = m_state->focused;
    }
}

const View& Context::view() const {
    return m_state->view;
}

void Context::pointer(const PointerEvent& event) {
    handle_pointer(*m_state, event);
}

void Context::wheel(Point at, Point delta) {
    handle_wheel(*m_state, at, delta);
}

void Context::perform(NodeId node, Action action, std::string_view text, double amount) {
    ContextState& s = *m_state;
    s.frame_wanted = true;
    switch (action) {
    case Action::Press:
        s.clicks.push_back(node);
        break;
    case Action::Focus:
        move_focus(s, node, s.left);
        s.reveal_wanted = node;
        break;
    case Action::Blur:
        if (s.focused == node) {
            move_focus(s, 0, s.left);
        }
        break;
    case Action::SetValue:
        edit(node, text, s.revisions[node], false);
        break;
    case Action::Submit:
        s.submits.push_back(node);
        break;
    case Action::ScrollTo:
        if (const auto found = s.scroll_states.find(node); found != s.scroll_states.end()) {
            ScrollState& scroll = found->second;
            scroll.velocity = 0;
            scroll.offset = std::clamp(amount, 0.0, scroll.offset_max);
        }
        break;
    case Action::ScrollIntoView:
        s.reveal_wanted = node;
        break;
    case Action::Dismiss:
        s.dismiss = true;
        break;
    }
}

void Context::edit(NodeId node, std::string_view text, std::uint32_t revision, bool composing) {
    ContextState& s = *m_state;
    s.edits.push_back({node, std::string(text), revision, composing});
    s.composing = composing ? node : 0;
    s.frame_wanted = true;
}

void Context::take_file(NodeId node, TakenFile file) {
    m_state->files.push_back({node, std::move(file)});
    m_state->frame_wanted = true;
}

void Context::set_recording(NodeId node, bool records) {
    ContextState& s = *m_state;
    if (records) {
        s.recording = node;
        s.recording_since_ms = s.now_ms;
    } else if (s.recording == node) {
        s.recording = 0;
    }
    s.frame_wanted = true;
}

void Context::take_stroke(NodeId node, std::vector<InkPoint> stroke) {
    m_state->ink.push_back({node, std::move(stroke)});
    m_state->frame_wanted = true;
}

void Context::set_focus_visible(bool visible) {
    if (m_state->focus_visible != visible) {
        m_state->focus_visible = visible;
        m_state->frame_wanted = true;
    }
}

void Context::frame(double now, const std::function<void()>& draw) {
    ContextState& s = *m_state;
    current = &s;
    const double elapsed_ms = std::clamp(now - s.now_ms, 0.0, 50.0);
    s.now_ms = now;
    s.frame_wanted = false;
    s.wakes.erase(
        std::remove_if(s.wakes.begin(), s.wakes.end(), [now](double wake) { return wake <= now; }),
        s.wakes.end());
    advance_scrolling(s, elapsed_ms);
    advance_press(s);
    s.in_frame = true;
    for (s.pass = 0; s.pass < passes_max; ++s.pass) {
        // What a press changed may lie above the widget that was pressed, so it is drawn again.
        const bool input = has_input(s);
        begin_pass(s);
        draw();
        end_pass(s);
        if (!input && !s.another_pass && !has_input(s)) {
            break;
        }
    }
    s.frame_wanted |= s.another_pass || !s.files.empty();
    s.in_frame = false;
    forget_what_is_gone(s);
}

ImDrawData* Context::draw_data() const {
    return &m_state->canvas.data();
}

ImFontAtlas* Context::font_atlas() const {
    return &m_state->canvas.atlas();
}

const Tree& Context::semantics() const {
    return m_state->tree;
}

std::optional<double> Context::next_frame_at_ms() const {
    const ContextState& s = *m_state;
    if (s.frame_wanted) {
        return s.now_ms;
    }
    if (s.wakes.empty()) {
        return std::nullopt;
    }
    return *std::min_element(s.wakes.begin(), s.wakes.end());
}

bool Context::is_scrolling() const {
    const ContextState& s = *m_state;
    if (s.press.dragging) {
        return true;
    }
    return std::any_of(s.scroll_states.begin(), s.scroll_states.end(), [](const auto& entry) {
        return entry.second.velocity != 0 || entry.second.overscroll != 0;
    });
}

NodeId Context::focused() const {
    return m_state->focused;
}

NodeId Context::take_focus_request() {
    return std::exchange(m_state->focus_wanted, 0u);
}

std::vector<Announcement> Context::take_announcements() {
    return std::exchange(m_state->announcements, {});
}

std::vector<PageRequest> Context::take_page_requests() {
    return std::exchange(m_state->page_requests, {});
}

std::vector<PictureRequest> Context::take_picture_requests() {
    return m_state->pictures.take_requests();
}

std::vector<std::uint64_t> Context::take_discarded_pictures() {
    return m_state->pictures.take_discarded();
}

void Context::picture_decoded(std::uint32_t id,
                              std::uint64_t texture,
                              std::uint32_t width,
                              std::uint32_t height) {
    m_state->frame_wanted |= m_state->pictures.decoded(id, texture, width, height);
}

void Context::pictures_lost() {
    m_state->pictures.lost();
    m_state->frame_wanted = true;
}

void Context::wake_at(double time_ms) {
    m_state->wakes.push_back(time_ms);
}

void Context::glyphs_pending() {
    m_state->frame_wanted = true;
}

double now_ms() {
    return state().now_ms;
}

const View& view() {
    return state().view;
}

void request_frame() {
    state().frame_wanted = true;
}

void wake_at(double time_ms) {
    state().wakes.push_back(time_ms);
}

void announce(std::string_view text, Urgency urgency) {
    state().announcements.push_back({urgency, std::string(text)});
}

NodeId node_id(std::string_view id) {
    return ImHashStr(id.data(), id.size(), state().id_scopes.back());
}

void request_focus(std::string_view id) {
    request_focus(node_id(id));
}

void request_focus(NodeId node) {
    ContextState& s = state();
    s.focus_wanted = node;
    move_focus(s, node, s.left_building);
    s.reveal_wanted = node;
    s.another_pass = true;
}

void scroll_into_view(std::string_view id) {
    state().reveal_wanted = node_id(id);
    state().another_pass = true;
}

bool take_dismiss() {
    return std::exchange(state().dismiss, false);
}

IdScope::IdScope(std::string_view id) {
    state().id_scopes.push_back(node_id(id));
}

IdScope::IdScope(std::uint64_t number) {
    ContextState& s = state();
    s.id_scopes.push_back(ImHashData(&number, sizeof number, s.id_scopes.back()));
}

IdScope::~IdScope() {
    state().id_scopes.pop_back();
}

float appearing(NodeId id, float duration_ms) {
    ContextState& s = state();
    const double age_ms = s.now_ms - shown_since(id).since_ms;
    if (s.view.reduced_motion || age_ms >= duration_ms) {
        return 1;
    }
    s.frame_wanted = true;
    return eased(age_ms, duration_ms);
}

float animated(NodeId id, bool on, float duration_ms) {
    ContextState& s = state();
    const float target = on ? 1.0f : 0.0f;
    const auto [found, is_new] =
        s.animations.try_emplace(id, AnimationState{s.now_ms, target, target});
    AnimationState& animation = found->second;
    if (s.view.reduced_motion) {
        animation = {s.now_ms, target, target};
        return target;
    }
    const auto value_now = [&] {
        const float part = eased(s.now_ms - animation.started_ms, duration_ms);
        return animation.from + (animation.to - animation.from) * part;
    };
    if (animation.to != target) {
        animation = {s.now_ms, value_now(), target};
    }
    if (s.now_ms < animation.started_ms + duration_ms && animation.from != animation.to) {
        s.frame_wanted = true;
    }
    return value_now();
}

} // namespace huiyin::widgets
