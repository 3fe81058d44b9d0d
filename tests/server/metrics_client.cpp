#include "tests/server/metrics_client.h"

#include <catch_amalgamated.hpp>

namespace huiyin::server::tests {

std::string metrics_of(TestServer& server) {
    const RawResponse response = ask(server.application().metrics_port(), "GET", "/metrics");
    CHECK(response.status == 200);
    CHECK(response.field("content-type") == "text/plain; version=0.0.4; charset=utf-8");
    return response.body;
}

double value_of(const std::string& metrics, const std::string& name) {
    const std::size_t at = metrics.find("\n" + name + " ");
    return at == std::string::npos ? -1 : std::stod(metrics.substr(at + name.size() + 2));
}

} // namespace huiyin::server::tests
