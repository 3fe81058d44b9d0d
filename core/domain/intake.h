// What is taken down when a complaint is recorded: fields 3 to 19 of 《用户投诉处理表》
// (procedure 3.1), and their check.
#pragma once

#include "core/base/json_forward.h"
#include "core/base/result.h"
#include "core/base/uuid.h"
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
    bool redacted = false;        ///< 已脱敏: who complains was taken out of the record
    std::optional<TriggerSource> trigger_source;
    std::optional<Basis> basis;
    std::optional<Form> form;
    std::optional<Channel> channel;
    std::optional<Category> category;
    std::optional<SubCategory> sub_category;
    std::string respondent;              ///< 被投诉对象, in words
    std::vector<base::Uuid> respondents; ///< people and groups among them; they are recused
    bool respondent_unknown = false;     ///< 不明
    std::string location;                ///< 线路、车站、处所
    std::string system;                  ///< 系统
    std::string content;                 ///< 投诉内容
    std::string remedy_sought;           ///< 用户诉求
    std::optional<InfoCheck> info_check;
    std::string info_check_note;               ///< how identity and facts were checked
    std::optional<Severity> severity_proposed; ///< 建议级别; the relationship manager decides
    std::string informant; ///< who passed it on, when it came through somebody else (4.9.11)
    std::string origin;    ///< survey item, follow-up or complaint that it came from

    bool operator==(const Intake&) const = default;

    template <class Archive, class Self>
    static void members(Archive& archive, Self& self) {
        archive.integer("complained_at", self.complained_at_utc_ms);
        archive.code("trigger_source", self.trigger_source);
        archive.code("basis", self.basis);
        archive.code("channel", self.channel);
        archive.code("form", self.form);
        archive.code("complainant_kind", self.complainant_kind);
        archive.code("category", self.category);
        archive.code("sub_category", self.sub_category);
        archive.code("info_check", self.info_check);
        archive.code("severity_proposed", self.severity_proposed);
        archive.flag("contact_refused", self.contact_refused);
        archive.flag("confidential", self.confidential);
        archive.flag("respondent_unknown", self.respondent_unknown);
        archive.uuids("respondents", self.respondents);
        archive.text("complainant_name", self.complainant_name);
        archive.text("complainant_org", self.complainant_org);
        archive.text("contact", self.contact);
        archive.text("respondent", self.respondent);
        archive.text("location", self.location);
        archive.text("system", self.system);
        archive.text("content", self.content);
        archive.text("remedy_sought", self.remedy_sought);
        archive.text("info_check_note", self.info_check_note);
        archive.text("informant", self.informant);
        archive.text("origin", self.origin);
        archive.flag("redacted", self.redacted);
    }
};

/// Who complains, apart from the rest: what a 保密 complaint keeps in an event of its own.
struct Identity {
    std::string name;
    std::string org;
    std::string contact;
    bool contact_refused = false;
    bool redacted = false; ///< 已脱敏

    bool operator==(const Identity&) const = default;

    template <class Archive, class Self>
    static void members(Archive& archive, Self& self) {
        archive.text("name", self.name);
        archive.text("org", self.org);
        archive.text("contact", self.contact);
        archive.flag("contact_refused", self.contact_refused);
        archive.flag("redacted", self.redacted);
    }
};

/// Whether 已脱敏 stands in the place of who complains: nobody was named since.
inline bool shows_as_redacted(const Intake& intake) {
    return intake.redacted && intake.complainant_name.empty() && intake.contact.empty();
}

/// Takes the identity out of the intake.
Identity take_identity(Intake& intake);

/// Puts it back.
void put_identity(Intake& intake, const Identity& identity);

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
    InfoCheckNote,
    Informant
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

/// The same for a 保密 intake whose identity was taken out.
std::vector<IntakeProblem> check_intake_without_identity(const Intake& intake,
                                                         std::int64_t recorded_at_utc_ms);

/// What keeps an identity from being kept apart: the fields of the complainant.
std::vector<IntakeProblem> check_identity(const Identity& identity);

/// Whether a member of the intake's JSON may be corrected after recording: all but the
/// information check, what was proposed, and whether it is redacted. 保密 that is asked for later
/// hides the complainant from then on; what was told before is told.
bool is_correctable(std::string_view member);

/// Whether a member belongs to the complainant's identity.
bool is_identity_member(std::string_view member);

/// The JSON value of one member as text; "null" when it is not set.
std::string member_value(const Intake& intake, std::string_view member);

/// The intake with one member set to a JSON value; "null" takes it away.
/// Errors: InvalidInput for a value of the wrong type or no such member.
base::Result<Intake>
with_member(const Intake& intake, std::string_view member, std::string_view value);

/// As JSON; empty fields are left out.
base::Json json_from_intake(const Intake& intake);

/// The intake of its JSON. Unknown members are ignored, so that a later version's payload can be
/// read. Errors: InvalidInput when a member has the wrong type or an unknown code.
base::Result<Intake> intake_from_json(const base::Json& json);

/// A heading for the complaint: the beginning of its content up to the first full stop, at most 40
/// characters.
std::string title_of(const Intake& intake);

/// Whether everybody may know who complains: neither 匿名 nor 保密.
bool is_named_openly(const Intake& intake);

} // namespace huiyin::domain
