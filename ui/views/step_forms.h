// What is asked for each step of the procedure: one form a payload, which edits the payload itself.
#pragma once

#include "ui/views/step_fields.h"
#include "ui/views/step_members.h"
#include "ui/widgets/signature.h"

#include <optional>
#include <string>
#include <vector>

namespace huiyin::views {

/// What somebody wrote for one step and has not saved. It outlives its sheet and the page.
struct StepDraft {
    domain::Payload payload;
    /// The text of it as the sheet opens with nothing written.
    std::string opened;
    std::optional<bool> answer; ///< 接通, 批准, a group or a person: not in the payload as such

    /// 补充附件: one step each.
    std::vector<domain::AttachPayload> files;

    // 反馈: the pad, once it was asked for.
    bool signs = false;
    widgets::Signature signature;

    // 关闭: the verification that goes before it, and what is proposed with it.
    domain::FollowUpPayload call;
    bool proposes = false;
    std::string proposal;

    bool is_touched() const;
};

/// The whole draft as JSON, as the tablet keeps it.
std::string text_of_draft(const StepDraft& draft);

/// What was kept for the step that `fresh` begins; nothing when it cannot be read.
std::optional<StepDraft> draft_from_text(StepDraft fresh, std::string_view text);

/// A draft of a step as the sheet opens with it.
StepDraft begin_step(const app::App& app, domain::EventKind kind);

/// What is saved for a draft, in this order and together.
std::vector<domain::Payload> payloads_of(const app::App& app, const StepDraft& draft);

/// What the user says of the result: as verified, else as the sheet has it.
std::optional<domain::VerifyResult> closing_result(const app::App& app, const StepDraft& draft);

/// Whether the questions are answered that no payload holds, so that the rules cannot miss them.
bool is_complete(const app::App& app, const StepDraft& draft);

/// Draws the fields of a step; called with std::visit.
class StepForm {
public:
    StepForm(app::App& app, StepFields& fields, StepDraft& draft)
        : m_app(app)
        , m_fields(fields)
        , m_draft(draft) {}

    // Who gets it.
    void operator()(domain::DispatchPayload& payload);
    void operator()(domain::EscalatePayload& payload);
    void operator()(domain::ReassignPayload& payload);
    void operator()(domain::ReturnPayload& payload);
    void operator()(domain::AppointPayload& payload);
    void operator()(domain::TellPayload& payload);
    // What is found out and done.
    void operator()(domain::ConfirmValidityPayload& payload);
    void operator()(domain::ChangeSeverityPayload& payload);
    void operator()(domain::HandlePayload& payload);
    void operator()(domain::FinishPayload& payload);
    void operator()(domain::AskExtensionPayload& payload);
    void operator()(domain::GrantExtensionPayload& payload);
    void operator()(domain::CorrectPayload& payload);
    // With the user.
    void operator()(domain::FeedBackPayload& payload);
    void operator()(domain::FollowUpPayload& payload);
    void operator()(domain::CloseDissatisfiedPayload& payload);
    void operator()(domain::CloseNotVerifiedPayload& payload);
    // Around it.
    void operator()(domain::ReopenPayload& payload);
    void operator()(domain::CancelPayload& payload);
    void operator()(domain::NotePayload& payload);
    void operator()(domain::ReworkPayload& payload);
    void operator()(domain::ConsentPayload& payload);
    void operator()(domain::ImprovePayload& payload);
    void operator()(domain::ImproveDonePayload& payload);
    void operator()(domain::OpinionPayload& payload);
    void operator()(domain::LinkPayload& payload);
    void operator()(domain::AttachPayload& payload);
    void operator()(domain::OrderRedactionPayload& payload);

    /// Steps without a sheet: taken at once, or on a page of their own.
    template <class Other>
    void operator()(Other&) {}

private:
    app::App& m_app;
    StepFields& m_fields;
    StepDraft& m_draft;

    const domain::Complaint& complaint() const { return *m_app.selected(); }

    /// The person who acts, in the best role for a step of this kind.
    domain::Actor actor(domain::EventKind kind) const;
    /// `handing_on`: 转派 and its rules, else 分派.
    void group_ui(bool handing_on, Uuid& group);
    void group_person_ui(const Uuid& group, Uuid& person);
    void reason_ui(app::Text label, std::string& reason);
    void means_ui(std::optional<domain::Means>& means, bool none_too = false);
    void call_ui(domain::FollowUpPayload& call, bool asks_result);
    void signature_ui(domain::FeedBackPayload& payload);
    void verification_ui();
    /// 更正: the new value of a member, as its JSON.
    void value_ui(const Member& member, std::string& json);
    void code_member_ui(std::string_view member, std::string& json);
    template <class Enum>
    void code_value_ui(std::string& json);
    /// What the corrected intake would lack.
    void problem_ui();
    /// Who will be told of a closing as dissatisfied, and until when it can be reopened.
    std::string told_text() const;
};

} // namespace huiyin::views
