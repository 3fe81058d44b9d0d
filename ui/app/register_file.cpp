#include "ui/app/register_file.h"

#include <utility>

namespace huiyin::app {

namespace {

Text problem_of(int http_status) {
    switch (http_status) {
    case 0:
        return Text::RecordsXlsxOffline;
    case 400:
    case 413:
        return Text::RecordsXlsxTooMuch;
    case 401:
        return Text::RecordsXlsxSignIn;
    case 403:
        return Text::RecordsRefused;
    case 503:
        return Text::RecordsXlsxBusy;
    default:
        return Text::RecordsXlsxFailed;
    }
}

} // namespace

std::optional<Request> RegisterFile::request(const std::string& first,
                                             const std::string& last,
                                             Language language,
                                             const std::string& token) {
    if (m_state == State::Asking) {
        return std::nullopt;
    }
    m_state = State::Asking;
    std::string path = "/api/v1/register.xlsx?from=";
    path += first + "&to=" + last;
    path += language == Language::Chinese ? "&language=zh" : "&language=en";
    return Request{.kind = RequestKind::RegisterFile,
                   .path = std::move(path),
                   .token = token,
                   .body = {},
                   .content_type = {}};
}

void RegisterFile::answered(const sync::Answer& answer) {
    if (answer.http_status == 200) {
        m_state = State::Ready;
        m_bytes = answer.body;
    } else {
        m_state = State::Refused;
        m_problem = problem_of(answer.http_status);
    }
}

std::string RegisterFile::take() {
    m_state = State::Idle;
    return std::exchange(m_bytes, {});
}

} // namespace huiyin::app
