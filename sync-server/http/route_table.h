// What can be asked for: every method and path, known before the first byte is read.
#pragma once

#include "core/base/limits.h"
#include "sync-server/http/message.h"

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace huiyin::server::http {

/// Who answers a route.
enum class RouteKind {
    Api,       ///< the handler
    Socket,    ///< the handler admits, then the connection becomes a WebSocket
    StaticFile ///< the table of files
};

struct Route {
    Method method = Method::Get;
    std::string path;
    RouteKind kind = RouteKind::Api;
    /// The exact Content-Type of the body; empty for methods without one.
    std::string body_type;
    std::size_t body_bytes_max = base::limits::request_body_bytes_max;
};

/// Exact paths only: nothing is decoded, joined or matched, so nothing can be traversed.
class RouteTable {
public:
    /// Adds a route; a GET also answers HEAD when it is a static file.
    void add(Route route);

    /// All routes of a path; empty when the path is unknown.
    const std::vector<Route>& at(std::string_view path) const;

    /// Every route, by path, for the check against openapi.yaml.
    std::vector<Route> all() const;

private:
    std::map<std::string, std::vector<Route>, std::less<>> m_routes;
};

} // namespace huiyin::server::http
