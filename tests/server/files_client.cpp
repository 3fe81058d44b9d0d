#include "tests/server/files_client.h"

#include "core/base/limits.h"
#include "core/domain/attachment.h"

#include <random>

namespace huiyin::server::tests {

namespace limits = base::limits;

std::string content_of(std::size_t bytes, unsigned seed) {
    std::minstd_rand random(seed);
    std::string content(bytes, '\0');
    for (char& c : content) {
        c = static_cast<char>(random() >> 8);
    }
    return content;
}

base::Hash hash_of(std::string_view content) {
    return base::sha256(base::bytes_of(content));
}

std::string chunk_of(std::string_view content, std::size_t place) {
    return std::string(
        content.substr(place * limits::attachment_chunk_bytes, limits::attachment_chunk_bytes));
}

sync::ChunkName chunk_name(std::string_view content, std::size_t place) {
    return {.sha256 = hash_of(content),
            .place = place,
            .file_bytes = static_cast<std::int64_t>(content.size()),
            .chunk_sha256 = hash_of(chunk_of(content, place))};
}

std::vector<std::string> FilesClient::fields() const {
    return m_token.empty() ? std::vector<std::string>{}
                           : std::vector<std::string>{"Authorization: Bearer " + m_token};
}

RawResponse FilesClient::offer(std::string_view body) const {
    return ask(m_server.port(), "POST", sync::files_path, body, fields());
}

sync::FileAnswer FilesClient::offer_content(std::string_view content) const {
    const std::vector<sync::OfferedFile> files{
        {hash_of(content), static_cast<std::int64_t>(content.size())}};
    return must(sync::file_answers_from_text(offer(sync::to_text(files)).body)).at(0);
}

RawResponse FilesClient::put(const sync::ChunkName& name, std::string_view bytes) const {
    std::string text("POST ");
    text.append(sync::chunk_path).append("?").append(sync::chunk_put_query(name));
    text += " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/octet-stream\r\n";
    for (const std::string& field : fields()) {
        text.append(field).append("\r\n");
    }
    text += "Content-Length: " + std::to_string(bytes.size()) + "\r\n\r\n";
    RawClient client(m_server.port());
    client.send(text.append(bytes));
    return client.read();
}

sync::FileAnswer FilesClient::put_chunk(std::string_view content, std::size_t place) const {
    const RawResponse response = put(content, place);
    if (response.status != 200) {
        throw std::runtime_error("a chunk was answered " + std::to_string(response.status));
    }
    return must(sync::file_answers_from_text(response.body)).at(0);
}

int FilesClient::send(std::string_view content) const {
    int status = 0;
    const auto chunks = domain::chunk_count(static_cast<std::int64_t>(content.size()));
    for (std::size_t place = 0; place < chunks; ++place) {
        status = put(content, place).status;
    }
    return status;
}

RawResponse FilesClient::get(const base::Hash& sha256, std::size_t place) const {
    std::string target(sync::chunk_path);
    target += "?" + sync::chunk_get_query({.sha256 = sha256, .place = place});
    return ask(m_server.port(), "GET", target, {}, fields());
}

std::string FilesClient::fetch(std::string_view content) const {
    std::string whole;
    const auto chunks = domain::chunk_count(static_cast<std::int64_t>(content.size()));
    for (std::size_t place = 0; place < chunks; ++place) {
        const RawResponse response = get(hash_of(content), place);
        if (response.status != 200) {
            return {};
        }
        whole += response.body;
    }
    return whole;
}

domain::AttachPayload attachment(std::string_view content, std::int64_t taken_at_utc_ms) {
    return {.sha256 = base::hex_from_bytes(hash_of(content)),
            .name = "现场.jpg",
            .mime = "image/jpeg",
            .file_bytes = static_cast<std::int64_t>(content.size()),
            .taken_at_utc_ms = taken_at_utc_ms};
}

} // namespace huiyin::server::tests
