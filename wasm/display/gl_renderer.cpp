#include "wasm/display/gl_renderer.h"

#include <imgui.h>

#include <GLES3/gl3.h>
#include <cstddef>

namespace huiyin::display {

namespace {

constexpr GLuint position_attribute = 0;
constexpr GLuint uv_attribute = 1;
constexpr GLuint color_attribute = 2;

constexpr const char* vertex_source = R"(#version 300 es
layout(location = 0) in vec2 position;
layout(location = 1) in vec2 uv;
layout(location = 2) in vec4 color;
uniform vec2 scale;
out vec2 fragment_uv;
out vec4 fragment_color;
void main() {
    fragment_uv = uv;
    fragment_color = color;
    gl_Position = vec4(position.x * scale.x - 1.0, 1.0 - position.y * scale.y, 0.0, 1.0);
}
)";

// Glyphs and shapes hold coverage only, so one channel is enough for them; photos have colours.
constexpr const char* fragment_source = R"(#version 300 es
precision mediump float;
uniform sampler2D sampled;
uniform float colours;
in vec2 fragment_uv;
in vec4 fragment_color;
out vec4 result;
void main() {
    vec4 texel = texture(sampled, fragment_uv);
    result = mix(vec4(1.0, 1.0, 1.0, texel.r), texel, colours) * fragment_color;
}
)";

GLuint compile(GLenum kind, const char* source) {
    const GLuint shader = glCreateShader(kind);
    glShaderSource(shader, 1, &source, nullptr);
    glCompileShader(shader);
    return shader;
}

/// In the id of a texture beside its name: it has colours. Names are far smaller.
constexpr ImTextureID picture_flag = ImTextureID{1} << 40;

GLuint texture_name(ImTextureID id) {
    return static_cast<GLuint>(id & ~picture_flag);
}

const void* offset_pointer(std::size_t offset) {
    // The GL interface passes byte offsets as pointers.
    return reinterpret_cast<const void*>(offset);
}

void upload_rect(const ImTextureData& texture, const ImTextureRect& rect) {
    const std::size_t at =
        static_cast<std::size_t>(rect.y) * static_cast<std::size_t>(texture.Width) + rect.x;
    glPixelStorei(GL_UNPACK_ROW_LENGTH, texture.Width);
    glTexSubImage2D(GL_TEXTURE_2D,
                    0,
                    rect.x,
                    rect.y,
                    rect.w,
                    rect.h,
                    GL_RED,
                    GL_UNSIGNED_BYTE,
                    texture.Pixels + at);
    glPixelStorei(GL_UNPACK_ROW_LENGTH, 0);
}

GLuint create_texture(const ImTextureData& texture) {
    GLuint name = 0;
    glGenTextures(1, &name);
    glBindTexture(GL_TEXTURE_2D, name);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_LINEAR);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_LINEAR);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
    glTexImage2D(GL_TEXTURE_2D,
                 0,
                 GL_R8,
                 texture.Width,
                 texture.Height,
                 0,
                 GL_RED,
                 GL_UNSIGNED_BYTE,
                 texture.Pixels);
    return name;
}

} // namespace

void GlRenderer::use_texture(std::uint64_t id) {
    glBindTexture(GL_TEXTURE_2D, texture_name(id));
    const bool colours = (id & picture_flag) != 0;
    if (colours != m_colours) {
        m_colours = colours;
        glUniform1f(m_colours_location, colours ? 1.0f : 0.0f);
    }
}

void GlRenderer::draw_list(const ImDrawList& list, int height) {
    glBufferData(GL_ARRAY_BUFFER,
                 static_cast<GLsizeiptr>(list.VtxBuffer.size_in_bytes()),
                 list.VtxBuffer.Data,
                 GL_STREAM_DRAW);
    glBufferData(GL_ELEMENT_ARRAY_BUFFER,
                 static_cast<GLsizeiptr>(list.IdxBuffer.size_in_bytes()),
                 list.IdxBuffer.Data,
                 GL_STREAM_DRAW);
    for (const ImDrawCmd& command : list.CmdBuffer) {
        const ImVec4& clip = command.ClipRect;
        if (clip.z <= clip.x || clip.w <= clip.y || command.ElemCount == 0) {
            continue;
        }
        glScissor(static_cast<GLint>(clip.x),
                  height - static_cast<GLint>(clip.w),
                  static_cast<GLsizei>(clip.z - clip.x),
                  static_cast<GLsizei>(clip.w - clip.y));
        use_texture(command.GetTexID());
        glDrawElements(GL_TRIANGLES,
                       static_cast<GLsizei>(command.ElemCount),
                       GL_UNSIGNED_INT,
                       offset_pointer(command.IdxOffset * sizeof(ImDrawIdx)));
    }
}

