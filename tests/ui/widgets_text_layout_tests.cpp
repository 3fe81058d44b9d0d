#include "ui/widgets/text_layout.h"

#include <catch_amalgamated.hpp>

using namespace huiyin::widgets;

namespace {

/// Han and full-width 10 wide, everything else 5.
class FixedAdvances final : public Advances {
public:
    float advance(char32_t character) const override { return character >= 0x2000 ? 10.0f : 5.0f; }
};

std::string utf8(char32_t c) {
    std::string out;
    if (c < 0x80) {
        out += static_cast<char>(c);
    } else if (c < 0x800) {
        out += static_cast<char>(0xC0 | (c >> 6));
        out += static_cast<char>(0x80 | (c & 0x3F));
    } else {
        out += static_cast<char>(0xE0 | (c >> 12));
        out += static_cast<char>(0x80 | ((c >> 6) & 0x3F));
        out += static_cast<char>(0x80 | (c & 0x3F));
    }
    return out;
}

std::vector<std::string> lines(std::string_view text, LayoutOptions options) {
    options.em = 10;
    const TextBlock block = layout_text(text, FixedAdvances{}, options);
    std::vector<std::string> result;
    for (const Line& line : block.lines) {
        std::string content;
        for (auto i = line.begin; i < line.end; ++i) {
            content += utf8(block.chars[i].character);
        }
        result.push_back(content);
    }
    return result;
}

using Lines = std::vector<std::string>;

} // namespace

TEST_CASE("text layout: Han text breaks between any two characters", "[ui][widgets][text]") {
    CHECK(lines("监视画面中断许久", {.width = 40}) == Lines{"监视画面", "中断许久"});
}

TEST_CASE("text layout: closing punctuation does not begin a line", "[ui][widgets][text]") {
    CHECK(lines("监视画面，中断许久。好吧", {.width = 40}) ==
          Lines{"监视画", "面，中断", "许久。", "好吧"});
    CHECK_FALSE(may_break_between(U'面', U'，'));
    CHECK_FALSE(may_break_between(U'面', U'》'));
    CHECK_FALSE(may_break_between(U'面', U'）'));
}

TEST_CASE("text layout: opening punctuation does not end a line", "[ui][widgets][text]") {
    CHECK(lines("运维团队（人员）很好", {.width = 50}) == Lines{"运维团队", "（人员）", "很好"});
    CHECK_FALSE(may_break_between(U'《', U'用'));
}

TEST_CASE("text layout: words and numbers stay whole", "[ui][widgets][text]") {
    CHECK(lines("中断 12 分钟 ATS terminal", {.width = 50, .autospace = false}) ==
          Lines{"中断 12 分", "钟 ATS ", "terminal"});
    CHECK_FALSE(may_break_between(U'1', U'2'));
    CHECK_FALSE(may_break_between(U'0', U'%'));
}

TEST_CASE("text layout: a word longer than the line is broken", "[ui][widgets][text]") {
    CHECK(lines("abcdefghijklmn", {.width = 25, .avoid_orphan = false}) ==
          Lines{"abcde", "fghij", "klmn"});
}

TEST_CASE("text layout: the last line does not hold one character", "[ui][widgets][text]") {
    CHECK(lines("监视画面中", {.width = 40}) == Lines{"监视画", "面中"});
    CHECK(lines("监视画面中", {.width = 40, .avoid_orphan = false}) == Lines{"监视画面", "中"});
}

TEST_CASE("text layout: what does not fit ends in an ellipsis", "[ui][widgets][text]") {
    CHECK(lines("监视画面中断许久", {.width = 50, .lines_max = 1}) == Lines{"监视画面…"});
    CHECK(lines("监视画面中断许久无人接听", {.width = 40, .lines_max = 2}) ==
          Lines{"监视画面", "中断许…"});
    CHECK(lines("监视", {.width = 40, .lines_max = 1}) == Lines{"监视"});
}

TEST_CASE("text layout: new lines are kept, an empty last one too", "[ui][widgets][text]") {
    CHECK(lines("监视\n\n画面\n", {.width = 100}) == Lines{"监视", "", "画面", ""});
    CHECK(lines("", {.width = 100}) == Lines{""});
}

TEST_CASE("text layout: an eighth of an em between Han and Latin", "[ui][widgets][text]") {
    const TextBlock block = layout_text("用ATS吧", FixedAdvances{}, {.width = 100, .em = 10});
    REQUIRE(block.chars.size() == 5);
    CHECK(block.chars[1].x == Catch::Approx(11.25f));
    CHECK(block.chars[4].x == Catch::Approx(27.5f));
    CHECK(block.width == Catch::Approx(37.5f));
}

TEST_CASE("text layout: malformed bytes do not run away", "[ui][widgets][text]") {
    const TextBlock block =
        layout_text("\xE7\x9B\xFF\x80 x", FixedAdvances{}, {.width = 100, .em = 10});
    CHECK(block.lines.size() == 1);
    CHECK(block.chars.back().character == U'x');
}
