// How the app talks with the server: what is sent when, and how answers are taken.
#include "ui/app/administration.h"
#include "ui/app/app.h"

#include <utility>

namespace huiyin::app {

namespace {

/// How long answers are taken before the screen gets its turn, and the size of one transaction;
/// about 1 ms on a tablet.
constexpr std::int64_t take_slice_ms = 5;
constexpr std::size_t take_slice_items = 20;

} // namespace

void App::doorbell(std::int64_t change) {
    m_engine.doorbell(change);
    tick();
}

void App::doorbell_open(bool open) {
    m_engine.doorbell_open(open);
    tick();
}

void App::doorbell_answered(std::int64_t change) {
    m_engine.doorbell_answered(change, m_clock.monotonic_ms(), m_clock.now_utc_ms());
    changed();
    tick();
}

void App::take_some() {
    const std::int64_t until = m_clock.monotonic_ms() + take_slice_ms;
    do {
        m_engine.work(take_slice_items, m_clock.monotonic_ms());
    } while (m_engine.has_work() && m_clock.monotonic_ms() < until);
    refresh();
    remind();
}

void App::send_if_due() {
    if (m_session.needs_sign_in()) {
        return;
    }
    const std::string& token = m_store.session()->token;
    if (m_engine.asks_doorbell(m_clock.monotonic_ms())) {
        changed();
        m_transport.ask_doorbell();
    }
    if (auto body = m_engine.next_request(m_clock.monotonic_ms())) {
        changed();
        m_transport.send({.kind = RequestKind::Sync,
                          .path = "/api/v1/sync",
                          .token = token,
                          .body = std::move(*body)});
    }
    if (auto body = m_administration->next_request()) {
        changed();
        m_transport.send({.kind = RequestKind::Administration,
                          .path = "/api/v1/admin",
                          .token = token,
                          .body = std::move(*body)});
    }
    if (!may_move_files()) {
        return;
    }
    if (auto request = m_file_engine.next_request(m_clock.monotonic_ms())) {
        changed();
        m_transport.send({.kind = RequestKind::File,
                          .path = std::move(request->path),
                          .token = token,
                          .body = std::move(request->body),
                          .content_type = std::string(request->content_type)});
    }
}

/// Records go before files, and where the way is known to be shut nothing is tried on it.
bool App::may_move_files() const {
    const sync::Status& status = m_engine.status();
    return status.phase == sync::Phase::Idle && !m_engine.has_work() &&
           (status.problem == sync::Problem::None || status.problem == sync::Problem::Refused);
}

void App::poke() {
    m_engine.poke();
    m_file_engine.poke();
}

std::optional<std::int64_t> App::wake_at_ms() const {
    std::optional<std::int64_t> wake;
    const auto sooner = [&wake](std::optional<std::int64_t> at) {
        if (at && (!wake || *at < *wake)) {
            wake = at;
        }
    };
    sooner(m_form.save_due_ms());
    if (m_toast) {
        sooner(m_toast->until_monotonic_ms);
    }
    if (!m_session.needs_sign_in()) {
        sooner(m_engine.wake_at_ms());
        if (may_move_files()) {
            sooner(m_file_engine.wake_at_ms());
        }
    }
    if (m_engine.has_work()) {
        sooner(m_clock.monotonic_ms());
    }
    return wake;
}

} // namespace huiyin::app
