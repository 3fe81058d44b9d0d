// Every screen in its place: as wide as the tablet, clear of notches, on the grid.
#include "tests/ui/support/department_desk.h"

#include <catch_amalgamated.hpp>
#include <cmath>

using namespace huiyin;
using namespace huiyin::widgets;
using test::LoneSeat;

namespace {

/// Whether something around the node scrolls sideways, or scrolls at all.
struct Around {
    bool scrolls = false;
    bool scrolls_across = false;
};

Around around(const Tree& tree, const Node& node) {
    Around found;
    for (std::int32_t at = node.parent; at >= 0;) {
        const Node& ancestor = tree.nodes()[static_cast<std::size_t>(at)];
        found.scrolls |= ancestor.role == Role::ScrollArea;
        found.scrolls_across |= ancestor.role == Role::ScrollArea && ancestor.scrolls_across;
        at = ancestor.parent;
    }
    return found;
}

} // namespace

TEST_CASE("fit: no screen is wider than the tablet", "[ui][views][layout]") {
    for (const float width : {360.0F, 1920.0F}) {
        for (const app::Language language : {app::Language::Chinese, app::Language::English}) {
            LoneSeat lone({.width = width, .height = width < 600 ? 740.0F : 1080.0F});
            lone.seat.app.set_language(language);
            lone.record(3);
            lone.visit_screens([&](std::string_view screen) {
                for (const Node& node : lone.seat.driver.tree().nodes()) {
                    if (around(lone.seat.driver.tree(), node).scrolls_across) {
                        continue;
                    }
                    CAPTURE(screen, width, static_cast<int>(language), node.name);
                    CHECK(node.rect.right() <= width + 1);
                    CHECK(node.rect.x >= -1);
                }
            });
        }
    }
}

TEST_CASE("fit: bars and sheets keep clear of notches and the home bar", "[ui][views][layout]") {
    constexpr Insets covered{20, 44, 24, 34};
    for (const Size size : {Size{360, 740}, Size{800, 1280}, Size{1280, 800}}) {
        View view{.width = size.width, .height = size.height};
        view.safe_area = covered;
        LoneSeat lone(view);
        lone.record(1);
        const Rect safe = Rect{0, 0, size.width, size.height}.inset(covered);
        const auto check = [&](std::string_view screen) {
            for (const Node& node : lone.seat.driver.tree().nodes()) {
                if (!is_interactive(node.role) || around(lone.seat.driver.tree(), node).scrolls) {
                    continue;
                }
                CAPTURE(screen, size.width, node.name);
                CHECK(node.rect.x >= safe.x);
                CHECK(node.rect.right() <= safe.right());
                CHECK(node.rect.y >= safe.y);
                CHECK(node.rect.bottom() <= safe.bottom());
            }
        };
        lone.visit_screens(check);
        lone.seat.press("分派到小组");
        REQUIRE(lone.seat.driver.tree().modal() != nullptr);
        check("a step's sheet");
    }
}

TEST_CASE("fit: list and complaint stand beside each other from 840", "[ui][views][layout]") {
    for (const auto& [width, both] : {std::pair{840.0F, true}, std::pair{839.0F, false}}) {
        LoneSeat lone({.width = width, .height = 800});
        lone.record(1);
        lone.seat.app.go_to(app::Screen::Complaints);
        lone.seat.app.select(lone.seat.app.list().rows().front().id);
        lone.seat.driver.settle();
        CAPTURE(width);
        const auto search = lone.seat.app.say(app::Text::ListSearch);
        CHECK(lone.seat.find(Role::SearchField, search).exists() == both);
        CHECK(lone.seat.find(Role::Button, lone.seat.app.say(app::Text::StepOthers)).exists());
        CHECK(lone.seat.find(Role::Button, lone.seat.app.say(app::Text::Back)).exists() != both);
    }
}

TEST_CASE("fit: columns begin on the grid of four", "[ui][views][layout]") {
    for (const Size size : {Size{360, 740}, Size{800, 1280}, Size{1280, 800}}) {
        LoneSeat lone({.width = size.width, .height = size.height});
        lone.record(3);
        lone.visit_screens([&](std::string_view screen) {
            if (screen == "dashboard" && size.width >= 840) {
                return; // its charts have the widths of the design: 707 and 437
            }
            for (const Node& node : lone.seat.driver.tree().nodes()) {
                const bool begins_a_column = node.role == Role::Heading ||
                                             node.role == Role::ListItem ||
                                             is_text_editor(node.role);
                if (begins_a_column) {
                    CAPTURE(screen, size.width, node.name, node.rect.x);
                    CHECK(std::fmod(node.rect.x, 4.0F) == 0);
                }
            }
        });
    }
}
