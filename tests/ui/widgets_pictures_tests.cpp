// Photos as textures: asked for once, kept within a bound, asked for again when they were lost.
#include "tests/ui/support/driver.h"
#include "ui/widgets/picture_view.h"
#include "ui/widgets/pictures.h"
#include "ui/widgets/widgets.h"

#include <catch_amalgamated.hpp>
#include <string>
#include <vector>

using namespace huiyin::widgets;
using huiyin::test::Driver;

namespace {

/// A screen that draws some pictures, each with one byte, and counts how often bytes were wanted.
struct Album {
    std::vector<std::string> shown;
    std::vector<Picture> drawn;
    int reads = 0;
    Driver driver{[this] {
        drawn.clear();
        for (const std::string& key : shown) {
            drawn.push_back(picture(key, 2048, [this] {
                ++reads;
                return std::vector<std::uint8_t>{7};
            }));
        }
    }};

    /// Answers everything that was asked for with pictures of this size, as a host does.
    std::size_t decode(std::uint32_t width, std::uint32_t height) {
        driver.settle();
        std::size_t answered = 0;
        for (auto requests = driver.context().take_picture_requests(); !requests.empty();
             requests = driver.context().take_picture_requests()) {
            for (const PictureRequest& request : requests) {
                driver.context().picture_decoded(request.id, 1000 + request.id, width, height);
                ++answered;
            }
            driver.settle();
        }
        return answered;
    }
};

} // namespace

TEST_CASE("pictures: read and decoded once, however often they are drawn", "[ui][pictures]") {
    Album album;
    album.shown = {"a"};
    album.driver.settle();
    CHECK(album.drawn[0].texture == 0);
    CHECK(album.decode(200, 100) == 1);
    CHECK(album.drawn[0].texture == 1001);
    CHECK(album.drawn[0].aspect == 2);
    album.driver.run_ms(200);
    CHECK(album.reads == 1);
    CHECK(album.driver.context().take_picture_requests().empty());
}

TEST_CASE("pictures: few are decoded at a time, all in the end", "[ui][pictures]") {
    Album album;
    for (int i = 0; i < 10; ++i) {
        album.shown.push_back(std::to_string(i));
    }
    album.driver.settle();
    CHECK(album.driver.context().take_picture_requests().size() == pictures_decoding_max);
    CHECK(album.reads == static_cast<int>(pictures_decoding_max));
    album.driver.context().pictures_lost();
    CHECK(album.decode(8, 8) == 10);
    for (const Picture& one : album.drawn) {
        CHECK(one.texture != 0);
    }
}

TEST_CASE("pictures: what cannot be decoded is broken, and not asked for again", "[ui][pictures]") {
    Album album;
    album.shown = {"a"};
    CHECK(album.decode(0, 0) == 1);
    CHECK(album.drawn[0].broken);
    album.driver.run_ms(200);
    CHECK(album.reads == 1);
}

TEST_CASE("pictures: the one not drawn for longest goes when there is too much", "[ui][pictures]") {
    Album album;
    // Three of these are more than the bound.
    constexpr std::uint32_t edge = 2048;
    static_assert(std::size_t{edge} * edge * 16 / 3 * 3 > picture_textures_bytes_max);
    static_assert(std::size_t{edge} * edge * 16 / 3 * 2 <= picture_textures_bytes_max);
    for (const char* key : {"a", "b", "a", "c"}) {
        album.shown = {key};
        album.driver.context().set_focus_visible(album.driver.frames() % 2 == 0);
        album.decode(edge, edge);
    }
    // "b" went; its texture is the second that was made.
    CHECK(album.driver.context().take_discarded_pictures() == std::vector<std::uint64_t>{1002});
    const int reads = album.reads;
    album.shown = {"a", "c"};
    album.driver.run_ms(50);
    CHECK(album.reads == reads);
    // What is drawn now stays, also when it is too much.
    album.shown = {"a", "b", "c"};
    album.decode(edge, edge);
    CHECK(album.driver.context().take_discarded_pictures().empty());
    for (const Picture& one : album.drawn) {
        CHECK(one.texture != 0);
    }
}

TEST_CASE("pictures: a lost context asks again, and late answers are thrown away",
          "[ui][pictures]") {
    Album album;
    album.shown = {"a"};
    album.driver.settle();
    const auto before = album.driver.context().take_picture_requests();
    REQUIRE(before.size() == 1);
    album.driver.context().pictures_lost();
    album.driver.context().picture_decoded(before[0].id, 77, 4, 4);
    CHECK(album.driver.context().take_discarded_pictures() == std::vector<std::uint64_t>{77});
    CHECK(album.decode(4, 4) == 1);
    CHECK(album.drawn[0].texture != 77);
    CHECK(album.drawn[0].texture != 0);
}

TEST_CASE("picture view: read as a picture, made larger and moved, closed by Escape",
          "[ui][pictures]") {
    bool zoomed = false;
    bool open = true;
    bool saved = false;
    Driver driver(
        [&] {
            const Column page;
            static_cast<void>(button({.label = "下面"}));
            if (!open) {
                return;
            }
            const auto result = picture_view({.id = "photo",
                                              .name = "照片 1",
                                              .caption = "王海涛",
                                              .picture = {.texture = 5, .aspect = 1.5f},
                                              .close_label = "关闭",
                                              .zoom_in_label = "放大",
                                              .zoom_out_label = "缩小",
                                              .save_label = "保存"},
                                             zoomed);
            open = !result.closed;
            saved |= result.save;
        },
        {.width = 360, .height = 740});
    driver.settle();
    CHECK(driver.faults().empty());
    const auto image = driver.find(Role::Image, "照片 1");
    REQUIRE(image.exists());
    CHECK(image.rect().width == 360);
    CHECK(image.rect().height == 240);
    driver.find(Role::Button, "放大").press();
    CHECK(zoomed);
    CHECK(image.rect().width == 1080);
    CHECK(image.rect().center().x == Catch::Approx(180));
    const float before = image.rect().x;
    driver.drag({300, 400}, {100, 400}, 200);
    CHECK(image.rect().x < before - 100);
    driver.find(Role::Button, "缩小").press();
    CHECK(image.rect().width == 360);
    driver.find(Role::Button, "保存").press();
    CHECK(saved);
    driver.context().perform(0, Action::Dismiss);
    driver.settle();
    CHECK_FALSE(open);
}
