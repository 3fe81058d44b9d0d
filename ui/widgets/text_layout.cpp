#include "ui/widgets/text_layout.h"

#include <algorithm>
#include <array>

namespace huiyin::widgets {

namespace {

constexpr char32_t ellipsis = 0x2026;
constexpr char32_t no_break_space = 0x00A0;

/// Not at the beginning of a line (GB/T 15834, UAX #14 classes CL, EX, NS).
constexpr std::u32string_view no_line_start = U"!%),.:;?]}¢°·’”†‡›℃∶、。〃〆〕〗"
                                              U"〞﹚﹜！＂％＇），．：；？］｀｜｝～々》」』】〉…—";
/// Not at the end of a line.
constexpr std::u32string_view no_line_end = U"$(£¥‘“〈《「『【〔〖〝﹙﹛＄（．［｛￡￥#";

bool contains(std::u32string_view set, char32_t c) {
    return set.find(c) != std::u32string_view::npos;
}

bool is_han(char32_t c) {
    return (c >= 0x2E80 && c <= 0x2FDF) || (c >= 0x3040 && c <= 0x30FF) ||
           (c >= 0x3400 && c <= 0x4DBF) || (c >= 0x4E00 && c <= 0x9FFF) ||
           (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x20000 && c <= 0x3FFFF) || c == 0x3005;
}

/// Han, full-width punctuation and the like: a line may break beside it.
bool is_wide(char32_t c) {
    return is_han(c) || (c >= 0x3000 && c <= 0x303F) || (c >= 0xFF00 && c <= 0xFFEF) ||
           (c >= 0x1F300 && c <= 0x1FAFF);
}

bool is_space(char32_t c) {
    return c == ' ' || c == '\t' || c == 0x3000;
}

bool is_latin_or_digit(char32_t c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
           (c >= 0xC0 && c <= 0x24F && c != 0xD7 && c != 0xF7);
}

bool wants_autospace(char32_t before, char32_t after) {
    return (is_han(before) && is_latin_or_digit(after)) ||
           (is_latin_or_digit(before) && is_han(after));
}

char32_t next_char(std::string_view text, std::size_t& at) {
    const auto byte = [&](std::size_t i) {
        return static_cast<unsigned char>(i < text.size() ? text[i] : 0);
    };
    const unsigned char first = byte(at);
    std::size_t length = 1;
    char32_t c = first;
    if (first >= 0xF0) {
        length = 4;
        c = first & 0x07u;
    } else if (first >= 0xE0) {
        length = 3;
        c = first & 0x0Fu;
    } else if (first >= 0xC0) {
        length = 2;
        c = first & 0x1Fu;
    } else if (first >= 0x80) {
        ++at;
        return 0xFFFD;
    }
    for (std::size_t i = 1; i < length; ++i) {
        if ((byte(at + i) & 0xC0u) != 0x80u) {
            ++at;
            return 0xFFFD;
        }
        c = (c << 6u) | (byte(at + i) & 0x3Fu);
    }
    at += length;
    return c;
}

class Breaker {
public:
    Breaker(TextBlock& block, const Advances& advances, const LayoutOptions& options)
        : m_block(block)
        , m_advances(advances)
        , m_options(options) {}

    void run() {
        std::size_t begin = 0;
        const std::size_t count = m_block.chars.size();
        while (begin < count && !m_block.cut) {
            const std::size_t end = paragraph_end(begin);
            break_paragraph(begin, end);
            begin = end + 1;
        }
        const bool ends_in_newline = count > 0 && m_block.chars.back().character == '\n';
        if (count == 0 || (ends_in_newline && !m_block.cut)) {
            add_line(count, count);
        }
    }

private:
    std::size_t paragraph_end(std::size_t begin) const {
        std::size_t end = begin;
        while (end < m_block.chars.size() && m_block.chars[end].character != '\n') {
            ++end;
        }
        return end;
    }

    float space_before(std::size_t at, std::size_t line_begin) const {
        const auto& chars = m_block.chars;
        const bool wanted = m_options.autospace && at > line_begin &&
                            wants_autospace(chars[at - 1].character, chars[at].character);
        return wanted ? m_options.em * 0.125f : 0;
    }

