#include "core/domain/guards.h"

#include "core/base/limits.h"
#include "core/base/text.h"
#include "core/domain/assignment_targets.h"
#include "core/domain/attempts.h"
#include "core/domain/entitlement.h"
#include "core/domain/ink.h"
#include "core/domain/numbering.h"
#include "core/domain/redaction.h"
#include "core/domain/targets.h"
#include "core/domain/visibility.h"

#include <algorithm>

namespace huiyin::domain {

namespace limits = base::limits;

namespace {

constexpr std::int64_t day_ms = 24LL * 60 * 60 * 1000;

bool is_blank(std::string_view text) {
    return base::trimmed(text).empty();
}

bool is_long(std::string_view text) {
    return base::count_chars(text) > limits::long_text_chars_max || !base::is_valid_utf8(text);
}

bool is_blank_or_long(std::string_view text) {
    return is_blank(text) || is_long(text);
}

/// The guards of each kind; `before` is there for every kind that needs a complaint.
class Guard {
public:
    Guard(const std::optional<Complaint>& before, const Actor& actor, const Directory& directory)
        : m_before(before)
        , m_actor(actor)
        , m_directory(directory) {}

    Refusal operator()(const RecordPayload& payload) const {
        const Intake& intake = payload.intake;
        if (has_open_identity(intake)) {
            return {Reason::IdentityInTheOpen, {}};
        }
        auto problems = intake.confidential
                            ? check_intake_without_identity(intake, m_actor.device_time_utc_ms)
                            : check_intake(intake, m_actor.device_time_utc_ms);
        if (!problems.empty()) {
            return {Reason::IntakeIncomplete, std::move(problems)};
        }
        if (intake.info_check != InfoCheck::Passed) {
            return {Reason::InfoCheckNotPassed, {}};
        }
        return {is_right_number(payload) ? Reason::None : Reason::BadNumber, {}};
    }

    Refusal operator()(const RejectIntakePayload& payload) const {
        if (has_open_identity(payload.intake)) {
            return {Reason::IdentityInTheOpen, {}};
        }
        return words(payload.reason);
    }

    Refusal operator()(const DispatchPayload& payload) const {
        if (complaint().severity == Severity::Major) {
            return {Reason::MajorNeedsLeader, {}};
        }
        if (payload.group.is_nil()) {
            return {payload.person.is_nil() ? Reason::TargetMissing : Reason::GeneralNeedsGroup,
                    {}};
        }
        return {is_long(payload.remark) ? Reason::ReasonMissing
                                        : group_target(payload.group, payload.person),
                {}};
    }

    Refusal operator()(const EscalatePayload& payload) const {
        const Complaint& now = complaint();
        if (now.state != State::Recorded && !now.escalation_due) {
            return {Reason::NotRaised, {}};
        }
        if (now.severity == Severity::General) {
            return {Reason::GeneralNeedsGroup, {}};
        }
        if (payload.person.is_nil()) {
            return {Reason::TargetMissing, {}};
        }
        const Reason by_leader = leader_target(payload.person);
        if (by_leader != Reason::None) {
            return {by_leader, {}};
        }
        const bool reason_known = now.severity == Severity::Major;
        return reason_known ? optional_words(payload.reason) : words(payload.reason);
    }

    Refusal operator()(const ReceivePayload&) const { return {}; }

    Refusal operator()(const ReassignPayload& payload) const {
        const Reason reason =
            reassignment_target(complaint(), payload.group, payload.person, m_actor, m_directory);
        return reason == Reason::None ? words(payload.reason) : Refusal{reason, {}};
    }

    Refusal operator()(const ReturnPayload& payload) const {
        return payload.code ? words(payload.reason) : Refusal{Reason::ChoiceMissing, {}};
    }

    Refusal operator()(const ConfirmValidityPayload& payload) const {
        if (!payload.validity || payload.validity == Validity::Pending) {
            return {Reason::ChoiceMissing, {}};
        }
        return words(payload.basis);
    }

