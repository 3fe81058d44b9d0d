#include "ui/command/connection.h"

#include <array>
#include <netdb.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

namespace huiyin::command {

using base::ErrorCode;
using base::failure;

namespace {

using Context = std::unique_ptr<SSL_CTX, void (*)(SSL_CTX*)>;

tl::unexpected<base::Error> no_network(std::string detail) {
    return failure(ErrorCode::Network, std::move(detail));
}

/// A context that believes the machine's authorities; null without memory.
Context client_context() {
    Context context(SSL_CTX_new(TLS_client_method()), SSL_CTX_free);
    if (context && (SSL_CTX_set_min_proto_version(context.get(), TLS1_2_VERSION) != 1 ||
                    SSL_CTX_set_default_verify_paths(context.get()) != 1)) {
        context.reset();
    }
    if (context) {
        SSL_CTX_set_verify(context.get(), SSL_VERIFY_PEER, nullptr);
    }
    return context;
}

/// The address or the name that the certificate must carry; the name is also asked for (SNI).
bool expect_host(SSL* tls, const std::string& host) {
    X509_VERIFY_PARAM* wanted = SSL_get0_param(tls);
    if (X509_VERIFY_PARAM_set1_ip_asc(wanted, host.c_str()) == 1) {
        return true;
    }
    // What SSL_set_tlsext_host_name stands for, without its old-style cast.
    std::string name = host;
    return SSL_ctrl(tls, SSL_CTRL_SET_TLSEXT_HOSTNAME, TLSEXT_NAMETYPE_host_name, name.data()) ==
               1 &&
           X509_VERIFY_PARAM_set1_host(wanted, host.c_str(), host.size()) == 1;
}

/// Why a handshake failed, for people.
std::string handshake_problem(const SSL* tls) {
    const long verified = SSL_get_verify_result(tls);
    if (verified != X509_V_OK) {
        return std::string("the certificate is not believed: ") +
               X509_verify_cert_error_string(verified);
    }
    const char* reason = ERR_reason_error_string(ERR_peek_error());
    return std::string("no TLS: ") + (reason == nullptr ? "the connection ended" : reason);
}

} // namespace

base::Result<std::unique_ptr<Connection>> Connection::open(const ServerAddress& server) {
    std::unique_ptr<Connection> connection(new Connection);
    connection->connect(server);
    if (connection->m_socket < 0) {
        return no_network("nothing answers at " + server.host + ":" + server.port);
    }
    if (server.tls) {
        HUIYIN_TRY(connection->begin_tls(server.host));
    }
    return connection;
}

Connection::~Connection() {
    SSL_free(m_tls);
    if (m_socket >= 0) {
        ::close(m_socket);
    }
}

void Connection::connect(const ServerAddress& server) {
    addrinfo hints{};
    hints.ai_socktype = SOCK_STREAM;
    addrinfo* found = nullptr;
    if (getaddrinfo(server.host.c_str(), server.port.c_str(), &hints, &found) != 0) {
        return;
    }
    const std::unique_ptr<addrinfo, void (*)(addrinfo*)> addresses(found, freeaddrinfo);
    const timeval wait{.tv_sec = network_wait_ms_max / 1000, .tv_usec = 0};
    for (const addrinfo* at = found; at != nullptr && m_socket < 0; at = at->ai_next) {
        m_socket = ::socket(at->ai_family, SOCK_STREAM | SOCK_CLOEXEC, at->ai_protocol);
        for (const int option : {SO_RCVTIMEO, SO_SNDTIMEO}) {
            static_cast<void>(setsockopt(m_socket, SOL_SOCKET, option, &wait, sizeof wait));
        }
        if (m_socket >= 0 && ::connect(m_socket, at->ai_addr, at->ai_addrlen) != 0) {
            ::close(m_socket);
            m_socket = -1;
        }
    }
}

base::Result<void> Connection::begin_tls(const std::string& host) {
    ERR_clear_error();
    const Context context = client_context();
    m_tls = context ? SSL_new(context.get()) : nullptr;
    if (m_tls == nullptr || SSL_set_fd(m_tls, m_socket) != 1 || !expect_host(m_tls, host)) {
        return no_network("TLS cannot be used on this machine");
    }
    if (SSL_connect(m_tls) != 1) {
        return no_network(handshake_problem(m_tls));
    }
    return {};
}

base::Result<void> Connection::send_all(std::string_view bytes) {
    while (!bytes.empty()) {
        std::size_t sent = 0;
        if (m_tls == nullptr) {
            const ssize_t count = ::send(m_socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
            sent = count > 0 ? static_cast<std::size_t>(count) : 0;
        } else if (SSL_write_ex(m_tls, bytes.data(), bytes.size(), &sent) != 1) {
            sent = 0;
        }
        if (sent == 0) {
            return no_network("the connection ended while sending");
        }
        bytes.remove_prefix(sent);
    }
    return {};
}

base::Result<void> Connection::receive(std::string& into) {
    std::array<char, 16 * 1024> buffer;
    std::size_t came = 0;
    if (m_tls == nullptr) {
        const ssize_t count = ::recv(m_socket, buffer.data(), buffer.size(), 0);
        came = count > 0 ? static_cast<std::size_t>(count) : 0;
    } else if (SSL_read_ex(m_tls, buffer.data(), buffer.size(), &came) != 1) {
        came = 0;
    }
    if (came == 0) {
        return no_network("the connection ended before the answer was whole");
    }
    into.append(buffer.data(), came);
    return {};
}

} // namespace huiyin::command
