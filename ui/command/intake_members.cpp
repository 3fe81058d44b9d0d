#include "ui/command/intake_members.h"

#include "core/base/text.h"
#include "core/domain/fields.h"

#include <algorithm>
#include <map>

namespace huiyin::command {

using base::ErrorCode;
using base::failure;
using base::Json;
using base::Result;

namespace {

enum class Kind { Text, Flag, Integer, List };

/// Walks the members like FieldWriter and keeps what they are.
class Names {
public:
    std::vector<std::string> order;
    std::map<std::string, Kind, std::less<>> kinds;

    void text(const char* key, const std::string&) { add(key, Kind::Text); }

    void flag(const char* key, bool) { add(key, Kind::Flag); }

    void integer(const char* key, std::int64_t) { add(key, Kind::Integer); }

    void uuids(const char* key, const std::vector<base::Uuid>&) { add(key, Kind::List); }

    template <class Enum>
    void code(const char* key, const Enum&) {
        add(key, Kind::Text);
    }

private:
    void add(const char* key, Kind kind) {
        order.emplace_back(key);
        kinds.emplace(key, kind);
    }
};

const Names& names() {
    static const Names all = [] {
        Names found;
        const domain::Intake intake;
        domain::Intake::members(found, intake);
        return found;
    }();
    return all;
}

tl::unexpected<base::Error> wrong(std::string_view member, const char* what) {
    std::string detail(member);
    detail += what;
    return failure(ErrorCode::InvalidInput, std::move(detail));
}

} // namespace

const std::vector<std::string>& intake_members() {
    return names().order;
}

Result<void> put_member(Json& json, std::string_view member, const std::string& value) {
    const auto kind = names().kinds.find(member);
    if (kind == names().kinds.end()) {
        return wrong(member, " is no member of a complaint");
    }
    const std::string name(member);
    if (kind->second == Kind::Flag) {
        if (value != "true" && value != "false") {
            return wrong(member, " must be true or false");
        }
        json[name] = value == "true";
    } else if (kind->second == Kind::Integer) {
        const auto number = base::integer_from_text(value);
        if (!number) {
            return wrong(member, " must be a whole number");
        }
        json[name] = *number;
    } else if (kind->second == Kind::List) {
        json[name].push_back(value);
    } else {
        json[name] = value;
    }
    return {};
}

Result<domain::Intake> intake_from_json(const Json& json) {
    if (!json.is_object()) {
        return failure(ErrorCode::InvalidInput, "a complaint must be a JSON object");
    }
    for (const auto& [name, value] : json.items()) {
        if (!names().kinds.contains(name)) {
            return wrong(name, " is no member of a complaint");
        }
    }
    domain::Intake intake;
    domain::FieldReader reader(json);
    domain::Intake::members(reader, intake);
    if (!reader.problem.empty()) {
        return wrong(reader.problem, " has a wrong value");
    }
    return intake;
}

} // namespace huiyin::command
