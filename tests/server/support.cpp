#include "tests/server/support.h"

#include "core/base/limits.h"
#include "core/domain/numbering.h"
#include "sync-server/auth/password.h"
#include "sync-server/http/message.h"

#include <arpa/inet.h>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <netinet/in.h>
#include <poll.h>
#include <stdexcept>
#include <sys/socket.h>
#include <unistd.h>

namespace huiyin::server::tests {

TemporaryFolder::TemporaryFolder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "huiyin-XXXXXX").string();
    if (mkdtemp(pattern.data()) == nullptr) {
        throw std::runtime_error("no temporary folder");
    }
    m_path = pattern;
}

TemporaryFolder::~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(m_path, ignored);
}

std::string TemporaryFolder::path(std::string_view name) const {
    return m_path + "/" + std::string(name);
}

void TemporaryFolder::write(std::string_view name, std::string_view bytes) const {
    const std::filesystem::path file = path(name);
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << bytes;
}

std::string KeptLog::text() const {
    const std::lock_guard lock(m_mutex);
    return m_text;
}

void KeptLog::write(const std::string& line) const {
    const std::lock_guard lock(m_mutex);
    m_text += line;
}

void fill_department(store::Writer& writer, std::string_view short_name) {
    // One hash for all: hashing is slow on purpose.
    static const std::string hash = must(auth::hash_password(password));
    const SystemClock clock;
    SystemRandom random;
    const Uuid department = make_uuid(clock, random);
    const domain::Team team{make_uuid(clock, random), "运维团队", {}};
    const domain::Group group{make_uuid(clock, random), team.id, "信号组", {}, {"ATS"}};
    must(writer.begin());
    must(
        writer.add_department({department, std::string(short_name), "通号中心IT运维服务部", "TS"}));
    must(writer.add_team(department, team));
    must(writer.add_group(department, group));
    for (const Person& person : people) {
        domain::Person row;
        row.id = make_uuid(clock, random);
        row.staff_no = person.account;
        row.name = person.account;
        must(writer.add_person(department, row));
        must(writer.add_account(department, {person.account, row.id, hash, true}));
        must(writer.add_grant(department,
                              {row.id,
                               person.role,
                               person.role == domain::Role::TeamLeader ? team.id : Uuid{},
                               person.role == domain::Role::GroupMember ? group.id : Uuid{}}));
    }
    must(writer.raise_directory_version(department));
    must(writer.commit());
}

ApplicationOptions TestServer::options() {
    ApplicationOptions options;
    options.http.connections_per_peer_max = 1000;
    options.http.stop_grace = std::chrono::milliseconds(2000);
    return options;
}

TestServer::TestServer(ApplicationOptions options, StoreKind kind)
    : m_database(std::make_shared<TestDatabase>(kind))
    , m_options(std::move(options)) {
    m_options.database = m_database->location();
    if (m_options.web_folder == "web") {
        m_options.web_folder = folder.path("web");
        folder.write("web/index.html", "<!doctype html><title>回音</title>");
        folder.write("web/app.0123abcd.js", "console.log(1);");
        folder.write("web/app.0123abcd.js.br", "brotli bytes");
        folder.write("web/app.0123abcd.js.gz", "gzip bytes");
        folder.write("web/sw.js", "// service worker");
        folder.write("web/app.wasm", std::string("\0asm", 4));
        folder.write("web/.secret", "hidden");
        folder.write("web/deep/icon.svg", "<svg/>");
        folder.write("outside.txt", "not to be seen");
    }
    fill_department(*writer(), "test");
    start();
}

TestServer::TestServer(const TestServer& first)
    : m_database(first.m_database)
    , m_options(first.m_options) {
    start();
}

void TestServer::start() {
    m_application = must(Application::start(m_options, {clock, random, log}));
}

std::unique_ptr<store::Writer> TestServer::writer() {
    return must(m_database->open()->open_writer());
}

Uuid TestServer::department() {
    return must(writer()->reader().departments()).front().id;
}

