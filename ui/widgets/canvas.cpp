#include "ui/widgets/canvas.h"

namespace ImGuiFreeType {

/// The reader of font files that Dear ImGui is told of (cmake/dependencies.cmake), for an atlas
/// that was given no loader: there is no such atlas.
const ImFontLoader* GetFontLoader();

const ImFontLoader* GetFontLoader() {
    return nullptr;
}

} // namespace ImGuiFreeType

namespace huiyin::widgets {

namespace {

/// Widest error of a circle's edge, in device pixels.
constexpr float circle_error_max = 0.12f;
constexpr int atlas_edge_max = 4096;

ImFont* add_font(ImFontAtlas& atlas, const ImFontLoader& loader, Weight weight) {
    ImFontConfig config;
    config.FontLoader = &loader;
    config.SizePixels = 16;
    config.FontLoaderFlags = weight == Weight::Bold ? 1u : 0u;
    return atlas.AddFont(&config);
}

} // namespace

Canvas::Canvas(const ImFontLoader& loader) {
    // A glyph is coverage only: a quarter of the memory and of the upload.
    m_atlas.TexDesiredFormat = ImTextureFormat_Alpha8;
    m_atlas.Flags |= ImFontAtlasFlags_NoBakedLines | ImFontAtlasFlags_NoMouseCursors;
    m_atlas.TexMaxWidth = atlas_edge_max / 2;
    m_atlas.TexMaxHeight = atlas_edge_max;
    m_atlas.RendererHasTextures = true;
    m_atlas.SetFontLoader(&loader);
    m_regular = add_font(m_atlas, loader, Weight::Regular);
    m_bold = add_font(m_atlas, loader, Weight::Bold);
    m_shared.FontAtlas = &m_atlas;
    m_shared.InitialFringeScale = 1;
    m_shared.InitialFlags = ImDrawListFlags_AntiAliasedLines | ImDrawListFlags_AntiAliasedFill |
                            ImDrawListFlags_AllowVtxOffset;
    m_shared.CurveTessellationTol = 0.4f;
    m_shared.SetCircleTessellationMaxError(circle_error_max);
    ImFontAtlasAddDrawListSharedData(&m_atlas, &m_shared);
}

Canvas::~Canvas() {
    for (ImTextureData* texture : m_atlas.TexList) {
        texture->SetTexID(ImTextureID_Invalid);
        texture->SetStatus(ImTextureStatus_Destroyed);
    }
    ImFontAtlasRemoveDrawListSharedData(&m_atlas, &m_shared);
}

void Canvas::begin(float width, float height) {
    ++m_frame;
    ImFontAtlasUpdateNewFrame(&m_atlas, m_frame, true);
    m_shared.ClipRectFullscreen = {0, 0, width, height};
    m_list._ResetForNewFrame();
    m_list.PushTexture(m_atlas.TexRef);
    m_list.PushClipRectFullScreen();
    m_data.Valid = false;
    m_data.DisplaySize = {width, height};
}

void Canvas::end() {
    m_list._PopUnusedDrawCmd();
    m_data.CmdLists.resize(0);
    m_data.CmdLists.push_back(&m_list);
    m_data.CmdListsCount = 1;
    m_data.TotalVtxCount = m_list.VtxBuffer.Size;
    m_data.TotalIdxCount = m_list.IdxBuffer.Size;
    m_data.FramebufferScale = {1, 1};
    m_data.Textures = &m_atlas.TexList;
    m_data.Valid = true;
}

} // namespace huiyin::widgets
