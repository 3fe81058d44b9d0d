// The request gate: decides over the raw header bytes, before any library parses them.
//
// Beast 1.81 accepts framings that other parsers read differently (folded lines, two Host fields,
// Transfer-Encoding it does not understand). After parsing a fold is no longer visible, so the gate
// reads the bytes as they came. It is a pure function and the first fuzz target. Every refusal
// closes the connection.
#pragma once

#include "sync-server/http/message.h"
#include "sync-server/http/route_table.h"

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

namespace huiyin::server::http {

/// Header bytes up to and including the empty line.
inline constexpr std::size_t header_bytes_max = 8 * 1024;
inline constexpr std::size_t target_bytes_max = 2 * 1024;
inline constexpr std::size_t fields_max = 64;

/// Why a request is not let through.
struct GateRefusal {
    int status = 400;
    /// Stable name for the answer and the log.
    std::string_view code;
    /// Value of the Allow field of a 405.
    std::string allow;
};

/// A field as it stands in the header bytes; the value is without surrounding white space.
struct FieldView {
    std::string_view name;
    std::string_view value;
};

/// What the gate has understood. All views point into the header bytes.
struct GatedRequest {
    const Route* route = nullptr;
    std::string_view path;
    std::string_view query;
    std::string_view host;
    std::string_view authority;
    std::vector<FieldView> fields;
    std::size_t body_bytes = 0;
    bool keep_alive = true;
};

struct GateRules {
    const RouteTable& routes;
    /// Names this server answers to, without port.
    std::span<const std::string> hosts;
};

/// Where the header ends: one past the empty line, or nothing while it is incomplete.
///
/// `scanned` bytes are known to hold no end; calling again with more bytes is linear in all.
/// Refuses a line feed or carriage return that stands alone (400) and a header beyond
/// header_bytes_max (431) as soon as it is seen, without waiting for the end.
tl::expected<std::optional<std::size_t>, GateRefusal> find_header_end(std::string_view bytes,
                                                                      std::size_t scanned);

/// Checks a whole header, from the request line to the empty line.
///
/// Source: RFC 9112 2.2-6.3, RFC 9110 7.2, and the list in README "Request gate".
tl::expected<GatedRequest, GateRefusal> check_request(std::string_view header,
                                                      const GateRules& rules);

} // namespace huiyin::server::http
