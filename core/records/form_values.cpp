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

std::string attachments_text(const Complaint& complaint, Language language) {
    const bool zh = language == Language::Chinese;
    const std::string_view separator = zh ? "，" : ", ";
    std::size_t pictures = 0;
    std::size_t recordings = 0;
    std::string files;
    for (const Attachment& attachment : complaint.attachments) {
        if (attachment.said.mime.starts_with("image/")) {
            ++pictures;
        } else if (attachment.said.mime.starts_with("audio/")) {
            ++recordings;
        } else {
            join(files, attachment.said.name, separator);
        }
    }
    std::string text;
    if (pictures > 0) {
        text =
            zh ? "照片 " + std::to_string(pictures) + " 张" : "Photos: " + std::to_string(pictures);
    }
    if (recordings > 0) {
        join(text,
             zh ? "录音 " + std::to_string(recordings) + " 段"
                : "Recordings: " + std::to_string(recordings),
             separator);
    }
    join(text, files, separator);
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
