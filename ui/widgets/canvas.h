// Dear ImGui's draw list and font atlas, without its windows: they need no context of it. For the
// sources of ui/widgets only.
#pragma once

#include "ui/widgets/geometry.h"
#include "ui/widgets/sprites.h"
#include "ui/widgets/theme.h"

#include <imgui.h>
#include <imgui_internal.h>

namespace huiyin::widgets {

/// One picture at a time.
class Canvas {
public:
    explicit Canvas(const ImFontLoader& loader);
    ~Canvas();
    Canvas(const Canvas&) = delete;
    Canvas& operator=(const Canvas&) = delete;

    /// Empties the list for a picture of this many device pixels.
    void begin(float width, float height);
    /// The picture is complete and valid until the next begin().
    void end();

    ImDrawList& list() { return m_list; }

    ImDrawData& data() { return m_data; }

    ImFontAtlas& atlas() { return m_atlas; }

    Sprites& sprites() { return m_sprites; }

    ImFont* font(Weight weight) { return weight == Weight::Bold ? m_bold : m_regular; }

private:
    ImFontAtlas m_atlas;
    Sprites m_sprites{m_atlas};
    ImDrawListSharedData m_shared;
    ImDrawList m_list{&m_shared};
    ImDrawData m_data;
    ImFont* m_regular = nullptr;
    ImFont* m_bold = nullptr;
    int m_frame = 0;
};

} // namespace huiyin::widgets
