// Requests and answers as the rest of the server sees them: plain values, no library types.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace huiyin::server::http {

/// The methods any route may use; everything else is answered 405.
enum class Method { Get, Head, Post };

/// The method of an exact, upper-case token (RFC 9110 9.1: methods are case-sensitive).
std::optional<Method> method_from_text(std::string_view text);

/// The token of a method.
std::string_view text_of(Method method);

/// One header field. Names are lower-case.
struct Field {
    std::string name;
    std::string value;
};

/// A request that has passed the gate and whose body is complete.
struct Request {
    Method method = Method::Get;
    std::string path;
    /// What stands behind the question mark, as it came.
    std::string query;
    /// The name in the Host field, without port: one of the configured names.
    std::string host;
    /// The whole Host field, as a browser puts it into Origin.
    std::string authority;
    std::vector<Field> fields;
    std::string body;
    /// Key of the peer's address for counting: an IPv4 address, or the /64 of an IPv6 address.
    std::string peer;
    bool over_tls = false;
};

/// The value of a field, or nothing. The gate has refused repeated fields that must stand alone.
std::optional<std::string_view> find_field(const Request& request, std::string_view lower_name);

/// An answer. The body is shared, so that a file is never copied per request.
struct Response {
    int status = 200;
    std::string content_type;
    std::vector<Field> fields;
    std::shared_ptr<const std::string> body;
};

/// A JSON answer that no cache keeps.
Response json_response(int status, std::string body);

/// `{"error":{"code":"…","message":"…"}}`. Neither part may hold secrets or personal data, and
/// both are plain ASCII without quotes.
Response error_response(int status, std::string_view code, std::string_view message);

/// The same with a Retry-After field.
Response
retry_response(int status, std::string_view code, std::string_view message, int retry_after_s);

/// The reason phrase of a status.
std::string_view reason_of(int status);

/// ASCII lower case; header names and tokens only.
std::string lowered(std::string_view text);

/// ASCII comparison without regard to case.
bool equals_ignoring_case(std::string_view a, std::string_view b);

/// Without spaces and tabs at both ends (OWS of RFC 9110 5.6.3).
std::string_view without_ows(std::string_view text);

/// Whether a comma-separated list has the token, without regard to case.
bool list_has_token(std::string_view list, std::string_view token);

} // namespace huiyin::server::http
