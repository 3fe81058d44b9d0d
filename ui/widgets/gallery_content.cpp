// The second and third column of the gallery's first page: what complaints are shown with.
#include "ui/widgets/gallery_parts.h"
#include "ui/widgets/gallery_samples.h"
#include "ui/widgets/widgets.h"

#include <array>
#include <string>

namespace huiyin::widgets {

namespace {

void rows_ui(Gallery& gallery) {
    section_heading({.label = "列表行", .small = true});
    {
        const Column column({.gap = space::xs});
        for (std::size_t i = 0; i < 2; ++i) {
            const IdScope scope(i);
            if (sample_row_ui(i + 1, gallery.row == i)) {
                gallery.row = i;
            }
        }
    }
    const Card card({.padding = 0, .gap = 0});
    const std::array<std::string_view, 3> parts = {"TS-2026-F8Q-0027-T", "周海燕", "会展中心站"};
    (void)task_row({.id = "t1",
                    .title = "AFC 工作站更换后票务打印机不通",
                    .facts = parts,
                    .remaining = "超时 48 分",
                    .limit = "今天 13:00",
                    .tone = Tone::Danger,
                    .pressing = true});
    (void)action_row({.id = "a1",
                      .label = "导出未上传的记录",
                      .detail = "一个密封文件，可在另一台平板导入",
                      .icon = Icon::Download});
}

void notes_ui(Gallery& gallery) {
    section_heading({.label = "卡片与提示", .small = true});
    const Column column({.gap = space::s});
    note({.text = "平板时钟快 14 分钟，期限按服务器时间算",
          .tone = Tone::Warning,
          .icon = Icon::Clock});
    note({.text = "存储只剩 20 MB，请先同步或导出",
          .tone = Tone::Danger,
          .icon = Icon::Alert,
          .action = "导出"});
    note({.text = "今日对账一致：写下 63 条，收到 63 条", .tone = Tone::Success});
    gap(space::s);
    section_heading({.label = "进度", .small = true});
    progress({.name = "上传", .fraction = 0.42f, .counts = "5 / 12 条", .amount = "2.1 / 5.0 MB"});
    gallery.presses +=
        progress({.name = "导入", .fraction = 0.8f, .counts = "800 / 1,000 条", .cancel = "取消"})
            ? 1u
            : 0u;
    gap(space::s);
    section_heading({.label = "空状态", .small = true});
    const Card card;
    (void)empty_state({.icon = Icon::Inbox,
                       .title = "现在没有要办的事",
                       .text = "新投诉分派给您时会出现在这里",
                       .action = "登记投诉",
                       .action_icon = Icon::Plus});
}

void timeline_ui() {
    section_heading({.label = "经过", .small = true});
    const Landmark list(Role::List, "经过");
    const std::array<std::string_view, 3> first = {"王海涛", "电话", "用户暂未表态"};
    const std::array<std::string_view, 2> second = {"王海涛", "工单与通话记录相符"};
    const std::array<std::string_view, 1> third = {"综控室 与 信号设备室，待选定"};
    const std::array<std::string_view, 1> last = {"周敏 → 陈志强"};
    timeline_item({.icon = Icon::Reply,
                   .tone = Tone::Accent,
                   .title = "反馈结果",
                   .time = "今天 14:06",
                   .facts = first});
    timeline_item({.icon = Icon::ShieldCheck,
                   .tone = Tone::Success,
                   .title = "确认有效",
                   .time = "今天 11:02",
                   .facts = second,
                   .warning = "设备 11:02，服务器 13:35"});
    timeline_item({.icon = Icon::Conflict,
                   .tone = Tone::Warning,
                   .title = "地点有冲突",
                   .time = "今天 10:05",
                   .facts = third});
    timeline_item({.icon = Icon::Escalate,
                   .tone = Tone::Danger,
                   .title = "升级重大",
                   .time = "今天 09:50",
                   .facts = last,
                   .last = true});
}

void attachments_ui(Gallery& gallery) {
    section_heading({.label = "附件", .small = true});
    static constexpr std::array<float, 13> levels = {
        0.2f, 0.3f, 0.6f, 0.5f, 0.2f, 0.5f, 0.9f, 0.7f, 0.5f, 0.3f, 0.2f, 0.5f, 0.8f};
    const std::array<Attachment, 3> shown = {
        {{.name = "照片 1"},
         {.name = "照片 2", .progress = 0.55f, .removable = true},
         {.kind = AttachmentKind::Voice,
          .name = "录音 0:42",
          .label = "0:42",
          .levels = levels,
          .played = 0.45f}}};
    const AttachmentsResult result =
        attachments({.name = "附件", .attachments = shown, .remove_label = "移除"});
    gallery.presses += result.opened || result.removed ? 1u : 0u;
}

void charts_ui() {
    section_heading({.label = "图表", .small = true});
    constexpr std::array<StatTile, 2> tiles = {
        {{"投诉量", "63", "件", "比上月多 8", Icon::TrendUp},
         {"回访满意率", "91.2", "%", "降 1.1 点", Icon::TrendDown, Tone::Danger}}};
    stat_tiles({.id = "tiles", .name = "指标", .tiles = tiles});
    const Card card({.gap = space::m});
    line_chart(sample_chart(false));
    constexpr std::array<Bar, 3> bars = {
        {{"终端桌面组", 12, "12"}, {"AFC 系统组", 9, "9"}, {"信号系统组", 6, "6"}}};
    bar_chart({.id = "groups", .name = "有效投诉", .bars = bars, .row_height = 36});
    constexpr std::array<StackPart, 2> parts = {
        {{"记录 118 MB", 118}, {"附件 294 MB", 294, Tone::Muted}}};
    stacked_bar({.id = "storage", .name = "存储", .parts = parts, .total = 2048});
    rate_bar({.label = "回访成功率",
              .fraction = "34 / 45，目标 80 %",
              .figure = "75.6 %",
              .rate = 0.756,
              .target = 0.8});
}

void icons_ui() {
    section_heading({.label = "图标", .small = true});
    const Row row({.gap = space::l, .wrap = true, .line_gap = space::m});
    for (int i = 1; i < icon_count; ++i) {
        draw_icon(static_cast<Icon>(i), place({24, 24}), 24, theme().text);
    }
    for (int i = 0; i < 9; ++i) {
        draw_glyph(static_cast<Glyph>(i), place({24, 24}), theme().accent, theme().surface);
    }
}

} // namespace

void gallery_rows_ui(Gallery& gallery) {
    rows_ui(gallery);
    notes_ui(gallery);
}

void gallery_content_ui(Gallery& gallery) {
    timeline_ui();
    attachments_ui(gallery);
    section_heading({.label = "冲突", .small = true});
    sample_conflict_ui(true);
    charts_ui();
    icons_ui();
    section_heading({.label = "载入", .small = true});
    skeleton_rows({.name = "载入中", .rows = 1});
}

} // namespace huiyin::widgets
