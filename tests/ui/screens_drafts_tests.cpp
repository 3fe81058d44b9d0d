// What is written in the sheet of a step outlives the sheet, the page and the browser.
#include "core/base/limits.h"
#include "tests/ui/support/life.h"

#include <catch_amalgamated.hpp>
#include <string>
#include <utility>

using namespace huiyin;
using namespace huiyin::widgets;
using test::DepartmentDesk;
using test::Seat;
using WidgetRole = huiyin::widgets::Role;
using namespace huiyin::test::life;

namespace {

/// The same tablet after its browser ended: the storage is all that is left.
struct Reloaded {
    Reloaded(Seat& seat, const DepartmentDesk& desk)
        : app(*seat.store, network, desk.clock, random) {
        app.start();
    }

    test::SilentNetwork network;
    tests::SeededRandom random{7};
    app::App app;
    views::Screens screens{app};
    test::Driver driver{[this] { screens.frame_ui(); }, {.width = 800, .height = 1280}};

    test::Found find(WidgetRole role, std::string_view name) { return driver.find(role, name); }

    bool shows(std::string_view text) {
        return driver.tree().dump().find(text) != std::string::npos;
    }

    /// The button of the sheet: the page behind it may have another of that name.
    void save(std::string_view name) {
        const Node* last = nullptr;
        for (const Node& node : driver.tree().nodes()) {
            last = node.role == WidgetRole::Button && node.name == name ? &node : last;
        }
        REQUIRE(last != nullptr);
        driver.context().perform(last->id, Action::Press);
        driver.settle();
    }

    /// Opens the complaint and goes on with the step that was not finished.
    void go_on(const base::Uuid& complaint) {
        app.select(complaint);
        driver.settle();
        find(WidgetRole::Button, "继续写").press();
    }
};

Seat& at_note(DepartmentDesk& desk) {
    Seat& seat = desk.turn(desk.acceptor, desk.record(intake_of(desk)));
    seat.press("补充说明");
    return seat;
}

void pass(DepartmentDesk& desk, Seat& seat, std::int64_t milliseconds) {
    desk.clock.now_ms += milliseconds;
    seat.app.tick();
    seat.driver.settle();
}

std::vector<store::Draft> kept(Seat& seat) {
    return *seat.store->step_drafts(seat.complaint().id);
}

void take_photo(Seat& seat, std::string name, std::uint8_t first) {
    seat.driver.settle();
    const Node* const button = seat.driver.tree().find(WidgetRole::FileButton, "拍照");
    REQUIRE(button != nullptr);
    TakenFile file;
    file.name = std::move(name);
    file.media_type = "image/jpeg";
    file.bytes.assign(3000, first);
    file.thumbnail = {0xff, 0xd8, first};
    seat.driver.context().take_file(button->id, std::move(file));
    seat.driver.settle();
}

} // namespace

TEST_CASE("step drafts: words are kept within half a second and found after the browser ended",
          "[ui][views][drafts]") {
    DepartmentDesk desk;
    Seat& seat = at_note(desk);
    CHECK(kept(seat).empty());
    seat.write("说明", "用户下午在岗");
    REQUIRE(seat.app.wake_at_ms());
    CHECK(*seat.app.wake_at_ms() <= desk.clock.monotonic_ms() + 500);
    CHECK(kept(seat).empty());
    pass(desk, seat, 500);
    REQUIRE(kept(seat).size() == 1);

    Reloaded again(seat, desk);
    again.go_on(seat.complaint().id);
    CHECK(again.find(WidgetRole::TextArea, "说明").value() == "用户下午在岗");
    CHECK(again.shows("接着 今天"));
    again.save("保存说明");
    CHECK(again.app.selected()->steps.back().text == "用户下午在岗");
    CHECK(kept(seat).empty());
    CHECK_FALSE(again.shows("还没写完"));
}

