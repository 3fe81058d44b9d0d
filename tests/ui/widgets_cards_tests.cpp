// Cards, figures and charts: what they say, and what a press on them does.
#include "tests/ui/support/driver.h"
#include "ui/widgets/widgets.h"

#include <array>
#include <catch_amalgamated.hpp>

using namespace huiyin;
using namespace huiyin::widgets;
using test::Driver;

namespace {

const View tablet{.width = 800, .height = 1280};
const View large_phone{.width = 360, .height = 2000, .text_scale = 2};

constexpr std::array<std::string_view, 2> first_parts = {"滨江大道站", "综控室"};
constexpr std::array<std::string_view, 2> second_parts = {"滨江大道站", "信号设备室"};
constexpr std::array<std::string_view, 2> who = {"李晓东", "今天 09:41"};
const std::array<ConflictValue, 2> values = {
    {{"先到服务器", first_parts, who, true}, {"后到", second_parts, who}}};

constexpr std::array<ChartPoint, 4> months = {{{44, "12 月", "十二月 44 件"},
                                               {70, "1", "一月 70 件"},
                                               {0, "2", "二月 0 件"},
                                               {63, "3 月", "三月 63 件"}}};

void check_inside(Driver& driver, float width) {
    for (const Node& node : driver.tree().nodes()) {
        if (is_interactive(node.role)) {
            INFO(node.name);
            CHECK(node.rect.x >= -0.5f);
            CHECK(node.rect.right() <= width + 0.5f);
        }
    }
}

} // namespace

TEST_CASE("conflict: one of both values is chosen", "[ui][widgets][cards]") {
    std::optional<std::size_t> chosen;
    Driver driver(
        [&] {
            const ScrollArea body({.id = "body"});
            const auto now = conflict_card(
                {.id = "place", .title = "地点有两个值", .values = values, .choose = "采用"});
            chosen = now ? now : chosen;
        },
        {.width = 1000, .height = 600});
    CHECK(driver.faults().empty());
    const Rect left = driver.find(Role::Button, "采用: 滨江大道站, 综控室").rect();
    const Rect right = driver.find(Role::Button, "采用: 滨江大道站, 信号设备室").rect();
    CHECK(left.y == right.y);
    CHECK(left.width == Catch::Approx(64).margin(0.1));
    driver.find(Role::Button, "采用: 滨江大道站, 信号设备室").tap();
    CHECK(chosen == 1);
    driver.set_view({.width = 360, .height = 740});
    CHECK(driver.find(Role::Button, "采用: 滨江大道站, 综控室").rect().y <
          driver.find(Role::Button, "采用: 滨江大道站, 信号设备室").rect().y);
    driver.set_view(large_phone);
    check_inside(driver, 360);
}

TEST_CASE("conflict: who may not decide sees values, no button and who decides",
          "[ui][widgets][cards]") {
    Driver driver(
        [&] {
            const ScrollArea body({.id = "body"});
            CHECK_FALSE(conflict_card({.title = "地点有两个值",
                                       .values = values,
                                       .waits_for = "等用户关系经理周敏选定"}));
        },
        tablet);
    CHECK(driver.find(Role::Text, "等用户关系经理周敏选定").visible());
    CHECK(driver.find(Role::Text, "后到: 滨江大道站, 信号设备室, 李晓东, 今天 09:41").visible());
    for (const Node& node : driver.tree().nodes()) {
        CHECK(node.role != Role::Button);
    }
}

TEST_CASE("conflict: the banner of a phone is 72 high and grows with text",
          "[ui][widgets][cards]") {
    bool pressed = false;
    Driver driver(
        [&] {
            const ScrollArea body({.id = "body", .padding = {16, 0, 16, 0}});
            pressed |= conflict_banner({.id = "b",
                                        .title = "地点有两个不同的值",
                                        .text = "综控室，或信号设备室",
                                        .choose = "选定"});
        },
        {.width = 360, .height = 740});
    CHECK(driver.find(Role::Text, "地点有两个不同的值, 综控室，或信号设备室").rect().height == 72);
    driver.find(Role::Button, "选定").tap();
    CHECK(pressed);
    driver.set_view(large_phone);
    check_inside(driver, 360);
    CHECK(driver.find(Role::Text, "地点有两个不同的值, 综控室，或信号设备室").rect().height > 72);
}

