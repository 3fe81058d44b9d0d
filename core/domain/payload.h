// What each kind of event carries, as typed values and as JSON bytes (procedure 4.1, 4.4).
//
// Reading checks types and codes only; whether a step has what it needs is a matter of the rules.
#pragma once

#include "core/domain/codes.h"
#include "core/domain/intake.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace huiyin::domain {

using base::Uuid;

/// T2: the intake as verified, and the number minted for it.
struct RecordPayload {
    std::string number;
    Intake intake;
    bool rekeyed = false; ///< 补录: taken from the paper form of a tablet that was lost

    template <class Archive, class Self>
    static void members(Archive& archive, Self& self) {
        archive.text("number", self.number);
        archive.flag("rekeyed", self.rekeyed);
        archive.record("intake", self.intake);
    }
};

/// T3: the intake as far as it was taken down, and why it does not pass.
struct RejectIntakePayload {
    Intake intake;
    std::string reason;

    template <class Archive, class Self>
    static void members(Archive& archive, Self& self) {
        archive.text("reason", self.reason);
        archive.record("intake", self.intake);
    }
};

/// T4: to a group; a person of it may be proposed.
struct DispatchPayload {
    Uuid group;
    Uuid person;
    std::string remark;

    template <class Archive, class Self>
    static void members(Archive& archive, Self& self) {
        archive.uuid("group", self.group);
        archive.uuid("person", self.person);
        archive.text("remark", self.remark);
    }
};

/// T5: to the leader of a team; `reason` says why it is 重大.
struct EscalatePayload {
    Uuid person;
    std::string reason;

    template <class Archive, class Self>
    static void members(Archive& archive, Self& self) {
        archive.uuid("person", self.person);
        archive.text("reason", self.reason);
    }
};

/// T6.
struct ReceivePayload {
    template <class Archive, class Self>
    static void members(Archive&, Self&) {}
};

/// T7: to another group or person.
struct ReassignPayload {
    Uuid group;
    Uuid person;
    std::string reason;

    template <class Archive, class Self>
    static void members(Archive& archive, Self& self) {
        archive.uuid("group", self.group);
        archive.uuid("person", self.person);
        archive.text("reason", self.reason);
    }
};

/// T8.
struct ReturnPayload {
    std::optional<ReturnCode> code;
    std::string reason;

    template <class Archive, class Self>
    static void members(Archive& archive, Self& self) {
        archive.code("code", self.code);
        archive.text("reason", self.reason);
    }
};

/// T9.
struct ConfirmValidityPayload {
    std::optional<Validity> validity; ///< 有效 or 无效
    std::string basis;                ///< 查证情况与依据

    template <class Archive, class Self>
    static void members(Archive& archive, Self& self) {
        archive.code("validity", self.validity);
        archive.text("basis", self.basis);
    }
};

/// T10.
struct ChangeSeverityPayload {
    std::optional<Severity> severity;
    std::string reason;

    template <class Archive, class Self>
    static void members(Archive& archive, Self& self) {
        archive.code("severity", self.severity);
        archive.text("reason", self.reason);
    }
};

/// T11.
struct FinishPayload {
    std::string result;                  ///< 处理结果
    std::optional<CauseCode> cause_code; ///< 原因分析
    std::string cause;
    std::string measures; ///< 处理措施, in sum

    template <class Archive, class Self>
    static void members(Archive& archive, Self& self) {
        archive.text("result", self.result);
        archive.code("cause_code", self.cause_code);
        archive.text("cause", self.cause);
        archive.text("measures", self.measures);
    }
};

/// T12.
struct FeedBackPayload {
    std::int64_t at_utc_ms = 0; ///< when the user was told
    std::optional<Means> means;
    std::string told;         ///< who was told
    std::string content;      ///< what was said
    std::string user_opinion; ///< 用户意见
    std::string ink;          ///< 用户签字 by hand: ink_from_text
    std::string signed_name;  ///< ...or typed, by somebody who cannot draw

    template <class Archive, class Self>
    static void members(Archive& archive, Self& self) {
        archive.integer("at", self.at_utc_ms);
        archive.code("means", self.means);
        archive.text("told", self.told);
        archive.text("content", self.content);
        archive.text("user_opinion", self.user_opinion);
        archive.text("ink", self.ink);
        archive.text("signed_name", self.signed_name);
    }
};

/// T13: one attempt, also one that failed.
struct FollowUpPayload {
    std::int64_t at_utc_ms = 0;
    std::optional<Means> means;
    bool reached = false;
    std::optional<VerifyResult> verify_result;
    std::optional<Satisfaction> satisfaction;
    std::string note;