    Refusal operator()(const ChangeSeverityPayload& payload) const {
        if (!payload.severity || payload.severity == complaint().severity) {
            return {Reason::ChoiceMissing, {}};
        }
        const bool lowers =
            complaint().severity == Severity::Major && payload.severity == Severity::General;
        if (lowers && !has_consent(ConsentAbout::Downgrade)) {
            return {Reason::ConsentMissing, {}};
        }
        return words(payload.reason);
    }

    Refusal operator()(const FinishPayload& payload) const {
        const Validity validity = complaint().validity();
        if (validity == Validity::Pending) {
            return {Reason::ValidityPending, {}};
        }
        if (is_blank_or_long(payload.result)) {
            return {Reason::ResultMissing, {}};
        }
        if (validity == Validity::Valid && is_blank(payload.cause)) {
            return {Reason::CauseMissing, {}};
        }
        const bool too_long = is_long(payload.cause) || is_long(payload.measures);
        return {too_long ? Reason::ReasonMissing : Reason::None, {}};
    }

    Refusal operator()(const FeedBackPayload& payload) const {
        if (!payload.means) {
            return {Reason::ChoiceMissing, {}};
        }
        if (is_wrong_time(payload.at_utc_ms)) {
            return {Reason::TimeWrong, {}};
        }
        const bool nobody_to_tell = payload.means == Means::NotPossible;
        if (nobody_to_tell ? !may_be_untold(complaint()) : is_anonymous(complaint())) {
            return {Reason::ChoiceMissing, {}};
        }
        if (!nobody_to_tell && is_blank_or_long(payload.told)) {
            return {Reason::ReasonMissing, {}};
        }
        if (!is_right_signature(payload)) {
            return {Reason::BadPayload, {}};
        }
        return is_long(payload.user_opinion) ? Refusal{Reason::ReasonMissing, {}}
                                             : words(payload.content);
    }

    Refusal operator()(const FollowUpPayload& payload) const {
        if (!payload.means) {
            return {Reason::ChoiceMissing, {}};
        }
        if (is_wrong_time(payload.at_utc_ms)) {
            return {Reason::TimeWrong, {}};
        }
        // Only somebody who was reached can have said something.
        if (!payload.reached && (payload.verify_result || payload.satisfaction)) {
            return {Reason::ChoiceMissing, {}};
        }
        // Only the relationship manager's question counts as 验证 (4.4, T13).
        if (payload.verify_result && !is_manager()) {
            return {Reason::RoleNotEntitled, {}};
        }
        return optional_words(payload.note);
    }

    Refusal operator()(const CloseSatisfiedPayload&) const {
        return {closing(VerifyResult::Satisfied), {}};
    }

    Refusal operator()(const CloseDissatisfiedPayload& payload) const {
        const Reason reason = closing(VerifyResult::Dissatisfied);
        if (reason != Reason::None) {
            return {reason, {}};
        }
        return payload.code ? words(payload.reason) : Refusal{Reason::ChoiceMissing, {}};
    }

    Refusal operator()(const CloseNotVerifiedPayload& payload) const {
        if (complaint().feedback() == nullptr) {
            return {Reason::FollowUpMissing, {}};
        }
        return is_anonymous(complaint()) ||
                       tried_often_enough(complaint(), m_directory.policy.calendar)
                   ? words(payload.reason)
                   : Refusal{Reason::AttemptsTooFew, {}};
    }

    Refusal operator()(const ReopenPayload& payload) const {
        const Closure* closure = complaint().closure();
        const std::int64_t last_moment = (closure == nullptr ? 0 : closure->at_utc_ms) +
                                         std::int64_t{m_directory.policy.reopen_days} * day_ms;
        if (m_actor.device_time_utc_ms > last_moment) {
            return {Reason::PeriodOver, {}};
        }
        const bool needs_consent = m_actor.role == Role::RelationshipManager;
        if (needs_consent && !has_consent(ConsentAbout::Reopen)) {
            return {Reason::ConsentMissing, {}};
        }
        return words(payload.reason);
    }

