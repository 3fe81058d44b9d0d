// The words the demo is made of.
#pragma once

#include "core/domain/codes.h"

#include <span>
#include <string_view>

namespace huiyin::server {

struct DemoPerson {
    std::string_view account;
    std::string_view staff_no;
    std::string_view name;
    std::string_view phone;
    domain::Role role;
    std::size_t place; ///< of a group member the group, of a team leader the team
};

/// People of all six roles; the first two take complaints down, the third is the URM.
std::span<const DemoPerson> demo_people();

std::span<const std::string_view> demo_teams();

struct DemoGroup {
    std::string_view name;
    std::size_t team;
    std::span<const std::string_view> domains;
};

std::span<const DemoGroup> demo_groups();

/// What somebody complains about. {station}, {line}, {n} and {time} stand for words chosen later.
struct DemoMatter {
    std::string_view system;
    domain::Category category;
    domain::SubCategory sub_category;
    std::string_view content;
    std::string_view remedy;
    std::string_view respondent; ///< empty = none
};

std::span<const DemoMatter> demo_matters();

std::span<const std::string_view> demo_stations();
std::span<const std::string_view> demo_lines();
std::span<const std::string_view> demo_complainants();
std::span<const std::string_view> demo_offices();
/// Why an intake did not pass.
std::span<const std::string_view> demo_rejections();
std::span<const std::string_view> demo_notes();

} // namespace huiyin::server
