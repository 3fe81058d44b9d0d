// GET /healthz, /readyz and /metrics: for whoever runs the server.
#pragma once

#include "sync-server/api/parts.h"
#include "sync-server/http/handler.h"

namespace huiyin::server::api {

/// 200 when requests can be answered: not stopping, room in the queue of writing, and the store
/// answers; else 503 with the first that is not so.
void begin_ready(Parts& parts, http::Respond respond);

/// The handler of the port for operation, which is open to this machine only.
class Operations final : public http::Handler {
public:
    /// `parts` must outlive every request that was begun.
    explicit Operations(Parts parts)
        : m_parts(std::move(parts)) {}

    void handle(http::Request request, http::Respond respond) override;
    void admit_socket(http::Request request, http::Admit admit) override;

    void check_sockets(std::vector<std::string>, http::CloseSockets) override {}

private:
    Parts m_parts;
};

} // namespace huiyin::server::api
