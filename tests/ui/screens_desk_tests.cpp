// Inbox, list and statistics as their people see them.
#include "tests/ui/support/department_desk.h"

#include <catch_amalgamated.hpp>

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
    CHECK(seat.shows("待核实 1 件"));
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
