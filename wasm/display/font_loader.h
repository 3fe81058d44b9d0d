// Glyphs of the system's own fonts, through a 2D canvas in the worker. Nothing is downloaded.
#pragma once

#include <cstdint>
#include <vector>

struct ImFontAtlas;
struct ImFontBaked;
struct ImFontLoader;

namespace huiyin::display {

/// The loader for a widgets::Context. It finds the canvas as `Module.display.glyphs`.
const ImFontLoader& canvas_font_loader();

/// Lets the loader make glyphs for `budget_ms` in the coming frame, and takes back those that were
/// left empty in the one before.
void begin_glyph_frame(ImFontAtlas& atlas, double budget_ms);

/// Whether glyphs were left empty since begin_glyph_frame(), so that another frame is needed.
bool glyphs_are_pending();

} // namespace huiyin::display
