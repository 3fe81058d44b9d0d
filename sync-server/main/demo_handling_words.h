// What the demo's people write while they handle a complaint.
#pragma once

#include "core/domain/codes.h"

#include <span>
#include <string_view>

namespace huiyin::server {

/// The words of one way to handle complaints of a kind. {system} and {station} stand for the
/// complaint's own.
struct DemoHandling {
    domain::SubCategory sub_category;
    domain::CauseCode cause_code;
    std::string_view basis; ///< why it is 有效
    std::string_view action;
    std::string_view cause;
    std::string_view measures;
    std::string_view result;
    std::string_view invalid_basis;  ///< why it is 无效
    std::string_view invalid_result; ///< what the user is told then
    std::string_view improvement;    ///< 纠正预防措施
};

/// Two for each 投诉子类 or more.
std::span<const DemoHandling> demo_handlings();

/// Why a user is dissatisfied, and the code for it.
struct DemoDissatisfaction {
    domain::DissatCode code;
    std::string_view reason;
};

std::span<const DemoDissatisfaction> demo_dissatisfactions();

std::span<const std::string_view> demo_user_opinions();
std::span<const std::string_view> demo_satisfied_notes();
std::span<const std::string_view> demo_unreached_notes();
std::span<const std::string_view> demo_leader_opinions();
std::span<const std::string_view> demo_manager_opinions();

} // namespace huiyin::server