TEST_CASE("card heading: a target of 48 that goes on below with large text",
          "[ui][widgets][cards]") {
    bool pressed = false;
    Driver driver(
        [&] {
            const ScrollArea body({.id = "body", .padding = {16, 0, 16, 0}});
            const Card card({.padding = space::l});
            pressed |= card_heading({.id = "h", .label = "投诉量", .caption = "近 12 个月，件"});
        },
        {.width = 360, .height = 740});
    CHECK(driver.faults().empty());
    CHECK(driver.find(Role::Heading, "投诉量").visible());
    CHECK(driver.find(Role::Button, "投诉量, 近 12 个月，件").rect().height == 48);
    driver.find(Role::Button, "投诉量, 近 12 个月，件").tap();
    CHECK(pressed);
    driver.set_view(large_phone);
    check_inside(driver, 360);
    CHECK(driver.find(Role::Button, "投诉量, 近 12 个月，件").rect().height > 48);
}

TEST_CASE("alert: tells what happened and gives three ways on", "[ui][widgets][cards]") {
    AlertAction action = AlertAction::None;
    Driver driver(
        [&] {
            const ScrollArea body({.id = "body"});
            const AlertAction now = alert_card({.id = "major",
                                                .mark = MarkOptions{"重大", Icon::Flag},
                                                .title = "通知未送达",
                                                .waiting = "已等 21 分",
                                                .subject = "调度电话中断",
                                                .reason = "平板 3 小时未联网",
                                                .primary = "拨打 139",
                                                .primary_target = "tel:139",
                                                .secondary = "已告知",
                                                .quiet = "看投诉"});
            action = now == AlertAction::None ? action : now;
        },
        tablet);
    CHECK(driver.faults().empty());
    CHECK(driver.find(Role::Heading, "通知未送达").visible());
    CHECK(driver.find(Role::Link, "拨打 139").value() == "tel:139");
    driver.find(Role::Link, "拨打 139").press();
    CHECK(action == AlertAction::Primary);
    driver.find(Role::Button, "已告知").tap();
    CHECK(action == AlertAction::Secondary);
    driver.find(Role::Button, "看投诉").tap();
    CHECK(action == AlertAction::Quiet);
    driver.set_view(large_phone);
    check_inside(driver, 360);
}

TEST_CASE("stats: six tiles in a row, three, two or one", "[ui][widgets][stats]") {
    constexpr std::array<StatTile, 6> tiles = {{{"投诉量", "63", "件", "比上月多 8"},
                                                {"有效投诉率", "71.4", "%", "35 / 49"},
                                                {"处理及时率", "88.5", "%"},
                                                {"回访满意率", "91.2", "%"},
                                                {"关闭率", "65.1", "%"},
                                                {"处理时长", "2.3", "天"}}};
    std::optional<std::size_t> pressed;
    Driver driver(
        [&] {
            const ScrollArea body({.id = "body"});
            const auto now = stat_tiles({.name = "指标", .tiles = tiles});
            pressed = now ? now : pressed;
        },
        {.width = 1152, .height = 800});
    const auto in_first_row = [&] {
        int count = 0;
        float top = -1;
        for (const Node& node : driver.tree().nodes()) {
            if (node.role == Role::Button) {
                top = top < 0 ? node.rect.y : top;
                count += node.rect.y == top ? 1 : 0;
            }
        }
        return count;
    };
    CHECK(in_first_row() == 6);
    CHECK(driver.find(Role::Button, "投诉量: 63 件, 比上月多 8").rect().height == 112);
    CHECK(driver.find(Role::Button, "投诉量: 63 件, 比上月多 8").rect().width == 182);
    driver.find(Role::Button, "关闭率: 65.1 %").tap();
    CHECK(pressed == 4);
    driver.set_view(tablet);
    CHECK(in_first_row() == 3);
    driver.set_view({.width = 328, .height = 740});
    CHECK(in_first_row() == 2);
    driver.set_view(large_phone);
    CHECK(in_first_row() == 1);
    CHECK(driver.faults().empty());
}

