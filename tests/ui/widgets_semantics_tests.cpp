#include "tests/ui/support/driver.h"
#include "ui/widgets/gallery.h"
#include "ui/widgets/widgets.h"

#include <catch_amalgamated.hpp>

using namespace huiyin;
using namespace huiyin::widgets;

namespace {

const View views[] = {
    {.width = 1280, .height = 800},
    {.width = 800, .height = 1280, .scheme = Scheme::Dark},
    {.width = 360, .height = 740, .device_ratio = 2},
    {.width = 800, .height = 1280, .text_scale = 2},
};

} // namespace

TEST_CASE("semantics: everything operable has a role, a name and an id of its own",
          "[ui][widgets][semantics]") {
    for (const View& view : views) {
        for (std::size_t page = 0; page < 8; ++page) {
            Gallery gallery;
            gallery.page = page;
            test::Driver driver([&] { gallery_ui(gallery); }, view);
            INFO("page " << page << ", " << view.width << " wide");
            CHECK(driver.faults() == std::vector<std::string>{});
            CHECK(driver.tree().nodes().size() > 20);
        }
    }
}

TEST_CASE("semantics: nothing is wider than the screen", "[ui][widgets][layout]") {
    for (const View& view : views) {
        for (std::size_t page = 0; page < 6; ++page) {
            constexpr std::size_t register_page = 4;
            if (page == register_page) {
                continue; // its table scrolls sideways on purpose
            }
            Gallery gallery;
            gallery.page = page;
            test::Driver driver([&] { gallery_ui(gallery); }, view);
            for (const Node& node : driver.tree().nodes()) {
                const bool sideways =
                    node.parent >= 0 &&
                    driver.tree().nodes()[static_cast<std::size_t>(node.parent)].role ==
                        Role::ScrollArea &&
                    node.role == Role::Radio;
                if (sideways) {
                    continue;
                }
                INFO("page " << page << ", " << view.width << " wide, " << node.name);
                CHECK(node.rect.right() <= view.width + 1);
                CHECK(node.rect.x >= -1);
            }
        }
    }
}

TEST_CASE("semantics: targets are 48 high or reach so far", "[ui][widgets][semantics]") {
    Gallery gallery;
    test::Driver driver([&] { gallery_ui(gallery); }, views[0]);
    const Node* print = driver.tree().find(Role::Button, "打印");
    REQUIRE(print != nullptr);
    CHECK(print->rect.width >= 48);
    CHECK(print->rect.height >= 48);
}

TEST_CASE("semantics: a modal sheet is the topmost layer", "[ui][widgets][semantics]") {
    Gallery gallery;
    gallery.sheet_open = true;
    test::Driver driver([&] { gallery_ui(gallery); }, views[1]);
    const Node* modal = driver.tree().modal();
    REQUIRE(modal != nullptr);
    CHECK(modal->name == "退回投诉");
    CHECK(modal->parent == -1);
    CHECK(modal->layer == 1);
}
