// The steps that are taken less often: each through its sheet, with what it lacks said at the
// field, and what it leaves behind seen by those it concerns.
#include "tests/ui/support/life.h"
#include "ui/app/format.h"
#include "ui/app/records.h"

#include <catch_amalgamated.hpp>

using namespace huiyin;
using namespace huiyin::widgets;
using namespace huiyin::test::life;
using test::DepartmentDesk;
using test::Seat;
using WidgetRole = huiyin::widgets::Role;
using ComplaintState = domain::State;

namespace {

std::string person_row(const DepartmentDesk& desk, const base::Uuid& person) {
    const domain::Person* found = desk.department.directory.person(person);
    return found->name + ", " + found->staff_no;
}

/// Up to 处理中 at the member's.
base::Uuid handling(DepartmentDesk& desk) {
    const base::Uuid id = desk.record(intake_of(desk));
    dispatch(desk, id);
    receive(desk, desk.member, id);
    return id;
}

} // namespace

TEST_CASE("rare steps: more time is asked for with a reason and granted", "[ui][views][steps]") {
    DepartmentDesk desk;
    const base::Uuid id = handling(desk);
    Seat& handler = desk.turn(desk.member, id);
    open_step(handler, "申请延期");
    handler.save("申请延期");
    CHECK(handler.find(WidgetRole::TextArea, "原因").has(StateInvalid));
    CHECK(handler.complaint().extensions.empty());
    handler.write("原因", "备件下周才到");
    handler.save("申请延期");
    REQUIRE(handler.complaint().extensions.size() == 1);
    const std::int64_t until = handler.complaint().extensions[0].asked.until_utc_ms;
    CHECK(until > desk.clock.now_ms);
    Seat& manager = desk.turn(desk.manager, id);
    open_step(manager, "批复延期");
    manager.save("批复延期"); // neither yes nor no yet
    CHECK(manager.find(WidgetRole::RadioGroup, "是否批准").has(StateInvalid));
    manager.choose("批准");
    manager.save("批复延期");
    desk.turn(desk.member, id);
    CHECK(handler.complaint().extensions[0].granted_until_utc_ms == until);
}

TEST_CASE("rare steps: a refused extension says why", "[ui][views][steps]") {
    DepartmentDesk desk;
    const base::Uuid id = handling(desk);
    Seat& handler = desk.turn(desk.member, id);
    open_step(handler, "申请延期");
    handler.write("原因", "人手不够");
    handler.save("申请延期");
    Seat& manager = desk.turn(desk.manager, id);
    open_step(manager, "批复延期");
    manager.choose("不批准");
    manager.save("批复延期");
    CHECK(manager.find(WidgetRole::TextArea, "原因").has(StateInvalid));
    manager.write("原因", "首班车前必须完成");
    manager.save("批复延期");
    desk.turn(desk.member, id);
    CHECK(handler.complaint().extensions[0].granted_until_utc_ms == 0);
    CHECK(handler.shows("首班车前必须完成"));
}

TEST_CASE("rare steps: a returned complaint is the manager's again", "[ui][views][steps]") {
    DepartmentDesk desk;
    const base::Uuid id = desk.record(intake_of(desk));
    dispatch(desk, id);
    Seat& member = desk.turn(desk.member, id);
    open_step(member, "退回");
    member.save("退回");
    CHECK(member.complaint().state == ComplaintState::Assigned);
    CHECK(member.find(WidgetRole::TextArea, "原因").has(StateInvalid));
    member.choose("非本领域");
    member.write("原因", "这是通信专业的设备");
    member.save("退回");
    REQUIRE(member.complaint().state == ComplaintState::Recorded);
    Seat& manager = desk.turn(desk.manager, id);
    CHECK(manager.shows("这是通信专业的设备"));
    CHECK(manager.find(WidgetRole::Button, "分派到小组").exists());
}

TEST_CASE("rare steps: a complaint is reassigned to a person, with a reason",
          "[ui][views][steps]") {
    DepartmentDesk desk;
    const base::Uuid id = handling(desk);
    Seat& manager = desk.turn(desk.manager, id);
    open_step(manager, "转派");
    manager.save("转派");
    CHECK(manager.complaint().state == ComplaintState::Handling);
    manager.choose("个人");
    manager.press("处理人: 未选");
    manager.save(person_row(desk, desk.department.leader));
    manager.save("转派");
    CHECK(manager.find(WidgetRole::TextArea, "原因").has(StateInvalid));
    manager.write("原因", "处理人休假");
    manager.save("转派");
    REQUIRE(manager.complaint().state == ComplaintState::Assigned);
    Seat& leader = desk.turn(desk.leader, id);
    CHECK(leader.find(WidgetRole::Button, "接收投诉").exists());
}

