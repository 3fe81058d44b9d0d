// What the worker can tell the page. Messages that carry JSON go out as they are.
#pragma once

#include <string_view>

namespace huiyin::display::page {

void request_frame();
/// {"type": "mirror", ...} and the like: `kind` names the message.
void send(std::string_view kind, std::string_view text);

} // namespace huiyin::display::page