    template <class Archive, class Self>
    static void members(Archive& archive, Self& self) {
        archive.integer("at", self.at_utc_ms);
        archive.code("means", self.means);
        archive.flag("reached", self.reached);
        archive.code("verify_result", self.verify_result);
        archive.code("satisfaction", self.satisfaction);
        archive.text("note", self.note);
    }
};

/// T14.
struct CloseSatisfiedPayload {
    template <class Archive, class Self>
    static void members(Archive&, Self&) {}
};

/// T15.
struct CloseDissatisfiedPayload {
    std::optional<DissatCode> code;
    std::string reason;

    template <class Archive, class Self>
    static void members(Archive& archive, Self& self) {
        archive.code("code", self.code);
        archive.text("reason", self.reason);
    }
};

/// T16.
struct CloseNotVerifiedPayload {
    std::string reason;

    template <class Archive, class Self>
    static void members(Archive& archive, Self& self) {
        archive.text("reason", self.reason);
    }
};

/// T17.
struct ReopenPayload {
    std::string reason;

    template <class Archive, class Self>
    static void members(Archive& archive, Self& self) {
        archive.text("reason", self.reason);
    }
};

/// T18.
struct CancelPayload {
    std::optional<CancelCode> code;
    std::string reason;
    Uuid master;          ///< 并案: the complaint it is merged into
    std::string evidence; ///< 撤诉: what shows that the user withdrew it

    template <class Archive, class Self>
    static void members(Archive& archive, Self& self) {
        archive.code("code", self.code);
        archive.text("reason", self.reason);
        archive.uuid("master", self.master);
        archive.text("evidence", self.evidence);
    }
};

/// T19.
struct NotePayload {
    std::string text;

    template <class Archive, class Self>
    static void members(Archive& archive, Self& self) {
        archive.text("text", self.text);
    }
};

/// T20.
struct ReworkPayload {
    std::string reason;

    template <class Archive, class Self>
    static void members(Archive& archive, Self& self) {
        archive.text("reason", self.reason);
    }
};

/// T21: asked by the handler.
struct AskExtensionPayload {
    std::int64_t until_utc_ms = 0;
    std::string reason;

    template <class Archive, class Self>
    static void members(Archive& archive, Self& self) {
        archive.integer("until", self.until_utc_ms);
        archive.text("reason", self.reason);
    }
};

/// T21: decided by the relationship manager.
struct GrantExtensionPayload {
    std::int64_t until_utc_ms = 0; ///< 0 = not granted
    std::string reason;            ///< needed when not granted

    template <class Archive, class Self>
    static void members(Archive& archive, Self& self) {
        archive.integer("until", self.until_utc_ms);
        archive.text("reason", self.reason);
    }
};

/// 处理措施.
struct HandlePayload {
    std::string text;

    template <class Archive, class Self>
    static void members(Archive& archive, Self& self) {
        archive.text("text", self.text);
    }
};

/// Who a 保密 complainant is. An event of its own, so that it reaches only those who may know.
struct IdentifyPayload {
    Identity identity;

    template <class Archive, class Self>
    static void members(Archive& archive, Self& self) {
        Identity::members(archive, self.identity);
    }
};

/// One member of the intake gets another value.
struct CorrectPayload {
    std::string member; ///< as in the intake's JSON, for example "content"
    std::string value;  ///< its JSON value as text
    std::string reason;

    template <class Archive, class Self>
    static void members(Archive& archive, Self& self) {
        archive.text("member", self.member);
        archive.text("value", self.value);
        archive.text("reason", self.reason);
    }
};

/// A team leader's consent.
struct ConsentPayload {
    std::optional<ConsentAbout> about;
    std::string text;

    template <class Archive, class Self>
    static void members(Archive& archive, Self& self) {
        archive.code("about", self.about);
        archive.text("text", self.text);
    }
};

/// Settles one conflict.
struct SettlePayload {
    Uuid conflict; ///< the event that is in conflict
    std::optional<SettleChoice> choice;
    std::string reason;

    template <class Archive, class Self>
    static void members(Archive& archive, Self& self) {
        archive.uuid("conflict", self.conflict);
        archive.code("choice", self.choice);
        archive.text("reason", self.reason);
    }
};

/// Somebody was told of the complaint in person or by telephone.
struct TellPayload {
    Uuid person;
    std::optional<Means> means;
    std::int64_t at_utc_ms = 0;

    template <class Archive, class Self>
    static void members(Archive& archive, Self& self) {
        archive.uuid("person", self.person);
        archive.code("means", self.means);
        archive.integer("at", self.at_utc_ms);
    }
};

/// A photo, recording or file; its bytes travel apart.
struct AttachPayload {
    std::string sha256; ///< 64 hexadecimal digits
    std::string name;
    std::string mime;
    std::int64_t file_bytes = 0;
    std::int64_t taken_at_utc_ms = 0;

