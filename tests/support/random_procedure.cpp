#include "tests/support/random_procedure.h"

#include <array>

namespace huiyin::tests {

using namespace domain;

namespace {

template <class Enum>
Enum any_of(SeededRandom& random) {
    return static_cast<Enum>(random.below(code_list<Enum>().size()));
}

bool chance(SeededRandom& random, std::size_t percent) {
    return random.below(100) < percent;
}

const char* words(SeededRandom& random) {
    static constexpr std::array<const char*, 6> list{"现场核对工单与日志",
                                                     "更换板卡后恢复",
                                                     "已电话说明",
                                                     "属于误解",
                                                     "等待备件",
                                                     "Checked on site"};
    return list[random.below(list.size())];
}

Uuid any_group(const Directory& directory, SeededRandom& random) {
    return directory.groups[random.below(directory.groups.size())].id;
}

Uuid any_leader(const Directory& directory, SeededRandom& random) {
    const auto leaders = directory.holders_of(Role::TeamLeader);
    return leaders[random.below(leaders.size())];
}

std::string random_value(SeededRandom& random, std::string& member) {
    static constexpr std::array<const char*, 4> members{
        "location", "system", "remedy_sought", "complainant_org"};
    static constexpr std::array<const char*, 3> values{"\"甲站\"", "\"乙站\"", "\"丙站\""};
    member = members[random.below(members.size())];
    return values[random.below(values.size())];
}

FollowUpPayload random_call(const Complaint& complaint, SeededRandom& random, std::int64_t now) {
    FollowUpPayload call{.at_utc_ms = now - 1, .means = Means::Phone, .note = words(random)};
    call.reached = chance(random, 80);
    const bool may_verify = call.reached && complaint.state == State::FedBack;
    if (may_verify && chance(random, 60)) {
        call.verify_result = any_of<VerifyResult>(random);
    }
    return call;
}

Payload random_closing_matter(EventKind kind, SeededRandom& random) {
    if (kind == EventKind::CloseDissatisfied) {
        return CloseDissatisfiedPayload{any_of<DissatCode>(random), words(random)};
    }
    if (kind == EventKind::CloseNotVerified) {
        return CloseNotVerifiedPayload{words(random)};
    }
    return CloseSatisfiedPayload{};
}

SettlePayload random_settlement(const Complaint& complaint, SeededRandom& random) {
    SettlePayload settle{.choice = any_of<SettleChoice>(random)};
    for (const Conflict& conflict : complaint.conflicts) {
        if (!conflict.settled) {
            settle.conflict = conflict.event_id;
        }
    }
    return settle;
}

ImproveDonePayload random_improvement_done(const Complaint& complaint, SeededRandom& random) {
    ImproveDonePayload done{.effect = words(random)};
    for (const Improvement& improvement : complaint.improvements) {
        if (improvement.done_at_utc_ms == 0) {
            done.improvement = improvement.event_id;
        }
    }
    return done;
}

} // namespace

Intake random_intake(SeededRandom& random, std::int64_t now_utc_ms) {
    Intake intake = make_intake(now_utc_ms - 1);
    intake.category = any_of<Category>(random);
    intake.channel = any_of<Channel>(random);
    intake.trigger_source = any_of<TriggerSource>(random);
    intake.respondent_unknown = intake.category == Category::Team;
    intake.content += words(random);
    if (chance(random, 15)) {
        intake.complainant_kind = ComplainantKind::Anonymous;
        take_identity(intake);
    } else if (chance(random, 20)) {
        intake.confidential = true;
        take_identity(intake);
    }
    return intake;
}

// One long switch reads better than thirty functions of one line.
// NOLINTNEXTLINE(readability-function-size)
Payload random_payload(EventKind kind,
                       const Complaint& complaint,
                       const Directory& directory,
                       SeededRandom& random,
                       std::int64_t now) {
    constexpr std::int64_t day_ms = 24LL * 60 * 60 * 1000;
    switch (kind) {
    case EventKind::Record:
    case EventKind::RejectIntake:
        return RejectIntakePayload{complaint.intake, words(random)};
    case EventKind::Dispatch:
        return DispatchPayload{any_group(directory, random), {}, words(random)};
    case EventKind::Escalate:
        return EscalatePayload{any_leader(directory, random), words(random)};
    case EventKind::Receive:
        return ReceivePayload{};
    case EventKind::Reassign:
        return chance(random, 50)
                   ? ReassignPayload{any_group(directory, random), {}, words(random)}
                   : ReassignPayload{{}, any_leader(directory, random), words(random)};
    case EventKind::Return:
        return ReturnPayload{any_of<ReturnCode>(random), words(random)};
    case EventKind::ConfirmValidity:
        return ConfirmValidityPayload{chance(random, 70) ? Validity::Valid : Validity::Invalid,
                                      words(random)};
    case EventKind::ChangeSeverity:
        return ChangeSeverityPayload{any_of<Severity>(random), words(random)};
    case EventKind::Finish:
        return FinishPayload{words(random), any_of<CauseCode>(random), words(random), {}};
    case EventKind::FeedBack: {
        const bool anonymous = complaint.intake.complainant_kind == ComplainantKind::Anonymous;
        return FeedBackPayload{now - 1,
                               anonymous ? Means::NotPossible : Means::Phone,
                               anonymous ? "" : "本人",
                               words(random),
                               {}};
    }
    case EventKind::FollowUp:
        return random_call(complaint, random, now);
    case EventKind::CloseSatisfied:
    case EventKind::CloseDissatisfied:
    case EventKind::CloseNotVerified:
        return random_closing_matter(kind, random);
    case EventKind::Reopen:
        return ReopenPayload{words(random)};
    case EventKind::Cancel:
        return CancelPayload{CancelCode::Withdrawn, words(random), {}, "录音"};
    case EventKind::Note:
        return NotePayload{words(random)};
    case EventKind::Rework:
        return ReworkPayload{words(random)};
    case EventKind::AskExtension:
        return AskExtensionPayload{now + 5 * day_ms, words(random)};
    case EventKind::GrantExtension:
        return GrantExtensionPayload{chance(random, 70) ? now + 5 * day_ms : 0, words(random)};
    case EventKind::Handle:
        return HandlePayload{words(random)};
    case EventKind::Identify:
        return IdentifyPayload{{"赵国栋", "调度中心", "13817645208", false}};
    case EventKind::Correct: {
        CorrectPayload correction{.reason = words(random)};
        correction.value = random_value(random, correction.member);
        return correction;
    }
    case EventKind::Consent:
        return ConsentPayload{any_of<ConsentAbout>(random), words(random)};
    case EventKind::Settle:
        return random_settlement(complaint, random);
    case EventKind::Tell:
        return TellPayload{any_leader(directory, random), Means::Phone, now - 1};
    case EventKind::Attach:
        return AttachPayload{std::string(64, 'a'), "现场.jpg", "image/jpeg", 1000, now - 1};
    case EventKind::Improve:
        return ImprovePayload{words(random), any_leader(directory, random), now + day_ms};
    case EventKind::ImproveDone:
        return random_improvement_done(complaint, random);
    case EventKind::Opinion:
        return OpinionPayload{words(random)};
    case EventKind::Link:
        return LinkPayload{any_of<LinkKind>(random), any_group(directory, random)};
    case EventKind::Appoint:
        return AppointPayload{any_leader(directory, random)};
    case EventKind::Read:
        return ReadPayload{};
    case EventKind::Print:
        return PrintPayload{"0000-0000-0000-0000"};
    case EventKind::OrderRedaction:
    case EventKind::Redact:
        // Which events are named is known only to who holds them all.
        return RedactPayload{};
    }
    return NotePayload{words(random)};
}

std::optional<RandomStep> random_step(const Complaint& complaint,
                                      const base::Uuid& person,
                                      const base::Uuid& device,
                                      const Directory& directory,
                                      SeededRandom& random,
                                      std::int64_t now) {
    constexpr int tries = 6;
    const auto steps = next_steps(complaint, person, device, now, directory);
    for (int i = 0; i < tries && !steps.empty(); ++i) {
        const NextStep& step = steps[random.below(steps.size())];
        // Notes and the like are always possible; the procedure should move on.
        const bool moves = step.kind < EventKind::Note;
        // Cancelling ends everything, so it is rare.
        const bool rare = step.kind == EventKind::Cancel || step.kind == EventKind::Record;
        if ((!moves && chance(random, 50)) || (rare && chance(random, 90))) {
            continue;
        }
        Payload payload = random_payload(step.kind, complaint, directory, random, now);
        if (!refusal_of(complaint, payload, {person, step.role, device, now}, directory)) {
            return RandomStep{step.role, std::move(payload)};
        }
    }
    return std::nullopt;
}

} // namespace huiyin::tests
