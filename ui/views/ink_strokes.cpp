#include "ui/views/ink_strokes.h"

#include <limits>

namespace huiyin::views {

namespace {

/// The same part of another whole, to the nearest.
template <class Number>
Number rescaled(unsigned value, unsigned whole, unsigned other) {
    return static_cast<Number>((value * other + whole / 2) / whole);
}

constexpr unsigned pad_place_max = std::numeric_limits<std::uint16_t>::max();
constexpr unsigned pad_pressure_max = std::numeric_limits<std::uint8_t>::max();

} // namespace

std::vector<domain::InkStroke> ink_of(const std::vector<widgets::InkStroke>& strokes) {
    std::vector<domain::InkStroke> ink;
    for (const widgets::InkStroke& stroke : strokes) {
        domain::InkStroke& points = ink.emplace_back();
        for (const widgets::InkPoint& point : stroke) {
            points.push_back(
                {rescaled<std::uint16_t>(point.x, pad_place_max, domain::ink_place_max),
                 rescaled<std::uint16_t>(point.y, pad_place_max, domain::ink_place_max),
                 rescaled<std::uint16_t>(
                     point.pressure, pad_pressure_max, domain::ink_pressure_max)});
        }
    }
    return ink;
}

std::vector<widgets::InkStroke> strokes_of(const std::vector<domain::InkStroke>& ink) {
    std::vector<widgets::InkStroke> strokes;
    for (const domain::InkStroke& stroke : ink) {
        widgets::InkStroke& points = strokes.emplace_back();
        for (const domain::InkPoint& point : stroke) {
            points.push_back(
                {rescaled<std::uint16_t>(point.x, domain::ink_place_max, pad_place_max),
                 rescaled<std::uint16_t>(point.y, domain::ink_place_max, pad_place_max),
                 rescaled<std::uint8_t>(
                     point.pressure, domain::ink_pressure_max, pad_pressure_max)});
        }
    }
    return strokes;
}

} // namespace huiyin::views
