#include "tests/ui/support/driver.h"
#include "ui/widgets/gallery.h"
#include "ui/widgets/widgets.h"

#include <algorithm>
#include <catch_amalgamated.hpp>
#include <utility>
#include <vector>

using namespace huiyin;
using namespace huiyin::widgets;
using test::Driver;

namespace {

const View tablet{.width = 800, .height = 1280};

} // namespace

TEST_CASE("use: a press and a tap do the same", "[ui][widgets]") {
    int presses = 0;
    Driver driver(
        [&] {
            const ScrollArea body({.id = "body"});
            presses += button({.id = "save", .label = "保存", .kind = ButtonKind::Primary}) ? 1 : 0;
        },
        tablet);
    driver.find(Role::Button, "保存").press();
    CHECK(presses == 1);
    driver.find(Role::Button, "保存").tap();
    CHECK(presses == 2);
}

TEST_CASE("use: a disabled button does nothing", "[ui][widgets]") {
    int presses = 0;
    Driver driver([&] { presses += button({.label = "关闭", .disabled = true}) ? 1 : 0; }, tablet);
    driver.find(Role::Button, "关闭").press();
    driver.find(Role::Button, "关闭").tap();
    CHECK(presses == 0);
}

TEST_CASE("use: typing changes the value and is told once", "[ui][widgets][fields]") {
    std::string name;
    int changes = 0;
    int left = 0;
    Driver driver(
        [&] {
            const FieldResult result =
                text_field({.id = "name", .label = "姓名", .required = true}, name);
            changes += result.changed ? 1 : 0;
            left += result.left ? 1 : 0;
        },
        tablet);
    driver.find(Role::TextField, "姓名").type("赵国栋");
    CHECK(name == "赵国栋");
    CHECK(changes == 1);
    CHECK(left == 1);
    CHECK(driver.find(Role::TextField, "姓名").value() == "赵国栋");
    CHECK(driver.find(Role::TextField, "姓名").has(StateRequired));
}

TEST_CASE("use: fields that are left between two frames are told, all of them",
          "[ui][widgets][fields]") {
    std::string name;
    std::string phone;
    std::string left;
    Driver driver(
        [&] {
            left += text_field({.id = "name", .label = "姓名"}, name).left ? "姓名 " : "";
            left += text_field({.id = "phone", .label = "电话"}, phone).left ? "电话 " : "";
            static_cast<void>(button({.id = "save", .label = "保存"}));
        },
        tablet);
    const auto id_of = [&](Role role, std::string_view label) {
        return driver.tree().find(role, label)->id;
    };
    const NodeId first = id_of(Role::TextField, "姓名");
    const NodeId second = id_of(Role::TextField, "电话");
    const NodeId save = id_of(Role::Button, "保存");
    driver.find(Role::TextField, "姓名").focus();
    // The browser tells of both ends of a move; a busy program hears of several moves at once.
    Context& context = driver.context();
    for (const auto& [from, to] : {std::pair{first, second}, std::pair{second, save}}) {
        context.perform(from, Action::Blur);
        context.perform(to, Action::Focus);
    }
    driver.settle();
    CHECK(left == "姓名 电话 ");
    CHECK(driver.context().focused() == save);
}

TEST_CASE("use: a field from which the program takes the focus is told", "[ui][widgets][fields]") {
    std::string name;
    std::string phone;
    int left = 0;
    bool move = false;
    Driver driver(
        [&] {
            left += text_field({.id = "name", .label = "姓名"}, name).left ? 1 : 0;
            text_field({.id = "phone", .label = "电话"}, phone);
            if (std::exchange(move, false)) {
                request_focus("phone");
            }
        },
        tablet);
    driver.find(Role::TextField, "姓名").focus();
    move = true;
    driver.settle();
    CHECK(left == 1);
    CHECK(driver.find(Role::TextField, "电话").has(StateFocused));
}

TEST_CASE("use: an error is invalid and described", "[ui][widgets][fields]") {
    std::string phone = "138";
    Driver driver([&] { text_field({.label = "电话", .error = "手机号少一位"}, phone); }, tablet);
    CHECK(driver.find(Role::TextField, "电话").has(StateInvalid));
    CHECK(driver.find(Role::TextField, "电话").description() == "手机号少一位");
}

