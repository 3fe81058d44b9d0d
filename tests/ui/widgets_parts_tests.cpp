// Navigation at any width, words that are never cut, attachments, marks, progress.
#include "tests/ui/support/driver.h"
#include "ui/widgets/text_layout.h"
#include "ui/widgets/widgets.h"

#include <array>
#include <catch_amalgamated.hpp>

using namespace huiyin;
using namespace huiyin::widgets;
using test::Driver;

namespace {

const View phone{.width = 360, .height = 740};
const View large_phone{.width = 360, .height = 2400, .text_scale = 2};
const View tablet{.width = 800, .height = 1280};

constexpr std::array<NavigationItem, 6> english = {
    {{.id = "inbox", .label = "Inbox", .icon = Icon::Inbox, .badge = 12},
     {.id = "complaints", .label = "Complaints", .icon = Icon::Complaints},
     {.id = "new", .label = "New", .icon = Icon::PlusCircle},
     {.id = "dashboard", .label = "Dashboard", .icon = Icon::Chart},
     {.id = "register", .label = "Register", .icon = Icon::Table},
     {.id = "me", .label = "Me", .icon = Icon::User, .at_end = true}}};

} // namespace

TEST_CASE("navigation: six items are reached by name at any size", "[ui][widgets][navigation]") {
    std::size_t page = 1;
    Driver driver(
        [&] {
            const auto pressed = navigation({.name = "Main", .items = english, .selected = page});
            page = pressed.value_or(page);
        },
        phone);
    for (const View& view : {phone, large_phone, tablet, View{.width = 1280, .height = 800}}) {
        driver.set_view(view);
        CHECK(driver.faults().empty());
        for (std::size_t i = 0; i < english.size(); ++i) {
            std::string name(english[i].label);
            name += i == 0 ? ", 12" : "";
            INFO(name << " at " << view.width);
            const Rect rect = driver.find(Role::Button, name).rect();
            CHECK(rect.x >= 0);
            CHECK(rect.right() <= view.width + 0.5f);
            CHECK(rect.width >= 47.9f);
            driver.find(Role::Button, name).tap();
            CHECK(page == i);
        }
    }
}

TEST_CASE("navigation: words of unlike length all stand below their icons where they fit",
          "[ui][widgets][navigation]") {
    auto items = english;
    items[3].label = "Figures";
    float words = 0;
    float longest = 0;
    Driver driver(
        [&] {
            navigation({.name = "Main", .items = items, .selected = 0});
            const TextStyle style{.size = TextSize::Caption, .weight = Weight::Bold};
            words = 0;
            for (const NavigationItem& item : items) {
                words += std::max(48.0f, measure_text(item.label, style).width + 8);
            }
            longest = measure_text("Complaints", style).width;
        },
        phone);
    // As long as they fit, each item is as wide as its word needs.
    driver.set_view({.width = words + 1, .height = 740});
    CHECK(longest > (words + 1) / 6 - 8);
    CHECK(driver.find(Role::Button, "Complaints").rect().width >= longest);
    CHECK(driver.find(Role::Button, "New").rect().width >= 47.9f);
    CHECK(driver.find(Role::Button, "New").rect().width < 52);
    // And not a pixel less: then only the selected one is written.
    driver.set_view({.width = words - 1, .height = 740});
    CHECK(driver.find(Role::Button, "Complaints").rect().width < longest);
}

TEST_CASE("navigation: the written item gets the room its word needs",
          "[ui][widgets][navigation]") {
    std::size_t page = 1;
    float word = 0;
    Driver driver(
        [&] {
            navigation({.name = "Main", .items = english, .selected = page});
            word = measure_text("Complaints", {.size = TextSize::Caption, .weight = Weight::Bold})
                       .width;
        },
        phone);
    CHECK(driver.find(Role::Button, "Complaints").rect().width >= word);
    CHECK(driver.find(Role::Button, "New").rect().width < 60);
    driver.set_view({.width = 2000, .height = 1200, .text_scale = 2});
    CHECK(driver.find(Role::Button, "Complaints").rect().width >= word);
}