TEST_CASE("rare steps: leadership appoints who stands in for a leader complained of",
          "[ui][views][steps]") {
    DepartmentDesk desk;
    domain::Intake intake = intake_of(desk);
    intake.category = domain::Category::Team;
    intake.respondents = {desk.department.leader};
    intake.respondent = "陈志强";
    const base::Uuid id = desk.record(intake);
    Seat& leadership = desk.turn(desk.leadership, id);
    open_step(leadership, "指定替代人");
    leadership.save("指定替代人");
    CHECK(leadership.complaint().substitute.is_nil());
    leadership.press("替代人: 未选");
    // The leader complained of is shown with the reason and cannot be picked.
    CHECK(leadership.shows("陈志强"));
    leadership.save(person_row(desk, desk.department.member));
    leadership.save("指定替代人");
    CHECK(leadership.complaint().substitute == desk.department.member);
}

TEST_CASE("rare steps: a repeated complaint is linked to the first", "[ui][views][steps]") {
    DepartmentDesk desk;
    const base::Uuid first = desk.record(intake_of(desk));
    const base::Uuid second = desk.record(intake_of(desk));
    Seat& manager = desk.turn(desk.manager, second);
    open_step(manager, "关联投诉");
    manager.save("关联投诉");
    CHECK(manager.complaint().links.empty());
    manager.choose("再投诉");
    manager.press("关联哪一件: 未选");
    const auto other = manager.app.complaint(first);
    REQUIRE(other);
    manager.save(title_of(other->intake) + ", " + other->number);
    manager.save("关联投诉");
    REQUIRE(manager.complaint().links.size() == 1);
    CHECK(manager.complaint().links[0].said.other == first);
    // And the first names the second.
    manager.press("打开 " + other->number);
    REQUIRE(manager.complaint().id == first);
    CHECK(manager.shows("被关联"));
    manager.press("打开 " + manager.app.complaint(second)->number);
    CHECK(manager.complaint().id == second);
}

TEST_CASE("rare steps: a closed complaint that is complained of again begins with what is known",
          "[ui][views][steps]") {
    DepartmentDesk desk;
    const base::Uuid first = fed_back(desk);
    Seat& seat = desk.turn(desk.manager, first);
    seat.press("更多");
    CHECK_FALSE(seat.find(WidgetRole::Button, "登记再投诉").exists()); // it is not closed yet
    seat.press_in_front(WidgetRole::Button, "关闭");
    open_step(seat, "关闭投诉");
    seat.press_in_front(WidgetRole::Radio, "电话");
    seat.choose("不满意");
    seat.press_in_front(WidgetRole::Radio, "处理不及时");
    seat.write("不满意原因", "通知得太晚，不接受解释");
    seat.save("关闭投诉");
    REQUIRE(seat.complaint().state == ComplaintState::Closed);
    const domain::Complaint earlier = seat.complaint();

    seat.press("更多");
    seat.save("登记再投诉");
    REQUIRE(seat.app.screen() == app::Screen::NewComplaint);
    CHECK(seat.shows("再投诉，登记后与 " + earlier.number + " 关联"));
    app::ComplaintForm& form = seat.app.form();
    CHECK(form.intake.complainant_name == earlier.intake.complainant_name);
    CHECK(form.intake.location == earlier.intake.location);
    CHECK(form.intake.content.empty());
    CHECK(form.intake.severity_proposed == domain::Severity::Major);
    // Left and gone on with, it still knows whereof.
    form.save_now();
    seat.app.go_back();
    seat.app.new_complaint();
    CHECK(form.again_of == first);
    domain::Intake whole = intake_of(desk);
    whole.complainant_name = form.intake.complainant_name;
    form.intake = whole;
    form.changed();
    REQUIRE(seat.app.submit_form() == app::Outcome::Saved);
    REQUIRE(seat.complaint().id != first);
    REQUIRE(seat.complaint().links.size() == 1);
    CHECK(seat.complaint().links[0].said.kind == domain::LinkKind::Recomplaint);
    CHECK(seat.complaint().links[0].said.other == first);
    seat.app.new_complaint();
    CHECK_FALSE(form.again_of);
}

TEST_CASE("rare steps: who is told by word of mouth is written down", "[ui][views][steps]") {
    DepartmentDesk desk;
    const base::Uuid id = desk.record(intake_of(desk));
    Seat& acceptor = desk.turn(desk.acceptor, id);
    open_step(acceptor, "已当面或电话告知");
    acceptor.save("已当面或电话告知");
    CHECK(acceptor.complaint().told.empty());
    acceptor.press("告知了谁: 未选");
    acceptor.save(person_row(desk, desk.department.manager));
    acceptor.press_in_front(WidgetRole::Radio, "电话");
    acceptor.save("已当面或电话告知");
    REQUIRE(acceptor.complaint().told.size() == 1);
    CHECK(acceptor.complaint().told[0].said.person == desk.department.manager);
}