std::string RawResponse::field(std::string_view lower_name) const {
    std::size_t at = head.find("\r\n");
    while (at != std::string::npos && at + 2 < head.size()) {
        const std::size_t end = head.find("\r\n", at + 2);
        const std::string line = head.substr(at + 2, end - at - 2);
        const std::size_t colon = line.find(':');
        if (colon != std::string::npos && http::lowered(line.substr(0, colon)) == lower_name) {
            return std::string(http::without_ows(line.substr(colon + 1)));
        }
        at = end;
    }
    return {};
}

RawClient::RawClient(std::uint16_t port) {
    m_socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    // A server that does not answer fails the test instead of hanging it.
    const timeval longest{10, 0};
    ::setsockopt(m_socket, SOL_SOCKET, SO_RCVTIMEO, &longest, sizeof longest);
    ::setsockopt(m_socket, SOL_SOCKET, SO_SNDTIMEO, &longest, sizeof longest);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(m_socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
        throw std::runtime_error("cannot connect");
    }
}

RawClient::~RawClient() {
    ::close(m_socket);
}

bool RawClient::send(std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t sent = send_some(bytes);
        if (sent <= 0) {
            return false;
        }
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
}

ssize_t RawClient::send_some(std::string_view bytes) {
    return ::send(m_socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
}

ssize_t RawClient::receive_some(char* bytes, std::size_t bytes_max) {
    return ::recv(m_socket, bytes, bytes_max, 0);
}

bool RawClient::receive() {
    char bytes[16 * 1024];
    const ssize_t count = receive_some(bytes, sizeof bytes);
    if (count <= 0) {
        return false;
    }
    m_buffer.append(bytes, static_cast<std::size_t>(count));
    return true;
}

RawResponse RawClient::read(bool head_only) {
    std::size_t end = 0;
    while ((end = m_buffer.find("\r\n\r\n")) == std::string::npos) {
        if (!receive()) {
            return {};
        }
    }
    RawResponse response;
    response.head = m_buffer.substr(0, end + 4);
    response.status = std::atoi(response.head.substr(9, 3).c_str());
    m_buffer.erase(0, end + 4);
    const std::string length = response.field("content-length");
    const bool without_body = head_only || length.empty() || response.status == 304;
    response.body = read_bytes(without_body ? 0 : std::stoul(length));
    return response;
}

std::string RawClient::read_bytes(std::size_t count) {
    while (m_buffer.size() < count && receive()) {
    }
    std::string bytes = m_buffer.substr(0, count);
    m_buffer.erase(0, bytes.size());
    return bytes;
}

std::string RawClient::read_until_close(std::size_t bytes_max) {
    while (m_buffer.size() < bytes_max && receive()) {
    }
    return std::exchange(m_buffer, {});
}

bool RawClient::is_closed() {
    char byte = 0;
    const ssize_t count = receive_some(&byte, 1);
    // A reset counts too; a time-out does not.
    return m_buffer.empty() && (count == 0 || (count < 0 && errno == ECONNRESET));
}

bool RawClient::wait(int milliseconds) {
    pollfd waiting{m_socket, POLLIN, 0};
    return ::poll(&waiting, 1, milliseconds) > 0;
}

std::string request_text(std::string_view method,
                         std::string_view target,
                         std::string_view body,
                         const std::vector<std::string>& fields) {
    std::string text(method);
    text.append(" ").append(target).append(" HTTP/1.1\r\nHost: localhost\r\n");
    for (const std::string& field : fields) {
        text.append(field).append("\r\n");
    }
    if (method == "POST") {
        text += "Content-Type: application/json\r\nContent-Length: " + std::to_string(body.size()) +
                "\r\n";
    }
    return text.append("\r\n").append(body);
}

RawResponse ask(std::uint16_t port,
                std::string_view method,
                std::string_view target,
                std::string_view body,
                const std::vector<std::string>& fields) {
    RawClient client(port);
    client.send(request_text(method, target, body, fields));
    return client.read(method == "HEAD");
}

domain::Intake make_intake(std::int64_t complained_at_utc_ms) {
    domain::Intake intake;
    intake.complained_at_utc_ms = complained_at_utc_ms;
    intake.trigger_source = domain::TriggerSource::ServiceDesk;
    intake.channel = domain::Channel::Phone;
    intake.form = domain::Form::Oral;
    intake.complainant_name = "王建国";
    intake.complainant_kind = domain::ComplainantKind::User;
    intake.contact = "内线62281234";
    intake.category = domain::Category::ServiceQuality;
    intake.content = "滨江路站ATS工作站本周第三次死机，没有人查明原因。";
    intake.info_check = domain::InfoCheck::Passed;
    return intake;
}

Tablet::Tablet(TestServer& server)
    : keys(base::make_key_pair(server.random))
    , m_server(server) {}

sync::SignInRequest Tablet::sign_in_request(std::string_view account,
                                            std::string_view with_password) const {
    sync::SignInRequest request;
    request.protocol = base::limits::protocol_of_others;
    request.account = account;
    request.password = with_password;
    request.device_name = "测试平板";
    request.public_key = keys.public_key;
    if (!device.is_nil()) {
        request.device = device;
        const std::string text = sync::sign_in_proof_text(device, account);
        request.proof = base::sign(base::bytes_of(text), keys.secret_key);
    }
    return request;
}

RawResponse Tablet::sign_in(std::string_view account, std::string_view with_password) {
    RawResponse response = ask(m_server.port(),
                               "POST",
                               "/api/v1/sign-in",
                               sync::to_text(sign_in_request(account, with_password)));
    if (response.status == 200) {
        const auto answer = must(sync::sign_in_response_from_text(response.body));
        device = answer.device;
        code = answer.device_code;
        token = answer.token;
        person = answer.person;
        epoch = answer.epoch;
        directory = answer.directory;
        for (const Person& known : people) {
            role = known.account == account ? known.role : role;
        }
    }
    return response;
}

domain::Event Tablet::event(const Uuid& complaint, const domain::Payload& payload) {
    domain::Event made;
    made.id = make_uuid(m_server.clock, m_server.random);
    made.complaint = complaint;
    made.device = device;
    made.device_seq = ++seq;
    made.seen.change = cursor;
    made.actor = person;
    made.role = role;
    made.kind = code_of(domain::kind_of(payload));
    made.payload = domain::payload_text(payload);
    made.device_time_utc_ms = m_server.clock.now_utc_ms();
    made.utc_offset_minutes = 480;
    made.prev_hash = last_hash;
    domain::seal(made, keys.secret_key);
    last_hash = made.hash;
    return made;
}

domain::Event Tablet::record(const Uuid& complaint) {
    const domain::ComplaintNumber parts{.prefix = "TS", .year = 2026, .device_code = code};
    const auto number = must(domain::next_number(parts, counter));
    counter = number.counter;
    return event(complaint,
                 domain::RecordPayload{must(domain::to_text(number)),
                                       make_intake(m_server.clock.now_utc_ms() - 60'000)});
}

domain::Event Tablet::reject(const Uuid& complaint) {
    return event(
        complaint,
        domain::RejectIntakePayload{make_intake(m_server.clock.now_utc_ms() - 60'000), "无法核实"});
}

domain::Event Tablet::note(const Uuid& complaint, std::string_view text) {
    return event(complaint, domain::NotePayload{std::string(text)});
}

sync::SyncRequest Tablet::sync_request(std::vector<domain::Event> push) const {
    return {.protocol = base::limits::protocol_version,
            .epoch = epoch,
            .cursor = cursor,
            .directory_version = directory.version,
            .push = std::move(push),
            .apart = apart};
}

RawResponse Tablet::post_sync(const sync::SyncRequest& request) const {
    return ask(m_server.port(),
               "POST",
               "/api/v1/sync",
               sync::to_text(request),
               {"Authorization: Bearer " + token});
}

sync::SyncResponse Tablet::sync(std::vector<domain::Event> push) {
    const RawResponse response = post_sync(sync_request(std::move(push)));
    if (response.status != 200) {
        throw std::runtime_error("sync: " + std::to_string(response.status) + response.body);
    }
    auto answer = must(sync::sync_response_from_text(response.body));
    cursor = answer.cursor;
    epoch = answer.epoch;
    if (answer.directory) {
        directory = *answer.directory;
    }
    return answer;
}

} // namespace huiyin::server::tests
