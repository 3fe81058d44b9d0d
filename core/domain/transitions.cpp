#include "core/domain/transitions.h"

namespace huiyin::domain {

namespace {

constexpr StateSet rejected = set_of(State::IntakeRejected);
constexpr StateSet recorded = set_of(State::Recorded);
constexpr StateSet assigned = set_of(State::Assigned);
constexpr StateSet handling = set_of(State::Handling);
constexpr StateSet handled = set_of(State::Handled);
constexpr StateSet fed_back = set_of(State::FedBack);
constexpr StateSet closed = set_of(State::Closed);
constexpr StateSet cancelled = set_of(State::Cancelled);
constexpr StateSet open = recorded | assigned | handling | handled | fed_back;
constexpr StateSet after_intake = open | closed | cancelled;
constexpr std::optional<State> stays = std::nullopt;

using enum Reach;
using enum EventKind;
using enum Merge;

constexpr Recusal recused = Recusal::Applies;
constexpr Recusal anyone = Recusal::None;

// Any field staff may take down a complaint as acceptor, so T2 and T3 are open to four roles. A
// rejected intake that was supplemented is recorded by the same step (T3b, then T2).
// A redaction is also carried out where nothing of the complaint is: the administrator sees none.
// clang-format off
constexpr Transition table[] = {
    //                                                                              ACC       URM      TL        GM        SUP      ADM
    {"T2",  Record,            no_complaint_yet | rejected,    State::Recorded,       {All,      All,     All,      All,      None,    None}, Conflict, anyone},
    {"T3",  RejectIntake,      no_complaint_yet | rejected,    State::IntakeRejected, {All,      All,     All,      All,      None,    None}, Conflict, anyone},
    {"T4",  Dispatch,          recorded,                       State::Assigned,       {None,     All,     None,     None,     None,    None}, Conflict, recused},
    {"T5",  Escalate,          open,                           State::Assigned,       {None,     All,     None,     None,     None,    None}, Conflict, recused},
    {"T6",  Receive,           assigned,                       State::Handling,       {None,     None,    Assigned, Assigned, None,    None}, Conflict, recused},
    {"T7",  Reassign,          assigned | handling,            State::Assigned,       {None,     All,     Team,     None,     None,    None}, Conflict, recused},
    {"T8",  Return,            assigned | handling,            State::Recorded,       {None,     None,    Assigned, Assigned, None,    None}, Conflict, anyone},
    {"T9",  ConfirmValidity,   handling,                       stays,                 {None,     All,     Team,     Handler,  None,    None}, Decision, recused},
    {"T10", ChangeSeverity,    open,                           stays,                 {None,     All,     None,     None,     None,    None}, Decision, recused},
    {"T11", Finish,            handling,                       State::Handled,        {None,     None,    Team,     Handler,  None,    None}, Conflict, recused},
    {"T12", FeedBack,          handled | fed_back,             State::FedBack,        {Recorded, All,     Team,     Handler,  None,    None}, Conflict, anyone},
    {"T13", FollowUp,          handling | handled | fed_back,  stays,                 {Recorded, All,     Handler,  Handler,  None,    None}, Append,   recused},
    {"T14", CloseSatisfied,    fed_back,                       State::Closed,         {None,     All,     None,     None,     None,    None}, Conflict, recused},
    {"T15", CloseDissatisfied, fed_back,                       State::Closed,         {None,     All,     None,     None,     None,    None}, Conflict, recused},
    {"T16", CloseNotVerified,  fed_back,                       State::Closed,         {None,     All,     None,     None,     None,    None}, Conflict, recused},
    {"T17", Reopen,            closed,                         State::Recorded,       {None,     All,     Team,     None,     None,    None}, Conflict, recused},
    {"T18", Cancel,            open,                           State::Cancelled,      {None,     All,     None,     None,     None,    None}, Conflict, recused},
    {"T19", Note,              after_intake | rejected,        stays,                 {Visible,  All,     Visible,  Visible,  None,    None}, Append,   anyone},
    {"T20", Rework,            fed_back,                       State::Handling,       {None,     All,     None,     None,     None,    None}, Conflict, recused},
    {"T21", AskExtension,      assigned | handling,            stays,                 {None,     None,    Assigned, Assigned, None,    None}, Conflict, recused},
    {"T21", GrantExtension,    assigned | handling,            stays,                 {None,     All,     None,     None,     None,    None}, Decision, recused},
    {"",    Handle,            handling,                       stays,                 {None,     None,    Team,     Handler,  None,    None}, Append,   recused},
    {"",    Identify,          after_intake | rejected,        stays,                 {Recorded, All,     Recorded, Recorded, None,    None}, Append,   anyone},
    {"",    Correct,           open,                           stays,                 {Recorded, All,     None,     None,     None,    None}, Append,   anyone},
    {"",    Consent,           open | closed,                  stays,                 {None,     None,    Team,     None,     None,    None}, Append,   recused},
    {"",    Settle,            after_intake,                   stays,                 {None,     All,     Team,     None,     None,    None}, Conflict, recused},
    {"",    Tell,              after_intake,                   stays,                 {Visible,  All,     Visible,  Visible,  None,    None}, Append,   anyone},
    {"",    Attach,            after_intake | rejected,        stays,                 {Visible,  All,     Visible,  Visible,  None,    None}, Append,   anyone},
    {"",    Improve,           handling | handled | fed_back | closed, stays,         {None,     All,     Team,     None,     None,    None}, Append,   anyone},
    {"",    ImproveDone,       after_intake,                   stays,                 {None,     All,     Team,     Visible,  None,    None}, Append,   anyone},
    {"",    Opinion,           after_intake,                   stays,                 {None,     All,     Team,     None,     None,    None}, Append,   recused},
    {"",    Link,              after_intake,                   stays,                 {Recorded, All,     None,     None,     None,    None}, Append,   anyone},
    {"",    Appoint,           open,                           stays,                 {None,     None,    None,     None,     All,     None}, Decision, recused},
    {"",    Read,              after_intake | rejected,        stays,                 {Visible,  All,     Visible,  Visible,  All,     None}, Append,   anyone},
    {"",    Print,             after_intake,                   stays,                 {Recorded, All,     Team,     Handler,  All,     None}, Append,   anyone},
    {"",    OrderRedaction,    after_intake | rejected,        stays,                 {None,     None,    None,     None,     All,     None}, Append,   recused},
    {"",    Redact,            after_intake | rejected | no_complaint_yet, stays,     {None,     None,    None,     None,     None,    All},  Append,   anyone},
};
// clang-format on

} // namespace

std::span<const Transition> transitions() {
    return table;
}

const Transition& transition_of(EventKind kind) {
    // The rows stand in the order of EventKind; a unit test holds that.
    return table[static_cast<std::size_t>(kind)];
}

bool overwrites(EventKind kind, EventKind earlier) {
    return kind == earlier || (kind == ChangeSeverity && earlier == Escalate);
}

bool holds(StateSet set, const std::optional<State>& state) {
    return (set & (state ? set_of(*state) : no_complaint_yet)) != 0;
}

} // namespace huiyin::domain
