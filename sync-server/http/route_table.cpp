#include "sync-server/http/route_table.h"

#include <utility>

namespace huiyin::server::http {

void RouteTable::add(Route route) {
    std::vector<Route>& routes = m_routes[route.path];
    if (route.kind == RouteKind::StaticFile && route.method == Method::Get) {
        Route head = route;
        head.method = Method::Head;
        routes.push_back(std::move(head));
    }
    routes.push_back(std::move(route));
}

const std::vector<Route>& RouteTable::at(std::string_view path) const {
    static const std::vector<Route> none;
    const auto found = m_routes.find(path);
    return found == m_routes.end() ? none : found->second;
}

std::vector<Route> RouteTable::all() const {
    std::vector<Route> routes;
    for (const auto& [path, of_path] : m_routes) {
        routes.insert(routes.end(), of_path.begin(), of_path.end());
    }
    return routes;
}

} // namespace huiyin::server::http
