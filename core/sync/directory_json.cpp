// The directory as JSON: a list of plain records, each read by the members it needs.
#include "core/base/json.h"
#include "core/base/limits.h"
#include "core/domain/numbering.h"
#include "core/sync/policy_json.h"
#include "core/sync/wire.h"

#include <functional>

namespace huiyin::sync {

using base::ErrorCode;
using base::failure;
using base::Json;
using base::Result;

namespace {

std::string text_of(const Uuid& uuid) {
    return uuid.is_nil() ? std::string() : to_string(uuid);
}

/// Reads the members of one record; the first wrong one is remembered.
class Record {
public:
    Record(const Json& json, const char* what)
        : m_json(json)
        , m_what(what) {}

    std::string problem;

    void text(const char* key, std::string& out) {
        if (auto value = base::find_string(m_json, key)) {
            out = std::move(*value);
        } else {
            wrong(key);
        }
    }

    /// An empty text is the nil value, for references that may be absent.
    void uuid(const char* key, Uuid& out) {
        const auto value = base::find_string(m_json, key);
        if (value && value->empty()) {
            out = Uuid{};
            return;
        }
        const auto parsed = value ? base::uuid_from_string(*value) : std::nullopt;
        if (parsed) {
            out = *parsed;
        } else {
            wrong(key);
        }
    }

    void flag(const char* key, bool& out) {
        if (const auto value = base::find_bool(m_json, key)) {
            out = *value;
        } else {
            wrong(key);
        }
    }

    void wrong(const char* key) {
        if (problem.empty()) {
            problem = std::string(m_what) + "." + key;
        }
    }

