// The calendar's arithmetic, the number field and the date sheet.
#include "tests/ui/support/driver.h"
#include "ui/widgets/gallery_words.h"
#include "ui/widgets/widgets.h"

#include <catch_amalgamated.hpp>

using namespace huiyin;
using namespace huiyin::widgets;
using test::Driver;

namespace {

const View tablet{.width = 800, .height = 1280};
const View phone{.width = 360, .height = 740, .text_scale = 2};
constexpr CivilTime monday{{2026, 11, 23}, 14, 20};

struct Field {
    DatePicker picker;
    std::optional<CivilTime> value;
    int changes = 0;
    std::optional<CivilTime> min;
    std::optional<CivilTime> max = monday;

    void draw() {
        changes += date_time_field({.id = "when",
                                    .label = "投诉时间",
                                    .placeholder = "请选择",
                                    .now = monday,
                                    .min = min,
                                    .max = max,
                                    .min_error = "太早",
                                    .max_error = "不能晚于现在",
                                    .words = &gallery_date_words},
                                   picker,
                                   value)
                       ? 1
                       : 0;
    }
};

} // namespace

TEST_CASE("civil: days, months and ISO weeks", "[ui][widgets][date]") {
    CHECK(weekday_index({2026, 11, 23}) == 0);
    CHECK(weekday_index({2024, 2, 29}) == 3);
    CHECK(days_in_month({2024, 2, 10}) == 29);
    CHECK(days_in_month({2026, 2, 1}) == 28);
    CHECK(plus_days({2026, 3, 1}, -1) == CivilDate{2026, 2, 28});
    CHECK(first_of_month({2026, 12, 31}, 1) == CivilDate{2027, 1, 1});
    CHECK(first_of_month({2026, 1, 31}, -1) == CivilDate{2025, 12, 1});
    CHECK(iso_week({2026, 11, 23}) == 48);
    CHECK(iso_week({2021, 1, 3}) == 53);
    CHECK(iso_week({2024, 12, 30}) == 1);
    CHECK_FALSE(exists({2026, 2, 29}));
    CHECK(exists({2024, 2, 29}));
    CHECK_FALSE(exists({2026, 13, 1}));
}

TEST_CASE("number: only a whole number within its limits", "[ui][widgets][number]") {
    CHECK(number_in("07", 0, 23) == 7);
    CHECK(number_in("-3", -5, 5) == -3);
    for (const char* text : {"", " 7", "7h", "24", "99999999999999999999", "1.5"}) {
        CHECK_FALSE(number_in(text, 0, 23).has_value());
    }
    CHECK(number_text(5, 2) == "05");
    CHECK(number_text(120, 2) == "120");
}

TEST_CASE("number: buttons step, stop at the ends and keep bad text", "[ui][widgets][number]") {
    std::string text = "9";
    NumberResult last;
    Driver driver(
        [&] {
            last = number_field({.id = "n",
                                 .label = "期限",
                                 .unit = "小时",
                                 .less_label = "减少",
                                 .more_label = "增加",
                                 .max = 10},
                                text);
        },
        tablet);
    driver.find(Role::Button, "期限: 增加").tap();
    CHECK(text == "10");
    CHECK(driver.find(Role::Button, "期限: 增加").has(StateDisabled));
    driver.find(Role::Button, "期限: 减少").tap();
    CHECK(text == "9");
    driver.find(Role::TextField, "期限").type("九");
    CHECK(text == "九");
    CHECK_FALSE(last.value.has_value());
    driver.find(Role::TextField, "期限").type("4");
    CHECK(last.value == 4);
    CHECK(driver.faults().empty());
}

TEST_CASE("number: steps go to multiples and wrap", "[ui][widgets][number]") {
    std::string text = "53";
    Driver driver(
        [&] {
            number_field({.label = "分",
                          .less_label = "减少",
                          .more_label = "增加",
                          .max = 59,
                          .step = 5,
                          .wraps = true,
                          .digits_min = 2},
                         text);
        },
        tablet);
    driver.find(Role::Button, "分: 增加").tap();
    CHECK(text == "55");
    driver.find(Role::Button, "分: 增加").tap();
    CHECK(text == "00");
    driver.find(Role::Button, "分: 减少").tap();
    CHECK(text == "55");
}

