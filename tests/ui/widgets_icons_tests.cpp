// Icons and state glyphs are pictures in the atlas: whole, sharp, and cheap to draw.
#include "tests/ui/support/department_desk.h"
#include "ui/widgets/coverage.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/widgets.h"

#include <imgui.h>

#include <array>
#include <catch_amalgamated.hpp>
#include <cmath>
#include <numeric>

using namespace huiyin;
using namespace huiyin::widgets;
using test::Driver;
using test::LoneSeat;

namespace {

constexpr float ratios[] = {1, 1.5F, 2, 2.625F};
/// An icon's edges alone would have some hundred each.
constexpr int triangles_max = 8000;
constexpr int rows = 30;

int pixel(const Coverage& shape, int x, int y) {
    return shape.pixels()[static_cast<std::size_t>(y * shape.edge() + x)];
}

/// The parts of the atlas that were drawn, two triangles each.
struct Drawn {
    ImVec2 from;
    ImVec2 to;
    std::vector<int> inside;
    std::vector<int> rim;
};

std::vector<Drawn> drawn(const Driver& driver) {
    std::vector<Drawn> all;
    const ImTextureData& atlas = *driver.draw_data().Textures->back();
    const ImDrawList& list = *driver.draw_data().CmdLists[0];
    for (int i = 0; i + 4 <= list.VtxBuffer.Size; i += 4) {
        const ImDrawVert& a = list.VtxBuffer[i];
        const ImDrawVert& c = list.VtxBuffer[i + 2];
        Drawn one{a.pos, c.pos, {}, {}};
        const auto at = [&](float part, int whole) {
            return static_cast<int>(std::lround(part * static_cast<float>(whole)));
        };
        const int left = at(a.uv.x, atlas.Width);
        const int right = at(c.uv.x, atlas.Width);
        const int top = at(a.uv.y, atlas.Height);
        const int bottom = at(c.uv.y, atlas.Height);
        for (int y = top; y < bottom; ++y) {
            for (int x = left; x < right; ++x) {
                const bool on_rim = x == left || x + 1 == right || y == top || y + 1 == bottom;
                (on_rim ? one.rim : one.inside).push_back(atlas.Pixels[y * atlas.Width + x]);
            }
        }
        all.push_back(std::move(one));
    }
    return all;
}

int sum(const std::vector<int>& values) {
    return std::accumulate(values.begin(), values.end(), 0);
}

} // namespace

TEST_CASE("coverage: a line on whole pixels is sharp, and its ends are round", "[ui][widgets]") {
    Coverage shape(10);
    const std::array line = {Point{2, 5}, Point{8, 5}};
    shape.stroke(line, 2);
    for (int x = 2; x < 8; ++x) {
        CAPTURE(x);
        CHECK((pixel(shape, x, 4) == 255 && pixel(shape, x, 5) == 255));
        CHECK((pixel(shape, x, 3) == 0 && pixel(shape, x, 6) == 0));
    }
    // The pixel's middle lies 0.71 from the line's end, a pixel further 1.58.
    CHECK(pixel(shape, 1, 4) == 202);
    CHECK(pixel(shape, 8, 5) == 202);
    CHECK(pixel(shape, 0, 4) == 0);
    Coverage dot(4);
    dot.stroke(std::array{Point{2, 2}}, 2);
    CHECK(pixel(dot, 1, 1) == 202);
    CHECK(pixel(dot, 0, 0) == 0);
}

TEST_CASE("coverage: an outline is filled, and what lies outside the square is left out",
          "[ui][widgets]") {
    Coverage shape(8);
    shape.fill(std::array{Point{2, 2}, Point{6.5F, 2}, Point{6.5F, 6}, Point{2, 6}});
    CHECK(pixel(shape, 2, 2) == 255);
    CHECK(pixel(shape, 5, 5) == 255);
    CHECK(pixel(shape, 6, 4) == 128);
    CHECK((pixel(shape, 1, 4) == 0 && pixel(shape, 4, 6) == 0));
    // Two points surround nothing.
    Coverage empty(8);
    empty.fill(std::array{Point{1, 1}, Point{7, 7}});
    CHECK(*std::max_element(empty.pixels().begin(), empty.pixels().end()) == 0);
    empty.stroke(std::array{Point{-5, -5}, Point{20, 20}}, 3);
    empty.fill(std::array{Point{-9, -9}, Point{20, -9}, Point{20, 20}, Point{-9, 20}});
    CHECK(*std::min_element(empty.pixels().begin(), empty.pixels().end()) == 255);
}

TEST_CASE("icons: each is one picture on whole device pixels, and all of it is there",
          "[ui][widgets][pixels]") {
    for (const float ratio : ratios) {
        for (const float size : {14.0F, 16.0F, 24.0F, 48.0F}) {
            Driver driver(
                [size] {
                    for (int i = 1; i < icon_count; ++i) {
                        const auto at = static_cast<float>(i);
                        draw_icon(static_cast<Icon>(i),
                                  {at * 3.3F, at * 7.7F, 50, 50},
                                  size,
                                  theme().text);
                    }
                },
                {.width = 800, .height = 1280, .device_ratio = ratio});
            // The atlas may have grown within the first frame.
            driver.settle();
            const auto pictures = drawn(driver);
            REQUIRE(pictures.size() == icon_count - 1);
            for (std::size_t i = 0; i < pictures.size(); ++i) {
                const Drawn& one = pictures[i];
                CAPTURE(ratio, size, i);
                CHECK((one.from.x == std::round(one.from.x) && one.to.y == std::round(one.to.y)));
                CHECK(sum(one.inside) > 255 * 4);
                // Else a part of it would be cut off.
                CHECK(sum(one.rim) == 0);
            }
        }
    }
}

TEST_CASE("icons: state glyphs are told apart by their pictures", "[ui][widgets][pixels]") {
    Driver driver(
        [] {
            for (int i = 1; i <= static_cast<int>(Glyph::RingMinus); ++i) {
                draw_glyph(static_cast<Glyph>(i),
                           {static_cast<float>(i) * 40, 40, 16, 16},
                           theme().text,
                           theme().surface);
            }
        },
        {.width = 800, .height = 1280, .device_ratio = 2});
    auto pictures = drawn(driver);
    // A check lies on its disc.
    REQUIRE(pictures.size() == static_cast<std::size_t>(Glyph::RingMinus) + 1);
    for (std::size_t i = 0; i < pictures.size(); ++i) {
        CAPTURE(i);
        CHECK(sum(pictures[i].rim) == 0);
        for (std::size_t k = 0; k < i; ++k) {
            CHECK(pictures[i].inside != pictures[k].inside);
        }
    }
}

TEST_CASE("icons: many sizes, one after the other, are drawn all the same", "[ui][widgets]") {
    float size = 10;
    Driver driver(
        [&size] {
            draw_icon(Icon::Clock, {10, 10, 80, 80}, size, theme().text);
        },
        {.width = 100, .height = 100, .device_ratio = 1});
    for (int i = 0; i < 1200; ++i) {
        size += 0.05F;
        driver.settle();
        const auto pictures = drawn(driver);
        REQUIRE(pictures.size() == 1);
        REQUIRE(sum(pictures[0].inside) > 0);
    }
}

TEST_CASE("icons: a screen full of complaints is some thousand triangles", "[ui][views]") {
    LoneSeat lone;
    lone.record(rows);
    lone.visit_screens([&](std::string_view screen) {
        CAPTURE(screen);
        CHECK(lone.seat.driver.draw_data().TotalIdxCount / 3 < triangles_max);
    });
}
