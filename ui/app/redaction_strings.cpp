#include "ui/app/redaction_strings.h"

#include "ui/app/sentences.h"

namespace huiyin::app {

namespace {

using T = RedactionText;

constexpr SentenceOf<RedactionText> sentences[] = {
    {T::Redacted, "已脱敏", "Redacted"},
    {T::OrderLead,
     "管理员执行后，姓名、部门和联系方式从所有平板和服务器上抹去，不能恢复。正文里写到的不会抹去",
     "Once the administrator carries it out, name, department and contact are gone from every "
     "tablet and the server for good. What was written in free words stays"},
    {T::VerifyRedacted, "其中 {} 条已按脱敏令脱敏", "{} of them were redacted as an order says"},
    {T::Lead,
     "更高领导下达的脱敏令。没有网络也可以执行，同步后在各处生效",
     "Orders of the leadership. They can be carried out without a network and take effect "
     "everywhere with the next sync"},
    {T::None, "没有待执行的脱敏令", "No order waits"},
    {T::Waiting, "待执行", "Waits"},
    {T::OrderedBy, "{} 下达于 {}", "Ordered by {} at {}"},
    {T::CarryOut, "执行脱敏", "Redact"},
    {T::CarryOutText,
     "投诉人的姓名、部门和联系方式会从所有平板和服务器上抹去，不能恢复。记录的其余部分不变，仍可验"
     "证",
     "The complainant's name, department and contact go from every tablet and the server and "
     "cannot be had back. The rest of the record stays and can still be verified"},
    {T::CarriedOut, "已执行：{}", "Carried out: {}"},
};

static_assert(is_complete(sentences));

} // namespace

std::string_view sentence(RedactionText text, Language language) {
    return sentence_in(sentences, text, language);
}

} // namespace huiyin::app