    template <class Archive, class Self>
    static void members(Archive& archive, Self& self) {
        archive.text("sha256", self.sha256);
        archive.text("name", self.name);
        archive.text("mime", self.mime);
        archive.integer("bytes", self.file_bytes);
        archive.integer("taken_at", self.taken_at_utc_ms);
    }
};

/// 纠正预防措施. Its event's id is its identity.
struct ImprovePayload {
    std::string text;
    Uuid owner;
    std::int64_t due_utc_ms = 0;

    template <class Archive, class Self>
    static void members(Archive& archive, Self& self) {
        archive.text("text", self.text);
        archive.uuid("owner", self.owner);
        archive.integer("due", self.due_utc_ms);
    }
};

struct ImproveDonePayload {
    Uuid improvement;   ///< event id of the Improve
    std::string effect; ///< how the effect was checked

    template <class Archive, class Self>
    static void members(Archive& archive, Self& self) {
        archive.uuid("improvement", self.improvement);
        archive.text("effect", self.effect);
    }
};

/// 团队负责人意见 or, by the relationship manager, 监督意见.
struct OpinionPayload {
    std::string text;

    template <class Archive, class Self>
    static void members(Archive& archive, Self& self) {
        archive.text("text", self.text);
    }
};

struct LinkPayload {
    std::optional<LinkKind> kind;
    Uuid other;

    template <class Archive, class Self>
    static void members(Archive& archive, Self& self) {
        archive.code("kind", self.kind);
        archive.uuid("other", self.other);
    }
};

/// Leadership names who acts for a team leader who is a respondent.
struct AppointPayload {
    Uuid person;

    template <class Archive, class Self>
    static void members(Archive& archive, Self& self) {
        archive.uuid("person", self.person);
    }
};

/// Whoever had to know has seen everything up to here.
struct ReadPayload {
    template <class Archive, class Self>
    static void members(Archive&, Self&) {}
};

/// 《用户投诉处理表》 was printed.
struct PrintPayload {
    std::string check_code; ///< as printed at its foot

    template <class Archive, class Self>
    static void members(Archive& archive, Self& self) {
        archive.text("check_code", self.check_code);
    }
};

/// Leadership orders that what names the complainant go (procedure 4.9.16).
struct OrderRedactionPayload {
    std::string number;       ///< of the complaint, for who carries it out and sees nothing of it
    std::vector<Uuid> events; ///< that hold the complainant's data, at most limits::references_max
    std::string hashes; ///< SHA-256 of the redacted payload of each, 64 hexadecimal digits each
    std::string reason;

    template <class Archive, class Self>
    static void members(Archive& archive, Self& self) {
        archive.text("number", self.number);
        archive.uuids("events", self.events);
        archive.text("hashes", self.hashes);
        archive.text("reason", self.reason);
    }
};

/// The administrator carries an order out.
struct RedactPayload {
    Uuid order;         ///< event id of the OrderRedaction
    std::string number; ///< of the complaint, for the administrator's own tablet

    template <class Archive, class Self>
    static void members(Archive& archive, Self& self) {
        archive.uuid("order", self.order);
        archive.text("number", self.number);
    }
};

/// The alternatives stand in the order of EventKind.
using Payload = std::variant<RecordPayload,
                             RejectIntakePayload,
                             DispatchPayload,
                             EscalatePayload,
                             ReceivePayload,
                             ReassignPayload,
                             ReturnPayload,
                             ConfirmValidityPayload,
                             ChangeSeverityPayload,
                             FinishPayload,
                             FeedBackPayload,
                             FollowUpPayload,
                             CloseSatisfiedPayload,
                             CloseDissatisfiedPayload,
                             CloseNotVerifiedPayload,
                             ReopenPayload,
                             CancelPayload,
                             NotePayload,
                             ReworkPayload,
                             AskExtensionPayload,
                             GrantExtensionPayload,
                             HandlePayload,
                             IdentifyPayload,
                             CorrectPayload,
                             ConsentPayload,
                             SettlePayload,
                             TellPayload,
                             AttachPayload,
                             ImprovePayload,
                             ImproveDonePayload,
                             OpinionPayload,
                             LinkPayload,
                             AppointPayload,
                             ReadPayload,
                             PrintPayload,
                             OrderRedactionPayload,
                             RedactPayload>;

EventKind kind_of(const Payload& payload);

/// The bytes that are hashed and stored.
std::string payload_text(const Payload& payload);

/// Errors: InvalidInput when a member has another type than the kind's or an unknown code; TooLarge
/// beyond limits::event_payload_bytes_max.
base::Result<Payload> payload_from_text(EventKind kind, std::string_view text);

} // namespace huiyin::domain
