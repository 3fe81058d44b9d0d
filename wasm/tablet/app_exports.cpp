// What web/tablet.js calls of an app that is open. Of this program and of the benchmark's.
#include "wasm/tablet/app_exports.h"

#include <emscripten.h>
#include <string>

namespace app = huiyin::app;
namespace base = huiyin::base;
using app::App;
using huiyin::tablet::app_in_use;

namespace {

template <class Work>
void with_app(Work work) {
    if (App* app = app_in_use()) {
        work(*app);
        huiyin::tablet::after_event();
    }
}

} // namespace

extern "C" {

EMSCRIPTEN_KEEPALIVE void tablet_start() {
    with_app([](App& app) { app.start(); });
}

EMSCRIPTEN_KEEPALIVE void tablet_set_online(int online) {
    with_app([online](App& app) { app.set_online(online != 0); });
}

EMSCRIPTEN_KEEPALIVE void tablet_doorbell(double change, int ask) {
    with_app([=](App& app) { app.doorbell(static_cast<std::int64_t>(change), ask != 0); });
}

/// Whether the doorbell is open and can be asked.
EMSCRIPTEN_KEEPALIVE void tablet_doorbell_open(int open) {
    with_app([open](App& app) { app.doorbell_open(open != 0); });
}

/// What the doorbell says when it is asked.
EMSCRIPTEN_KEEPALIVE void tablet_doorbell_answered(double change) {
    with_app([change](App& app) { app.doorbell_answered(static_cast<std::int64_t>(change)); });
}

/// An answer; `kind` as in app::RequestKind, status 0 = none came.
EMSCRIPTEN_KEEPALIVE void
tablet_answered(int kind, int status, const char* body, int bytes, double retry_after_ms) {
    with_app([&](App& app) {
        app.answered(static_cast<app::RequestKind>(kind),
                     {status,
                      std::string(body, static_cast<std::size_t>(bytes)),
                      static_cast<std::int64_t>(retry_after_ms)});
    });
}

/// What the browser says of its storage; a quota of 0 is not known.
EMSCRIPTEN_KEEPALIVE void tablet_storage(int kept, double used_bytes, double quota_bytes) {
    with_app([&](App& app) {
        app.storage_told({kept != 0,
                          static_cast<std::int64_t>(used_bytes),
                          static_cast<std::int64_t>(quota_bytes)});
    });
}

/// The page remembers a tablet here.
EMSCRIPTEN_KEEPALIVE void tablet_was_here() {
    with_app([](App& app) { app.tablet_was_here(); });
}

/// 1 = somebody has signed in on this tablet, so it has data to lose.
EMSCRIPTEN_KEEPALIVE int tablet_is_enrolled() {
    const App* app = app_in_use();
    return app != nullptr && app->session_info() ? 1 : 0;
}

/// What the browser says of reminders, as in app::ReminderPermission.
EMSCRIPTEN_KEEPALIVE void tablet_reminders(int permission) {
    with_app([permission](App& app) {
        app.reminders_told(static_cast<app::ReminderPermission>(permission));
    });
}

/// A reminder was pressed; an empty text is that of several complaints.
EMSCRIPTEN_KEEPALIVE void tablet_show_reminded(const char* complaint, int bytes) {
    const std::string_view text(complaint, static_cast<std::size_t>(bytes));
    const auto id = base::uuid_from_string(text);
    with_app([&](App& app) { app.show_reminded(id.value_or(base::Uuid{})); });
}

EMSCRIPTEN_KEEPALIVE void tablet_tick() {
    with_app([](App& app) { app.tick(); });
}

/// A slice of work that can wait. 1 = there is more.
EMSCRIPTEN_KEEPALIVE int tablet_work_some() {
    App* app = app_in_use();
    return app != nullptr && app->work_some() ? 1 : 0;
}
}
