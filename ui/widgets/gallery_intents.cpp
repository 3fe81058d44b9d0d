// What only the page can do: print, save a file, take a picture, be written on.
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
    section_heading({.label = "打印", .small = true});
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
    section_heading({.label = "保存文件", .small = true});
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

constexpr FileLimits sample_limits{.chosen_bytes_max = 8 * 1024 * 1024,
                                   .bytes_max = 2 * 1024 * 1024,
                                   .picture_edge_max = 2048,
                                   .thumbnail_edge_max = 256,
                                   .voice_ms_max = 2000};

/// Enough to see in a test what arrived: the first bytes tell the kind.
std::string description_of(const TakenFile& file) {
    std::string text = file.name + ", " + file.media_type + ", " + std::to_string(file.width) +
                       " x " + std::to_string(file.height) + ", " +
                       std::to_string(file.bytes.size()) + " / " +
                       std::to_string(file.thumbnail.size()) + ", problem " +
                       std::to_string(static_cast<int>(file.problem)) + ", begins";
    for (std::size_t i = 0; i < file.bytes.size() && i < 4; ++i) {
        text += ' ' + std::to_string(file.bytes[i]);
    }
    return text;
}

void files_ui(Gallery& gallery) {
    section_heading({.label = "照片和文件", .small = true});
    {
        const Row row({.wrap = true});
        const auto taken = {
            file_button({.id = "camera", .label = "拍照", .limits = sample_limits}),
            file_button({.id = "pictures",
                         .label = "选照片",
                         .source = FileSource::Pictures,
                         .limits = sample_limits,
                         .icon = Icon::Image}),
            file_button({.id = "files",
                         .label = "选文件",
                         .source = FileSource::Files,
                         .limits = sample_limits,
                         .icon = Icon::File}),
            voice_button(
                {.id = "voice", .label = "录音", .stop_label = "停止", .limits = sample_limits})};
        for (const auto& taken_one : taken) {
            gallery.file_text =
                taken_one.file ? description_of(*taken_one.file) : gallery.file_text;
        }
    }
    text(gallery.file_text.empty() ? "还没有文件" : gallery.file_text);
}

void signature_ui(Gallery& gallery) {
    section_heading({.label = "签名", .small = true});
    signature_pad({.id = "sign",
                   .label = "投诉人签名",
                   .clear_label = "重写",
                   .typed_label = "不能手写时，打字签名"},
                  gallery.signature);
    std::size_t points = 0;
    for (const InkStroke& stroke : gallery.signature.strokes) {
        points += stroke.size();
    }
    text(std::to_string(gallery.signature.strokes.size()) + " 笔，" + std::to_string(points) +
         " 点");
}

} // namespace

void gallery_intents_ui(Gallery& gallery) {
    const Landmark main(Role::Main, "需要页面的事");
    ScrollArea scroll({.id = "intents",
                       .padding = {space::l, space::l, space::l, space::xl},
                       .gap = space::l,
                       .width_max = 720});
    title("需要页面的事");
    print_ui();
    download_ui();
    files_ui(gallery);
    signature_ui(gallery);
}

} // namespace huiyin::widgets
