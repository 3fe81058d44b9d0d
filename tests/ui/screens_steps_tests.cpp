// The life of a complaint as its people see it: each at a tablet, each by the buttons on it.
#include "core/domain/targets.h"
#include "tests/ui/support/life.h"
#include "ui/app/labels.h"
#include "ui/views/step_names.h"

#include <catch_amalgamated.hpp>

using namespace huiyin;
using namespace huiyin::widgets;
using test::DepartmentDesk;
using test::Seat;
using WidgetRole = huiyin::widgets::Role;
using ComplaintState = domain::State;
using namespace huiyin::test::life;

TEST_CASE("steps: an ordinary complaint goes from the record to 满意关闭", "[ui][views][steps]") {
    DepartmentDesk desk;
    const base::Uuid id = fed_back(desk);
    Seat& seat = desk.turn(desk.manager, id);
    CHECK(seat.shows("下一步：回访用户"));
    seat.press("记录回访");
    seat.choose("已接通");
    seat.choose("电话");
    seat.press_in_front(WidgetRole::Radio, "满意"); // of 用户验证结果, which comes after 满意度
    seat.save("记录回访");
    REQUIRE(seat.complaint().was_reached());
    desk.turn(desk.manager, id);
    if (seat.complaint().verified() == nullptr) {
        FAIL("the verification was not stored");
    }
    seat.press("关闭投诉");
    CHECK(seat.shows("本轮回访：周敏"));
    seat.save("关闭投诉");
    CHECK(seat.complaint().state == ComplaintState::Closed);
    CHECK(seat.complaint().closure()->code == domain::CloseCode::Satisfied);
    desk.turn(desk.acceptor, id);
    CHECK(desk.acceptor->shows("满意关闭"));
}

TEST_CASE("steps: 不满意关闭 needs a code and words, and proposes an improvement",
          "[ui][views][steps]") {
    DepartmentDesk desk({.width = 360, .height = 740});
    const base::Uuid id = fed_back(desk);
    Seat& seat = desk.turn(desk.manager, id);
    seat.press("其他步骤");
    seat.press("关闭投诉");
    seat.save("关闭投诉");
    CHECK(seat.complaint().state == ComplaintState::FedBack);
    seat.choose("不满意");
    seat.choose("电话");
    seat.save("关闭投诉");
    CHECK(seat.find(WidgetRole::TextArea, "不满意原因").has(StateInvalid));
    CHECK(seat.complaint().follow_ups.empty()); // all or none
    seat.choose("态度/沟通");
    seat.write("不满意原因", "   ");
    seat.save("关闭投诉");
    CHECK(seat.find(WidgetRole::TextArea, "不满意原因").description().find("不能只留空格") !=
          std::string::npos);
    seat.write("不满意原因", "通知得太晚，不接受解释");
    seat.find(WidgetRole::Switch, "同时建议纠正预防措施").press();
    seat.write("纠正预防措施", "割接前两次电话确认");
    seat.save("关闭投诉");
    INFO(seat.driver.tree().dump());
    REQUIRE(seat.complaint().state == ComplaintState::Closed);
    CHECK(seat.complaint().closure()->code == domain::CloseCode::Dissatisfied);
    CHECK(seat.complaint().improvements.size() == 1);
    desk.turn(desk.leader, id);
    CHECK(desk.leader->shows("通知得太晚，不接受解释"));
}

TEST_CASE("steps: a 重大 goes to the team leader, who receives it", "[ui][views][steps]") {
    DepartmentDesk desk;
    domain::Intake intake = intake_of(desk);
    intake.severity_proposed = domain::Severity::Major;
    const base::Uuid id = desk.record(intake);
    Seat& seat = desk.turn(desk.manager, id);
    CHECK(seat.shows("建议重大"));
    seat.press("升级重大投诉");
    seat.save("升级重大投诉");
    CHECK(seat.find(WidgetRole::TextArea, "重大的理由").has(StateInvalid));
    seat.press("团队负责人: 未选");
    CHECK_FALSE(seat.find(WidgetRole::Button, "王海涛, 103").exists());
    seat.press("陈志强, 102");
    seat.write("重大的理由", "影响行车监视");
    seat.save("升级重大投诉");
    INFO(seat.driver.tree().dump());
    REQUIRE(seat.complaint().severity == domain::Severity::Major);
    // It has not left this tablet, so somebody is to be called.
    CHECK(seat.shows("重大投诉还没有送到负责人"));
    receive(desk, desk.leader, id);
    handle(desk, desk.leader, id);
}

