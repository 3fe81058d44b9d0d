// Inbox, list and statistics as their people see them.
#include "core/domain/targets.h"
#include "tests/ui/support/department_desk.h"
#include "tests/ui/support/life.h"
#include "ui/app/format.h"
#include "ui/app/records.h"
#include "ui/widgets/page_requests.h"

#include <algorithm>
#include <array>
#include <catch_amalgamated.hpp>
#include <variant>

using namespace huiyin;
using test::DepartmentDesk;
using test::Seat;
using WidgetRole = huiyin::widgets::Role;

namespace {

base::Uuid one_complaint(DepartmentDesk& desk) {
    const base::Uuid id = desk.record(tests::make_intake(desk.clock.now_ms - 60'000));
    desk.sync();
    return id;
}

/// As after an answer of the server, which the desk bypasses.
void look_again(Seat& seat) {
    seat.app.list().invalidate();
    seat.app.inbox().invalidate();
    seat.app.statistics().invalidate();
}

} // namespace

TEST_CASE("inbox: a recorded complaint is the manager's task and news", "[ui][desk]") {
    DepartmentDesk desk;
    const base::Uuid id = one_complaint(desk);
    Seat& seat = *desk.manager;
    look_again(seat);
    seat.app.go_to(app::Screen::Inbox);
    seat.driver.settle();
    CHECK(seat.shows("待分派"));
    CHECK(seat.shows("登记了投诉"));
    CHECK(seat.app.inbox().task_count() == 1);
    CHECK(seat.app.inbox().unread_count() == 1);
    // The acceptor has nothing to do meanwhile.
    CHECK(desk.acceptor->app.inbox().task_count() == 0);
    // Opening it is reading it.
    seat.app.select(id);
    CHECK(seat.app.inbox().unread_count() == 0);
    CHECK(domain::delivery_of(seat.complaint(), seat.app.directory()) == domain::Delivery::Read);
}

TEST_CASE("inbox: what is late with others is overseen by the manager and the team leader",
          "[ui][desk]") {
    DepartmentDesk desk;
    const base::Uuid id = one_complaint(desk);
    test::life::dispatch(desk, id);
    desk.sync();
    const auto overseen = [](Seat& seat) {
        look_again(seat);
        seat.app.go_to(app::Screen::Inbox);
        seat.driver.settle();
        return seat.shows("督办");
    };
    constexpr std::int64_t day_ms = 24LL * 60 * 60 * 1000;
    const auto due = desk.manager->app.complaint(id)->steps.empty()
                         ? std::nullopt
                         : domain::next_target(*desk.manager->app.complaint(id),
                                               desk.manager->app.directory().policy);
    REQUIRE(due);
    desk.clock.now_ms = due->due_utc_ms - day_ms;
    CHECK_FALSE(overseen(*desk.manager));
    // By time alone, within a minute.
    desk.clock.now_ms += 1;
    desk.manager->driver.settle();
    CHECK(overseen(*desk.manager));
    CHECK(desk.manager->shows("待接收"));
    // Nothing that the manager has to do: it counts nowhere.
    CHECK(desk.manager->app.inbox().task_count() == 0);
    CHECK(desk.manager->app.inbox().overdue_count() == 0);
    CHECK_FALSE(overseen(*desk.leader));
    desk.clock.now_ms = due->due_utc_ms + 1;
    CHECK(overseen(*desk.leader));
    CHECK_FALSE(overseen(*desk.acceptor));
    // It is the member's own task.
    CHECK_FALSE(overseen(*desk.member));
    CHECK(desk.member->shows("待接收"));
}

TEST_CASE("list: filters and orders show what they say", "[ui][desk]") {
    DepartmentDesk desk;
    one_complaint(desk);
    Seat& seat = *desk.manager;
    look_again(seat);
    seat.app.go_to(app::Screen::Complaints);
    for (const auto filter : {store::ListFilter::Mine,
                              store::ListFilter::Open,
                              store::ListFilter::ToDispatch,
                              store::ListFilter::All}) {
        seat.app.list().set_filter(filter);
        CHECK(seat.app.list().rows().size() == 1);
        CHECK(seat.app.list().counts().of(filter) == 1);
    }
    for (const auto filter : {store::ListFilter::Closed,
                              store::ListFilter::Handling,
                              store::ListFilter::Conflicted,
                              store::ListFilter::Unsent}) {
        seat.app.list().set_filter(filter);
        CHECK(seat.app.list().rows().empty());
        CHECK(seat.app.list().counts().of(filter) == 0);
    }
    // Ten days later nobody has dispatched it.
    desk.clock.now_ms += 10LL * 24 * 60 * 60 * 1000;
    seat.app.list().set_filter(store::ListFilter::Overdue);
    CHECK(seat.app.list().rows().size() == 1);
    seat.app.list().set_sort(store::ListSort::Due);
    CHECK(seat.app.list().rows().size() == 1);
}

TEST_CASE("list: pulled down, it syncs", "[ui][desk][touch]") {
    test::LoneSeat lone;
    Seat& seat = lone.seat;
    lone.record(1);
    seat.app.go_to(app::Screen::Complaints);
    seat.driver.settle();
    const auto syncs = [&seat] {
        return std::count_if(
            seat.network.sent.begin(), seat.network.sent.end(), [](const app::Request& request) {
                return request.kind == app::RequestKind::Sync;
            });
    };
    REQUIRE(syncs() == 0);
    const widgets::Point row = seat.driver.tree().find(WidgetRole::ListItem, "")->rect.center();
    seat.driver.drag(row, {row.x, row.y + 60}, 200);
    CHECK(syncs() == 0);
    seat.driver.drag(row, {row.x, row.y + 220}, 200);
    CHECK(syncs() == 1);
    CHECK_FALSE(seat.app.selected());
}

TEST_CASE("list: a finger that rests on a row opens the steps of its complaint",
          "[ui][desk][touch]") {
    for (const widgets::View& view : {widgets::View{.width = 800, .height = 1280},
                                      widgets::View{.width = 1280, .height = 800}}) {
        DepartmentDesk desk(view);
        const base::Uuid id = one_complaint(desk);
        Seat& seat = *desk.manager;
        look_again(seat);
        seat.app.go_to(app::Screen::Complaints);
        seat.driver.settle();
        const widgets::Point row = seat.driver.tree().find(WidgetRole::ListItem, "")->rect.center();
        seat.driver.pointer(widgets::PointerPhase::Down, row);
        seat.driver.run_ms(600);
        REQUIRE(seat.app.selected());
        CHECK(seat.complaint().id == id);
        CHECK(seat.find(WidgetRole::Dialog, "其他步骤").exists());
        CHECK(seat.find(WidgetRole::Button, "分派到小组").exists());
        // Lifting it neither presses a step nor closes the sheet.
        seat.driver.pointer(widgets::PointerPhase::Up, row);
        seat.driver.settle();
        CHECK(seat.find(WidgetRole::Dialog, "其他步骤").exists());
        // It is there once: another look at the complaint does not bring it back.
        seat.press("关闭");
        seat.app.go_back();
        seat.app.select(id);
        seat.driver.settle();
        CHECK_FALSE(seat.find(WidgetRole::Dialog, "其他步骤").exists());
    }
}

TEST_CASE("complaint: reads that are folded away say so, and that they are shown", "[ui][desk]") {
    DepartmentDesk desk;
    const base::Uuid id = one_complaint(desk);
    desk.manager->app.select(id); // reading it
    Seat& seat = desk.turn(desk.manager, id);
    const std::string show = "显示已读与打印 1 条";
    REQUIRE(seat.find(WidgetRole::Button, show).exists());
    CHECK(seat.find(WidgetRole::Button, show).has(widgets::StateExpandable));
    CHECK_FALSE(seat.find(WidgetRole::Button, show).has(widgets::StateExpanded));
    seat.press(show);
    CHECK(seat.find(WidgetRole::Button, "收起已读与打印").has(widgets::StateExpanded));
}

TEST_CASE("format: lengths of time, parts and sizes in both languages", "[ui][format]") {
    using app::Language;
    constexpr std::int64_t minute = 60'000;
    constexpr std::int64_t hour = 60 * minute;
    constexpr std::int64_t day = 24 * hour;

    struct Length {
        std::int64_t ms;
        std::string_view zh;
        std::string_view en;
    };

    for (const Length& length : {Length{0, "0 分", "0 min"},
                                 Length{minute - 1, "0 分", "0 min"},
                                 Length{48 * minute, "48 分", "48 min"},
                                 Length{hour, "1 小时", "1 h"},
                                 Length{2 * hour + 33 * minute, "2 小时 33 分", "2 h 33 min"},
                                 Length{10 * hour + 5 * minute, "10 小时", "10 h"},
                                 Length{day - 1, "23 小时", "23 h"},
                                 Length{day, "1 天", "1 d"},
                                 Length{2 * day - 1, "1 天", "1 d"},
                                 Length{2 * day, "2 天", "2 d"},
                                 Length{1'234 * day, "1,234 天", "1,234 d"}}) {
        CHECK(app::duration_text(length.ms, Language::Chinese) == length.zh);
        CHECK(app::duration_text(length.ms, Language::English) == length.en);
    }
    CHECK(app::duration_figure(156 * minute, Language::Chinese) == "2.6 小时");
    CHECK(app::duration_figure(day + 7 * hour, Language::English) == "1.3 d");
    CHECK(app::duration_figure(59 * minute, Language::English) == "59 min");
    CHECK(app::percent_text(7, 8) == "87.5 %");
    CHECK(app::percent_text(1, 3) == "33.3 %");
    CHECK(app::percent_text(2, 3) == "66.7 %");
    CHECK(app::percent_text(4, 4) == "100 %");
    CHECK(app::percent_text(0, 0).empty());
    tests::FakeClock clock;
    clock.now_ms = 1'795'154'400'000; // 2026-11-20 14:00 in China
    const domain::Day first = domain::day_of({2026, 11, 1});
    CHECK(app::day_words(first, clock, Language::Chinese) == "11 月 1 日");
    CHECK(app::day_words(first, clock, Language::English) == "1 Nov");
    CHECK(app::day_words(first - 365, clock, Language::Chinese) == "2025 年 11 月 1 日");
    CHECK(app::day_words(first - 365, clock, Language::English) == "1 Nov 2025");
    CHECK(app::month_words(12, Language::English) == "Dec");
    CHECK(app::bytes_text(0) == "0 KB");
    CHECK(app::bytes_text(100) == "0.1 KB");
    CHECK(app::bytes_text(99'900) == "99.9 KB");
    CHECK(app::bytes_text(300'000) == "300 KB");
    CHECK(app::bytes_text(3'200'000) == "3.2 MB");
    CHECK(app::bytes_text(1'500'000'000) == "1.5 GB");
}

TEST_CASE("statistics: a figure leads to the complaints behind it, and back", "[ui][desk]") {
    DepartmentDesk desk;
    one_complaint(desk);
    Seat& seat = *desk.manager;
    look_again(seat);
    seat.app.go_to(app::Screen::Dashboard);
    seat.driver.settle();
    CHECK(seat.app.statistics().figures().recorded == 1);
    CHECK(seat.app.statistics().figures().pending == 1);
    CHECK(seat.shows("投诉量"));
    CHECK(seat.shows("待核实 1"));
    store::Drill behind = seat.app.statistics().drill();
    seat.app.drill(behind, "投诉量");
    CHECK(seat.app.list().rows().size() == 1);
    behind.state = domain::State::Closed;
    seat.app.drill(behind, "关闭率");
    CHECK(seat.app.list().rows().empty());
    seat.driver.settle();
    seat.press("关闭率，返回全部");
    CHECK_FALSE(seat.app.list().drill());
    CHECK(seat.app.list().rows().size() == 1);
    // So does the heading of a chart.
    seat.app.go_to(app::Screen::Dashboard);
    seat.driver.settle();
    seat.press("未关闭的已等多久, 1 件");
    REQUIRE(seat.app.list().drill());
    CHECK(seat.app.list().drill()->only_open);
    CHECK(seat.app.list().rows().size() == 1);
}

TEST_CASE("statistics: a period of one's own, and who waits how long in it", "[ui][desk]") {
    using domain::day_of;
    DepartmentDesk desk;
    one_complaint(desk);
    const domain::Day recorded =
        domain::local_day(desk.manager->app.directory().policy.calendar, desk.clock.now_ms);
    desk.clock.now_ms += 8LL * 24 * 60 * 60 * 1000;
    Seat& seat = *desk.manager;
    look_again(seat);
    seat.app.go_to(app::Screen::Dashboard);
    seat.driver.settle();
    seat.press_in_front(WidgetRole::Radio, "自选");
    INFO(seat.driver.tree().dump());
    CHECK(seat.app.statistics().period() == app::Period::Own);
    seat.press("从: " + app::day_text(seat.app.statistics().range().from));
    CHECK(seat.driver.tree().modal() != nullptr);
    seat.press_in_front(WidgetRole::Button, seat.app.say(app::Text::Cancel));
    seat.app.statistics().set_range({recorded + 1, recorded + 1});
    CHECK(seat.app.statistics().figures().recorded == 0);
    CHECK(seat.app.statistics().before().recorded == 1);
    seat.app.statistics().set_range({recorded, recorded});
    seat.driver.settle();
    CHECK(seat.app.statistics().figures().open_by_age ==
          std::array<std::int64_t, domain::open_age_count>{0, 0, 1, 0});
    seat.press("7 至 30 天: 1");
    REQUIRE(seat.app.list().drill());
    CHECK(seat.app.list().rows().size() == 1);
    const store::Drill younger = seat.app.statistics().drill_open_age(1);
    seat.app.drill(younger, "3 至 7 天");
    CHECK(seat.app.list().rows().empty());
}

TEST_CASE("statistics: rates are compared to the period before", "[ui][desk]") {
    DepartmentDesk desk;
    Seat& seat = *desk.manager;
    look_again(seat);
    seat.app.go_to(app::Screen::Dashboard);
    seat.driver.settle();
    // Nothing in either period: no trend is made up.
    CHECK(seat.shows("处理及时率: 无"));
    CHECK(seat.app.statistics().months().size() == 12);
    CHECK(seat.shows("未关闭的已等多久"));
}

TEST_CASE("register: it and the statistics name what may be missing", "[ui][desk]") {
    DepartmentDesk desk;
    one_complaint(desk);
    sync::SyncResponse answer;
    answer.protocol = 2;
    answer.epoch = desk.manager->store->position()->epoch;
    answer.cursor = desk.manager->store->position()->cursor;
    answer.silent_tablets = {"N5T", "K2V"};
    for (const auto& seat : {&desk.manager, &desk.acceptor}) {
        REQUIRE((*seat)->store->take(answer));
        look_again(**seat);
        (*seat)->app.go_to(app::Screen::Dashboard);
        (*seat)->driver.settle();
    }
    CHECK(desk.manager->shows("还有 2 台平板 3 天以上没有同步"));
    // Who may not print the register is not concerned, whatever the tablet was told for another.
    CHECK_FALSE(desk.acceptor->shows("天以上没有同步"));
    app::RegisterModel paper(desk.manager->app);
    const std::string html = paper.html(/*a3=*/false);
    CHECK(html.find("未同步终端：N5T、K2V") != std::string::npos);
    CHECK(html.find("2 台终端、0 条记录未合并") != std::string::npos);
}

TEST_CASE("register: its totals are figures of their own", "[ui][desk]") {
    DepartmentDesk desk;
    one_complaint(desk);
    Seat& seat = *desk.manager;
    look_again(seat);
    seat.app.go_to(app::Screen::Register);
    seat.driver.settle();
    CHECK(seat.driver.find(WidgetRole::Text, "待核实 1").visible());
    CHECK(seat.driver.find(WidgetRole::Text, "已关闭 0").visible());
}

TEST_CASE("statistics: periods are the calendar's", "[ui][desk]") {
    using domain::day_of;
    const domain::Day friday = day_of({2026, 11, 20});
    CHECK(app::range_of(app::Period::Week, friday) ==
          app::DayRange{day_of({2026, 11, 16}), day_of({2026, 11, 22})});
    CHECK(app::range_of(app::Period::Month, friday) ==
          app::DayRange{day_of({2026, 11, 1}), day_of({2026, 11, 30})});
    CHECK(app::range_of(app::Period::Quarter, friday) ==
          app::DayRange{day_of({2026, 10, 1}), day_of({2026, 12, 31})});
    CHECK(app::range_of(app::Period::Year, friday) ==
          app::DayRange{day_of({2026, 1, 1}), day_of({2026, 12, 31})});
    CHECK(app::range_before(app::Period::Month, {day_of({2026, 3, 1}), day_of({2026, 3, 31})}) ==
          app::DayRange{day_of({2026, 2, 1}), day_of({2026, 2, 28})});
    CHECK(app::range_before(app::Period::Own, {friday, friday + 2}) ==
          app::DayRange{friday - 3, friday - 1});
}

TEST_CASE("register: the workbook comes from the server and is offered once", "[ui][desk]") {
    DepartmentDesk desk;
    one_complaint(desk);
    Seat& seat = *desk.manager;
    look_again(seat);
    seat.app.go_to(app::Screen::Register);
    seat.driver.settle();
    seat.press("导出 XLSX");
    REQUIRE(seat.network.sent.back().kind == app::RequestKind::RegisterFile);
    const app::RegisterPeriod month = app::RegisterModel(seat.app).period();
    CHECK(seat.network.sent.back().path ==
          "/api/v1/register.xlsx?from=" + app::day_text(month.first) +
              "&to=" + app::day_text(month.last) + "&language=zh");
    CHECK(seat.network.sent.back().token == "token");
    CHECK(seat.network.sent.back().body.empty());
    // One is under way: the button waits, and says so.
    CHECK(seat.find(WidgetRole::Button, "导出 XLSX").has(widgets::StateDisabled));
    CHECK(seat.shows("服务器正在生成 XLSX"));
    CHECK(seat.driver.context().take_page_requests().empty());
    seat.app.answered(app::RequestKind::RegisterFile, {200, "PK workbook", 0});
    seat.driver.settle();
    const auto offered = seat.driver.context().take_page_requests();
    REQUIRE(offered.size() == 1);
    const auto& download = std::get<widgets::DownloadRequest>(offered.front());
    CHECK(download.file_name == "监督投诉记录表 " + app::day_text(month.first) + "_" +
                                    app::day_text(month.last) + ".xlsx");
    CHECK(std::string(download.bytes.begin(), download.bytes.end()) == "PK workbook");
    seat.driver.settle();
    CHECK(seat.driver.context().take_page_requests().empty());
    CHECK_FALSE(seat.find(WidgetRole::Button, "导出 XLSX").has(widgets::StateDisabled));
}

TEST_CASE("register: why there is no workbook is said in plain words", "[ui][desk]") {
    DepartmentDesk desk;
    one_complaint(desk);
    Seat& seat = *desk.manager;
    look_again(seat);
    seat.app.go_to(app::Screen::Register);
    seat.driver.settle();
    for (const auto& [status, words] : {std::pair{503, "服务器正忙，请稍后再导出"},
                                        std::pair{413, "请选不超过一年的期间"},
                                        std::pair{500, "服务器没能生成 XLSX"},
                                        std::pair{403, "没有查看记录表的权限"}}) {
        seat.press("导出 XLSX");
        seat.app.answered(app::RequestKind::RegisterFile, {status, {}, 0});
        seat.driver.settle();
        INFO(status);
        CHECK(seat.shows(words));
    }
    seat.app.set_online(false);
    seat.driver.settle();
    CHECK_FALSE(seat.find(WidgetRole::Button, "导出 XLSX").exists());
    CHECK(seat.shows("XLSX 由服务器生成，需要网络。没有网络时可用 CSV 表格"));
    CHECK(seat.find(WidgetRole::Button, "CSV 表格").exists());
}

TEST_CASE("register: an ended sign-in is said where the workbook would be", "[ui][desk]") {
    DepartmentDesk desk;
    one_complaint(desk);
    Seat& seat = *desk.manager;
    look_again(seat);
    seat.app.go_to(app::Screen::Register);
    seat.driver.settle();
    seat.press("导出 XLSX");
    seat.app.answered(app::RequestKind::RegisterFile, {401, {}, 0});
    seat.driver.settle();
    CHECK_FALSE(seat.find(WidgetRole::Button, "导出 XLSX").exists());
    CHECK(seat.shows("登录已过期，重新登录后可导出 XLSX"));
}

TEST_CASE("me: reminders are switched on by a press and off again", "[ui][desk]") {
    DepartmentDesk desk;
    Seat& seat = *desk.manager;
    seat.app.go_to(app::Screen::Me);
    seat.driver.settle();
    const auto toggle = [&] { return seat.find(WidgetRole::Switch, "新消息提醒"); };
    CHECK_FALSE(toggle().exists()); // the browser has not said
    seat.app.reminders_told(app::ReminderPermission::NotAsked);
    seat.driver.settle();
    CHECK_FALSE(seat.app.take_reminder_question()); // nobody pressed anything
    toggle().press();
    CHECK(seat.app.take_reminder_question());
    CHECK(seat.shows("请在浏览器的询问中选择允许"));
    seat.app.reminders_told(app::ReminderPermission::Granted);
    seat.driver.settle();
    CHECK(toggle().has(widgets::StateChecked));
    CHECK(seat.shows("只写投诉编号和事由"));
    toggle().press();
    CHECK_FALSE(toggle().has(widgets::StateChecked));
    CHECK_FALSE(seat.app.reminders().wanted());
    seat.app.reminders_told(app::ReminderPermission::Denied);
    seat.driver.settle();
    CHECK(toggle().has(widgets::StateDisabled));
    CHECK(seat.shows("浏览器不允许本站发提醒"));
    seat.app.reminders_told(app::ReminderPermission::Unsupported);
    seat.driver.settle();
    CHECK_FALSE(toggle().exists());
    CHECK(seat.shows("这个浏览器不能显示提醒"));
}
