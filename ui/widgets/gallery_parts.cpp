#include "ui/widgets/gallery_parts.h"

#include "ui/widgets/gallery_samples.h"
#include "ui/widgets/gallery_words.h"
#include "ui/widgets/interaction.h"
#include "ui/widgets/paint.h"
#include "ui/widgets/widgets.h"

#include <array>
#include <string>

namespace huiyin::widgets {

namespace {

void swatch_ui(std::string_view name, Color Theme::*color) {
    const Row row({.gap = space::m});
    const Rect box = place({40, 24});
    paint::fill(box, theme().*color, radius::check);
    paint::frame(box, theme().hairline, 1, radius::check);
    caption(name);
}

void colors_ui() {
    section_heading({.label = "颜色", .small = true});

    struct Swatch {
        std::string_view name;
        Color Theme::*color;
    };

    constexpr std::array<Swatch, 20> swatches = {{{"surface", &Theme::surface},
                                                  {"text", &Theme::text},
                                                  {"accent", &Theme::accent},
                                                  {"warning", &Theme::warning},
                                                  {"outline", &Theme::outline},
                                                  {"fill", &Theme::fill},
                                                  {"hairline", &Theme::hairline},
                                                  {"on-accent", &Theme::on_accent},
                                                  {"accent-tint", &Theme::accent_tint},
                                                  {"warning-tint", &Theme::warning_tint},
                                                  {"surface-raised", &Theme::surface_raised},
                                                  {"text-muted", &Theme::text_muted},
                                                  {"success", &Theme::success},
                                                  {"danger", &Theme::danger},
                                                  {"focus", &Theme::focus},
                                                  {"fill-pressed", &Theme::fill_pressed},
                                                  {"disabled", &Theme::disabled},
                                                  {"accent-pressed", &Theme::accent_pressed},
                                                  {"success-tint", &Theme::success_tint},
                                                  {"danger-tint", &Theme::danger_tint}}};
    Columns columns({.count = 2, .width_min = 140});
    for (std::size_t i = 0; i < swatches.size(); ++i) {
        if (i == swatches.size() / 2) {
            columns.next();
        }
        swatch_ui(swatches[i].name, swatches[i].color);
    }
}

/// What nobody does while the picture is taken.
void looks_ui(Look look, std::string_view word) {
    const LooksLike looks(look);
    const IdScope scope(static_cast<std::size_t>(look));
    (void)button({.id = "first", .label = word, .kind = ButtonKind::Primary});
    (void)button({.id = "second", .label = word});
    (void)button({.id = "harm", .label = word, .kind = ButtonKind::Harm});
}

void type_ui() {
    section_heading({.label = "字号", .small = true});
    const Column column({.gap = 0});
    figure("回音，件件有答复");
    title("今天有三件要回访", 2);
    text("打电话无人接听，险些影响首班车。");
    const std::array<std::string_view, 3> parts = {"TS-2026-A7K-0042-Q", "李晓东", "今天 09:41"};
    facts(parts, {.size = TextSize::Caption, .tone = Tone::Muted});
}

void buttons_ui(Gallery& gallery) {
    section_heading({.label = "按钮", .small = true});
    {
        const Row row({.wrap = true});
        if (button({.id = "verify", .label = "验证并登记", .kind = ButtonKind::Primary})) {
            ++gallery.presses;
            gallery.toast = "已保存到本机";
            gallery.toast_until_ms = now_ms() + 5000;
        }
        gallery.presses += button({.id = "photo", .label = "拍照", .icon = Icon::Camera}) ? 1u : 0u;
        if (button({.id = "steps",
                    .label = "其他步骤",
                    .kind = ButtonKind::Quiet,
                    .has_popup = true})) {
            gallery.sheet_open = true;
        }
    }
    {
        const Row row({.wrap = true});
        gallery.presses +=
            button({.id = "cancel", .label = "撤销投诉", .kind = ButtonKind::Harm}) ? 1u : 0u;
        gallery.presses += button({.id = "close_satisfied",
                                   .label = "满意关闭",
                                   .disabled = true,
                                   .description = "回访接通后才能关闭"})
                               ? 1u
                               : 0u;
        gallery.presses +=
            icon_button({.id = "sort", .icon = Icon::Sort, .label = "排序", .filled = true}) ? 1u
                                                                                             : 0u;
        gallery.presses +=
            icon_button({.id = "print", .icon = Icon::Print, .label = "打印"}) ? 1u : 0u;
    }
    icon_caption(Icon::Info, "回访接通后才能关闭");
    const Row row({.gap = space::l, .wrap = true});
    looks_ui(Look::Pressed, "按下");
    looks_ui(Look::Reached, "焦点");
}

void fields_ui(Gallery& gallery) {
    section_heading({.label = "输入", .small = true});
    text_field({.id = "name", .label = "投诉人姓名", .required = true, .placeholder = "请填姓名"},
               gallery.name);
    {
        Columns columns({.count = 2, .width_min = 150});
        std::string filled = "赵国栋";
        text_field({.id = "filled", .label = "姓名"}, filled);
        columns.next();
        const LooksLike looks(Look::Reached);
        text_field({.id = "reached", .label = "焦点"}, filled);
    }
    {
        Columns columns({.count = 2, .width_min = 150});
        text_field({.id = "phone",
                    .label = "联系方式",
                    .hint = "上次用过",
                    .error = gallery.phone.size() < 13 ? "手机号少一位" : "",
                    .input = InputHint::Telephone},
                   gallery.phone);
        columns.next();
        std::string secret = "保密";
        text_field({.id = "secret_name", .label = "单位", .disabled = true, .icon = Icon::Lock},
                   secret);
    }
    gallery.sheet_open |= picker_field({.id = "site",
                                        .label = "地点",
                                        .value = "滨江大道站综控室",
                                        .hint = "沿用上次",
                                        .icon = Icon::Pin});
    {
        Columns columns({.count = 2, .width_min = 150});
        date_time_field({.id = "when",
                         .label = "投诉时间",
                         .value_text = gallery_time_text(gallery.when),
                         .now = {{2026, 11, 23}, 14, 20},
                         .max = CivilTime{{2026, 11, 23}, 14, 20},
                         .max_error = "不能晚于现在",
                         .words = &gallery_date_words},
                        gallery.when_picker,
                        gallery.when);
        columns.next();
        number_field({.id = "hours",
                      .label = "反馈期限",
                      .error = number_in(gallery.hours, 1, 240) ? "" : "1 到 240 小时",
                      .unit = "小时",
                      .less_label = "减少",
                      .more_label = "增加",
                      .min = 1,
                      .max = 240},
                     gallery.hours);
    }
    text_area({.id = "content", .label = "投诉内容", .required = true, .chars_max = 4000},
              gallery.content);
    password_field({.id = "password", .label = "口令"}, gallery.password);
}

void choices_ui(Gallery& gallery) {
    section_heading({.label = "分段与选择", .small = true});
    constexpr std::array<Choice, 3> categories = {{{"服务质量"}, {"运维团队"}, {"意见建议"}}};
    segmented({.id = "category", .label = "类别", .label_hidden = true, .choices = categories},
              gallery.category);
    constexpr std::array<Choice, 3> severities = {
        {{"一般"}, {"重大", Icon::Flag}, {"不可选", Icon::None, true}}};
    segmented({.id = "severity", .label = "级别", .label_hidden = true, .choices = severities},
              gallery.severity);
    constexpr std::array<Choice, 4> channels = {
        {{"电话"}, {"现场"}, {"OA/工单"}, {"信函", Icon::None, true}}};
    choice_chips({.id = "channel", .label = "投诉方式", .required = true, .choices = channels},
                 gallery.channel);
    const std::array<Choice, 5> filters = {{{"待我处理", Icon::None, false, "9"},
                                            {"超时", Icon::None, false, "3"},
                                            {"全部", Icon::None, false, "1,286"},
                                            {"未关闭", Icon::None, false, "41"},
                                            {"未同步", Icon::None, false, "2"}}};
    filter_chips({.id = "filter", .label = "筛选", .choices = filters}, gallery.filter);
    const std::array<Choice, 4> parts = {{{"人员", Icon::None, false, "12"},
                                          {"小组"},
                                          {"重大", Icon::Flag},
                                          {"不可选", Icon::None, true}}};
    tabs({.id = "parts", .label = "标签页", .tabs = parts}, gallery.part);
    {
        const Landmark panel({.role = Role::TabPanel, .name = parts[gallery.part].label});
        caption(parts[gallery.part].label);
    }
    {
        const Row row({.gap = space::xl, .wrap = true});
        checkbox({.id = "verified", .label = "已核实"}, gallery.verified);
        checkbox({.id = "secret", .label = "保密"}, gallery.secret);
    }
    constexpr std::array<Choice, 3> values = {
        {{"采用先到的"}, {"采用后到的"}, {"不可选", Icon::None, true}}};
    radio_list({.id = "kept", .label = "采用", .label_hidden = true, .choices = values},
               gallery.kept);
    toggle_switch({.id = "own_team", .label = "只看本组", .hint = "信号系统组"}, gallery.own_team);
}

void states_ui() {
    section_heading({.label = "状态", .small = true});
    {
        const Row row({.wrap = true});
        for (const StatusChipOptions& status : sample_states) {
            status_chip(status);
        }
    }
    section_heading({.label = "级别、有效性与标记", .small = true});
    {
        const Row row({.gap = space::m, .wrap = true, .line_gap = space::s});
        for (const MarkOptions& sample : sample_marks) {
            mark(sample);
        }
    }
    section_heading({.label = "同步", .small = true});
    const Row row({.wrap = true});
    sync_pill({.id = "p1", .state = SyncPillState::Synced, .label = "已同步"});
    sync_pill({.id = "p2", .state = SyncPillState::Waiting, .label = "待上传 3"});
    sync_pill({.id = "p3", .state = SyncPillState::Running, .label = "同步中 42 %"});
    sync_pill({.id = "p4", .state = SyncPillState::Offline, .label = "离线", .detail = "待上传 3"});
    sync_pill({.id = "p5", .state = SyncPillState::Attention, .label = "需处理 1"});
}

} // namespace

void gallery_components_ui(Gallery& gallery) {
    {
        const TopBar bar({.title = "组件"});
        sync_pill({.state = SyncPillState::Offline, .label = "离线", .detail = "待上传 3"});
    }
    const Landmark main(Role::Main, "组件");
    const float margin = page_margin();
    const ScrollArea body({.id = "body", .padding = {margin, space::s, margin, space::xxl}});
    Columns columns({.count = 3, .width_min = 330, .gap = space::xl});
    colors_ui();
    type_ui();
    buttons_ui(gallery);
    fields_ui(gallery);
    columns.next();
    choices_ui(gallery);
    states_ui();
    gallery_rows_ui(gallery);
    columns.next();
    gallery_content_ui(gallery);
}

} // namespace huiyin::widgets
