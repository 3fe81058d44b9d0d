// The rows of the store as values, without any database's types.
#pragma once

#include "core/base/bytes.h"
#include "core/base/crypto.h"
#include "core/base/uuid.h"
#include "core/domain/event.h"
#include "core/sync/wire.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace huiyin::server::store {

using base::Uuid;

/// A department (tenant).
struct Department {
    Uuid id;
    std::string short_name; ///< typed at sign-in when the deployment has several
    std::string name;
    std::string number_prefix; ///< of complaint numbers
};

struct Account {
    std::string name;
    Uuid person;
    std::string password_hash; ///< empty in lists
    bool active = true;
};

/// What an administrator did.
struct AdminLogRow {
    std::int64_t entry = 0; ///< 1, 2, 3 … within the department; given by the store
    Uuid person;
    Uuid device;
    std::int64_t at_utc_ms = 0;
    std::string command; ///< the request without its secrets
};

/// What a tablet said of itself at its last contact.
struct DeviceStatus {
    std::string app_version;              ///< empty = unknown
    std::int64_t outbox_since_utc_ms = 0; ///< of the oldest event it left unsent; 0 = none
    std::int64_t clock_ahead_ms = 0;      ///< the server's clock, as seen from the tablet
    std::int64_t storage_left_bytes = -1; ///< -1 = unknown
};

struct DeviceRow {
    Uuid id;
    std::string code;
    std::string name;
    base::PublicKey public_key{};
    Uuid enrolled_by;
    std::int64_t enrolled_at_utc_ms = 0;
    std::int64_t revoked_at_utc_ms = 0;   ///< 0 = not revoked
    std::int64_t cloned_at_utc_ms = 0;    ///< 0 = no sign of a second copy
    std::int64_t last_sync_at_utc_ms = 0; ///< 0 = never
    std::uint64_t last_seq = 0;           ///< of the newest event taken
    base::Hash last_hash{};               ///< of the newest event taken; zero before the first
    DeviceStatus status;
    Uuid person; ///< who is signed in there, else who enrolled it
};

/// A sign-in that may be used.
struct TokenRow {
    base::Hash token_hash{};
    Uuid department;
    Uuid device;
    Uuid person;
    std::int64_t created_at_utc_ms = 0;
    std::int64_t used_at_utc_ms = 0;
    bool blocked = false;            ///< the device is revoked or the person inactive
    std::int64_t grants_version = 0; ///< directory version at which the person's roles changed
};

/// The answer that was given to an event.
struct StoredReceipt {
    base::Hash hash{};
    std::int64_t change = 0;
    std::int64_t server_time_utc_ms = 0;
    domain::Verdict verdict;
    std::int64_t register_no = 0;
};

/// What one device sends of a file.
struct FileName {
    base::Hash sha256{};
    Uuid device;
};

struct FileRow {
    FileName name;
    std::int64_t file_bytes = 0;
    bool complete = false; ///< its chunks are all there, and they are this content
};

/// An event that was pushed and has its place.
struct Pushed {
    std::int64_t change = 0;
    Uuid complaint;
};

/// The scope key of a complaint that is open. Nobody reads by it: it finds what is shown first.
inline constexpr std::string_view open_key = "open";

/// What is open comes first where a department has at least so many changes for each open
/// complaint. It comes once more in its turn; where most is open, twice would cost more than being
/// first is worth.
inline constexpr std::int64_t changes_per_open_first = 8;

/// What a tablet asks for.
struct PageQuery {
    Uuid department;
    std::vector<std::string> scopes; ///< keys that the person may read, of identities too
    /// Has just pushed these: they are not given back, and of their complaints is said when they
    /// are not visible.
    std::vector<Pushed> pushed;
    std::int64_t cursor = 0;
    std::size_t events_max = 0;
    std::size_t payload_bytes_max = 0;
    std::int64_t changes_per_open = changes_per_open_first; ///< for what is open
};

struct OpenPage {
    std::vector<domain::PlacedEvent> events; ///< of whole complaints
    std::optional<Uuid> after;               ///< the last one, when there are more behind it
    std::optional<sync::Mark> mark;          ///< of the whole history
    std::int64_t latest = 0;                 ///< the department's newest change
};

struct Page {
    std::vector<domain::PlacedEvent> events; ///< in change order
    /// Complaints that stopped being visible between the query's cursor and this one, and those
    /// just pushed to that are not visible.
    std::vector<Uuid> ended;
    std::int64_t cursor = 0;
    std::optional<sync::Mark> mark; ///< of the history up to the cursor
    std::int64_t latest = 0;        ///< the department's newest change
    bool more = false;
};

} // namespace huiyin::server::store
