#include "sync-server/api/routes.h"

#include "core/sync/file_wire.h"

#include <string>

namespace huiyin::server::api {

namespace {

/// A sign-in is a few short texts; reading more before a password is checked would be a gift.
constexpr std::size_t sign_in_bytes_max = 16 * 1024;

/// A policy with its calendar is the longest command.
constexpr std::size_t admin_bytes_max = 256 * 1024;

/// limits::offered_files_max names and sizes.
constexpr std::size_t offer_bytes_max = 16 * 1024;

} // namespace

void add_routes(http::RouteTable& routes) {
    using http::Method;
    const std::string json = "application/json";
    routes.add({.method = Method::Get, .path = std::string(health_path)});
    routes.add({.method = Method::Get, .path = std::string(ready_path)});
    routes.add({.method = Method::Post,
                .path = std::string(sign_in_path),
                .body_type = json,
                .body_bytes_max = sign_in_bytes_max});
    routes.add({.method = Method::Post, .path = std::string(sync_path), .body_type = json});
    routes.add({.method = Method::Post,
                .path = std::string(admin_path),
                .body_type = json,
                .body_bytes_max = admin_bytes_max});
    routes.add({.method = Method::Post,
                .path = std::string(sync::files_path),
                .body_type = json,
                .body_bytes_max = offer_bytes_max});
    routes.add({.method = Method::Post,
                .path = std::string(sync::chunk_path),
                .body_type = std::string(sync::chunk_type),
                .body_bytes_max = base::limits::attachment_chunk_bytes});
    routes.add({.method = Method::Get, .path = std::string(sync::chunk_path)});
    routes.add({.method = Method::Get,
                .path = std::string(doorbell_path),
                .kind = http::RouteKind::Socket});
}

void add_operations_routes(http::RouteTable& routes) {
    for (const std::string_view path : {health_path, ready_path, metrics_path}) {
        routes.add({.method = http::Method::Get, .path = std::string(path)});
    }
}

} // namespace huiyin::server::api