TEST_CASE("steps: a step that waits for others is listed with its reason", "[ui][views][steps]") {
    DepartmentDesk desk;
    const base::Uuid id = desk.record(intake_of(desk));
    dispatch(desk, id);
    receive(desk, desk.member, id);
    Seat& seat = desk.turn(desk.member, id);
    seat.press("其他步骤");
    CHECK(seat.shows("现在还不能"));
    CHECK(
        seat.find(WidgetRole::Button, "处理完成, 还是待核实，请先确认是否有效").has(StateDisabled));
}

TEST_CASE("steps: those forbidden for one reason stand together under it", "[ui][views][steps]") {
    DepartmentDesk desk;
    const base::Uuid id = desk.record(intake_of(desk));
    Seat& seat = desk.turn(desk.manager, id);
    seat.press("其他步骤");
    const std::string reason(app::label(domain::Reason::WrongState, app::Language::Chinese));
    int captions = 0;
    int rows = 0;
    for (const Node& node : seat.driver.tree().nodes()) {
        captions += node.role == WidgetRole::Text && node.name == reason ? 1 : 0;
        rows += node.role == WidgetRole::Button && node.name.ends_with(", " + reason) ? 1 : 0;
    }
    CHECK(captions == 1);
    CHECK(rows > 3);
}

TEST_CASE("steps: how a validity came out stands in the timeline", "[ui][views][steps]") {
    for (const auto& [validity, words] : {std::pair{domain::Validity::Valid, "确认有效"},
                                          {domain::Validity::Invalid, "确认无效"}}) {
        DepartmentDesk desk;
        const base::Uuid id = desk.record(intake_of(desk));
        dispatch(desk, id);
        receive(desk, desk.member, id);
        Seat& seat = desk.turn(desk.member, id);
        CHECK_FALSE(seat.shows(words));
        REQUIRE(seat.app.take({domain::ConfirmValidityPayload{validity, "核对了日志"}}, "") ==
                app::Outcome::Saved);
        seat.driver.settle();
        CHECK(seat.shows(words));
    }
}

TEST_CASE("steps: what is late is said in the bar, on a phone in few words", "[ui][views][steps]") {
    for (const auto& [view, words] : {std::pair{View{.width = 360, .height = 740}, "超时 2 天"},
                                      {View{.width = 800, .height = 1280}, "已超时，应在"}}) {
        DepartmentDesk desk(view);
        const base::Uuid id = desk.record(intake_of(desk));
        Seat& seat = desk.turn(desk.manager, id);
        CHECK_FALSE(seat.shows(words));
        const auto due = domain::next_target(seat.complaint(), seat.app.directory().policy);
        REQUIRE(due);
        constexpr std::int64_t two_days_ms = 48LL * 60 * 60 * 1000;
        desk.clock.now_ms = due->due_utc_ms + two_days_ms;
        seat.driver.settle();
        CHECK(seat.shows(words));
    }
}

TEST_CASE("steps: what was typed survives a sheet that is closed", "[ui][views][steps]") {
    DepartmentDesk desk;
    const base::Uuid id = desk.record(intake_of(desk));
    Seat& seat = desk.turn(desk.acceptor, id);
    seat.press("补充说明");
    seat.write("说明", "用户下午在岗");
    seat.press("取消");
    CHECK_FALSE(seat.find(WidgetRole::TextArea, "说明").exists());
    seat.press("补充说明");
    CHECK(seat.find(WidgetRole::TextArea, "说明").value() == "用户下午在岗");
}

TEST_CASE("steps: two corrections of one member are shown side by side and settled",
          "[ui][views][steps]") {
    DepartmentDesk desk;
    const base::Uuid id = desk.record(intake_of(desk));
    const auto correct = [&](Seat& seat, std::string_view place) {
        seat.app.select(id);
        seat.driver.settle();
        seat.press("其他步骤");
        seat.press("更正登记信息");
        seat.choose("地点");
        seat.write("改为", place);
        seat.write("原因", "回拨核对");
        seat.save("更正登记信息");
    };
    desk.clock.now_ms += 60'000;
    correct(*desk.acceptor, "滨江大道站信号设备室");
    correct(*desk.manager, "滨江大道站 A 口");
    Seat& waiting = desk.turn(desk.acceptor, id);
    CHECK(waiting.shows("地点有两个不同的值"));
    CHECK(waiting.shows("等周敏选定"));
    Seat& seat = desk.turn(desk.manager, id);
    INFO(seat.driver.tree().dump());
    REQUIRE(seat.complaint().open_conflicts() == 1);
    CHECK(seat.shows("滨江大道站 A 口"));
    // The work goes on meanwhile, so what moves it comes before what is to be decided.
    seat.app.inbox().invalidate();
    REQUIRE(seat.app.inbox().groups().size() == 2);
    CHECK(seat.app.inbox().groups()[0].kind == domain::TaskKind::Dispatch);
    CHECK(seat.app.inbox().groups()[1].kind == domain::TaskKind::Settle);
    seat.press("采用: 滨江大道站 A 口");
    CHECK(seat.complaint().open_conflicts() == 0);
    CHECK(seat.complaint().intake.location == "滨江大道站 A 口");
    // The value that lost stays readable in the timeline, and so does the reason.
    CHECK(seat.shows("地点改为：滨江大道站信号设备室"));
    CHECK(seat.shows("地点改为：滨江大道站 A 口"));
}

