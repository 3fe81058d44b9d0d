#include "core/records/register.h"

#include "core/records/form_values.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace huiyin::records {

using namespace domain;

namespace {

constexpr std::array<Words, register_columns> columns{{{"登记\n序号", "No."},
                                                       {"投诉编号", "Number"},
                                                       {"登记\n时间", "Recorded"},
                                                       {"投诉人\n部门", "Complainant"},
                                                       {"触发\n来源", "Source"},
                                                       {"投诉\n方式", "Via"},
                                                       {"类别", "Kind"},
                                                       {"级别", "Level"},
                                                       {"投诉内容摘要", "Content"},
                                                       {"受理人", "Accepted by"},
                                                       {"分派\n时间", "Sent"},
                                                       {"处理小组\n处理人", "Group, handler"},
                                                       {"是否\n有效", "Valid"},
                                                       {"处理结果", "Result"},
                                                       {"处理\n完成\n时间", "Finished"},
                                                       {"反馈\n时间", "Fed back"},
                                                       {"回访\n时间\n回访人", "Followed up"},
                                                       {"用户\n验证\n结果", "User verified"},
                                                       {"不满意原因", "Why dissatisfied"},
                                                       {"关闭\n时间", "Closed"},
                                                       {"处理\n时长\n小时", "Hours"},
                                                       {"是否\n超时", "Late"},
                                                       {"监督意见", "Opinion"},
                                                       {"备注", "Remark"}}};

void add_people(RegisterRow& row,
                const Complaint& complaint,
                const Directory& directory,
                Language language) {
    const std::string_view hidden = hidden_as(complaint, language);
    row.complainant = hidden.empty() ? complaint.intake.complainant_name : std::string(hidden);
    row.complainant_org = hidden.empty() ? complaint.intake.complainant_org : std::string();
    row.accepted_by = directory.name_of(complaint.accepted_by);
    const Responsible responsible = responsible_for(complaint, directory);
    row.group = responsible.group;
    row.handler = responsible.person;
    if (!responsible.answerable.empty() && responsible.group.empty()) {
        row.group = responsible.answerable;
    }
    if (const Assignment* assignment = complaint.assignment()) {
        row.dispatched_at_utc_ms = assignment->at_utc_ms;
    }
}

void add_progress(RegisterRow& row,
                  const Complaint& complaint,
                  const Directory& directory,
                  Language language) {
    if (complaint.received_at_utc_ms != 0) {
        row.validity = word(complaint.validity(), language);
    }
    if (complaint.outcome) {
        row.result = complaint.outcome->result;
    }
    row.handled_at_utc_ms = complaint.handled_at_utc_ms;
    if (row.handled_at_utc_ms != 0) {
        row.handling_ms = row.handled_at_utc_ms - row.accepted_at_utc_ms;
    }
    if (const Feedback* feedback = complaint.feedback()) {
        row.fed_back_at_utc_ms = feedback->said.at_utc_ms;
    }
    const auto attempts = attempts_of_round(complaint);
    const FollowUpAttempt* attempt = complaint.verified();
    if (attempt == nullptr && !attempts.empty()) {
        attempt = attempts.back();
    }
    if (attempt != nullptr) {
        row.followed_up_at_utc_ms = attempt->said.at_utc_ms;
        row.followed_up_by = directory.name_of(attempt->by);
    }
    row.verified = verified_text(complaint, language);
    row.dissatisfaction = dissatisfaction_text(complaint, language);
    if (const Closure* closure = complaint.closure()) {
        row.closed_at_utc_ms = closure->at_utc_ms;
    }
}

std::optional<bool> is_overdue(const Facts& facts, std::int64_t now_utc_ms) {
    const Timeliness handled = facts.targets[static_cast<std::size_t>(TargetKind::Handle)];
    if (handled != Timeliness::NotDue) {
        return handled == Timeliness::DoneLate;
    }
    if (facts.state == State::Cancelled || facts.due_kind != TargetKind::Handle ||
        facts.due_utc_ms == 0) {
        return std::nullopt;
    }
    return facts.due_utc_ms < now_utc_ms;
}

/// 并入 187 号, 未同步, 第 2 轮, …
std::string remark_of(const Complaint& complaint,
                      const std::map<Uuid, const Complaint*>& others,
                      Language language) {
    const bool zh = language == Language::Chinese;
    const std::string_view separator = zh ? "；" : "; ";
    std::string remark;
    if (complaint.cancellation && complaint.state == State::Cancelled) {
        const CancelPayload& said = complaint.cancellation->said;
        const auto master = others.find(said.master);
        if (said.master.is_nil()) {
            remark = word(said.code, language);
        } else if (master == others.end()) {
            remark = zh ? "已并案" : "merged";
        } else {
            const Complaint& into = *master->second;
            remark = (zh ? "并入 " : "merged into ") +
                     (into.register_no != 0 ? std::to_string(into.register_no) + (zh ? " 号" : "")
                                            : into.number);
        }
    }
    if (complaint.round > 1) {
        const std::string round = std::to_string(complaint.round);
        join(remark, zh ? "第 " + round + " 轮" : "round " + round, separator);
    }
    if (!complaint.improvements.empty()) {
        join(remark, zh ? "已纠正预防" : "corrective action", separator);
    }
    if (complaint.unsent > 0) {
        join(remark, zh ? "未同步" : "not synced", separator);
    }
    return remark;
}

RegisterRow
row_of(const Complaint& complaint, const Directory& directory, const RegisterOptions& options) {
    const Language language = options.language;
    RegisterRow row;
    row.complaint = complaint.id;
    row.register_no = complaint.register_no;
    row.number = complaint.number;
    row.accepted_at_utc_ms = complaint.accepted_at_utc_ms;
    row.source = word(complaint.intake.trigger_source, language);
    row.channel = word(complaint.intake.channel, language);
    row.category = word(complaint.intake.category, language);
    row.severity = word(complaint.severity, language);
    row.content = complaint.intake.content;
    row.opinion = opinions_text(complaint, false);
    row.cancelled = complaint.state == State::Cancelled;
    row.unsent = complaint.unsent;
    row.head_hash = complaint.head_hash;
    row.facts = facts_of(complaint, directory.policy);
    row.overdue = is_overdue(row.facts, options.now_utc_ms);
    add_people(row, complaint, directory, language);
    add_progress(row, complaint, directory, language);
    return row;
}

base::Hash ledger_hash_of(const std::vector<RegisterRow>& rows) {
    std::string text;
    for (const RegisterRow& row : rows) {
        text += row.number + " " + base::hex_from_bytes(row.head_hash) + "\n";
    }
    return base::sha256(base::bytes_of(text));
}

void add_totals(Register& whole) {
    std::vector<Facts> facts;
    facts.reserve(whole.rows.size());
    for (const RegisterRow& row : whole.rows) {
        facts.push_back(row.facts);
        whole.handled_late += row.overdue.value_or(false) && !row.cancelled ? 1 : 0;
        whole.to_merge += row.unsent > 0 ? 1 : 0;
    }
    whole.totals = figures_of(facts, whole.options.now_utc_ms, whole.calendar);
    whole.ledger_hash = ledger_hash_of(whole.rows);
}

} // namespace

