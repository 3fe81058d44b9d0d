// The browser as the app needs it: time, randomness, the way to the server.
#pragma once

#include "core/base/clock.h"
#include "core/base/random.h"
#include "ui/app/reminders.h"
#include "ui/app/transport.h"

#include <string_view>

namespace huiyin::tablet {

class BrowserClock final : public base::Clock {
public:
    std::int64_t now_utc_ms() const override;
    int utc_offset_minutes() const override;
    std::int64_t monotonic_ms() const override;
};

/// crypto.getRandomValues.
class BrowserRandom final : public base::Random {
public:
    void fill(std::span<std::uint8_t> out) override;
};

/// fetch and WebSocket, by `Module.tablet` (web/tablet.js).
class BrowserTransport final : public app::Transport {
public:
    void send(const app::Request& request) override;
    void keep_doorbell(const std::string& token) override;
    void ask_doorbell() override;
};

/// Has the page show a reminder; one of a complaint takes the place of its one before.
void show_reminder(std::string_view title, const app::Reminder& reminder);

/// Has the browser ask the person whether it may show reminders.
void ask_for_reminders();

/// Asks to be called (tablet_tick) at this moment of monotonic_ms(), or, if negative, not at all.
void schedule_tick(double at_monotonic_ms);

} // namespace huiyin::tablet
