// Toasts of the app: how long they stay, what they offer, and what is read aloud.
#include "tests/ui/support/department_desk.h"

#include <catch_amalgamated.hpp>

using namespace huiyin;
using test::LoneSeat;
using WidgetRole = huiyin::widgets::Role;

namespace {

constexpr std::int64_t toast_ms = 5'000;

} // namespace

TEST_CASE("toast: stays five seconds and takes its offer with it", "[ui][toast]") {
    LoneSeat lone;
    int undone = 0;
    lone.seat.app.show_toast("已删除", [&undone] { ++undone; });
    lone.seat.driver.settle();
    REQUIRE(lone.seat.app.wake_at_ms());
    CHECK(*lone.seat.app.wake_at_ms() <= lone.clock.now_ms + toast_ms);
    lone.clock.now_ms += toast_ms - 1;
    lone.seat.app.tick();
    lone.seat.driver.settle();
    CHECK(lone.seat.find(WidgetRole::Status, "已删除").visible());
    CHECK(lone.seat.find(WidgetRole::Button, "撤销").visible());
    lone.clock.now_ms += 1;
    lone.seat.app.tick();
    lone.seat.driver.settle();
    CHECK_FALSE(lone.seat.find(WidgetRole::Status, "已删除").exists());
    CHECK_FALSE(lone.seat.find(WidgetRole::Button, "撤销").exists());
    // Too late is too late, also for a press that was on its way.
    lone.seat.app.undo_toast();
    CHECK(undone == 0);
}

TEST_CASE("toast: its offer is taken once and ends it", "[ui][toast]") {
    LoneSeat lone;
    int undone = 0;
    lone.seat.app.show_toast("已删除", [&undone] { ++undone; });
    lone.seat.driver.settle();
    lone.seat.find(WidgetRole::Button, "撤销").tap();
    CHECK(undone == 1);
    CHECK_FALSE(lone.seat.find(WidgetRole::Status, "已删除").exists());
    lone.seat.app.show_toast("已保存");
    lone.seat.driver.settle();
    CHECK_FALSE(lone.seat.find(WidgetRole::Button, "撤销").exists());
}

TEST_CASE("toast: does not go while a finger is on it or its offer has the focus", "[ui][toast]") {
    LoneSeat lone;
    test::Driver& driver = lone.seat.driver;
    int undone = 0;
    const auto pass = [&](std::int64_t milliseconds) {
        lone.clock.now_ms += milliseconds;
        lone.seat.app.tick();
        driver.settle();
    };
    lone.seat.app.show_toast("已删除", [&undone] { ++undone; });
    driver.settle();
    driver.announcements();
    const auto at = lone.seat.find(WidgetRole::Status, "已删除").rect();
    driver.pointer(widgets::PointerPhase::Down, {at.x + 8, at.y + 8});
    driver.settle();
    CHECK_FALSE(lone.seat.app.wake_at_ms() == lone.seat.app.toast()->until_monotonic_ms);
    pass(2 * toast_ms);
    CHECK(lone.seat.find(WidgetRole::Status, "已删除").exists());
    driver.pointer(widgets::PointerPhase::Up, {at.x + 8, at.y + 8});
    driver.settle();
    pass(toast_ms - 1);
    CHECK(lone.seat.find(WidgetRole::Status, "已删除").exists());
    // Somebody with a keyboard who has come to it takes all the time they need.
    lone.seat.find(WidgetRole::Button, "撤销").focus();
    driver.settle();
    pass(2 * toast_ms);
    CHECK(lone.seat.find(WidgetRole::Button, "撤销").exists());
    // It was the same one all the time.
    CHECK(driver.announcements().empty());
    lone.seat.find(WidgetRole::Button, "撤销").press();
    CHECK(undone == 1);
}

TEST_CASE("toast: is read aloud once, and again when it comes again", "[ui][toast]") {
    using Texts = std::vector<std::string>;
    LoneSeat lone;
    CHECK(lone.seat.driver.announcements() == Texts{});
    lone.seat.app.show_toast("已保存");
    lone.seat.driver.settle();
    CHECK(lone.seat.driver.announcements() == Texts{"已保存"});
    lone.seat.driver.run_ms(200);
    CHECK(lone.seat.driver.announcements() == Texts{});
    // The same words about something else, while the first still stand there.
    lone.clock.now_ms += 1'000;
    lone.seat.app.show_toast("已保存");
    lone.seat.driver.settle();
    CHECK(lone.seat.driver.announcements() == Texts{"已保存"});
}
