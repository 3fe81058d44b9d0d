// The messages of POST /api/v1/sync and POST /api/v1/sign-in, and their JSON (sync 3).
#pragma once

#include "core/base/bytes.h"
#include "core/base/json_forward.h"
#include "core/base/result.h"
#include "core/domain/directory.h"
#include "core/domain/event.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace huiyin::sync {

using base::Uuid;

/// The protocol version from which on both sides say where they stand by more than a number.
inline constexpr int protocol_with_marks = 2;

/// The server's answer to one pushed event, the same for every repeat.
struct Receipt {
    std::uint64_t device_seq = 0;
    std::int64_t change = 0; ///< 0 when the event was not taken (SequenceGap, Quarantined)
    std::int64_t server_time_utc_ms = 0;
    domain::Verdict verdict;
    std::int64_t register_no = 0;
    Uuid device; ///< of an event that another tablet carried; nil = of the tablet that asked
};

/// What a tablet says of itself, for whoever runs the server.
struct TabletStatus {
    std::string app_version;                   ///< empty = unknown
    std::int64_t outbox_since_utc_ms = 0;      ///< device time of the oldest unsent event; 0 = none
    std::int64_t outbox_rest_since_utc_ms = 0; ///< of the oldest behind those of this push
    /// Server time minus device time at the last contact; nothing before the first.
    std::optional<std::int64_t> clock_ahead_ms;
    std::int64_t storage_left_bytes = -1; ///< -1 = unknown
};

/// The place of an event in its device's chain that the tablet keeps apart, so that the events
/// behind it can be taken: the next one names this hash as the one before it.
struct ApartPlace {
    std::uint64_t device_seq = 0;
    base::Hash hash{};

    bool operator==(const ApartPlace&) const = default;
};

/// What a history is like up to a change, whoever may see that: stands for the newest event there
/// as it was placed. Another history, such as that of a database put back from a copy, has another
/// hash.
struct Mark {
    std::int64_t change = 0;
    base::Hash hash{};

    bool operator==(const Mark&) const = default;
};

struct SyncRequest {
    int protocol = 0;  ///< limits::protocol_oldest to protocol_version; the answer has the same
    std::string epoch; ///< the server's epoch as last seen; empty at first
    std::int64_t cursor = 0; ///< every visible change up to here is on the tablet
    /// As the server told it with the newest that the tablet has; without one its history is not
    /// compared. From version 2 on.
    std::optional<Mark> mark;
    /// The newest event of this device that the server has acknowledged: a history without it is
    /// another one. From version 2 on; 0 = none.
    std::uint64_t acknowledged = 0;
    /// A tablet that begins from nothing is given the open complaints first, in the order of their
    /// ids: behind which one, nil at first. From version 2 on.
    std::optional<Uuid> open_after;
    std::int64_t directory_version = 0;
    std::vector<domain::Event> push; ///< in device order, at most limits::push_events_max
    std::vector<ApartPlace> apart; ///< of this device, ascending, at most limits::apart_places_max
    std::optional<TabletStatus> status;
};

/// An attachment on its way by file.
struct BundledFile {
    base::Hash sha256{};
    std::string mime;
    base::Bytes bytes; ///< 1 to limits::attachment_bytes_max
};

/// Events on their way by file, and attachments that the server does not have.
struct EventBundle {
    Uuid department;
    Uuid device; ///< the tablet that wrote the file
    std::int64_t made_at_utc_ms = 0;
    std::vector<domain::Event> events; ///< each device's in its order
    std::vector<ApartPlace> apart;     ///< of `device`, ascending
    std::vector<BundledFile> files;    ///< limits::bundle_files_bytes_max in all
    std::size_t events_left_out = 0;   ///< that did not fit
    std::size_t files_left_out = 0;    ///< the same
};