    void break_paragraph(std::size_t begin, std::size_t end) {
        if (begin == end) {
            add_line(begin, end);
            return;
        }
        while (begin < end && !m_block.cut) {
            std::size_t stop = line_end(begin, end);
            if (m_options.avoid_orphan && stop + 1 == end &&
                m_block.lines.size() + 1 != m_options.lines_max) {
                stop = earlier_break(begin, stop);
            }
            if (m_options.lines_max > 0 && m_block.lines.size() + 1 == m_options.lines_max &&
                (stop < end || end < m_block.chars.size())) {
                cut_line(begin, end);
                return;
            }
            add_line(begin, stop);
            begin = stop;
            while (begin < end && m_block.chars[begin].character == ' ') {
                ++begin;
            }
        }
    }

    /// Behind the last character that still fits, at a place where a line may end.
    std::size_t line_end(std::size_t begin, std::size_t end) const {
        float x = 0;
        std::size_t last_break = begin;
        for (std::size_t at = begin; at < end; ++at) {
            const char32_t c = m_block.chars[at].character;
            if (at > begin && may_break_between(m_block.chars[at - 1].character, c)) {
                last_break = at;
            }
            x += space_before(at, begin) + m_advances.advance(c);
            if (x > m_options.width + 0.01f && !is_space(c)) {
                if (last_break > begin) {
                    return last_break;
                }
                // One word longer than the line: break inside it.
                return std::max(at, begin + 1);
            }
        }
        return end;
    }

    /// The break before `stop`, so that the next line does not hold one character alone.
    std::size_t earlier_break(std::size_t begin, std::size_t stop) const {
        for (std::size_t at = stop - 1; at > begin + 1; --at) {
            if (may_break_between(m_block.chars[at - 1].character, m_block.chars[at].character)) {
                return at;
            }
        }
        return stop;
    }

    void add_line(std::size_t begin, std::size_t end) {
        float x = 0;
        float width = 0;
        for (std::size_t at = begin; at < end; ++at) {
            PlacedChar& placed = m_block.chars[at];
            x += space_before(at, begin);
            placed.x = x;
            x += m_advances.advance(placed.character);
            width = is_space(placed.character) ? width : x;
        }
        m_block.lines.push_back(
            {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end), width});
        m_block.width = std::max(m_block.width, width);
    }

    /// A last line that ends in an ellipsis.
    void cut_line(std::size_t begin, std::size_t end) {
        const float room = m_options.width - m_advances.advance(ellipsis);
        float x = 0;
        std::size_t at = begin;
        while (at < end) {
            const float next =
                x + space_before(at, begin) + m_advances.advance(m_block.chars[at].character);
            if (next > room) {
                break;
            }
            x = next;
            ++at;
        }
        while (at > begin && is_space(m_block.chars[at - 1].character)) {
            --at;
        }
        m_block.chars.resize(at);
        m_block.chars.push_back({ellipsis, 0});
        m_block.cut = true;
        add_line(begin, at + 1);
    }

    TextBlock& m_block;
    const Advances& m_advances;
    const LayoutOptions& m_options;
};

} // namespace

bool may_break_between(char32_t before, char32_t after) {
    if (is_space(after) || before == no_break_space || after == no_break_space) {
        return false;
    }
    if (contains(no_line_start, after)) {
        return false;
    }
    if (is_space(before)) {
        return true;
    }
    if (contains(no_line_end, before)) {
        return false;
    }
    // A dash or an ellipsis of two characters stays whole.
    if (before == after && (after == 0x2014 || after == ellipsis)) {
        return false;
    }
    if (is_wide(before) || is_wide(after)) {
        return true;
    }
    return before == '-' && !(after >= '0' && after <= '9') && is_latin_or_digit(after);
}

TextBlock
layout_text(std::string_view text, const Advances& advances, const LayoutOptions& options) {
    TextBlock block;
    block.chars.reserve(text.size() / 2);
    for (std::size_t at = 0; at < text.size();) {
        const char32_t c = next_char(text, at);
        if (c != '\r') {
            block.chars.push_back({c, 0});
        }
    }
    Breaker(block, advances, options).run();
    return block;
}

} // namespace huiyin::widgets
