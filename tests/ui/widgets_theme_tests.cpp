#include "ui/widgets/theme.h"

#include <catch_amalgamated.hpp>

using namespace huiyin::widgets;

namespace {

struct Pair {
    const char* name;
    Color text;
    Color ground;
    float least;
};

std::vector<Pair> pairs_of(const Theme& t) {
    return {
        {"text on surface", t.text, t.surface, 4.5f},
        {"text on surface_raised", t.text, t.surface_raised, 4.5f},
        {"text on fill", t.text, t.fill, 4.5f},
        {"text on fill_pressed", t.text, t.fill_pressed, 4.5f},
        {"text_muted on surface", t.text_muted, t.surface, 4.5f},
        {"text_muted on surface_raised", t.text_muted, t.surface_raised, 4.5f},
        {"text_muted on fill", t.text_muted, t.fill, 4.5f},
        {"text_muted on warning_tint", t.text_muted, t.warning_tint, 4.5f},
        {"text_muted on danger_tint", t.text_muted, t.danger_tint, 4.5f},
        {"accent on surface", t.accent, t.surface, 4.5f},
        {"accent on surface_raised", t.accent, t.surface_raised, 4.5f},
        {"accent on accent_tint", t.accent, t.accent_tint, 4.5f},
        {"on_accent on accent", t.on_accent, t.accent, 4.5f},
        {"on_accent on accent_pressed", t.on_accent, t.accent_pressed, 4.5f},
        {"success on success_tint", t.success, t.success_tint, 4.5f},
        {"warning on warning_tint", t.warning, t.warning_tint, 4.5f},
        {"danger on danger_tint", t.danger, t.danger_tint, 4.5f},
        {"danger on surface", t.danger, t.surface, 4.5f},
        {"on_danger on danger", t.on_danger, t.danger, 4.5f},
        {"outline on surface", t.outline, t.surface, 3},
        {"outline on surface_raised", t.outline, t.surface_raised, 3},
        {"focus on surface", t.focus, t.surface, 3},
        {"focus on surface_raised", t.focus, t.surface_raised, 3},
        {"accent on fill", t.accent, t.fill, 3},
        {"danger on fill", t.danger, t.fill, 3},
    };
}

} // namespace

TEST_CASE("theme: every pair of text and ground reaches WCAG AA", "[ui][widgets][theme]") {
    for (const Scheme scheme : {Scheme::Light, Scheme::Dark}) {
        for (const Pair& pair : pairs_of(theme_of(scheme))) {
            INFO((scheme == Scheme::Light ? "light: " : "dark: ") << pair.name);
            CHECK(contrast_ratio(pair.text, pair.ground) >= pair.least);
        }
    }
}

TEST_CASE("theme: contrast of black and white is 21", "[ui][widgets][theme]") {
    CHECK(contrast_ratio(color_from_hex(0x000000), color_from_hex(0xFFFFFF)) ==
          Catch::Approx(21.0f));
}
