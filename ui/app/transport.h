// How the app reaches the server. The worker does it by fetch and WebSocket, tests by a function
// call.
#pragma once

#include <cstdint>
#include <string>

namespace huiyin::app {

/// The requests the app makes; at most one of each is under way.
enum class RequestKind : std::uint8_t { SignIn, Sync, Administration, File, RegisterFile };

struct Request {
    RequestKind kind = RequestKind::Sync;
    std::string path;
    std::string token; ///< for the Authorization header; empty = none
    std::string body;  ///< JSON, or the bytes of a file
    /// Of the body; empty = a GET without one, else it is a POST.
    std::string content_type = "application/json";
};

class Transport {
public:
    virtual ~Transport() = default;

    /// Sends the request; the answer comes back through App::answered.
    virtual void send(const Request& request) = 0;

    /// Keeps a doorbell open with this token until told otherwise; an empty token closes it.
    virtual void keep_doorbell(const std::string& token) = 0;

    /// Asks the open doorbell for the newest change; the answer comes back through
    /// App::doorbell_answered.
    virtual void ask_doorbell() = 0;
};

} // namespace huiyin::app
