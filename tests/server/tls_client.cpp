#include "tests/server/tls_client.h"

#include <atomic>
#include <cstdio>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <stdexcept>

namespace huiyin::server::tests {

namespace {

constexpr long day_s = 24L * 3600;

void add_extension(X509* certificate, int kind, const char* value) {
    X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, nullptr, kind, value);
    X509_add_ext(certificate, extension, -1);
    X509_EXTENSION_free(extension);
}

/// A certificate without extensions and signature.
X509* draft(EVP_PKEY* key, const char* name, X509_NAME* issuer) {
    static std::atomic<long> serial{1};
    X509* certificate = X509_new();
    X509_set_version(certificate, X509_VERSION_3);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate), serial++);
    X509_gmtime_adj(X509_getm_notBefore(certificate), -day_s);
    X509_gmtime_adj(X509_getm_notAfter(certificate), 30 * day_s);
    X509_set_pubkey(certificate, key);
    X509_NAME* subject = X509_get_subject_name(certificate);
    X509_NAME_add_entry_by_txt(
        subject, "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char*>(name), -1, -1, 0);
    X509_set_issuer_name(certificate, issuer == nullptr ? subject : issuer);
    return certificate;
}

std::FILE* open_to_write(const std::string& path) {
    std::FILE* file = std::fopen(path.c_str(), "w");
    if (file == nullptr) {
        throw std::runtime_error("cannot write " + path);
    }
    return file;
}

} // namespace

PrivateCa::PrivateCa()
    : m_key(EVP_EC_gen("P-256"))
    , m_certificate(draft(m_key.get(), "Test CA", nullptr)) {
    add_extension(m_certificate.get(), NID_basic_constraints, "critical,CA:TRUE");
    add_extension(m_certificate.get(), NID_key_usage, "critical,keyCertSign");
    X509_sign(m_certificate.get(), m_key.get(), EVP_sha256());
}

void PrivateCa::write(const std::string& file) const {
    std::FILE* out = open_to_write(file);
    PEM_write_X509(out, m_certificate.get());
    std::fclose(out);
}

void PrivateCa::issue(const std::string& certificate_file, const std::string& key_file) const {
    const std::unique_ptr<EVP_PKEY, Free> key(EVP_EC_gen("P-256"));
    const std::unique_ptr<X509, Free> certificate(
        draft(key.get(), "Huiyin", X509_get_subject_name(m_certificate.get())));
    add_extension(certificate.get(), NID_basic_constraints, "critical,CA:FALSE");
    add_extension(certificate.get(), NID_subject_alt_name, "DNS:localhost,DNS:desk.test");
    X509_sign(certificate.get(), m_key.get(), EVP_sha256());
    std::FILE* file = open_to_write(certificate_file);
    PEM_write_X509(file, certificate.get());
    std::fclose(file);
    file = open_to_write(key_file);
    PEM_write_PrivateKey(file, key.get(), nullptr, nullptr, 0, nullptr, nullptr);
    std::fclose(file);
}

TlsClient::TlsClient(std::uint16_t port, const PrivateCa& ca, const Options& options)
    : RawClient(port)
    , m_context(SSL_CTX_new(TLS_client_method())) {
    ERR_clear_error();
    X509_STORE_add_cert(SSL_CTX_get_cert_store(m_context), ca.certificate());
    SSL_CTX_set_verify(m_context, SSL_VERIFY_PEER, nullptr);
    // Old versions are there only below the usual level of security.
    SSL_CTX_set_cipher_list(m_context, "DEFAULT:@SECLEVEL=0");
    SSL_CTX_set_min_proto_version(m_context, options.version_min);
    SSL_CTX_set_max_proto_version(m_context, options.version_max);
    m_tls = SSL_new(m_context);
    // What SSL_set_tlsext_host_name stands for, without its old-style cast.
    std::string name = options.name;
    SSL_ctrl(m_tls, SSL_CTRL_SET_TLSEXT_HOSTNAME, TLSEXT_NAMETYPE_host_name, name.data());
    SSL_set1_host(m_tls, options.name.c_str());
    if (!options.protocols.empty()) {
        SSL_set_alpn_protos(m_tls,
                            reinterpret_cast<const unsigned char*>(options.protocols.data()),
                            static_cast<unsigned>(options.protocols.size()));
    }
    SSL_set_fd(m_tls, m_socket);
    if (SSL_connect(m_tls) != 1) {
        const char* reason = ERR_reason_error_string(ERR_get_error());
        m_problem = reason == nullptr ? "closed" : reason;
    }
}

TlsClient::~TlsClient() {
    SSL_free(m_tls);
    SSL_CTX_free(m_context);
}

std::string TlsClient::protocol() const {
    const unsigned char* name = nullptr;
    unsigned bytes = 0;
    SSL_get0_alpn_selected(m_tls, &name, &bytes);
    return {reinterpret_cast<const char*>(name), bytes};
}

std::string TlsClient::serial() const {
    X509* certificate = SSL_get0_peer_certificate(m_tls);
    return std::to_string(ASN1_INTEGER_get(X509_get0_serialNumber(certificate)));
}

ssize_t TlsClient::send_some(std::string_view bytes) {
    return SSL_write(m_tls, bytes.data(), static_cast<int>(bytes.size()));
}

ssize_t TlsClient::receive_some(char* bytes, std::size_t bytes_max) {
    return SSL_read(m_tls, bytes, static_cast<int>(bytes_max));
}

} // namespace huiyin::server::tests
