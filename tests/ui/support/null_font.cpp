#include "tests/ui/support/null_font.h"

#include <imgui.h>
#include <imgui_internal.h>

namespace huiyin::test {

namespace {

float advance_of(ImWchar character) {
    return character >= 0x2E80 ? 1.0f : 0.55f;
}

bool contains_glyph(ImFontAtlas*, ImFontConfig*, ImWchar character) {
    return character >= 32;
}

bool init_baked(ImFontAtlas*, ImFontConfig*, ImFontBaked* baked, void*) {
    baked->Ascent = baked->Size * 0.88f;
    baked->Descent = -baked->Size * 0.12f;
    return true;
}

bool load_glyph(ImFontAtlas*,
                ImFontConfig*,
                ImFontBaked* baked,
                void*,
                ImWchar character,
                ImFontGlyph* glyph,
                float* advance) {
    const float width = advance_of(character) * baked->Size;
    if (advance != nullptr) {
        *advance = width;
        return true;
    }
    glyph->Codepoint = character & 0x3FFFFFFu;
    glyph->AdvanceX = width;
    return true;
}

ImFontLoader make_loader() {
    ImFontLoader loader;
    loader.Name = "null";
    loader.FontSrcContainsGlyph = contains_glyph;
    loader.FontBakedInit = init_baked;
    loader.FontBakedLoadGlyph = load_glyph;
    return loader;
}

} // namespace

const ImFontLoader& null_font_loader() {
    static const ImFontLoader loader = make_loader();
    return loader;
}

} // namespace huiyin::test
