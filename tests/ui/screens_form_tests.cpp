// The form of a new complaint: what it picks, proposes and warns of.
#include "tests/ui/support/department_desk.h"

#include <catch_amalgamated.hpp>

using namespace huiyin;
using namespace huiyin::widgets;
using test::DepartmentDesk;
using test::Seat;
using WidgetRole = huiyin::widgets::Role;

TEST_CASE("form: respondents are picked, and their names become the words", "[ui][views][form]") {
    DepartmentDesk desk;
    Seat& seat = *desk.acceptor;
    seat.app.new_complaint();
    seat.driver.settle();
    seat.choose("运维团队（人员）");
    seat.press("涉及的人员和小组: 从人员和小组中选");
    seat.find(WidgetRole::Checkbox, "王海涛, 103").press();
    seat.press("选好了");
    const domain::Intake& intake = seat.app.form().intake;
    REQUIRE(intake.respondents.size() == 1);
    CHECK(intake.respondents.front() == desk.department.member);
    CHECK(intake.respondent == "王海涛");
}

TEST_CASE("form: signs of 重大 are named, and the proposal is the person's", "[ui][views][form]") {
    DepartmentDesk desk;
    Seat& seat = *desk.acceptor;
    seat.app.new_complaint();
    seat.driver.settle();
    CHECK_FALSE(seat.shows("像是重大"));
    seat.choose("向更高领导投诉");
    CHECK(seat.shows("像是重大：向更高领导投诉"));
    CHECK_FALSE(seat.app.form().intake.severity_proposed);
    seat.choose("重大");
    CHECK(seat.app.form().intake.severity_proposed == domain::Severity::Major);
}

TEST_CASE("form: a likely duplicate is shown once the draft is kept", "[ui][views][form]") {
    DepartmentDesk desk;
    desk.record(tests::make_intake(desk.clock.now_ms - 60'000));
    Seat& seat = *desk.acceptor;
    seat.app.new_complaint();
    seat.driver.settle();
    seat.find(WidgetRole::TextField, "姓名").type("赵国栋");
    seat.write("投诉内容", "打电话无人接听，今晨割接没有提前告知调度，监视画面中断 12 分钟");
    seat.app.form().save_now();
    seat.driver.settle();
    CHECK(seat.shows("可能是同一件事"));
    seat.write("投诉内容", "食堂的饭菜一直不热，请改进");
    seat.app.form().save_now();
    seat.driver.settle();
    CHECK_FALSE(seat.shows("可能是同一件事"));
}

TEST_CASE("form: a survey item begins as a draft with what is known", "[ui][views][form]") {
    DepartmentDesk desk;
    Seat& seat = *desk.acceptor;
    domain::Intake known;
    known.trigger_source = domain::TriggerSource::Survey;
    known.basis = domain::Basis::VeryDissatisfied;
    known.origin = "2026 年三季度满意度调查第 12 项";
    seat.app.form().open_prefilled(known);
    seat.app.go_to(app::Screen::NewComplaint);
    seat.driver.settle();
    CHECK(seat.find(WidgetRole::Radio, "调查非常不满意").has(StateChecked));
    CHECK(seat.find(WidgetRole::TextField, "来自哪次调查或回访").value() == known.origin);
    CHECK(seat.app.form().intake.complained_at_utc_ms == desk.clock.now_ms);
}