TEST_CASE("date: a day and a time are chosen in the sheet", "[ui][widgets][date]") {
    Field field;
    Driver driver([&] { field.draw(); }, tablet);
    driver.find(Role::Button, "投诉时间: 请选择").tap();
    REQUIRE(field.picker.open);
    CHECK(driver.faults().empty());
    CHECK(driver.find(Role::Radio, "今天").has(StateChecked));
    CHECK(driver.find(Role::Radio, "11 月 23 日 周一").has(StateCurrent));
    CHECK(driver.find(Role::Radio, "11 月 24 日 周二").has(StateDisabled));
    CHECK(driver.find(Role::Group, "第 48 周").exists());
    driver.find(Role::Radio, "11 月 18 日 周三").tap();
    CHECK_FALSE(driver.find(Role::Radio, "今天").has(StateChecked));
    driver.find(Role::TextField, "时").type("9");
    driver.find(Role::Button, "分: 增加").tap();
    driver.find(Role::Button, "确定").tap();
    CHECK_FALSE(field.picker.open);
    CHECK(field.changes == 1);
    CHECK(field.value == CivilTime{{2026, 11, 18}, 9, 25});
}

TEST_CASE("date: chips and months", "[ui][widgets][date]") {
    Field field;
    field.value = CivilTime{{2026, 11, 2}, 8, 0};
    Driver driver([&] { field.draw(); }, tablet);
    driver.find(Role::Button, "投诉时间: 请选择").tap();
    CHECK(driver.find(Role::Button, "下个月").has(StateDisabled));
    driver.find(Role::Button, "上个月").tap();
    CHECK(driver.find(Role::Radio, "10 月 31 日 周六").exists());
    driver.find(Role::Radio, "前天").tap();
    CHECK(field.picker.month == CivilDate{2026, 11, 1});
    driver.find(Role::Button, "取消").tap();
    CHECK_FALSE(field.picker.open);
    CHECK(field.changes == 0);
    CHECK(field.value == CivilTime{{2026, 11, 2}, 8, 0});
}

TEST_CASE("date: a time that is none or out of limits is told and not taken",
          "[ui][widgets][date]") {
    Field field;
    Driver driver([&] { field.draw(); }, tablet);
    driver.find(Role::Button, "投诉时间: 请选择").tap();
    driver.find(Role::TextField, "时").type("25");
    driver.find(Role::Button, "确定").tap();
    CHECK(field.picker.open);
    CHECK(driver.find(Role::TextField, "时").has(StateInvalid));
    driver.find(Role::TextField, "时").type("23");
    driver.find(Role::Button, "确定").tap();
    CHECK(driver.find(Role::Alert, "不能晚于现在").exists());
    CHECK_FALSE(field.value.has_value());
    driver.find(Role::TextField, "时").type("14");
    driver.find(Role::Button, "确定").tap();
    CHECK(field.value == monday);
}

TEST_CASE("date: without a time for periods", "[ui][widgets][date]") {
    DatePicker picker;
    std::optional<CivilDate> day;
    Driver driver(
        [&] {
            date_field({.label = "起", .now = monday, .words = &gallery_date_words}, picker, day);
        },
        tablet);
    driver.find(Role::Button, "起: ").tap();
    CHECK_FALSE(driver.find(Role::TextField, "时").exists());
    driver.find(Role::Radio, "昨天").tap();
    driver.find(Role::Button, "确定").tap();
    CHECK(day == CivilDate{2026, 11, 22});
}

TEST_CASE("date: the sheet fits a phone with text of 200 %", "[ui][widgets][date]") {
    Field field;
    Driver driver([&] { field.draw(); }, phone);
    driver.find(Role::Button, "投诉时间: 请选择").tap();
    for (const Node& node : driver.tree().nodes()) {
        if (is_interactive(node.role) && node.layer > 0) {
            INFO(node.name);
            CHECK(node.rect.x >= 0);
            CHECK(node.rect.right() <= 360.5f);
        }
    }
    driver.find(Role::Radio, "11 月 1 日 周日").tap();
    CHECK(field.picker.chosen == CivilDate{2026, 11, 1});
}
