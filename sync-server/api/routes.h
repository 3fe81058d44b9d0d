// The API's routes; openapi.yaml describes the same ones, and a test compares them.
#pragma once

#include "sync-server/http/route_table.h"

#include <string_view>

namespace huiyin::server::api {

inline constexpr std::string_view health_path = "/healthz";
inline constexpr std::string_view ready_path = "/readyz";
inline constexpr std::string_view metrics_path = "/metrics";
inline constexpr std::string_view sign_in_path = "/api/v1/sign-in";
inline constexpr std::string_view sync_path = "/api/v1/sync";
inline constexpr std::string_view admin_path = "/api/v1/admin";
inline constexpr std::string_view register_path = "/api/v1/register.xlsx";
inline constexpr std::string_view doorbell_path = "/api/v1/doorbell";

/// Adds every route of the API.
void add_routes(http::RouteTable& routes);

/// Adds those of the port for operation.
void add_operations_routes(http::RouteTable& routes);

} // namespace huiyin::server::api
