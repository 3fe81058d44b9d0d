// The seam between HTTP and what is served: the listener calls a Handler and knows nothing else.
#pragma once

#include "sync-server/http/message.h"

#include <functional>
#include <string>
#include <tl/expected.hpp>
#include <vector>

namespace huiyin::server::http {

/// Gives the answer. May be called from any thread, once; later calls are ignored.
using Respond = std::function<void(Response)>;

/// What a WebSocket is admitted to: the topic it hears, and the subprotocol that is confirmed.
struct SocketGrant {
    std::string topic;
    std::string subprotocol;
    /// What check_sockets() is asked about; means nothing to the listener.
    std::string key;
    /// Answers the listener's question, the only thing it may say; from any thread, or never.
    std::function<void(std::function<void(std::string)>)> answer;
};

/// Gives the grant, or the answer that refuses it. Rules as for Respond.
using Admit = std::function<void(tl::expected<SocketGrant, Response>)>;

/// Closes the sockets with these keys.
using CloseSockets = std::function<void(std::vector<std::string>)>;

/// Answers requests. All functions are called on the I/O thread and must return at once: they
/// pass the work to another thread and answer from there.
class Handler {
public:
    virtual ~Handler() = default;

    virtual void handle(Request request, Respond respond) = 0;

    virtual void admit_socket(Request request, Admit admit) = 0;

    /// Which of these sockets may listen no longer: tells their keys to `close`, from any thread.
    /// May do without telling when there are none, or no time.
    virtual void check_sockets(std::vector<std::string> keys, CloseSockets close) = 0;
};

} // namespace huiyin::server::http
