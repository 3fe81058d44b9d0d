// openapi.yaml says what the route table says.
#include "sync-server/api/routes.h"
#include "sync-server/http/message.h"

#include <catch_amalgamated.hpp>
#include <fstream>
#include <set>
#include <string>

using namespace huiyin::server;

namespace {

/// "GET /healthz" for each operation under `paths:`; the file is indented by two.
std::set<std::string> described_operations() {
    std::ifstream file(HUIYIN_OPENAPI_FILE);
    REQUIRE(file.is_open());
    std::set<std::string> operations;
    std::string line;
    std::string path;
    bool in_paths = false;
    while (std::getline(file, line)) {
        if (!line.empty() && line[0] != ' ') {
            in_paths = line == "paths:";
        } else if (in_paths && line.starts_with("  /")) {
            path = line.substr(2, line.size() - 3);
        } else if (in_paths && line.starts_with("    ") && line[4] != ' ') {
            std::string method = line.substr(4, line.size() - 5);
            for (char& c : method) {
                c = static_cast<char>(std::toupper(c));
            }
            operations.insert(method + " " + path);
        }
    }
    return operations;
}

} // namespace

TEST_CASE("openapi: describes exactly the routes that are served", "[server][api]") {
    http::RouteTable table;
    api::add_routes(table);
    std::set<std::string> served;
    for (const http::Route& route : table.all()) {
        served.insert(std::string(text_of(route.method)) + " " + route.path);
    }
    CHECK(described_operations() == served);
}
