// The server's certificate and what of TLS it speaks.
#pragma once

#include "core/base/result.h"
#include "sync-server/http/beast.h"
#include "sync-server/http/config.h"

#include <cstdint>
#include <memory>

namespace huiyin::server::http {

struct TlsIdentity {
    net::ssl::context context;
    std::int64_t expires_utc_ms = 0; ///< when the certificate ends
};

/// Reads certificate chain and key, both PEM, and checks that they belong together.
///
/// TLS 1.2 and 1.3 with forward secrecy and authenticated encryption only; no renegotiation, no
/// compression, no session tickets: connections of tablets live long, so a resumption would save
/// little and a ticket key would outlive its sessions. Source: ASVS 12.1.1 to 12.1.3, RFC 9325.
/// Errors: InvalidInput naming the file and what is wrong with it.
base::Result<std::shared_ptr<TlsIdentity>> load_tls(const TlsFiles& files);

} // namespace huiyin::server::http
