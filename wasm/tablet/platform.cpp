#include "wasm/tablet/platform.h"

#include <emscripten.h>

// Parameters are written `void* p` because this compiler's EM_JS takes the star for a part of the
// name otherwise.
// The formatter would take the JavaScript for C++.
// clang-format off
EM_JS(double, huiyin_js_now_utc_ms, (), { return Date.now(); });
EM_JS(int, huiyin_js_utc_offset_minutes, (), { return -new Date().getTimezoneOffset(); });
EM_JS(double, huiyin_js_monotonic_ms, (), { return performance.now(); });
EM_JS(void, huiyin_js_fill_random, (void* out, int bytes), {
    crypto.getRandomValues(HEAPU8.subarray(out, out + bytes));
});
EM_JS(void,
      huiyin_js_send,
      (int kind,
       void* path,
       int path_bytes,
       void* token,
       int token_bytes,
       void* type,
       int type_bytes,
       void* body,
       int body_bytes),
      {
          const text = (at, bytes) => new TextDecoder().decode(HEAPU8.slice(at, at + bytes));
          // A view: fetch() copies a body before it returns.
          Module.tablet.send(kind,
                             text(path, path_bytes),
                             text(token, token_bytes),
                             text(type, type_bytes),
                             HEAPU8.subarray(body, body + body_bytes));
      });
EM_JS(void, huiyin_js_keep_doorbell, (void* token, int bytes), {
    Module.tablet.keepDoorbell(new TextDecoder().decode(HEAPU8.slice(token, token + bytes)));
});
EM_JS(void, huiyin_js_ask_doorbell, (), { Module.tablet.askDoorbell(); });
EM_JS(void,
      huiyin_js_show_reminder,
      (void* title,
       int title_bytes,
       void* text,
       int text_bytes,
       void* complaint,
       int complaint_bytes),
      {
          const read = (at, bytes) => new TextDecoder().decode(HEAPU8.slice(at, at + bytes));
          Module.tablet.showReminder(read(title, title_bytes),
                                     read(text, text_bytes),
                                     read(complaint, complaint_bytes));
      });
EM_JS(void, huiyin_js_ask_for_reminders, (), { Module.tablet.askForReminders(); });
EM_JS(void, huiyin_js_schedule_tick, (double at), { Module.tablet.scheduleTick(at); });

// clang-format on

namespace huiyin::tablet {

namespace {

void* address(std::string_view text) {
    return const_cast<char*>(text.data());
}

int length(std::string_view text) {
    return static_cast<int>(text.size());
}

} // namespace

std::int64_t BrowserClock::now_utc_ms() const {
    return static_cast<std::int64_t>(huiyin_js_now_utc_ms());
}

int BrowserClock::utc_offset_minutes() const {
    return huiyin_js_utc_offset_minutes();
}

std::int64_t BrowserClock::monotonic_ms() const {
    return static_cast<std::int64_t>(huiyin_js_monotonic_ms());
}

void BrowserRandom::fill(std::span<std::uint8_t> out) {
    huiyin_js_fill_random(out.data(), static_cast<int>(out.size()));
}

void BrowserTransport::send(const app::Request& request) {
    huiyin_js_send(static_cast<int>(request.kind),
                   address(request.path),
                   length(request.path),
                   address(request.token),
                   length(request.token),
                   address(request.content_type),
                   length(request.content_type),
                   address(request.body),
                   length(request.body));
}

void BrowserTransport::keep_doorbell(const std::string& token) {
    huiyin_js_keep_doorbell(address(token), length(token));
}

void BrowserTransport::ask_doorbell() {
    huiyin_js_ask_doorbell();
}

void show_reminder(std::string_view title, const app::Reminder& reminder) {
    const std::string complaint =
        reminder.complaint.is_nil() ? std::string() : to_string(reminder.complaint);
    huiyin_js_show_reminder(address(title),
                            length(title),
                            address(reminder.text),
                            length(reminder.text),
                            address(complaint),
                            length(complaint));
}

void ask_for_reminders() {
    huiyin_js_ask_for_reminders();
}

void schedule_tick(double at_monotonic_ms) {
    huiyin_js_schedule_tick(at_monotonic_ms);
}

} // namespace huiyin::tablet
