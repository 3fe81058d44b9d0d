// What the worker can tell the page. Messages that carry JSON go out as they are.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace huiyin::display::page {

void request_frame();
/// {"type": "mirror", ...} and the like: `kind` names the message.
void send(std::string_view kind, std::string_view text);
/// The same with bytes beside the text, which the page owns from then on.
void send(std::string_view kind, std::string_view text, std::span<const std::uint8_t> bytes);

/// Has a picture decoded; display_picture() is called when it is.
void decode_picture(std::uint32_t id, std::uint32_t edge_max, std::span<const std::uint8_t> bytes);
/// Puts the pixels of the picture that display_picture() tells of into the bound texture.
void upload_picture();

} // namespace huiyin::display::page
