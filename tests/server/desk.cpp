#include "tests/server/desk.h"

#include "core/domain/numbering.h"

#include <algorithm>

namespace huiyin::server::tests {

using namespace domain;

Events pull_all(Tablet& tablet) {
    Events all;
    for (bool more = true; more;) {
        auto response = tablet.sync();
        all.insert(all.end(), response.events.begin(), response.events.end());
        more = response.more;
    }
    return all;
}

bool holds_text(const Events& events, std::string_view text) {
    return std::any_of(events.begin(), events.end(), [&](const PlacedEvent& placed) {
        return placed.event.payload.find(text) != std::string::npos;
    });
}

Desk::Desk() {
    acceptor.sign_in("acceptor");
    manager.sign_in("manager");
    leader.sign_in("leader");
    member.sign_in("member");
    leadership.sign_in("leadership");
    administrator.sign_in("administrator");
    // Everybody knows every tablet.
    for (Tablet* tablet : {&acceptor, &manager, &leader, &member}) {
        tablet->sync();
    }
}

sync::Receipt Desk::take(Tablet& tablet, const Uuid& complaint, const Payload& payload) {
    pull_all(tablet);
    server.clock.advance(1000);
    return tablet.sync({tablet.event(complaint, payload)}).receipts.at(0);
}

Uuid Desk::record(const Intake& intake) {
    const ComplaintNumber parts{.prefix = "TS", .year = 2026, .device_code = acceptor.code};
    const auto number = must(next_number(parts, acceptor.counter));
    acceptor.counter = number.counter;
    const Uuid complaint = acceptor.new_complaint();
    const Verdict verdict = step(acceptor, complaint, RecordPayload{must(to_text(number)), intake});
    return verdict == applied ? complaint : throw std::runtime_error("the intake was refused");
}

Uuid Desk::record() {
    return record(make_intake(server.clock.now_utc_ms() - 60'000));
}

Uuid Desk::handled() {
    const Uuid complaint = record();
    const std::pair<Tablet*, Payload> steps[] = {
        {&manager, ChangeSeverityPayload{Severity::General, "影响范围小"}},
        {&manager, DispatchPayload{group(), {}, {}}},
        {&member, ReceivePayload{}},
        {&member, ConfirmValidityPayload{Validity::Valid, "经查属实"}},
        {&member, FinishPayload{"已更换工控机内存", CauseCode::Technical, "内存老化", "巡检"}},
    };
    for (const auto& [tablet, payload] : steps) {
        if (!(step(*tablet, complaint, payload) == applied)) {
            throw std::runtime_error("a step was refused: " +
                                     std::string(code_of(kind_of(payload))));
        }
    }
    return complaint;
}

FeedBackPayload Desk::feedback() const {
    return {server.clock.now_utc_ms(), Means::Phone, "王建国", "已说明处理结果", ""};
}

FollowUpPayload Desk::follow_up(std::optional<VerifyResult> result) const {
    return {server.clock.now_utc_ms(), Means::Phone, result.has_value(), result, {}, "电话回访"};
}

Uuid Desk::verified(VerifyResult result) {
    const Uuid complaint = handled();
    const bool fed_back = step(acceptor, complaint, feedback()) == applied;
    if (!fed_back || !(step(manager, complaint, follow_up(result)) == applied)) {
        throw std::runtime_error("the feedback or the follow-up was refused");
    }
    return complaint;
}

Complaint Desk::complaint(const Uuid& id) {
    return fold(must(server.writer()->reader().complaint_events(server.department(), id))).value();
}

RawResponse post_admin(const TestServer& server, const Tablet& tablet, std::string json) {
    std::replace(json.begin(), json.end(), '\'', '"');
    return ask(
        server.port(), "POST", "/api/v1/admin", json, {"Authorization: Bearer " + tablet.token});
}

} // namespace huiyin::server::tests