TEST_CASE("columns: cards of even columns all reach down to the lowest", "[ui][widgets][layout]") {
    // What is drawn below them tells where they end; the longest decides.
    float below = 0;
    for (const int lines : {1, 6}) {
        Driver driver(
            [&] {
                {
                    Columns columns({.even = true});
                    {
                        const Card card;
                        text("短");
                    }
                    columns.next();
                    const Card card;
                    for (int i = 0; i < lines; ++i) {
                        text("行 " + std::to_string(i));
                    }
                }
                static_cast<void>(button({.label = "下面"}));
            },
            {.width = 800, .height = 1280});
        const float top = driver.find(Role::Button, "下面").rect().y;
        CHECK(top > below);
        below = top;
        // Even columns come to rest: what they remember does not grow by itself.
        driver.settle();
        CHECK(driver.find(Role::Button, "下面").rect().y == top);
        CHECK_FALSE(driver.context().next_frame_at_ms().has_value());
    }
}

TEST_CASE("chips: a long word wraps in its chip and stays on the screen",
          "[ui][widgets][choices]") {
    std::size_t selected = 0;
    std::array<bool, 2> several = {true, false};
    constexpr std::array<Choice, 2> choices = {
        {{"Not satisfied with the invalid verdict"}, {"Other", Icon::Flag}}};
    Driver driver(
        [&] {
            const ScrollArea body({.id = "body", .padding = {16, 0, 16, 0}});
            choice_chips({.id = "one", .label = "Reason", .choices = choices}, selected);
            multi_chips({.id = "many", .label = "Reasons", .choices = choices}, several);
            (void)action_chip({.label = "Missing: contact number of the complainant"});
        },
        large_phone);
    const float line = 24 * 2;
    for (const Role role : {Role::Radio, Role::Checkbox}) {
        const Rect rect = driver.find(role, "Not satisfied with the invalid verdict").rect();
        CHECK(rect.right() <= 344.5f);
        CHECK(rect.height >= 3 * line);
    }
    const Rect missing =
        driver.find(Role::Button, "Missing: contact number of the complainant").rect();
    CHECK(missing.right() <= 344.5f);
    CHECK(missing.height >= 2 * line);
}

TEST_CASE("labels: hint below and label wrapped where they do not fit beside",
          "[ui][widgets][fields]") {
    std::string value;
    Driver driver(
        [&] {
            const ScrollArea body({.id = "body"});
            text_field(
                {.label = "Department and position", .required = true, .hint = "Same as last time"},
                value);
        },
        tablet);
    CHECK(driver.find(Role::TextField, "Department and position").rect().y == 28);
    driver.set_view(large_phone);
    // Two lines of label and one of hint, at least.
    CHECK(driver.find(Role::TextField, "Department and position").rect().y >= 3 * 40 + 8);
}

TEST_CASE("attachments: opened, removed and uploaded by name", "[ui][widgets][attachments]") {
    constexpr std::array<float, 3> levels = {0.2f, 1, 0.5f};
    const std::array<Attachment, 3> shown = {
        {{.name = "照片 1", .texture = 7, .aspect = 1.5f, .removable = true},
         {.name = "照片 2", .progress = 0.42f},
         {.kind = AttachmentKind::Voice,
          .name = "录音",
          .label = "0:42",
          .levels = levels,
          .played = 0.5f,
          .playing = true}}};
    AttachmentsResult last;
    Driver driver(
        [&] {
            const ScrollArea body({.id = "body"});
            const AttachmentsResult now =
                attachments({.name = "附件", .attachments = shown, .remove_label = "移除"});
            last.opened = now.opened ? now.opened : last.opened;
            last.removed = now.removed ? now.removed : last.removed;
        },
        phone);
    CHECK(driver.faults().empty());
    CHECK(driver.find(Role::Button, "照片 2, 42 %").rect().width == 64);
    driver.find(Role::Button, "移除: 照片 1").tap();
    CHECK(last.removed == 0);
    CHECK_FALSE(last.opened.has_value());
    driver.find(Role::Button, "照片 1").tap();
    CHECK(last.opened == 0);
    driver.find(Role::Button, "录音").tap();
    CHECK(last.opened == 2);
    CHECK(driver.find(Role::Button, "录音").has(StatePressed));
}

