// Work that is not delivered, as its author sees it: what came to nothing and why, what to do about
// it, and what the tablet says when nothing moves.
#include "core/base/limits.h"
#include "core/base/sealed_file.h"
#include "core/domain/rules.h"
#include "tests/ui/support/department_desk.h"
#include "tests/ui/support/life.h"
#include "ui/widgets/file_intake.h"
#include "ui/widgets/page_requests.h"

#include <catch_amalgamated.hpp>

using namespace huiyin;
using test::DepartmentDesk;
using test::Seat;
using WidgetRole = huiyin::widgets::Role;

namespace {

/// The acceptor's last step, kept apart for a reason.
void keep_last_apart(Seat& seat, domain::Reason reason) {
    const auto waiting = *seat.store->unsent(0, 100, SIZE_MAX);
    REQUIRE(!waiting.empty());
    REQUIRE(seat.store->keep_apart(waiting.back().device, waiting.back().device_seq, reason));
    seat.app.read_again();
    seat.app.go_to(app::Screen::Sync);
    seat.driver.settle();
}

/// Presses the button of the only step that came to nothing.
void press_on_step(Seat& seat, std::string_view label) {
    std::string begins(label);
    begins += ": ";
    for (const widgets::Node& node : seat.driver.tree().nodes()) {
        if (node.role == WidgetRole::Button && node.name.starts_with(begins)) {
            const std::string name(node.name);
            seat.press(name);
            seat.driver.settle();
            return;
        }
    }
    FAIL("no button " << label);
}

} // namespace

