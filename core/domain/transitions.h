// The table of the procedure: which step leads from which state to which, and who may take it
// (procedure 4.4, 4.7).
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

/// How far a role's permission for a step reaches.
enum class Reach : std::uint8_t {
    None, ///< –
    Own,  ///< ○ own, assigned, or own team's or group's complaints
    All   ///< ● every complaint of the department
};

/// A set of states; bit 0 stands for "no complaint yet".
using StateSet = std::uint16_t;

constexpr StateSet no_complaint_yet = 1;

constexpr StateSet set_of(State state) {
    return static_cast<StateSet>(2U << static_cast<unsigned>(state));
}

constexpr std::size_t role_count = 6;

/// One row of the table.
struct Transition {
    std::string_view id; ///< "T2"
    EventKind kind;
    StateSet from;
    std::optional<State> to; ///< nothing: the state stays
    Reach reach[role_count]; ///< by Role
};

/// The whole table, in the order of the procedure.
std::span<const Transition> transitions();

/// The row of a kind.
const Transition& transition_of(EventKind kind);

/// Whether the set holds the state, or "no complaint yet" for nothing.
bool holds(StateSet set, const std::optional<State>& state);

} // namespace huiyin::domain
