// An event: one step that one person took on one device. Immutable, chained and signed (sync 1).
#pragma once

#include "core/base/bytes.h"
#include "core/base/crypto.h"
#include "core/base/result.h"
#include "core/base/uuid.h"
#include "core/domain/codes.h"

#include <cstdint>
#include <optional>
#include <string>

namespace huiyin::domain {

using base::Uuid;

/// What the author had seen of this complaint when the event was made.
struct Seen {
    std::int64_t change = 0;  ///< last change number of the complaint known to the device; 0 = none
    std::uint32_t unsent = 0; ///< own events of the complaint standing on top, not yet placed
};

/// One step, as its author made it. Everything but `signature` and `redaction` goes into `hash`.
struct Event {
    Uuid id;
    Uuid complaint;
    Uuid device;
    std::uint64_t device_seq = 0; ///< 1, 2, 3 … without gaps on each device
    Seen seen;
    Uuid actor;                 ///< person
    Role role = Role::Acceptor; ///< the role the actor used
    std::string kind; ///< code of EventKind; text, so that kinds of later versions can be carried
    std::string payload; ///< JSON, kept as the exact bytes that were hashed
    std::int64_t device_time_utc_ms = 0;
    std::int32_t utc_offset_minutes = 0;
    base::Hash prev_hash{}; ///< hash of the device's previous event; zero for the first
    base::Hash hash{};
    base::Signature signature{}; ///< Ed25519 by the device over `hash`
    /// Event id of the order by which the payload was put into its redacted form (redaction.h); nil
    /// = it is as its author wrote it. `hash` stays that of the payload as written.
    Uuid redaction;
};

/// SHA-256 over a canonical form: a version tag, then every field in the order above, integers
/// big-endian in 8 bytes, texts with their length in front.
base::Hash hash_of(const Event& event);

/// Fills in `hash` and `signature`.
void seal(Event& event, const base::SecretKey& device_key);

/// Whether the hash is right and the device signed it. Of a redacted event only that its device
/// signed the hash: what the payload says is vouched for by the order (redaction.h).
bool is_authentic(const Event& event, const base::PublicKey& device_key);

/// How an event was judged (sync 2).
enum class VerdictKind : std::uint8_t {
    Applied,    ///< part of the state
    Conflict,   ///< kept beside the state until a person decides
    Refused,    ///< kept, no part of the state
    Quarantined ///< not believed to be genuine; kept apart by the server
};

/// Why a step is refused or in conflict. Each has a sentence in both languages in the UI.
enum class Reason : std::uint8_t {
    None,
    UnknownKind,        ///< a kind this version does not know
    BadPayload,         ///< the payload is not what the kind requires
    UnknownActor,       ///< no active person of the department
    RoleNotHeld,        ///< the actor does not hold the role used
    RoleNotEntitled,    ///< the role may not take this step on this complaint
    WrongState,         ///< the complaint's state does not allow the step
    IntakeIncomplete,   ///< a required field is missing or wrong (procedure 4.2)
    InfoCheckNotPassed, ///< 信息验证 is not 合格
    ReasonMissing,      ///< the step needs a reason in words
    BadNumber,          ///< the complaint number is malformed, or not this device's
    NumberTaken,        ///< another complaint has this number
    ConcurrentStep,     ///< another device made an incompatible step first
    LimitReached,       ///< more events than a complaint may have
    NotFound,           ///< the complaint does not exist here
    // Guards of the later steps (procedure 4.4).
    Recused,             ///< a respondent may not take this step
    TargetMissing,       ///< no group or person was named
    TargetUnknown,       ///< no active group or person of the department
    TargetIsRespondent,  ///< a respondent may not get the complaint
    MajorNeedsLeader,    ///< 重大 goes to a team leader only
    GeneralNeedsGroup,   ///< 一般 is dispatched to a group
    AlreadyReceived,     ///< somebody else received it first
    ValidityPending,     ///< 待核实: validity is not confirmed yet
    ResultMissing,       ///< 处理结果
    CauseMissing,        ///< 有效 needs a cause
    ChoiceMissing,       ///< something that has to be chosen is not
    TimeWrong,           ///< a time is missing or later than now
    FollowUpMissing,     ///< nobody reached the user in this round
    VerificationMissing, ///< the relationship manager has not verified with the user
    VerificationDiffers, ///< the verification says something else
    HandlerMayNotClose,  ///< who handled it needs a countersignature to close it
    AttemptsTooFew,      ///< fewer than three failed attempts on two days
    ConsentMissing,      ///< a team leader has to consent first
    PeriodOver,          ///< too late to reopen
    PolicyForbids,       ///< the department's policy does not provide for it
    OncePerRound,        ///< only once in a round
    MasterMissing,       ///< the complaint to merge into is missing or cancelled
    EvidenceMissing,     ///< a withdrawal needs evidence
    NotRaised,           ///< it is dispatched already, and nobody raised its severity
    NoSuchConflict,      ///< nothing of that name waits for a decision
    NothingAsked,        ///< no extension waits for a decision
    NotCorrectable,      ///< this member cannot be corrected
    IdentityInTheOpen,   ///< 保密, but the complainant's identity is in the open part
    AttachmentTooLarge,
    // Marks of applied steps.
    Agrees,           ///< another step had set the same value before
    AfterStateChange, ///< came after the state had moved on, and is kept as an addition
    RoleSinceRevoked, ///< the role was held then, and is not any more
    // Given by the server about the event itself, not about the step.
    BadSignature,
    BrokenChain,  ///< prev_hash is not the hash of the device's previous event
    SequenceGap,  ///< an earlier event of the device is missing; offer again from there
    ClonedDevice, ///< another event with this device sequence number is known
    DeviceRevoked,
    // Given by the tablet.
    NotLetThrough, ///< whatever lies between took everything but this event
    KeptApart,     ///< the place of an event that its tablet keeps apart
    // Guards of redaction (procedure 4.9.16); last, because tablets store reasons by their place.
    NothingToRedact, ///< nothing here names the complainant
    AlreadyOrdered,  ///< an order waits to be carried out
    NoSuchOrder,     ///< no such order waits to be carried out
    TargetPassed     ///< an extension is asked for while there is still time (procedure 4.4, T21)
};

struct Verdict {
    VerdictKind kind = VerdictKind::Applied;
    Reason reason = Reason::None;

    bool operator==(const Verdict&) const = default;
};

/// An event in its place: as the server ordered and judged it, or unsent (change 0) on its own
/// device.
struct PlacedEvent {
    Event event;
    std::int64_t change = 0; ///< department-wide, strictly increasing; 0 = not placed yet
    std::int64_t server_time_utc_ms = 0; ///< 0 = not placed yet
    Verdict verdict;
    std::int64_t register_no =
        0; ///< 登记序号, set on the event that recorded the complaint; 0 = none
};

template <>
std::span<const CodeEntry> code_list<VerdictKind>();
template <>
std::span<const CodeEntry> code_list<Reason>();

} // namespace huiyin::domain
