#include "sync-server/http/static_files.h"

#include "core/base/bytes.h"
#include "core/base/crypto.h"
#include "sync-server/http/content_type.h"
#include "sync-server/http/security_headers.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <system_error>
#include <utility>

namespace huiyin::server::http {

using base::ErrorCode;
using base::failure;
using base::Result;
namespace fs = std::filesystem;

namespace {

using Contents = std::map<std::string, std::shared_ptr<const std::string>>;

Result<std::string> read_whole(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    std::string bytes{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
    if (!in.is_open() || in.bad()) {
        return failure(ErrorCode::StorageFailed, "cannot read " + path.filename().string());
    }
    return bytes;
}

/// Only names that stand in a target as they are: no percent-encoding is ever decoded.
bool is_plain_name(std::string_view path) {
    return std::all_of(path.begin(), path.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               c == '.' || c == '-' || c == '_' || c == '/';
    });
}

bool is_served(const fs::directory_entry& entry) {
    std::error_code ec;
    const bool hidden = entry.path().filename().string().starts_with('.');
    return !hidden && entry.symlink_status(ec).type() == fs::file_type::regular && !ec;
}

Result<Contents> read_all(const std::string& folder) {
    std::error_code ec;
    fs::recursive_directory_iterator at(folder, ec);
    if (ec) {
        return failure(ErrorCode::NotFound, "cannot open the web folder " + folder);
    }
    Contents contents;
    std::size_t total_bytes = 0;
    for (const fs::recursive_directory_iterator end; at != end; at.increment(ec)) {
        if (ec) {
            return failure(ErrorCode::StorageFailed, "cannot list the web folder");
        }
        std::string path("/");
        path.append(fs::relative(at->path(), folder, ec).generic_string());
        if (!is_served(*at) || !is_plain_name(path)) {
            continue;
        }
        std::string bytes = HUIYIN_TRY(read_whole(at->path()));
        total_bytes += bytes.size();
        if (total_bytes > StaticFiles::total_bytes_max) {
            return failure(ErrorCode::TooLarge, "the web folder is too large");
        }
        contents.emplace(path, std::make_shared<const std::string>(std::move(bytes)));
    }
    return contents;
}

std::shared_ptr<const std::string> find_content(const Contents& contents, const std::string& path) {
    const auto found = contents.find(path);
    return found == contents.end() ? nullptr : found->second;
}

bool is_compressed_sibling(const Contents& contents, const std::string& path) {
    const bool compressed = path.ends_with(".br") || path.ends_with(".gz");
    return compressed && contents.count(path.substr(0, path.size() - 3)) != 0;
}

} // namespace

Result<StaticFiles> StaticFiles::load(const std::string& folder) {
    const Contents contents = HUIYIN_TRY(read_all(folder));
    StaticFiles files;
    for (const auto& [path, bytes] : contents) {
        if (is_compressed_sibling(contents, path)) {
            continue;
        }
        const std::string name = path.substr(path.rfind('/') + 1);
        File file;
        file.plain = bytes;
        file.brotli = find_content(contents, path + ".br");
        file.gzip = find_content(contents, path + ".gz");
        file.content_type = content_type_of(name);
        const base::Hash hash = base::sha256(base::bytes_of(*bytes));
        file.hash = base::hex_from_bytes(std::span(hash).first(16));
        file.immutable = has_content_hash(name);
        if (name == "index.html") {
            files.m_files.emplace(path.substr(0, path.size() - name.size()), file);
        }
        files.m_files.emplace(path, std::move(file));
    }
    return files;
}

void StaticFiles::add_routes(RouteTable& routes) const {
    for (const auto& [path, file] : m_files) {
        routes.add({.method = Method::Get, .path = path, .kind = RouteKind::StaticFile});
    }
}

Response StaticFiles::respond(const Request& request) const {
    const auto found = m_files.find(request.path);
    if (found == m_files.end()) {
        return error_response(404, "not_found", "There is nothing here.");
    }
    const File& file = found->second;
    const std::string_view accepted = find_field(request, "accept-encoding").value_or("");
    Response response;
    response.content_type = file.content_type;
    response.body = file.plain;
    std::string_view form;
    if (file.brotli && accepts_encoding(accepted, "br")) {
        response.body = file.brotli;
        response.fields.push_back({"Content-Encoding", "br"});
        form = "-br";
    } else if (file.gzip && accepts_encoding(accepted, "gzip")) {
        response.body = file.gzip;
        response.fields.push_back({"Content-Encoding", "gzip"});
        form = "-gz";
    }
    std::string etag("\"");
    etag.append(file.hash).append(form).append("\"");
    if (find_field(request, "if-none-match") == etag) {
        response.status = 304;
        response.body = nullptr;
    }
    response.fields.push_back({"ETag", std::move(etag)});
    response.fields.push_back({"Vary", "Accept-Encoding"});
    response.fields.push_back(
        {"Cache-Control", file.immutable ? "public, max-age=31536000, immutable" : "no-cache"});
    add_app_headers(response, request);
    return response;
}

bool accepts_encoding(std::string_view accept_encoding, std::string_view coding) {
    while (!accept_encoding.empty()) {
        const std::size_t comma = std::min(accept_encoding.find(','), accept_encoding.size());
        const std::string_view item = accept_encoding.substr(0, comma);
        const std::size_t semicolon = std::min(item.find(';'), item.size());
        if (equals_ignoring_case(without_ows(item.substr(0, semicolon)), coding)) {
            const std::string weight = lowered(without_ows(item.substr(semicolon)));
            // A weight of zero in any spelling has no digit other than zero.
            return weight.find("q=") == std::string::npos ||
                   weight.find_first_of("123456789") != std::string::npos;
        }
        accept_encoding.remove_prefix(std::min(comma + 1, accept_encoding.size()));
    }
    return false;
}

} // namespace huiyin::server::http
