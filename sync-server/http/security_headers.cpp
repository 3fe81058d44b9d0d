#include "sync-server/http/security_headers.h"

#include <string>

namespace huiyin::server::http {

namespace {

void add_common(Response& response) {
    response.fields.push_back({"X-Content-Type-Options", "nosniff"});
    response.fields.push_back({"Referrer-Policy", "no-referrer"});
    response.fields.push_back({"Cross-Origin-Resource-Policy", "same-origin"});
}

} // namespace

void add_app_headers(Response& response, const Request& request) {
    const std::string& host = request.authority;
    const std::string sockets = (request.over_tls ? "" : " ws://" + host) + " wss://" + host;
    response.fields.push_back({"Content-Security-Policy",
                               "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; "
                               "style-src 'self'; connect-src 'self'" +
                                   sockets +
                                   "; img-src 'self' blob: data:; media-src 'self' blob:; "
                                   "font-src 'self'; manifest-src 'self'; worker-src 'self'; "
                                   "object-src 'none'; base-uri 'none'; frame-ancestors 'none'; "
                                   "form-action 'none'"});
    response.fields.push_back({"Permissions-Policy",
                               "camera=(self), microphone=(self), geolocation=(), payment=(), "
                               "usb=(), serial=()"});
    add_common(response);
}

void add_api_headers(Response& response) {
    response.fields.push_back(
        {"Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"});
    add_common(response);
}

bool may_bind_to_tls(const Request& request) {
    const std::string& host = request.host;
    const bool is_address =
        host.starts_with('[') || host.find_first_not_of("0123456789.") == std::string::npos;
    return request.over_tls && !is_address && !equals_ignoring_case(host, "localhost");
}

void bind_to_tls(Response& response) {
    response.fields.push_back({"Strict-Transport-Security", "max-age=31536000"});
}

} // namespace huiyin::server::http
