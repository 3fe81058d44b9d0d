// Any bytes into the request gate: it must end, stay inside the bytes, and let through only what
// its rules say.
#include "core/base/assert.h"
#include "sync-server/api/routes.h"
#include "sync-server/http/request_gate.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace {

using namespace huiyin::server;

http::RouteTable make_routes() {
    http::RouteTable routes;
    api::add_routes(routes);
    routes.add({.method = http::Method::Get, .path = "/", .kind = http::RouteKind::StaticFile});
    return routes;
}

/// What must hold for every request that passes.
void check_passed(std::string_view header, const http::GatedRequest& request) {
    HUIYIN_ASSERT(header.size() <= http::header_bytes_max);
    HUIYIN_ASSERT(request.fields.size() <= http::fields_max);
    HUIYIN_ASSERT(request.route != nullptr);
    HUIYIN_ASSERT(request.path == request.route->path);
    HUIYIN_ASSERT(request.body_bytes <= request.route->body_bytes_max);
    HUIYIN_ASSERT(!request.route->body_type.empty() || request.body_bytes == 0);
    int hosts = 0;
    int lengths = 0;
    for (const http::FieldView& field : request.fields) {
        hosts += http::equals_ignoring_case(field.name, "host") ? 1 : 0;
        lengths += http::equals_ignoring_case(field.name, "content-length") ? 1 : 0;
        HUIYIN_ASSERT(!http::equals_ignoring_case(field.name, "transfer-encoding"));
        HUIYIN_ASSERT(field.name.find_first_of(" \t:\r\n") == std::string_view::npos);
        HUIYIN_ASSERT(field.value.find_first_of("\r\n") == std::string_view::npos);
        HUIYIN_ASSERT(field.value.find('\0') == std::string_view::npos);
    }
    HUIYIN_ASSERT(hosts == 1);
    HUIYIN_ASSERT(lengths == (request.route->body_type.empty() ? 0 : 1));
    HUIYIN_ASSERT(header.find(" HTTP/1.1\r\n") != std::string_view::npos);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const http::RouteTable routes = make_routes();
    static const std::vector<std::string> hosts{"localhost", "127.0.0.1", "[::1]"};
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    const auto end = http::find_header_end(bytes, 0);
    // The end is the same however the bytes arrive.
    if (end && *end) {
        for (std::size_t cut = 0; cut < **end; cut += 1 + **end / 8) {
            const auto again = http::find_header_end(bytes.substr(0, **end), cut);
            HUIYIN_ASSERT(again.has_value());
            HUIYIN_ASSERT(*again == *end);
        }
    }
    const std::string_view header = end && *end ? bytes.substr(0, **end) : bytes;
    const auto checked = http::check_request(header, {routes, hosts});
    if (checked) {
        check_passed(header, *checked);
    } else {
        HUIYIN_ASSERT(checked.error().status >= 400);
        HUIYIN_ASSERT(checked.error().status <= 505);
        HUIYIN_ASSERT(!checked.error().code.empty());
    }
    return 0;
}
