// Drives a screen without a browser: finds things by role and name, presses and types, as the
// browser tests do on the mirror.
#pragma once

#include "ui/widgets/context.h"
#include "ui/widgets/semantics.h"

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace huiyin::test {

class Driver;

/// One thing on the screen. Looked up anew at every use, so it may be kept.
class Found {
public:
    Found(Driver& driver, widgets::Role role, std::string name)
        : m_driver(driver)
        , m_role(role)
        , m_name(std::move(name)) {}

    bool exists() const;
    /// As somebody with a screen reader does it. Scrolls it into view before.
    void press();
    /// As a finger does it, at its middle.
    void tap();
    /// Replaces the text of an editor; focuses it and leaves it again.
    void type(std::string_view text);
    void submit();
    void focus();
    std::string value() const;
    std::string description() const;
    bool has(widgets::State state) const;
    bool visible() const;
    widgets::Rect rect() const;

private:
    const widgets::Node& node() const;

    Driver& m_driver;
    widgets::Role m_role;
    std::string m_name;
};

/// A screen with a null renderer and a clock of its own.
class Driver {
public:
    explicit Driver(std::function<void()> draw, widgets::View view = {});

    Found find(widgets::Role role, std::string_view name);
    /// Frames until nothing moves; throws for a screen that still draws frame after frame after
    /// five seconds of their time.
    void settle();
    /// Lets time pass in frames of 16 ms.
    void run_ms(double milliseconds);
    /// One event of a finger.
    void pointer(widgets::PointerPhase phase, widgets::Point at);
    /// A finger from one point to another in `milliseconds`.
    void drag(widgets::Point from, widgets::Point to, double milliseconds);
    void set_view(const widgets::View& view);

    widgets::Context& context() { return *m_context; }

    const widgets::Tree& tree() const { return m_context->semantics(); }

    /// The last picture, in device pixels.
    const ImDrawData& draw_data() const { return *m_context->draw_data(); }

    int frames() const { return m_frames; }

    double now_ms() const { return m_now_ms; }

    /// Everything that was announced since the last call.
    std::vector<std::string> announcements();
    /// Interactive nodes without a name, and names that two nodes of one role share under one
    /// parent.
    std::vector<std::string> faults() const;

private:
    friend class Found;

    void frame();

    std::unique_ptr<widgets::Context> m_context;
    std::function<void()> m_draw;
    double m_now_ms = 1000;
    int m_frames = 0;
};

} // namespace huiyin::test
