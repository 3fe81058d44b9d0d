// The log of the administration in words: what was done, to whom or what.
#pragma once

#include "core/base/json_forward.h"
#include "ui/app/app.h"

#include <string>
#include <string_view>

namespace huiyin::views {

/// What the command does: 授予角色.
std::string_view log_title(const app::App& app, const base::Json& command);

/// Its members as people know them: 王海涛, 服务小组成员, 信号一组.
std::string log_details(const app::App& app, const base::Json& command);

} // namespace huiyin::views
