#include "sync-server/api/service.h"

#include "core/sync/file_wire.h"
#include "sync-server/api/admin.h"
#include "sync-server/api/doorbell.h"
#include "sync-server/api/files.h"
#include "sync-server/api/operations.h"
#include "sync-server/api/routes.h"
#include "sync-server/api/sign_in.h"
#include "sync-server/api/sync.h"
#include "sync-server/auth/password.h"

#include <utility>

namespace huiyin::server::api {

Service::Service(Parts parts)
    : m_parts(std::move(parts))
    , m_unmatched_hash(auth::unmatched_hash()) {}

void Service::handle(http::Request request, http::Respond respond) {
    if (request.path == health_path) {
        return respond(http::json_response(200, R"({"status":"ok"})"));
    }
    if (request.path == ready_path) {
        return begin_ready(m_parts, std::move(respond));
    }
    if (request.path == sign_in_path) {
        return begin_sign_in(m_parts, m_unmatched_hash, std::move(request), std::move(respond));
    }
    if (request.path == sync_path) {
        return begin_sync(m_parts, std::move(request), std::move(respond));
    }
    if (request.path == admin_path) {
        return begin_admin(m_parts, std::move(request), std::move(respond));
    }
    if (request.path == sync::files_path) {
        return begin_offer_files(m_parts, std::move(request), std::move(respond));
    }
    if (request.path == sync::chunk_path) {
        const auto begin = request.method == http::Method::Post ? begin_put_chunk : begin_get_chunk;
        return begin(m_parts, std::move(request), std::move(respond));
    }
    respond(http::error_response(404, "not_found", "There is nothing here."));
}

void Service::admit_socket(http::Request request, http::Admit admit) {
    begin_doorbell(m_parts, std::move(request), std::move(admit));
}

void Service::check_sockets(std::vector<std::string> keys, http::CloseSockets close) {
    check_doorbells(m_parts, std::move(keys), std::move(close));
}

} // namespace huiyin::server::api
