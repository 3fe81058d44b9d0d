#include "ui/widgets/svg_path.h"

#include <algorithm>
#include <cmath>

namespace huiyin::widgets {

namespace {

constexpr float pi = 3.14159265f;
constexpr int curve_steps = 12;

class PathReader {
public:
    explicit PathReader(std::string_view data)
        : m_data(data) {}

    std::vector<Stroke> read() {
        char command = 'M';
        while (skip_separators()) {
            if (is_letter(m_data[m_at])) {
                command = m_data[m_at++];
            }
            step(command);
            // Numbers that follow a move without a letter are lines.
            command = command == 'M' ? 'L' : command == 'm' ? 'l' : command;
        }
        return std::move(m_strokes);
    }

private:
    static bool is_letter(char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }

    bool skip_separators() {
        while (m_at < m_data.size() && (m_data[m_at] == ' ' || m_data[m_at] == ',')) {
            ++m_at;
        }
        return m_at < m_data.size();
    }

    float number() {
        skip_separators();
        float sign = 1;
        if (m_at < m_data.size() && m_data[m_at] == '-') {
            sign = -1;
            ++m_at;
        }
        float value = 0;
        float fraction = 0;
        for (; m_at < m_data.size(); ++m_at) {
            const char c = m_data[m_at];
            if (c == '.' && fraction == 0) {
                fraction = 1;
            } else if (c >= '0' && c <= '9') {
                const auto digit = static_cast<float>(c - '0');
                if (fraction == 0) {
                    value = value * 10 + digit;
                } else {
                    fraction *= 0.1f;
                    value += digit * fraction;
                }
            } else {
                break;
            }
        }
        return sign * value;
    }

    /// Flags of arcs may stand without separators.
    bool flag() {
        skip_separators();
        return m_data[m_at++] == '1';
    }

    Point point(bool relative) {
        const float x = number();
        const float y = number();
        return relative ? Point{m_pen.x + x, m_pen.y + y} : Point{x, y};
    }

    void line_to(Point to) {
        // A segment without length has no direction and would show as a spike; dots are longer.
        constexpr float length_min = 0.005f;
        const Point last = m_strokes.back().points.back();
        if (std::abs(to.x - last.x) > length_min || std::abs(to.y - last.y) > length_min) {
            m_strokes.back().points.push_back(to);
        }
        m_pen = to;
    }

    void step(char command) {
        const bool relative = command >= 'a';
        switch (command) {
        case 'M':
        case 'm':
            m_pen = point(relative);
            m_start = m_pen;
            m_strokes.push_back({{m_pen}});
            break;
        case 'L':
        case 'l':
            line_to(point(relative));
            break;
        case 'H':
        case 'h':
            line_to({number() + (relative ? m_pen.x : 0), m_pen.y});
            break;
        case 'V':
        case 'v':
            line_to({m_pen.x, number() + (relative ? m_pen.y : 0)});
            break;
        case 'C':
        case 'c':
            cubic(relative);
            break;
        case 'S':
        case 's':
            smooth_cubic(relative);
            break;
        case 'A':
        case 'a':
            arc(relative);
            break;
        default: // Z
            line_to(m_start);
            break;
        }
        if (command != 'C' && command != 'c' && command != 'S' && command != 's') {
            m_control = m_pen;
        }
    }

    void cubic(bool relative) {
        const Point first = point(relative);
        const Point second = point(relative);
        curve(first, second, point(relative));
    }

    void smooth_cubic(bool relative) {
        const Point first{2 * m_pen.x - m_control.x, 2 * m_pen.y - m_control.y};
        const Point second = point(relative);
        curve(first, second, point(relative));
    }

    void curve(Point first, Point second, Point to) {
        const Point from = m_pen;
        for (int i = 1; i <= curve_steps; ++i) {
            const float t = static_cast<float>(i) / curve_steps;
            const float u = 1 - t;
            const float a = u * u * u;
            const float b = 3 * u * u * t;
            const float c = 3 * u * t * t;
            const float d = t * t * t;
            line_to({a * from.x + b * first.x + c * second.x + d * to.x,
                     a * from.y + b * first.y + c * second.y + d * to.y});
        }
        m_control = second;
    }

    /// Circular arcs only: SVG 1.1, F.6.5 with equal radii.
    void arc(bool relative) {
        float r = number();
        number();
        number();
        const bool large = flag();
        const bool sweep = flag();
        const Point to = point(relative);
        const float dx = (m_pen.x - to.x) * 0.5f;
        const float dy = (m_pen.y - to.y) * 0.5f;
        const float half = std::sqrt(dx * dx + dy * dy);
        r = std::max(r, half);
        const float height = half > 0 ? std::sqrt(std::max(0.0f, r * r - half * half)) / half : 0;
        const float side = large != sweep ? 1.0f : -1.0f;
        const Point center{(m_pen.x + to.x) * 0.5f + side * height * dy,
                           (m_pen.y + to.y) * 0.5f - side * height * dx};
        const float from_angle = std::atan2(m_pen.y - center.y, m_pen.x - center.x);
        float turn = std::atan2(to.y - center.y, to.x - center.x) - from_angle;
        if (sweep && turn < 0) {
            turn += 2 * pi;
        } else if (!sweep && turn > 0) {
            turn -= 2 * pi;
        }
        const int steps = std::max(2, static_cast<int>(std::ceil(std::abs(turn) * (3 + r * 0.7f))));
        for (int i = 1; i < steps; ++i) {
            const float angle =
                from_angle + turn * static_cast<float>(i) / static_cast<float>(steps);
            line_to({center.x + r * std::cos(angle), center.y + r * std::sin(angle)});
        }
        line_to(to);
    }

    std::string_view m_data;
    std::size_t m_at = 0;
    Point m_pen;
    Point m_start;
    Point m_control;
    std::vector<Stroke> m_strokes;
};

} // namespace

std::vector<Stroke> strokes_from_path(std::string_view data) {
    return PathReader(data).read();
}

} // namespace huiyin::widgets