TEST_CASE("use: revisions of the browser's text come back", "[ui][widgets][fields]") {
    std::string content;
    Driver driver([&] { text_area({.label = "内容"}, content); }, tablet);
    const NodeId id = driver.tree().find(Role::TextArea, "内容")->id;
    driver.context().edit(id, "你好", 7, false);
    driver.settle();
    CHECK(content == "你好");
    CHECK(driver.tree().find(id)->revision == 7);
}

TEST_CASE("use: segments and chips choose one", "[ui][widgets][choices]") {
    std::size_t severity = no_choice;
    constexpr std::array<Choice, 3> choices = {{{"一般"}, {"重大"}, {"特别", Icon::None, true}}};
    Driver driver([&] { segmented({.label = "级别", .choices = choices}, severity); }, tablet);
    driver.find(Role::Radio, "重大").tap();
    CHECK(severity == 1);
    CHECK(driver.find(Role::Radio, "重大").has(StateChecked));
    driver.find(Role::Radio, "特别").press();
    CHECK(severity == 1);
}

TEST_CASE("use: one tab is selected, and its panel is the one that is there",
          "[ui][widgets][tabs]") {
    std::size_t selected = 0;
    std::size_t changes = 0;
    constexpr std::array<Choice, 3> names = {
        {{"人员", Icon::None, false, "12"}, {"小组"}, {"平板", Icon::None, true}}};
    Driver driver(
        [&] {
            changes += tabs({.id = "parts", .label = "管理", .tabs = names}, selected) ? 1u : 0u;
            const Landmark panel({.role = Role::TabPanel, .name = names[selected].label});
            caption(names[selected].label);
        },
        tablet);
    CHECK(driver.find(Role::Tab, "人员, 12").has(StateChecked));
    CHECK(driver.find(Role::TabPanel, "人员").exists());
    driver.find(Role::Tab, "小组").tap();
    CHECK(selected == 1);
    CHECK(changes == 1);
    CHECK(driver.find(Role::Tab, "小组").has(StateChecked));
    CHECK_FALSE(driver.find(Role::Tab, "人员, 12").has(StateChecked));
    CHECK(driver.find(Role::TabPanel, "小组").exists());
    CHECK_FALSE(driver.find(Role::TabPanel, "人员").exists());
    // The same again, and one that cannot be selected.
    driver.find(Role::Tab, "小组").tap();
    driver.find(Role::Tab, "平板").press();
    CHECK(selected == 1);
    CHECK(changes == 1);
}

TEST_CASE("use: tabs that do not fit scroll sideways, and what is focused comes into view",
          "[ui][widgets][tabs]") {
    std::size_t selected = 0;
    constexpr std::array<Choice, 4> names = {
        {{"people and roles"}, {"teams and groups"}, {"tablets"}, {"lists of codes"}}};
    Driver driver([&] { tabs({.id = "parts", .label = "Parts", .tabs = names}, selected); },
                  {.width = 360, .height = 740});
    const auto last = [&] { return driver.find(Role::Tab, "lists of codes").rect(); };
    const Rect first = driver.find(Role::Tab, "people and roles").rect();
    CHECK(first.height >= 44);
    CHECK(last().y == first.y);
    REQUIRE(last().right() > 360);
    driver.context().perform(driver.tree().find(Role::Tab, "lists of codes")->id, Action::Focus);
    driver.settle();
    CHECK(last().right() <= 361);
    CHECK(last().x >= 0);
}

TEST_CASE("use: of a row that scrolls the chosen one is in sight", "[ui][widgets][choices]") {
    constexpr std::array<std::string_view, 8> words{
        "待我处理", "超时", "全部", "未关闭", "未同步", "重大", "有冲突", "待分派"};
    std::array<Choice, 8> choices{};
    for (std::size_t i = 0; i < choices.size(); ++i) {
        choices[i].label = words[i];
    }
    std::size_t chip = 6;
    std::size_t tab = 0;
    Driver driver(
        [&] {
            filter_chips({.id = "filter", .label = "筛选", .choices = choices}, chip);
            tabs({.id = "parts", .label = "管理", .tabs = choices}, tab);
        },
        {.width = 360, .height = 740});
    const auto in_sight = [&](Role role, std::string_view name) {
        driver.settle();
        const Rect rect = driver.find(role, name).rect();
        return rect.x >= 0 && rect.right() <= 360;
    };
    CHECK(in_sight(Role::Radio, "有冲突"));
    CHECK(in_sight(Role::Tab, "待我处理"));
    CHECK_FALSE(in_sight(Role::Tab, "待分派"));
    tab = 7;
    CHECK(in_sight(Role::Tab, "待分派"));
    chip = 0;
    CHECK(in_sight(Role::Radio, "待我处理"));
    // What a person scrolls away to look at stays there.
    const auto& nodes = driver.tree().nodes();
    const auto strip = std::find_if(
        nodes.begin(), nodes.end(), [](const Node& n) { return n.role == Role::ScrollArea; });
    driver.context().perform(strip->id, Action::ScrollTo, {}, 300);
    CHECK_FALSE(in_sight(Role::Radio, "待我处理"));
}

