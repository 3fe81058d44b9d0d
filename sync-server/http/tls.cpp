#include "sync-server/http/tls.h"

#include <ctime>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <string_view>

namespace huiyin::server::http {

using base::ErrorCode;
using base::failure;
using base::Result;

namespace {

/// TLS 1.2 only; the suites of TLS 1.3 are all good.
constexpr const char* ciphers = "ECDHE+AESGCM:ECDHE+CHACHA20";

/// The one protocol inside (RFC 7301). Who offers others but not this one is speaking to somebody
/// else.
int choose_protocol(SSL*,
                    const unsigned char** chosen,
                    unsigned char* chosen_bytes,
                    const unsigned char* offered,
                    unsigned int offered_bytes,
                    void*) {
    static constexpr unsigned char http11[] = "\x08http/1.1";
    unsigned char* found = nullptr;
    const int answer = SSL_select_next_proto(
        &found, chosen_bytes, http11, sizeof http11 - 1, offered, offered_bytes);
    *chosen = found;
    return answer == OPENSSL_NPN_NEGOTIATED ? SSL_TLSEXT_ERR_OK : SSL_TLSEXT_ERR_ALERT_FATAL;
}

/// A server has nobody to type a pass phrase.
int no_pass_phrase(char*, int, int, void*) {
    return -1;
}

/// The oldest reason that OpenSSL has noted, without its addresses.
std::string openssl_reason() {
    const char* reason = ERR_reason_error_string(ERR_get_error());
    ERR_clear_error();
    return reason == nullptr ? "cannot be read" : reason;
}

std::int64_t utc_ms_from(const ASN1_TIME* time) {
    std::tm parts{};
    if (time == nullptr || ASN1_TIME_to_tm(time, &parts) != 1) {
        return 0;
    }
    return static_cast<std::int64_t>(timegm(&parts)) * 1000;
}

} // namespace

Result<std::shared_ptr<TlsIdentity>> load_tls(const TlsFiles& files) {
    ERR_clear_error();
    auto identity = std::make_shared<TlsIdentity>(
        TlsIdentity{net::ssl::context(net::ssl::context::tls_server)});
    SSL_CTX* context = identity->context.native_handle();
    SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
    SSL_CTX_set_options(context,
                        SSL_OP_NO_COMPRESSION | SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_TICKET |
                            SSL_OP_CIPHER_SERVER_PREFERENCE);
    SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
    SSL_CTX_set_num_tickets(context, 0);
    SSL_CTX_set_alpn_select_cb(context, choose_protocol, nullptr);
    SSL_CTX_set_default_passwd_cb(context, no_pass_phrase);
    if (SSL_CTX_set_cipher_list(context, ciphers) != 1) {
        return failure(ErrorCode::InvalidInput, "the TLS cipher list: " + openssl_reason());
    }
    if (SSL_CTX_use_certificate_chain_file(context, files.certificate.c_str()) != 1) {
        return failure(ErrorCode::InvalidInput,
                       "the certificate " + files.certificate + ": " + openssl_reason());
    }
    if (SSL_CTX_use_PrivateKey_file(context, files.key.c_str(), SSL_FILETYPE_PEM) != 1 ||
        SSL_CTX_check_private_key(context) != 1) {
        return failure(ErrorCode::InvalidInput, "the key " + files.key + ": " + openssl_reason());
    }
    identity->expires_utc_ms = utc_ms_from(X509_get0_notAfter(SSL_CTX_get0_certificate(context)));
    return identity;
}

} // namespace huiyin::server::http
