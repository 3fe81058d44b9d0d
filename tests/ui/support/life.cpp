#include "tests/ui/support/life.h"

#include <catch_amalgamated.hpp>

namespace huiyin::test::life {

domain::Intake intake_of(const DepartmentDesk& desk) {
    return tests::make_intake(desk.clock.now_ms - 60'000);
}

void dispatch(DepartmentDesk& desk, const base::Uuid& id) {
    Seat& seat = desk.turn(desk.manager, id);
    seat.press("分派到小组");
    seat.press("责任小组: 未选");
    seat.press("信号系统组, 信号与通信运维团队");
    seat.save("分派到小组");
    INFO(seat.driver.tree().dump());
    REQUIRE(seat.complaint().state == domain::State::Assigned);
}

void receive(DepartmentDesk& desk, const std::unique_ptr<Seat>& who, const base::Uuid& id) {
    Seat& seat = desk.turn(who, id);
    seat.press("接收投诉");
    REQUIRE(seat.complaint().state == domain::State::Handling);
    CHECK(seat.shows("接收投诉，已保存"));
}

void handle(DepartmentDesk& desk, const std::unique_ptr<Seat>& who, const base::Uuid& id) {
    Seat& seat = desk.turn(who, id);
    seat.press("确认是否有效");
    seat.choose("有效");
    seat.write("查证情况与依据", "工单与通话记录相符");
    seat.save("确认是否有效");
    REQUIRE(seat.complaint().validity() == domain::Validity::Valid);
    seat.press("处理完成");
    seat.write("处理结果", "割接方案补充双向确认");
    seat.write("原因分析", "未按约定告知");
    seat.save("处理完成");
    REQUIRE(seat.complaint().state == domain::State::Handled);
}

void feed_back(DepartmentDesk& desk, const base::Uuid& id) {
    Seat& seat = desk.turn(desk.acceptor, id);
    seat.press("反馈用户");
    CHECK(seat.find(widgets::Role::TextField, "被反馈人").value() == "赵国栋");
    seat.choose("电话");
    seat.write("反馈内容", "已说明原因和改进办法");
    seat.save("反馈用户");
    INFO(seat.driver.tree().dump());
    REQUIRE(seat.complaint().state == domain::State::FedBack);
}

base::Uuid fed_back(DepartmentDesk& desk) {
    const base::Uuid id = desk.record(intake_of(desk));
    dispatch(desk, id);
    receive(desk, desk.member, id);
    handle(desk, desk.member, id);
    feed_back(desk, id);
    return id;
}

void open_step(Seat& seat, std::string_view name) {
    if (!seat.find(widgets::Role::Button, name).exists()) {
        seat.press("其他步骤");
    }
    INFO(seat.driver.tree().dump());
    seat.press(name);
}

} // namespace huiyin::test::life
