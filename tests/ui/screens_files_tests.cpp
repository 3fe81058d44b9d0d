// Photos, voice notes and files on the screens: taken, kept with the draft, attached, looked at.
#include "core/base/limits.h"
#include "core/sync/wire.h"
#include "tests/ui/support/life.h"

#include <algorithm>
#include <catch_amalgamated.hpp>
#include <string>
#include <utility>
#include <variant>
#include <vector>

using namespace huiyin;
using namespace huiyin::widgets;
using test::DepartmentDesk;
using test::Seat;
using WidgetRole = huiyin::widgets::Role;

namespace {

/// As the page hands over a picture that it made smaller.
TakenFile photo(std::string name, std::uint8_t first) {
    TakenFile file;
    file.name = std::move(name);
    file.media_type = "image/jpeg";
    file.bytes.assign(300'000, first);
    file.thumbnail = {0xff, 0xd8, first};
    return file;
}

void hand_over(Seat& seat, WidgetRole role, std::string_view button, TakenFile file) {
    seat.driver.settle();
    const Node* node = seat.driver.tree().find(role, button);
    INFO(seat.driver.tree().dump());
    REQUIRE(node != nullptr);
    seat.driver.context().take_file(node->id, std::move(file));
    seat.driver.settle();
}

void take_photo(Seat& seat, TakenFile file) {
    hand_over(seat, WidgetRole::FileButton, "拍照", std::move(file));
}

/// Fills the form so that it can be recorded.
void fill(DepartmentDesk& desk, Seat& seat) {
    seat.app.form().intake = test::life::intake_of(desk);
    seat.app.form().changed();
    seat.driver.settle();
}

Seat& at_form(DepartmentDesk& desk) {
    Seat& seat = *desk.acceptor;
    seat.app.new_complaint();
    seat.driver.settle();
    return seat;
}

} // namespace

TEST_CASE("files: what is taken for the form is kept at once, outlives it, and is recorded with it",
          "[ui][views][files]") {
    DepartmentDesk desk;
    Seat& seat = at_form(desk);
    take_photo(seat, photo("IMG_0042.png", 1));
    CHECK(seat.find(WidgetRole::Button, "照片 IMG_0042").exists());
    TakenFile voice;
    voice.name = "voice.webm";
    voice.media_type = "audio/webm";
    voice.bytes = {1, 2, 3};
    voice.duration_ms = 41'700;
    hand_over(seat, WidgetRole::VoiceButton, "录音", std::move(voice));
    CHECK(seat.find(WidgetRole::Button, "录音 录音 42 秒").exists());
    CHECK(seat.driver.faults().empty());
    // Nothing was waited for: the draft holds both, as a tablet finds it after its browser ended.
    tests::SeededRandom random(5);
    app::App again(*seat.store, seat.network, desk.clock, random);
    again.form().open();
    REQUIRE(again.form().files.size() == 2);
    CHECK(again.form().files[0].name == "IMG_0042.jpg");
    CHECK(again.file_bytes(again.form().files[0]).size() == 300'000);
    CHECK(again.thumbnail(again.form().files[0]).size() == 3);

    fill(desk, seat);
    REQUIRE(seat.app.submit_form() == app::Outcome::Saved);
    seat.driver.settle();
    REQUIRE(seat.complaint().attachments.size() == 2);
    CHECK(seat.complaint().attachments[0].said.file_bytes == 300'000);
    CHECK(seat.complaint().attachments[1].said.mime == "audio/webm");
    CHECK(seat.find(WidgetRole::Button, "照片 IMG_0042, 未上传").exists());
    CHECK(seat.shows("IMG_0042.jpg"));
    CHECK(seat.driver.faults().empty());
}

TEST_CASE(
    "files: one taken for the form travels at once, and nothing is called delivered before it",
    "[ui][views][files][keeping]") {
    DepartmentDesk desk;
    Seat& seat = at_form(desk);
    const auto answer = [&](std::vector<sync::Receipt> receipts) {
        seat.app.tick();
        sync::SyncResponse response{
            .protocol = 1, .epoch = "epoch-1", .server_time_utc_ms = desk.clock.now_ms};
        response.receipts = std::move(receipts);
        seat.app.answered(app::RequestKind::Sync, {200, sync::to_text(response), 0});
    };
    answer({});
    const auto offers = [&seat] {
        seat.app.tick();
        return std::count_if(seat.network.sent.begin(),
                             seat.network.sent.end(),
                             [](const auto& sent) { return sent.kind == app::RequestKind::File; });
    };
    REQUIRE(offers() == 0);
    take_photo(seat, photo("IMG_0042.png", 1));
    CHECK(offers() == 1);
    // A form is nobody's yet: what is in it does not wait.
    CHECK(seat.app.pill_state() == app::PillState::Synced);
    fill(desk, seat);
    REQUIRE(seat.app.submit_form() == app::Outcome::Saved);
    answer({{1, 1, desk.clock.now_ms, {}, 1, {}}, {2, 2, desk.clock.now_ms, {}, 0, {}}});
    CHECK(seat.app.unsent_count() == 0);
    CHECK(seat.app.pill_state() == app::PillState::Waiting);
    seat.app.go_to(app::Screen::Sync);
    seat.driver.settle();
    CHECK(seat.shows("待上传附件 1"));
    CHECK(seat.shows("记录都已送达，附件随后"));
    CHECK_FALSE(seat.shows("本机写下的记录服务器都收到了"));
    CHECK(seat.driver.faults().empty());
}

TEST_CASE("files: a recording shows how loud it was", "[ui][views][files]") {
    DepartmentDesk desk;
    Seat& seat = at_form(desk);
    const auto record = [&](std::uint8_t byte, std::vector<std::uint8_t> loudness) {
        TakenFile voice;
        voice.name = "voice.webm";
        voice.media_type = "audio/webm";
        voice.bytes = {byte};
        voice.thumbnail = std::move(loudness);
        voice.duration_ms = (40U + byte) * 1000;
        hand_over(seat, WidgetRole::VoiceButton, "录音", std::move(voice));
    };
    record(1, {10, 255, 0, 120});
    record(2, {});
    record(3, std::vector<std::uint8_t>(2000, 7)); // a picture, of a tablet that made one
    const auto width = [&](const char* name) {
        return seat.find(WidgetRole::Button, name).rect().width;
    };
    constexpr float bars = 4 * 6 + 12;
    CHECK(width("录音 录音 41 秒") == width("录音 录音 42 秒") + bars);
    CHECK(width("录音 录音 43 秒") == width("录音 录音 42 秒"));
}

TEST_CASE("files: the camera opens only after what was typed is kept", "[ui][views][files]") {
    DepartmentDesk desk;
    Seat& seat = at_form(desk);
    seat.write("投诉内容", "监视画面中断十二分钟");
    seat.app.form().intake.remedy_sought = "书面说明";
    seat.app.form().changed();
    REQUIRE(seat.app.form().save_due_ms());
    seat.find(WidgetRole::FileButton, "拍照").press();
    CHECK_FALSE(seat.app.form().save_due_ms());
    const auto drafts = seat.store->drafts();
    REQUIRE(drafts);
    CHECK(drafts->front().json.find("书面说明") != std::string::npos);
}

TEST_CASE("files: one that was removed is not recorded, the same one counts once",
          "[ui][views][files]") {
    DepartmentDesk desk;
    Seat& seat = at_form(desk);
    take_photo(seat, photo("a.jpg", 1));
    take_photo(seat, photo("a.jpg", 1));
    take_photo(seat, photo("b.jpg", 2));
    REQUIRE(seat.app.form().files.size() == 2);
    seat.press("移除: 照片 a");
    fill(desk, seat);
    REQUIRE(seat.app.submit_form() == app::Outcome::Saved);
    REQUIRE(seat.complaint().attachments.size() == 1);
    CHECK(seat.complaint().attachments[0].said.name == "b.jpg");
}

TEST_CASE("files: one that was removed comes back where it was, and the draft holds it",
          "[ui][views][files][toast]") {
    DepartmentDesk desk;
    Seat& seat = at_form(desk);
    take_photo(seat, photo("a.jpg", 1));
    take_photo(seat, photo("b.jpg", 2));
    const auto held = [&] { return seat.store->files().files_of_draft(seat.app.form().id()); };
    seat.press("移除: 照片 a");
    CHECK(held()->size() == 1);
    CHECK(seat.shows("已移除 a.jpg"));
    seat.press("撤销");
    CHECK(held()->size() == 2);
    REQUIRE(seat.app.form().files.size() == 2);
    CHECK(seat.app.form().files[0].name == "a.jpg");
    CHECK_FALSE(seat.app.toast());
    // As a tablet finds it after its browser ended.
    tests::SeededRandom random(5);
    app::App again(*seat.store, seat.network, desk.clock, random);
    again.form().open();
    REQUIRE(again.form().files.size() == 2);
    CHECK(again.thumbnail(again.form().files[0]).size() == 3);
}

TEST_CASE("files: a deleted draft comes back with its words and its files",
          "[ui][views][files][toast]") {
    DepartmentDesk desk;
    Seat& seat = at_form(desk);
    seat.write("投诉内容", "监视画面中断十二分钟");
    take_photo(seat, photo("a.jpg", 1));
    const base::Uuid draft = seat.app.form().id();
    seat.press("删除草稿");
    REQUIRE(seat.app.screen() == app::Screen::Complaints);
    REQUIRE(seat.store->drafts()->empty());
    seat.press("撤销");
    REQUIRE(seat.app.screen() == app::Screen::NewComplaint);
    CHECK(seat.app.form().id() == draft);
    CHECK(seat.find(WidgetRole::TextArea, "投诉内容").value() == "监视画面中断十二分钟");
    CHECK(seat.find(WidgetRole::Button, "照片 a").exists());
    CHECK(seat.store->drafts()->size() == 1);
    CHECK(seat.store->files().files_of_draft(draft)->size() == 1);
}

TEST_CASE("files: what cannot be kept is said, and too many are not taken", "[ui][views][files]") {
    DepartmentDesk desk;
    Seat& seat = at_form(desk);
    TakenFile problem;
    problem.problem = FileProblem::TooBig;
    take_photo(seat, problem);
    CHECK(seat.shows("文件太大，最多 26.2 MB"));
    problem.problem = FileProblem::Unreadable;
    take_photo(seat, problem);
    CHECK(seat.shows("这个文件读不出来，请换一个"));
    problem.problem = FileProblem::Refused;
    hand_over(seat, WidgetRole::VoiceButton, "录音", problem);
    CHECK(seat.shows("用不了麦克风"));
    CHECK(seat.app.form().files.empty());
    for (std::size_t i = 0; i < base::limits::attachments_max; ++i) {
        CHECK_FALSE(seat.find(WidgetRole::FileButton, "拍照").has(StateDisabled));
        take_photo(seat, photo(std::to_string(i) + ".jpg", static_cast<std::uint8_t>(i)));
    }
    CHECK(seat.find(WidgetRole::FileButton, "拍照").has(StateDisabled));
    CHECK(seat.find(WidgetRole::VoiceButton, "录音").has(StateDisabled));
    CHECK(seat.shows("最多 30 个附件"));
}

TEST_CASE("files: a photo is looked at over the whole screen", "[ui][views][files]") {
    DepartmentDesk desk;
    Seat& seat = at_form(desk);
    take_photo(seat, photo("a.jpg", 1));
    seat.press("照片 a");
    CHECK(seat.shows("正在打开"));
    for (const PictureRequest& request : seat.driver.context().take_picture_requests()) {
        seat.driver.context().picture_decoded(request.id, request.id, 2048, 1536);
    }
    seat.driver.settle();
    CHECK(seat.find(WidgetRole::Image, "照片 a").exists());
    CHECK(seat.driver.faults().empty());
    seat.driver.context().perform(0, Action::Dismiss);
    seat.driver.settle();
    CHECK_FALSE(seat.find(WidgetRole::Image, "照片 a").exists());
    CHECK(seat.app.screen() == app::Screen::NewComplaint);
}

TEST_CASE("files: others see what there is, and ask for what is not here", "[ui][views][files]") {
    DepartmentDesk desk;
    Seat& seat = at_form(desk);
    take_photo(seat, photo("a.jpg", 1));
    fill(desk, seat);
    REQUIRE(seat.app.submit_form() == app::Outcome::Saved);
    const base::Uuid id = seat.complaint().id;
    Seat& manager = desk.turn(desk.manager, id);
    manager.press("照片 a, 未下载");
    CHECK(manager.shows("照片 a, 正在下载"));
    CHECK(manager.driver.faults().empty());
}

TEST_CASE("files: added as a step, also after closing, and marked so", "[ui][views][files]") {
    DepartmentDesk desk;
    const base::Uuid id = test::life::fed_back(desk);
    Seat& seat = desk.turn(desk.manager, id);
    seat.press("补充附件");
    seat.save("补充附件");
    CHECK(seat.shows("请先拍照、录音或选文件"));
    take_photo(seat, photo("a.jpg", 1));
    // Escape closes the photo alone, not the sheet with what was taken.
    seat.press("照片 a");
    seat.driver.context().perform(0, Action::Dismiss);
    seat.driver.settle();
    CHECK_FALSE(seat.shows("正在打开"));
    seat.save("补充附件");
    REQUIRE(seat.complaint().attachments.size() == 1);
    CHECK_FALSE(seat.shows("关闭后补充"));

    domain::FollowUpPayload call;
    call.at_utc_ms = desk.clock.now_ms;
    call.means = domain::Means::Phone;
    call.reached = true;
    call.verify_result = domain::VerifyResult::Satisfied;
    REQUIRE(seat.app.take({call, domain::CloseSatisfiedPayload{}}, "关闭") == app::Outcome::Saved);
    seat.driver.settle();
    seat.press("补充附件");
    take_photo(seat, photo("b.jpg", 2));
    seat.save("补充附件");
    INFO(seat.driver.tree().dump());
    REQUIRE(seat.complaint().attachments.size() == 2);
    CHECK(seat.shows("关闭后补充"));
}

TEST_CASE("files: a phone with the largest text, in English", "[ui][views][files]") {
    DepartmentDesk desk({.width = 360, .height = 740, .text_scale = 2});
    Seat& seat = at_form(desk);
    seat.app.set_language(app::Language::English);
    hand_over(seat, WidgetRole::FileButton, "Take a photo", photo("a.jpg", 1));
    for (const char* name : {"Take a photo", "Pictures", "Files"}) {
        const Rect rect = seat.find(WidgetRole::FileButton, name).rect();
        CHECK(rect.x >= 0);
        CHECK(rect.right() <= 360);
    }
    CHECK(seat.driver.faults().empty());
}
