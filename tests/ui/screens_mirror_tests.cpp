// What of long screens becomes elements of the page.
#include "tests/ui/support/life.h"

#include <algorithm>
#include <catch_amalgamated.hpp>

using namespace huiyin;
using namespace huiyin::widgets;
using test::DepartmentDesk;
using test::LoneSeat;
using test::Seat;

namespace {

constexpr std::ptrdiff_t mirrored_max = 150;
/// A table is read by its cells, and on an upright tablet 18 rows of 6 are in sight.
constexpr std::ptrdiff_t mirrored_max_of_table = 200;
/// More than a screen of them.
constexpr int many = 40;
constexpr int very_many = 150;

std::ptrdiff_t mirrored_count(const Tree& tree) {
    const auto chosen = mirrored(tree);
    return std::count(chosen.begin(), chosen.end(), true);
}

/// Names of what can be operated and could not be reached, or has no element around it.
std::vector<std::string_view> lost(const Tree& tree) {
    const auto chosen = mirrored(tree);
    std::vector<std::string_view> names;
    for (std::size_t i = 0; i < chosen.size(); ++i) {
        const Node& node = tree.nodes()[i];
        const bool orphan =
            chosen[i] && node.parent >= 0 && !chosen[static_cast<std::size_t>(node.parent)];
        if (orphan || (is_interactive(node.role) && !chosen[i])) {
            names.push_back(node.name);
        }
    }
    return names;
}

void check_bound(const Seat& seat, std::ptrdiff_t bound = mirrored_max) {
    const Tree& tree = seat.driver.tree();
    const std::ptrdiff_t count = mirrored_count(tree);
    INFO(count << " of " << tree.nodes().size() << " nodes\n" << tree.dump());
    CHECK(count <= bound);
    CHECK(lost(tree).empty());
}

} // namespace

TEST_CASE("mirror: long screens stay small, and everything operable is reached", "[ui][mirror]") {
    LoneSeat lone;
    lone.record(many);
    lone.visit_screens([&lone](std::string_view screen) {
        CAPTURE(screen);
        check_bound(lone.seat, screen == "register" ? mirrored_max_of_table : mirrored_max);
    });
}

TEST_CASE("mirror: a complaint with a long life stays small", "[ui][mirror]") {
    DepartmentDesk desk;
    const base::Uuid id = test::life::fed_back(desk);
    Seat& seat = desk.turn(desk.acceptor, id);
    for (int i = 0; i < very_many; ++i) {
        desk.clock.now_ms += 1000;
        REQUIRE(seat.app.take({domain::NotePayload{"第 " + std::to_string(i) + " 次回电"}}, "好") ==
                app::Outcome::Saved);
    }
    seat.driver.settle();
    CHECK(seat.driver.tree().nodes().size() > mirrored_max);
    check_bound(seat);
}

TEST_CASE("mirror: the administration stays small", "[ui][mirror]") {
    LoneSeat lone({.width = 800, .height = 1280}, &tests::Department::administrator);
    lone.seat.app.go_to(app::Screen::Administration);
    lone.seat.driver.settle();
    std::vector<std::string> sections;
    for (const Node& node : lone.seat.driver.tree().nodes()) {
        if (node.role == Role::Tab) {
            sections.emplace_back(node.name);
        }
    }
    REQUIRE(sections.size() > 4);
    for (const std::string& section : sections) {
        lone.seat.find(Role::Tab, section).press();
        CAPTURE(section);
        check_bound(lone.seat);
    }
}

TEST_CASE("mirror: cells out of sight are left out, their column is still counted",
          "[ui][mirror]") {
    LoneSeat lone;
    lone.record(many);
    lone.seat.app.go_to(app::Screen::Register);
    lone.seat.driver.settle();
    const Tree& tree = lone.seat.driver.tree();
    const auto chosen = mirrored(tree);
    const auto heads_seen = [&](bool seen) {
        std::vector<std::uint32_t> columns;
        for (std::size_t i = 0; i < chosen.size(); ++i) {
            const Node& node = tree.nodes()[i];
            if (node.role == Role::ColumnHeader && chosen[i] == seen) {
                columns.push_back(node.position_in_set);
            }
        }
        return columns;
    };
    REQUIRE_FALSE(heads_seen(true).empty());
    CHECK(heads_seen(true).front() == 1);
    REQUIRE_FALSE(heads_seen(false).empty());
    CHECK(heads_seen(false).back() == 24);
    const Node* table = tree.find(Role::Table, lone.seat.app.say(app::Text::RecordsTitle));
    REQUIRE(table != nullptr);
    CHECK(table->columns == 24);
}