TEST_CASE("use: what comes in above does not push the focus out of sight",
          "[ui][widgets][scroll]") {
    bool hint = false;
    Driver driver(
        [&] {
            const ScrollArea page({.id = "page", .gap = 16});
            if (hint) {
                text("可能是同一件事", {});
                gap(80);
            }
            for (int i = 0; i < 40; ++i) {
                const std::string name = "第 " + std::to_string(i) + " 项";
                static_cast<void>(button({.id = name, .label = name}));
            }
        },
        {.width = 360, .height = 740});
    const auto place = [&] { return driver.find(Role::Button, "第 10 项").rect(); };
    driver.find(Role::Button, "第 10 项").focus();
    const float before = place().y;
    REQUIRE(place().bottom() <= 740);
    hint = true;
    driver.settle();
    CHECK(place().bottom() <= 740);
    CHECK(place().y >= 0);
    hint = false;
    driver.settle();
    // Who has scrolled away from it is left where that is.
    const auto& nodes = driver.tree().nodes();
    const auto page = std::find_if(
        nodes.begin(), nodes.end(), [](const Node& n) { return n.role == Role::ScrollArea; });
    driver.context().perform(page->id, Action::ScrollTo, {}, 0);
    driver.settle();
    driver.context().perform(
        driver.tree().find(Role::ScrollArea, "")->id, Action::ScrollTo, {}, before + 200);
    driver.settle();
    REQUIRE(place().bottom() < 0);
    hint = true;
    driver.settle();
    CHECK(place().bottom() < 0);
}

TEST_CASE("use: segments that do not fit become chips", "[ui][widgets][choices]") {
    std::size_t selected = 0;
    constexpr std::array<Choice, 3> choices = {
        {{"service quality"}, {"maintenance team (people)"}, {"suggestions and opinions"}}};
    Driver driver([&] { segmented({.label = "Category", .choices = choices}, selected); },
                  {.width = 360, .height = 740});
    const Rect first = driver.find(Role::Radio, "service quality").rect();
    const Rect last = driver.find(Role::Radio, "suggestions and opinions").rect();
    CHECK(last.y > first.y);
    CHECK(last.right() <= 360);
}

