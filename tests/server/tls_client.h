// A private certificate authority and a client that speaks TLS.
#pragma once

#include "tests/server/support.h"

#include <memory>
#include <openssl/ssl.h>
#include <string>

namespace huiyin::server::tests {

/// An authority that nobody knows but who is given its certificate.
class PrivateCa {
public:
    PrivateCa();

    /// Writes a new key and a certificate for `localhost` and `desk.test`, both PEM.
    void issue(const std::string& certificate_file, const std::string& key_file) const;

    /// Writes the authority's own certificate, PEM.
    void write(const std::string& file) const;

    /// For clients.
    X509* certificate() const { return m_certificate.get(); }

private:
    struct Free {
        void operator()(X509* certificate) const { X509_free(certificate); }

        void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
    };

    std::unique_ptr<EVP_PKEY, Free> m_key;
    std::unique_ptr<X509, Free> m_certificate;
};

/// Believes only certificates of one authority, for one name.
class TlsClient final : public RawClient {
public:
    struct Options {
        std::string name = "localhost";
        int version_min = TLS1_2_VERSION;
        int version_max = TLS1_3_VERSION;
        std::string protocols; ///< offered by ALPN, each with its length in front
    };

    /// Connects; problem() tells how the handshake went.
    TlsClient(std::uint16_t port, const PrivateCa& ca, const Options& options);

    TlsClient(std::uint16_t port, const PrivateCa& ca)
        : TlsClient(port, ca, Options{}) {}

    ~TlsClient() override;

    /// Empty when the handshake succeeded and the certificate is right; else OpenSSL's reason.
    const std::string& problem() const { return m_problem; }

    /// "TLSv1.3".
    std::string version() const { return SSL_get_version(m_tls); }

    /// What ALPN agreed on.
    std::string protocol() const;

    /// Tells one certificate from another.
    std::string serial() const;

protected:
    ssize_t send_some(std::string_view bytes) override;
    ssize_t receive_some(char* bytes, std::size_t bytes_max) override;

private:
    SSL_CTX* m_context = nullptr;
    SSL* m_tls = nullptr;
    std::string m_problem;
};

} // namespace huiyin::server::tests
