// Two whole screens of the gallery: list with detail, and the form.
#include "ui/widgets/gallery_parts.h"
#include "ui/widgets/gallery_samples.h"
#include "ui/widgets/widgets.h"

#include <array>
#include <optional>
#include <string>

namespace huiyin::widgets {

namespace {

struct Sample {
    std::string_view title;
    std::string_view time;
    std::array<std::string_view, 3> facts;
    StatusChipOptions status;
    std::array<MarkOptions, 2> marks;
    std::size_t mark_count;
    bool unsynced;
};

constexpr std::array<Sample, 6> samples = {{
    {"AFC 工作站更换后票务打印机不通",
     "周五",
     {"TS-2026-F8Q-0027-T", "周海燕", "会展中心站"},
     sample_states[2],
     {sample_marks[5], {}},
     1,
     false},
    {"ATS 维护终端割接未提前通知",
     "09:32",
     {"TS-2026-A7K-0042-Q", "赵国栋", "滨江大道站"},
     sample_states[6],
     {sample_marks[0], sample_marks[7]},
     2,
     false},
    {"OA 登录缓慢，报修三次无人到场，值班电话打不通",
     "08:47",
     {"TS-2026-C3M-0118-S", "孙丽", "财务部"},
     sample_states[4],
     {sample_marks[4], {}},
     1,
     true},
    {"站台 PIS 屏黑屏，承诺当日修复未兑现",
     "昨天",
     {"TS-2026-K2V-0311-E", "何文斌", "火车东站"},
     sample_states[5],
     {sample_marks[2], {}},
     1,
     false},
    {"服务台接线人员态度生硬，挂断电话",
     "昨天",
     {"TS-2026-C3M-0116-W", "匿名", "体育中心站"},
     sample_states[6],
     {sample_marks[3], sample_marks[5]},
     2,
     false},
    {"巡检人员未登记擅自进入设备室",
     "周五",
     {"TS-2026-N5T-0008-Y", "马建军", "大学城站"},
     sample_states[7],
     {sample_marks[2], sample_marks[11]},
     2,
     false},
}};

void list_pane_ui(Gallery& gallery) {
    {
        const TopBar bar({.title = "投诉", .count = "100,000"});
        sync_pill({.state = SyncPillState::Waiting, .label = "待上传 3"});
    }
    const float margin = breakpoint() == Breakpoint::Phone ? space::m : space::l;
    {
        const Column head({.padding = {margin, 4, margin, 8}, .gap = space::m});
        {
            const Row row;
            search_field({.id = "search", .label = "搜索", .placeholder = "编号、姓名、车站、内容"},
                         "清除",
                         gallery.search);
            (void)icon_button({.id = "sort", .icon = Icon::Sort, .label = "排序", .filled = true});
        }
        const std::array<Choice, 5> filters = {{{"待我处理", Icon::None, false, "9"},
                                                {"超时", Icon::None, false, "3"},
                                                {"全部", Icon::None, false, "100,000"},
                                                {"未关闭", Icon::None, false, "41"},
                                                {"未同步", Icon::None, false, "2"}}};
        filter_chips({.id = "filter", .label = "筛选", .choices = filters}, gallery.filter);
    }
    const ScrollArea rows(
        {.id = "rows", .padding = {margin - 8, 0, margin - 8, space::l}, .gap = 0});
    List list({.id = "complaints",
               .name = "投诉",
               .count = 100'000,
               .row_height = complaint_row_height()});
    for (std::size_t i = list.first(); i < list.last(); ++i) {
        list.row(i);
        if (sample_row_ui(i, gallery.row == i)) {
            gallery.row = i;
        }
    }
}

void detail_head_ui() {
    {
        const Row row({.height = 48});
        text("TS-2026-A7K-0042-Q");
        caption("登记序号 187");
    }
    title("ATS 维护终端割接未提前通知，行车监视中断 12 分钟");
    const Row row({.gap = space::m, .wrap = true, .line_gap = space::s});
    status_chip({"已反馈待回访", Tone::Accent, Glyph::PieSevenEighths});
    mark(sample_marks[0]);
    mark(sample_marks[2]);
    mark({.label = "2 项未同步", .icon = Icon::CloudUp});
}

void detail_pane_ui(Gallery& gallery) {
    const std::array<std::string_view, 2> until = {"周四 14:06 前", "回访接通后才能关闭"};
    {
        const ActionBar bar({.title = "下一步：回访用户，验证处理结果", .facts = until});
        gallery.sheet_open |= button(
            {.id = "other", .label = "其他步骤", .kind = ButtonKind::Quiet, .has_popup = true});
        gallery.sheet_open |= button({.id = "follow_up",
                                      .label = "记录回访",
                                      .kind = ButtonKind::Primary,
                                      .icon = Icon::Phone});
    }
    const ScrollArea body({.id = "detail", .padding = {24, 12, 24, 24}, .gap = space::m});
    detail_head_ui();
    {
        const Card card({.gap = space::m, .tone = Tone::Warning});
        {
            const Row row;
            draw_icon(Icon::Conflict, place({20, 24}), 20, theme().warning);
            text("地点有两个不同的值，请选定一个", {.weight = Weight::Bold, .tone = Tone::Warning});
        }
    }
    Columns columns({.count = 2, .width_min = 240, .gap = space::xxl});
    section_heading({.label = "投诉内容", .small = true});
    text("今晨 06:40 运维人员对 ATS 维护终端做割接，未按约定提前一天告知调度。监视画面中断 12 "
         "分钟，打电话无人接听，险些影响首班车。");
    {
        const Column plain({.gap = 0});
        const std::array<std::string_view, 2> who = {"赵国栋", "调度中心行车调度主任"};
        fact({.label = "投诉人", .values = who});
        fact("联系", "138 1764 5208");
        const std::array<std::string_view, 3> source = {"向更高领导投诉", "电话", "口头"};
        fact({.label = "来源", .values = source});
    }
    columns.next();
    section_heading({.label = "经过", .small = true});
    const Landmark list(Role::List, "经过");
    const std::array<std::string_view, 3> first = {"王海涛", "电话", "用户暂未表态"};
    const std::array<std::string_view, 2> second = {"王海涛", "割接方案补充双向确认"};
    const std::array<std::string_view, 2> last = {"李晓东", "信息验证合格"};
    timeline_item({.icon = Icon::Reply,
                   .tone = Tone::Accent,
                   .title = "反馈结果",
                   .time = "今天 14:06",
                   .facts = first});
    timeline_item(
        {.icon = Icon::Check, .title = "处理完成", .time = "今天 13:20", .facts = second});
    timeline_item({.icon = Icon::Edit,
                   .title = "登记投诉",
                   .time = "今天 09:41",
                   .facts = last,
                   .last = true});
}

void source_ui(Gallery& gallery) {
    section_heading({.label = "来源", .complete = true, .complete_label = "已填完"});
    constexpr std::array<Choice, 7> sources = {{{"上报团队负责人"},
                                                {"向更高领导投诉"},
                                                {"回访不满意"},
                                                {"调查非常不满意"},
                                                {"服务台/现场"},
                                                {"上级/外部转办"},
                                                {"其他"}}};
    choice_chips({.id = "source", .label = "触发来源", .required = true, .choices = sources},
                 gallery.row);
    Columns columns({.count = 2});
    constexpr std::array<Choice, 4> channels = {{{"电话"}, {"当面"}, {"现场"}, {"更多"}}};
    segmented({.id = "channel",
               .label = "投诉方式",
               .required = true,
               .hint = "上次用过",
               .choices = channels},
              gallery.channel);
    columns.next();
    constexpr std::array<Choice, 2> forms = {{{"口头"}, {"书面"}}};
    segmented({.id = "form",
               .label = "投诉形式",
               .required = true,
               .hint = "电话默认口头",
               .choices = forms},
              gallery.category);
}

void person_ui(Gallery& gallery) {
    section_heading({.label = "投诉人"});
    Columns columns({.count = 2});
    text_field({.id = "name", .label = "姓名", .required = true}, gallery.name);
    constexpr std::array<Choice, 4> roles = {{{"普通用户"}, {"业务经理"}, {"上级领导"}, {"匿名"}}};
    segmented({.id = "identity", .label = "身份", .required = true, .choices = roles},
              gallery.severity);
    columns.next();
    static constexpr std::string_view post = "调度中心行车调度主任";
    std::string position(post);
    text_field({.id = "position", .label = "部门与岗位"}, position);
    text_field({.id = "contact",
                .label = "联系方式",
                .required = true,
                .error = "手机号是 11 位，现在只有 10 位",
                .input = InputHint::Telephone},
               gallery.phone);
}

void matter_ui(Gallery& gallery) {
    section_heading({.label = "投诉事项"});
    constexpr std::array<Choice, 3> categories = {
        {{"服务质量"}, {"运维团队（人员）"}, {"意见建议"}}};
    segmented({.id = "category", .label = "类别", .required = true, .choices = categories},
              gallery.category);
    Columns columns({.count = 2});
    (void)picker_field({.id = "site",
                        .label = "地点",
                        .value = "滨江大道站综控室",
                        .hint = "沿用上次",
                        .icon = Icon::Pin});
    columns.next();
    (void)picker_field(
        {.id = "system", .label = "系统", .value = "信号 ATS 维护终端", .icon = Icon::Monitor});
}

} // namespace

bool sample_row_ui(std::size_t index, bool selected) {
    const Sample& sample = samples[index % samples.size()];
    std::optional<MarkOptions> sync_mark;
    if (sample.unsynced) {
        sync_mark = sample_marks[6];
    }
    // What a search for ATS would mark.
    static constexpr std::array<paint::TextRange, 1> hits = {{{0, 3}}};
    const bool found = sample.title.starts_with("ATS");
    return complaint_row({.id = "row",
                          .title = sample.title,
                          .time = sample.time,
                          .facts = sample.facts,
                          .status = sample.status,
                          .marks = std::span(sample.marks).first(sample.mark_count),
                          .sync_mark = sync_mark,
                          .selected = selected,
                          .title_hits = std::span(hits).first(found ? 1 : 0)}) == RowPress::Pressed;
}

void gallery_list_ui(Gallery& gallery) {
    const Landmark main(Role::Main, "投诉");
    if (breakpoint() != Breakpoint::Wide) {
        list_pane_ui(gallery);
        return;
    }
    {
        const Rect pane = dock_left(392);
        const Column column({.area = pane, .gap = 0});
        list_pane_ui(gallery);
    }
    const Rect box = available().inset({12, 12, 12, 12});
    panel(box);
    const Column column({.area = box.inset(1), .gap = 0});
    detail_pane_ui(gallery);
}

void gallery_form_ui(Gallery& gallery) {
    const Landmark main(Role::Main, "登记投诉");
    {
        const TopBar bar({.title = "登记投诉", .lead = TopBarLead::Close, .lead_label = "关闭"});
        if (breakpoint() != Breakpoint::Phone) {
            icon_caption(Icon::Check, "草稿已保存 09:41");
        }
        sync_pill({.state = SyncPillState::Offline, .label = "离线", .detail = "待上传 3"});
        if (bar.lead_pressed()) {
            gallery.page = 0;
            request_frame();
        }
    }
    {
        const ActionBar bar({.title = "还差 2 项"});
        if (button({.id = "record",
                    .label = "验证并登记",
                    .kind = ButtonKind::Primary,
                    .size = ButtonSize::Large})) {
            request_focus("form_body");
        }
    }
    const float margin = page_margin();
    const Landmark form(Role::Form, "登记投诉");
    const ScrollArea body({.id = "form_body", .padding = {margin, space::s, margin, space::xl}});
    source_ui(gallery);
    divider();
    person_ui(gallery);
    divider();
    matter_ui(gallery);
    text_area({.id = "content", .label = "投诉内容", .required = true, .chars_max = 4000},
              gallery.content);
    const Row row;
    gallery.presses += button({.id = "photo", .label = "拍照", .icon = Icon::Camera}) ? 1u : 0u;
    gallery.presses += button({.id = "voice", .label = "录音", .icon = Icon::Mic}) ? 1u : 0u;
}

} // namespace huiyin::widgets