TEST_CASE("use: a list of 100 000 rows asks for the visible ones", "[ui][widgets][list]") {
    std::size_t asked = 0;
    std::size_t pressed = 0;
    Driver driver(
        [&] {
            const ScrollArea area({.id = "rows"});
            List list({.id = "list", .name = "投诉", .count = 100'000, .row_height = 108});
            asked = list.last() - list.first();
            for (std::size_t i = list.first(); i < list.last(); ++i) {
                list.row(i);
                const std::string title = "投诉 " + std::to_string(i);
                if (complaint_row({.id = "row", .title = title, .status = {.label = "待分派"}}) ==
                    RowPress::Pressed) {
                    pressed = i;
                }
            }
        },
        tablet);
    CHECK(asked < 20);
    const NodeId area = driver.tree().nodes()[0].id;
    driver.context().perform(area, Action::ScrollTo, {}, 109.0 * 99'990);
    driver.settle();
    CHECK(asked < 20);
    const Node* last = driver.tree().find(Role::Button, "投诉 99999, 待分派");
    REQUIRE(last != nullptr);
    CHECK(last->rect.height == Catch::Approx(108));
    driver.find(Role::Button, "投诉 99999, 待分派").tap();
    CHECK(pressed == 99'999);
}

TEST_CASE("use: the browser's search reaches rows that are not drawn, in few nodes",
          "[ui][widgets][list]") {
    std::size_t first = 0;
    std::size_t last = 0;
    Driver driver(
        [&] {
            const ScrollArea area({.id = "rows"});
            List list({.id = "list", .name = "投诉", .count = 1000, .row_height = 108});
            const auto find_text = [&list](const std::vector<List::Rows>& pieces) {
                for (const List::Rows& rows : pieces) {
                    list.find_text(rows, "行 " + std::to_string(rows.begin));
                }
            };
            first = list.first();
            last = list.last();
            find_text(list.rows_above());
            for (std::size_t i = first; i < last; ++i) {
                list.row(i);
                text("行 " + std::to_string(i));
            }
            find_text(list.rows_below());
        },
        tablet);
    // From row to row by what is found: each piece is where its rows are, none is drawn already.
    for (const std::size_t wanted : {40u, 100u, 160u, 120u, 64u}) {
        INFO("row " << wanted << ", drawn " << first << " to " << last);
        CHECK(driver.tree().nodes().size() <= 150);
        const Node* piece = driver.tree().find(Role::FindText, "行 " + std::to_string(wanted));
        REQUIRE(piece != nullptr);
        CHECK((wanted + 4 <= first || wanted >= last));
        driver.context().perform(piece->id, Action::ScrollIntoView);
        driver.settle();
        CHECK(first <= wanted);
        CHECK(wanted + 4 <= last);
        CHECK(driver.find(Role::Text, "行 " + std::to_string(wanted)).visible());
    }
}

TEST_CASE("use: within a page that scrolls, an area at its end hands the wheel on",
          "[ui][widgets][scroll]") {
    double outer = 0;
    double inner = 0;
    Driver driver(
        [&] {
            const ScrollArea page({.id = "page", .gap = 0});
            outer = page.offset();
            place_block(200);
            const Rect area = place_block(1280);
            const ScrollArea within({.id = "within", .area = area});
            inner = within.offset();
            place_block(1480);
        },
        tablet);
    const auto wheel = [&driver](float down) {
        driver.context().wheel({400, 900}, {0, down});
        driver.settle();
    };
    wheel(150);
    CHECK((inner == 150 && outer == 0));
    wheel(150);
    CHECK((inner == 200 && outer == 0));
    wheel(500);
    CHECK((inner == 200 && outer == 200));
    wheel(500);
    CHECK((inner == 200 && outer == 200));
    wheel(-500);
    CHECK((inner == 0 && outer == 200));
    wheel(-500);
    CHECK((inner == 0 && outer == 0));
}

TEST_CASE("use: a finger scrolls, flings and presses nothing on its way", "[ui][widgets][scroll]") {
    int presses = 0;
    Driver driver(
        [&] {
            const ScrollArea area({.id = "area"});
            for (int i = 0; i < 60; ++i) {
                const IdScope scope(static_cast<std::uint64_t>(i));
                presses += button({.id = "b", .label = "行 " + std::to_string(i)}) ? 1 : 0;
            }
        },
        tablet);
    driver.drag({400, 1000}, {400, 600}, 120);
    CHECK(presses == 0);
    const Node& area = driver.tree().nodes()[0];
    CHECK(area.scroll > 400 + 100);
    CHECK_FALSE(driver.context().is_scrolling());
}

TEST_CASE("use: reduced motion scrolls but does not fling", "[ui][widgets][scroll]") {
    Driver driver(
        [&] {
            const ScrollArea area({.id = "area"});
            for (int i = 0; i < 60; ++i) {
                text("行 " + std::to_string(i));
            }
        },
        {.width = 800, .height = 800, .reduced_motion = true});
    driver.drag({400, 600}, {400, 400}, 120);
    CHECK(driver.tree().nodes()[0].scroll <= 200);
    CHECK(driver.tree().nodes()[0].scroll > 150);
}

TEST_CASE("use: focus by keyboard scrolls the field into view", "[ui][widgets][scroll]") {
    std::string value;
    Driver driver(
        [&] {
            const ScrollArea area({.id = "area"});
            for (int i = 0; i < 60; ++i) {
                text("行 " + std::to_string(i));
            }
            text_field({.id = "last", .label = "最后"}, value);
        },
        tablet);
    CHECK_FALSE(driver.find(Role::TextField, "最后").visible());
    driver.find(Role::TextField, "最后").focus();
    CHECK(driver.find(Role::TextField, "最后").visible());
    CHECK(driver.find(Role::TextField, "最后").rect().bottom() <= tablet.height);
}

TEST_CASE("use: a filter far to the right comes into view with the focus",
          "[ui][widgets][scroll]") {
    std::vector<std::string> names;
    std::vector<Choice> choices;
    for (int i = 0; i < 12; ++i) {
        names.push_back("筛选条件" + std::to_string(i));
    }
    for (const std::string& name : names) {
        choices.push_back({.label = name});
    }
    std::size_t selected = 0;
    Driver driver(
        [&] { filter_chips({.id = "filter", .label = "筛选", .choices = choices}, selected); },
        {.width = 360, .height = 740});
    const auto strip = [&]() -> const Node& {
        return *std::find_if(driver.tree().nodes().begin(),
                             driver.tree().nodes().end(),
                             [](const Node& node) { return node.role == Role::ScrollArea; });
    };
    CHECK_FALSE(driver.find(Role::Radio, "筛选条件11").visible());
    CHECK(strip().scrolls_across);
    CHECK(strip().scroll == 0);
    driver.find(Role::Radio, "筛选条件11").focus();
    CHECK(driver.find(Role::Radio, "筛选条件11").visible());
    CHECK(driver.find(Role::Radio, "筛选条件11").rect().right() <= 360.01F); // sums of floats
    CHECK(strip().scroll == Catch::Approx(strip().scroll_max));
    // As the browser scrolls its own strip when it looks for a text in it.
    driver.context().perform(strip().id, Action::ScrollTo, {}, 0);
    driver.settle();
    CHECK(driver.find(Role::Radio, "筛选条件0").visible());
    driver.find(Role::Radio, "筛选条件11").tap();
    CHECK(selected == 11);
}

TEST_CASE("use: the keyboard does not hide the focused field", "[ui][widgets][scroll]") {
    std::string value;
    Driver driver(
        [&] {
            const ScrollArea area({.id = "area"});
            gap(1100);
            text_field({.id = "last", .label = "最后"}, value);
        },
        tablet);
    driver.find(Role::TextField, "最后").focus();
    View with_keyboard = tablet;
    with_keyboard.keyboard_height = 500;
    driver.set_view(with_keyboard);
    CHECK(driver.find(Role::TextField, "最后").rect().bottom() <= 1280 - 500 - 15);
}

TEST_CASE("use: a sheet takes all presses and closes by its button", "[ui][widgets][sheet]") {
    Gallery gallery;
    Driver driver([&] { gallery_ui(gallery); }, tablet);
    driver.find(Role::Button, "其他步骤").tap();
    REQUIRE(gallery.sheet_open);
    const Node* below = driver.tree().find(Role::Button, "验证并登记");
    REQUIRE(below != nullptr);
    const std::uint32_t before = gallery.presses;
    driver.find(Role::Radio, "回避").tap();
    CHECK(gallery.sheet_reason == 1);
    CHECK(gallery.presses == before);
    driver.find(Role::Button, "关闭").tap();
    CHECK_FALSE(gallery.sheet_open);
}

TEST_CASE("use: a sheet closes by Escape, but not once something is typed",
          "[ui][widgets][sheet]") {
    bool open = true;
    bool dismissible = true;
    Driver driver(
        [&] {
            if (open) {
                Sheet sheet({.id = "s",
                             .title = "说明",
                             .close_label = "关闭",
                             .dismissible = dismissible,
                             .has_actions = false});
                text("内容");
                if (sheet.closed()) {
                    open = false;
                    request_frame();
                }
            }
        },
        tablet);
    dismissible = false;
    driver.context().perform(0, Action::Dismiss);
    driver.settle();
    CHECK(open);
    dismissible = true;
    driver.context().perform(0, Action::Dismiss);
    driver.settle();
    CHECK_FALSE(open);
}

TEST_CASE("use: nothing asks for frames at rest", "[ui][widgets][idle]") {
    for (std::size_t page = 0; page < 6; ++page) {
        Gallery gallery;
        gallery.page = page;
        Driver driver([&] { gallery_ui(gallery); }, tablet);
        CHECK_FALSE(driver.context().next_frame_at_ms().has_value());
        CHECK(driver.frames() <= 3);
    }
}
