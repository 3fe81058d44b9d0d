// The built web app: listed and read once at start, so that no request ever touches the file
// system.
#pragma once

#include "core/base/result.h"
#include "sync-server/http/message.h"
#include "sync-server/http/route_table.h"

#include <cstddef>
#include <map>
#include <memory>
#include <string>
#include <string_view>

namespace huiyin::server::http {

class StaticFiles {
public:
    /// Bytes of all files together, precompressed siblings included.
    static constexpr std::size_t total_bytes_max = 256 * 1024 * 1024;

    /// No files.
    StaticFiles() = default;

    /// Reads every regular file below the folder; links and names that start with a dot are left
    /// out. `name.br` and `name.gz` beside `name` are its compressed forms. `index.html` is also
    /// served as the folder itself.
    ///
    /// Errors: NotFound when the folder is missing, TooLarge beyond total_bytes_max, StorageFailed
    /// when a file cannot be read.
    static base::Result<StaticFiles> load(const std::string& folder);

    /// Adds a route for every file.
    void add_routes(RouteTable& routes) const;

    /// The answer to a GET or HEAD of a path that is in the table. The listener leaves the body
    /// out for HEAD.
    Response respond(const Request& request) const;

    std::size_t count() const { return m_files.size(); }

private:
    struct File {
        std::shared_ptr<const std::string> plain;
        std::shared_ptr<const std::string> brotli;
        std::shared_ptr<const std::string> gzip;
        std::string content_type;
        std::string hash; ///< of the plain bytes; the tag of each form begins with it
        bool immutable = false;
    };

    std::map<std::string, File, std::less<>> m_files;
};

/// Whether an Accept-Encoding value accepts the coding; `q=0` refuses it (RFC 9110 12.5.3).
bool accepts_encoding(std::string_view accept_encoding, std::string_view coding);

} // namespace huiyin::server::http
