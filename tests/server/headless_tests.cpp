// huiyin-tablet as a process of its own against the real server: what its README promises.
#include "core/base/limits.h"
#include "tests/server/process.h"
#include "tests/server/support.h"
#include "tests/server/tls_client.h"
#include "ui/command/http_answer.h"
#include "ui/command/http_client.h"

#include <catch_amalgamated.hpp>
#include <cstdlib>
#include <fcntl.h>
#include <fstream>
#include <spawn.h>
#include <sstream>
#include <sys/wait.h>
#include <unistd.h>

using namespace huiyin::server;
using namespace huiyin::server::tests;

namespace {

struct Ran {
    int status = -1;
    std::string out;
    std::string error;
};

std::string text_of_file(const std::string& path) {
    std::ifstream in(path);
    std::stringstream text;
    text << in.rdbuf();
    return text.str();
}

/// Programs on one tablet's file.
class TabletProgram {
public:
    explicit TabletProgram(std::uint16_t port, std::string name = "tablet.db")
        : m_port(port)
        , m_name(std::move(name)) {}

    /// Runs a command on the tablet's file, with `input` on its standard input.
    Ran run(std::vector<std::string> words, const std::string& input = {}) const {
        words.insert(words.begin(), HUIYIN_TABLET_PROGRAM);
        words.insert(words.end(), {"--database", m_folder.path(m_name)});
        return run_words(words, input);
    }

    Ran online(std::vector<std::string> words, const std::string& input = {}) const {
        words.insert(words.end(), {"--server", "http://127.0.0.1:" + std::to_string(m_port)});
        return run(std::move(words), input);
    }

    Ran sign_in(const std::string& account) const {
        return online({"sign-in", "--account", account}, std::string(password) + "\n");
    }

    std::string path(const std::string& name) const { return m_folder.path(name); }

private:
    TemporaryFolder m_folder;
    std::uint16_t m_port;
    std::string m_name;

    Ran run_words(std::vector<std::string>& words, const std::string& input) const {
        m_folder.write("in", input);
        posix_spawn_file_actions_t files;
        posix_spawn_file_actions_init(&files);
        const std::string in = m_folder.path("in");
        const std::string out = m_folder.path("out");
        const std::string error = m_folder.path("error");
        constexpr int create = O_WRONLY | O_CREAT | O_TRUNC;
        posix_spawn_file_actions_addopen(&files, STDIN_FILENO, in.c_str(), O_RDONLY, 0);
        posix_spawn_file_actions_addopen(&files, STDOUT_FILENO, out.c_str(), create, 0600);
        posix_spawn_file_actions_addopen(&files, STDERR_FILENO, error.c_str(), create, 0600);
        std::vector<char*> arguments;
        for (std::string& word : words) {
            arguments.push_back(word.data());
        }
        arguments.push_back(nullptr);
        pid_t pid = 0;
        const int failed =
            posix_spawn(&pid, arguments[0], &files, nullptr, arguments.data(), environ);
        posix_spawn_file_actions_destroy(&files);
        REQUIRE(failed == 0);
        int status = 0;
        ::waitpid(pid, &status, 0);
        return {
            WIFEXITED(status) ? WEXITSTATUS(status) : -1, text_of_file(out), text_of_file(error)};
    }
};

/// For programs that are run while it lives.
class TrustedAuthority {
public:
    explicit TrustedAuthority(const std::string& file) {
        ::setenv("SSL_CERT_FILE", file.c_str(), 1);
    }

    ~TrustedAuthority() { ::unsetenv("SSL_CERT_FILE"); }

    TrustedAuthority(const TrustedAuthority&) = delete;
    TrustedAuthority& operator=(const TrustedAuthority&) = delete;
};

const char* complaint_json = R"({"trigger_source": "T1A", "basis": "B0", "channel": "PHONE",
    "form": "ORAL", "complainant_kind": "USER", "category": "S", "sub_category": "SLOW",
    "info_check": "PASS", "complainant_name": "赵国栋", "complainant_org": "调度中心",
    "contact": "13817645208", "respondent": "服务台", "location": "3号线 体育馆站",
    "system": "OA 办公系统", "content": "报修后两天没有人联系，影响当班交接。"})";

} // namespace

