// The program in the worker: store, app, screens and display joined. What web/tablet.js calls
// while it is open is in app_exports.cpp.
#include "ui/app/app.h"
#include "ui/views/screens.h"
#include "wasm/display/host.h"
#include "wasm/opfs/vfs.h"
#include "wasm/tablet/app_exports.h"
#include "wasm/tablet/platform.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <emscripten.h>
#include <memory>
#include <optional>
#include <string>

namespace huiyin::tablet {

namespace {

/// By measurement: wasm/opfs/README.md.
constexpr int page_bytes = 4096;
constexpr int cache_kib = 16 * 1024;

/// The app as the display draws it.
class Tablet final : public display::App {
public:
    explicit Tablet(std::unique_ptr<store::TabletStore> store)
        : m_store(std::move(store))
        , m_app(*m_store, m_transport, m_clock, m_random)
        , m_screens(m_app) {
        m_host.emplace(*this);
        show_preferences();
        m_host->set_title(m_app.say(app::Text::AppName));
    }

    app::App& app() { return m_app; }

    void frame() override {
        m_screens.frame_ui();
        // Commands given while drawing may have started a send or a toast.
        after_event();
    }

    void visibility_changed(bool visible) override {
        if (visible) {
            m_app.became_visible();
        } else {
            m_app.became_hidden();
        }
        after_event();
    }

    void text_step(int step) override {
        m_app.set_text_percent(display::text_percent_after(m_app.text_percent(), step));
        after_event();
    }

    /// What follows every event: a send that is due, a picture when something changed, the next
    /// wake-up.
    void after_event() {
        if (m_language != m_app.language() || m_text_percent != m_app.text_percent()) {
            show_preferences();
        }
        if (m_app.take_reminder_question()) {
            ask_for_reminders();
        }
        for (const app::Reminder& reminder : m_app.take_reminders()) {
            show_reminder(m_app.say(app::Text::AppName), reminder);
        }
        if (m_drawn_revision != m_app.revision()) {
            m_drawn_revision = m_app.revision();
            m_host->request_frame();
        }
        const auto wake = m_app.wake_at_ms();
        schedule_tick(wake ? static_cast<double>(std::max<std::int64_t>(*wake, 0)) : -1);
    }

private:
    BrowserClock m_clock;
    BrowserRandom m_random;
    BrowserTransport m_transport;
    std::unique_ptr<store::TabletStore> m_store;
    app::App m_app;
    views::Screens m_screens;
    std::optional<display::Host> m_host;
    std::optional<app::Language> m_language;
    int m_text_percent = 0;
    std::uint64_t m_drawn_revision = 0;

    void show_preferences() {
        m_language = m_app.language();
        m_text_percent = m_app.text_percent();
        m_host->set_language(*m_language == app::Language::Chinese ? "zh-CN" : "en");
        m_host->set_preferences(
            {.scheme = std::nullopt, .text_scale = static_cast<float>(m_text_percent) / 100});
    }
};

Tablet* current = nullptr;

/// The name of a core error for the page, in static storage.
const char* open() {
    static BrowserClock clock;
    static BrowserRandom random;
    sqlite::OpenOptions options;
    options.path = opfs::database_name;
    options.page_bytes = page_bytes;
    options.cache_kib = cache_kib;
    options.exclusive = true;
    auto store = store::TabletStore::open(options, clock, random);
    if (!store) {
        std::fprintf(stderr, "huiyin: the store does not open: %s\n", store.error().detail.c_str());
        return base::name_of(store.error().code).data();
    }
    // It lives as long as the worker, or until another tab takes over.
    current = new Tablet(std::move(*store));
    return "";
}

} // namespace

app::App* app_in_use() {
    return current == nullptr ? nullptr : &current->app();
}

void after_event() {
    current->after_event();
}

} // namespace huiyin::tablet

using huiyin::tablet::current;

extern "C" {

/// Opens the database and the first screen. Gives an empty text, or the name of the error.
EMSCRIPTEN_KEEPALIVE const char* tablet_open() {
    return huiyin::tablet::open();
}

/// Writes what is typed and closes the database; nothing else may be called after.
EMSCRIPTEN_KEEPALIVE void tablet_close() {
    if (current != nullptr) {
        current->app().became_hidden();
        current->after_event();
    }
    delete current;
    current = nullptr;
}
}

int main() {
    return 0;
}