TEST_CASE("step drafts: everything of a sheet comes back: choices, a signature, what closes",
          "[ui][views][drafts]") {
    DepartmentDesk desk;
    Seat& seat = desk.turn(desk.manager, fed_back(desk));
    open_step(seat, "关闭投诉");
    seat.choose("不满意");
    seat.choose("电话");
    seat.choose("态度/沟通");
    seat.write("不满意原因", "通知得太晚");
    seat.find(WidgetRole::Switch, "同时建议纠正预防措施").press();
    seat.write("纠正预防措施", "割接前两次电话确认");
    seat.app.became_hidden();
    Reloaded again(seat, desk);
    again.go_on(seat.complaint().id);
    INFO(again.driver.tree().dump());
    CHECK(again.find(WidgetRole::TextArea, "不满意原因").value() == "通知得太晚");
    CHECK(again.find(WidgetRole::TextArea, "纠正预防措施").value() == "割接前两次电话确认");
    again.save("关闭投诉");
    REQUIRE(again.app.selected()->state == domain::State::Closed);
    CHECK(again.app.selected()->closure()->code == domain::CloseCode::Dissatisfied);
    CHECK(again.app.selected()->improvements.size() == 1);
}

TEST_CASE("step drafts: a signature that was drawn is not asked for again", "[ui][views][drafts]") {
    DepartmentDesk desk;
    const base::Uuid id = desk.record(intake_of(desk));
    dispatch(desk, id);
    receive(desk, desk.member, id);
    handle(desk, desk.member, id);
    Seat& seat = desk.turn(desk.acceptor, id);
    open_step(seat, "反馈用户");
    seat.write("反馈内容", "已处理");
    seat.press("请用户签字");
    const Node* const pad = seat.driver.tree().find(WidgetRole::InkPad, "用户签字");
    REQUIRE(pad != nullptr);
    seat.driver.context().take_stroke(pad->id, {{0, 0, 128}, {65535, 65535, 255}});
    seat.driver.settle();
    seat.app.became_hidden();
    Reloaded again(seat, desk);
    again.go_on(id);
    CHECK(again.driver.tree().find(WidgetRole::InkPad, "用户签字") != nullptr);
    again.find(WidgetRole::Radio, "电话").press();
    again.save("反馈用户");
    INFO(again.driver.tree().dump());
    REQUIRE(again.app.selected()->feedback() != nullptr);
    CHECK(again.app.selected()->feedback()->said.ink == "0,0,5 999,999,9");
}

TEST_CASE("step drafts: what the camera gives stays, with the draft, at once",
          "[ui][views][drafts]") {
    DepartmentDesk desk;
    Seat& seat = desk.turn(desk.acceptor, desk.record(intake_of(desk)));
    seat.press("补充附件");
    take_photo(seat, "a.jpg", 1);
    REQUIRE(kept(seat).size() == 1);
    CHECK(seat.store->files().files_of_draft(kept(seat)[0].id)->size() == 1);
    take_photo(seat, "b.jpg", 2);
    // Nothing is waited for.
    CHECK_FALSE(seat.app.step_drafts().save_due_ms());
    Reloaded again(seat, desk);
    again.go_on(seat.complaint().id);
    CHECK(again.find(WidgetRole::Button, "照片 a").exists());
    CHECK(again.find(WidgetRole::Button, "照片 b").exists());
}

TEST_CASE("step drafts: a removed file comes back to its place", "[ui][views][drafts][toast]") {
    DepartmentDesk desk;
    Seat& seat = desk.turn(desk.acceptor, desk.record(intake_of(desk)));
    seat.press("补充附件");
    take_photo(seat, "a.jpg", 1);
    take_photo(seat, "b.jpg", 2);
    const base::Uuid draft = kept(seat)[0].id;
    const auto held = [&] { return seat.store->files().files_of_draft(draft)->size(); };
    seat.press("移除: 照片 a");
    CHECK(held() == 1);
    CHECK_FALSE(seat.find(WidgetRole::Button, "照片 a").exists());
    seat.press("撤销");
    CHECK(held() == 2);
    CHECK(seat.find(WidgetRole::Button, "照片 a").rect().x <
          seat.find(WidgetRole::Button, "照片 b").rect().x);
    seat.save("补充附件");
    REQUIRE(seat.complaint().attachments.size() == 2);
    CHECK(seat.complaint().attachments[0].said.name == "a.jpg");
    CHECK(kept(seat).empty());
}

