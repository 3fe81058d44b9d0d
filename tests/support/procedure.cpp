#include "tests/support/procedure.h"

#include "core/base/assert.h"

namespace huiyin::tests {

using namespace domain;

Office make_office() {
    Office office;
    static_cast<Department&>(office) = make_department();
    Directory& directory = office.directory;
    SeededRandom random(77);
    const FakeClock clock;
    office.group = directory.groups.front().id;
    office.team = directory.teams.front().id;
    const base::Uuid other_team = make_uuid(clock, random);
    const auto add = [&](const char* name, Role role, base::Uuid team, base::Uuid group) {
        const base::Uuid id = make_uuid(clock, random);
        directory.people.push_back(
            {id, "20" + std::to_string(directory.people.size()), name, "8100", true});
        directory.grants.push_back({id, role, team, group});
        return id;
    };
    office.other_leader = add("何伟", Role::TeamLeader, other_team, {});
    directory.teams.push_back({other_team, "信息网络团队", office.other_leader});
    office.other_group = make_uuid(clock, random);
    directory.groups.push_back({office.other_group, office.team, "通信组", {}, {"通信"}});
    office.foreign_group = make_uuid(clock, random);
    directory.groups.push_back({office.foreign_group, other_team, "网络组", {}, {"网络"}});
    office.group_mate = add("孙莉", Role::GroupMember, {}, office.group);
    office.other_member = add("郑凯", Role::GroupMember, {}, office.other_group);
    office.other_acceptor = add("冯静", Role::Acceptor, {}, {});
    office.second_manager = add("许敏", Role::RelationshipManager, {}, {});
    return office;
}

Verdict Life::take(const base::Uuid& person,
                   Role role,
                   const Payload& payload,
                   std::optional<std::int64_t> seen_change,
                   std::optional<base::Uuid> device) {
    PlacedEvent placed;
    Event& event = placed.event;
    const auto place = static_cast<std::uint8_t>(m_events.size() + 1);
    event.id.bytes[0] = 1;
    event.id.bytes[15] = place;
    event.complaint.bytes[15] = 99;
    event.device = device.value_or(m_office.device_a);
    event.device_seq = place;
    event.seen.change = seen_change.value_or(last_change());
    event.actor = person;
    event.role = role;
    event.kind = code_of(kind_of(payload));
    event.payload = payload_text(payload);
    event.device_time_utc_ms = m_now_ms;
    event.hash[0] = place;
    placed.change = last_change() + 1;
    placed.server_time_utc_ms = m_now_ms;
    placed.verdict = judge(m_complaint, event, m_office.directory);
    m_events.push_back(placed);
    domain::apply(m_complaint, placed);
    m_now_ms += 60'000;
    return placed.verdict;
}

void Life::must(const base::Uuid& person, Role role, const Payload& payload) {
    const Verdict verdict = take(person, role, payload);
    HUIYIN_ASSERT(verdict == Verdict{});
}

void Life::record(Intake intake) {
    must(m_office.acceptor, Role::Acceptor, RecordPayload{"TS-2026-A7K-0042-Q", std::move(intake)});
}

FeedBackPayload Life::feedback() const {
    return {.at_utc_ms = m_now_ms - 1,
            .means = Means::Phone,
            .told = "赵国栋",
            .content = "已按规定提前告知，今后割接前一天通知调度。"};
}

FollowUpPayload Life::call(std::optional<VerifyResult> result, bool reached) const {
    return {.at_utc_ms = m_now_ms - 1,
            .means = Means::Phone,
            .reached = reached,
            .verify_result = result};
}

void Life::reach(State state) {
    const Office& o = m_office;
    const auto done = [&] { return m_complaint && m_complaint->state == state; };
    if (!m_complaint) {
        record(make_intake(m_now_ms - 1));
    }
    if (!done() && m_complaint->state == State::Recorded) {
        must(o.manager, Role::RelationshipManager, DispatchPayload{.group = o.group});
    }
    if (!done() && m_complaint->state == State::Assigned) {
        must(o.member, Role::GroupMember, ReceivePayload{});
    }
    if (!done() && m_complaint->state == State::Handling) {
        must(o.member,
             Role::GroupMember,
             ConfirmValidityPayload{Validity::Valid, "查阅割接工单与通话记录"});
        must(o.member,
             Role::GroupMember,
             FinishPayload{.result = "已整改", .cause = "割接审批未通知调度"});
    }
    if (!done() && m_complaint->state == State::Handled) {
        must(o.acceptor, Role::Acceptor, feedback());
    }
    if (!done() && m_complaint->state == State::FedBack) {
        must(o.manager, Role::RelationshipManager, call(VerifyResult::Satisfied, true));
        must(o.manager, Role::RelationshipManager, CloseSatisfiedPayload{});
    }
    HUIYIN_ASSERT(done());
}

} // namespace huiyin::tests
