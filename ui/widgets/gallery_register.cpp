// The register of the gallery, and the sheets of rows.
#include "ui/widgets/gallery_parts.h"
#include "ui/widgets/widgets.h"

#include <array>
#include <string>

namespace huiyin::widgets {

namespace {

constexpr std::size_t register_rows = 10'000;

constexpr std::array<TableColumn, 10> columns = {{{"登记序号", 72, Align::End},
                                                  {"编号", 176},
                                                  {"投诉时间", 104},
                                                  {"投诉人", 88},
                                                  {"地点", 144},
                                                  {"投诉内容", 280},
                                                  {"类别", 112},
                                                  {"处理小组", 112},
                                                  {"处理结果", 240},
                                                  {"满意度", 80}}};

constexpr std::array<std::array<std::string_view, 10>, 3> records = {
    {{"187",
      "TS-2026-A7K-0042-Q",
      "11-23 09:41",
      "赵国栋",
      "滨江大道站综控室",
      "今晨 06:40 运维人员对 ATS 维护终端做割接，未按约定提前一天告知调度，监视画面中断 12 分钟",
      "服务质量",
      "信号系统组",
      "割接方案补充双向确认",
      "满意"},
     {"186",
      "TS-2026-C3M-0118-S",
      "11-23 08:47",
      "孙丽",
      "财务部",
      "OA 登录缓慢，报修三次无人到场",
      "服务质量",
      "终端桌面组",
      "",
      ""},
     {"185",
      "TS-2026-F8Q-0027-T",
      "11-20 13:02",
      "周海燕",
      "会展中心站",
      "AFC 工作站更换后票务打印机不通",
      "运维团队（人员）",
      "AFC 系统组",
      "并入 0026",
      ""}}};

constexpr std::array<Option, 6> people = {{{"信号系统组", "王海涛，今天值班"},
                                           {"终端桌面组", "刘洋"},
                                           {"AFC 系统组", "郑涛"},
                                           {"通信传输组", "何文斌", "", "投诉涉及该组，须回避"},
                                           {"网络安全组", "韩雪"},
                                           {"综合监控组", "冯磊", "ISCS"}}};
constexpr std::array<std::size_t, 2> recent = {4, 2};

constexpr std::array<Step, 5> steps = {
    {{"note", "补充说明", "写给处理人看，不改变状态", "", Icon::Edit},
     {"return", "退回", "非本领域、回避或信息不足", "", Icon::Undo},
     {"escalate", "升级为重大", "立即通知服务团队负责人", "", Icon::Escalate, Tone::Danger},
     {"close", "满意关闭", "", "回访接通后才能关闭", Icon::CheckCircle},
     {"cancel", "撤销投诉", "", "只有登记人或用户关系经理可以撤销", Icon::Trash}}};

} // namespace

void gallery_register_ui(Gallery& gallery) {
    const Landmark main(Role::Main, "记录表");
    {
        const TopBar bar({.title = "记录表", .count = "10,000"});
        if (icon_button({.id = "groups", .icon = Icon::Dispatch, .label = "分派"})) {
            open_options(gallery.options, gallery.chosen_groups);
        }
        if (icon_button({.id = "place", .icon = Icon::Pin, .label = "选小组"})) {
            open_options(gallery.option);
        }
        gallery.steps_open |=
            icon_button({.id = "more", .icon = Icon::More, .label = "更多步骤", .has_popup = true});
    }
    Table table({.id = "register",
                 .name = "监督投诉记录表",
                 .columns = columns,
                 .count = register_rows,
                 .selected = gallery.register_row});
    for (std::size_t i = table.first(); i < table.last(); ++i) {
        auto cells = records[i % records.size()];
        const std::string number = number_text(static_cast<int>(register_rows - i));
        cells[0] = number;
        const bool struck = i % records.size() == 2;
        const std::string name = number + ", " + std::string(cells[1]) + (struck ? ", 已并案" : "");
        if (table.row(i, {.name = name, .cells = cells, .struck = struck})) {
            gallery.register_row = i;
        }
    }
}

void gallery_option_sheets_ui(Gallery& gallery) {
    const OptionSheetOptions options = {.id = "groups_sheet",
                                        .title = "分派给",
                                        .close_label = "关闭",
                                        .search_label = "搜索小组或人",
                                        .search_placeholder = "小组、姓名、系统",
                                        .clear_label = "清除",
                                        .options = people,
                                        .recent = recent,
                                        .recent_label = "最近用过",
                                        .all_label = "全部",
                                        .empty_title = "没有找到",
                                        .empty_text = "换一个词试试",
                                        .more_text = "继续输入以缩小范围",
                                        .accept_label = "确定",
                                        .cancel_label = "取消"};
    multi_option_sheet(options, gallery.options, gallery.chosen_groups);
    OptionSheetOptions one = options;
    one.id = "group_sheet";
    const auto chosen = option_sheet(one, gallery.option, gallery.chosen_group);
    gallery.chosen_group = chosen ? chosen : gallery.chosen_group;
    steps_sheet({.title = "其他步骤",
                 .close_label = "关闭",
                 .steps = steps,
                 .forbidden_label = "现在还不能"},
                gallery.steps_open);
}

} // namespace huiyin::widgets