TEST_CASE("chart: each point is a button in a figure that says what it shows",
          "[ui][widgets][charts]") {
    std::optional<std::size_t> pressed;
    Driver driver(
        [&] {
            const ScrollArea body({.id = "body"});
            const auto now = line_chart({.id = "c",
                                         .name = "投诉量",
                                         .summary = "三月 63 件，一月最多",
                                         .points = months,
                                         .series_label = "63 本年",
                                         .max_label = "70"});
            pressed = now ? now : pressed;
        },
        tablet);
    CHECK(driver.faults().empty());
    CHECK(driver.find(Role::Figure, "投诉量").visible());
    CHECK(driver.find(Role::Text, "三月 63 件，一月最多").visible());
    driver.find(Role::Button, "二月 0 件").tap();
    CHECK(pressed == 2);
    CHECK(driver.find(Role::Button, "十二月 44 件").rect().x <
          driver.find(Role::Button, "三月 63 件").rect().x);
    driver.set_view(large_phone);
    check_inside(driver, 360);
}

TEST_CASE("chart: nothing, one point and only zeros draw without harm", "[ui][widgets][charts]") {
    for (std::size_t count = 0; count <= 2; ++count) {
        constexpr std::array<ChartPoint, 2> zeros = {
            {{0, "1", "一月 0 件"}, {0, "2", "二月 0 件"}}};
        Driver driver(
            [&] {
                const ScrollArea body({.id = "body"});
                line_chart({.name = "投诉量", .points = std::span(zeros).first(count)});
                bar_chart({.name = "小组"});
                stacked_bar({.name = "存储"});
            },
            tablet);
        CHECK(driver.find(Role::Button, "一月 0 件").exists() == (count > 0));
    }
}

TEST_CASE("bars: values keep their proportion and start at nothing", "[ui][widgets][charts]") {
    constexpr std::array<Bar, 3> bars = {{{"终端桌面组", 12, "12"},
                                          {"AFC 系统组", 9, "9"},
                                          {"网络安全组", 0, "0", "网络安全组 0 件"}}};
    std::optional<std::size_t> pressed;
    Driver driver(
        [&] {
            const ScrollArea body({.id = "body"});
            const auto now = bar_chart({.name = "有效投诉", .bars = bars});
            pressed = now ? now : pressed;
        },
        tablet);
    CHECK(driver.find(Role::Button, "AFC 系统组: 9").rect().height == 48);
    driver.find(Role::Button, "网络安全组 0 件").tap();
    CHECK(pressed == 2);
    driver.set_view(large_phone);
    check_inside(driver, 360);
    CHECK(driver.faults().empty());
}

TEST_CASE("bars: rates and parts are read with their numbers", "[ui][widgets][charts]") {
    constexpr std::array<StackPart, 2> parts = {
        {{"记录 118 MB", 118}, {"附件 294 MB", 294, Tone::Muted}}};
    int rate = 0;
    std::optional<std::size_t> part;
    Driver driver(
        [&] {
            const ScrollArea body({.id = "body"});
            rate += rate_bar({.label = "回访成功率",
                              .fraction = "34 / 45，目标 80 %",
                              .figure = "75.6 %",
                              .rate = 0.756,
                              .target = 0.8})
                        ? 1
                        : 0;
            const auto now =
                stacked_bar({.name = "存储", .parts = parts, .total = 2048, .pressable = true});
            part = now ? now : part;
        },
        tablet);
    driver.find(Role::Button, "回访成功率: 75.6 %, 34 / 45，目标 80 %").tap();
    CHECK(rate == 1);
    driver.find(Role::Button, "附件 294 MB").tap();
    CHECK(part == 1);
    CHECK(driver.find(Role::Figure, "存储").visible());
}