TEST_CASE("step drafts: begun anew, and that taken back", "[ui][views][drafts][toast]") {
    DepartmentDesk desk;
    Seat& seat = at_note(desk);
    seat.write("说明", "用户下午在岗");
    seat.press("取消");
    CHECK(seat.shows("补充说明还没写完"));
    seat.press("补充说明");
    seat.press("清空重写");
    CHECK(seat.find(WidgetRole::TextArea, "说明").value().empty());
    CHECK(kept(seat).empty());
    seat.press("撤销");
    CHECK(seat.find(WidgetRole::TextArea, "说明").value() == "用户下午在岗");
    CHECK(kept(seat).size() == 1);
    seat.press("取消");
    CHECK(seat.shows("补充说明还没写完"));
}

TEST_CASE("step drafts: what is empty again is no draft", "[ui][views][drafts]") {
    DepartmentDesk desk;
    Seat& seat = at_note(desk);
    seat.write("说明", "用户下午在岗");
    pass(desk, seat, 500);
    REQUIRE(kept(seat).size() == 1);
    seat.write("说明", "");
    pass(desk, seat, 500);
    CHECK(kept(seat).empty());
    seat.press("取消");
    CHECK_FALSE(seat.shows("还没写完"));
}

TEST_CASE("step drafts: more than a step can hold is not kept, and the sheet says so",
          "[ui][views][drafts]") {
    DepartmentDesk desk;
    Seat& seat = at_note(desk);
    seat.write("说明", std::string(base::limits::event_payload_bytes_max, 'a'));
    pass(desk, seat, 500);
    CHECK(kept(seat).empty());
    CHECK(seat.shows("草稿没有存上"));
    seat.write("说明", "短一些");
    pass(desk, seat, 500);
    CHECK(kept(seat).size() == 1);
    CHECK_FALSE(seat.shows("草稿没有存上"));
}

TEST_CASE("step drafts: a sheet whose text cannot be kept closes only when it is begun anew",
          "[ui][views][drafts]") {
    DepartmentDesk desk;
    Seat& seat = at_note(desk);
    const std::string text(base::limits::event_payload_bytes_max, 'a');
    seat.write("说明", text);
    pass(desk, seat, 500);
    seat.press("取消");
    CHECK(seat.find(WidgetRole::TextArea, "说明").value() == text);
    CHECK(seat.shows("草稿没有存上"));
    seat.press("清空重写");
    CHECK(seat.find(WidgetRole::TextArea, "说明").value().empty());
    CHECK_FALSE(seat.shows("草稿没有存上"));
    seat.press("取消");
    CHECK_FALSE(seat.find(WidgetRole::TextArea, "说明").exists());
    CHECK(kept(seat).empty());
}

TEST_CASE("step drafts: one that the storage lost with its complaint's names is not kept again",
          "[ui][views][drafts]") {
    DepartmentDesk desk;
    Seat& seat = at_note(desk);
    seat.write("说明", "赵国栋下午在岗");
    pass(desk, seat, 500);
    REQUIRE(kept(seat).size() == 1);
    REQUIRE(seat.store->delete_draft(kept(seat)[0].id)); // as a redaction does it
    seat.app.read_again();
    seat.driver.settle();
    CHECK_FALSE(seat.find(WidgetRole::TextArea, "说明").exists());
    seat.app.became_hidden();
    CHECK(kept(seat).empty());
}

TEST_CASE("step drafts: each complaint and each step has its own", "[ui][views][drafts]") {
    DepartmentDesk desk;
    const base::Uuid other = desk.record(intake_of(desk));
    Seat& seat = at_note(desk);
    const base::Uuid id = seat.complaint().id;
    seat.write("说明", "第一件");
    seat.press("取消");
    desk.turn(desk.acceptor, other);
    CHECK_FALSE(seat.shows("还没写完"));
    seat.press("补充说明");
    CHECK(seat.find(WidgetRole::TextArea, "说明").value().empty());
    seat.write("说明", "第二件");
    seat.press("取消");
    desk.turn(desk.acceptor, id);
    seat.press("补充说明");
    CHECK(seat.find(WidgetRole::TextArea, "说明").value() == "第一件");
}
