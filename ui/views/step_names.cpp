#include "ui/views/step_names.h"

namespace huiyin::views {

using app::Text;

namespace {

struct Name {
    domain::EventKind kind;
    Text text;
};

using enum domain::EventKind;

constexpr Name names[] = {{Dispatch, Text::StepDispatch},
                          {Escalate, Text::StepEscalate},
                          {Receive, Text::StepReceive},
                          {Reassign, Text::StepReassign},
                          {Return, Text::StepReturn},
                          {ConfirmValidity, Text::StepValidity},
                          {ChangeSeverity, Text::StepSeverity},
                          {Finish, Text::StepFinish},
                          {FeedBack, Text::StepFeedBack},
                          {FollowUp, Text::StepFollowUp},
                          {CloseSatisfied, Text::StepClose},
                          {CloseNotVerified, Text::StepCloseNotVerified},
                          {Reopen, Text::StepReopen},
                          {Cancel, Text::StepCancel},
                          {Note, Text::StepNote},
                          {Rework, Text::StepRework},
                          {AskExtension, Text::StepAskExtension},
                          {GrantExtension, Text::StepGrantExtension},
                          {Handle, Text::StepHandle},
                          {Correct, Text::StepCorrect},
                          {Consent, Text::StepConsent},
                          {Tell, Text::StepTell},
                          {Improve, Text::StepImprove},
                          {ImproveDone, Text::StepImproveDone},
                          {Opinion, Text::StepOpinion},
                          {Link, Text::StepLink},
                          {Appoint, Text::StepAppoint},
                          {OrderRedaction, Text::StepOrderRedaction},
                          {Settle, Text::StepSettle},
                          {Attach, Text::StepAttach}};

const Name* find(domain::EventKind kind) {
    for (const Name& name : names) {
        if (name.kind == kind) {
            return &name;
        }
    }
    return nullptr;
}

} // namespace

Text step_name(domain::EventKind kind) {
    if (kind == CloseDissatisfied) {
        return Text::StepClose;
    }
    const Name* name = find(kind);
    return name == nullptr ? Text::StepNote : name->text;
}

bool is_on_page(domain::EventKind kind) {
    // Conflicts are settled on their cards.
    return kind != Settle && find(kind) != nullptr;
}

} // namespace huiyin::views