TEST_CASE("sync: storage and the sealed file stand side by side where there is room",
          "[ui][views][keeping]") {
    DepartmentDesk desk;
    Seat& seat = *desk.acceptor;
    seat.app.storage_told({.kept = true, .used_bytes = 1000, .quota_bytes = 1'000'000'000});
    seat.app.go_to(app::Screen::Sync);
    seat.driver.settle();
    const auto top_of = [&](app::KeepText heading) {
        return seat.find(WidgetRole::Heading, seat.app.say(heading)).rect();
    };
    const auto import_top = [&] {
        return seat.find(WidgetRole::Heading, seat.app.say(app::KeepText::ImportTitle)).rect();
    };
    CHECK(top_of(app::KeepText::Storage).y == import_top().y);
    CHECK(top_of(app::KeepText::Storage).right() < import_top().x);
    seat.driver.set_view({.width = 360, .height = 740});
    CHECK(top_of(app::KeepText::Storage).y < import_top().y);
}

TEST_CASE("pain 4: a step that nobody takes is shown with its reason and its ways out",
          "[ui][views][keeping]") {
    DepartmentDesk desk;
    Seat& seat = *desk.acceptor;
    const base::Uuid id = desk.record(tests::make_intake(desk.clock.now_ms - 60'000));
    desk.sync();
    seat.app.select(id);
    CHECK(seat.app.take({domain::NotePayload{"已联系"}}, "ok") == app::Outcome::Saved);
    keep_last_apart(seat, domain::Reason::NotLetThrough);
    CHECK(seat.app.pill_state() == app::PillState::Attention);
    CHECK(seat.shows("没有办成，等您处理"));
    CHECK(seat.shows("服务器或网络不接受这一条，其他记录都正常"));
    // It is said on the complaint too, and leads here.
    seat.app.go_to(app::Screen::Complaints);
    seat.driver.settle();
    CHECK(seat.shows("这件投诉有 1 步没有办成"));
    seat.press("查看");
    seat.driver.settle();
    CHECK(seat.app.screen() == app::Screen::Sync);

    SECTION("retry writes the same step anew") {
        press_on_step(seat, "重试");
        CHECK(seat.app.kept_apart().empty());
        const auto waiting = *seat.store->unsent(0, 10, SIZE_MAX);
        REQUIRE(waiting.size() == 1);
        CHECK(waiting[0].payload.find("已联系") != std::string::npos);
    }
    SECTION("edit opens the same form with what it held") {
        press_on_step(seat, "编辑重试");
        seat.driver.settle();
        REQUIRE(seat.app.screen() == app::Screen::Complaints);
        CHECK(seat.shows("已联系"));
        seat.press_in_front(WidgetRole::Button, seat.app.say(app::Text::NoteSave));
        CHECK(seat.app.kept_apart().empty());
        CHECK(seat.store->unsent(0, 10, SIZE_MAX)->size() == 1);
    }
    SECTION("given up, and another step taken meanwhile, it waits on") {
        press_on_step(seat, "编辑重试");
        seat.driver.settle();
        seat.press_in_front(WidgetRole::Button, seat.app.say(app::Text::Close));
        CHECK(seat.app.take({domain::NotePayload{"另一件事"}}, "ok", base::Uuid{7}) ==
              app::Outcome::Saved);
        CHECK(seat.app.kept_apart().size() == 1);
    }
    SECTION("edited twice, what was written the first time is there") {
        press_on_step(seat, "编辑重试");
        seat.driver.settle();
        seat.write(seat.app.say(app::Text::NoteLabel), "已联系，改过");
        seat.press_in_front(WidgetRole::Button, seat.app.say(app::Text::Close));
        seat.app.go_to(app::Screen::Sync);
        seat.driver.settle();
        press_on_step(seat, "编辑重试");
        seat.driver.settle();
        CHECK(seat.shows("已联系，改过"));
        seat.press_in_front(WidgetRole::Button, seat.app.say(app::Text::NoteSave));
        CHECK(seat.app.kept_apart().empty());
        const auto waiting = *seat.store->unsent(0, 10, SIZE_MAX);
        REQUIRE(waiting.size() == 1);
        CHECK(waiting[0].payload.find("已联系，改过") != std::string::npos);
    }
    SECTION("let it be lists it no longer") {
        press_on_step(seat, "知道了");
        CHECK(seat.app.kept_apart().empty());
        CHECK(seat.store->unsent(0, 10, SIZE_MAX)->empty());
    }
}

TEST_CASE("keeping: who came second reads who was first", "[ui][views][keeping]") {
    DepartmentDesk desk;
    const base::Uuid id = test::life::fed_back(desk);
    Seat& seat = desk.turn(desk.acceptor, id);
    const domain::Person* handler = seat.app.directory().person(seat.app.selected()->handler);
    REQUIRE(handler != nullptr);
    REQUIRE(seat.app.take({domain::NotePayload{"一"}}, "") == app::Outcome::Saved);
    keep_last_apart(seat, domain::Reason::AlreadyReceived);
    CHECK(seat.shows("已由" + handler->name + "接收"));
    CHECK_FALSE(seat.shows("已由他人接收"));
}

TEST_CASE("keeping: a record that is kept apart opens as a form again", "[ui][views][keeping]") {
    DepartmentDesk desk;
    Seat& seat = *desk.acceptor;
    domain::Intake intake = tests::make_intake(desk.clock.now_ms - 60'000);
    intake.content = "检票机旁的屏幕黑了";
    seat.app.begin_complaint(intake);
    REQUIRE(seat.app.submit_form() == app::Outcome::Saved);
    keep_last_apart(seat, domain::Reason::BadSignature);
    CHECK(seat.shows("签名不对"));
    press_on_step(seat, "编辑重试");
    REQUIRE(seat.app.screen() == app::Screen::NewComplaint);
    CHECK(seat.app.form().intake.content == intake.content);
    REQUIRE(seat.app.submit_form() == app::Outcome::Saved);
    CHECK(seat.app.kept_apart().empty());
    CHECK(seat.store->unsent(0, 10, SIZE_MAX)->size() == 1);
}

TEST_CASE("pain 17: one tap writes everything that waits into a sealed file",
          "[ui][views][keeping]") {
    DepartmentDesk desk;
    Seat& seat = *desk.acceptor;
    seat.app.begin_complaint(tests::make_intake(desk.clock.now_ms - 60'000));
    REQUIRE(seat.app.submit_form() == app::Outcome::Saved);
    seat.app.go_to(app::Screen::Sync);
    seat.driver.settle();
    seat.press("导出未同步");
    const auto requests = seat.driver.context().take_page_requests();
    REQUIRE(requests.size() == 1);
    const auto* file = std::get_if<widgets::DownloadRequest>(&requests[0]);
    REQUIRE(file != nullptr);
    CHECK(file->file_name.starts_with("huiyin-"));
    CHECK(file->file_name.ends_with(".hyx"));
    seat.driver.settle();
    // The code is on the screen, once.
    const std::string tree = seat.driver.tree().dump();
    const std::size_t at = tree.find("代码 ");
    REQUIRE(at != std::string::npos);
    const std::string code = tree.substr(at + std::string_view("代码 ").size(), 14);
    CHECK(seat.shows("文件内有 1 步、0 个附件"));
    const auto content = base::open_file_by_code(file->bytes, code);
    REQUIRE(content);
    const auto bundle = sync::event_bundle_from_bytes(*content);
    REQUIRE(bundle);
    CHECK(bundle->events.size() == 1);
}

TEST_CASE("pain 17: another tablet opens the file with its code and sends what is in it",
          "[ui][views][keeping]") {
    DepartmentDesk desk;
    Seat& from = *desk.acceptor;
    from.app.begin_complaint(tests::make_intake(desk.clock.now_ms - 60'000));
    REQUIRE(from.app.submit_form() == app::Outcome::Saved);
    const auto work = from.app.export_unsent();
    REQUIRE(work);
    Seat& seat = *desk.manager;
    seat.app.go_to(app::Screen::Sync);
    seat.driver.settle();
    const auto choose = [&](const std::vector<std::uint8_t>& bytes) {
        const widgets::Node* button = nullptr;
        for (const widgets::Node& node : seat.driver.tree().nodes()) {
            button = node.name == "导入" ? &node : button;
        }
        REQUIRE(button != nullptr);
        seat.driver.context().take_file(button->id, {.name = "huiyin-A7K.hyx", .bytes = bytes});
        seat.driver.settle();
    };
    const auto open_with = [&](std::string_view code) {
        seat.find(WidgetRole::TextField, "代码").type(code);
        seat.press("打开并上传");
        seat.driver.settle();
    };
    choose({1, 2, 3});
    open_with(work->code);
    CHECK(seat.shows("这不是回音导出的文件"));
    std::vector<std::uint8_t> damaged = work->file;
    damaged.back() ^= 1;
    choose(damaged);
    open_with(work->code);
    CHECK(seat.shows("文件已损坏"));
    choose(work->file);
    open_with("0000 0000 0000");
    CHECK(seat.shows("代码不对"));
    open_with(work->code);
    CHECK(seat.shows("带入 1 步"));
    CHECK(seat.app.unsent_count() == 1);
    choose(work->file);
    open_with(work->code);
    CHECK(seat.shows("另有 1 步早已在这里"));
    CHECK(seat.app.unsent_count() == 1);
}

TEST_CASE("pain 5: an answer that cannot be read is not called synced", "[ui][views][keeping]") {
    DepartmentDesk desk;
    Seat& seat = *desk.acceptor;
    seat.app.tick();
    seat.app.answered(app::RequestKind::Sync, {200, "<html>not for you</html>", 0});
    CHECK(seat.app.sync_status().problem == sync::Problem::BadAnswer);
    CHECK(seat.app.pill_state() != app::PillState::Synced);
    seat.app.go_to(app::Screen::Sync);
    seat.driver.settle();
    CHECK(seat.shows("未同步"));
    CHECK(seat.shows("服务器的回答读不懂，会自动再试"));
    CHECK(seat.shows("起没有进展"));
    CHECK(seat.shows("再试"));
    CHECK_FALSE(seat.shows("都已送达"));
}

TEST_CASE("pain 1: a tablet that was emptied says so before anybody signs in",
          "[ui][views][keeping]") {
    tests::FakeClock clock;
    tests::SeededRandom random{3};
    const auto store = store::TabletStore::open({.path = ":memory:"}, clock, random);
    REQUIRE(store);
    test::SilentNetwork network;
    app::App app(**store, network, clock, random);
    views::Screens screens(app);
    test::Driver driver([&] { screens.frame_ui(); }, {.width = 800, .height = 1280});
    driver.settle();
    CHECK(driver.tree().dump().find("浏览器清除了") == std::string::npos);
    app.tablet_was_here();
    driver.settle();
    CHECK(driver.tree().dump().find("浏览器清除了这台平板上的数据") != std::string::npos);
}

TEST_CASE("pain 1: little room is said before a record is begun, at the limit's edge",
          "[ui][views][keeping]") {
    DepartmentDesk desk;
    Seat& seat = *desk.acceptor;
    constexpr std::int64_t quota = 400LL * 1024 * 1024;
    constexpr std::int64_t least = base::limits::storage_left_bytes_min;
    seat.app.storage_told({.kept = true, .used_bytes = quota - least, .quota_bytes = quota});
    CHECK_FALSE(seat.app.is_storage_short());
    seat.app.storage_told({.kept = true, .used_bytes = quota - least + 1, .quota_bytes = quota});
    CHECK(seat.app.is_storage_short());
    seat.app.new_complaint();
    seat.driver.settle();
    CHECK(seat.shows("存储快满了"));
}
