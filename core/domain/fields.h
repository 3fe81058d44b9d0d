// The members of a record, named once for writing and for reading its JSON.
//
// A record describes itself with `members(archive, self)`; FieldWriter and FieldReader walk it.
#pragma once

#include "core/base/json.h"
#include "core/base/uuid.h"
#include "core/domain/codes.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace huiyin::domain {

/// Writes only what is set, so that payloads stay small and later members change nothing for old
/// ones.
class FieldWriter {
public:
    base::Json json = base::Json::object();

    // Growing would copy the members: their names are const.
    FieldWriter() { json.get_ref<base::Json::object_t&>().reserve(members_expected); }

    void text(const char* key, const std::string& value) {
        if (!value.empty()) {
            json[key] = value;
        }
    }

    void flag(const char* key, bool value) {
        if (value) {
            json[key] = true;
        }
    }

    void integer(const char* key, std::int64_t value) {
        if (value != 0) {
            json[key] = value;
        }
    }

    void uuid(const char* key, const base::Uuid& value) {
        if (!value.is_nil()) {
            json[key] = to_string(value);
        }
    }

    void uuids(const char* key, const std::vector<base::Uuid>& values) {
        if (values.empty()) {
            return;
        }
        json[key] = base::Json::array();
        for (const base::Uuid& value : values) {
            json[key].push_back(to_string(value));
        }
    }

    template <class Enum>
    void code(const char* key, const std::optional<Enum>& value) {
        if (value) {
            json[key] = std::string(code_of(*value));
        }
    }

    template <class Record>
    void record(const char* key, const Record& value) {
        FieldWriter inner;
        Record::members(inner, value);
        json[key] = std::move(inner.json);
    }

private:
    static constexpr std::size_t members_expected = 26;
};

/// Reads members by type. An absent one keeps its default; the first wrong one is remembered.
class FieldReader {
public:
    explicit FieldReader(const base::Json& json)
        : m_json(json) {}

    /// Name of the first member with a wrong type or an unknown code; empty = all was well.
    std::string problem;

    void text(const char* key, std::string& out) { take(key, base::find_string(m_json, key), out); }

    void flag(const char* key, bool& out) { take(key, base::find_bool(m_json, key), out); }

    void integer(const char* key, std::int64_t& out) {
        take(key, base::find_integer(m_json, key), out);
    }

    void uuid(const char* key, base::Uuid& out) {
        const auto text = base::find_string(m_json, key);
        take(key, text ? base::uuid_from_string(*text) : std::nullopt, out);
    }

    /// At most limits::references_max.
    void uuids(const char* key, std::vector<base::Uuid>& out);

    template <class Enum>
    void code(const char* key, std::optional<Enum>& out) {
        const auto text = base::find_string(m_json, key);
        std::optional<Enum> value = text ? from_code<Enum>(*text) : std::nullopt;
        take(key, std::move(value), out);
    }

    template <class Record>
    void record(const char* key, Record& out) {
        const base::Json* inner = base::find(m_json, key);
        if (inner == nullptr || !inner->is_object()) {
            return wrong(key);
        }
        FieldReader reader(*inner);
        Record::members(reader, out);
        if (!reader.problem.empty()) {
            wrong((std::string(key) + "." + reader.problem).c_str());
        }
    }

private:
    const base::Json& m_json;

    void wrong(const char* key) {
        if (problem.empty()) {
            problem = key;
        }
    }

    template <class Value, class Out>
    void take(const char* key, std::optional<Value> value, Out& out) {
        if (base::find(m_json, key) == nullptr) {
            return;
        }
        if (value) {
            out = std::move(*value);
        } else {
            wrong(key);
        }
    }
};

} // namespace huiyin::domain