    Refusal operator()(const CancelPayload& payload) const {
        if (!payload.code) {
            return {Reason::ChoiceMissing, {}};
        }
        const bool merges = payload.code == CancelCode::Duplicate;
        if (merges == payload.master.is_nil() || payload.master == complaint().id) {
            return {Reason::MasterMissing, {}};
        }
        if (payload.code == CancelCode::Withdrawn && is_blank_or_long(payload.evidence)) {
            return {Reason::EvidenceMissing, {}};
        }
        return words(payload.reason);
    }

    Refusal operator()(const NotePayload& payload) const { return words(payload.text); }

    Refusal operator()(const ReworkPayload& payload) const {
        if (!m_directory.policy.rework_allowed) {
            return {Reason::PolicyForbids, {}};
        }
        return complaint().reworks > 0 ? Refusal{Reason::OncePerRound, {}} : words(payload.reason);
    }

    Refusal operator()(const AskExtensionPayload& payload) const {
        if (payload.until_utc_ms <= m_actor.device_time_utc_ms) {
            return {Reason::TimeWrong, {}};
        }
        // Granted later it would make in time what was late already.
        for (const Target& target : targets_of(complaint(), m_directory.policy)) {
            if (target.kind == TargetKind::Handle && target.is_late(m_actor.device_time_utc_ms)) {
                return {Reason::TargetPassed, {}};
            }
        }
        return words(payload.reason);
    }

    Refusal operator()(const GrantExtensionPayload& payload) const {
        const auto& extensions = complaint().extensions;
        if (extensions.empty() || extensions.back().decided) {
            return {Reason::NothingAsked, {}};
        }
        return payload.until_utc_ms == 0 ? words(payload.reason) : optional_words(payload.reason);
    }

    Refusal operator()(const HandlePayload& payload) const { return words(payload.text); }

    Refusal operator()(const IdentifyPayload& payload) const {
        if (!complaint().intake.confidential) {
            return {Reason::NotCorrectable, {}};
        }
        auto problems = check_identity(payload.identity);
        const bool complete = problems.empty();
        return {complete ? Reason::None : Reason::IntakeIncomplete, std::move(problems)};
    }

    Refusal operator()(const CorrectPayload& payload) const {
        const Complaint& now = complaint();
        const bool dispatched = now.state != State::Recorded;
        if (dispatched && !is_manager()) {
            return {Reason::WrongState, {}};
        }
        const bool kept_apart = now.intake.confidential && is_identity_member(payload.member);
        if (!is_correctable(payload.member) || kept_apart) {
            return {Reason::NotCorrectable, {}};
        }
        const auto corrected = with_member(now.intake, payload.member, payload.value);
        if (!corrected) {
            return {Reason::BadPayload, {}};
        }
        // Only who knows the complainant can say that the name may be known.
        const bool opens = now.intake.confidential && !corrected->confidential;
        if (opens && !may_see_identity(m_directory, m_actor.person, now)) {
            return {Reason::RoleNotEntitled, {}};
        }
        const std::int64_t at = std::max(now.accepted_at_utc_ms, corrected->complained_at_utc_ms);
        const bool apart = now.intake.confidential || corrected->confidential;
        auto problems =
            apart ? check_intake_without_identity(*corrected, at) : check_intake(*corrected, at);
        if (!problems.empty()) {
            return {Reason::IntakeIncomplete, std::move(problems)};
        }
        return dispatched ? words(payload.reason) : optional_words(payload.reason);
    }

    Refusal operator()(const ConsentPayload& payload) const {
        return payload.about ? optional_words(payload.text) : Refusal{Reason::ChoiceMissing, {}};
    }

    Refusal operator()(const SettlePayload& payload) const {
        if (!complaint().conflicted()) {
            return {Reason::NoSuchConflict, {}};
        }
        if (!payload.choice) {
            return {Reason::ChoiceMissing, {}};
        }
        const auto& conflicts = complaint().conflicts;
        const auto found = std::find_if(conflicts.begin(), conflicts.end(), [&](const auto& one) {
            return one.event_id == payload.conflict && !one.settled;
        });
        if (found == conflicts.end()) {
            return {Reason::NoSuchConflict, {}};
        }
        // A team leader decides only where the relationship manager is a party.
        if (!is_manager() && !manager_is_party(*found)) {
            return {Reason::RoleNotEntitled, {}};
        }
        return optional_words(payload.reason);
    }

