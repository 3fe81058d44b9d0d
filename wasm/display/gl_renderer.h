// Draws what the widgets made with WebGL2: one shader, one vertex array, textures of one
// channel for glyphs and of colours for photos.
#pragma once

#include "ui/widgets/theme.h"

#include <cstdint>

struct ImDrawData;
struct ImDrawList;
struct ImTextureData;

namespace huiyin::display {

/// Needs a current GL context. Asks the GPU nothing: every answer would be a round trip.
class GlRenderer {
public:
    GlRenderer() = default;
    ~GlRenderer() = default;
    GlRenderer(const GlRenderer&) = delete;
    GlRenderer& operator=(const GlRenderer&) = delete;

    /// Draws one picture over the whole canvas. Makes the device objects when there are none.
    void draw(ImDrawData& data, widgets::Color background);
    /// The context is gone and all objects with it: forgets them and uploads everything anew next
    /// time.
    void forget_device_objects(ImDrawData* data);

    /// A new texture for a photo, bound so that its pixels can be put in (RGBA); then
    /// end_picture(). Gives its id for drawing.
    static std::uint64_t begin_picture();
    static void end_picture();
    static void delete_picture(std::uint64_t id);

private:
    void create_device_objects();
    void update_texture(ImTextureData& texture);
    void draw_list(const ImDrawList& list, int height);
    void use_texture(std::uint64_t id);
    void set_up(const ImDrawData& data, int width, int height);

    bool m_ready = false;
    std::uint32_t m_program = 0;
    std::int32_t m_scale_location = -1;
    std::int32_t m_colours_location = -1;
    bool m_colours = false; ///< what the program's uniform says now
    std::uint32_t m_vertex_array = 0;
    std::uint32_t m_vertices = 0;
    std::uint32_t m_indices = 0;
};

} // namespace huiyin::display
