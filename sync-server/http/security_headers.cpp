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

void add_app_headers(Response& response, std::string_view authority) {
    const std::string host(authority);
    response.fields.push_back({"Content-Security-Policy",
                               "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; "
                               "style-src 'self'; connect-src 'self' ws://" +
                                   host + " wss://" + host +
                                   "; img-src 'self' blob: data:; media-src 'self' blob:; "
                                   "font-src 'self'; manifest-src 'self'; worker-src 'self'; "
                                   "object-src 'none'; base-uri 'none'; frame-ancestors 'none'; "
                                   "form-action 'none'"});
    response.fields.push_back({"Permissions-Policy",
                               "camera=(self), microphone=(self), geolocation=(), payment=(), "
                               "usb=(), serial=(), bluetooth=()"});
    add_common(response);
}

void add_api_headers(Response& response) {
    response.fields.push_back(
        {"Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"});
    add_common(response);
}

} // namespace huiyin::server::http
