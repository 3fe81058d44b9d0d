// The values of a complaint as both records print them.
#pragma once

#include "core/records/paper.h"

#include <string>
#include <vector>

namespace huiyin::records {

/// What stands in the place of a complainant who was taken out of the record.
inline constexpr Words redacted_word{"已脱敏", "Redacted"};

/// 匿名, 已脱敏 or 保密 in place of a name; empty when the name may be printed.
std::string_view hidden_as(const domain::Complaint& complaint, Language language);

/// Group and person of the assignment in force; the handler once somebody received it.
struct Responsible {
    std::string group;
    std::string person;
    std::string answerable; ///< of a 重大: the team leader
    bool escalated = false;
};

Responsible responsible_for(const domain::Complaint& complaint, const domain::Directory& directory);

/// 被投诉对象: the words, then people and groups that were named.
std::string respondents_text(const domain::Complaint& complaint,
                             const domain::Directory& directory,
                             Language language);

/// 照片 2 张（a.jpg 812 KB，b.jpg 1.2 MB），录音 1 段（…）, each with its name and size.
std::string attachments_text(const domain::Complaint& complaint, Language language);

/// How the user sees the result: 满意, 不满意, 未能验证, or nothing yet.
std::string_view verified_text(const domain::Complaint& complaint, Language language);

/// [态度/沟通] and the words; empty unless closed so.
std::string dissatisfaction_text(const domain::Complaint& complaint, Language language);

/// The opinions of a role, the oldest first, joined.
std::string opinions_text(const domain::Complaint& complaint, bool of_leader);

/// 查证, 处理, 反馈, 回访 and 关闭 of the rounds before the present one, a line each.
std::string earlier_rounds_text(const domain::Complaint& complaint,
                                const domain::Directory& directory,
                                Language language);

/// The attempts of follow-up of this round.
std::vector<const domain::FollowUpAttempt*> attempts_of_round(const domain::Complaint& complaint);

} // namespace huiyin::records
