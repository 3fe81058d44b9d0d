#include "sync-server/api/answers.h"

#include "sync-server/auth/token.h"

namespace huiyin::server::api {

using base::ErrorCode;
using base::failure;

namespace {

constexpr int retry_after_s = 2;

std::string_view message_of(ErrorCode code) {
    switch (code) {
    case ErrorCode::InvalidInput:
        return "The request is malformed.";
    case ErrorCode::NotFound:
        return "There is nothing here.";
    case ErrorCode::Unauthenticated:
        return "Please sign in.";
    case ErrorCode::Forbidden:
        return "This is not allowed.";
    case ErrorCode::Conflict:
        return "This contradicts what is stored.";
    case ErrorCode::TooLarge:
        return "The request is too large.";
    case ErrorCode::Unsupported:
        return "This protocol version is not spoken here.";
    case ErrorCode::StorageFull:
        return "The server has no room left.";
    case ErrorCode::StorageCorrupt:
    case ErrorCode::StorageFailed:
        return "The server could not store or read.";
    case ErrorCode::StorageBusy:
    case ErrorCode::Network:
    case ErrorCode::Overloaded:
        return "The server is busy.";
    }
    return "The server failed.";
}

} // namespace

http::Response answer_of(const base::Error& error) {
    if (error.code == ErrorCode::Unauthenticated) {
        return unauthenticated_answer();
    }
    if (is_retryable(error.code)) {
        return http::retry_response(
            http_status(error.code), name_of(error.code), message_of(error.code), retry_after_s);
    }
    return http::error_response(
        http_status(error.code), name_of(error.code), message_of(error.code));
}

http::Response busy_answer() {
    return answer_of({ErrorCode::Overloaded, {}});
}

http::Response later_answer(std::chrono::seconds away) {
    return http::retry_response(503,
                                name_of(ErrorCode::Overloaded),
                                message_of(ErrorCode::Overloaded),
                                static_cast<int>(away.count()));
}

http::Response unauthenticated_answer() {
    http::Response response = http::error_response(
        401, name_of(ErrorCode::Unauthenticated), message_of(ErrorCode::Unauthenticated));
    response.fields.push_back({"WWW-Authenticate", "Bearer"});
    return response;
}

store::Result<store::TokenRow>
authenticate(store::Reader& reader, std::string_view token_text, std::int64_t now_utc_ms) {
    const auto hash = auth::hash_of_token(token_text);
    if (!hash) {
        return failure(ErrorCode::Unauthenticated, "no token");
    }
    const auto token = HUIYIN_TRY(reader.token(*hash));
    if (!token || !auth::is_usable(*token, *hash, now_utc_ms)) {
        return failure(ErrorCode::Unauthenticated, "unusable token");
    }
    return *token;
}

std::string_view bearer_token(const http::Request& request) {
    constexpr std::string_view scheme = "Bearer ";
    const std::string_view value = http::find_field(request, "authorization").value_or("");
    return value.starts_with(scheme) ? value.substr(scheme.size()) : std::string_view{};
}

} // namespace huiyin::server::api
