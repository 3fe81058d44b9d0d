#include "core/records/form_rows.h"

#include "core/base/text.h"
#include "core/domain/ink.h"
#include "core/records/form_values.h"

#include <algorithm>

namespace huiyin::records {

using namespace domain;

namespace {

/// A box and the space after its word.
constexpr double box_em = 2.1;

/// A box with its word.
struct Box {
    bool ticked = false;
    std::string_view text;
};

Cell label(Words words, Language language) {
    return {.kind = Cell::Kind::Label, .text = std::string(words.in(language))};
}

Cell value(std::string text, std::size_t columns = 1) {
    return {.columns = columns, .text = std::move(text)};
}

Cell boxes(std::initializer_list<Box> list, std::string text = {}, std::size_t columns = 1) {
    Cell cell = value(std::move(text), columns);
    for (const Box& box : list) {
        cell.boxes += box.ticked ? R"(<span class="o"><span class="cb on"></span>)"
                                 : R"(<span class="o"><span class="cb"></span>)";
        cell.boxes += escaped(box.text) + "</span>";
        cell.boxes_em += box_em + text_em(box.text);
    }
    return cell;
}

/// Builds the rows group by group.
class FormRows {
public:
    FormRows(const Complaint& complaint, const Directory& directory, const FormOptions& options)
        : m_complaint(complaint)
        , m_intake(complaint.intake)
        , m_directory(directory)
        , m_language(options.language)
        , m_with_complainant(options.with_complainant && complaint.identity_known) {}

    std::vector<Row> build() {
        add_intake();
        add_matter();
        add_dispatch();
        add_handling();
        add_feedback();
        add_closing();
        add_improvement();
        add_history();
        return std::move(m_rows);
    }

private:
    const Complaint& m_complaint;
    const Intake& m_intake;
    const Directory& m_directory;
    Language m_language;
    bool m_with_complainant;
    std::vector<Row> m_rows;

    void add(std::size_t group, std::vector<Cell> cells, double min_mm = 8.2) {
        m_rows.push_back({group, min_mm, std::move(cells)});
    }

    Cell head(std::string_view zh, std::string_view en) const {
        return label({zh, en}, m_language);
    }

    template <class Value>
    Cell coded(const Value& code) const {
        return value(std::string(word(code, m_language)));
    }

    std::string_view say(std::string_view zh, std::string_view en) const {
        return Words{zh, en}.in(m_language);
    }

    std::string at(std::int64_t utc_ms) const {
        return moment(utc_ms, m_directory.policy.calendar);
    }

    std::string name(const Uuid& person) const { return std::string(m_directory.name_of(person)); }

    Box form_box(Form form) const { return {m_intake.form == form, word(form, m_language)}; }

    Box category_box(Category category) const {
        return {m_intake.category == category, word(category, m_language)};
    }

    void add_intake() {
        add(0,
            {head("投诉时间", "Complained at"),
             value(at(m_intake.complained_at_utc_ms)),
             head("受理时间", "Accepted at"),
             value(at(m_complaint.accepted_at_utc_ms)),
             head("投诉形式", "Form"),
             boxes({form_box(Form::Oral), form_box(Form::Written)})});
        const bool anonymous = m_intake.complainant_kind == ComplainantKind::Anonymous;
        if (m_with_complainant) {
            const bool redacted = shows_as_redacted(m_intake);
            const std::string gone(redacted ? redacted_word.in(m_language) : std::string_view());
            add(0,
                {head("投诉人", "Complainant"),
                 value(anonymous  ? std::string(say("匿名", "Anonymous"))
                       : redacted ? gone
                                  : m_intake.complainant_name),
                 head("部门及岗位", "Department"),
                 value(m_intake.complainant_org),
                 head("联系方式", "Contact"),
                 value(m_intake.contact_refused ? std::string(say("用户拒绝提供", "Refused"))
                       : redacted && !anonymous ? gone
                                                : m_intake.contact)});
        }
        Cell kind = coded(m_intake.complainant_kind);
        if (!m_with_complainant) {
            kind = value(
                std::string(anonymous ? say("匿名", "Anonymous") : say("保密", "Confidential")));
        }
        add(0,
            {head("投诉人身份", "Complainant is"),
             kind,
             head("触发来源", "Source"),
             coded(m_intake.trigger_source),
             head("投诉方式", "Channel"),
             coded(m_intake.channel)});
        std::string sub;
        if (m_intake.sub_category) {
            sub = std::string(say("细类：", "Kind: ")) +
                  std::string(word(*m_intake.sub_category, m_language));
        }
        add(0,
            {head("投诉类别", "Category"),
             boxes({category_box(Category::ServiceQuality),
                    category_box(Category::Team),
                    category_box(Category::Suggestion)},
                   sub,
                   3),
             head("投诉情形", "Case"),
             coded(m_intake.basis)});
    }

