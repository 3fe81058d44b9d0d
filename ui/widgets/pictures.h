// Photos as textures: a widget asks for a picture by its key, the host decodes it outside of the
// frame, and what was not drawn for longest goes first when there is too much.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string_view>
#include <vector>

namespace huiyin::widgets {

/// All textures together, in bytes: a big photo and sixty thumbnails.
inline constexpr std::size_t picture_textures_bytes_max = 48 * 1024 * 1024;
/// Pictures that are decoded at the same time: each takes four bytes a pixel.
inline constexpr std::size_t pictures_decoding_max = 4;

/// A picture as far as it is there.
struct Picture {
    /// 0 = not yet, or never.
    std::uint64_t texture = 0;
    /// Width ÷ height.
    float aspect = 1;
    /// Its bytes are none, or nothing that the browser can decode.
    bool broken = false;
};

/// Gives the bytes of the file: JPEG, PNG or what else the browser decodes.
using PictureBytes = std::function<std::vector<std::uint8_t>()>;

/// The picture with this key, for drawing it in this frame, its longer side made `edge_max` pixels
/// where it has more. `bytes` is called only when it has to be decoded; a frame follows when it is
/// there.
Picture picture(std::string_view key, std::uint32_t edge_max, const PictureBytes& bytes);

/// What a host has to decode; it answers with Context::picture_decoded.
struct PictureRequest {
    std::uint32_t id = 0;
    std::uint32_t edge_max = 0; ///< pixels of the longer side
    std::vector<std::uint8_t> bytes;
};

} // namespace huiyin::widgets
