// The table of the procedure: which step leads from which state to which, who may take it, and how
// it behaves when two tablets act at once (procedure 4.4, 4.6, 4.7).
//
// The rules, the next-step bar, the server's permission check and the documentation all read this
// one table.
#pragma once

#include "core/domain/codes.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace huiyin::domain {

/// How far a role's permission for a step reaches: the ○ of the matrix said precisely.
enum class Reach : std::uint8_t {
    None,     ///< –
    Recorded, ///< ○ complaints that the person recorded
    Handler,  ///< ○ complaints that the person handles
    Assigned, ///< ○ complaints assigned to the person or to a group of the person
    Team,     ///< ○ complaints assigned to the team that the person leads, or within it
    Visible,  ///< ○ complaints that the person may see
    All       ///< ● every complaint of the department
};

/// A set of states; bit 0 stands for "no complaint yet".
using StateSet = std::uint16_t;

constexpr StateSet no_complaint_yet = 1;

constexpr StateSet set_of(State state) {
    return static_cast<StateSet>(2U << static_cast<unsigned>(state));
}

constexpr std::size_t role_count = 6;

/// What becomes of a step when another device moved the complaint on, unseen by its author.
enum class Merge : std::uint8_t {
    Conflict, ///< both stay, and a person decides
    Decision, ///< the same for two that decide otherwise; the state stays, and the same agrees
    Append    ///< nothing is lost by adding it: applied, and marked as an addition
};

/// Whether 被投诉对象 may take the step.
enum class Recusal : std::uint8_t { Applies, None };

/// One row of the table.
struct Transition {
    std::string_view id; ///< "T2"; empty for steps that the procedure's table does not number
    EventKind kind;
    StateSet from;
    std::optional<State> to; ///< nothing: the state stays
    Reach reach[role_count]; ///< by Role
    Merge merge;
    Recusal recusal;
};

/// The whole table, in the order of EventKind.
std::span<const Transition> transitions();

/// The row of a kind.
const Transition& transition_of(EventKind kind);

/// Whether a step of the kind decides anew what one of the earlier kind has decided.
bool overwrites(EventKind kind, EventKind earlier);

/// Whether the set holds the state, or "no complaint yet" for nothing.
bool holds(StateSet set, const std::optional<State>& state);

} // namespace huiyin::domain
