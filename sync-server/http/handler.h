// The seam between HTTP and what is served: the listener calls a Handler and knows nothing else.
#pragma once

#include "sync-server/http/message.h"

#include <functional>
#include <string>
#include <tl/expected.hpp>

namespace huiyin::server::http {

/// Gives the answer. May be called from any thread, once; later calls are ignored.
using Respond = std::function<void(Response)>;

/// What a WebSocket is admitted to: the topic it hears, and the subprotocol that is confirmed.
struct SocketGrant {
    std::string topic;
    std::string subprotocol;
};

/// Gives the grant, or the answer that refuses it. Rules as for Respond.
using Admit = std::function<void(tl::expected<SocketGrant, Response>)>;

/// Answers requests. Both functions are called on the I/O thread and must return at once: they
/// pass the work to another thread and answer from there.
class Handler {
public:
    virtual ~Handler() = default;

    virtual void handle(Request request, Respond respond) = 0;

    virtual void admit_socket(Request request, Admit admit) = 0;
};

} // namespace huiyin::server::http
