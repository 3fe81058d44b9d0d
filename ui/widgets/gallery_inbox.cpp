// The inbox of the gallery: the alert, groups of tasks, the two values of a conflict.
#include "ui/widgets/gallery_parts.h"
#include "ui/widgets/gallery_samples.h"
#include "ui/widgets/widgets.h"

#include <array>

namespace huiyin::widgets {

namespace {

constexpr std::array<std::string_view, 3> printer = {"周海燕", "会展中心站", "TS-2026-F8Q-0027-T"};
constexpr std::array<std::string_view, 3> radio = {"刘桂芳", "文化宫站", "TS-2026-K2V-0312-C"};
constexpr std::array<std::string_view, 3> photos = {"保密", "车辆段", "TS-2026-N5T-0009-W"};

void dispatch_ui() {
    group_heading({.icon = Icon::Dispatch, .tone = Tone::Warning, .label = "待分派", .count = "3"});
    const Card card({.padding = 0, .gap = 0});
    (void)task_row({.id = "d1",
                    .title = "AFC 工作站更换后票务打印机不通",
                    .facts = printer,
                    .remaining = "超时 48 分",
                    .limit = "应于 13:32",
                    .tone = Tone::Danger,
                    .remaining_icon = Icon::Clock});
    (void)task_row({.id = "d2",
                    .title = "站厅广播与行车广播串音，多次报修无结果",
                    .facts = radio,
                    .remaining = "剩 26 分",
                    .limit = "14:46 前",
                    .tone = Tone::Warning,
                    .pressing = true});
    (void)task_row({.id = "d3",
                    .title = "外包人员在设备室拍照并外传",
                    .facts = photos,
                    .remaining = "剩 1 小时 40 分",
                    .limit = "16:00 前",
                    .mark = MarkOptions{"建议重大", Icon::Flag, Tone::Danger}});
}

} // namespace

void sample_conflict_ui(bool may_decide) {
    constexpr std::array<std::string_view, 2> first = {"滨江大道站", "综控室"};
    constexpr std::array<std::string_view, 2> second = {"滨江大道站", "信号设备室"};
    constexpr std::array<std::string_view, 3> who_first = {"李晓东", "A7K", "今天 09:41"};
    constexpr std::array<std::string_view, 3> who_second = {"王海涛", "C3M", "今天 10:05"};
    const std::array<ConflictValue, 2> values = {
        {{"先到服务器，当前显示", first, who_first, true}, {"后到，已保留", second, who_second}}};
    const IdScope scope(may_decide ? "decide" : "wait");
    conflict_card({.id = "conflict",
                   .title = "地点有两个不同的值，请选定一个",
                   .values = values,
                   .choose = may_decide ? "采用" : "",
                   .waits_for = may_decide ? "" : "等用户关系经理周敏选定"});
}

void gallery_inbox_ui(Gallery& gallery) {
    {
        const TopBar bar({.title = "待办"});
        sync_pill({.state = SyncPillState::Running, .label = "同步中 42 %"});
    }
    const Landmark main(Role::Main, "待办");
    const float margin = page_margin();
    const ScrollArea body(
        {.id = "inbox", .padding = {margin, 0, margin, space::xxl}, .gap = space::m});
    const AlertAction action = alert_card(
        {.id = "major",
         .mark = sample_marks[0],
         .title = "通知未送达，请电话告知",
         .waiting = "已等 21 分",
         .subject = "行车调度电话中断 8 分钟，值班电话无人接听",
         .reason = "陈志强（服务团队负责人）的平板 3 小时未联网，系统通知还没有到他手上。"
                   "打完电话后记一笔：谁、什么时候、怎么说的。",
         .primary = "拨打 139 0716 2283",
         .primary_icon = Icon::Phone,
         .primary_target = "tel:13907162283",
         .secondary = "已当面或电话告知",
         .quiet = "看投诉"});
    gallery.presses += action == AlertAction::None ? 0u : 1u;
    dispatch_ui();
    group_heading({.icon = Icon::Conflict, .tone = Tone::Warning, .label = "待裁决", .count = "1"});
    sample_conflict_ui(true);
    sample_conflict_ui(false);
    gallery.presses += conflict_banner({.id = "banner",
                                        .title = "地点有两个不同的值",
                                        .text = "综控室，或信号设备室",
                                        .choose = "选定"})
                           ? 1u
                           : 0u;
}

} // namespace huiyin::widgets
