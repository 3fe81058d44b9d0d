// GET /api/v1/register.xlsx?from=2026-11-01&to=2026-11-30: the register as a workbook.
#pragma once

#include "sync-server/api/parts.h"
#include "sync-server/http/handler.h"

#include <atomic>
#include <memory>

namespace huiyin::server::api {

/// Answers who may print the register (procedure 4.7), a team leader with that of the own team.
/// Reading a long log takes a reading thread for a while, so one is made at a time; a second one is
/// told to come back.
class RegisterDownload {
public:
    void begin(Parts& parts, http::Request request, http::Respond respond);

private:
    std::shared_ptr<std::atomic_flag> m_busy = std::make_shared<std::atomic_flag>();
};

} // namespace huiyin::server::api
