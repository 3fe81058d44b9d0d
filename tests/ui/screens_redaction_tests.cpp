// Taking who complains out of the record, on the screens: ordered by the leadership, carried out by
// the administrator without a network, and what everybody sees of it.
#include "core/domain/redaction.h"
#include "tests/ui/support/life.h"
#include "ui/app/records.h"

#include <catch_amalgamated.hpp>

using namespace huiyin;
using namespace huiyin::widgets;
using namespace huiyin::test::life;
using test::DepartmentDesk;
using test::Driver;
using test::Seat;
using WidgetRole = huiyin::widgets::Role;

namespace {

/// The order as the server carries it out, on one tablet.
void take_carried_out(Seat& seat, const DepartmentDesk& desk, const domain::RedactPayload& redact) {
    domain::PlacedEvent placed;
    placed.event.id.bytes[0] = 77;
    placed.event.complaint = seat.complaint().id;
    placed.event.device.bytes[0] = 78;
    placed.event.device_seq = 1;
    placed.event.actor = desk.department.administrator;
    placed.event.role = domain::Role::Administrator;
    placed.event.kind = code_of(domain::EventKind::Redact);
    placed.event.payload = domain::payload_text(redact);
    placed.event.device_time_utc_ms = desk.clock.now_ms;
    placed.change = 1000;
    placed.server_time_utc_ms = desk.clock.now_ms;
    sync::SyncResponse answer;
    answer.epoch = "epoch-1";
    answer.cursor = placed.change;
    answer.events.push_back(placed);
    REQUIRE(seat.store->take(answer).has_value());
    const base::Uuid id = seat.complaint().id;
    seat.app.list().invalidate();
    seat.app.select(id);
    seat.driver.settle();
}

} // namespace

TEST_CASE("redaction: leadership orders it with a reason, and the page says what became of it",
          "[ui][views][redaction]") {
    DepartmentDesk desk;
    const domain::Intake intake = intake_of(desk);
    const base::Uuid id = desk.record(intake);
    Seat& manager = desk.turn(desk.manager, id);
    CHECK_FALSE(manager.shows("下达脱敏令"));
    Seat& leadership = desk.turn(desk.leadership, id);
    CHECK(leadership.shows(intake.complainant_name));
    open_step(leadership, "下达脱敏令");
    CHECK(leadership.shows("不能恢复"));
    leadership.save("下达脱敏令");
    CHECK(leadership.find(WidgetRole::TextArea, "原因").has(StateInvalid));
    CHECK(leadership.complaint().redactions.empty());
    leadership.write("原因", "用户要求删除个人信息");
    leadership.save("下达脱敏令");
    REQUIRE(leadership.complaint().redactions.size() == 1);
    const domain::RedactionOrder order = leadership.complaint().redactions[0];
    CHECK(order.said.events.size() == 1);
    CHECK(order.said.number == leadership.complaint().number);
    desk.turn(desk.leadership, id);
    CHECK(leadership.shows("用户要求删除个人信息"));

    take_carried_out(leadership, desk, {order.event_id, {}});
    CHECK_FALSE(leadership.shows(intake.complainant_name));
    CHECK_FALSE(leadership.shows(intake.contact));
    CHECK(leadership.shows("已脱敏"));
    CHECK(leadership.shows("执行脱敏"));
    const auto paper = app::print_form(leadership.app, true);
    REQUIRE(paper);
    CHECK(paper->find("已脱敏") != std::string::npos);
    CHECK(paper->find(intake.complainant_name) == std::string::npos);
    app::RegisterModel registered(leadership.app);
    const std::string csv = registered.csv();
    CHECK(csv.find("已脱敏") != std::string::npos);
    CHECK(csv.find(intake.complainant_name) == std::string::npos);
}

TEST_CASE("redaction: the administrator carries an order out without a network, once",
          "[ui][admin][redaction]") {
    tests::Department department = tests::make_department();
    domain::WaitingRedaction order;
    order.order.bytes[0] = 5;
    order.complaint.bytes[0] = 6;
    order.number = "TS-2026-A7K-0042-Q";
    order.ordered_by = department.leadership;
    order.ordered_at_utc_ms = tests::FakeClock().now_ms;
    department.directory.redactions.push_back(order);
    const tests::FakeClock clock;
    tests::SeededRandom random{52};
    const View view{.width = 800, .height = 1280};
    Seat seat(department, department.administrator, department.device_a, clock, random, view);
    seat.app.start();
    seat.app.go_to(app::Screen::Administration);
    seat.driver.settle();
    seat.find(widgets::Role::Tab, "脱敏").press();
    CHECK(seat.shows(order.number));
    CHECK(seat.shows("刘建国"));
    REQUIRE(seat.app.waiting_redactions().size() == 1);
    const auto open_order = [&] {
        for (const Node& node : seat.driver.tree().nodes()) {
            if (node.name.find(order.number) != std::string::npos) {
                seat.driver.context().perform(node.id, Action::Press);
                seat.driver.settle();
                return;
            }
        }
        FAIL("the order has no row");
    };
    open_order();
    CHECK(seat.shows("不能恢复"));
    seat.save("取消");
    CHECK(seat.store->unsent_count().value() == 0);
    open_order();
    seat.save("执行脱敏");
    CHECK(seat.store->unsent_count().value() == 1);
    CHECK(seat.app.waiting_redactions().empty());
    CHECK(seat.shows("没有待执行的脱敏令"));
    const auto unsent = seat.store->unsent(0, 10, 1'000'000);
    REQUIRE(unsent->size() == 1);
    CHECK(unsent->front().kind == "redact");
    CHECK(unsent->front().complaint == order.complaint);
}