TEST_CASE("rare steps: an opinion needs words and is read by the others", "[ui][views][steps]") {
    DepartmentDesk desk;
    const base::Uuid id = handling(desk);
    Seat& leader = desk.turn(desk.leader, id);
    open_step(leader, "填写意见");
    leader.save("填写意见");
    CHECK(leader.find(WidgetRole::TextArea, "意见").has(StateInvalid));
    leader.write("意见", "本周例会通报");
    leader.save("填写意见");
    desk.turn(desk.manager, id);
    CHECK(desk.manager->shows("本周例会通报"));
}

TEST_CASE("rare steps: an improvement is planned, then done with its effect",
          "[ui][views][steps]") {
    DepartmentDesk desk;
    const base::Uuid id = handling(desk);
    handle(desk, desk.member, id);
    Seat& manager = desk.turn(desk.manager, id);
    open_step(manager, "提出纠正预防措施");
    manager.write("纠正预防措施", "割接前两次电话确认");
    manager.save("提出纠正预防措施");
    REQUIRE(manager.complaint().improvements.size() == 1);
    CHECK(manager.complaint().improvements[0].done_at_utc_ms == 0);
    desk.turn(desk.manager, id);
    open_step(manager, "完成纠正预防措施");
    manager.save("完成纠正预防措施");
    CHECK(manager.find(WidgetRole::TextArea, "效果验证").has(StateInvalid));
    manager.write("效果验证", "连续三次割接都已确认");
    manager.save("完成纠正预防措施");
    CHECK(manager.complaint().improvements[0].done_at_utc_ms != 0);
    CHECK(manager.shows("连续三次割接都已确认"));
}

TEST_CASE("rare steps: a severity is lowered with the leader's consent only",
          "[ui][views][steps]") {
    DepartmentDesk desk;
    const base::Uuid id = desk.record(intake_of(desk));
    Seat& manager = desk.turn(desk.manager, id);
    open_step(manager, "升级重大投诉");
    manager.press("团队负责人: 未选");
    manager.save(person_row(desk, desk.department.leader));
    manager.write("重大的理由", "险些影响首班车");
    manager.save("升级重大投诉");
    REQUIRE(manager.complaint().severity == domain::Severity::Major);
    desk.turn(desk.manager, id);
    const auto lowered = domain::ChangeSeverityPayload{domain::Severity::General, "核实后影响较小"};
    CHECK(manager.app.refusal_of(lowered));
    Seat& leader = desk.turn(desk.leader, id);
    open_step(leader, "负责人同意");
    leader.save("负责人同意");
    CHECK(leader.find(WidgetRole::RadioGroup, "同意什么").has(StateInvalid));
    leader.choose("降级");
    leader.save("负责人同意");
    desk.turn(desk.manager, id);
    CHECK_FALSE(manager.app.refusal_of(lowered));
    open_step(manager, "调整级别");
    manager.choose("一般");
    manager.write("原因", "核实后影响较小");
    manager.save("调整级别");
    CHECK(manager.complaint().severity == domain::Severity::General);
}

TEST_CASE("rare steps: a closing by who handled it is countersigned", "[ui][views][steps]") {
    DepartmentDesk desk;
    const base::Uuid id = fed_back(desk);
    Seat& leader = desk.turn(desk.leader, id);
    open_step(leader, "负责人同意");
    leader.choose("会签关闭");
    leader.save("负责人同意");
    REQUIRE(leader.complaint().consents.size() == 1);
    CHECK(leader.complaint().consents[0].about == domain::ConsentAbout::Closing);
}

