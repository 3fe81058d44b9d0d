// openapi.yaml says what the route table and the table of administrators' commands say.
#include "sync-server/api/admin_command.h"
#include "sync-server/api/routes.h"
#include "sync-server/http/message.h"
#include "tests/server/openapi_file.h"

#include <catch_amalgamated.hpp>
#include <set>
#include <string>

using namespace huiyin::server;
using namespace huiyin::server::tests;

TEST_CASE("openapi: describes exactly the routes that are served", "[server][api]") {
    http::RouteTable table;
    api::add_routes(table);
    std::set<std::string> served;
    for (const http::Route& route : table.all()) {
        served.insert(std::string(text_of(route.method)) + " " + route.path);
    }
    CHECK(described_api().operations == served);
}

TEST_CASE("openapi: describes exactly the commands of administrators", "[server][api]") {
    std::set<std::string> carried_out;
    for (const std::string_view name : api::admin_command_names()) {
        carried_out.emplace(name);
    }
    CHECK(described_api().admin_commands == carried_out);
}
