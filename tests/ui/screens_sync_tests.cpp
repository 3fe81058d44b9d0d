// 同步, as a person reads it: what goes and how far, what waits for what, and what is only here.
#include "tests/ui/support/life.h"

#include <catch_amalgamated.hpp>
#include <string>

using namespace huiyin;
using test::DepartmentDesk;
using test::Seat;
using WidgetRole = huiyin::widgets::Role;
using namespace huiyin::test::life;

namespace {

void open_sync(Seat& seat) {
    seat.app.read_again();
    seat.app.go_to(app::Screen::Sync);
    seat.driver.settle();
}

void note(Seat& seat, const base::Uuid& complaint, std::string text) {
    seat.app.select(complaint);
    REQUIRE(seat.app.take({domain::NotePayload{std::move(text)}}, "") == app::Outcome::Saved);
}

} // namespace

TEST_CASE("sync page: steps of one kind on one complaint are one row, at the place of the first",
          "[ui][views][sync]") {
    DepartmentDesk desk;
    const base::Uuid first = desk.record(intake_of(desk));
    const base::Uuid second = desk.record(intake_of(desk));
    Seat& seat = *desk.acceptor;
    note(seat, first, "一");
    desk.clock.now_ms += 60'000;
    note(seat, second, "二");
    desk.clock.now_ms += 60'000;
    note(seat, first, "三");
    open_sync(seat);
    INFO(seat.driver.tree().dump());
    CHECK(seat.shows("待上传 3"));
    CHECK(seat.shows("补充说明 2 步"));
    CHECK(seat.shows("排在第 1 位"));
    CHECK(seat.shows("排在第 2 位"));
    CHECK_FALSE(seat.shows("排在第 3 位"));
    CHECK(seat.driver.faults().empty());
}

TEST_CASE("sync page: attachments stand below the steps they wait for", "[ui][views][sync]") {
    DepartmentDesk desk;
    const base::Uuid id = desk.record(intake_of(desk));
    Seat& seat = *desk.acceptor;
    seat.app.select(id);
    const auto attach = [&](std::string name, std::string type, std::uint8_t byte) {
        const base::Bytes bytes(1'200'000, byte);
        const auto hash =
            seat.store->files().keep({.bytes = bytes, .mime = type, .draft = std::nullopt});
        REQUIRE(hash);
        const domain::AttachPayload file{base::hex_from_bytes(*hash),
                                         std::move(name),
                                         std::move(type),
                                         std::int64_t{1'200'000},
                                         desk.clock.now_ms};
        REQUIRE(seat.app.take({file}, "") == app::Outcome::Saved);
        return *hash;
    };
    const base::Hash photo = attach("a.jpg", "image/jpeg", 1);
    attach("b.jpg", "image/jpeg", 2);
    attach("c.webm", "audio/webm", 3);
    open_sync(seat);
    CHECK(seat.shows("照片 2 张、录音 1 段"));
    CHECK(seat.shows("共 3.6 MB"));
    CHECK(seat.shows("等记录传完"));
    CHECK_FALSE(seat.shows("断了从这里接着传"));
    REQUIRE(seat.store->files().put_there(photo, 2, false));
    open_sync(seat);
    CHECK(seat.shows("已传 480 KB，断了从这里接着传"));
    CHECK(seat.find(WidgetRole::Progress, "同步中").exists());
    REQUIRE(seat.store->files().put_there(photo, 5, true));
    open_sync(seat);
    CHECK(seat.shows("照片 1 张、录音 1 段"));
    CHECK(seat.find(WidgetRole::Progress, "同步中").description() == "1.2 MB / 3.6 MB");
}

TEST_CASE("sync page: paused by a press, and gone on by another", "[ui][views][sync]") {
    DepartmentDesk desk;
    const base::Uuid id = desk.record(intake_of(desk));
    Seat& seat = *desk.acceptor;
    note(seat, id, "一");
    seat.app.sync_now();
    open_sync(seat);
    CHECK(seat.shows("正在上传，已传 0 / 1 步"));
    CHECK(seat.find(WidgetRole::Button, "同步中 0 %").exists());
    seat.press("暂停");
    CHECK(seat.app.is_paused());
    CHECK(seat.shows("已暂停"));
    seat.press("继续上传");
    CHECK_FALSE(seat.app.is_paused());
}

