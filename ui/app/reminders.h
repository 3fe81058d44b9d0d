// Reminders that the system shows while the app is open but not in sight: news of the inbox, by the
// number and the kind alone, for a lock screen is read by others.
#pragma once

#include "core/store/tablet_store.h"
#include "ui/app/strings.h"

#include <cstdint>
#include <set>
#include <span>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace huiyin::app {

/// Where the tablet keeps whether they are wanted: "on" or "off".
inline constexpr const char* reminders_setting = "reminders";

/// What the browser says: nothing yet, that it cannot, or what the person answered it.
enum class ReminderPermission : std::uint8_t { Unknown, Unsupported, NotAsked, Granted, Denied };

struct Reminder {
    base::Uuid complaint; ///< nil: of several
    std::string text;
};

class Reminders {
public:
    ReminderPermission permission() const { return m_permission; }

    /// Whether the person wants them.
    bool wanted() const { return m_wanted; }

    bool in_force() const { return m_wanted && m_permission == ReminderPermission::Granted; }

    void set_wanted(bool wanted) { m_wanted = wanted; }

    void told(ReminderPermission permission) { m_permission = permission; }

    /// The app goes out of sight: what is known now is no news any more.
    void begin(std::span<const store::NoticeRow> notices);

    void end() { m_hidden = false; }

    bool is_hidden() const { return m_hidden; }

    /// Something arrived. Makes a reminder of each unread notice that was not there before; at most
    /// three at a time, and one that counts the rest.
    void look(std::span<const store::NoticeRow> notices, Language language);

    /// For the host, which shows them.
    std::vector<Reminder> take() { return std::exchange(m_waiting, {}); }

private:
    using Key = std::tuple<base::Uuid, domain::NoticeKind, std::int64_t>;

    ReminderPermission m_permission = ReminderPermission::Unknown;
    bool m_wanted = false;
    bool m_hidden = false;
    std::set<Key> m_known;
    std::vector<Reminder> m_waiting;

    static Key key_of(const store::NoticeRow& row) {
        return {row.complaint.id, row.kind, row.at_utc_ms};
    }
};

} // namespace huiyin::app