TEST_CASE("marks: any range is drawn without harm", "[ui][widgets][rows]") {
    constexpr std::array<paint::TextRange, 4> ranges = {{{0, 3}, {6, 9}, {900, 901}, {5, 2}}};
    constexpr std::array<paint::FactRange, 2> facts = {{{0, {0, 2}}, {9, {0, 2}}}};
    constexpr std::array<std::string_view, 1> numbers = {"TS-2026"};
    for (const std::string_view title :
         {"车站广播串音", "", "很长的标题很长的标题很长的标题很长的标题"}) {
        Driver driver(
            [&] {
                const ScrollArea body({.id = "body"});
                (void)complaint_row({.id = "row",
                                     .title = title,
                                     .facts = numbers,
                                     .status = {.label = "待分派"},
                                     .title_hits = ranges,
                                     .fact_hits = facts});
            },
            {.width = 200, .height = 300});
        CHECK(driver.faults().empty());
    }
}

TEST_CASE("progress: its cancel button stands beside the bar", "[ui][widgets][feedback]") {
    int cancelled = 0;
    Driver driver(
        [&] {
            cancelled +=
                progress({.name = "导入", .fraction = 0.5f, .counts = "5 / 10", .cancel = "取消"})
                    ? 1
                    : 0;
        },
        phone);
    CHECK(driver.find(Role::Progress, "导入").value() == "50");
    CHECK(driver.find(Role::Progress, "导入").rect().right() <
          driver.find(Role::Button, "取消").rect().x);
    driver.find(Role::Button, "取消").tap();
    CHECK(cancelled == 1);
}

TEST_CASE("skeleton: shows after 150 ms only, each time anew", "[ui][widgets][feedback]") {
    bool loading = true;
    Driver driver(
        [&] {
            if (loading) {
                skeleton_rows({.name = "载入中"});
            } else {
                text("内容");
            }
        },
        phone);
    // The driver went on until nothing was due.
    CHECK(driver.find(Role::Status, "载入中").exists());
    loading = false;
    driver.run_ms(16);
    loading = true;
    driver.run_ms(100);
    CHECK_FALSE(driver.find(Role::Status, "载入中").exists());
    driver.run_ms(100);
    CHECK(driver.find(Role::Status, "载入中").exists());
}

TEST_CASE("rows: a task grows where large text leaves its title no room", "[ui][widgets][rows]") {
    constexpr std::array<std::string_view, 2> facts = {"周海燕", "会展中心站"};
    Driver driver(
        [&] {
            const ScrollArea body({.id = "body"});
            (void)task_row({.id = "t",
                            .title = "外包人员在设备室拍照并外传",
                            .facts = facts,
                            .remaining = "剩 26 分",
                            .limit = "14:46 前",
                            .mark = MarkOptions{"建议重大", Icon::Flag}});
        },
        tablet);
    const std::string name =
        "外包人员在设备室拍照并外传, 周海燕, 会展中心站, 建议重大, 剩 26 分, 14:46 前";
    CHECK(driver.find(Role::Button, name).rect().height == 72);
    driver.set_view(large_phone);
    // Two lines of title, the mark, facts, what is left and the limit.
    CHECK(driver.find(Role::Button, name).rect().height >= 2 * 48 + 4 * 40 + 28);
}

TEST_CASE("headings: the count goes below a label that fills the line", "[ui][widgets][text]") {
    Driver driver(
        [&] {
            const ScrollArea body({.id = "body"});
            section_heading({.label = "未关闭的已等多久", .count = "22 件"});
        },
        tablet);
    CHECK(driver.find(Role::Text, "22 件").rect().x > 100);
    driver.set_view({.width = 300, .height = 740, .text_scale = 2});
    CHECK(driver.find(Role::Text, "22 件").rect().x < 100);
    CHECK(driver.find(Role::Heading, "未关闭的已等多久").rect().height == 48 + 40);
}

