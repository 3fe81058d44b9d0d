// huiyin-server serve
#include "sync-server/main/application.h"
#include "sync-server/main/commands.h"

#include <array>
#include <csignal>
#include <iostream>
#include <pthread.h>

namespace huiyin::server {

using base::ErrorCode;
using base::failure;
using base::Result;

namespace {

constexpr std::array<std::string_view, 15> options{"database",
                                                   "web",
                                                   "listen",
                                                   "host",
                                                   "tls-certificate",
                                                   "tls-key",
                                                   "connections",
                                                   "connections-per-address",
                                                   "metrics-port",
                                                   "handshake-deadline-ms",
                                                   "header-deadline-ms",
                                                   "body-deadline-ms",
                                                   "idle-deadline-ms",
                                                   "stop-grace-ms",
                                                   "bytes-per-second-min"};

constexpr std::string_view help =
    "Serves the API and the app until SIGTERM or SIGINT. SIGHUP reads the certificate again.\n\n"
    "  --database WHERE     a SQLite file, made when it is not there, or a postgresql: URL; its\n"
    "                       password is better left to PGPASSWORD or the password file\n"
    "  --web DIR            folder of the built app; without it only the API is served\n"
    "  --listen ADDR:PORT   address and port (default 127.0.0.1:8080; port 0: any free one)\n"
    "  --host NAME          a name under which tablets reach this server; may be repeated.\n"
    "                       The listening address and, on loopback, localhost always count.\n"
    "  --tls-certificate FILE, --tls-key FILE\n"
    "                       PEM; the certificate with those that lead to a known root. The port\n"
    "                       speaks TLS 1.2 and 1.3 only; without them it is plain, for a proxy\n"
    "  --connections N      open connections at most (default 1024)\n"
    "  --connections-per-address N\n"
    "                       of these from one address (default 32); raise it when tablets come\n"
    "                       through one gateway\n"
    "  --metrics-port N     /metrics, /healthz and /readyz on 127.0.0.1:N (default: nowhere)\n"
    "  --handshake-deadline-ms N, --header-deadline-ms N, --body-deadline-ms N,\n"
    "  --idle-deadline-ms N\n"
    "                       how long a client may take for TLS (10000), a header (10000), a body\n"
    "                       or an answer (30000), and nothing (60000)\n"
    "  --bytes-per-second-min N\n"
    "                       bodies and answers have a second more for each N bytes (16384)\n"
    "  --stop-grace-ms N    for running requests after SIGTERM (5000)\n";

struct Endpoint {
    std::string address;
    std::uint16_t port = 0;
};

/// "127.0.0.1:8080" or "[::1]:8080".
Result<Endpoint> parse_endpoint(const std::string& text) {
    const std::size_t colon = text.rfind(':');
    const auto wrong = [&] {
        return failure(ErrorCode::InvalidInput, "--listen must be ADDRESS:PORT, not " + text);
    };
    if (colon == std::string::npos || colon == 0) {
        return wrong();
    }
    std::string address = text.substr(0, colon);
    if (address.starts_with('[') && address.ends_with(']')) {
        address = address.substr(1, address.size() - 2);
    }
    const auto arguments =
        Arguments::parse(std::array<std::string, 2>{"--port", text.substr(colon + 1)},
                         std::array<std::string_view, 1>{"port"});
    const auto port = arguments->number_or("port", 0, 0, 65535);
    if (!port) {
        return wrong();
    }
    return Endpoint{std::move(address), static_cast<std::uint16_t>(*port)};
}

Result<std::optional<http::TlsFiles>> tls_files(const Arguments& arguments) {
    if (!arguments.find("tls-certificate") && !arguments.find("tls-key")) {
        return std::nullopt;
    }
    return http::TlsFiles{HUIYIN_TRY(arguments.required("tls-certificate")),
                          HUIYIN_TRY(arguments.required("tls-key"))};
}

Result<void> read_deadlines(const Arguments& arguments, http::ServerConfig& config) {
    struct Deadline {
        const char* option;
        std::chrono::milliseconds& value;
    };

    for (const Deadline& deadline : {Deadline{"handshake-deadline-ms", config.handshake_deadline},
                                     Deadline{"header-deadline-ms", config.header_deadline},
                                     Deadline{"body-deadline-ms", config.body_deadline},
                                     Deadline{"idle-deadline-ms", config.idle_deadline},
                                     Deadline{"stop-grace-ms", config.stop_grace}}) {
        deadline.value = std::chrono::milliseconds(
            HUIYIN_TRY(arguments.number_or(deadline.option, deadline.value.count(), 1, 3'600'000)));
    }
    const std::int64_t rate =
        HUIYIN_TRY(arguments.number_or("bytes-per-second-min",
                                       static_cast<std::int64_t>(config.bytes_per_second_min),
                                       1,
                                       1'000'000'000));
    config.bytes_per_second_min = static_cast<std::size_t>(rate);
    return {};
}

Result<ApplicationOptions> application_options(const Arguments& arguments) {
    ApplicationOptions chosen;
    chosen.database = HUIYIN_TRY(arguments.required("database"));
    chosen.web_folder = arguments.value_or("web", "");
    const auto endpoint =
        HUIYIN_TRY(parse_endpoint(arguments.value_or("listen", "127.0.0.1:8080")));
    chosen.http.address = endpoint.address;
    chosen.http.port = endpoint.port;
    chosen.http.hosts = arguments.all("host");
    chosen.http.tls = HUIYIN_TRY(tls_files(arguments));
    const std::int64_t connections =
        HUIYIN_TRY(arguments.number_or("connections", 1024, 1, 65'535));
    const std::int64_t per_address =
        HUIYIN_TRY(arguments.number_or("connections-per-address", 32, 1, 65'535));
    chosen.http.connections_max = static_cast<std::size_t>(connections);
    chosen.http.connections_per_peer_max = static_cast<std::size_t>(per_address);
    HUIYIN_TRY(read_deadlines(arguments, chosen.http));
    if (arguments.find("metrics-port")) {
        chosen.metrics_port = static_cast<std::uint16_t>(
            HUIYIN_TRY(arguments.number_or("metrics-port", 0, 0, 65'535)));
    }
    return chosen;
}

/// Every thread inherits the mask, so that only sigwait below sees the signals.
sigset_t block_signals() {
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGHUP);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    // A reader of the log that went away must not end the server.
    std::signal(SIGPIPE, SIG_IGN);
    return signals;
}

void reload_certificate(Application& application, const http::Log& log) {
    const auto reloaded = application.reload_certificate();
    if (reloaded) {
        log.line("certificate_reloaded", {});
    } else {
        log.line("certificate_kept", {{"detail", reloaded.error().detail}});
    }
}

Result<int> run(const Arguments& arguments) {
    const ApplicationOptions chosen = HUIYIN_TRY(application_options(arguments));
    const sigset_t signals = block_signals();
    const SystemClock clock;
    SystemRandom random;
    const http::Log log(clock);
    const auto application = HUIYIN_TRY(Application::start(chosen, {clock, random, log}));
    log.line("listening", {{"port", application->port()}});
    const bool v6 = chosen.http.address.find(':') != std::string::npos;
    std::cout << (chosen.http.tls ? "https://" : "http://") << (v6 ? "[" : "")
              << chosen.http.address << (v6 ? "]:" : ":") << application->port() << "/"
              << std::endl;
    if (chosen.metrics_port) {
        std::cout << "metrics: http://127.0.0.1:" << application->metrics_port() << std::endl;
    }
    int signal = 0;
    while (sigwait(&signals, &signal) == 0 && signal == SIGHUP) {
        reload_certificate(*application, log);
    }
    log.line("stopping", {{"signal", signal}});
    application->stop();
    application->wait();
    log.line("stopped", {});
    return exit_ok;
}

} // namespace

const Command& serve_command() {
    static constexpr Command command{"serve", options, help, run};
    return command;
}

} // namespace huiyin::server