Register make_register(std::span<const Complaint> complaints,
                       const Directory& directory,
                       const RegisterOptions& options) {
    Register whole;
    whole.options = options;
    whole.department = directory.department_name;
    whole.calendar = directory.policy.calendar;
    std::map<Uuid, const Complaint*> by_id;
    for (const Complaint& complaint : complaints) {
        by_id[complaint.id] = &complaint;
    }
    for (const Complaint& complaint : complaints) {
        if (!complaint.taken_down || complaint.accepted_at_utc_ms < options.from_utc_ms ||
            complaint.accepted_at_utc_ms >= options.to_utc_ms) {
            continue;
        }
        if (complaint.state == State::IntakeRejected) {
            ++whole.rejected;
            continue;
        }
        RegisterRow row = row_of(complaint, directory, options);
        row.remark = remark_of(complaint, by_id, options.language);
        whole.rows.push_back(std::move(row));
    }
    const auto place = [&](const RegisterRow& row) {
        return std::tuple(row.register_no == 0,
                          row.register_no == 0 ? row.accepted_at_utc_ms
                                               : year_of(row.accepted_at_utc_ms, whole.calendar),
                          row.register_no,
                          row.complaint);
    };
    std::sort(whole.rows.begin(), whole.rows.end(), [&](const auto& a, const auto& b) {
        return place(a) < place(b);
    });
    add_totals(whole);
    return whole;
}

std::string_view column_name(std::size_t column, Language language) {
    return columns[column].in(language);
}

namespace {

/// 11-16 and the time below; with the year when the period has more than one.
std::string short_moment(std::int64_t utc_ms, const Register& whole, CellStyle style) {
    std::string text = moment(utc_ms, whole.calendar);
    if (style == CellStyle::Whole || text.empty()) {
        return text;
    }
    text[text.find(' ')] = '\n';
    const bool one_year = year_of(whole.options.from_utc_ms, whole.calendar) ==
                          year_of(whole.options.to_utc_ms - 1, whole.calendar);
    return one_year && year_of(utc_ms, whole.calendar) ==
                           year_of(whole.options.from_utc_ms, whole.calendar)
               ? text.substr(5)
               : text;
}

std::string tenths(std::int64_t ms) {
    constexpr std::int64_t tenth_ms = 360'000;
    const std::int64_t count = (ms + tenth_ms / 2) / tenth_ms;
    return std::to_string(count / 10) + "." + std::to_string(count % 10);
}

} // namespace

std::array<std::string, register_columns>
cells_of(const RegisterRow& row, const Register& whole, CellStyle style) {
    const bool zh = whole.options.language == Language::Chinese;
    const std::string_view gap = style == CellStyle::Paper ? "\n" : " ";
    const auto at = [&](std::int64_t utc_ms) { return short_moment(utc_ms, whole, style); };
    const auto pair = [&](std::string first, std::string_view second) {
        join(first, second, gap);
        return first;
    };
    std::string follow_up = at(row.followed_up_at_utc_ms);
    if (style == CellStyle::Paper && !follow_up.empty()) {
        follow_up.resize(follow_up.find('\n')); // the day alone, as the person stands below
    }
    return {row.register_no != 0 ? std::to_string(row.register_no) : (zh ? "待合并" : "to merge"),
            row.number,
            at(row.accepted_at_utc_ms),
            pair(row.complainant, row.complainant_org),
            row.source,
            row.channel,
            row.category,
            row.severity,
            row.content,
            row.accepted_by,
            at(row.dispatched_at_utc_ms),
            pair(row.group, row.handler),
            row.validity,
            row.result,
            at(row.handled_at_utc_ms),
            at(row.fed_back_at_utc_ms),
            pair(follow_up, row.followed_up_by),
            row.verified,
            row.dissatisfaction,
            at(row.closed_at_utc_ms),
            row.handling_ms ? tenths(*row.handling_ms) : std::string(),
            row.overdue ? (*row.overdue ? (zh ? "是" : "yes") : (zh ? "否" : "no")) : "",
            row.opinion,
            row.remark};
}

} // namespace huiyin::records