    const Json& json() const { return m_json; }

private:
    const Json& m_json;
    const char* m_what;
};

Json json_from(const domain::Person& person) {
    Json json = Json::object();
    json["id"] = to_string(person.id);
    json["staff_no"] = person.staff_no;
    json["name"] = person.name;
    json["phone"] = person.phone;
    json["active"] = person.active;
    return json;
}

void read(Record& record, domain::Person& person) {
    record.uuid("id", person.id);
    record.text("staff_no", person.staff_no);
    record.text("name", person.name);
    record.text("phone", person.phone);
    record.flag("active", person.active);
}

Json json_from(const domain::RoleGrant& grant) {
    Json json = Json::object();
    json["person"] = to_string(grant.person);
    json["role"] = std::string(code_of(grant.role));
    json["team"] = text_of(grant.team);
    json["group"] = text_of(grant.group);
    if (grant.until_utc_ms != 0) {
        json["until"] = grant.until_utc_ms;
    }
    if (grant.since_utc_ms != 0) {
        json["since"] = grant.since_utc_ms;
    }
    if (!grant.granted_by.is_nil()) {
        json["by"] = to_string(grant.granted_by);
    }
    return json;
}

void read(Record& record, domain::RoleGrant& grant) {
    record.uuid("person", grant.person);
    record.uuid("team", grant.team);
    record.uuid("group", grant.group);
    grant.until_utc_ms = base::find_integer(record.json(), "until").value_or(0);
    grant.since_utc_ms = base::find_integer(record.json(), "since").value_or(0);
    if (base::find(record.json(), "by") != nullptr) {
        record.uuid("by", grant.granted_by);
    }
    std::string code;
    record.text("role", code);
    if (const auto role = domain::from_code<domain::Role>(code)) {
        grant.role = *role;
    } else {
        record.wrong("role");
    }
}

Json json_from(const domain::Team& team) {
    Json json = Json::object();
    json["id"] = to_string(team.id);
    json["name"] = team.name;
    json["leader"] = text_of(team.leader);
    return json;
}

void read(Record& record, domain::Team& team) {
    record.uuid("id", team.id);
    record.text("name", team.name);
    record.uuid("leader", team.leader);
}

Json json_from(const domain::Group& group) {
    Json json = Json::object();
    json["id"] = to_string(group.id);
    json["team"] = text_of(group.team);
    json["name"] = group.name;
    json["leader"] = text_of(group.leader);
    json["domains"] = group.domains;
    return json;
}

void read(Record& record, domain::Group& group) {
    record.uuid("id", group.id);
    record.uuid("team", group.team);
    record.text("name", group.name);
    record.uuid("leader", group.leader);
    const Json* domains = base::find(record.json(), "domains");
    if (domains == nullptr || !domains->is_array()) {
        record.wrong("domains");
        return;
    }
    for (const Json& item : *domains) {
        if (item.is_string()) {
            group.domains.push_back(item.get<std::string>());
        } else {
            record.wrong("domains");
        }
    }
}

Json json_from(const domain::Device& device) {
    Json json = Json::object();
    json["id"] = to_string(device.id);
    json["code"] = device.code;
    json["public_key"] = base::base64_from_bytes(device.public_key);
    json["revoked"] = device.revoked;
    return json;
}

void read(Record& record, domain::Device& device) {
    record.uuid("id", device.id);
    record.text("code", device.code);
    record.flag("revoked", device.revoked);
    std::string key;
    record.text("public_key", key);
    const auto bytes = base::bytes_from_base64(key);
    const auto parsed = bytes ? base::array_from_bytes<32>(*bytes) : std::nullopt;
    if (parsed) {
        device.public_key = *parsed;
    } else {
        record.wrong("public_key");
    }
    if (!domain::is_device_code(device.code)) {
        record.wrong("code");
    }
}

Json json_from(const domain::ServiceVolume& volume) {
    return json_from_volume(volume);
}

void read(Record& record, domain::ServiceVolume& volume) {
    if (auto read = volume_from_json(record.json())) {
        volume = *read;
    } else {
        record.wrong(read.error().detail.c_str());
    }
}

Json json_from(const domain::CodeValue& value) {
    return json_from_code_value(value);
}

void read(Record& record, domain::CodeValue& value) {
    if (auto read = code_value_from_json(record.json())) {
        value = std::move(*read);
    } else {
        record.wrong(read.error().detail.c_str());
    }
}

Json json_from(const domain::WaitingRedaction& waiting) {
    Json json = Json::object();
    json["order"] = to_string(waiting.order);
    json["complaint"] = to_string(waiting.complaint);
    json["number"] = waiting.number;
    json["ordered_by"] = to_string(waiting.ordered_by);
    json["ordered_at"] = waiting.ordered_at_utc_ms;
    return json;
}

void read(Record& record, domain::WaitingRedaction& waiting) {
    record.uuid("order", waiting.order);
    record.uuid("complaint", waiting.complaint);
    record.text("number", waiting.number);
    record.uuid("ordered_by", waiting.ordered_by);
    waiting.ordered_at_utc_ms = base::find_integer(record.json(), "ordered_at").value_or(0);
}

template <class T>
Json json_list(const std::vector<T>& list) {
    Json json = Json::array();
    for (const T& item : list) {
        json.push_back(json_from(item));
    }
    return json;
}

template <class T>
Result<std::vector<T>> read_list(const Json& directory, const char* key) {
    const Json* list = base::find(directory, key);
    if (list == nullptr || !list->is_array()) {
        return failure(ErrorCode::InvalidInput, std::string("directory without ") + key);
    }
    // Devices outnumber people; one bound serves all lists.
    if (list->size() > base::limits::devices_max) {
        return failure(ErrorCode::TooLarge, std::string("directory.") + key);
    }
    std::vector<T> items;
    items.reserve(list->size());
    for (const Json& json : *list) {
        Record record(json, key);
        T item;
        read(record, item);
        if (!record.problem.empty()) {
            return failure(ErrorCode::InvalidInput, "directory: " + record.problem);
        }
        items.push_back(std::move(item));
    }
    return items;
}

} // namespace

Json json_from_directory(const domain::Directory& directory) {
    Json json = Json::object();
    json["version"] = directory.version;
    json["department"] = to_string(directory.department);
    json["department_name"] = directory.department_name;
    json["number_prefix"] = directory.number_prefix;
    json["people"] = json_list(directory.people);
    json["grants"] = json_list(directory.grants);
    json["teams"] = json_list(directory.teams);
    json["groups"] = json_list(directory.groups);
    json["devices"] = json_list(directory.devices);
    if (directory.sealing_key != base::PublicKey{}) {
        json["sealing_key"] = base::base64_from_bytes(directory.sealing_key);
    }
    json["policy"] = json_from_policy(directory.policy);
    json["service_volumes"] = json_list(directory.service_volumes);
    json["code_values"] = json_list(directory.code_values);
    if (!directory.redactions.empty()) {
        json["redactions"] = json_list(directory.redactions);
    }
    return json;
}

Result<domain::Directory> directory_from_json(const Json& json) {
    domain::Directory directory;
    Record record(json, "directory");
    record.uuid("department", directory.department);
    record.text("department_name", directory.department_name);
    record.text("number_prefix", directory.number_prefix);
    const auto version = base::find_integer(json, "version");
    if (!version) {
        record.wrong("version");
    }
    if (!record.problem.empty()) {
        return failure(ErrorCode::InvalidInput, record.problem);
    }
    directory.version = *version;
    directory.people = HUIYIN_TRY(read_list<domain::Person>(json, "people"));
    directory.grants = HUIYIN_TRY(read_list<domain::RoleGrant>(json, "grants"));
    directory.teams = HUIYIN_TRY(read_list<domain::Team>(json, "teams"));
    directory.groups = HUIYIN_TRY(read_list<domain::Group>(json, "groups"));
    directory.devices = HUIYIN_TRY(read_list<domain::Device>(json, "devices"));
    // A server of the version before sends none of these.
    if (const auto key = base::find_string(json, "sealing_key")) {
        const auto bytes = base::bytes_from_base64(*key);
        directory.sealing_key =
            (bytes ? base::array_from_bytes<32>(*bytes) : std::nullopt).value_or(base::PublicKey{});
    }
    if (const Json* policy = base::find(json, "policy")) {
        directory.policy = HUIYIN_TRY(policy_from_json(*policy));
    }
    if (base::find(json, "service_volumes") != nullptr) {
        directory.service_volumes =
            HUIYIN_TRY(read_list<domain::ServiceVolume>(json, "service_volumes"));
    }
    if (base::find(json, "code_values") != nullptr) {
        directory.code_values = HUIYIN_TRY(read_list<domain::CodeValue>(json, "code_values"));
    }
    if (base::find(json, "redactions") != nullptr) {
        directory.redactions = HUIYIN_TRY(read_list<domain::WaitingRedaction>(json, "redactions"));
    }
    return directory;
}

} // namespace huiyin::sync
