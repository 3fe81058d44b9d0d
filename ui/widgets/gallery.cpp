#include "ui/widgets/gallery.h"

#include "ui/widgets/gallery_parts.h"
#include "ui/widgets/widgets.h"

#include <array>

namespace huiyin::widgets {

namespace {

constexpr std::array<NavigationItem, 8> pages = {{
    {.id = "inbox", .label = "待办", .icon = Icon::Inbox, .badge = 9},
    {.id = "complaints", .label = "投诉", .icon = Icon::Complaints},
    {.id = "new", .label = "登记", .icon = Icon::PlusCircle},
    {.id = "dashboard", .label = "统计", .icon = Icon::Chart},
    {.id = "register", .label = "记录表", .icon = Icon::Table},
    {.id = "me", .label = "我", .icon = Icon::User},
    {.id = "many", .label = "性能", .icon = Icon::Monitor},
    {.id = "intents", .label = "文件", .icon = Icon::File},
}};

void sheet_ui(Gallery& gallery) {
    Sheet sheet({.id = "return_sheet",
                 .title = "退回投诉",
                 .close_label = "关闭",
                 .dismissible = gallery.sheet_text.empty()});
    constexpr std::array<Choice, 3> reasons = {{{"非本领域"}, {"回避"}, {"信息不足"}}};
    choice_chips({.id = "reason", .label = "原因", .required = true, .choices = reasons},
                 gallery.sheet_reason);
    text_area(
        {.id = "reason_text", .label = "说明", .placeholder = "写给分派人看", .chars_max = 200},
        gallery.sheet_text);
    sheet.actions();
    const bool cancelled = button({.id = "cancel", .label = "取消"});
    const bool sent = button({.id = "send", .label = "退回给周敏", .kind = ButtonKind::Primary});
    if (sheet.closed() || cancelled || sent) {
        gallery.sheet_open = false;
        request_frame();
    }
    if (sent) {
        gallery.toast = "已退回给周敏";
        gallery.toast_until_ms = now_ms() + 5000;
    }
}

void toast_ui(Gallery& gallery) {
    if (gallery.toast.empty()) {
        return;
    }
    if (now_ms() >= gallery.toast_until_ms) {
        gallery.toast = {};
        request_frame();
        return;
    }
    wake_at(gallery.toast_until_ms);
    const float bar = breakpoint() == Breakpoint::Wide ? 0.0f : 72.0f;
    if (toast({.text = gallery.toast, .action = "撤销", .bottom = bar}).action) {
        gallery.toast = {};
        request_frame();
    }
}

} // namespace

void gallery_ui(Gallery& gallery) {
    if (gallery.page != 2) {
        const auto pressed =
            navigation({.name = "主导航", .items = pages, .selected = gallery.page});
        gallery.page = pressed.value_or(gallery.page);
    }
    using Page = void (*)(Gallery&);
    constexpr std::array<Page, pages.size()> draw_page = {gallery_components_ui,
                                                          gallery_list_ui,
                                                          gallery_form_ui,
                                                          gallery_dashboard_ui,
                                                          gallery_register_ui,
                                                          gallery_inbox_ui,
                                                          gallery_many_ui,
                                                          gallery_intents_ui};
    draw_page[gallery.page](gallery);
    gallery_option_sheets_ui(gallery);
    if (gallery.sheet_open) {
        sheet_ui(gallery);
    }
    toast_ui(gallery);
}

} // namespace huiyin::widgets