TEST_CASE("rare steps: codes, respondents and times are corrected as the form asks for them",
          "[ui][views][steps]") {
    DepartmentDesk desk;
    const base::Uuid id = desk.record(intake_of(desk));
    Seat& manager = desk.turn(desk.manager, id);
    open_step(manager, "更正登记信息");
    manager.choose("投诉方式");
    CHECK(manager.shows("现在是：电话"));
    CHECK(manager.find(WidgetRole::Radio, "电话").has(StateChecked));
    manager.press_in_front(WidgetRole::Radio, "电子邮件");
    manager.write("原因", "用户发来的是邮件");
    manager.save("更正登记信息");
    CHECK(manager.complaint().intake.channel == domain::Channel::Email);

    open_step(manager, "更正登记信息");
    manager.choose("涉及的人员和小组");
    manager.press("改为: 未选");
    const std::string member = person_row(desk, desk.department.member);
    manager.press_in_front(WidgetRole::Checkbox, member);
    manager.save("选好了");
    manager.write("原因", "用户点名");
    manager.save("更正登记信息");
    REQUIRE(manager.complaint().intake.respondents.size() == 1);
    CHECK(manager.complaint().intake.respondents[0] == desk.department.member);
    CHECK(manager.complaint().is_respondent(desk.department.member, manager.app.directory()));

    open_step(manager, "更正登记信息");
    manager.choose("投诉时间");
    const std::int64_t before = manager.complaint().intake.complained_at_utc_ms;
    CHECK(manager
              .find(WidgetRole::Button,
                    "改为: " + app::moment_text(before, desk.clock, app::Language::Chinese))
              .exists());
    manager.press("改为: " + app::moment_text(before, desk.clock, app::Language::Chinese));
    manager.press_in_front(WidgetRole::Radio, "昨天");
    manager.save("确定");
    manager.write("原因", "用户说是昨天");
    manager.save("更正登记信息");
    constexpr std::int64_t day_ms = 24LL * 60 * 60 * 1000;
    CHECK(manager.complaint().intake.complained_at_utc_ms / 60'000 == (before - day_ms) / 60'000);
}

TEST_CASE("rare steps: 保密 is asked for after the dispatch, and hides the name from then on",
          "[ui][views][steps]") {
    DepartmentDesk desk;
    const base::Uuid id = desk.record(intake_of(desk));
    dispatch(desk, id);
    receive(desk, desk.member, id);
    CHECK(desk.turn(desk.member, id).shows("赵国栋"));
    Seat& manager = desk.turn(desk.manager, id);
    open_step(manager, "更正登记信息");
    manager.choose("为投诉人保密");
    CHECK(manager.shows("现在是：否"));
    CHECK(manager.find(WidgetRole::Radio, "否").has(StateChecked));
    manager.press_in_front(WidgetRole::Radio, "是");
    manager.write("原因", "用户要求保密");
    manager.save("更正登记信息");
    CHECK(manager.complaint().intake.confidential);
    CHECK(app::has_confidential_version(manager.app));
    Seat& member = desk.turn(desk.member, id);
    CHECK_FALSE(member.shows("赵国栋"));
    CHECK_FALSE(app::has_confidential_version(member.app));
    const auto printed = app::print_form(member.app, true);
    REQUIRE(printed);
    CHECK(printed->find("赵国栋") == std::string::npos);

    desk.turn(desk.manager, id);
    open_step(manager, "更正登记信息");
    manager.choose("为投诉人保密");
    CHECK(manager.shows("现在是：是"));
    manager.press_in_front(WidgetRole::Radio, "否");
    manager.write("原因", "用户同意公开");
    manager.save("更正登记信息");
    CHECK(desk.turn(desk.member, id).shows("赵国栋"));
}

TEST_CASE("rare steps: 匿名 takes name and contact along, and refusing a contact takes the contact",
          "[ui][views][steps]") {
    DepartmentDesk desk;
    const base::Uuid id = desk.record(intake_of(desk));
    Seat& manager = desk.turn(desk.manager, id);
    open_step(manager, "更正登记信息");
    manager.choose("用户拒绝提供联系方式");
    manager.press_in_front(WidgetRole::Radio, "是");
    manager.write("原因", "用户不愿再接电话");
    manager.save("更正登记信息");
    CHECK(manager.complaint().intake.contact_refused);
    CHECK(manager.complaint().intake.contact.empty());
    CHECK_FALSE(manager.complaint().intake.complainant_name.empty());

    open_step(manager, "更正登记信息");
    manager.choose("身份");
    manager.press_in_front(WidgetRole::Radio, "匿名");
    manager.write("原因", "用户要求匿名");
    manager.save("更正登记信息");
    CHECK(manager.complaint().intake.complainant_kind == domain::ComplainantKind::Anonymous);
    CHECK(manager.complaint().intake.complainant_name.empty());
    CHECK(manager.shows("匿名"));
    CHECK_FALSE(manager.shows("赵国栋"));
}

TEST_CASE("rare steps: a correction that would make the record incomplete is refused in words",
          "[ui][views][steps]") {
    DepartmentDesk desk;
    domain::Intake intake = intake_of(desk);
    intake.category = domain::Category::Team;
    intake.respondent = "夜班人员";
    const base::Uuid id = desk.record(intake);
    Seat& manager = desk.turn(desk.manager, id);
    open_step(manager, "更正登记信息");
    manager.choose("被投诉对象");
    CHECK(manager.find(WidgetRole::TextArea, "改为").value() == "夜班人员");
    manager.write("改为", "");
    manager.save("更正登记信息");
    CHECK(manager.complaint().intake.respondent == "夜班人员");
    INFO(manager.driver.tree().dump());
    CHECK(manager.shows("被投诉对象  请填写"));
}
