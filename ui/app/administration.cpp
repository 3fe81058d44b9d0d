#include "ui/app/administration.h"

#include "core/base/json.h"
#include "ui/app/admin_commands.h"

#include <algorithm>

namespace huiyin::app {

using base::Json;

namespace {

/// The log's page of 100 commands, a policy with its calendar in each.
constexpr std::size_t answer_bytes_max = 32 * 1024 * 1024;

Uuid uuid_of(const Json& object, std::string_view key) {
    const auto text = base::find_string(object, key);
    return text ? base::uuid_from_string(*text).value_or(Uuid{}) : Uuid{};
}

std::int64_t number_of(const Json& object, std::string_view key) {
    return base::find_integer(object, key).value_or(0);
}

std::string text_of(const Json& object, std::string_view key) {
    return base::find_string(object, key).value_or(std::string());
}

bool is_question(const Json& command) {
    return text_of(command, "command").starts_with("list_");
}

/// What is there already, or may not go.
AdminText conflict_text(std::string_view command, std::string_view member) {
    if (member == "staff_no") {
        return AdminText::StaffNoTaken;
    }
    if (member == "account") {
        return AdminText::AccountTaken;
    }
    if (member == "name") {
        return AdminText::NameTaken;
    }
    if (command == "add_account") {
        return AdminText::HasAccount;
    }
    return command == "grant_role" ? AdminText::PersonInactive : AdminText::LastAdministrator;
}

AdminText invalid_text(std::string_view command, std::string_view member) {
    if (member == "password") {
        return AdminText::PasswordRule;
    }
    const bool numbers =
        command == "set_policy" || command == "set_service_volume" || member == "position";
    return numbers ? AdminText::OutOfBounds : AdminText::TextRule;
}

/// `staff_no: another person has it` and `policy.reopen_days` name a member.
std::string member_of(const std::string& message) {
    const std::size_t colon = message.find(':');
    if (colon != std::string::npos) {
        return message.substr(0, colon);
    }
    const std::size_t dot = message.find('.');
    const bool is_path = dot != std::string::npos && message.find(' ') == std::string::npos;
    return is_path ? message.substr(dot + 1) : std::string();
}

AdminText status_text(int http_status) {
    if (http_status == 0) {
        return AdminText::Unreachable;
    }
    if (http_status == 429 || http_status == 503) {
        return AdminText::Busy;
    }
    if (http_status == 401) {
        return AdminText::NeedsSignIn;
    }
    return http_status >= 500 ? AdminText::ServerError : AdminText::NotAccepted;
}

} // namespace

Administration::Problem admin_problem_of(const Json& command, const sync::Answer& answer) {
    const auto parsed = base::parse_json(answer.body, answer_bytes_max);
    const Json* error = parsed ? base::find(*parsed, "error") : nullptr;
    const std::string code = error != nullptr ? text_of(*error, "code") : std::string();
    const std::string name = text_of(command, "command");
    const std::string member = error != nullptr ? member_of(text_of(*error, "message")) : code;
    if (code == "conflict") {
        return {member, conflict_text(name, member)};
    }
    if (code == "invalid_input") {
        return {member, invalid_text(name, member)};
    }
    if (code == "not_found") {
        return {member, AdminText::Gone};
    }
    if (code == "too_large") {
        return {member, AdminText::TooMany};
    }
    if (code == "forbidden") {
        return {{}, AdminText::NotAllowed};
    }
    return {{}, status_text(answer.http_status)};
}

const Administration::Account* Administration::account_of(const Uuid& person) const {
    const auto found = std::find_if(m_accounts.begin(), m_accounts.end(), [&](const Account& one) {
        return one.person == person;
    });
    return found == m_accounts.end() ? nullptr : &*found;
}

const Administration::Device* Administration::device(const Uuid& id) const {
    const auto found = std::find_if(
        m_devices.begin(), m_devices.end(), [&](const Device& one) { return one.id == id; });
    return found == m_devices.end() ? nullptr : &*found;
}

void Administration::forget() {
    if (m_state != State::Sending) {
        m_state = State::Idle;
    }
    m_problem.reset();
    m_added = {};
}

void Administration::change(Json command) {
    if (m_state == State::Sending) {
        return;
    }
    forget();
    m_state = State::Sending;
    // A person waits for it: before questions.
    m_waiting.push_front(std::move(command));
}

void Administration::ask(Json question) {
    if (std::find(m_waiting.begin(), m_waiting.end(), question) == m_waiting.end()) {
        m_waiting.push_back(std::move(question));
    }
}

void Administration::load() {
    for (const char* name : {"list_accounts", "list_devices", "list_log"}) {
        ask(question(name));
    }
}

void Administration::load_older_log() {
    if (log_goes_on()) {
        ask(list_log_command(m_log.back().entry));
    }
}

std::optional<std::string> Administration::next_request() {
    if (!m_under_way.is_null() || m_waiting.empty()) {
        return std::nullopt;
    }
    m_under_way = std::move(m_waiting.front());
    m_waiting.pop_front();
    std::string body = base::to_text(m_under_way);
    m_under_way.erase("password");
    return body;
}

bool Administration::answered(const sync::Answer& answer) {
    const Json command = std::move(m_under_way);
    m_under_way = Json();
    const bool asked = command.is_null() || is_question(command);
    if (answer.http_status != 200) {
        if (!asked) {
            m_problem = admin_problem_of(command, answer);
            m_state = State::Refused;
        } else {
            // The others would fail as well; they are asked for again with the next change.
            m_waiting.erase(std::remove_if(m_waiting.begin(), m_waiting.end(), is_question),
                            m_waiting.end());
        }
        return false;
    }
    const auto parsed = base::parse_json(answer.body, answer_bytes_max);
    if (asked) {
        if (parsed) {
            take_answer(*parsed);
        }
        return false;
    }
    m_added = parsed ? uuid_of(*parsed, "id") : Uuid{};
    m_state = State::Done;
    load();
    return true;
}

void Administration::take_answer(const Json& answer) {
    if (const Json* list = base::find(answer, "accounts"); list != nullptr && list->is_array()) {
        m_accounts.clear();
        for (const Json& item : *list) {
            m_accounts.push_back({text_of(item, "account"), uuid_of(item, "person")});
        }
    }
    if (const Json* list = base::find(answer, "devices"); list != nullptr && list->is_array()) {
        m_devices.clear();
        for (const Json& item : *list) {
            m_devices.push_back({.id = uuid_of(item, "id"),
                                 .name = text_of(item, "name"),
                                 .enrolled_by = uuid_of(item, "enrolled_by"),
                                 .enrolled_at_utc_ms = number_of(item, "enrolled_at"),
                                 .revoked_at_utc_ms = number_of(item, "revoked_at"),
                                 .cloned_at_utc_ms = number_of(item, "cloned_at"),
                                 .last_sync_at_utc_ms = number_of(item, "last_sync_at"),
                                 .events = number_of(item, "events")});
        }
    }
    if (const Json* list = base::find(answer, "log"); list != nullptr && list->is_array()) {
        take_log(*list);
        m_loaded = true;
    }
}

void Administration::take_log(const Json& list) {
    std::vector<LogEntry> page;
    for (const Json& item : list) {
        const Json* command = base::find(item, "command");
        page.push_back({.entry = number_of(item, "entry"),
                        .person = uuid_of(item, "person"),
                        .device = uuid_of(item, "device"),
                        .at_utc_ms = number_of(item, "at"),
                        .command = command != nullptr ? *command : Json::object()});
    }
    // An older page goes on where the log ends; the newest one begins it anew.
    const bool older = !m_log.empty() && !page.empty() && page.front().entry < m_log.back().entry;
    if (!older) {
        m_log.clear();
    }
    m_log.insert(m_log.end(), page.begin(), page.end());
}

} // namespace huiyin::app
