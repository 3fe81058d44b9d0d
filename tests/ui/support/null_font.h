// A font without pixels: every Han character is one em wide, every other 0.55.
#pragma once

struct ImFontLoader;

namespace huiyin::test {

const ImFontLoader& null_font_loader();

} // namespace huiyin::test
