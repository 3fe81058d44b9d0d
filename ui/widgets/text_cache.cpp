#include "ui/widgets/text_cache.h"

#include "ui/widgets/context_state.h"
#include "ui/widgets/fonts.h"

#include <imgui_internal.h>

#include <cmath>

namespace huiyin::widgets {

namespace {

constexpr std::size_t entries_max = 1500;
constexpr std::uint64_t passes_kept = 8;

std::uint64_t hash_of(std::string_view text) {
    std::uint64_t hash = 1469598103934665603ull;
    for (const char c : text) {
        hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ull;
    }
    return hash;
}

class FontAdvances final : public Advances {
public:
    explicit FontAdvances(const BakedFont& font)
        : m_font(font) {}

    float advance(char32_t character) const override {
        return m_font.baked->GetCharAdvance(static_cast<ImWchar>(character)) * m_font.scale;
    }

private:
    const BakedFont& m_font;
};

} // namespace

const TextBlock* TextCache::find(const TextKey& key, std::uint64_t now) {
    const auto found = m_entries.find(key);
    if (found == m_entries.end()) {
        return nullptr;
    }
    found->second.used = now;
    return &found->second.block;
}

const TextBlock& TextCache::insert(const TextKey& key, std::uint64_t now, TextBlock block) {
    return m_entries.insert_or_assign(key, Entry{std::move(block), now}).first->second.block;
}

void TextCache::trim(std::uint64_t now) {
    if (m_entries.size() < entries_max) {
        return;
    }
    for (auto at = m_entries.begin(); at != m_entries.end();) {
        at = at->second.used + passes_kept < now ? m_entries.erase(at) : std::next(at);
    }
}

BakedFont baked_font(TextSize size, Weight weight) {
    ContextState& s = state();
    ImFont* font = s.canvas.font(weight);
    const float pixels = font_size(size) * s.view.device_ratio;
    // Dear ImGui rounds sizes; the density keeps the glyphs at the size the browser would use.
    const float rounded = std::round(pixels);
    ImFontBaked* baked = font->GetFontBaked(rounded, pixels / rounded);
    baked->LoadNoRenderOnLayout = 1;
    return {font, baked, pixels / rounded};
}

const TextBlock& text_block(std::string_view text, const TextStyle& style, float width) {
    ContextState& s = state();
    const float ratio = s.view.device_ratio;
    const float pixels = font_size(style.size) * ratio;
    TextKey key;
    key.hash = hash_of(text);
    key.length = static_cast<std::uint32_t>(text.size());
    key.width = width * ratio;
    key.size = pixels;
    key.style = static_cast<std::uint32_t>(style.weight == Weight::Bold ? 1 : 0) |
                (style.autospace ? 2u : 0u) | static_cast<std::uint32_t>(style.lines_max << 2);
    if (const TextBlock* known = s.text_cache.find(key, s.text_cache.pass)) {
        return *known;
    }
    const BakedFont font = baked_font(style.size, style.weight);
    const FontAdvances advances(font);
    return s.text_cache.insert(key,
                               s.text_cache.pass,
                               layout_text(text,
                                           advances,
                                           {.width = width * ratio,
                                            .em = pixels,
                                            .lines_max = style.lines_max,
                                            .autospace = style.autospace,
                                            .avoid_orphan = style.autospace}));
}

Size measure_text(std::string_view text, const TextStyle& style, float width) {
    const TextBlock& block = text_block(text, style, width);
    // A hair more than measured, so that the same text fits into its own measure.
    return {block.width / view().device_ratio + 0.02f,
            static_cast<float>(block.lines.size()) * line_height(style.size)};
}

} // namespace huiyin::widgets
