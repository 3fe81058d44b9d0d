// The JSON of records in the one form that we write, read and written without a document between.
//
// A payload is written once and read each time its complaint is folded, so this is where folding
// spends its time. What is in any other form is read by FieldReader (fields.h), which decides alone
// what is right and what is wrong.
#pragma once

#include "core/base/uuid.h"
#include "core/domain/codes.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace huiyin::domain {

/// Writes a record as FieldWriter and base::to_text would, byte for byte.
class CanonicalWriter {
public:
    void text(std::string_view key, const std::string& value);
    void flag(std::string_view key, bool value);
    void integer(std::string_view key, std::int64_t value);
    void uuid(std::string_view key, const base::Uuid& value);
    void uuids(std::string_view key, const std::vector<base::Uuid>& values);

    template <class Enum>
    void code(std::string_view key, const std::optional<Enum>& value) {
        if (value) {
            begin(key);
            quote(code_of(*value));
        }
    }

    template <class Record>
    void record(std::string_view key, const Record& value) {
        begin(key);
        m_text += '{';
        Record::members(*this, value);
        m_text += '}';
    }

    /// The whole record.
    template <class Record>
    static std::string written(const Record& value) {
        CanonicalWriter writer;
        writer.m_text.reserve(text_expected);
        writer.m_text += '{';
        Record::members(writer, value);
        writer.m_text += '}';
        return std::move(writer.m_text);
    }

private:
    static constexpr std::size_t text_expected = 1024;

    std::string m_text;

    /// The name of the next member.
    void begin(std::string_view key);
    void quote(std::string_view text);
};

/// Reads what CanonicalWriter writes: members in their order, each at most once and none other,
/// records within always there, no space between, no escapes, whole numbers of up to 18 digits.
/// Stops at the first thing that is not so.
class CanonicalReader {
public:
    void text(std::string_view key, std::string& out);
    void flag(std::string_view key, bool& out);
    void integer(std::string_view key, std::int64_t& out);
    void uuid(std::string_view key, base::Uuid& out);
    void uuids(std::string_view key, std::vector<base::Uuid>& out);

    template <class Enum>
    void code(std::string_view key, std::optional<Enum>& out) {
        if (begins(key)) {
            out = from_code<Enum>(quoted());
            m_good = m_good && out;
        }
    }

    template <class Record>
    void record(std::string_view key, Record& out) {
        m_good = begins(key);
        object(out);
    }

    /// The record of a text; nothing when it is in another form, right or wrong.
    template <class Record>
    static std::optional<Record> read(std::string_view text) {
        CanonicalReader reader(text);
        std::optional<Record> record(std::in_place);
        reader.object(*record);
        if (!reader.m_good || !reader.m_rest.empty()) {
            record.reset();
        }
        return record;
    }

private:
    std::string_view m_rest;
    bool m_good = true;
    bool m_is_first = true; ///< no member of the innermost object was read

    explicit CanonicalReader(std::string_view text)
        : m_rest(text) {}

    template <class Record>
    void object(Record& out) {
        take('{');
        m_is_first = true;
        Record::members(*this, out);
        take('}');
        m_is_first = false;
    }

    /// Whether the next member has this name; then its value is next.
    bool begins(std::string_view key);
    bool starts_with(std::string_view text);
    void take(char c);
    /// The text of a string; empty when there is none.
    std::string_view quoted();
};

} // namespace huiyin::domain
