#include "wasm/display/page.h"

#include <emscripten.h>

EM_JS(void, huiyin_page_request_frame, (), { Module.display.requestFrame(); });
EM_JS(void, huiyin_page_send, (void* kind, int kind_bytes, void* text, int text_bytes), {
    Module.display.send(UTF8ToString(kind, kind_bytes), UTF8ToString(text, text_bytes));
});
EM_JS(void,
      huiyin_page_send_bytes,
      (void* kind, int kind_bytes, void* text, int text_bytes, void* bytes, int count),
      {
          Module.display.send(UTF8ToString(kind, kind_bytes),
                              UTF8ToString(text, text_bytes),
                              HEAPU8.slice(bytes, bytes + count));
      });

EM_JS(void, huiyin_page_decode_picture, (int id, int edge_max, void* bytes, int count), {
    Module.display.decodePicture(id, edge_max, HEAPU8.slice(bytes, bytes + count));
});
EM_JS(void, huiyin_page_upload_picture, (), { Module.display.uploadPicture(); });

namespace huiyin::display::page {

namespace {

/// EM_JS takes no pointers to const.
void* address(std::string_view text) {
    return const_cast<char*>(text.data());
}

} // namespace

void request_frame() {
    huiyin_page_request_frame();
}

void send(std::string_view kind, std::string_view text) {
    huiyin_page_send(
        address(kind), static_cast<int>(kind.size()), address(text), static_cast<int>(text.size()));
}

void send(std::string_view kind, std::string_view text, std::span<const std::uint8_t> bytes) {
    huiyin_page_send_bytes(address(kind),
                           static_cast<int>(kind.size()),
                           address(text),
                           static_cast<int>(text.size()),
                           const_cast<std::uint8_t*>(bytes.data()),
                           static_cast<int>(bytes.size()));
}

void decode_picture(std::uint32_t id, std::uint32_t edge_max, std::span<const std::uint8_t> bytes) {
    huiyin_page_decode_picture(static_cast<int>(id),
                               static_cast<int>(edge_max),
                               const_cast<std::uint8_t*>(bytes.data()),
                               static_cast<int>(bytes.size()));
}

void upload_picture() {
    huiyin_page_upload_picture();
}

} // namespace huiyin::display::page
