// What is taken down when a complaint is recorded: fields 3 to 19 of 《用户投诉处理表》
// (procedure 3.1), and their check.
#pragma once

#include "core/base/json.h"
#include "core/domain/codes.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace huiyin::domain {

/// The intake fields. Optional enumerations are unset until somebody chooses.
struct Intake {
    std::int64_t complained_at_utc_ms = 0; ///< 投诉时间; 0 = not given
    std::string complainant_name;          ///< 投诉人
    std::string complainant_org;           ///< 部门与岗位
    std::optional<ComplainantKind> complainant_kind;
    std::string contact;          ///< 联系方式
    bool contact_refused = false; ///< 用户拒绝提供
    bool confidential = false;    ///< 保密
    std::optional<TriggerSource> trigger_source;
    std::optional<Basis> basis;
    std::optional<Form> form;
    std::optional<Channel> channel;
    std::optional<Category> category;
    std::optional<SubCategory> sub_category;
    std::string respondent;          ///< 被投诉对象, in words
    bool respondent_unknown = false; ///< 不明
    std::string location;            ///< 线路、车站、处所
    std::string system;              ///< 系统
    std::string content;             ///< 投诉内容
    std::string remedy_sought;       ///< 用户诉求
    std::optional<InfoCheck> info_check;
    std::string info_check_note; ///< how identity and facts were checked

    bool operator==(const Intake&) const = default;
};

/// The fields, for messages and for finding the control on the form.
enum class IntakeField : std::uint8_t {
    TriggerSource,
    Basis,
    Channel,
    Form,
    ComplainantName,
    ComplainantOrg,
    ComplainantKind,
    Contact,
    ComplainedAt,
    Category,
    SubCategory,
    Respondent,
    Location,
    System,
    Content,
    RemedySought,
    InfoCheck,
    InfoCheckNote
};

/// What is wrong with a field.
enum class FieldProblem : std::uint8_t {
    Missing,
    TooShort,
    TooLong,
    Malformed,   ///< control characters
    PhoneLength, ///< a Chinese mobile number has 11 digits
    InFuture     ///< later than the moment of recording
};

struct IntakeProblem {
    IntakeField field;
    FieldProblem problem;

    bool operator==(const IntakeProblem&) const = default;
};

/// Everything that keeps this intake from being recorded, in the order of the form; empty when
/// complete.
///
/// `recorded_at_utc_ms` is the device's time of recording. 信息验证 counts as missing until chosen;
/// 不合格 is no problem of a field but a refusal (T3). Source: procedure 4.2, 4.9.3, 4.9.4.
std::vector<IntakeProblem> check_intake(const Intake& intake, std::int64_t recorded_at_utc_ms);

/// As JSON; empty fields are left out.
base::Json json_from_intake(const Intake& intake);

/// The intake of its JSON. Unknown members are ignored, so that a later version's payload can be
/// read. Errors: InvalidInput when a member has the wrong type or an unknown code.
base::Result<Intake> intake_from_json(const base::Json& json);

/// A heading for the complaint: the beginning of its content up to the first full stop, at most 40
/// characters.
std::string title_of(const Intake& intake);

} // namespace huiyin::domain
