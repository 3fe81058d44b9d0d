#include "sync-server/api/doorbell.h"

#include "sync-server/api/answers.h"
#include "sync-server/auth/token.h"

#include <algorithm>
#include <memory>
#include <utility>

namespace huiyin::server::api {

namespace {

constexpr std::string_view token_prefix = "token.";

/// Says the newest change. Without an answer the tablet asks in full.
void answer_doorbell(Parts& parts, const Uuid& department, std::function<void(std::string)> reply) {
    static_cast<void>(
        parts.readers.try_post([department, reply = std::move(reply)](store::Reader& reader) {
            if (const auto change = reader.change_last(department)) {
                reply(doorbell_answer(*change));
            }
        }));
}

} // namespace

std::string doorbell_topic(const Uuid& department) {
    return to_string(department);
}

std::string doorbell_text(std::int64_t change, bool ask) {
    return "{\"change\":" + std::to_string(change) + (ask ? ",\"ask\":true}" : "}");
}

std::string doorbell_answer(std::int64_t change) {
    return "{\"now\":" + std::to_string(change) + "}";
}

std::string_view doorbell_token(std::string_view subprotocols) {
    bool spoken = false;
    std::string_view token;
    while (!subprotocols.empty()) {
        const std::size_t comma = std::min(subprotocols.find(','), subprotocols.size());
        const std::string_view one = http::without_ows(subprotocols.substr(0, comma));
        spoken = spoken || one == doorbell_subprotocol;
        if (one.starts_with(token_prefix)) {
            token = one.substr(token_prefix.size());
        }
        subprotocols.remove_prefix(std::min(comma + 1, subprotocols.size()));
    }
    return spoken ? token : std::string_view{};
}

bool is_own_origin(std::string_view origin, const http::Request& request) {
    for (const std::string_view scheme : {"https://", "http://"}) {
        if (origin.starts_with(scheme)) {
            return (scheme == "https://" || !request.over_tls) &&
                   http::equals_ignoring_case(origin.substr(scheme.size()), request.authority);
        }
    }
    return false;
}

void begin_doorbell(Parts& parts, http::Request request, http::Admit admit) {
    if (!is_own_origin(http::find_field(request, "origin").value_or(""), request)) {
        return admit(tl::unexpected<http::Response>(
            http::error_response(403, "origin", "Only pages of this server may listen.")));
    }
    const auto shared = std::make_shared<http::Request>(std::move(request));
    const bool posted = parts.readers.try_post([&parts, shared, admit](store::Reader& reader) {
        const std::string_view offered =
            http::find_field(*shared, "sec-websocket-protocol").value_or("");
        const auto token = authenticate(reader, doorbell_token(offered), parts.clock.now_utc_ms());
        if (!token) {
            return admit(tl::unexpected<http::Response>(answer_of(token.error())));
        }
        admit(http::SocketGrant{.topic = doorbell_topic(token->department),
                                .subprotocol = std::string(doorbell_subprotocol),
                                .key =
                                    std::string(token->token_hash.begin(), token->token_hash.end()),
                                .answer = [&parts, department = token->department](auto reply) {
                                    answer_doorbell(parts, department, std::move(reply));
                                }});
    });
    if (!posted) {
        admit(tl::unexpected<http::Response>(busy_answer()));
    }
}

void check_doorbells(Parts& parts, std::vector<std::string> keys, http::CloseSockets close) {
    // A full queue only means that the next time will do.
    static_cast<void>(parts.readers.try_post(
        [&parts, keys = std::move(keys), close = std::move(close)](store::Reader& reader) {
            std::vector<std::string> ended;
            for (const std::string& key : keys) {
                base::Hash hash{};
                std::copy(key.begin(), key.end(), hash.begin());
                const auto token = reader.token(hash);
                const bool usable =
                    token && *token && auth::is_usable(**token, hash, parts.clock.now_utc_ms());
                // A store that does not answer ends nobody's sign-in.
                if (token && !usable) {
                    ended.push_back(key);
                }
            }
            if (!ended.empty()) {
                close(std::move(ended));
            }
        }));
}

} // namespace huiyin::server::api
