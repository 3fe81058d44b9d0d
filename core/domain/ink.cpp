#include "core/domain/ink.h"

#include "core/base/error.h"
#include "core/base/limits.h"

#include <charconv>
#include <cstdlib>
#include <optional>

namespace huiyin::domain {

using base::ErrorCode;
using base::failure;
using base::Result;

namespace {

/// How much wider than high the pad is: a step to the side is that much longer on paper.
constexpr int pad_shape = 3;
/// Farther apart than this no two points are.
constexpr int distance_max = (pad_shape + 1) * ink_place_max;

int distance(const InkPoint& a, const InkPoint& b) {
    return pad_shape * std::abs(a.x - b.x) + std::abs(a.y - b.y);
}

/// The stroke without the points that are nearer to the last one kept; its ends stay.
InkStroke thinned(const InkStroke& stroke, int nearest) {
    InkStroke kept;
    for (std::size_t i = 0; i < stroke.size(); ++i) {
        const bool is_end = i == 0 || i + 1 == stroke.size();
        if (is_end || distance(kept.back(), stroke[i]) >= nearest) {
            kept.push_back(stroke[i]);
        }
    }
    return kept;
}

std::string text_of(const InkStroke& stroke) {
    std::string text;
    for (const InkPoint& point : stroke) {
        text += text.empty() ? "" : " ";
        text += std::to_string(point.x);
        text += ',';
        text += std::to_string(point.y);
        text += ',';
        text += std::to_string(point.pressure);
    }
    return text;
}

std::string text_of(const std::vector<InkStroke>& strokes, int nearest) {
    std::string text;
    for (const InkStroke& stroke : strokes) {
        if (!stroke.empty()) {
            text += text.empty() ? "" : ";";
            text += text_of(thinned(stroke, nearest));
        }
    }
    return text;
}

/// Takes what lies before the next `mark` off the front; the mark goes with it.
std::string_view take_until(std::string_view& rest, char mark) {
    const std::size_t end = rest.find(mark);
    const std::string_view taken = rest.substr(0, end);
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    return taken;
}

std::optional<std::uint16_t> number(std::string_view text, std::uint16_t most) {
    std::uint16_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool whole = error == std::errc() && end == text.data() + text.size();
    // One way to write a number, so that one drawing has one text.
    const bool plain = text.size() == 1 || (!text.empty() && text.front() != '0');
    return whole && plain && value <= most ? std::optional(value) : std::nullopt;
}

std::optional<InkPoint> point_from(std::string_view text) {
    const auto x = number(take_until(text, ','), ink_place_max);
    const auto y = number(take_until(text, ','), ink_place_max);
    const auto pressure = number(text, ink_pressure_max);
    if (!x || !y || !pressure) {
        return std::nullopt;
    }
    return InkPoint{*x, *y, *pressure};
}

} // namespace

std::string text_of_ink(const std::vector<InkStroke>& strokes) {
    constexpr std::size_t most = base::limits::ink_text_bytes_max;
    // A point that repeats the one before it says nothing.
    for (int nearest = 1; nearest <= 2 * distance_max; nearest *= 2) {
        std::string text = text_of(strokes, nearest);
        if (text.size() <= most) {
            return text;
        }
    }
    const std::string text = text_of(strokes, 2 * distance_max);
    const std::size_t end = text.rfind(';', most);
    return end == std::string::npos ? std::string() : text.substr(0, end);
}

Result<std::vector<InkStroke>> ink_from_text(std::string_view text) {
    if (text.size() > base::limits::ink_text_bytes_max) {
        return failure(ErrorCode::InvalidInput, "the ink is too long");
    }
    if (text.ends_with(';')) {
        return failure(ErrorCode::InvalidInput, "the ink does not end with a stroke");
    }
    std::vector<InkStroke> strokes;
    while (!text.empty()) {
        std::string_view points = take_until(text, ';');
        if (points.ends_with(' ')) {
            return failure(ErrorCode::InvalidInput, "a stroke does not end with a point");
        }
        InkStroke stroke;
        do {
            const auto point = point_from(take_until(points, ' '));
            if (!point) {
                return failure(ErrorCode::InvalidInput, "a point of the ink is malformed");
            }
            stroke.push_back(*point);
        } while (!points.empty());
        strokes.push_back(std::move(stroke));
    }
    return strokes;
}

} // namespace huiyin::domain
