// Sheets to choose from, and the table of the register.
#include "tests/ui/support/driver.h"
#include "ui/widgets/widgets.h"

#include <array>
#include <catch_amalgamated.hpp>
#include <string>
#include <vector>

using namespace huiyin;
using namespace huiyin::widgets;
using test::Driver;

namespace {

const View tablet{.width = 800, .height = 1280};

constexpr std::array<Option, 4> places = {{{"滨江大道站综控室", "", "BJDD"},
                                           {"会展中心站", "票务机房", "HZ"},
                                           {"火车东站", "", "", "本月停用"},
                                           {"大学城站", "设备室"}}};

OptionSheetOptions places_sheet(std::span<const Option> options) {
    static constexpr std::array<std::size_t, 1> recent = {3};
    return {.id = "places",
            .title = "地点",
            .close_label = "关闭",
            .search_label = "搜索地点",
            .clear_label = "清除",
            .options = options,
            .recent = recent,
            .recent_label = "最近用过",
            .all_label = "全部",
            .empty_title = "没有这个地点",
            .more_text = "继续输入以缩小范围",
            .accept_label = "确定",
            .cancel_label = "取消"};
}

} // namespace

TEST_CASE("options: recent first, and a press chooses and closes", "[ui][widgets][options]") {
    OptionPicker picker;
    std::optional<std::size_t> chosen;
    Driver driver(
        [&] {
            if (button({.label = "选地点"})) {
                open_options(picker);
            }
            const auto now = option_sheet(places_sheet(places), picker, chosen);
            chosen = now ? now : chosen;
        },
        tablet);
    driver.find(Role::Button, "选地点").tap();
    CHECK(driver.faults().empty());
    CHECK(driver.find(Role::Text, "最近用过").visible());
    CHECK(driver.find(Role::Button, "大学城站, 设备室").rect().y <
          driver.find(Role::Button, "滨江大道站综控室").rect().y);
    driver.find(Role::Button, "火车东站, 本月停用").tap();
    CHECK(picker.open);
    CHECK_FALSE(chosen.has_value());
    driver.find(Role::Button, "会展中心站, 票务机房").tap();
    CHECK_FALSE(picker.open);
    CHECK(chosen == 1);
    driver.find(Role::Button, "选地点").tap();
    CHECK(driver.find(Role::Button, "会展中心站, 票务机房").has(StateCurrent));
}

TEST_CASE("options: the search looks into details and keywords, in any case",
          "[ui][widgets][options]") {
    OptionPicker picker;
    open_options(picker);
    Driver driver([&] { option_sheet(places_sheet(places), picker); }, tablet);
    driver.find(Role::SearchField, "搜索地点").type("bjdd");
    CHECK(driver.find(Role::Button, "滨江大道站综控室").exists());
    CHECK_FALSE(driver.find(Role::Button, "大学城站, 设备室").exists());
    CHECK_FALSE(driver.find(Role::Text, "最近用过").exists());
    driver.find(Role::SearchField, "搜索地点").type("会展 机房");
    CHECK(driver.find(Role::Button, "会展中心站, 票务机房").exists());
    driver.find(Role::SearchField, "搜索地点").type("没有的");
    CHECK(driver.find(Role::Text, "没有这个地点").visible());
    driver.find(Role::Button, "清除").tap();
    CHECK(driver.find(Role::Text, "最近用过").visible());
}

TEST_CASE("options: several are ticked and taken only when accepted", "[ui][widgets][options]") {
    OptionPicker picker;
    std::vector<std::size_t> chosen = {1};
    open_options(picker, chosen);
    int changes = 0;
    Driver driver(
        [&] { changes += multi_option_sheet(places_sheet(places), picker, chosen) ? 1 : 0; },
        tablet);
    CHECK(driver.find(Role::Checkbox, "会展中心站, 票务机房").has(StateChecked));
    driver.find(Role::Checkbox, "大学城站, 设备室").tap();
    driver.find(Role::Checkbox, "滨江大道站综控室").tap();
    driver.find(Role::Checkbox, "会展中心站, 票务机房").tap();
    CHECK(chosen == std::vector<std::size_t>{1});
    driver.find(Role::Button, "确定").tap();
    CHECK(changes == 1);
    CHECK(chosen == std::vector<std::size_t>{0, 3});
    CHECK_FALSE(picker.open);
}

