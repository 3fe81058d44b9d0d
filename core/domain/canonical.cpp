#include "core/domain/canonical.h"

#include "core/base/json.h"
#include "core/base/limits.h"
#include "core/base/text.h"

#include <algorithm>
#include <charconv>

namespace huiyin::domain {

namespace {

bool needs_no_escape(std::string_view text) {
    return std::none_of(text.begin(),
                        text.end(),
                        [](char c) {
                            return static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '\\';
                        }) &&
           base::is_valid_utf8(text);
}

} // namespace

void CanonicalWriter::begin(std::string_view key) {
    if (m_text.back() != '{') {
        m_text += ',';
    }
    m_text += '"';
    m_text += key;
    m_text += "\":";
}

void CanonicalWriter::quote(std::string_view text) {
    if (!needs_no_escape(text)) {
        m_text += base::to_text(base::Json(text));
        return;
    }
    m_text += '"';
    m_text += text;
    m_text += '"';
}

void CanonicalWriter::text(std::string_view key, const std::string& value) {
    if (!value.empty()) {
        begin(key);
        quote(value);
    }
}

void CanonicalWriter::flag(std::string_view key, bool value) {
    if (value) {
        begin(key);
        m_text += "true";
    }
}

void CanonicalWriter::integer(std::string_view key, std::int64_t value) {
    if (value != 0) {
        begin(key);
        m_text += std::to_string(value);
    }
}

void CanonicalWriter::uuid(std::string_view key, const base::Uuid& value) {
    if (!value.is_nil()) {
        begin(key);
        quote(to_string(value));
    }
}

void CanonicalWriter::uuids(std::string_view key, const std::vector<base::Uuid>& values) {
    if (values.empty()) {
        return;
    }
    begin(key);
    for (std::size_t i = 0; i < values.size(); ++i) {
        m_text += i == 0 ? '[' : ',';
        quote(to_string(values[i]));
    }
    m_text += ']';
}

bool CanonicalReader::starts_with(std::string_view text) {
    if (!m_rest.starts_with(text)) {
        return false;
    }
    m_rest.remove_prefix(text.size());
    return true;
}

void CanonicalReader::take(char c) {
    m_good = m_good && !m_rest.empty() && m_rest.front() == c;
    if (m_good) {
        m_rest.remove_prefix(1);
    }
}

bool CanonicalReader::begins(std::string_view key) {
    if (!m_good || (!m_is_first && !m_rest.starts_with(','))) {
        return false;
    }
    const std::string_view name = m_is_first ? m_rest : m_rest.substr(1);
    const std::size_t colon = key.size() + 2;
    const bool is_next = name.size() > colon && name.front() == '"' &&
                         name.substr(1, key.size()) == key && name[colon - 1] == '"' &&
                         name[colon] == ':';
    if (is_next) {
        m_rest = name.substr(colon + 1);
        m_is_first = false;
    }
    return is_next;
}

std::string_view CanonicalReader::quoted() {
    take('"');
    const std::size_t end = m_rest.find('"');
    m_good = m_good && end != std::string_view::npos && needs_no_escape(m_rest.substr(0, end));
    if (!m_good) {
        return {};
    }
    const std::string_view text = m_rest.substr(0, end);
    m_rest.remove_prefix(end + 1);
    return text;
}

void CanonicalReader::text(std::string_view key, std::string& out) {
    if (begins(key)) {
        out = quoted();
    }
}

void CanonicalReader::flag(std::string_view key, bool& out) {
    if (begins(key)) {
        out = starts_with("true");
        m_good = m_good && out;
    }
}

void CanonicalReader::integer(std::string_view key, std::int64_t& out) {
    if (!begins(key)) {
        return;
    }
    constexpr std::size_t digits_max = 18;
    const std::size_t sign = m_rest.starts_with('-') ? 1 : 0;
    const std::size_t end = std::min(m_rest.find_first_not_of("0123456789", sign), m_rest.size());
    m_good = end > sign && end - sign <= digits_max && m_rest[sign] != '0';
    if (m_good) {
        std::from_chars(m_rest.data(), m_rest.data() + end, out);
        m_rest.remove_prefix(end);
    }
}

void CanonicalReader::uuid(std::string_view key, base::Uuid& out) {
    if (begins(key)) {
        const auto value = base::uuid_from_string(quoted());
        m_good = m_good && value;
        out = value.value_or(base::Uuid{});
    }
}

void CanonicalReader::uuids(std::string_view key, std::vector<base::Uuid>& out) {
    if (!begins(key)) {
        return;
    }
    take('[');
    while (m_good && out.size() < base::limits::references_max) {
        const auto value = base::uuid_from_string(quoted());
        m_good = m_good && value;
        out.push_back(value.value_or(base::Uuid{}));
        if (!starts_with(",")) {
            break;
        }
    }
    take(']');
}

} // namespace huiyin::domain
