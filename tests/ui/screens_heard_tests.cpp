// Scenario 14: what a survey or a follow-up on other work brings becomes a draft.
#include "core/domain/rules.h"
#include "tests/ui/support/department_desk.h"

#include <catch_amalgamated.hpp>

using namespace huiyin;
using test::DepartmentDesk;
using test::Seat;
using WidgetRole = huiyin::widgets::Role;

namespace {

Seat& at_inbox(Seat& seat) {
    seat.app.go_to(app::Screen::Inbox);
    seat.driver.settle();
    return seat;
}

constexpr const char* survey = "满意度调查项, 评价为非常不满意的，起草投诉";
constexpr const char* follow_up = "回访不满意, 其他工作的回访中不满意的，起草投诉";

} // namespace

TEST_CASE("heard: a very dissatisfied survey item becomes a complaint T3 with B2",
          "[ui][views][heard]") {
    DepartmentDesk desk;
    Seat& seat = at_inbox(*desk.acceptor);
    seat.press(survey);
    seat.press("起草投诉");
    CHECK(seat.find(WidgetRole::TextField, "哪次调查、哪一项").has(widgets::StateInvalid));
    seat.find(WidgetRole::TextField, "哪次调查、哪一项").type("2026 年三季度调查 第 12 项");
    seat.press_in_front(WidgetRole::Radio, "不满意");
    CHECK(seat.shows("只有非常不满意才成为投诉"));
    CHECK(seat.find(WidgetRole::Button, "起草投诉").has(widgets::StateDisabled));
    seat.press_in_front(WidgetRole::Radio, "非常不满意");
    seat.find(WidgetRole::TextField, "姓名").type("钱进");
    seat.find(WidgetRole::TextField, "联系方式").type("138 1764 5208");
    seat.write("用户怎么说", "报修三次，每次都说修好了");
    seat.press("起草投诉");
    REQUIRE(seat.app.screen() == app::Screen::NewComplaint);
    const domain::Intake& intake = seat.app.form().intake;
    CHECK(intake.trigger_source == domain::TriggerSource::Survey);
    CHECK(intake.basis == domain::Basis::VeryDissatisfied);
    CHECK(intake.channel == domain::Channel::Questionnaire);
    CHECK(intake.form == domain::Form::Written);
    CHECK(intake.origin == "2026 年三季度调查 第 12 项");
    CHECK(intake.complainant_name == "钱进");
    CHECK(intake.content == "报修三次，每次都说修好了");
    // It is kept as a draft at once, and recorded like any other.
    CHECK(seat.store->drafts()->size() == 1);
    seat.choose("服务质量");
    seat.choose("合格");
    INFO(seat.driver.tree().dump());
    seat.press("验证并登记");
    REQUIRE(seat.app.selected());
    CHECK(seat.complaint().state == domain::State::Recorded);
    CHECK(seat.complaint().intake.basis == domain::Basis::VeryDissatisfied);
}

TEST_CASE("heard: a dissatisfied follow-up on other work becomes a complaint T2",
          "[ui][views][heard]") {
    DepartmentDesk desk;
    Seat& seat = at_inbox(*desk.manager);
    seat.press(follow_up);
    seat.find(WidgetRole::TextField, "哪项工作的回访").type("工单 WO-8812");
    seat.press_in_front(WidgetRole::Radio, "满意");
    CHECK(seat.shows("用户满意，不用登记投诉"));
    seat.press_in_front(WidgetRole::Radio, "不满意");
    seat.press("起草投诉");
    REQUIRE(seat.app.screen() == app::Screen::NewComplaint);
    CHECK(seat.app.form().intake.trigger_source == domain::TriggerSource::FollowUp);
    CHECK(seat.app.form().intake.basis == domain::Basis::Ordinary);
    CHECK(seat.app.form().intake.origin == "工单 WO-8812");
}

TEST_CASE("heard: who neither accepts nor manages has no such entry", "[ui][views][heard]") {
    DepartmentDesk desk;
    Seat& seat = at_inbox(*desk.member);
    CHECK_FALSE(seat.find(WidgetRole::Button, survey).exists());
    CHECK_FALSE(seat.find(WidgetRole::Button, follow_up).exists());
}