TEST_CASE("huiyin-tablet: records offline, syncs, and another tablet has it",
          "[server][headless]") {
    TestServer server;
    const TabletProgram acceptor(server.port());
    const TabletProgram manager(server.port());
    const Ran signed_in = acceptor.sign_in("acceptor");
    INFO(signed_in.error);
    REQUIRE(signed_in.status == 0);
    const Ran recorded = acceptor.run({"record", "--json", "-"}, complaint_json);
    INFO(recorded.error);
    REQUIRE(recorded.status == 0);
    CHECK(recorded.out.starts_with("TS-"));
    const std::string number = recorded.out.substr(0, recorded.out.size() - 1);
    // An option wins over the file.
    const Ran second = acceptor.run(
        {"record", "--json", "-", "--content", "第二件：屏幕闪烁，无法操作。"}, complaint_json);
    REQUIRE(second.status == 0);
    CHECK(second.out != recorded.out);
    const Ran listed = acceptor.run({"list"});
    CHECK(listed.out.find(number + "\tRECORDED\t1\t") != std::string::npos);
    CHECK(listed.out.find("第二件") != std::string::npos);
    const Ran synced = acceptor.online({"sync"});
    INFO(synced.error);
    CHECK(synced.status == 0);
    CHECK(synced.out == "0 unsent, 2 complaints\n");
    REQUIRE(manager.sign_in("manager").status == 0);
    CHECK(manager.online({"sync"}).out == "0 unsent, 2 complaints\n");
    CHECK(manager.run({"list", "--rows", "1"}).out.find("\t0\t") != std::string::npos);
}