struct SyncResponse {
    int protocol = 0;
    std::string epoch;
    std::int64_t server_time_utc_ms = 0;
    std::vector<Receipt> receipts; ///< one per pushed event, in its order
    /// Of each complaint in change order; what was pushed is not there.
    std::vector<domain::PlacedEvent> events;
    std::vector<Uuid> ended; ///< complaints that the person may see no longer
    std::int64_t cursor = 0; ///< to be sent next time
    /// Behind everything that comes with this answer. From version 2 on.
    std::optional<Mark> mark;
    /// Open complaints came, each with its whole history, and there are more of them behind this
    /// one; the cursor stays. Without it they have come, and everything follows in change order.
    std::optional<Uuid> open_after;
    /// The cursor of the request is not of this history, although the epoch is the same: nothing of
    /// this answer fits what the tablet holds. From version 2 on.
    bool starts_over = false;
    bool more = false;       ///< the page was full: ask again at once
    std::int64_t latest = 0; ///< newest change of the department, when there is more; else 0
    /// Newest step of the asking tablet that the server has. Told where the tablet may think of
    /// another one: with a new epoch, and when a pushed step came behind a gap.
    std::optional<std::uint64_t> chain_end;
    std::optional<domain::Directory> directory; ///< when newer than the tablet's
    /// 未同步终端: codes of other tablets in use that the server has not heard of for the policy's
    /// `silent_device_days`; at most limits::silent_tablets_max. With an answer behind which there
    /// is no more, to who may print the register: the register says which work may be missing.
    std::optional<std::vector<std::string>> silent_tablets;
};

struct SignInRequest {
    int protocol = 0;
    std::string account;
    std::string password;
    std::string department;  ///< short name; empty when the deployment has one
    std::string device_name; ///< shown to the administrator
    base::PublicKey public_key{};
    std::optional<Uuid> device;           ///< of an enrolled device that signs in again
    std::optional<base::Signature> proof; ///< by that device's key over sign_in_proof_text
};

struct SignInResponse {
    std::string token;
    Uuid device;
    std::string device_code;
    Uuid person;
    std::string epoch;
    std::int64_t server_time_utc_ms = 0;
    domain::Directory directory;
};

/// The text a device signs to show that it is the enrolled one.
std::string sign_in_proof_text(const Uuid& device, std::string_view account);

std::string to_text(const SyncRequest& request);
std::string to_text(const SyncResponse& response);
/// The events as JSON; when there are files a zero byte and their contents in order.
base::Bytes to_bytes(const EventBundle& bundle);
std::string to_text(const SignInRequest& request);
std::string to_text(const SignInResponse& response);

/// Readers of foreign bytes. Every limit of limits.h is checked; the hash of each event is
/// computed, not read, but for a redacted one, whose payload is not what was hashed. Errors:
/// TooLarge, InvalidInput naming the member, Unsupported for another protocol version.
base::Result<SyncRequest> sync_request_from_text(std::string_view text);
/// Also InvalidInput for an attachment that is not what its hash says.
base::Result<EventBundle> event_bundle_from_bytes(std::span<const std::uint8_t> bytes);
base::Result<SyncResponse> sync_response_from_text(std::string_view text);
base::Result<SignInRequest> sign_in_request_from_text(std::string_view text);
base::Result<SignInResponse> sign_in_response_from_text(std::string_view text);

class ResponseListsReader;

/// sync_response_from_text in parts: a full page takes longer than a frame.
class ResponseReader {
public:
    explicit ResponseReader(std::string text);
    ~ResponseReader();
    ResponseReader(const ResponseReader&) = delete;
    ResponseReader& operator=(const ResponseReader&) = delete;

    /// Reads up to so many events more. Whether there are still more.
    bool read_some(std::size_t events_max);

    /// The answer, once read_some says that there is no more.
    base::Result<SyncResponse> take();

private:
    std::string m_text;
    std::unique_ptr<ResponseListsReader> m_lists;
};

/// A directory as JSON, for the wire and for the tablet's own store.
base::Json json_from_directory(const domain::Directory& directory);
base::Result<domain::Directory> directory_from_json(const base::Json& json);

} // namespace huiyin::sync
