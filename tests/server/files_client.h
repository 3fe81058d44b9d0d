// Attachments over the raw API, as a tablet that may say anything.
#pragma once

#include "core/sync/file_wire.h"
#include "tests/server/support.h"

#include <string>
#include <vector>

namespace huiyin::server::tests {

/// Bytes that are the same for the same seed.
std::string content_of(std::size_t bytes, unsigned seed = 1);

base::Hash hash_of(std::string_view content);

std::string chunk_of(std::string_view content, std::size_t place);

/// The name of a chunk as an honest tablet gives it.
sync::ChunkName chunk_name(std::string_view content, std::size_t place);

class FilesClient {
public:
    FilesClient(const TestServer& server, std::string token)
        : m_server(server)
        , m_token(std::move(token)) {}

    RawResponse offer(std::string_view body) const;
    /// The only answer to an offer of one file, or to a chunk; both must be 200.
    sync::FileAnswer offer_content(std::string_view content) const;
    sync::FileAnswer put_chunk(std::string_view content, std::size_t place) const;

    RawResponse put(const sync::ChunkName& name, std::string_view bytes) const;

    RawResponse put(std::string_view content, std::size_t place) const {
        return put(chunk_name(content, place), chunk_of(content, place));
    }

    /// All chunks in order; gives the status of the last.
    int send(std::string_view content) const;

    RawResponse get(const base::Hash& sha256, std::size_t place = 0) const;

    /// All chunks; empty when one is refused.
    std::string fetch(std::string_view content) const;

private:
    const TestServer& m_server;
    std::string m_token;

    std::vector<std::string> fields() const;
};

/// The payload that attaches a content.
domain::AttachPayload attachment(std::string_view content, std::int64_t taken_at_utc_ms);

} // namespace huiyin::server::tests