TEST_CASE("huiyin-tablet: what is attached on one tablet is fetched on another",
          "[server][headless][files]") {
    TestServer server;
    const TabletProgram acceptor(server.port());
    const TabletProgram manager(server.port());
    REQUIRE(acceptor.sign_in("acceptor").status == 0);
    const Ran recorded = acceptor.run({"record", "--json", "-"}, complaint_json);
    REQUIRE(recorded.status == 0);
    const std::string number = recorded.out.substr(0, recorded.out.size() - 1);
    // Three chunks, with every byte there is.
    std::string content(700'000, '\0');
    for (std::size_t i = 0; i < content.size(); ++i) {
        content[i] = static_cast<char>(i * 31 + i / 256);
    }
    std::ofstream(acceptor.path("现场.jpg"), std::ios::binary) << content;
    const std::vector<std::string> attach{
        "attach", "--number", number, "--file", acceptor.path("现场.jpg"), "--mime", "image/jpeg"};
    const Ran attached = acceptor.run(attach);
    INFO(attached.error);
    REQUIRE(attached.status == 0);
    const std::string sha256 = attached.out.substr(0, attached.out.size() - 1);
    CHECK(sha256.size() == 64);
    CHECK(acceptor.online({"sync"}).out == "0 unsent, 1 complaints\n");
    REQUIRE(manager.sign_in("manager").status == 0);
    REQUIRE(manager.online({"sync"}).status == 0);
    const std::string to = manager.path("copy.jpg");
    const Ran fetched = manager.online({"fetch", "--sha256", sha256, "--to", to});
    INFO(fetched.error);
    REQUIRE(fetched.status == 0);
    CHECK(text_of_file(to) == content);

    const auto fails = [](const Ran& ran, const char* with) {
        INFO(ran.error);
        CHECK(ran.status == 1);
        CHECK(ran.error.find(with) != std::string::npos);
    };
    fails(acceptor.run({"attach", "--number", "TS-1", "--file", to}), "there is no complaint TS-1");
    fails(acceptor.run({"attach", "--number", number, "--file", to + "?"}), "cannot read");
    std::ofstream(acceptor.path("empty")).flush();
    fails(acceptor.run({"attach", "--number", number, "--file", acceptor.path("empty")}),
          "not kept: an empty file");
    fails(manager.online({"fetch", "--sha256", "1", "--to", to}), "64 hexadecimal digits");
    fails(manager.online({"fetch", "--sha256", std::string(64, 'a'), "--to", to}), "names this");
    fails(manager.online({"fetch", "--sha256", sha256, "--to", to}), "is there already");
}

namespace {

/// The code that export printed last.
std::string code_of(const Ran& exported) {
    const std::size_t begin = exported.out.find("code ");
    REQUIRE(begin != std::string::npos);
    return exported.out.substr(begin + 5);
}

} // namespace

TEST_CASE("huiyin-tablet: unsent work goes by file, sealed, through another tablet",
          "[server][headless]") {
    TestServer server;
    const TabletProgram tablet(server.port());
    REQUIRE(tablet.sign_in("acceptor").status == 0);
    REQUIRE(tablet.run({"record", "--json", "-"}, complaint_json).status == 0);
    const std::string file = tablet.path("unsent.hyx");
    const Ran exported = tablet.run({"export", "--to", file});
    CHECK(exported.out.starts_with("1 steps, 0 files\ncode "));
    // Neither who complains nor of what can be read in it.
    CHECK(text_of_file(file).find("RECORD") == std::string::npos);
    CHECK(text_of_file(file).find("complainant") == std::string::npos);
    // A file that is there is never overwritten.
    const Ran again = tablet.run({"export", "--to", file});
    CHECK(again.status == 1);
    CHECK(again.error.find("is there already") != std::string::npos);

    const TabletProgram courier(server.port(), "courier.db");
    REQUIRE(courier.sign_in("colleague").status == 0);
    const Ran guessed = courier.run({"import", "--file", file}, "AAAA-AAAA-AAAA\n");
    CHECK(guessed.status == 1);
    CHECK(guessed.error.find("not taken: ") != std::string::npos);
    CHECK(courier.run({"import", "--file", file}).error.find("code is needed") !=
          std::string::npos);
    const Ran imported = courier.run({"import", "--file", file}, code_of(exported));
    CHECK(imported.out == "1 steps added, 0 were here, 0 files\n");
    CHECK(courier.run({"import", "--file", file}, code_of(exported)).out ==
          "0 steps added, 1 were here, 0 files\n");
    // The colleague's tablet brings it to the server; the signature says whose it is.
    REQUIRE(courier.online({"sync"}).status == 0);
    CHECK(must(server.writer()->reader().change_last(server.department())) == 1);
    // It is still in the outbox; sending it again changes nothing.
    CHECK(tablet.online({"sync"}).out == "0 unsent, 1 complaints\n");
    CHECK(must(server.writer()->reader().change_last(server.department())) == 1);
}

TEST_CASE("huiyin-tablet: the server takes what was exported", "[server][headless]") {
    TestServer server;
    const TabletProgram tablet(server.port());
    REQUIRE(tablet.sign_in("acceptor").status == 0);
    REQUIRE(tablet.run({"record", "--json", "-"}, complaint_json).status == 0);
    const std::string file = tablet.path("unsent.hyx");
    REQUIRE(tablet.run({"export", "--to", file}).status == 0);
    CHECK(run_command_line({"import", "--database", server.database(), "--file", file}).status ==
          0);
    CHECK(must(server.writer()->reader().change_last(server.department())) == 1);
}

TEST_CASE("huiyin-tablet: says what is wrong", "[server][headless]") {
    TestServer server;
    const TabletProgram tablet(server.port());
    const auto fails = [&](const Ran& ran, const char* with) {
        INFO(ran.error);
        CHECK(ran.status == 1);
        CHECK(ran.error.find(with) != std::string::npos);
    };
    fails(tablet.run({"list"}), "sign in first");
    fails(tablet.online({"sign-in", "--account", "acceptor"}, "wrong password\n"), "密码");
    fails(tablet.run({"list"}), "nobody has signed in");
    REQUIRE(tablet.sign_in("acceptor").status == 0);
    fails(tablet.run({"record", "--content", "只有内容，没有别的。"}), "not recorded: ");
    fails(tablet.run({"record", "--json", "-"}, R"({"contents": "?"})"), "contents is no member");
    fails(tablet.run({"record", "--json", "-"}, R"({"channel": "PIGEON"})"), "channel has a wrong");
    fails(tablet.run({"record", "--json", "-"}, "{"), "JSON");
    fails(tablet.run({"record", "--confidential", "maybe"}), "confidential must be true or false");
    fails(tablet.run({"record", "--colour", "red"}), "unknown option --colour");
    fails(tablet.run({"list", "--rows", "0"}), "--rows must be");
    fails(tablet.run({"sync", "--server", "https://desk.example.org/app"}), "must be http://");
    fails(tablet.run({"sync", "--server", "desk.example.org"}), "must be http://");
    // Nothing was recorded by any of these.
    CHECK(tablet.run({"list"}).out.empty());
    REQUIRE(tablet.run({"record", "--json", "-"}, complaint_json).status == 0);
    server.stop();
    fails(tablet.online({"sync"}), "1 unsent");
    CHECK(tablet.run({"nonsense"}).status == 2);
}

TEST_CASE("huiyin-tablet: speaks TLS to who shows the right certificate, and to nobody else",
          "[server][headless][tls]") {
    TemporaryFolder folder;
    const PrivateCa ca;
    const http::TlsFiles files{folder.path("desk.pem"), folder.path("desk.key")};
    ca.issue(files.certificate, files.key);
    ApplicationOptions options = TestServer::options();
    options.http.hosts = {"localhost", "127.0.0.1"};
    options.http.tls = files;
    options.web_folder = "web";
    TestServer server(std::move(options));
    const TabletProgram tablet(server.port());
    const std::vector<std::string> sign_in{"sign-in", "--account", "acceptor", "--server"};
    const auto at = [&](const char* name, std::vector<std::string> words) {
        words.push_back("https://" + std::string(name) + ":" + std::to_string(server.port()));
        return tablet.run(std::move(words), std::string(password) + "\n");
    };
    const Ran stranger = at("localhost", sign_in);
    CHECK(stranger.status == 1);
    CHECK(stranger.error.find("the certificate is not believed") != std::string::npos);

    ca.write(folder.path("ca.pem"));
    const TrustedAuthority trusted(folder.path("ca.pem"));
    const Ran signed_in = at("localhost", sign_in);
    INFO(signed_in.error);
    REQUIRE(signed_in.status == 0);
    REQUIRE(tablet.run({"record", "--json", "-"}, complaint_json).status == 0);
    CHECK(at("localhost", {"sync", "--server"}).out == "0 unsent, 1 complaints\n");
    // The certificate is for the name only.
    const Ran by_address = at("127.0.0.1", {"sync", "--server"});
    CHECK(by_address.status == 1);
    CHECK(by_address.error.find("the certificate is not believed: IP address mismatch") !=
          std::string::npos);
    // Nor does a plain request get anything out of it.
    CHECK(tablet.online({"sync"}).status == 1);
}

TEST_CASE("huiyin-tablet: addresses of servers", "[server][headless]") {
    const auto read = [](std::string_view url) {
        const auto address = huiyin::command::server_address(url);
        return address ? address->host + " " + address->port + (address->tls ? " tls" : "")
                       : "nothing";
    };
    CHECK(read("http://desk") == "desk 80");
    CHECK(read("https://desk.example.org/") == "desk.example.org 443 tls");
    CHECK(read("http://desk_server:8080") == "desk_server 8080");
    CHECK(read("https://127.0.0.1:8443") == "127.0.0.1 8443 tls");
    for (const char* wrong : {"",
                              "desk",
                              "ftp://desk",
                              "http://",
                              "http://:80",
                              "http://desk:0",
                              "http://desk:65536",
                              "http://desk:-1",
                              "http://a@b",
                              "http://desk/path",
                              "http://de sk",
                              "http://desk\r\nX: y"}) {
        INFO(wrong);
        CHECK(read(wrong) == "nothing");
    }
}

TEST_CASE("huiyin-tablet: the head of an answer", "[server][headless][limits]") {
    using huiyin::command::answer_head;
    const std::string whole = "HTTP/1.1 503 Busy\r\nContent-LENGTH:  2\r\nRetry-After: 7\r\n\r\n{}";
    for (std::size_t length = 0; length < whole.size() - 2; ++length) {
        const auto part = answer_head(whole.substr(0, length));
        REQUIRE(part);
        CHECK_FALSE(part->has_value());
    }
    const auto head = must(answer_head(whole));
    REQUIRE(head);
    CHECK(head->status == 503);
    CHECK(head->body_begin == whole.size() - 2);
    CHECK(head->body_bytes == 2);
    CHECK(head->retry_after_ms == 7000);

    const auto with = [](const std::string& fields) {
        return answer_head("HTTP/1.1 200 OK\r\n" + fields + "\r\n\r\n");
    };
    // As long as it may be, and a wait that no clock can count.
    const std::size_t most = huiyin::base::limits::response_body_bytes_max;
    CHECK(with("Content-Length: " + std::to_string(most)));
    CHECK(with("Content-Length: " + std::to_string(most + 1)).error().code ==
          huiyin::base::ErrorCode::TooLarge);
    CHECK(must(with("Content-Length: 0\r\nRetry-After: 9223372036854775807"))->retry_after_ms ==
          huiyin::command::retry_after_s_max * 1000);
    for (const char* wrong :
         {"Content-Length: -1", "Content-Length:", "X: 1", "Content-Length: 1a"}) {
        INFO(wrong);
        CHECK_FALSE(with(wrong));
    }
    CHECK_FALSE(answer_head("HTTP/1.0 200 OK\r\nContent-Length: 0\r\n\r\n"));
    CHECK_FALSE(answer_head("HTTP/1.1 2\r\nContent-Length: 0\r\n\r\n"));
    // No end in sight.
    const std::string endless(huiyin::command::answer_head_bytes_max, 'x');
    CHECK(answer_head(endless));
    CHECK_FALSE(answer_head(endless + "x"));
}
