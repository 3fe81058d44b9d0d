#include "core/records/form_values.h"

#include <algorithm>
#include <map>

namespace huiyin::records {

using namespace domain;

std::string_view hidden_as(const Complaint& complaint, Language language) {
    constexpr Words anonymous{"匿名", "Anonymous"};
    constexpr Words confidential{"保密", "Confidential"};
    if (complaint.intake.complainant_kind == ComplainantKind::Anonymous) {
        return anonymous.in(language);
    }
    if (shows_as_redacted(complaint.intake)) {
        return redacted_word.in(language);
    }
    return complaint.intake.confidential || !complaint.identity_known ? confidential.in(language)
                                                                      : std::string_view();
}

Responsible responsible_for(const Complaint& complaint, const Directory& directory) {
    Responsible responsible;
    const Assignment* assignment = complaint.assignment();
    if (assignment == nullptr) {
        return responsible;
    }
    if (const Group* group = directory.group(assignment->group)) {
        responsible.group = group->name;
    }
    const Uuid person = complaint.handler.is_nil() ? assignment->person : complaint.handler;
    responsible.person = directory.name_of(person);
    responsible.escalated = assignment->kind == AssignmentKind::Escalation;
    if (!complaint.answerable.is_nil() && complaint.answerable != person) {
        responsible.answerable = directory.name_of(complaint.answerable);
    }
    return responsible;
}

std::string
respondents_text(const Complaint& complaint, const Directory& directory, Language language) {
    constexpr Words unknown{"不明", "Unknown"};
    constexpr Words separator{"、", ", "};
    std::string text = complaint.intake.respondent;
    for (const Uuid& id : complaint.intake.respondents) {
        const Group* group = directory.group(id);
        const std::string_view name = group != nullptr ? group->name : directory.name_of(id);
        if (text.find(name) == std::string::npos) {
            join(text, name, separator.in(language));
        }
    }
    if (text.empty() && complaint.intake.respondent_unknown) {
        text = unknown.in(language);
    }
    return text;
}

namespace {

/// In steps of 1000, as tablets count: 812 KB, 1.2 MB.
std::string size_text(std::int64_t bytes) {
    constexpr std::int64_t kilo = 1000;
    if (bytes < kilo * kilo) {
        return std::to_string(std::max<std::int64_t>(1, (bytes + kilo / 2) / kilo)) + " KB";
    }
    const std::int64_t tenths = (bytes + kilo * kilo / 20) / (kilo * kilo / 10);
    return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10) + " MB";
}

/// What one kind of them is called, and what stands between the number and the names.
std::string group_text(std::size_t count, Words one, Words unit, Language language) {
    std::string text(one.in(language));
    text += language == Language::Chinese ? " " : ": ";
    text += std::to_string(count);
    return text + std::string(unit.in(language));
}

} // namespace

std::string attachments_text(const Complaint& complaint, Language language) {
    constexpr Words comma{"，", ", "};
    constexpr Words opening{"（", " ("};
    constexpr Words closing{"）", ")"};

    struct Group {
        std::string_view type;
        Words name;
        Words unit;
    };

    constexpr Group groups[] = {{"image/", {"照片", "Photos"}, {" 张", ""}},
                                {"audio/", {"录音", "Recordings"}, {" 段", ""}},
                                {"", {"文件", "Files"}, {" 个", ""}}};
    const auto group_of = [&groups](const Attachment& attachment) {
        return std::find_if(std::begin(groups), std::end(groups), [&](const Group& group) {
            return attachment.said.mime.starts_with(group.type);
        });
    };
    std::string text;
    for (const Group& group : groups) {
        std::size_t count = 0;
        std::string names;
        for (const Attachment& attachment : complaint.attachments) {
            if (group_of(attachment) == &group) {
                ++count;
                join(names,
                     attachment.said.name + " " + size_text(attachment.said.file_bytes),
                     comma.in(language));
            }
        }
        if (count > 0) {
            std::string part = group_text(count, group.name, group.unit, language);
            part += opening.in(language);
            part += names;
            part += closing.in(language);
            join(text, part, comma.in(language));
        }
    }
    return text;
}

std::string_view verified_text(const Complaint& complaint, Language language) {
    constexpr Words not_verified{"未能验证", "Not verified"};
    const Closure* closure = complaint.closure();
    if (closure != nullptr && closure->code == CloseCode::NotVerified) {
        return not_verified.in(language);
    }
    const FollowUpAttempt* verified = complaint.verified();
    return verified != nullptr ? word(verified->said.verify_result, language) : std::string_view();
}

namespace {

std::string dissatisfaction_of(const Closure& closure, Language language) {
    if (closure.code != CloseCode::Dissatisfied) {
        return {};
    }
    const bool zh = language == Language::Chinese;
    std::string text;
    if (closure.dissat_code) {
        text = std::string(zh ? "［" : "[") + std::string(word(*closure.dissat_code, language)) +
               (zh ? "］" : "] ");
    }
    return text + closure.reason;
}

} // namespace

std::string dissatisfaction_text(const Complaint& complaint, Language language) {
    const Closure* closure = complaint.closure();
    return closure != nullptr ? dissatisfaction_of(*closure, language) : std::string();
}

std::string opinions_text(const Complaint& complaint, bool of_leader) {
    std::string text;
    for (const Opinion& opinion : complaint.opinions) {
        if ((opinion.role == Role::TeamLeader) == of_leader) {
            join(text, opinion.text, "\n");
        }
    }
    return text;
}

std::vector<const FollowUpAttempt*> attempts_of_round(const Complaint& complaint) {
    std::vector<const FollowUpAttempt*> attempts;
    for (const FollowUpAttempt& attempt : complaint.follow_ups) {
        if (attempt.round == complaint.round) {
            attempts.push_back(&attempt);
        }
    }
    return attempts;
}

std::string
earlier_rounds_text(const Complaint& complaint, const Directory& directory, Language language) {
    const bool zh = language == Language::Chinese;
    const WorkCalendar& calendar = directory.policy.calendar;
    std::string text;
    for (const Step& step : complaint.steps) {
        const bool told =
            step.kind == EventKind::Dispatch || step.kind == EventKind::Escalate ||
            step.kind == EventKind::ConfirmValidity || step.kind == EventKind::Finish ||
            step.kind == EventKind::FeedBack || step.kind == EventKind::FollowUp ||
            step.kind == EventKind::CloseSatisfied || step.kind == EventKind::CloseDissatisfied ||
            step.kind == EventKind::CloseNotVerified || step.kind == EventKind::Reopen;
        if (!told || step.round >= complaint.round || step.verdict.kind != VerdictKind::Applied) {
            continue;
        }
        std::string line = zh ? "第 " + std::to_string(step.round) + " 轮 "
                              : "Round " + std::to_string(step.round) + " ";
        line += moment(step.at_utc_ms, calendar) + " ";
        line += std::string(directory.name_of(step.actor)) + " ";
        line += word(step.kind, language);
        join(line, step.text, zh ? "：" : ": ");
        join(text, line, "\n");
    }
    for (const Closure& closure : complaint.closures) {
        if (closure.round < complaint.round && closure.code == CloseCode::Dissatisfied) {
            join(text,
                 (zh ? "第 " + std::to_string(closure.round) + " 轮不满意原因："
                     : "Round " + std::to_string(closure.round) + " reason: ") +
                     dissatisfaction_of(closure, language),
                 "\n");
        }
    }
    return text;
}

} // namespace huiyin::records
