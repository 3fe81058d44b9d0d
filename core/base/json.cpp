#include "core/base/json.h"

#include "core/base/limits.h"

#include <algorithm>
#include <vector>

namespace huiyin::base {

namespace {

/// Builds the document while the parser reads, and stops it at the first thing we refuse.
class Builder {
public:
    const char* refusal = "malformed";

    bool null() { return put(nullptr) != nullptr; }

    bool boolean(bool value) { return put(value) != nullptr; }

    bool number_integer(std::int64_t value) { return put(value) != nullptr; }

    bool number_unsigned(std::uint64_t value) { return put(value) != nullptr; }

    bool number_float(double value, const std::string&) { return put(value) != nullptr; }

    // Part of the parser's interface; only binary formats have such values.
    bool binary(Json::binary_t&) { return false; }

    bool string(std::string& value) {
        return accepts_text(value) && put(std::move(value)) != nullptr;
    }

    bool key(std::string& name) {
        if (!accepts_text(name)) {
            return false;
        }
        // The document would keep one of two; another reader might keep the other.
        auto& members = m_open.back()->get_ref<Json::object_t&>();
        if (members.size() == limits::json_members_max) {
            return refuse("an object with too many members");
        }
        if (members.find(name) != members.end()) {
            return refuse("a member name is repeated");
        }
        if (members.size() == members.capacity()) {
            grow(members);
        }
        members.Container::emplace_back(std::move(name), Json());
        m_member = &members.back().second;
        return true;
    }

    bool start_object(std::size_t) { return open(Json::value_t::object); }

    bool start_array(std::size_t) { return open(Json::value_t::array); }

    bool end_object() { return close(); }

    bool end_array() { return close(); }

    template <class Exception>
    bool parse_error(std::size_t, const std::string&, const Exception&) {
        return false;
    }

    Json& document() { return m_document; }

private:
    Json m_document;
    std::vector<Json*> m_open;
    Json* m_member = nullptr; ///< the one whose name was read, waiting for its value

    /// The vector's own growth copies every value, because the names are const. Starts small: an
    /// object of few bytes must not cost many.
    static void grow(Json::object_t& members) {
        Json::object_t more;
        more.reserve(std::max<std::size_t>(2, members.size() * 2));
        for (auto& [name, value] : members) {
            more.Container::emplace_back(name, std::move(value));
        }
        members = std::move(more);
    }

    bool refuse(const char* what) {
        refusal = what;
        return false;
    }

    bool accepts_text(const std::string& text) {
        return text.size() <= limits::json_string_bytes_max || refuse("a string is too long");
    }

    /// Where the value went: the document, a member, or the end of an array.
    template <class Value>
    Json* put(Value&& value) {
        if (m_open.empty()) {
            m_document = std::forward<Value>(value);
            return &m_document;
        }
        if (m_open.back()->is_array()) {
            auto& items = m_open.back()->get_ref<Json::array_t&>();
            return &items.emplace_back(std::forward<Value>(value));
        }
        *m_member = std::forward<Value>(value);
        return m_member;
    }

    bool open(Json::value_t kind) {
        if (m_open.size() == limits::json_depth_max) {
            return refuse("nested too deeply");
        }
        m_open.push_back(put(kind));
        return true;
    }

    bool close() {
        m_open.pop_back();
        return true;
    }
};

} // namespace

Result<Json> parse_json(std::string_view text, std::size_t bytes_max) {
    if (text.size() > bytes_max) {
        return failure(ErrorCode::TooLarge, "JSON of " + std::to_string(text.size()) + " bytes");
    }
    Builder builder;
    if (!Json::sax_parse(text.begin(), text.end(), &builder)) {
        return failure(ErrorCode::InvalidInput, std::string("JSON: ") + builder.refusal);
    }
    return std::move(builder.document());
}

std::string to_text(const Json& json) {
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

const Json* find(const Json& object, std::string_view key) {
    if (!object.is_object()) {
        return nullptr;
    }
    const auto member = object.find(key);
    return member == object.end() ? nullptr : &*member;
}

std::optional<std::string> find_string(const Json& object, std::string_view key) {
    const Json* member = find(object, key);
    if (member == nullptr || !member->is_string()) {
        return std::nullopt;
    }
    return member->get<std::string>();
}

std::optional<std::int64_t> find_integer(const Json& object, std::string_view key) {
    const Json* member = find(object, key);
    if (member == nullptr || !member->is_number_integer()) {
        return std::nullopt;
    }
    // Values above the signed range are no integers of ours.
    if (member->is_number_unsigned() && member->get<std::uint64_t>() > INT64_MAX) {
        return std::nullopt;
    }
    return member->get<std::int64_t>();
}

std::optional<bool> find_bool(const Json& object, std::string_view key) {
    const Json* member = find(object, key);
    if (member == nullptr || !member->is_boolean()) {
        return std::nullopt;
    }
    return member->get<bool>();
}

} // namespace huiyin::base
