// What screens say about the data itself: verified or not, not readable, received, kept.
#include "core/sqlite/database.h"
#include "tests/ui/support/life.h"

#include <catch_amalgamated.hpp>
#include <filesystem>
#include <unistd.h>

using namespace huiyin;
using namespace huiyin::widgets;
using namespace huiyin::test::life;
using test::DepartmentDesk;
using test::Driver;
using test::Seat;
using WidgetRole = huiyin::widgets::Role;

namespace {

/// A tablet whose database another connection can spoil.
struct FileTablet {
    FileTablet() {
        std::filesystem::remove_all(folder);
        std::filesystem::create_directories(folder);
        store = tests::make_store(
            d, d.acceptor, d.device_a, clock, random, (folder / "tablet.db").string());
        tests::record(*store, clock, random, tests::make_intake(clock.now_ms - 60'000));
        app = std::make_unique<app::App>(*store, network, clock, random);
        screens = std::make_unique<views::Screens>(*app);
        driver = std::make_unique<Driver>([this] { screens->frame_ui(); },
                                          View{.width = 800, .height = 1280});
    }

    ~FileTablet() {
        driver.reset();
        screens.reset();
        app.reset();
        store.reset();
        std::filesystem::remove_all(folder);
    }

    std::filesystem::path folder =
        std::filesystem::temp_directory_path() / ("huiyin-ui-trust-" + std::to_string(getpid()));
    tests::Department d = tests::make_department();
    tests::FakeClock clock;
    tests::SeededRandom random{61};
    test::SilentNetwork network;
    std::unique_ptr<store::TabletStore> store;
    std::unique_ptr<app::App> app;
    std::unique_ptr<views::Screens> screens;
    std::unique_ptr<Driver> driver;

    void execute(const char* sql) {
        const auto database = sqlite::Database::open({.path = (folder / "tablet.db").string()});
        REQUIRE(database);
        REQUIRE(database->execute(sql));
    }

    bool shows(std::string_view text) {
        return driver->tree().dump().find(text) != std::string::npos;
    }

    void go_to(app::Screen screen) {
        app->go_to(screen);
        driver->settle();
    }
};

} // namespace

TEST_CASE("trust: a complaint is verified on the tablet and a fault is named", "[ui][views]") {
    DepartmentDesk desk;
    const base::Uuid id = desk.record(intake_of(desk));
    const auto verify = [](Seat& seat) {
        seat.press("更多");
        seat.press("验证记录");
    };
    Seat& acceptor = desk.turn(desk.acceptor, id);
    verify(acceptor);
    CHECK(acceptor.shows("1 步都有平板的签名，前后相连，没有被改过"));
    dispatch(desk, id);
    // The acceptor's directory is older than the manager's tablet.
    desk.turn(desk.acceptor, id);
    CHECK_FALSE(acceptor.shows("都有平板的签名")); // of fewer steps, so no longer said
    verify(acceptor);
    CHECK(acceptor.shows("来自未登记的平板"));
    CHECK(acceptor.shows("这一步有问题"));
    // Whoever knows all tablets finds nothing wrong.
    Seat& leadership = desk.turn(desk.leadership, id);
    verify(leadership);
    CHECK(leadership.shows("都有平板的签名"));
}

TEST_CASE("trust: what cannot be read is no empty list and no zero", "[ui][views]") {
    FileTablet tablet;
    tablet.go_to(app::Screen::Complaints);
    CHECK_FALSE(tablet.shows("读不出来"));
    tablet.execute("ALTER TABLE complaint RENAME TO complaint_away");
    tablet.app->read_again();
    tablet.driver->settle();
    CHECK(tablet.shows("本机的数据读不出来：浏览器没有读出来"));
    CHECK_FALSE(tablet.shows("这里还没有投诉"));
    tablet.go_to(app::Screen::Inbox);
    CHECK(tablet.shows("本机的数据读不出来"));
    tablet.go_to(app::Screen::Dashboard);
    CHECK(tablet.shows("本机的数据读不出来"));
    CHECK_FALSE(tablet.shows(tablet.app->say(app::Text::DashRecorded)));
    tablet.execute("ALTER TABLE complaint_away RENAME TO complaint");
    tablet.driver->find(WidgetRole::Button, "再读一次").press();
    CHECK_FALSE(tablet.shows("读不出来"));
    CHECK(tablet.shows(tablet.app->say(app::Text::DashRecorded)));
    tablet.go_to(app::Screen::Complaints);
    CHECK(tablet.app->list().rows().size() == 1);
}

TEST_CASE("trust: the sync screen counts what was written and received", "[ui][views][sync]") {
    DepartmentDesk desk;
    const base::Uuid id = desk.record(intake_of(desk));
    Seat& seat = desk.turn(desk.acceptor, id);
    seat.app.read_again();
    seat.app.go_to(app::Screen::Sync);
    seat.driver.settle();
    const std::string all = std::to_string(seat.app.written_count());
    CHECK(seat.shows("本机写下 " + all + " 步，服务器收到 " + all + " 步"));
    CHECK_FALSE(seat.shows("在路上"));
    seat.app.select(id);
    REQUIRE(seat.app.take({domain::NotePayload{"补充"}}, "done") == app::Outcome::Saved);
    seat.driver.settle();
    CHECK(seat.shows("服务器收到 " + all));
    CHECK(seat.shows("还在路上 1"));
}

TEST_CASE("trust: the sync screen says whether the browser keeps the data", "[ui][views][sync]") {
    DepartmentDesk desk;
    Seat& seat = *desk.acceptor;
    seat.app.go_to(app::Screen::Sync);
    seat.driver.settle();
    CHECK_FALSE(seat.shows("存储")); // the browser has not said
    seat.app.storage_told({.kept = true, .used_bytes = 3'240'000, .quota_bytes = 10'000'000'000});
    seat.driver.settle();
    CHECK(seat.shows("浏览器已答应长期保存"));
    CHECK(seat.shows("记录 3.2 MB, 附件 0 KB"));
    CHECK(seat.shows("3.2 MB / 10.0 GB"));
    CHECK_FALSE(seat.shows("存储快满了"));
    seat.app.storage_told({.kept = false, .used_bytes = 91, .quota_bytes = 100});
    seat.driver.settle();
    CHECK(seat.shows("存储快满了"));
    CHECK_FALSE(seat.shows("浏览器已答应长期保存"));
}