    void add_matter() {
        add(0,
            {head("被投诉对象", "Respondent"),
             value(respondents_text(m_complaint, m_directory, m_language)),
             head("地点", "Place"),
             value(m_intake.location),
             head("系统", "System"),
             value(m_intake.system)});
        add(0, {head("投诉内容", "Content"), value(m_intake.content, 5)}, 15);
        add(0, {head("用户诉求", "Remedy sought"), value(m_intake.remedy_sought, 5)});
        add(0,
            {head("附件及证据", "Evidence"), value(attachments_text(m_complaint, m_language), 5)});
        add(0,
            {head("信息验证", "Information"),
             boxes(
                 {{m_intake.info_check == InfoCheck::Passed, word(InfoCheck::Passed, m_language)},
                  {m_intake.info_check == InfoCheck::Failed, word(InfoCheck::Failed, m_language)}},
                 m_intake.info_check_note,
                 3),
             head("受理人", "Accepted by"),
             value(name(m_complaint.accepted_by))});
        add_notice();
    }

    bool was_manager(const Uuid& person) const {
        return m_directory.held(person, Role::RelationshipManager, m_complaint.accepted_at_utc_ms);
    }

    /// Whom the system told of the step: the relationship managers who have read it, and before
    /// the first of them has, all whose inbox it lies in.
    std::string told_by_system(const Step& recorded) const {
        std::string readers;
        std::string all;
        for (const Person& person : m_directory.people) {
            if (!was_manager(person.id) || m_complaint.is_respondent(person.id, m_directory)) {
                continue;
            }
            const auto until = m_complaint.read_until.find(person.id);
            if (until != m_complaint.read_until.end() && until->second >= recorded.change) {
                join(readers, person.name, say("、", ", "));
            }
            join(all, person.name, say("、", ", "));
        }
        return readers.empty() ? all : readers;
    }

    /// 通知用户关系经理: a call that was noted, or the system.
    void add_notice() {
        std::string when;
        std::string means;
        std::string whom;
        for (const Told& told : m_complaint.told) {
            if (when.empty() && was_manager(told.said.person)) {
                when = at(told.said.at_utc_ms);
                means = word(told.said.means, m_language);
                whom = name(told.said.person);
            }
        }
        for (const Step& step : m_complaint.steps) {
            const bool delivered = step.kind == EventKind::Record && step.server_time_utc_ms != 0 &&
                                   step.verdict.kind == VerdictKind::Applied;
            if (delivered && when.empty()) {
                when = at(step.server_time_utc_ms);
                means = word(Means::System, m_language);
                whom = told_by_system(step);
            } else if (delivered) {
                join(means, say("系统后送达", "then the system"), say("，", ", "));
            }
        }
        add(0,
            {head("通知用户\n关系经理", "Manager notified"),
             value(when),
             head("通知方式", "By"),
             value(means),
             head("被通知人", "Notified"),
             value(whom)});
    }

