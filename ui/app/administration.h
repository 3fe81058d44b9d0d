// What an administrator sees and changes: always through the server, which checks and logs it.
//
// People, roles, teams, lists and policy are read from the directory that every tablet has; only
// accounts, details of tablets and the log are asked for. Keeps nothing on the tablet.
#pragma once

#include "core/base/json.h"
#include "core/base/uuid.h"
#include "core/sync/engine.h"
#include "ui/app/admin_strings.h"

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace huiyin::app {

using base::Uuid;

class Administration {
public:
    /// Where the last change stands.
    enum class State : std::uint8_t { Idle, Sending, Done, Refused };

    /// What the server refused: the member of the command, empty when none is named, and why.
    struct Problem {
        std::string member;
        AdminText text = AdminText::NotAccepted;
    };

    struct Account {
        std::string name;
        Uuid person;
    };

    /// Times in UTC ms, 0 = never.
    struct Device {
        Uuid id;
        std::string name;
        Uuid enrolled_by;
        std::int64_t enrolled_at_utc_ms = 0;
        std::int64_t revoked_at_utc_ms = 0;
        std::int64_t cloned_at_utc_ms = 0;
        std::int64_t last_sync_at_utc_ms = 0;
        std::int64_t events = 0;
    };

    struct LogEntry {
        std::int64_t entry = 0;
        Uuid person;
        Uuid device;
        std::int64_t at_utc_ms = 0;
        base::Json command;
    };

    State state() const { return m_state; }

    const std::optional<Problem>& problem() const { return m_problem; }

    /// Whether accounts, tablets and the log were had at least once.
    bool is_loaded() const { return m_loaded; }

    const Account* account_of(const Uuid& person) const;
    const Device* device(const Uuid& id) const;

    /// Newest first.
    const std::vector<LogEntry>& log() const { return m_log; }

    /// Whether the log has entries before the last of log().
    bool log_goes_on() const { return !m_log.empty() && m_log.back().entry > 1; }

    /// The identity of what the last change added, or nil.
    const Uuid& added() const { return m_added; }

    /// Another form: what came of the last change is no longer said.
    void forget();
    /// Sends a change; one at a time, the next waits for nothing but is ignored meanwhile.
    void change(base::Json command);
    /// Asks for accounts, tablets and the newest entries of the log.
    void load();
    void load_older_log();

    /// The body of the next request, or nothing. At most one is under way.
    std::optional<std::string> next_request();
    /// What came of it. Whether a change was carried out.
    bool answered(const sync::Answer& answer);

private:
    State m_state = State::Idle;
    std::optional<Problem> m_problem;
    std::deque<base::Json> m_waiting;
    base::Json m_under_way; ///< without a password; null when nothing is
    std::vector<Account> m_accounts;
    std::vector<Device> m_devices;
    std::vector<LogEntry> m_log;
    Uuid m_added;
    bool m_loaded = false;

    void ask(base::Json question);
    void take_answer(const base::Json& answer);
    void take_log(const base::Json& list);
};

/// Why the server refused a command, from its status and its error's code and message.
Administration::Problem admin_problem_of(const base::Json& command, const sync::Answer& answer);

} // namespace huiyin::app