    Refusal operator()(const TellPayload& payload) const {
        if (m_directory.person(payload.person) == nullptr) {
            return {Reason::TargetUnknown, {}};
        }
        if (is_wrong_time(payload.at_utc_ms)) {
            return {Reason::TimeWrong, {}};
        }
        return {payload.means ? Reason::None : Reason::ChoiceMissing, {}};
    }

    Refusal operator()(const AttachPayload& payload) const {
        const bool hash_ok =
            payload.sha256.size() == 64 &&
            payload.sha256.find_first_not_of("0123456789abcdef") == std::string::npos;
        if (!hash_ok || is_blank(payload.name) ||
            base::count_chars(payload.name) > limits::short_text_chars_max ||
            base::count_chars(payload.mime) > limits::short_text_chars_max) {
            return {Reason::BadPayload, {}};
        }
        const bool fits = payload.file_bytes > 0 &&
                          payload.file_bytes <= std::int64_t{limits::attachment_bytes_max} &&
                          complaint().attachments.size() < limits::attachments_max;
        return {fits ? Reason::None : Reason::AttachmentTooLarge, {}};
    }

    Refusal operator()(const ImprovePayload& payload) const {
        const bool owner_known =
            payload.owner.is_nil() || m_directory.person(payload.owner) != nullptr;
        return owner_known ? words(payload.text) : Refusal{Reason::TargetUnknown, {}};
    }

    Refusal operator()(const ImproveDonePayload& payload) const {
        const auto& all = complaint().improvements;
        const bool some_open = std::any_of(
            all.begin(), all.end(), [](const auto& one) { return one.done_at_utc_ms == 0; });
        if (!some_open) {
            return {Reason::NothingAsked, {}};
        }
        const auto found = std::find_if(all.begin(), all.end(), [&](const auto& improvement) {
            return improvement.event_id == payload.improvement && improvement.done_at_utc_ms == 0;
        });
        if (found == all.end()) {
            return {Reason::TargetMissing, {}};
        }
        const bool owner = found->said.owner == m_actor.person;
        if (m_actor.role == Role::GroupMember && !owner) {
            return {Reason::RoleNotEntitled, {}};
        }
        return words(payload.effect);
    }

    Refusal operator()(const OpinionPayload& payload) const { return words(payload.text); }

    Refusal operator()(const LinkPayload& payload) const {
        const bool other = !payload.other.is_nil() && payload.other != complaint().id;
        return {payload.kind && other ? Reason::None : Reason::ChoiceMissing, {}};
    }

    Refusal operator()(const AppointPayload& payload) const {
        const domain::Person* person = m_directory.person(payload.person);
        if (person == nullptr || !person->active) {
            return {Reason::TargetUnknown, {}};
        }
        return {complaint().is_respondent(payload.person, m_directory) ? Reason::TargetIsRespondent
                                                                       : Reason::None,
                {}};
    }

    Refusal operator()(const ReadPayload&) const { return {}; }

    Refusal operator()(const PrintPayload& payload) const {
        return optional_words(payload.check_code);
    }

    Refusal operator()(const OrderRedactionPayload& payload) const {
        const auto& orders = complaint().redactions;
        if (std::any_of(orders.begin(), orders.end(), [](const auto& order) {
                return !order.carried_out;
            })) {
            return {Reason::AlreadyOrdered, {}};
        }
        if (complaint().naming.empty()) {
            return {Reason::NothingToRedact, {}};
        }
        if (is_blank_or_long(payload.reason)) {
            return {Reason::ReasonMissing, {}};
        }
        const bool right = payload.number == complaint().number && is_well_formed(payload);
        return {right ? Reason::None : Reason::BadPayload, {}};
    }

