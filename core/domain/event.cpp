#include "core/domain/event.h"

#include <span>

namespace huiyin::domain {

namespace {

/// Builds the canonical bytes that are hashed.
class Canonical {
public:
    explicit Canonical(std::size_t bytes_expected) { m_bytes.reserve(bytes_expected); }

    void integer(std::uint64_t value) {
        for (int shift = 56; shift >= 0; shift -= 8) {
            m_bytes.push_back(static_cast<std::uint8_t>(value >> shift));
        }
    }

    void signed_integer(std::int64_t value) { integer(static_cast<std::uint64_t>(value)); }

    void raw(std::span<const std::uint8_t> bytes) {
        m_bytes.insert(m_bytes.end(), bytes.begin(), bytes.end());
    }

    void text(std::string_view value) {
        integer(value.size());
        raw(base::bytes_of(value));
    }

    std::span<const std::uint8_t> bytes() const { return m_bytes; }

private:
    base::Bytes m_bytes;
};

constexpr std::string_view version_tag = "huiyin.event.v1";
constexpr std::size_t fixed_bytes = 320;

} // namespace

base::Hash hash_of(const Event& event) {
    Canonical canonical(fixed_bytes + event.payload.size());
    canonical.text(version_tag);
    canonical.raw(event.id.bytes);
    canonical.raw(event.complaint.bytes);
    canonical.raw(event.device.bytes);
    canonical.integer(event.device_seq);
    canonical.signed_integer(event.seen.change);
    canonical.integer(event.seen.unsent);
    canonical.raw(event.actor.bytes);
    canonical.text(code_of(event.role));
    canonical.text(event.kind);
    canonical.text(event.payload);
    canonical.signed_integer(event.device_time_utc_ms);
    canonical.signed_integer(event.utc_offset_minutes);
    canonical.raw(event.prev_hash);
    return base::sha256(canonical.bytes());
}

void seal(Event& event, const base::SecretKey& device_key) {
    event.hash = hash_of(event);
    event.signature = base::sign(event.hash, device_key);
}

bool is_authentic(const Event& event, const base::PublicKey& device_key) {
    const bool hash_stands = !event.redaction.is_nil() || event.hash == hash_of(event);
    return hash_stands && base::verify(event.hash, event.signature, device_key);
}

template <>
std::span<const CodeEntry> code_list<VerdictKind>() {
    static constexpr CodeEntry list[] = {
        {"applied", "已生效", "Applied"},
        {"conflict", "有冲突", "Conflict"},
        {"refused", "未接受", "Refused"},
        {"quarantined", "已隔离", "Quarantined"},
    };
    return list;
}

namespace {

constexpr CodeEntry reasons[] = {
    {"", "", ""},
    {"unknown_kind", "这个步骤需要更新的版本", "This step needs a newer version"},
    {"bad_payload", "内容格式不对", "The content is malformed"},
    {"unknown_actor", "操作人不在通讯录中或已停用", "The person is unknown or inactive"},
    {"role_not_held", "操作人没有所用的角色", "The person does not hold the role used"},
    {"role_not_entitled",
     "这个角色不能对这件投诉做这一步",
     "This role may not take this step here"},
    {"wrong_state", "投诉现在的状态不允许这一步", "The complaint's state does not allow this step"},
    {"intake_incomplete", "必填项没有填完或填错", "A required field is missing or wrong"},
    {"info_check_not_passed",
     "信息验证合格后才能登记",
     "Record only after the information check has passed"},
    {"reason_missing", "请写明原因", "Please state the reason"},
    {"bad_number", "投诉编号不对", "The complaint number is wrong"},
    {"number_taken", "投诉编号已被使用", "The complaint number is taken"},
    {"concurrent_step", "别人先做了另一个步骤", "Somebody else took another step first"},
    {"limit_reached", "这件投诉的记录已到上限", "This complaint has reached its limit of records"},
    {"not_found", "服务器上没有这件投诉", "The server does not have this complaint"},
    {"recused", "被投诉对象需要回避这一步", "A respondent may not take this step"},
    {"target_missing", "请选择小组或人员", "Choose a group or a person"},
    {"target_unknown", "小组或人员不存在或已停用", "The group or person is unknown or inactive"},
    {"target_is_respondent", "不能分派给被投诉对象", "A respondent may not get the complaint"},
    {"major_needs_leader",
     "重大投诉只能升级给服务团队负责人",
     "A major complaint goes to the team leader only"},
    {"general_needs_group",
     "一般投诉分派给服务小组",
     "A general complaint is dispatched to a group"},
    {"already_received", "已由他人接收", "Somebody else received it first"},
    {"validity_pending", "还是待核实，请先确认是否有效", "Validity has to be confirmed first"},
    {"result_missing", "请填写处理结果", "State the result"},
    {"cause_missing", "有效投诉需要填写原因分析", "A valid complaint needs a cause"},
    {"choice_missing", "还有必选项没有选", "Something that must be chosen is not"},
    {"time_wrong", "时间没有填或晚于现在", "A time is missing or in the future"},
    {"follow_up_missing",
     "本轮还没有联系上用户的回访",
     "Nobody has reached the user in this round"},
    {"verification_missing",
     "用户关系经理还没有向用户验证结果",
     "The relationship manager has not verified with the user"},
    {"verification_differs",
     "与向用户验证的结果不一致",
     "The verification with the user says otherwise"},
    {"handler_may_not_close",
     "处理人关闭需要团队负责人会签",
     "The handler needs a countersignature to close"},
    {"attempts_too_few",
     "需要至少两天内三次未联系上",
     "Needs three failed attempts on at least two days"},
    {"consent_missing", "需要团队负责人先同意", "A team leader has to consent first"},
    {"period_over", "已过可重开的期限，请登记再投诉", "Too late to reopen: record a new complaint"},
    {"policy_forbids", "本部门没有启用这一步", "The department does not use this step"},
    {"once_per_round", "本轮已经做过一次", "Done once in this round already"},
    {"master_missing",
     "主投诉不存在或已撤销",
     "The complaint to merge into is missing or cancelled"},
    {"evidence_missing", "撤诉需要写明依据", "A withdrawal needs evidence"},
    {"not_raised", "已经分派，级别也没有调高", "It is dispatched, and nobody raised its severity"},
    {"no_such_conflict", "这个冲突不存在或已裁决", "No such conflict waits for a decision"},
    {"nothing_asked", "没有待批复的延期申请", "No extension waits for a decision"},
    {"not_correctable", "这一项不能更正", "This cannot be corrected"},
    {"identity_in_the_open",
     "保密投诉的身份要分开保存",
     "A confidential identity has to be kept apart"},
    {"attachment_too_large", "附件太大或太多", "Too large, or too many attachments"},
    {"agrees", "与先前的更正一致", "Agrees with an earlier step"},
    {"after_state_change", "状态变化后补充", "Added after the state had changed"},
    {"role_since_revoked", "当时有此角色，现已收回", "The role was held then and is now revoked"},
    {"bad_signature", "签名不对", "The signature is wrong"},
    {"broken_chain", "与本机前一条记录接不上", "It does not continue this tablet's records"},
    {"sequence_gap", "缺少本机更早的记录", "An earlier record of this tablet is missing"},
    {"cloned_device",
     "另一台平板用了同样的序号，可能被复制",
     "Another tablet used the same number: it may be a copy"},
    {"device_revoked", "这台平板已停用", "This tablet has been revoked"},
    {"not_let_through",
     "服务器或网络不接受这一条，其他记录都正常",
     "The server or the network rejects this record and takes all others"},
    {"kept_apart", "平板把这一条单独保留", "Its tablet keeps this record apart"},
    {"nothing_to_redact", "没有投诉人信息可以脱敏", "Nothing here names the complainant"},
    {"already_ordered", "已有待执行的脱敏令", "A redaction order waits to be carried out"},
    {"no_such_order", "没有这个待执行的脱敏令", "No such redaction order waits"},
    {"target_passed",
     "时限已过，不能再申请延期",
     "The target has passed: too late for an extension"},
};

} // namespace

template <>
std::span<const CodeEntry> code_list<Reason>() {
    return reasons;
}

} // namespace huiyin::domain