TEST_CASE("action bar: what does not fit beside each other stands one below the other",
          "[ui][widgets][navigation]") {
    const std::array<std::string_view, 1> until = {"已超时，应在 11-11 11:02 前"};
    Driver driver(
        [&] {
            const ActionBar bar({.title = "下一步：把结果反馈给用户", .facts = until});
            static_cast<void>(button({.id = "others", .label = "其他步骤"}));
            static_cast<void>(
                button({.id = "next", .label = "反馈用户", .kind = ButtonKind::Primary}));
        },
        phone);
    const auto others = [&driver] { return driver.find(Role::Button, "其他步骤").rect(); };
    const auto next = [&driver] { return driver.find(Role::Button, "反馈用户").rect(); };
    CHECK(others().y == next().y);
    CHECK(next().width > others().width);
    CHECK(next().right() == Catch::Approx(344));
    driver.set_view({.width = 360, .height = 740, .text_scale = 2});
    CHECK(driver.faults().empty());
    CHECK(others().bottom() + 7.9f <= next().y);
    CHECK(next().width == Catch::Approx(328));
    CHECK(next().bottom() <= 740);
    CHECK(others().right() <= 344.5f);
}

TEST_CASE("facts: in a line where they fit, else each below the other", "[ui][widgets][text]") {
    const std::array<std::string_view, 2> parts = {"2026-11-01 至 2026-11-30",
                                                   "按本机数据计算，截至今天 10:20"};
    Driver driver(
        [&] {
            const Column page({.padding = {16, 0, 16, 0}});
            facts(parts, {.size = TextSize::Caption});
            fact({.label = "部门", .values = std::span(parts).first(1), .label_width = 88});
        },
        tablet);
    const std::string line = std::string(parts[0]) + ", " + std::string(parts[1]);
    const std::string labelled = "部门: " + std::string(parts[0]);
    CHECK(driver.find(Role::Text, line).rect().height == Catch::Approx(20));
    CHECK(driver.find(Role::Text, labelled).rect().height == Catch::Approx(32));
    driver.set_view(large_phone);
    CHECK(driver.find(Role::Text, line).rect().height >= 2 * 40);
    // The label above, and the value in the whole width.
    CHECK(driver.find(Role::Text, labelled).rect().height >= 40 + 48);
}

TEST_CASE("facts: values that do not fit beside their label go on in another line, whole",
          "[ui][widgets][text]") {
    std::vector<std::string_view> values = {"郭志刚", "普通用户"};
    Driver driver(
        [&] {
            const Column page({.padding = {16, 0, 16, 0}});
            fact({.label = "投诉人", .values = values});
        },
        {.width = 360, .height = 740});
    const auto height = [&](std::string_view name) {
        driver.settle();
        return driver.find(Role::Text, name).rect().height;
    };
    CHECK(height("投诉人: 郭志刚, 普通用户") == Catch::Approx(32));
    values.insert(values.begin() + 1, "客运一部 值班站长");
    CHECK(height("投诉人: 郭志刚, 客运一部 值班站长, 普通用户") == Catch::Approx(2 * 24 + 8));
    // One that alone is longer than a line wraps, and the others stand around it.
    values[1] = "客运一部大学城站值班站长兼客运值班员";
    CHECK(height("投诉人: 郭志刚, 客运一部大学城站值班站长兼客运值班员, 普通用户") ==
          Catch::Approx(4 * 24 + 8));
}

TEST_CASE("sync pill: without words it is narrow and read the same", "[ui][widgets][status]") {
    bool icon_only = false;
    Driver driver(
        [&] {
            const Row row;
            static_cast<void>(
                sync_pill({.label = "离线", .detail = "待上传 3", .icon_only = icon_only}));
        },
        phone);
    const float wide = driver.find(Role::Button, "离线, 待上传 3").rect().width;
    icon_only = true;
    driver.set_view(phone);
    driver.settle();
    const float narrow = driver.find(Role::Button, "离线, 待上传 3").rect().width;
    CHECK(narrow == Catch::Approx(40));
    CHECK(wide > 2 * narrow);
}
