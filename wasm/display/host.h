// The screen in the browser's worker: joins widgets, renderer, fonts and the page's messages.
//
// A program makes one Host over its App and returns from main(); the worker's JavaScript
// (wasm/web/display.js) calls the rest through the exported functions of exports.cpp.
#pragma once

#include "ui/widgets/context.h"
#include "wasm/display/gl_renderer.h"
#include "wasm/display/mirror_encoder.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace huiyin::display {

/// What the program draws.
class App {
public:
    virtual ~App() = default;
    /// Draws the screen with widgets. May run several times for one picture, so it must not depend
    /// on being called once.
    virtual void frame() = 0;
    /// The page was hidden or shown again. Hidden: write what must not be lost.
    virtual void visibility_changed(bool visible) = 0;
    /// The person wants the text one step bigger (1) or smaller (-1).
    virtual void text_step(int step) = 0;
};

/// What the person set in the app in place of what the browser says.
struct Preferences {
    std::optional<widgets::Scheme> scheme;
    std::optional<float> text_scale;
};

/// Why a frame came out as it did; for tests and measurements.
struct FrameStatistics {
    std::uint32_t frames = 0;
    double last_frame_ms = 0;
    double slowest_frame_ms = 0;
    std::uint32_t mirror_messages = 0;
};

/// One at a time.
class Host {
public:
    explicit Host(App& app);
    ~Host();
    Host(const Host&) = delete;
    Host& operator=(const Host&) = delete;

    /// Something visible changed outside of a frame: data came, a timer ran.
    void request_frame();
    void announce(std::string_view text, widgets::Urgency urgency = widgets::Urgency::Polite);
    /// The window's title, and the path behind the origin: /complaints/TS-2026-A7K-0042-Q.
    void set_title(std::string_view title);
    void set_url(std::string_view path);
    /// BCP 47 language of the interface.
    void set_language(std::string_view language);
    void set_preferences(const Preferences& preferences);

    widgets::Context& context() { return m_context; }

    const FrameStatistics& statistics() const { return m_statistics; }

    // Called by the exported functions.

    void view_changed(const widgets::View& view);

    void set_safe_area(const widgets::Insets& insets) { m_safe_area = insets; }

    const widgets::Insets& safe_area() const { return m_safe_area; }

    void visibility_changed(bool visible);
    void text_step(int step);
    void wheel(widgets::Point at, widgets::Point delta);
    /// Draws one picture. Gives when the next is due: 0 at once, negative never, else the time.
    double frame(double now_ms);
    void context_lost();
    /// The answer to a picture that was asked for; 0 × 0 when it cannot be decoded.
    void picture_decoded(std::uint32_t id, std::uint32_t width, std::uint32_t height);

private:
    void apply_view();
    void send_mirror(double now_ms);
    void send_theme();
    void send_page_requests();
    void send_picture_requests();

    App& m_app;
    widgets::Context m_context;
    GlRenderer m_renderer;
    MirrorEncoder m_mirror;
    widgets::View m_browser_view;
    widgets::Insets m_safe_area;
    Preferences m_preferences;
    FrameStatistics m_statistics;
    double m_mirror_sent_ms = -1e9;
    double m_wheel_ms = -1e9;
    bool m_theme_sent = false;
    /// What the page was told: something scrolls, and the mirror is not where the picture is.
    bool m_moving = false;
};

/// The next of 100, 125, 150 and 200 percent in the direction of `step`.
int text_percent_after(int percent, int step);

/// The host that lives now, or null. For exports.cpp.
Host* current_host();

} // namespace huiyin::display
