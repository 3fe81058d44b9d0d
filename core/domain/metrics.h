// 统计: the figures of a period (procedure 2.2), from one line of facts per complaint.
//
// The tablet keeps the facts beside its projection, the server makes them from the events; both
// count with the same code, so figures and register agree.
#pragma once

#include "core/domain/complaint.h"
#include "core/domain/directory.h"
#include "core/domain/targets.h"

#include <array>
#include <map>
#include <optional>
#include <span>
#include <vector>

namespace huiyin::domain {

/// Whether a step kept its target.
enum class Timeliness : std::uint8_t {
    NotDue,   ///< not begun, or open and not late
    InTime,   ///< done in time
    DoneLate, ///< done, too late
    Overdue   ///< not done, and late: depends on the moment, so `due` is kept for open ones
};

/// One complaint, as statistics see it. Times are effective, 0 = not yet.
struct Facts {
    Uuid id;
    State state = State::Recorded;
    int round = 1;
    std::optional<Severity> severity;
    Validity validity = Validity::Pending;
    std::optional<Category> category;
    std::optional<Channel> channel;
    Uuid group;   ///< nil: none, or a team leader alone
    Uuid handler; ///< nil: none yet
    std::int64_t recorded_at_utc_ms = 0;
    std::int64_t handled_at_utc_ms = 0;
    std::int64_t fed_back_at_utc_ms = 0;
    std::int64_t closed_at_utc_ms = 0;
    std::optional<CloseCode> close_code;
    std::optional<VerifyResult> verify_result;
    std::uint32_t attempts = 0; ///< of follow-up, all rounds
    bool reached = false;       ///< by one of them
    bool recomplaint = false;   ///< linked as 再投诉
    bool clock_anomaly = false;
    bool identity_hidden = false;   ///< anonymous or 保密
    bool redacted = false;          ///< 已脱敏
    std::int64_t sync_delay_ms = 0; ///< recording until the server had it; 0 = unsent
    std::int64_t due_utc_ms = 0;    ///< of what has to be done next; 0 = nothing
    TargetKind due_kind = TargetKind::Dispatch;
    /// By TargetKind; Overdue is never stored, see `due_utc_ms`.
    std::array<Timeliness, target_kind_count> targets{};
};

Facts facts_of(const Complaint& complaint, const Policy& policy);

/// A part of a whole; `of` 0 means that there is nothing to speak of.
struct Ratio {
    std::int64_t part = 0;
    std::int64_t of = 0;

    bool operator==(const Ratio&) const = default;

    std::optional<double> value() const {
        return of == 0 ? std::nullopt
                       : std::optional<double>(static_cast<double>(part) / static_cast<double>(of));
    }
};

/// Spread of a duration in ms; all 0 when `count` is 0.
struct Spread {
    std::int64_t count = 0;
    std::int64_t mean_ms = 0;
    std::int64_t median_ms = 0;
    std::int64_t p90_ms = 0;
};

/// 未关闭的已等多久: the parts of the open ones by time since 登记, each from one limit to the
/// next.
inline constexpr std::array<int, 3> open_age_limits_days{3, 7, 30};
inline constexpr std::size_t open_age_count = open_age_limits_days.size() + 1;

/// Counts of one group or category.
struct Part {
    std::int64_t recorded = 0;
    std::int64_t valid = 0;
    std::int64_t overdue = 0;
};

/// The figures of a set of complaints, by 登记时间. Cancelled ones count in `cancelled` only.
struct Figures {
    std::int64_t recorded = 0; ///< 投诉量
    std::int64_t cancelled = 0;
    std::int64_t valid = 0;
    std::int64_t invalid = 0;
    std::int64_t pending = 0; ///< 待核实
    std::int64_t major = 0;
    std::int64_t open = 0;
    std::int64_t overdue = 0; ///< open and late now
    std::int64_t conflicting_clock = 0;
    Ratio valid_rate;     ///< 有效投诉率: 有效 / (有效 + 无效)
    Ratio feedback_rate;  ///< 反馈率: fed back / handled
    Ratio follow_up_rate; ///< 回访率: attempted / fed back
    Ratio reached_rate;   ///< 回访成功率: reached / attempted
    Ratio satisfied_rate; ///< 回访满意率: 满意 / (满意 + 不满意)
    Ratio closed_rate;    ///< 关闭率: closed / recorded
    Ratio reopened_rate;  ///< 重开率: reopened / ever closed
    Ratio recomplaint_rate;
    std::array<Ratio, target_kind_count> in_time; ///< 及时率: in time / done
    Spread to_handled;
    Spread to_closed;
    Spread open_age;
    Spread sync_delay;
    std::array<std::int64_t, open_age_count> open_by_age{}; ///< adds up to `open`
    std::array<std::int64_t, 3> closed_as{};                ///< by CloseCode
    std::map<Uuid, Part> by_group;                          ///< nil = none
    std::map<std::optional<Category>, Part> by_category;
    std::map<Day, std::int64_t> by_day; ///< 登记 by local day
};

/// `now_utc_ms` decides what is late.
Figures
figures_of(std::span<const Facts> facts, std::int64_t now_utc_ms, const WorkCalendar& calendar);

} // namespace huiyin::domain
