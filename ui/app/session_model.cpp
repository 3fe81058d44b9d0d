#include "ui/app/session_model.h"

#include "core/base/limits.h"
#include "core/base/text.h"

namespace huiyin::app {

SessionModel::SessionModel(store::TabletStore& store, base::Random& random)
    : m_store(store)
    , m_random(random) {
    if (m_store.session()) {
        account = m_store.session()->account;
    }
}

bool SessionModel::needs_sign_in() const {
    return !m_store.session() || m_store.session()->token.empty();
}

bool SessionModel::is_known_device() const {
    return m_store.session().has_value();
}

bool SessionModel::is_copied() const {
    const auto position = m_store.position();
    return position && position->copied;
}

std::optional<Request> SessionModel::request() {
    m_problem.reset();
    const std::string name(base::trimmed(account));
    if (name.empty()) {
        m_problem = Text::SignInAccountMissing;
    } else if (password.empty()) {
        m_problem = Text::SignInPasswordMissing;
    }
    if (m_problem || m_busy) {
        return std::nullopt;
    }
    sync::SignInRequest message;
    message.protocol = base::limits::protocol_of_others;
    message.account = name;
    message.password = password;
    if (const auto& session = m_store.session(); session && !is_copied()) {
        // The same tablet again: it proves itself with the key it enrolled with.
        m_key_pair.secret_key = session->secret_key;
        std::copy(session->secret_key.begin() + 32,
                  session->secret_key.end(),
                  m_key_pair.public_key.begin());
        message.device = session->device;
        message.proof = base::sign(base::bytes_of(sync::sign_in_proof_text(session->device, name)),
                                   session->secret_key);
    } else {
        m_key_pair = base::make_key_pair(m_random);
    }
    message.public_key = m_key_pair.public_key;
    m_busy = true;
    return Request{.kind = RequestKind::SignIn,
                   .path = "/api/v1/sign-in",
                   .token = {},
                   .body = to_text(message)};
}

bool SessionModel::answered(const sync::Answer& answer) {
    m_busy = false;
    const bool signed_in = take(answer);
    password.clear();
    return signed_in;
}

bool SessionModel::take(const sync::Answer& answer) {
    if (answer.http_status == 0 || answer.http_status >= 500) {
        m_problem = Text::SignInNeedsNetwork;
        return false;
    }
    if (answer.http_status == 401) {
        m_problem = Text::SignInWrong;
        return false;
    }
    if (answer.http_status == 429) {
        m_problem = Text::SignInThrottled;
        return false;
    }
    const auto response = sync::sign_in_response_from_text(answer.body);
    if (answer.http_status != 200 || !response) {
        m_problem = Text::SignInServerError;
        return false;
    }
    const store::Session session{.account = std::string(base::trimmed(account)),
                                 .person = response->person,
                                 .device = response->device,
                                 .device_code = response->device_code,
                                 .secret_key = m_key_pair.secret_key,
                                 .token = response->token};
    const auto stored = m_store.sign_in(session, *response);
    if (!stored) {
        m_problem = stored.error().code == base::ErrorCode::Conflict ? Text::SignInOtherPersonWaits
                                                                     : Text::SyncReasonStorage;
        return false;
    }
    return true;
}

} // namespace huiyin::app