TEST_CASE("steps: valid and invalid, decided unseen by each other, are shown side by side",
          "[ui][views][steps]") {
    DepartmentDesk desk;
    const base::Uuid id = desk.record(intake_of(desk));
    dispatch(desk, id);
    receive(desk, desk.member, id);
    desk.turn(desk.leader, id);
    const auto confirm = [&](Seat& seat, domain::Validity validity, const char* basis) {
        seat.app.select(id);
        REQUIRE(seat.app.take({domain::ConfirmValidityPayload{validity, basis}}, "") ==
                app::Outcome::Saved);
    };
    confirm(*desk.member, domain::Validity::Valid, "核对了日志");
    confirm(*desk.leader, domain::Validity::Invalid, "属于误解");
    desk.turn(desk.member, id);
    desk.turn(desk.leader, id);
    Seat& seat = desk.turn(desk.manager, id);
    INFO(seat.driver.tree().dump());
    REQUIRE(seat.complaint().open_conflicts() == 1);
    CHECK(seat.shows("有效 · 核对了日志"));
    CHECK(seat.shows("无效 · 属于误解"));
}

TEST_CASE("steps: an invalid anonymous complaint ends as not verified", "[ui][views][steps]") {
    DepartmentDesk desk;
    domain::Intake intake = intake_of(desk);
    intake.complainant_kind = domain::ComplainantKind::Anonymous;
    intake.complainant_name.clear();
    intake.complainant_org.clear();
    intake.contact.clear();
    const base::Uuid id = desk.record(intake);
    dispatch(desk, id);
    receive(desk, desk.member, id);
    Seat& handler = desk.turn(desk.member, id);
    handler.press("确认是否有效");
    handler.choose("无效");
    handler.save("确认是否有效");
    CHECK(handler.find(WidgetRole::TextArea, "查证情况与依据").has(StateInvalid));
    handler.write("查证情况与依据", "当日没有割接记录");
    handler.save("确认是否有效");
    handler.press("处理完成");
    handler.save("处理完成");
    CHECK(handler.find(WidgetRole::TextArea, "处理结果与说明").has(StateInvalid));
    CHECK_FALSE(handler.find(WidgetRole::TextArea, "原因分析").has(StateInvalid));
    handler.write("处理结果与说明", "查无此事");
    handler.save("处理完成");
    Seat& acceptor = desk.turn(desk.acceptor, id);
    acceptor.press("反馈用户");
    CHECK(acceptor.find(WidgetRole::TextArea, "反馈内容").value() == "匿名，无法反馈");
    acceptor.save("反馈用户");
    REQUIRE(acceptor.complaint().state == ComplaintState::FedBack);
    Seat& manager = desk.turn(desk.manager, id);
    manager.press("其他步骤");
    manager.press("未能验证关闭");
    manager.write("原因", "匿名投诉，无法验证");
    manager.save("未能验证关闭");
    CHECK(manager.complaint().state == ComplaintState::Closed);
}

namespace {

/// The acceptor at the feedback of a handled complaint, filled in but for the user's signature.
Seat& at_feedback(DepartmentDesk& desk) {
    const base::Uuid id = desk.record(intake_of(desk));
    dispatch(desk, id);
    receive(desk, desk.member, id);
    handle(desk, desk.member, id);
    Seat& acceptor = desk.turn(desk.acceptor, id);
    acceptor.press("反馈用户");
    acceptor.choose("电话");
    acceptor.write("反馈内容", "已按规定提前告知");
    return acceptor;
}

} // namespace

TEST_CASE("steps: the user signs what was fed back, and the signature is on the complaint",
          "[ui][views][steps]") {
    DepartmentDesk desk;
    Seat& acceptor = at_feedback(desk);
    CHECK(acceptor.driver.tree().find(WidgetRole::InkPad, "用户签字") == nullptr);
    acceptor.press("请用户签字");
    const Node* pad = acceptor.driver.tree().find(WidgetRole::InkPad, "用户签字");
    REQUIRE(pad != nullptr);
    acceptor.driver.context().take_stroke(pad->id, {{0, 0, 128}, {65535, 65535, 255}});
    acceptor.driver.settle();
    acceptor.find(WidgetRole::TextField, "不便手写时，填写姓名").type(" 刘洋 ");
    acceptor.save("反馈用户");
    REQUIRE(acceptor.complaint().state == ComplaintState::FedBack);
    CHECK(acceptor.complaint().feedback()->said.ink == "0,0,5 999,999,9");
    CHECK(acceptor.complaint().feedback()->said.signed_name == "刘洋");
    Seat& manager = desk.turn(desk.manager, acceptor.complaint().id);
    INFO(manager.driver.tree().dump());
    CHECK(manager.driver.tree().find(WidgetRole::Image, "用户签字") != nullptr);
    CHECK(manager.shows("刘洋"));
}