    void add_dispatch() {
        const auto severity = m_complaint.severity;
        add(1,
            {head("投诉级别", "Severity"),
             boxes({{severity == Severity::General, word(Severity::General, m_language)},
                    {severity == Severity::Major, word(Severity::Major, m_language)}}),
             head("重大理由", "Why major"),
             value(severity == Severity::Major ? m_complaint.severity_reason : std::string(), 3)});
        std::string when;
        if (const Assignment* assignment = m_complaint.assignment()) {
            when = at(assignment->at_utc_ms) + "\n" + name(assignment->by);
        }
        const Responsible responsible = responsible_for(m_complaint, m_directory);
        std::string who = responsible.group;
        join(who, responsible.person, m_language == Language::Chinese ? "　" : " ");
        if (!responsible.answerable.empty()) {
            who += std::string(say("\n（", "\n(")) + responsible.answerable +
                   std::string(say("负责）", " answerable)"));
        }
        add(1,
            {head("分派时间\n及分派人", "Dispatched at, by"),
             value(when),
             head("责任小组\n及处理人", "Group and handler"),
             value(who),
             head("接收时间", "Received at"),
             value(at(m_complaint.received_at_utc_ms))});
    }

    void add_handling() {
        const Validity validity = m_complaint.validity();
        std::string basis;
        for (const Verification& verification : m_complaint.verifications) {
            if (verification.round == m_complaint.round) {
                basis = verification.basis;
            }
        }
        add(2,
            {head("是否\n有效投诉", "Valid"),
             boxes({{validity == Validity::Valid, word(Validity::Valid, m_language)},
                    {validity == Validity::Invalid, word(Validity::Invalid, m_language)}}),
             head("查证情况\n及依据", "Findings"),
             value(basis, 3)});
        const FinishPayload outcome = m_complaint.outcome.value_or(FinishPayload{});
        std::string cause(word(outcome.cause_code, m_language));
        join(cause, outcome.cause, say("：", ": "));
        std::string measures = outcome.measures;
        for (const HandlingAction& action : m_complaint.actions) {
            if (action.round == m_complaint.round) {
                join(measures, at(action.at_utc_ms) + " " + action.text, "\n");
            }
        }
        add(2, {head("原因分析", "Cause"), value(cause, 5)});
        add(2, {head("处理措施", "Measures"), value(measures, 5)}, 11);
        add(2,
            {head("处理结果", "Result"),
             value(outcome.result, 3),
             head("处理完成\n时间", "Finished at"),
             value(at(m_complaint.handled_at_utc_ms))},
            11);
    }

    void add_feedback() {
        FeedBackPayload said;
        std::string by;
        if (const Feedback* feedback = m_complaint.feedback()) {
            said = feedback->said;
            by = name(feedback->by);
        }
        add(3,
            {head("反馈时间", "Fed back at"),
             value(at(said.at_utc_ms)),
             head("反馈方式", "By"),
             coded(said.means),
             head("反馈人", "Fed back by"),
             value(by)});
        add(3, {head("反馈内容", "Feedback"), value(said.content, 5)});
        add_follow_ups();
        add(3,
            {head("用户意见", "User's opinion"),
             value(said.user_opinion, 3),
             head("用户签字", "User's signature"),
             signature(said)},
            11);
    }

    Cell signature(const FeedBackPayload& said) const {
        if (!m_with_complainant) {
            return value({});
        }
        Cell cell = value(said.signed_name);
        if (const auto ink = ink_from_text(said.ink); ink && !ink->empty()) {
            cell.after = ink_markup(*ink);
        }
        return cell;
    }

    /// ① 11-23 14:40 未接通. By whom and how stands once when it is the same for all.
    void add_follow_ups() {
        const auto attempts = attempts_of_round(m_complaint);
        std::string when;
        std::vector<std::string> means;
        std::vector<std::string> people;
        for (const FollowUpAttempt* attempt : attempts) {
            // Without the year, unless it is another than that of the complaint.
            std::string text = at(attempt->said.at_utc_ms);
            if (text.starts_with(at(m_complaint.accepted_at_utc_ms).substr(0, 5))) {
                text.erase(0, 5);
            }
            text +=
                attempt->said.reached ? say(" 已接通", " reached") : say(" 未接通", " not reached");
            means.emplace_back(word(attempt->said.means, m_language));
            people.push_back(name(attempt->by));
            join(when, numbered(text, means.size(), attempts.size()), "\n");
        }
        add(3,
            {head("回访时间", "Followed up at"),
             value(when),
             head("回访方式", "By"),
             value(together(means)),
             head("回访人", "Followed up by"),
             value(together(people))});
    }

