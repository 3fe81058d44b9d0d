#include "tests/ui/support/driver.h"
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
        {"on_danger on danger_pressed", t.on_danger, t.danger_pressed, 4.5f},
        {"outline on surface", t.outline, t.surface, 3},
        {"outline on surface_raised", t.outline, t.surface_raised, 3},
        {"focus on surface", t.focus, t.surface, 3},
        {"focus on surface_raised", t.focus, t.surface_raised, 3},
        {"accent on fill", t.accent, t.fill, 3},
        {"danger on fill", t.danger, t.fill, 3},
    };
}

/// What somebody gets who asks for more: text that is read at a glance, and lines that are seen.
std::vector<Pair> strong_pairs_of(const Theme& t) {
    std::vector<Pair> pairs;
    for (const Color ground : {t.surface, t.surface_raised, t.fill}) {
        for (const auto& [name, ink] : {std::pair{"text", t.text},
                                        std::pair{"text_muted", t.text_muted},
                                        std::pair{"accent", t.accent},
                                        std::pair{"success", t.success},
                                        std::pair{"warning", t.warning},
                                        std::pair{"danger", t.danger}}) {
            pairs.push_back({name, ink, ground, 7});
        }
    }
    for (const Color ground : {t.surface, t.surface_raised}) {
        pairs.push_back({"outline", t.outline, ground, 4.5f});
        pairs.push_back({"hairline", t.hairline, ground, 4.5f});
        pairs.push_back({"focus", t.focus, ground, 4.5f});
        pairs.push_back({"disabled", t.disabled, ground, 4.5f});
    }
    for (const Color ground : {t.accent_tint, t.success_tint, t.warning_tint, t.danger_tint}) {
        pairs.push_back({"text on a tint", t.text, ground, 7});
        pairs.push_back({"text_muted on a tint", t.text_muted, ground, 7});
    }
    pairs.push_back({"accent on accent_tint", t.accent, t.accent_tint, 7});
    pairs.push_back({"success on success_tint", t.success, t.success_tint, 7});
    pairs.push_back({"warning on warning_tint", t.warning, t.warning_tint, 7});
    pairs.push_back({"danger on danger_tint", t.danger, t.danger_tint, 7});
    pairs.push_back({"on_accent on accent", t.on_accent, t.accent, 7});
    pairs.push_back({"on_accent on accent_pressed", t.on_accent, t.accent_pressed, 7});
    pairs.push_back({"on_danger on danger", t.on_danger, t.danger, 7});
    pairs.push_back({"on_danger on danger_pressed", t.on_danger, t.danger_pressed, 7});
    return pairs;
}

} // namespace

TEST_CASE("theme: more contrast is 7:1 for text and 4.5:1 for lines", "[ui][widgets][theme]") {
    for (const Scheme scheme : {Scheme::Light, Scheme::Dark}) {
        const Theme& strong = theme_of(scheme, Contrast::More);
        for (const Pair& pair : strong_pairs_of(strong)) {
            CAPTURE(scheme == Scheme::Dark, pair.name);
            CHECK(contrast_ratio(pair.text, pair.ground) >= pair.least);
        }
        for (const Pair& pair : pairs_of(strong)) {
            CAPTURE(scheme == Scheme::Dark, pair.name);
            CHECK(contrast_ratio(pair.text, pair.ground) >= pair.least);
        }
    }
}

TEST_CASE("theme: widgets draw with the contrast that is asked for", "[ui][widgets][theme]") {
    for (const Scheme scheme : {Scheme::Light, Scheme::Dark}) {
        for (const Contrast contrast : {Contrast::Normal, Contrast::More}) {
            Color drawn;
            const huiyin::test::Driver driver([&drawn] { drawn = theme().text_muted; },
                                              {.scheme = scheme, .contrast = contrast});
            CHECK(drawn == theme_of(scheme, contrast).text_muted);
        }
        CHECK_FALSE(theme_of(scheme, Contrast::More).text_muted ==
                    theme_of(scheme, Contrast::Normal).text_muted);
    }
}

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
