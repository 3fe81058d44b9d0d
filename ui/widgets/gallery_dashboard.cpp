// The dashboard of the gallery: figures and charts as the mock-up has them.
#include "ui/widgets/gallery_parts.h"
#include "ui/widgets/widgets.h"

#include <array>
#include <string>

namespace huiyin::widgets {

namespace {

constexpr std::array<StatTile, 6> figures = {
    {{"投诉量", "63", "件", "比上月多 8", Icon::TrendUp},
     {"有效投诉率", "71.4", "%", "35 / 49，待核实 14"},
     {"处理及时率", "88.5", "%", "升 3.2 点", Icon::TrendUp, Tone::Success},
     {"回访满意率", "91.2", "%", "降 1.1 点", Icon::TrendDown, Tone::Danger},
     {"关闭率", "65.1", "%", "41 / 63，未关闭 22"},
     {"处理时长中位数", "2.3", "天", "P90 为 4.8 天"}}};

constexpr std::array<StatTile, 4> small_figures = {
    {{"投诉率", "0.42 %", "", "服务量 15,000"},
     {"重复投诉率", "3.2 %", "", "2 / 63"},
     {"重开率", "2.4 %", "", "1 / 41"},
     {"同步时延中位数", "6 分", "", "最长 9 小时 12 分"}}};

constexpr std::array<Bar, 5> groups = {{{"终端桌面组", 12, "12"},
                                        {"AFC 系统组", 9, "9"},
                                        {"信号系统组", 6, "6"},
                                        {"通信传输组", 5, "5"},
                                        {"网络安全组", 3, "3"}}};

constexpr std::array<Bar, 4> ages = {{{"3 天内", 12, "12"},
                                      {"3 至 7 天", 6, "6"},
                                      {"7 至 30 天", 3, "3"},
                                      {"30 天以上", 1, "1", "", Tone::Danger}}};

constexpr std::array<ChartPoint, 12> months = {{{44, "12 月", "十二月 44 件"},
                                                {52, "1", "一月 52 件"},
                                                {38, "2", "二月 38 件"},
                                                {41, "3", "三月 41 件"},
                                                {57, "4", "四月 57 件"},
                                                {63, "5", "五月 63 件"},
                                                {70, "6", "六月 70 件"},
                                                {66, "7", "七月 66 件"},
                                                {49, "8", "八月 49 件"},
                                                {58, "9", "九月 58 件"},
                                                {55, "10", "十月 55 件"},
                                                {63, "11 月", "十一月 63 件"}}};

constexpr std::array<double, 12> last_year = {50, 47, 45, 48, 52, 60, 61, 72, 58, 54, 60, 57};

constexpr std::array<float, 2> chart_shares = {7.07f, 4.37f};

void charts_ui() {
    Columns columns({.count = 2, .width_min = 300, .gap = space::m, .widths = chart_shares});
    {
        const Card card;
        section_heading({.label = "投诉量", .count = "近 12 个月，件"});
        line_chart(sample_chart(true));
    }
    columns.next();
    const Card card;
    section_heading({.label = "有效投诉", .count = "按小组，件"});
    bar_chart({.id = "groups", .name = "有效投诉", .bars = groups});
}

void rates_ui() {
    Columns columns({.count = 3, .width_min = 240, .gap = space::m});
    {
        const Card card({.gap = 0});
        section_heading({.label = "及时率"});
        rate_bar({.label = "受理", .fraction = "62 / 63", .figure = "98.4 %", .rate = 0.984});
        rate_bar({.label = "分派", .fraction = "59 / 63", .figure = "93.7 %", .rate = 0.937});
        rate_bar({.label = "处理", .fraction = "46 / 52", .figure = "88.5 %", .rate = 0.885});
    }
    columns.next();
    {
        const Card card({.gap = 0});
        section_heading({.label = "反馈与回访"});
        rate_bar({.label = "反馈率", .fraction = "50 / 52", .figure = "96.2 %", .rate = 0.962});
        rate_bar({.label = "回访率", .fraction = "45 / 50", .figure = "90.0 %", .rate = 0.9});
        rate_bar({.label = "回访成功率",
                  .fraction = "34 / 45，目标 80 %",
                  .figure = "75.6 %",
                  .rate = 0.756,
                  .target = 0.8});
    }
    columns.next();
    const Card card({.gap = 0});
    section_heading({.label = "未关闭的已等多久", .count = "22 件"});
    bar_chart({.id = "ages", .name = "未关闭的已等多久", .bars = ages, .row_height = 36});
}

} // namespace

LineChartOptions sample_chart(bool detailed) {
    return {.id = "months",
            .name = "投诉量",
            .summary = "十一月 63 件，比上年多 6 件，六月最多，70 件",
            .points = months,
            .comparison = detailed ? std::span<const double>(last_year) : std::span<const double>(),
            .series_label = "63 本年",
            .comparison_label = detailed ? "57 上年" : "",
            .max_label = "70",
            .height = detailed ? 240.0f : 132.0f,
            .detailed = detailed};
}

void gallery_dashboard_ui(Gallery& gallery) {
    {
        const TopBar bar({.title = "统计"});
        sync_pill({.state = SyncPillState::Synced, .label = "已同步"});
    }
    const Landmark main(Role::Main, "统计");
    const float margin = page_margin();
    const ScrollArea body(
        {.id = "dashboard", .padding = {margin, 0, margin, space::xxl}, .gap = space::m});
    constexpr std::array<Choice, 5> periods = {{{"本周"}, {"本月"}, {"本季"}, {"本年"}, {"自选"}}};
    segmented({.id = "period",
               .label = "期间",
               .label_hidden = true,
               .choices = periods,
               .width = 376 * view().text_scale},
              gallery.period);
    icon_caption(Icon::Tablet,
                 "按本平板已有的 1,286 件计算，数据截至 11-23 14:20；还有 2 台平板今天未同步");
    stat_tiles({.id = "figures", .name = "指标", .tiles = figures});
    charts_ui();
    rates_ui();
    stat_strip({.id = "small_figures", .name = "其他指标", .tiles = small_figures});
}

} // namespace huiyin::widgets
