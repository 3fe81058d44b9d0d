// What is straight is crisp: rectangles begin and end where device pixels do.
#include "tests/ui/support/department_desk.h"
#include "ui/widgets/paint.h"
#include "ui/widgets/widgets.h"

#include <imgui.h>

#include <catch_amalgamated.hpp>
#include <cmath>
#include <span>

using namespace huiyin;
using namespace huiyin::widgets;
using test::Driver;
using test::LoneSeat;

namespace {

/// Of what lies between two device pixels, so much is not seen.
constexpr float soft_part = 0.05F;
constexpr float ratios[] = {1, 1.5F, 2, 2.625F};

std::span<const ImDrawIdx> indices(const ImDrawList& list) {
    return {list.IdxBuffer.Data, static_cast<std::size_t>(list.IdxBuffer.Size)};
}

std::span<const ImDrawVert> vertices(const ImDrawList& list) {
    return {list.VtxBuffer.Data, static_cast<std::size_t>(list.VtxBuffer.Size)};
}

bool is_whole(float at) {
    return at == std::round(at);
}

/// Corners of rectangles without text on them, in device pixels: two triangles that share a side,
/// of one colour and one place of the texture.
std::vector<std::pair<ImVec2, ImVec2>> rectangles(const Driver& driver) {
    std::vector<std::pair<ImVec2, ImVec2>> found;
    for (const ImDrawList* list : driver.draw_data().CmdLists) {
        const auto index = indices(*list);
        const auto corner = vertices(*list);
        for (std::size_t i = 0; i + 6 <= index.size(); i += 3) {
            const bool is_quad = index[i] == index[i + 3] && index[i + 2] == index[i + 4];
            const ImDrawVert& a = corner[index[i]];
            const ImDrawVert& b = corner[index[i + 1]];
            const ImDrawVert& c = corner[index[i + 2]];
            const ImDrawVert& d = corner[index[i + 5]];
            const bool is_upright = a.pos.y == b.pos.y && b.pos.x == c.pos.x &&
                                    c.pos.y == d.pos.y && d.pos.x == a.pos.x;
            const bool is_plain = a.uv.x == c.uv.x && a.uv.y == c.uv.y && a.col == c.col;
            if (is_quad && is_upright && is_plain) {
                found.emplace_back(a.pos, c.pos);
            }
        }
    }
    return found;
}

} // namespace

TEST_CASE("pixels: rectangles of every screen lie on whole device pixels", "[ui][views][pixels]") {
    for (const float ratio : ratios) {
        LoneSeat lone({.width = 800, .height = 1280, .device_ratio = ratio});
        lone.record(3);
        std::size_t count = 0;
        lone.visit_screens([&](std::string_view screen) {
            const auto found = rectangles(lone.seat.driver);
            count += found.size();
            CAPTURE(screen, ratio);
            for (const auto& [from, to] : found) {
                CAPTURE(from.x, from.y, to.x, to.y);
                CHECK((is_whole(from.x) && is_whole(from.y) && is_whole(to.x) && is_whole(to.y)));
            }
        });
        CHECK(count > 20);
    }
}

TEST_CASE("pixels: straight sides of rounded shapes are crisp, wherever they lie",
          "[ui][widgets][pixels]") {
    for (const float ratio : ratios) {
        Driver driver(
            [] {
                const Rect odd{13.3F, 17.7F, 101.1F, 53.9F};
                paint::fill(odd, theme().fill, radius::card);
                paint::frame(odd, theme().outline, 1, radius::card);
                paint::focus_ring(odd, radius::control);
            },
            {.width = 360, .height = 740, .device_ratio = ratio});
        int sides = 0;
        for (const ImDrawList* list : driver.draw_data().CmdLists) {
            const auto index = indices(*list);
            const auto corner = vertices(*list);
            for (std::size_t i = 0; i + 1 < index.size(); ++i) {
                const ImVec2 a = corner[index[i]].pos;
                const ImVec2 b = corner[index[i + 1]].pos;
                const bool across = a.y == b.y && std::abs(a.x - b.x) > 16;
                const bool down = a.x == b.x && std::abs(a.y - b.y) > 16;
                if (across || down) {
                    ++sides;
                    // A soft edge goes half a pixel to each side of the true one, a little less
                    // where a corner begins.
                    CAPTURE(ratio, a.x, a.y, b.x, b.y);
                    const float halves = (across ? a.y : a.x) * 2;
                    CHECK(std::abs(halves - std::round(halves)) < soft_part);
                }
            }
        }
        CHECK(sides > 12);
    }
}