void GlRenderer::create_device_objects() {
    const GLuint vertex_shader = compile(GL_VERTEX_SHADER, vertex_source);
    const GLuint fragment_shader = compile(GL_FRAGMENT_SHADER, fragment_source);
    m_program = glCreateProgram();
    glAttachShader(m_program, vertex_shader);
    glAttachShader(m_program, fragment_shader);
    glLinkProgram(m_program);
    glDeleteShader(vertex_shader);
    glDeleteShader(fragment_shader);
    m_scale_location = glGetUniformLocation(m_program, "scale");
    m_colours_location = glGetUniformLocation(m_program, "colours");
    m_colours = false;

    glGenVertexArrays(1, &m_vertex_array);
    glGenBuffers(1, &m_vertices);
    glGenBuffers(1, &m_indices);
    glBindVertexArray(m_vertex_array);
    glBindBuffer(GL_ARRAY_BUFFER, m_vertices);
    glBindBuffer(GL_ELEMENT_ARRAY_BUFFER, m_indices);
    constexpr auto stride = static_cast<GLsizei>(sizeof(ImDrawVert));
    glEnableVertexAttribArray(position_attribute);
    glVertexAttribPointer(position_attribute,
                          2,
                          GL_FLOAT,
                          GL_FALSE,
                          stride,
                          offset_pointer(offsetof(ImDrawVert, pos)));
    glEnableVertexAttribArray(uv_attribute);
    glVertexAttribPointer(
        uv_attribute, 2, GL_FLOAT, GL_FALSE, stride, offset_pointer(offsetof(ImDrawVert, uv)));
    glEnableVertexAttribArray(color_attribute);
    glVertexAttribPointer(color_attribute,
                          4,
                          GL_UNSIGNED_BYTE,
                          GL_TRUE,
                          stride,
                          offset_pointer(offsetof(ImDrawVert, col)));
    glPixelStorei(GL_UNPACK_ALIGNMENT, 1);
    glUseProgram(m_program);
    glEnable(GL_BLEND);
    glBlendFunc(GL_SRC_ALPHA, GL_ONE_MINUS_SRC_ALPHA);
    m_ready = true;
}

void GlRenderer::update_texture(ImTextureData& texture) {
    if (texture.Status == ImTextureStatus_WantCreate) {
        texture.SetTexID(create_texture(texture));
        texture.SetStatus(ImTextureStatus_OK);
    } else if (texture.Status == ImTextureStatus_WantUpdates) {
        glBindTexture(GL_TEXTURE_2D, texture_name(texture.TexID));
        for (const ImTextureRect& rect : texture.Updates) {
            upload_rect(texture, rect);
        }
        texture.SetStatus(ImTextureStatus_OK);
    } else if (texture.Status == ImTextureStatus_WantDestroy && texture.UnusedFrames > 0) {
        const GLuint name = texture_name(texture.TexID);
        glDeleteTextures(1, &name);
        texture.SetTexID(ImTextureID_Invalid);
        texture.SetStatus(ImTextureStatus_Destroyed);
    }
}

std::uint64_t GlRenderer::begin_picture() {
    GLuint name = 0;
    glGenTextures(1, &name);
    glBindTexture(GL_TEXTURE_2D, name);
    // Mostly drawn smaller than it is: without the smaller copies it would glitter.
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_LINEAR_MIPMAP_LINEAR);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_LINEAR);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
    return picture_flag | name;
}

void GlRenderer::end_picture() {
    glGenerateMipmap(GL_TEXTURE_2D);
}

void GlRenderer::delete_picture(std::uint64_t id) {
    const GLuint name = texture_name(id);
    glDeleteTextures(1, &name);
}

void GlRenderer::set_up(const ImDrawData& data, int width, int height) {
    glViewport(0, 0, width, height);
    glUniform2f(m_scale_location, 2.0f / data.DisplaySize.x, 2.0f / data.DisplaySize.y);
    glEnable(GL_SCISSOR_TEST);
}

void GlRenderer::draw(ImDrawData& data, widgets::Color background) {
    if (!m_ready) {
        create_device_objects();
    }
    for (ImTextureData* texture : *data.Textures) {
        if (texture->Status != ImTextureStatus_OK) {
            update_texture(*texture);
        }
    }
    const int width = static_cast<int>(data.DisplaySize.x);
    const int height = static_cast<int>(data.DisplaySize.y);
    glDisable(GL_SCISSOR_TEST);
    constexpr float whole = 255.0f;
    glClearColor(static_cast<float>(background.red) / whole,
                 static_cast<float>(background.green) / whole,
                 static_cast<float>(background.blue) / whole,
                 1.0f);
    glClear(GL_COLOR_BUFFER_BIT);
    set_up(data, width, height);
    for (const ImDrawList* list : data.CmdLists) {
        draw_list(*list, height);
    }
}

void GlRenderer::forget_device_objects(ImDrawData* data) {
    m_ready = false;
    if (data == nullptr || data->Textures == nullptr) {
        return;
    }
    for (ImTextureData* texture : *data->Textures) {
        if (texture->Status == ImTextureStatus_OK ||
            texture->Status == ImTextureStatus_WantUpdates) {
            // The pixels are still here, so nothing is rasterised again.
            texture->SetTexID(ImTextureID_Invalid);
            texture->SetStatus(ImTextureStatus_WantCreate);
        }
    }
}

} // namespace huiyin::display
