// A clash of two steps or two values (待裁决) in words.
#pragma once

#include "ui/app/app.h"

#include <string>
#include <vector>

namespace huiyin::views {

/// What one side says, and who said it, on which device and when; no facts where its step is not
/// known here.
struct ConflictSide {
    std::string text;
    std::vector<std::string> facts;
};

/// 地点有两个不同的值，请选定一个.
std::string conflict_title(const app::App& app, const domain::Conflict& conflict);

/// The same in a row among others, without the order to choose: 地点有两个不同的值.
std::string clash_title(const app::App& app, const domain::Conflict& conflict);

ConflictSide in_force_side(const app::App& app,
                           const domain::Complaint& complaint,
                           const domain::Conflict& conflict);

/// The side that is not in force.
ConflictSide kept_side(const app::App& app,
                       const domain::Complaint& complaint,
                       const domain::Conflict& conflict);

} // namespace huiyin::views