    static std::string numbered(const std::string& text, std::size_t number, std::size_t of) {
        constexpr std::size_t circled_max = 20;
        if (of < 2) {
            return text;
        }
        std::string out;
        if (number <= circled_max) {
            base::append_char(out, static_cast<std::uint32_t>(0x245F + number));
        } else {
            out = std::to_string(number) + ")";
        }
        return out + " " + text;
    }

    static std::string together(const std::vector<std::string>& texts) {
        std::string out;
        const bool same =
            std::all_of(texts.begin(), texts.end(), [&](const auto& t) { return t == texts[0]; });
        if (same) {
            return texts.empty() ? out : texts[0];
        }
        for (std::size_t i = 0; i < texts.size(); ++i) {
            join(out, numbered(texts[i], i + 1, texts.size()), "\n");
        }
        return out;
    }

    void add_closing() {
        const std::string_view verified = verified_text(m_complaint, m_language);
        const auto verify_box = [&](std::string_view text) { return Box{verified == text, text}; };
        add(3,
            {head("用户验证\n结果", "User verified"),
             boxes({verify_box(word(VerifyResult::Satisfied, m_language)),
                    verify_box(word(VerifyResult::Dissatisfied, m_language)),
                    verify_box(say("未能验证", "Not verified"))}),
             head("不满意原因", "Why dissatisfied"),
             value(dissatisfaction_text(m_complaint, m_language), 3)});
        std::string satisfaction;
        if (const FollowUpAttempt* attempt = m_complaint.verified()) {
            satisfaction = word(attempt->said.satisfaction, m_language);
        }
        std::string closed;
        std::string by;
        if (const Closure* closure = m_complaint.closure()) {
            closed = at(closure->at_utc_ms) + "\n" + std::string(word(closure->code, m_language));
            if (closure->code == CloseCode::NotVerified) {
                join(closed, closure->reason, "\n");
            }
            by = name(closure->by);
        }
        add(3,
            {head("满意度", "Satisfaction"),
             value(satisfaction),
             head("关闭时间\n及方式", "Closed at, as"),
             value(closed),
             head("关闭人", "Closed by"),
             value(by)});
    }

    void add_improvement() {
        std::string measures;
        std::string owners;
        for (const Improvement& improvement : m_complaint.improvements) {
            join(measures, improvement.said.text, "\n");
            join(owners, name(improvement.said.owner), "\n");
            join(owners, day_text(improvement.said.due_utc_ms, m_directory.policy.calendar), "\n");
        }
        add(4,
            {head("纠正预防\n措施", "Corrective action"),
             value(measures, 3),
             head("责任人\n及期限", "Owner, due"),
             value(owners)});
        Cell opinion = value(opinions_text(m_complaint, true), 5);
        opinion.after =
            std::string(R"(<div class="sign"><span>)") + std::string(say("签字：", "Signature: ")) +
            R"(<span class="line"></span></span><span>)" +
            std::string(say("日期：　　　年　　月　　日", "Date: <span class=\"line\"></span>")) +
            "</span></div>";
        add(4, {head("团队负责人\n意见", "Leader's opinion"), opinion}, 17.5);
    }

    /// Only what most complaints have not: earlier rounds, cancelling, links.
    void add_history() {
        if (const auto& cancellation = m_complaint.cancellation) {
            std::string text = at(cancellation->at_utc_ms) + " " + name(cancellation->by) + " ";
            text += word(cancellation->said.code, m_language);
            join(text, cancellation->said.reason, say("：", ": "));
            join(text, cancellation->said.evidence, say("；", "; "));
            add(5, {head("撤销或并案", "Cancelled"), value(text, 5)});
        }
        if (!m_complaint.rejection_reason.empty()) {
            add(5, {head("受理不通过", "Rejected"), value(m_complaint.rejection_reason, 5)});
        }
        const std::string rounds = earlier_rounds_text(m_complaint, m_directory, m_language);
        if (!rounds.empty()) {
            add(5, {head("前轮经过", "Earlier rounds"), value(rounds, 5)});
        }
    }
};

} // namespace

std::vector<Row>
form_rows(const Complaint& complaint, const Directory& directory, const FormOptions& options) {
    return FormRows(complaint, directory, options).build();
}

} // namespace huiyin::records