TEST_CASE("sync page: a first sync tells how far it is, and that work can begin",
          "[ui][views][sync]") {
    DepartmentDesk desk;
    Seat& seat = *desk.acceptor;
    seat.app.sync_now();
    const sync::SyncResponse page{.protocol = 2,
                                  .epoch = seat.store->position()->epoch,
                                  .cursor = 42,
                                  .more = true,
                                  .latest = 100};
    seat.app.answered(app::RequestKind::Sync, {200, to_text(page), 0});
    while (seat.app.is_taking()) {
        seat.app.tick();
    }
    open_sync(seat);
    INFO(seat.driver.tree().dump());
    CHECK(seat.find(WidgetRole::Button, "同步中 42 %").exists());
    CHECK(seat.shows("正在取回记录"));
    CHECK(seat.shows("已取回的现在就能看、能办。"));
    CHECK_FALSE(seat.shows(seat.app.say(app::Text::SyncAllDone)));
    const auto bar = seat.find(WidgetRole::Progress, "正在取回记录");
    REQUIRE(bar.exists());
    CHECK(bar.description() == "已取回 0 步");
    CHECK(seat.driver.faults().empty());
}

TEST_CASE("sync page: one of two copies of a tablet reads why it has to sign in",
          "[ui][views][sync]") {
    DepartmentDesk desk;
    desk.record(intake_of(desk));
    Seat& seat = *desk.acceptor;
    sync::SyncResponse response{.protocol = 1, .epoch = seat.store->position()->epoch};
    response.receipts = {
        {1, 0, 99, {domain::VerdictKind::Quarantined, domain::Reason::ClonedDevice}, 0}};
    REQUIRE(seat.store->take(response));
    seat.app.sync_now();
    open_sync(seat);
    INFO(seat.driver.tree().dump());
    CHECK(seat.shows("在用同一个身份"));
    CHECK(seat.shows("重新登录"));
    CHECK(seat.driver.faults().empty());
    seat.app.go_to(app::Screen::SignIn);
    seat.driver.settle();
    CHECK(seat.shows("登记为新的一台"));
    CHECK(seat.driver.faults().empty());
}

TEST_CASE("sync page: what others decide says who wrote the other value", "[ui][views][sync]") {
    DepartmentDesk desk;
    const base::Uuid id = desk.record(intake_of(desk));
    desk.clock.now_ms += 60'000;
    for (Seat* const seat : {desk.acceptor.get(), desk.manager.get()}) {
        seat->app.select(id);
        REQUIRE(seat->app.take(
                    {domain::CorrectPayload{
                        "location", seat == desk.manager.get() ? "\"A\"" : "\"B\"", "回拨核对"}},
                    "") == app::Outcome::Saved);
    }
    desk.sync();
    Seat& waiting = *desk.acceptor;
    open_sync(waiting);
    INFO(waiting.driver.tree().dump());
    CHECK(waiting.shows("等别人裁决"));
    CHECK(waiting.shows("周敏 填了另一个值"));
    // Who decides it finds it among the tasks, not here.
    open_sync(*desk.manager);
    CHECK_FALSE(desk.manager->shows("等别人裁决"));
    // It leads to the complaint.
    for (const widgets::Node& node : waiting.driver.tree().nodes()) {
        if (node.role == WidgetRole::Button && node.name.starts_with("地点")) {
            const std::string name(node.name);
            waiting.press(name);
            break;
        }
    }
    CHECK(waiting.app.screen() == app::Screen::Complaints);
    REQUIRE(waiting.app.selected());
    CHECK(waiting.app.selected()->id == id);
}

TEST_CASE("sync page: drafts are counted, those of steps too", "[ui][views][sync]") {
    DepartmentDesk desk;
    Seat& seat = desk.turn(desk.acceptor, desk.record(intake_of(desk)));
    seat.press("补充说明");
    seat.write("说明", "用户下午在岗");
    seat.press("取消");
    seat.app.new_complaint();
    seat.driver.settle();
    seat.write("投诉内容", "站台广播听不清");
    seat.app.form().save_now();
    open_sync(seat);
    CHECK(seat.shows("2 份草稿只存在本机"));
}
