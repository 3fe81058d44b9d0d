// Three hundred widgets in one scroll area, for measuring.
#include "ui/widgets/gallery_parts.h"
#include "ui/widgets/widgets.h"

#include <string>

namespace huiyin::widgets {

void gallery_many_ui(Gallery& gallery) {
    const Landmark main(Role::Main, "三百个控件");
    const ScrollArea body({.id = "many", .padding = {space::l, space::s, space::l, space::xl}});
    text_field({.id = "name", .label = "投诉人姓名"}, gallery.name);
    constexpr std::size_t rows = 75;
    for (std::size_t i = 0; i < rows; ++i) {
        const IdScope scope(std::uint64_t{i});
        const Row row({.gap = space::m});
        const std::string number = "TS-2026-A7K-00" + std::to_string(10 + i);
        text(number, {.width = 180});
        checkbox({.id = "verified", .label = "已核实"}, gallery.verified);
        gallery.presses += button({.id = "open", .label = "打开"}) ? 1u : 0u;
        gallery.presses +=
            icon_button({.id = "print", .icon = Icon::Print, .label = "打印 " + number}) ? 1u : 0u;
    }
}

} // namespace huiyin::widgets
