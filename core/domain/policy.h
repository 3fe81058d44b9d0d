// What a department decides for itself: who confirms validity, targets, working time, words that
// suggest 重大 (procedure 0, 2.1, 4.3). Part of the directory; only an administrator changes it.
#pragma once

#include "core/domain/calendar.h"
#include "core/domain/codes.h"

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace huiyin::domain {

enum class ValidityConfirmer : std::uint8_t { Handler, Manager };

/// The steps with a target time (procedure 2.1), in their order.
enum class TargetKind : std::uint8_t {
    Notify,   ///< 通知用户关系经理
    Dispatch, ///< 分派
    Receive,  ///< 接收, the handler's first contact
    Handle,   ///< 处理完成
    FeedBack, ///< 反馈
    FollowUp, ///< 回访
    Close     ///< 关闭
};

inline constexpr std::size_t target_kind_count = 7;

/// Working minutes allowed, by Severity.
struct TargetMinutes {
    std::int32_t general = 0;
    std::int32_t major = 0;

    bool operator==(const TargetMinutes&) const = default;
};

/// Working minutes of a day of the default calendar.
inline constexpr std::int32_t default_day_minutes = 9 * 60;

struct Policy {
    ValidityConfirmer validity_confirmer = ValidityConfirmer::Handler;
    bool rework_allowed = false;     ///< T20
    bool leadership_copied = false;  ///< SUP hears of every escalation
    std::int32_t reopen_days = 30;   ///< T17
    std::int32_t duplicate_days = 7; ///< how far back duplicates are looked for
    std::int32_t silent_device_days = 3;
    std::array<TargetMinutes, target_kind_count> targets{{
        {4 * 60, 30},
        {default_day_minutes, 2 * 60},
        {default_day_minutes, 4 * 60},
        {3 * default_day_minutes, 5 * default_day_minutes},
        {default_day_minutes, default_day_minutes},
        {3 * default_day_minutes, 3 * default_day_minutes},
        {2 * default_day_minutes, 2 * default_day_minutes},
    }};
    WorkCalendar calendar;
    /// Words in system or content that concern running trains: they suggest 重大.
    std::vector<std::string> major_words{"信号", "行车", "列控", "联锁", "通信中断", "首班车"};

    bool operator==(const Policy&) const = default;
};

/// 服务量 of a month, the denominator of 投诉率; entered by a relationship manager.
struct ServiceVolume {
    std::int32_t year = 0;
    std::int32_t month = 0;
    std::int64_t count = 0;

    bool operator==(const ServiceVolume&) const = default;
};

/// 代码表: a value that people pick from a list. Never deleted or reused, only inactive.
struct CodeValue {
    std::string list; ///< "location", "system" or "domain"
    std::string code;
    std::string zh;
    std::string en;
    bool active = true;
    std::int32_t position = 0;

    bool operator==(const CodeValue&) const = default;
};

template <>
std::span<const CodeEntry> code_list<ValidityConfirmer>();
template <>
std::span<const CodeEntry> code_list<TargetKind>();

} // namespace huiyin::domain