TEST_CASE("options: a long list is cut and says so", "[ui][widgets][options]") {
    std::vector<std::string> names;
    for (int i = 0; i < 300; ++i) {
        names.push_back("房间 " + std::to_string(i));
    }
    std::vector<Option> rooms;
    for (const std::string& name : names) {
        rooms.push_back({name});
    }
    OptionPicker picker;
    open_options(picker);
    Driver driver([&] { option_sheet(places_sheet(rooms), picker); }, tablet);
    CHECK(driver.find(Role::Text, "继续输入以缩小范围").exists());
    CHECK(driver.find(Role::Button, "房间 100").exists());
    CHECK_FALSE(driver.find(Role::Button, "房间 200").exists());
    driver.find(Role::SearchField, "搜索地点").type("房间 299");
    CHECK(driver.find(Role::Button, "房间 299").visible());
}

TEST_CASE("steps: forbidden ones come last, with their reason, and do nothing",
          "[ui][widgets][options]") {
    constexpr std::array<Step, 3> steps = {
        {{"close", "关闭投诉", "", "回访接通后才能关闭", Icon::Check},
         {"return", "退回", "写明原因", "", Icon::Undo},
         {"cancel", "撤销投诉", "", "", Icon::Trash, Tone::Danger}}};
    bool open = true;
    std::optional<std::size_t> pressed;
    Driver driver(
        [&] {
            const auto now = steps_sheet({.title = "其他步骤",
                                          .close_label = "关闭",
                                          .steps = steps,
                                          .forbidden_label = "现在还不能"},
                                         open);
            pressed = now ? now : pressed;
        },
        {.width = 360, .height = 740, .text_scale = 2});
    CHECK(driver.find(Role::Button, "关闭投诉, 回访接通后才能关闭").has(StateDisabled));
    CHECK(driver.find(Role::Button, "关闭投诉, 回访接通后才能关闭").rect().y >
          driver.find(Role::Button, "撤销投诉").rect().y);
    driver.find(Role::Button, "关闭投诉, 回访接通后才能关闭").tap();
    CHECK(open);
    driver.find(Role::Button, "撤销投诉").tap();
    CHECK(pressed == 2);
    CHECK_FALSE(open);
}

TEST_CASE("table: 100 000 rows, the header stays, columns scroll sideways",
          "[ui][widgets][table]") {
    constexpr std::array<TableColumn, 3> columns = {
        {{"编号", 300}, {"投诉内容", 700}, {"结果", 300, Align::End}}};
    std::size_t asked = 0;
    std::optional<std::size_t> pressed;
    Driver driver(
        [&] {
            Table table(
                {.id = "register", .name = "监督投诉记录表", .columns = columns, .count = 100'000});
            asked = table.last() - table.first();
            for (std::size_t i = table.first(); i < table.last(); ++i) {
                const std::string number = "TS-" + std::to_string(i);
                const std::array<std::string_view, 3> cells = {number, "内容", "满意"};
                if (table.row(i, {.name = number, .cells = cells, .struck = i % 3 == 0})) {
                    pressed = i;
                }
            }
        },
        tablet);
    CHECK(driver.faults().empty());
    CHECK(asked < 40);
    CHECK(driver.find(Role::Table, "监督投诉记录表").visible());
    CHECK(driver.find(Role::ColumnHeader, "编号").visible());
    CHECK_FALSE(driver.find(Role::ColumnHeader, "结果").visible());
    driver.find(Role::Button, "TS-4").tap();
    CHECK(pressed == 4);
    const float head = driver.find(Role::ColumnHeader, "编号").rect().y;
    driver.drag({600, 600}, {200, 600}, 120);
    CHECK(driver.find(Role::ColumnHeader, "结果").visible());
    driver.drag({600, 1000}, {600, 500}, 120);
    CHECK(driver.find(Role::ColumnHeader, "结果").rect().y == head);
    CHECK_FALSE(driver.find(Role::Button, "TS-4").exists());
    CHECK(pressed == 4);
}

TEST_CASE("table: cells stand in rows and under their headers", "[ui][widgets][table]") {
    constexpr std::array<TableColumn, 2> columns = {{{"编号", 100}, {"内容", 100}}};
    Driver driver(
        [&] {
            Table table({.name = "记录", .columns = columns, .count = 1});
            const std::array<std::string_view, 2> cells = {"TS-1", "很长"};
            CHECK_FALSE(table.row(0, {.name = "TS-1", .cells = cells}));
        },
        tablet);
    const auto nodes = driver.tree().nodes();
    const Node* cell = driver.tree().find(Role::Cell, "很长");
    REQUIRE(cell != nullptr);
    CHECK(nodes[static_cast<std::size_t>(cell->parent)].role == Role::Row);
    CHECK(cell->rect.x == driver.find(Role::ColumnHeader, "内容").rect().x);
    CHECK(cell->rect.width == driver.find(Role::ColumnHeader, "内容").rect().width);
    CHECK(cell->rect.right() == Catch::Approx(784));
}
