#include "wasm/display/host.h"

#include "wasm/display/font_loader.h"
#include "wasm/display/json_text.h"
#include "wasm/display/page.h"

#include <imgui.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <emscripten.h>
#include <variant>

namespace huiyin::display {

namespace {

constexpr double glyph_budget_ms = 8;
/// The first pictures should come whole.
constexpr double first_glyph_budget_ms = 250;
constexpr std::uint32_t first_frames = 3;
constexpr double mirror_interval_ms = 100;
/// A wheel tells no end of its turning; after this time it has stopped.
constexpr double wheel_rest_ms = 100;

Host*& host_slot() {
    static Host* current = nullptr;
    return current;
}

void append_member(std::string& out, std::string_view name, std::string_view text) {
    out += out.empty() ? "{" : ",";
    append_quoted(out, name);
    out += ':';
    append_quoted(out, text);
}

std::string_view paper_name(widgets::Paper paper) {
    switch (paper) {
    case widgets::Paper::A4Portrait:
        return "a4-portrait";
    case widgets::Paper::A4Landscape:
        return "a4-landscape";
    case widgets::Paper::A3Landscape:
        return "a3-landscape";
    }
    return "a4-portrait";
}

std::string json_of(const widgets::PrintRequest& print) {
    std::string json;
    append_member(json, "title", print.title);
    append_member(json, "html", print.html);
    append_member(json, "paper", paper_name(print.paper));
    append_member(json, "printLabel", print.print_label);
    append_member(json, "closeLabel", print.close_label);
    return json + '}';
}

std::string json_of(const widgets::DownloadRequest& download) {
    std::string json;
    append_member(json, "fileName", download.file_name);
    append_member(json, "mediaType", download.media_type);
    append_member(json, "title", download.title);
    append_member(json, "saveLabel", download.save_label);
    append_member(json, "closeLabel", download.close_label);
    return json + '}';
}

std::string json_of(const widgets::PlayRequest& play) {
    std::string json;
    append_member(json, "mediaType", play.media_type);
    append_member(json, "title", play.title);
    append_member(json, "closeLabel", play.close_label);
    append_member(json, "failedText", play.failed_text);
    return json + '}';
}

void append_color(std::string& out, std::string_view name, widgets::Color color) {
    constexpr char digits[] = "0123456789abcdef";
    out += out.size() > 1 ? "," : "";
    append_quoted(out, name);
    out += ":\"#";
    for (const std::uint8_t channel : {color.red, color.green, color.blue}) {
        out += digits[channel >> 4];
        out += digits[channel & 15];
    }
    out += '"';
}

} // namespace

int text_percent_after(int percent, int step) {
    // In few steps, because every size of text has glyphs of its own.
    constexpr std::array<int, 4> percents = {100, 125, 150, 200};
    const auto at = std::lower_bound(percents.begin(), percents.end(), percent) - percents.begin();
    const auto last = static_cast<std::ptrdiff_t>(percents.size()) - 1;
    return percents[static_cast<std::size_t>(std::clamp<std::ptrdiff_t>(at + step, 0, last))];
}

Host* current_host() {
    return host_slot();
}

Host::Host(App& app)
    : m_app(app)
    , m_context(canvas_font_loader()) {
    host_slot() = this;
}

Host::~Host() {
    host_slot() = nullptr;
}

void Host::request_frame() {
    page::request_frame();
}

void Host::announce(std::string_view text, widgets::Urgency urgency) {
    page::send(urgency == widgets::Urgency::Assertive ? "assertive" : "polite", text);
}

void Host::set_title(std::string_view title) {
    page::send("title", title);
}

void Host::set_url(std::string_view path) {
    page::send("url", path);
}

void Host::set_language(std::string_view language) {
    page::send("language", language);
}

void Host::set_preferences(const Preferences& preferences) {
    m_preferences = preferences;
    apply_view();
}

void Host::view_changed(const widgets::View& view) {
    m_browser_view = view;
    apply_view();
}

void Host::apply_view() {
    widgets::View view = m_browser_view;
    view.scheme = m_preferences.scheme.value_or(view.scheme);
    view.text_scale = std::clamp(m_preferences.text_scale.value_or(view.text_scale), 1.0f, 2.0f);
    const widgets::View& before = m_context.view();
    m_theme_sent &= before.scheme == view.scheme && before.text_scale == view.text_scale;
    m_context.set_view(view);
    page::request_frame();
}

void Host::visibility_changed(bool visible) {
    m_app.visibility_changed(visible);
    if (visible) {
        page::request_frame();
    }
}

void Host::text_step(int step) {
    m_app.text_step(step);
    page::request_frame();
}

void Host::wheel(widgets::Point at, widgets::Point delta) {
    m_wheel_ms = emscripten_get_now();
    m_context.wheel(at, delta);
}

double Host::frame(double now_ms) {
    const double started_ms = emscripten_get_now();
    const bool first = m_statistics.frames < first_frames;
    begin_glyph_frame(*m_context.font_atlas(), first ? first_glyph_budget_ms : glyph_budget_ms);
    m_context.frame(now_ms, [this] { m_app.frame(); });
    if (glyphs_are_pending()) {
        m_context.glyphs_pending();
    }
    const widgets::View& view = m_context.view();
    m_renderer.draw(*m_context.draw_data(), widgets::theme_of(view.scheme, view.contrast).surface);
    send_theme();
    send_mirror(now_ms);
    for (const widgets::Announcement& announcement : m_context.take_announcements()) {
        announce(announcement.text, announcement.urgency);
    }
    send_page_requests();
    send_picture_requests();
    ++m_statistics.frames;
    m_statistics.last_frame_ms = emscripten_get_now() - started_ms;
    m_statistics.slowest_frame_ms =
        std::max(m_statistics.slowest_frame_ms, m_statistics.last_frame_ms);
    const auto due = m_context.next_frame_at_ms();
    if (!due) {
        return -1;
    }
    return *due <= now_ms ? 0 : *due;
}

void Host::send_mirror(double now_ms) {
    // The page writes no DOM while something moves under a finger, nor while a wheel turns: every
    // step of it brings other texts into view.
    const bool thrown = m_context.is_scrolling();
    const bool turned = now_ms < m_wheel_ms + wheel_rest_ms;
    if (m_moving != (thrown || turned)) {
        m_moving = !m_moving;
        page::send("moving", m_moving ? "1" : "0");
    }
    if (!thrown && turned) {
        m_context.wake_at(m_wheel_ms + wheel_rest_ms);
    }
    if (m_moving) {
        return;
    }
    MirrorChange change = m_mirror.difference(m_context.semantics());
    if (!change.json.empty()) {
        const double due_ms = m_mirror_sent_ms + mirror_interval_ms;
        if (change.positions_only && now_ms < due_ms) {
            m_context.wake_at(due_ms);
            return;
        }
        page::send("mirror", change.json);
        m_mirror.taken();
        m_mirror_sent_ms = now_ms;
        ++m_statistics.mirror_messages;
    }
    if (const widgets::NodeId wanted = m_context.take_focus_request()) {
        page::send("focus", std::to_string(wanted));
    }
}

void Host::send_page_requests() {
    for (const widgets::PageRequest& request : m_context.take_page_requests()) {
        if (const auto* print = std::get_if<widgets::PrintRequest>(&request)) {
            page::send("print", json_of(*print));
        } else if (const auto* download = std::get_if<widgets::DownloadRequest>(&request)) {
            page::send("download", json_of(*download), download->bytes);
        } else if (const auto* play = std::get_if<widgets::PlayRequest>(&request)) {
            page::send("play", json_of(*play), play->bytes);
        }
    }
}

void Host::send_picture_requests() {
    for (const std::uint64_t texture : m_context.take_discarded_pictures()) {
        GlRenderer::delete_picture(texture);
    }
    for (const widgets::PictureRequest& request : m_context.take_picture_requests()) {
        page::decode_picture(request.id, request.edge_max, request.bytes);
    }
}

void Host::picture_decoded(std::uint32_t id, std::uint32_t width, std::uint32_t height) {
    std::uint64_t texture = 0;
    if (width > 0 && height > 0) {
        texture = GlRenderer::begin_picture();
        page::upload_picture();
        GlRenderer::end_picture();
    }
    m_context.picture_decoded(id, texture, width, height);
}

void Host::send_theme() {
    if (m_theme_sent) {
        return;
    }
    m_theme_sent = true;
    const widgets::View& view = m_context.view();
    const widgets::Theme& theme = widgets::theme_of(view.scheme, view.contrast);
    std::string json = "{";
    append_color(json, "surface", theme.surface);
    append_color(json, "raised", theme.surface_raised);
    append_color(json, "text", theme.text);
    append_color(json, "muted", theme.text_muted);
    append_color(json, "accent", theme.accent);
    append_color(json, "selection", theme.accent_tint);
    json += ",\"scheme\":\"";
    json += view.scheme == widgets::Scheme::Dark ? "dark" : "light";
    // As a whole number: 125 % with one digit after the point would be 130 %.
    json += "\",\"textPercent\":";
    append_number(json, static_cast<std::uint32_t>(std::lround(view.text_scale * 100)));
    json += '}';
    page::send("theme", json);
}

void Host::context_lost() {
    m_renderer.forget_device_objects(m_context.draw_data());
    m_context.pictures_lost();
}

} // namespace huiyin::display
