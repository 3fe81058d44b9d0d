// Fingers: where a tap ends and a drag begins, the rubber band, pulling, holding, and how many
// frames it takes.
#include "tests/ui/support/driver.h"
#include "ui/widgets/widgets.h"

#include <catch_amalgamated.hpp>

using namespace huiyin;
using namespace huiyin::widgets;
using test::Driver;

namespace {

constexpr View phone{.width = 360, .height = 740};
constexpr float rubber_band_part = 0.4F;

/// A page that scrolls, with a button at its top that counts.
struct LongPage {
    explicit LongPage(View view = phone, bool can_pull = false)
        : driver(
              [this, can_pull] {
                  const ScrollArea area({.id = "page", .can_pull = can_pull});
                  pulls += area.pulled() ? 1 : 0;
                  presses += button({.id = "top", .label = "上"}) ? 1 : 0;
                  place_block(2'000);
              },
              view) {}

    int presses = 0;
    int pulls = 0;
    Driver driver;

    test::Found top() { return driver.find(Role::Button, "上"); }

    /// A finger that comes down on the button, goes so far down, and stays there.
    Point pull(float distance) {
        const Point from = top().rect().center();
        const Point to{from.x, from.y + distance};
        driver.pointer(PointerPhase::Down, from);
        driver.run_ms(16);
        // What the slop takes is not pulled.
        driver.pointer(PointerPhase::Move, {from.x, from.y + 8});
        driver.run_ms(16);
        driver.pointer(PointerPhase::Move, to);
        driver.run_ms(16);
        return to;
    }

    void lift(Point at) {
        driver.pointer(PointerPhase::Up, at);
        driver.settle();
    }
};

/// A row that knows both.
struct HeldRow {
    explicit HeldRow(View view = phone)
        : driver(
              [this] {
                  const ScrollArea area({.id = "page"});
                  const RowPress press =
                      complaint_row({.id = "row", .title = "广播", .status = {.label = "待分派"}});
                  presses += press == RowPress::Pressed ? 1 : 0;
                  holds += press == RowPress::Held ? 1 : 0;
                  place_block(2'000);
              },
              view) {}

    int presses = 0;
    int holds = 0;
    Driver driver;

    Point down() {
        const Point at = driver.find(Role::Button, "广播, 待分派").rect().center();
        driver.pointer(PointerPhase::Down, at);
        return at;
    }
};

} // namespace

TEST_CASE("touch: 7 px are still a tap, 9 px are not", "[ui][widgets][touch]") {
    for (const auto& [distance, presses] : {std::pair{7.0F, 1}, std::pair{9.0F, 0}}) {
        LongPage page;
        const Point from = page.top().rect().center();
        const Point to{from.x, from.y - distance};
        page.driver.pointer(PointerPhase::Down, from);
        page.driver.run_ms(16);
        page.driver.pointer(PointerPhase::Move, to);
        page.driver.run_ms(16);
        page.lift(to);
        CAPTURE(distance);
        CHECK(page.presses == presses);
    }
}

TEST_CASE("touch: what is pulled beyond its end goes back", "[ui][widgets][touch]") {
    LongPage page;
    const float rest = page.top().rect().y;
    const Point at = page.pull(108);
    CHECK(page.top().rect().y == Catch::Approx(rest + 100 * rubber_band_part));
    page.lift(at);
    CHECK(page.top().rect().y == rest);
    CHECK(page.pulls == 0); // this page does not ask for it
}

TEST_CASE("touch: pulled far enough and let go counts, once", "[ui][widgets][touch]") {
    LongPage page(phone, /*can_pull=*/true);
    page.lift(page.pull(100));
    CHECK(page.pulls == 0);
    const Point at = page.pull(200);
    CHECK(page.pulls == 0); // not before the finger leaves
    page.lift(at);
    CHECK(page.pulls == 1);
    page.driver.run_ms(500);
    CHECK(page.pulls == 1);
    CHECK(page.presses == 0);
}

TEST_CASE("touch: who pulls and changes their mind has pulled nothing", "[ui][widgets][touch]") {
    LongPage page(phone, /*can_pull=*/true);
    const Point far = page.pull(200);
    const Point back{far.x, far.y - 150};
    page.driver.pointer(PointerPhase::Move, back);
    page.driver.run_ms(16);
    page.lift(back);
    CHECK(page.pulls == 0);
}

TEST_CASE("touch: pulling works without motion, and where everything fits",
          "[ui][widgets][touch]") {
    View still = phone;
    still.reduced_motion = true;
    LongPage page(still, /*can_pull=*/true);
    const float rest = page.top().rect().y;
    const Point at = page.pull(200);
    CHECK(page.top().rect().y == rest);
    page.lift(at);
    CHECK(page.pulls == 1);
    View tall = phone;
    tall.height = 3'000;
    LongPage fits(tall, /*can_pull=*/true);
    fits.lift(fits.pull(200));
    CHECK(fits.pulls == 1);
}

TEST_CASE("touch: a finger that rests asks for more, and lifting it presses nothing",
          "[ui][widgets][touch]") {
    HeldRow row;
    const Point at = row.down();
    row.driver.run_ms(490);
    CHECK(row.holds == 0);
    row.driver.run_ms(20);
    CHECK(row.holds == 1);
    row.driver.run_ms(600);
    CHECK(row.holds == 1);
    row.driver.pointer(PointerPhase::Up, at);
    row.driver.settle();
    CHECK(row.presses == 0);
    // A short one still presses.
    row.down();
    row.driver.run_ms(100);
    row.driver.pointer(PointerPhase::Up, at);
    row.driver.settle();
    CHECK(row.presses == 1);
    CHECK(row.holds == 1);
}

TEST_CASE("touch: holding is due by itself, without any other event", "[ui][widgets][touch]") {
    HeldRow row;
    row.down();
    // Frames only when one is due, as in the browser.
    row.driver.settle();
    CHECK(row.holds == 1);
}

TEST_CASE("touch: a finger that moves does not rest, nor does a mouse", "[ui][widgets][touch]") {
    HeldRow row;
    Point at = row.down();
    row.driver.run_ms(100);
    at.x += 9;
    row.driver.pointer(PointerPhase::Move, at);
    row.driver.run_ms(600);
    row.driver.pointer(PointerPhase::Up, at);
    row.driver.settle();
    CHECK(row.holds == 0);
    row.driver.context().pointer(
        {2, PointerKind::Mouse, PointerPhase::Down, at, row.driver.now_ms()});
    row.driver.run_ms(600);
    CHECK(row.holds == 0);
}

TEST_CASE("touch: a tap takes one frame", "[ui][widgets][touch][frames]") {
    bool on = false;
    Driver driver([&on] {
        const Column column;
        if (button({.id = "toggle", .label = on ? "关" : "开"})) {
            on = !on;
        }
    });
    const Point at = driver.find(Role::Button, "开").rect().center();
    driver.pointer(PointerPhase::Down, at);
    driver.settle();
    const int before = driver.frames();
    driver.pointer(PointerPhase::Up, at);
    driver.settle();
    CHECK(driver.frames() == before + 1);
    CHECK(driver.find(Role::Button, "关").visible());
}
