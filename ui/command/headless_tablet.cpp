#include "ui/command/headless_tablet.h"

namespace huiyin::command {

using base::ErrorCode;
using base::failure;
using base::Result;

namespace {

constexpr int cache_kib = 16 * 1024;

} // namespace

Result<std::unique_ptr<HeadlessTablet>> HeadlessTablet::open(const std::string& database,
                                                             const std::string& server) {
    std::unique_ptr<HeadlessTablet> tablet(new HeadlessTablet);
    if (!server.empty()) {
        tablet->m_server = HUIYIN_TRY(server_address(server));
    }
    sqlite::OpenOptions options;
    options.path = database;
    options.cache_kib = cache_kib;
    // A second program on the same file would be a clone of this tablet.
    options.exclusive = true;
    tablet->m_store =
        HUIYIN_TRY(store::TabletStore::open(options, tablet->m_clock, tablet->m_random));
    app::Transport& transport = *tablet;
    tablet->m_app.emplace(*tablet->m_store, transport, tablet->m_clock, tablet->m_random);
    return tablet;
}

void HeadlessTablet::answer_requests() {
    while (!m_requests.empty()) {
        const app::Request request = std::move(m_requests.front());
        m_requests.pop_front();
        const auto answer = m_server ? ask(*m_server, request) : base::Result<sync::Answer>();
        m_network_problem = answer ? std::string() : answer.error().detail;
        m_app->answered(request.kind, std::move(answer).value_or(sync::Answer{}));
        // Taking an answer may lead to the next request.
        m_app->tick();
    }
}

void HeadlessTablet::talk() {
    m_app->sync_now();
    answer_requests();
    while (m_app->is_taking()) {
        m_app->tick();
        answer_requests();
    }
}

std::string HeadlessTablet::with_network_problem(std::string_view sentence) const {
    std::string text(sentence);
    if (!m_network_problem.empty()) {
        text.append(" (").append(m_network_problem).append(")");
    }
    return text;
}

Result<void> HeadlessTablet::sign_in(const std::string& account, const std::string& password) {
    m_app->session().account = account;
    m_app->session().password = password;
    m_app->sign_in();
    answer_requests();
    if (m_app->session().problem()) {
        return failure(ErrorCode::Unauthenticated,
                       with_network_problem(m_app->say(*m_app->session().problem())));
    }
    return {};
}

} // namespace huiyin::command
