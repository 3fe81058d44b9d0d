// What only the page can do: print, save a file.
#include "ui/widgets/gallery_parts.h"
#include "ui/widgets/widgets.h"

#include <string>
#include <vector>

namespace huiyin::widgets {

namespace {

/// Two pages in the manner of the official records.
std::string sample_pages(std::string_view sheet) {
    std::string html;
    for (const char* page : {"1", "2"}) {
        html += "<section class=\"page ";
        html += sheet;
        html += "\"><p class=org>数字化中心</p><h1>用户投诉处理表</h1><div class=head>"
                "<span>编号 <span class=mono>TS-2026-A7K-0042-Q</span></span><span>第 ";
        html += page;
        html += " 页，共 2 页</span></div><table><tr><th>投诉人</th><td>赵国栋 &lt;1&gt;</td></tr>"
                "<tr class=cut><th>投诉内容</th><td>监视画面中断十二分钟。</td></tr></table>"
                "<script>document.title = 'escaped';</script>"
                "<img src=x onerror=\"document.title = 'escaped'\"></section>";
    }
    return html;
}

void show(Paper paper, std::string_view sheet) {
    show_print_document({.title = "用户投诉处理表 TS-2026-A7K-0042-Q",
                         .html = sample_pages(sheet),
                         .paper = paper,
                         .print_label = "打印",
                         .close_label = "关闭"});
}

void print_ui() {
    section_heading({.label = "打印"});
    const Row row({.wrap = true});
    if (button({.id = "form", .label = "打印处理表", .icon = Icon::Print})) {
        show(Paper::A4Portrait, "portrait");
    }
    if (button({.id = "register", .label = "打印记录表", .icon = Icon::Print})) {
        show(Paper::A4Landscape, "landscape");
    }
    if (button({.id = "register_a3", .label = "打印记录表 A3", .icon = Icon::Print})) {
        show(Paper::A3Landscape, "landscape");
    }
}

void download_ui() {
    section_heading({.label = "保存文件"});
    if (button({.id = "csv", .label = "导出 CSV", .icon = Icon::Download})) {
        const std::string csv = "\xEF\xBB\xBF编号,投诉人\r\nTS-2026-A7K-0042-Q,赵国栋\r\n";
        const std::vector<std::uint8_t> bytes(csv.begin(), csv.end());
        offer_download({.file_name = "记录表 2026-11.csv",
                        .media_type = "text/csv;charset=utf-8",
                        .bytes = bytes,
                        .title = "文件已生成",
                        .save_label = "保存",
                        .close_label = "关闭"});
    }
}

} // namespace

void gallery_intents_ui(Gallery& /*gallery*/) {
    const Landmark main(Role::Main, "需要页面的事");
    ScrollArea scroll({.id = "intents",
                       .padding = {space::l, space::l, space::l, space::xl},
                       .gap = space::l,
                       .width_max = 720});
    title("需要页面的事");
    print_ui();
    download_ui();
}

} // namespace huiyin::widgets
