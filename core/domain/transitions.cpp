#include "core/domain/transitions.h"

namespace huiyin::domain {

namespace {

constexpr StateSet after_intake = set_of(State::Recorded) | set_of(State::Assigned) |
                                  set_of(State::Handling) | set_of(State::Handled) |
                                  set_of(State::FedBack) | set_of(State::Closed) |
                                  set_of(State::Cancelled);

using enum Reach;

// Any field staff may take down a complaint as acceptor, so T2 and T3 are open to four roles.
//                                                                 ACC  URM  TL   GM   SUP   ADM
constexpr Transition table[] = {
    // A rejected intake that was supplemented is recorded by the same step (T3b, then T2).
    {"T2",
     EventKind::Record,
     no_complaint_yet | set_of(State::IntakeRejected),
     State::Recorded,
     {All, All, All, All, None, None}},
    {"T3",
     EventKind::RejectIntake,
     no_complaint_yet | set_of(State::IntakeRejected),
     State::IntakeRejected,
     {All, All, All, All, None, None}},
    {"T19",
     EventKind::Note,
     after_intake | set_of(State::IntakeRejected),
     std::nullopt,
     {Own, All, Own, Own, None, None}},
};

} // namespace

std::span<const Transition> transitions() {
    return table;
}

const Transition& transition_of(EventKind kind) {
    // The rows stand in the order of EventKind; a unit test holds that.
    return table[static_cast<std::size_t>(kind)];
}

bool holds(StateSet set, const std::optional<State>& state) {
    return (set & (state ? set_of(*state) : no_complaint_yet)) != 0;
}

} // namespace huiyin::domain
