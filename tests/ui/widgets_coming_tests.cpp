// What comes and goes: it slides, unless motion is reduced, and is read aloud once.
#include "tests/ui/support/driver.h"
#include "ui/widgets/widgets.h"

#include <catch_amalgamated.hpp>

using namespace huiyin;
using namespace huiyin::widgets;
using test::Driver;

namespace {

constexpr View phone{.width = 360, .height = 740};

} // namespace

TEST_CASE("motion: sheets and toasts slide, and are there at once under reduced motion",
          "[ui][widgets][motion]") {
    for (const bool reduced : {false, true}) {
        View view = phone;
        view.reduced_motion = reduced;
        bool shown = false;
        Driver driver(
            [&shown] {
                if (!shown) {
                    return;
                }
                toast({.text = "已保存"});
                const Sheet sheet({.id = "sheet", .title = "排序", .close_label = "关闭"});
            },
            view);
        // Each time they come, not only the first.
        for (int time = 0; time < 2; ++time) {
            shown = true;
            driver.run_ms(16);
            const float sheet = driver.find(Role::Dialog, "排序").rect().y;
            const float toast = driver.find(Role::Status, "已保存").rect().y;
            driver.settle();
            CAPTURE(reduced, time);
            CHECK((driver.find(Role::Dialog, "排序").rect().y == sheet) == reduced);
            CHECK((driver.find(Role::Status, "已保存").rect().y == toast) == reduced);
            shown = false;
            driver.settle();
        }
    }
}

TEST_CASE("toast: lies at the bottom, and never over a sheet or what has the focus",
          "[ui][widgets][toast]") {
    std::string upper;
    std::string lower;
    bool has_sheet = false;
    Driver driver(
        [&] {
            {
                const Column page({.padding = {16, 16, 16, 16}, .gap = 200});
                text_field({.id = "upper", .label = "姓名"}, upper);
                text_field({.id = "middle", .label = "电话"}, upper);
                text_field({.id = "lower", .label = "地点"}, lower);
            }
            if (has_sheet) {
                const Sheet sheet({.id = "sheet", .title = "更正", .close_label = "关闭"});
                text_area({.id = "reason", .label = "原因", .lines = 24}, lower);
            }
            toast({.text = "已保存", .action = "撤销", .bottom = 72});
        },
        phone);
    driver.settle();
    const auto toast_rect = [&driver] { return driver.find(Role::Status, "已保存").rect(); };
    const auto clear_of = [&](Role role, std::string_view field) {
        driver.find(role, field).focus();
        driver.settle();
        const Rect focus = driver.find(role, field).rect().inset(-focus_ring_width);
        return !toast_rect().overlaps(focus);
    };
    const Rect usual = toast_rect();
    CHECK(usual.bottom() > phone.height * 0.8F);
    REQUIRE(usual.overlaps(driver.find(Role::TextField, "地点").rect()));
    CHECK(clear_of(Role::TextField, "地点"));
    CHECK(toast_rect().bottom() < phone.height * 0.2F);
    CHECK(clear_of(Role::TextField, "姓名"));
    CHECK(toast_rect() == usual);
    // Its own button has it: the toast stays where it is.
    driver.find(Role::Button, "撤销").focus();
    driver.settle();
    CHECK(toast_rect() == usual);
    has_sheet = true;
    driver.settle();
    CHECK(toast_rect().bottom() < phone.height * 0.2F);
    // Where the sheet reaches up there, what has the focus in it is clear all the same.
    CHECK(clear_of(Role::Button, "关闭"));
}

TEST_CASE("announcements: an alert is read when it comes and when it says something else",
          "[ui][widgets][announce]") {
    using Texts = std::vector<std::string>;
    std::string text;
    Driver driver([&text] {
        const Column column;
        if (!text.empty()) {
            note({.text = text, .id = "problem", .alert = true});
            alert_card(
                {.id = "call", .title = "重大投诉未送达", .subject = "TS-2026", .primary = "拨打"});
        }
        note({.text = "一直在这里", .id = "fixed"});
    });
    CHECK(driver.announcements() == Texts{});
    text = "没有保存";
    driver.settle();
    CHECK(driver.announcements() == Texts{"没有保存", "重大投诉未送达"});
    driver.run_ms(100);
    CHECK(driver.announcements() == Texts{});
    text = "空间不足";
    driver.settle();
    CHECK(driver.announcements() == Texts{"空间不足"});
    text.clear();
    driver.settle();
    text = "空间不足";
    driver.settle();
    CHECK(driver.announcements() == Texts{"空间不足", "重大投诉未送达"});
}
