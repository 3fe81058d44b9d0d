#include "tests/ui/support/driver.h"

#include "tests/ui/support/null_font.h"

#include <imgui.h>

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace huiyin::test {

using namespace widgets;

namespace {

/// A fling with all its speed and the bar that fades after it.
constexpr double settle_ms_max = 5000;

} // namespace

bool Found::exists() const {
    return m_driver.tree().find(m_role, m_name) != nullptr;
}

const Node& Found::node() const {
    const Node* found = m_driver.tree().find(m_role, m_name);
    if (found == nullptr) {
        throw std::runtime_error("no " + std::string(role_name(m_role)) + " \"" + m_name +
                                 "\" among\n" + m_driver.tree().dump());
    }
    return *found;
}

void Found::press() {
    const NodeId id = node().id;
    m_driver.context().perform(id, Action::ScrollIntoView);
    m_driver.context().perform(id, Action::Press);
    m_driver.settle();
}

void Found::tap() {
    m_driver.context().perform(node().id, Action::ScrollIntoView);
    m_driver.settle();
    const Point at = node().rect.center();
    m_driver.pointer(PointerPhase::Down, at);
    m_driver.run_ms(60);
    m_driver.pointer(PointerPhase::Up, at);
    m_driver.settle();
}

void Found::type(std::string_view text) {
    const NodeId id = node().id;
    m_driver.context().perform(id, Action::Focus);
    m_driver.settle();
    m_driver.context().perform(id, Action::SetValue, text);
    m_driver.settle();
    m_driver.context().perform(id, Action::Blur);
    m_driver.settle();
}

void Found::submit() {
    m_driver.context().perform(node().id, Action::Submit);
    m_driver.settle();
}

void Found::focus() {
    m_driver.context().set_focus_visible(true);
    m_driver.context().perform(node().id, Action::Focus);
    m_driver.settle();
}

std::string Found::value() const {
    return std::string(node().value);
}

std::string Found::description() const {
    return std::string(node().description);
}

bool Found::has(State state) const {
    return node().has(state);
}

bool Found::visible() const {
    return exists() && node().visible();
}

Rect Found::rect() const {
    return node().rect;
}

Driver::Driver(std::function<void()> draw, View view)
    : m_context(std::make_unique<Context>(null_font_loader()))
    , m_draw(std::move(draw)) {
    m_context->set_view(view);
    settle();
}

Found Driver::find(Role role, std::string_view name) {
    return {*this, role, std::string(name)};
}

void Driver::frame() {
    m_context->frame(m_now_ms, m_draw);
    ++m_frames;
    // The renderer's part of the contract, without a renderer.
    for (ImTextureData* texture : *m_context->draw_data()->Textures) {
        if (texture->Status == ImTextureStatus_WantDestroy) {
            texture->SetTexID(ImTextureID_Invalid);
            texture->SetStatus(ImTextureStatus_Destroyed);
        } else if (texture->Status != ImTextureStatus_Destroyed) {
            texture->SetTexID(1);
            texture->SetStatus(ImTextureStatus_OK);
        }
    }
}

void Driver::settle() {
    const double end_ms = m_now_ms + settle_ms_max;
    frame();
    while (m_now_ms < end_ms) {
        const auto due = m_context->next_frame_at_ms();
        if (!due || *due > end_ms) {
            return;
        }
        m_now_ms = std::max(m_now_ms + 16, *due);
        frame();
    }
    // A battery would not last a day.
    if (const auto due = m_context->next_frame_at_ms(); due && *due <= m_now_ms + 16) {
        throw std::runtime_error("the screen does not come to rest\n" + tree().dump());
    }
}

void Driver::run_ms(double milliseconds) {
    const double end_ms = m_now_ms + milliseconds;
    while (m_now_ms < end_ms) {
        m_now_ms = std::min(end_ms, m_now_ms + 16);
        frame();
    }
}

void Driver::pointer(PointerPhase phase, Point at) {
    m_context->pointer({1, PointerKind::Touch, phase, at, m_now_ms});
}

void Driver::drag(Point from, Point to, double milliseconds) {
    pointer(PointerPhase::Down, from);
    const double start_ms = m_now_ms;
    while (m_now_ms < start_ms + milliseconds) {
        run_ms(16);
        const auto part = static_cast<float>(std::min(1.0, (m_now_ms - start_ms) / milliseconds));
        pointer(PointerPhase::Move,
                {from.x + (to.x - from.x) * part, from.y + (to.y - from.y) * part});
    }
    pointer(PointerPhase::Up, to);
    settle();
}

void Driver::set_view(const View& view) {
    m_context->set_view(view);
    settle();
}

std::vector<std::string> Driver::announcements() {
    std::vector<std::string> texts;
    for (const Announcement& announcement : m_context->take_announcements()) {
        texts.push_back(announcement.text);
    }
    return texts;
}

std::vector<std::string> Driver::faults() const {
    std::vector<std::string> found;
    const auto nodes = tree().nodes();
    for (const Node& node : nodes) {
        if (is_interactive(node.role) && node.name.empty()) {
            found.push_back("a " + std::string(role_name(node.role)) + " without a name");
        }
        const auto same = std::count_if(
            nodes.begin(), nodes.end(), [&](const Node& other) { return other.id == node.id; });
        if (same > 1) {
            found.push_back("an id used twice: " + std::string(node.name));
        }
    }
    return found;
}

} // namespace huiyin::test
