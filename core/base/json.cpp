#include "core/base/json.h"

#include "core/base/limits.h"

#include <set>
#include <vector>

namespace huiyin::base {

namespace {

/// Walks a document without building it and stops at the first broken limit.
///
/// nlohmann's own parser builds whatever it is given, so the limits are checked before.
class LimitChecker final : public nlohmann::json_sax<Json> {
public:
    std::string problem;

    bool null() override { return true; }

    bool boolean(bool) override { return true; }

    bool number_integer(number_integer_t) override { return true; }

    bool number_unsigned(number_unsigned_t) override { return true; }

    bool number_float(number_float_t, const string_t&) override { return true; }

    bool string(string_t& text) override { return check_length(text); }

    bool binary(binary_t&) override { return false; }

    bool start_object(std::size_t) override { return enter(); }

    bool end_object() override { return leave(); }

    bool start_array(std::size_t) override { return enter(); }

    bool end_array() override { return leave(); }

    bool key(string_t& name) override {
        if (!m_names.back().insert(name).second) {
            return refuse("a member name is repeated");
        }
        return check_length(name);
    }

    bool parse_error(std::size_t position,
                     const std::string&,
                     const nlohmann::detail::exception&) override {
        return refuse("malformed at byte " + std::to_string(position));
    }

private:
    std::vector<std::set<std::string>> m_names;

    bool refuse(std::string why) {
        if (problem.empty()) {
            problem = std::move(why);
        }
        return false;
    }

    bool check_length(const std::string& text) {
        return text.size() <= limits::json_string_bytes_max || refuse("a string is too long");
    }

    bool enter() {
        m_names.emplace_back();
        return m_names.size() <= limits::json_depth_max || refuse("nested too deeply");
    }

    bool leave() {
        m_names.pop_back();
        return true;
    }
};

} // namespace

Result<Json> parse_json(std::string_view text, std::size_t bytes_max) {
    if (text.size() > bytes_max) {
        return failure(ErrorCode::TooLarge, "JSON of " + std::to_string(text.size()) + " bytes");
    }
    LimitChecker checker;
    if (!Json::sax_parse(text.begin(), text.end(), &checker)) {
        return failure(ErrorCode::InvalidInput, "JSON: " + checker.problem);
    }
    Json json = Json::parse(text.begin(), text.end(), nullptr, /*allow_exceptions=*/false);
    if (json.is_discarded()) {
        return failure(ErrorCode::InvalidInput, "JSON: malformed");
    }
    return json;
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
