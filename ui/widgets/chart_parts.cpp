#include "ui/widgets/chart_parts.h"

#include "ui/widgets/interaction.h"

#include <cmath>

namespace huiyin::widgets {

Figure::Figure(std::string_view id, std::string_view name, std::string_view summary)
    : m_scope(id.empty() ? name : id)
    , m_has_summary(!summary.empty()) {
    Node node;
    node.id = node_id("figure");
    node.role = Role::Figure;
    node.name = name;
    m_node = publish(node);
    push_parent(m_node);
    if (m_has_summary) {
        Node text;
        text.name = summary;
        m_summary = publish(text);
    }
}

Figure::~Figure() {
    pop_parent();
}

void Figure::set_rect(const Rect& rect) {
    set_node_rect(m_node, rect);
    if (m_has_summary) {
        set_node_rect(m_summary, rect);
    }
}

Color series_color(Tone tone) {
    return tone == Tone::Muted ? theme().outline : tone_color(tone);
}

double axis_step(double top, int steps_max) {
    if (!(top > 0)) {
        return 1;
    }
    const double least = top / steps_max;
    double power = 1;
    while (power > least) {
        power /= 10;
    }
    while (power * 10 <= least) {
        power *= 10;
    }
    for (const double factor : {1.0, 2.0, 5.0}) {
        if (power * factor >= least - 1e-9) {
            return power * factor;
        }
    }
    return power * 10;
}

} // namespace huiyin::widgets
