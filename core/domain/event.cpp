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
    return event.hash == hash_of(event) && base::verify(event.hash, event.signature, device_key);
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

template <>
std::span<const CodeEntry> code_list<Reason>() {
    static constexpr CodeEntry list[] = {
        {"", "", ""},
        {"unknown_kind", "这个步骤需要更新的版本", "This step needs a newer version"},
        {"bad_payload", "内容格式不对", "The content is malformed"},
        {"unknown_actor", "操作人不在通讯录中或已停用", "The person is unknown or inactive"},
        {"role_not_held", "操作人没有所用的角色", "The person does not hold the role used"},
        {"role_not_entitled",
         "这个角色不能对这件投诉做这一步",
         "This role may not take this step here"},
        {"wrong_state",
         "投诉现在的状态不允许这一步",
         "The complaint's state does not allow this step"},
        {"intake_incomplete", "必填项没有填完或填错", "A required field is missing or wrong"},
        {"info_check_not_passed",
         "信息验证合格后才能登记",
         "Record only after the information check has passed"},
        {"reason_missing", "请写明原因", "Please state the reason"},
        {"bad_number", "投诉编号不对", "The complaint number is wrong"},
        {"number_taken", "投诉编号已被使用", "The complaint number is taken"},
        {"concurrent_step", "别人先做了另一个步骤", "Somebody else took another step first"},
        {"limit_reached",
         "这件投诉的记录已到上限",
         "This complaint has reached its limit of records"},
        {"not_found", "服务器上没有这件投诉", "The server does not have this complaint"},
        {"bad_signature", "签名不对", "The signature is wrong"},
        {"broken_chain", "与本机前一条记录接不上", "It does not continue this tablet's records"},
        {"sequence_gap", "缺少本机更早的记录", "An earlier record of this tablet is missing"},
        {"cloned_device",
         "另一台平板用了同样的序号，可能被复制",
         "Another tablet used the same number: it may be a copy"},
        {"device_revoked", "这台平板已停用", "This tablet has been revoked"},
    };
    return list;
}

} // namespace huiyin::domain
