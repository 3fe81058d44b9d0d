#include "wasm/display/font_loader.h"

#include <imgui.h>
#include <imgui_internal.h>

#include <array>
#include <cmath>
#include <emscripten.h>

// Parameters are written `void* p` because this compiler's EM_JS takes the star for a part of the
// name otherwise.
EM_JS(void, huiyin_glyph_measure, (int character, float pixels, int bold, void* out), {
    const m = Module.display.glyphs.measure(character, pixels, bold);
    HEAPF32.set(m, out >> 2);
});
EM_JS(void, huiyin_font_metrics, (float pixels, int bold, void* out), {
    HEAPF32.set(Module.display.glyphs.metrics(pixels, bold), out >> 2);
});
EM_JS(void,
      huiyin_glyph_raster,
      (int character, float pixels, int bold, int x, int y, int width, int height, void* out),
      {
          const source = Module.display.glyphs.raster(character, pixels, bold, x, y, width, height);
          // Coverage is the alpha of what was drawn. The heap is looked up now: it may have grown.
          const heap = HEAPU8;
          for (let from = 3, to = out; from < source.length; from += 4, ++to) {
              heap[to] = source[from] < 3 ? 0 : source[from];
          }
      });

namespace huiyin::display {

namespace {

/// A glyph left empty. By the id of its font size: a frame has several passes, and between two of
/// them Dear ImGui may move the sizes it holds, so a pointer would be stale and the glyph empty for
/// ever.
struct Deferred {
    ImGuiID baked_id = 0;
    ImWchar character = 0;
};

/// The loader has callbacks without an owner, so its frame's state stands here.
struct LoaderState {
    double deadline_ms = 0;
    std::vector<Deferred> deferred;
};

LoaderState& loader_state() {
    static LoaderState instance;
    return instance;
}

bool is_bold(const ImFontConfig& source) {
    return source.FontLoaderFlags == 1;
}

bool contains_glyph(ImFontAtlas*, ImFontConfig*, ImWchar character) {
    return character >= 32;
}

bool init_baked(ImFontAtlas*, ImFontConfig* source, ImFontBaked* baked, void*) {
    const float density = baked->RasterizerDensity * source->RasterizerDensity;
    std::array<float, 2> metrics{};
    huiyin_font_metrics(baked->Size * density, is_bold(*source) ? 1 : 0, metrics.data());
    baked->Ascent = metrics[0] / density;
    baked->Descent = -metrics[1] / density;
    return true;
}

bool is_blank(ImWchar character) {
    return character == ' ' || character == 0xA0 || character == 0x3000;
}

/// The atlas needs these at once and may not take them back.
bool is_essential(ImWchar character) {
    return character == '?' || character == 0xFFFD || character == 0x2026 || character == '.';
}

bool raster(ImFontAtlas* atlas,
            ImFontConfig* source,
            ImFontBaked* baked,
            const std::array<float, 5>& m,
            float density,
            ImFontGlyph* glyph) {
    const int x0 = static_cast<int>(std::floor(-m[1])) - 1;
    const int x1 = static_cast<int>(std::ceil(m[2])) + 1;
    const int y0 = static_cast<int>(std::floor(-m[3])) - 1;
    const int y1 = static_cast<int>(std::ceil(m[4])) + 1;
    const int width = x1 - x0;
    const int height = y1 - y0;
    if (width <= 2 || height <= 2) {
        return true;
    }
    const ImFontAtlasRectId id = ImFontAtlasPackAddRect(atlas, width, height);
    if (id == ImFontAtlasRectId_Invalid) {
        return false;
    }
    // Only now: packing may have moved everything to a bigger texture.
    ImTextureRect* rect = ImFontAtlasPackGetRect(atlas, id);
    ImVector<unsigned char>& pixels = atlas->Builder->TempBuffer;
    pixels.resize(width * height);
    huiyin_glyph_raster(static_cast<int>(glyph->Codepoint),
                        baked->Size * density,
                        is_bold(*source) ? 1 : 0,
                        -x0,
                        -y0,
                        width,
                        height,
                        pixels.Data);
    glyph->X0 = static_cast<float>(x0) / density;
    glyph->X1 = static_cast<float>(x1) / density;
    glyph->Y0 = baked->Ascent + static_cast<float>(y0) / density;
    glyph->Y1 = baked->Ascent + static_cast<float>(y1) / density;
    glyph->Visible = true;
    glyph->PackId = id;
    ImFontAtlasBakedSetFontGlyphBitmap(
        atlas, baked, source, glyph, rect, pixels.Data, ImTextureFormat_Alpha8, width);
    return true;
}

bool load_glyph(ImFontAtlas* atlas,
                ImFontConfig* source,
                ImFontBaked* baked,
                void*,
                ImWchar character,
                ImFontGlyph* glyph,
                float* advance) {
    if (character < 32) {
        return false;
    }
    const float density = baked->RasterizerDensity * source->RasterizerDensity;
    std::array<float, 5> m{}; // width, left, right, ascent, descent
    huiyin_glyph_measure(
        static_cast<int>(character), baked->Size * density, is_bold(*source) ? 1 : 0, m.data());
    if (advance != nullptr) {
        *advance = m[0] / density;
        return true;
    }
    glyph->Codepoint = character & 0x1FFFFFu;
    glyph->AdvanceX = m[0] / density;
    if (is_blank(character)) {
        return true;
    }
    LoaderState& state = loader_state();
    if (!is_essential(character) && emscripten_get_now() > state.deadline_ms) {
        // Empty, but as wide as it will be; begin_glyph_frame() takes it back.
        state.deferred.push_back({baked->BakedId, character});
        return true;
    }
    return raster(atlas, source, baked, m, density, glyph);
}

/// The glyph as it is, without loading it.
ImFontGlyph* loaded_glyph(ImFontBaked& baked, ImWchar character) {
    const auto index = static_cast<int>(character);
    if (index >= baked.IndexLookup.Size) {
        return nullptr;
    }
    const int at = baked.IndexLookup[index];
    return at < baked.Glyphs.Size ? &baked.Glyphs[at] : nullptr;
}

ImFontLoader make_loader() {
    ImFontLoader loader;
    loader.Name = "canvas";
    loader.FontSrcContainsGlyph = contains_glyph;
    loader.FontBakedInit = init_baked;
    loader.FontBakedLoadGlyph = load_glyph;
    return loader;
}

} // namespace

const ImFontLoader& canvas_font_loader() {
    static const ImFontLoader loader = make_loader();
    return loader;
}

void begin_glyph_frame(ImFontAtlas& atlas, double budget_ms) {
    LoaderState& state = loader_state();
    state.deadline_ms = emscripten_get_now() + budget_ms;
    for (const Deferred& entry : state.deferred) {
        auto* baked = static_cast<ImFontBaked*>(atlas.Builder->BakedMap.GetVoidPtr(entry.baked_id));
        ImFontGlyph* glyph = baked == nullptr ? nullptr : loaded_glyph(*baked, entry.character);
        if (glyph != nullptr && !glyph->Visible) {
            ImFontAtlasBakedDiscardFontGlyph(&atlas, baked->ContainerFont, baked, glyph);
            // Unknown again, so that the next text is not laid out with a stand-in width.
            baked->IndexAdvanceX[static_cast<int>(entry.character)] = -1.0f;
        }
    }
    state.deferred.clear();
}

bool glyphs_are_pending() {
    return !loader_state().deferred.empty();
}

} // namespace huiyin::display
