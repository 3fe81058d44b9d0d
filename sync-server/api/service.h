// The API as one handler: sends each request to its endpoint.
#pragma once

#include "sync-server/api/parts.h"
#include "sync-server/api/register_download.h"
#include "sync-server/http/handler.h"

namespace huiyin::server::api {

class Service final : public http::Handler {
public:
    /// `parts` must outlive every request that was begun.
    explicit Service(Parts parts);

    void handle(http::Request request, http::Respond respond) override;
    void admit_socket(http::Request request, http::Admit admit) override;
    void check_sockets(std::vector<std::string> keys, http::CloseSockets close) override;

private:
    Parts m_parts;
    std::string m_unmatched_hash;
    RegisterDownload m_register;
};

} // namespace huiyin::server::api
