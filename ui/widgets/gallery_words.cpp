#include "ui/widgets/gallery_words.h"

#include "ui/widgets/number_field.h"

#include <array>

namespace huiyin::widgets {

namespace {

constexpr std::array<std::string_view, 7> weekdays = {"一", "二", "三", "四", "五", "六", "日"};

std::string month_title(int year, int month) {
    return std::to_string(year) + " 年 " + std::to_string(month) + " 月";
}

std::string week_name(int week) {
    return "第 " + std::to_string(week) + " 周";
}

std::string day_name(const CivilDate& day) {
    return std::to_string(day.month) + " 月 " + std::to_string(day.day) + " 日 周" +
           std::string(weekdays[static_cast<std::size_t>(weekday_index(day))]);
}

} // namespace

std::string gallery_time_text(const std::optional<CivilTime>& time) {
    if (!time) {
        return {};
    }
    return number_text(time->date.month) + "-" + number_text(time->date.day, 2) + " " +
           number_text(time->hour, 2) + ":" + number_text(time->minute, 2);
}

const DateWords gallery_date_words = {
    .today = "今天",
    .yesterday = "昨天",
    .day_before = "前天",
    .weekdays = weekdays,
    .previous_month = "上个月",
    .next_month = "下个月",
    .hour = "时",
    .minute = "分",
    .hour_error = "小时是 0 到 23",
    .minute_error = "分钟是 0 到 59",
    .less = "减少",
    .more = "增加",
    .calendar = "日历",
    .week = "周",
    .accept = "确定",
    .cancel = "取消",
    .close = "关闭",
    .month_title = month_title,
    .week_name = week_name,
    .day_name = day_name,
};

} // namespace huiyin::widgets
