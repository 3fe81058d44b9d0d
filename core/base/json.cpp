#include "core/base/json.h"

#include "core/base/limits.h"

#include <algorithm>
#include <vector>

namespace huiyin::base {

namespace {

/// What can be told of a text without building anything.
struct Outline {
    std::size_t depth_max = 0;
    std::size_t members = 0; ///< colons outside of strings: one for each member of each object
};

/// One look at each byte. The text need not be JSON: what is malformed is the parser's to say.
Outline outline_of(std::string_view text) {
    Outline outline;
    std::size_t depth = 0;
    bool in_string = false;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const char c = text[at];
        if (in_string) {
            at += c == '\\' ? 1 : 0;
            in_string = c != '"';
            continue;
        }
        if (c == '"') {
            in_string = true;
        } else if (c == '{' || c == '[') {
            outline.depth_max = std::max(outline.depth_max, ++depth);
        } else if ((c == '}' || c == ']') && depth > 0) {
            --depth;
        } else if (c == ':') {
            ++outline.members;
        }
    }
    return outline;
}

/// What the parser built: how many members, and whether a text is too long.
struct Content {
    std::size_t members = 0;
    bool text_too_long = false;
};

Content content_of(const Json& document) {
    Content content;
    std::vector<const Json*> open{&document};
    while (!open.empty()) {
        const Json& value = *open.back();
        open.pop_back();
        if (value.is_string()) {
            const auto& text = value.get_ref<const std::string&>();
            content.text_too_long |= text.size() > limits::json_string_bytes_max;
        } else if (value.is_object()) {
            content.members += value.size();
        }
        if (value.is_structured()) {
            for (const Json& part : value) {
                open.push_back(&part);
            }
        }
    }
    return content;
}

} // namespace

Result<Json> parse_json(std::string_view text, std::size_t bytes_max) {
    if (text.size() > bytes_max) {
        return failure(ErrorCode::TooLarge, "JSON of " + std::to_string(text.size()) + " bytes");
    }
    // The depth is known before anything is built, so a nested text costs nothing.
    const Outline outline = outline_of(text);
    if (outline.depth_max > limits::json_depth_max) {
        return failure(ErrorCode::InvalidInput, "JSON: nested too deeply");
    }
    Json json = Json::parse(text.begin(), text.end(), nullptr, /*allow_exceptions=*/false);
    if (json.is_discarded()) {
        return failure(ErrorCode::InvalidInput, "JSON: malformed");
    }
    const Content content = content_of(json);
    if (content.text_too_long) {
        return failure(ErrorCode::InvalidInput, "JSON: a string is too long");
    }
    // The parser keeps one of two members with the same name; another reader might keep the other.
    if (content.members != outline.members) {
        return failure(ErrorCode::InvalidInput, "JSON: a member name is repeated");
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