    Refusal operator()(const RedactPayload& payload) const {
        if (m_before) {
            const auto& orders = m_before->redactions;
            const auto found = std::find_if(orders.begin(), orders.end(), [&](const auto& order) {
                return order.event_id == payload.order;
            });
            if (found != orders.end()) {
                return {found->carried_out ? Reason::NoSuchOrder : Reason::None, {}};
            }
        }
        // An administrator's tablet knows of orders from the directory alone.
        const bool unseen = !m_before || !m_before->taken_down;
        const bool waits = m_directory.redaction_order(payload.order) != nullptr;
        return {unseen && waits ? Reason::None : Reason::NoSuchOrder, {}};
    }

private:
    const std::optional<Complaint>& m_before;
    const Actor& m_actor;
    const Directory& m_directory;

    /// State and entitlement were checked before, so there is one.
    const Complaint& complaint() const { return *m_before; }

    bool is_manager() const {
        return acts_as_manager(complaint(), m_actor.person, m_actor.role, m_directory);
    }

    /// Whose name nobody may see does not sign either.
    bool is_right_signature(const FeedBackPayload& payload) const {
        if (payload.ink.empty() && payload.signed_name.empty()) {
            return true;
        }
        return is_named_openly(complaint().intake) && ink_from_text(payload.ink) &&
               base::is_valid_utf8(payload.signed_name) &&
               base::count_chars(payload.signed_name) <= limits::short_text_chars_max;
    }

    static Refusal words(std::string_view text) {
        return {is_blank_or_long(text) ? Reason::ReasonMissing : Reason::None, {}};
    }

    static Refusal optional_words(std::string_view text) {
        return {is_long(text) ? Reason::ReasonMissing : Reason::None, {}};
    }

    /// A time that a person entered may not be missing or later than the step itself.
    bool is_wrong_time(std::int64_t at_utc_ms) const {
        return at_utc_ms <= 0 || at_utc_ms > m_actor.device_time_utc_ms;
    }

    static bool has_open_identity(const Intake& intake) {
        Intake copy = intake;
        copy.redacted = false;
        return intake.confidential && !(take_identity(copy) == Identity{});
    }

    bool is_right_number(const RecordPayload& payload) const {
        const auto number = complaint_number_from_text(payload.number);
        if (!number || number->prefix != m_directory.number_prefix) {
            return false;
        }
        if (payload.rekeyed) {
            // 补录 of a paper form: the tablet that minted the number is lost.
            return std::any_of(
                m_directory.devices.begin(), m_directory.devices.end(), [&](const Device& device) {
                    return device.revoked && device.code == number->device_code;
                });
        }
        const Device* device = m_directory.device(m_actor.device);
        return device != nullptr && number->device_code == device->code;
    }

    Reason group_target(const Uuid& group, const Uuid& person) const {
        return domain::group_target(complaint(), group, person, m_actor, m_directory);
    }

    Reason leader_target(const Uuid& person) const {
        return domain::leader_target(complaint(), person, m_directory);
    }

    bool has_consent(ConsentAbout about) const {
        const auto& consents = complaint().consents;
        return std::any_of(consents.begin(), consents.end(), [&](const ConsentGiven& consent) {
            return consent.about == about && !consent.used;
        });
    }

    Reason closing(VerifyResult wanted) const {
        const Complaint& now = complaint();
        if (now.feedback() == nullptr || !now.was_reached()) {
            return Reason::FollowUpMissing;
        }
        const FollowUpAttempt* verified = now.verified();
        if (verified == nullptr) {
            return Reason::VerificationMissing;
        }
        if (verified->said.verify_result != wanted) {
            return Reason::VerificationDiffers;
        }
        const bool handled_it = now.handler == verified->by || now.handler == m_actor.person;
        return handled_it && !has_consent(ConsentAbout::Closing) ? Reason::HandlerMayNotClose
                                                                 : Reason::None;
    }

    bool manager_is_party(const Conflict& conflict) const {
        if (conflict.placed.event.role == Role::RelationshipManager) {
            return true;
        }
        const auto& steps = complaint().steps;
        return std::any_of(steps.begin(), steps.end(), [&](const Step& step) {
            return step.event_id == conflict.against && step.role == Role::RelationshipManager;
        });
    }
};

} // namespace

Refusal guard(const std::optional<Complaint>& before,
              const Payload& payload,
              const Actor& actor,
              const Directory& directory) {
    return std::visit(Guard(before, actor, directory), payload);
}

} // namespace huiyin::domain
