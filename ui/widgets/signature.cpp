#include "ui/widgets/signature.h"

#include "ui/widgets/buttons.h"
#include "ui/widgets/context_state.h"
#include "ui/widgets/fields.h"
#include "ui/widgets/interaction.h"
#include "ui/widgets/paint.h"
#include "ui/widgets/text.h"

#include <algorithm>
#include <array>

namespace huiyin::widgets {

namespace {

constexpr float full = 65535.0f;
constexpr float pad_shape = 3;

/// As wide as the page's own pad draws it: overlays' ink.js has the same numbers.
float width_of(const InkPoint& point, float pad_height) {
    return pad_height * (0.009f + 0.018f * static_cast<float>(point.pressure) / 255.0f);
}

void draw_strokes(const std::vector<InkStroke>& strokes, const Rect& pad) {
    const auto at = [&](const InkPoint& point) {
        return Point{pad.x + pad.width * static_cast<float>(point.x) / full,
                     pad.y + pad.height * static_cast<float>(point.y) / full};
    };
    for (const InkStroke& stroke : strokes) {
        if (stroke.size() == 1) {
            paint::disc(at(stroke[0]), width_of(stroke[0], pad.height), theme().text);
        }
        for (std::size_t i = 1; i < stroke.size(); ++i) {
            const std::array<Point, 2> line{at(stroke[i - 1]), at(stroke[i])};
            paint::polyline(line, theme().text, width_of(stroke[i], pad.height));
        }
    }
}

std::size_t points_of(const std::vector<InkStroke>& strokes) {
    std::size_t points = 0;
    for (const InkStroke& stroke : strokes) {
        points += stroke.size();
    }
    return points;
}

/// What was drawn since, as far as it fits.
bool take_strokes(NodeId id, std::vector<InkStroke>& strokes) {
    bool taken = false;
    auto& waiting = state().ink;
    for (auto& ink : waiting) {
        if (ink.node != id || ink.stroke.empty()) {
            continue;
        }
        if (strokes.size() < ink_strokes_max &&
            points_of(strokes) + ink.stroke.size() <= ink_points_max) {
            strokes.push_back(std::move(ink.stroke));
            taken = true;
        }
        ink.node = 0;
    }
    std::erase_if(waiting, [](const auto& ink) { return ink.node == 0; });
    return taken;
}

} // namespace

bool signature_pad(const SignatureOptions& options, Signature& signature) {
    const IdScope scope(options.id.empty() ? options.label : options.id);
    bool changed = false;
    caption(options.label);
    const float room = available().width;
    const float height = std::min(options.height, room / pad_shape);
    const Rect rect = place({height * pad_shape, height});
    Node node;
    node.id = node_id("pad");
    node.role = Role::InkPad;
    node.name = options.label;
    node.description = options.error.empty() ? options.typed_label : options.error;
    node.state = options.error.empty() ? 0u : StateInvalid;
    node.rect = rect;
    const Interaction it = interact(node);
    changed |= take_strokes(it.id, signature.strokes);
    const bool wrong = !options.error.empty();
    paint::fill(rect, theme().surface_raised, radius::control);
    paint::frame(
        rect, wrong ? theme().danger : theme().outline, wrong ? 2.0f : 1.0f, radius::control);
    const Rect line = rect.inset(rect.height * 0.12f);
    paint::hairline({line.x, rect.y + rect.height * 0.78f}, line.width, theme().outline);
    draw_strokes(signature.strokes, rect);
    if (it.focus_ring) {
        paint::focus_ring(rect, radius::control);
    }
    if (wrong) {
        caption(options.error, Tone::Danger);
    }
    if (button({.id = "clear",
                .label = options.clear_label,
                .kind = ButtonKind::Quiet,
                .icon = Icon::Undo,
                .disabled = signature.strokes.empty()})) {
        signature.strokes.clear();
        changed = true;
    }
    changed |=
        text_field({.id = "typed", .label = options.typed_label}, signature.typed_name).changed;
    return changed;
}

void ink_picture(const InkPictureOptions& options, const std::vector<InkStroke>& strokes) {
    const IdScope scope(options.id.empty() ? options.name : options.id);
    const float height = std::min(options.height, available().width / pad_shape);
    const Rect rect = place({height * pad_shape, height});
    Node node;
    node.id = node_id("ink");
    node.role = Role::Image;
    node.name = options.name;
    node.rect = rect;
    publish(node);
    draw_strokes(strokes, rect);
}

} // namespace huiyin::widgets