TEST_CASE("steps: who cannot write by hand signs with a typed name alone", "[ui][views][steps]") {
    DepartmentDesk desk;
    Seat& acceptor = at_feedback(desk);
    acceptor.press("请用户签字");
    acceptor.find(WidgetRole::TextField, "不便手写时，填写姓名").type("刘洋");
    acceptor.save("反馈用户");
    REQUIRE(acceptor.complaint().state == ComplaintState::FedBack);
    CHECK(acceptor.complaint().feedback()->said.signed_name == "刘洋");
    CHECK(acceptor.complaint().feedback()->said.ink.empty());
    Seat& manager = desk.turn(desk.manager, acceptor.complaint().id);
    CHECK(manager.shows("刘洋"));
    CHECK(manager.driver.tree().find(WidgetRole::Image, "用户签字") == nullptr);
}

TEST_CASE("steps: a duplicate is merged into the complaint that is picked", "[ui][views][steps]") {
    DepartmentDesk desk;
    const base::Uuid master = desk.record(intake_of(desk));
    const base::Uuid id = desk.record(intake_of(desk));
    Seat& seat = desk.turn(desk.manager, id);
    seat.press("其他步骤");
    seat.press("撤销或并案");
    seat.choose("重复并案");
    seat.write("原因", "同一通电话记了两次");
    seat.save("撤销或并案");
    CHECK(seat.complaint().state == ComplaintState::Recorded); // no master yet
    seat.press("并入哪一件: 未选");
    const auto other = seat.app.complaint(master);
    REQUIRE(other);
    seat.save(title_of(other->intake) + ", " + other->number);
    seat.save("撤销或并案");
    REQUIRE(seat.complaint().state == ComplaintState::Cancelled);
    CHECK(seat.complaint().cancellation->said.master == master);
    seat.press("打开 " + other->number);
    CHECK(seat.complaint().id == master);
    CHECK(seat.shows("并入本单"));
}

TEST_CASE("steps: reopening waits for the team leader's consent", "[ui][views][steps]") {
    DepartmentDesk desk;
    const base::Uuid id = fed_back(desk);
    Seat& seat = desk.turn(desk.manager, id);
    seat.press("其他步骤");
    seat.press("关闭投诉");
    seat.press_in_front(WidgetRole::Radio, "电话");
    seat.choose("满意");
    seat.save("关闭投诉");
    INFO(seat.driver.tree().dump());
    REQUIRE(seat.complaint().state == ComplaintState::Closed);
    Seat& leader = desk.turn(desk.leader, id);
    leader.press("其他步骤");
    leader.press("负责人同意");
    leader.choose("重开");
    leader.save("负责人同意");
    desk.turn(desk.manager, id);
    seat.press("其他步骤");
    seat.press("重新打开");
    seat.write("原因", "用户又来电，问题仍在");
    seat.save("重新打开");
    CHECK(seat.complaint().state == ComplaintState::Recorded);
    CHECK(seat.complaint().round == 2);
    CHECK(seat.shows("第 2 轮"));
}

TEST_CASE("steps: no sheet of a step has an interactive thing without a name",
          "[ui][views][steps]") {
    for (const app::Language language : {app::Language::Chinese, app::Language::English}) {
        DepartmentDesk desk({.width = 360, .height = 740, .text_scale = 2.0F});
        const base::Uuid id = desk.record(intake_of(desk));
        Seat& seat = desk.turn(desk.manager, id);
        seat.app.set_language(language);
        seat.driver.settle();
        const std::string others(app::sentence(app::Text::StepOthers, language));
        const std::string cancel(app::sentence(app::Text::Cancel, language));
        for (const domain::NextStep& step : seat.app.next_steps()) {
            if (!views::is_on_page(step.kind) || step.obstacle != domain::Reason::None) {
                continue;
            }
            CAPTURE(static_cast<int>(step.kind));
            seat.press(others);
            seat.press(app::sentence(views::step_name(step.kind), language));
            CHECK(seat.driver.faults() == std::vector<std::string>{});
            seat.press(cancel);
        }
    }
}
