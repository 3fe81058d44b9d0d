#include "core/sync/policy_json.h"

#include "core/base/json.h"
#include "core/base/limits.h"

#include <string>

namespace huiyin::sync {

using base::ErrorCode;
using base::failure;
using base::Json;
using base::Result;
namespace limits = base::limits;

namespace {

/// Bounds of what an administrator may set.
constexpr std::int64_t days_max = 3660;
constexpr std::int64_t target_minutes_max = 1'000'000;

/// Reads optional members within bounds; the first wrong one is remembered.
class Reader {
public:
    explicit Reader(const Json& json)
        : m_json(json) {}

    std::string problem;

    template <class Integer>
    void integer(const char* key, Integer& out, std::int64_t min, std::int64_t max) {
        if (base::find(m_json, key) == nullptr) {
            return;
        }
        const auto value = base::find_integer(m_json, key);
        if (value && *value >= min && *value <= max) {
            out = static_cast<Integer>(*value);
        } else {
            wrong(key);
        }
    }

    void flag(const char* key, bool& out) {
        if (base::find(m_json, key) == nullptr) {
            return;
        }
        if (const auto value = base::find_bool(m_json, key)) {
            out = *value;
        } else {
            wrong(key);
        }
    }

    void text(const char* key, std::string& out) {
        const auto value = base::find_string(m_json, key);
        if (value) {
            out = *value;
        } else {
            wrong(key);
        }
    }

    void days(const char* key, std::vector<domain::Day>& out) {
        const Json* list = base::find(m_json, key);
        if (list == nullptr) {
            return;
        }
        if (!list->is_array() || list->size() > limits::calendar_days_max) {
            return wrong(key);
        }
        for (const Json& item : *list) {
            if (!item.is_number_integer()) {
                return wrong(key);
            }
            out.push_back(item.get<domain::Day>());
        }
    }

    void wrong(const char* key) {
        if (problem.empty()) {
            problem = key;
        }
    }

private:
    const Json& m_json;
};

Json json_from_targets(const domain::Policy& policy) {
    Json list = Json::array();
    for (const domain::TargetMinutes& target : policy.targets) {
        list.push_back(Json::array({target.general, target.major}));
    }
    return list;
}

void read_targets(const Json& json, domain::Policy& policy, Reader& reader) {
    const Json* list = base::find(json, "targets");
    if (list == nullptr) {
        return;
    }
    if (!list->is_array() || list->size() != policy.targets.size()) {
        return reader.wrong("targets");
    }
    const auto minutes = [&reader](const Json& item) {
        const bool right = item.is_number_integer() && item.get<std::int64_t>() > 0 &&
                           item.get<std::int64_t>() <= target_minutes_max;
        if (!right) {
            reader.wrong("targets");
        }
        return right ? item.get<std::int32_t>() : 0;
    };
    for (std::size_t i = 0; i < list->size(); ++i) {
        const Json& pair = (*list)[i];
        if (!pair.is_array() || pair.size() != 2) {
            return reader.wrong("targets");
        }
        policy.targets[i] = {minutes(pair[0]), minutes(pair[1])};
    }
}

Json json_from_calendar(const domain::WorkCalendar& calendar) {
    Json json = Json::object();
    json["utc_offset"] = calendar.utc_offset_minutes;
    json["work_days"] = calendar.work_days;
    json["begin"] = calendar.begin_minute;
    json["end"] = calendar.end_minute;
    json["holidays"] = calendar.holidays;
    json["extra_days"] = calendar.extra_days;
    return json;
}

void read_calendar(const Json& json, domain::WorkCalendar& calendar, Reader& outer) {
    constexpr std::int64_t day_minutes = 24 * 60;
    const Json* member = base::find(json, "calendar");
    if (member == nullptr) {
        return;
    }
    Reader reader(*member);
    reader.integer("utc_offset", calendar.utc_offset_minutes, -day_minutes, day_minutes);
    reader.integer("work_days", calendar.work_days, 0, 127);
    reader.integer("begin", calendar.begin_minute, 0, day_minutes);
    reader.integer("end", calendar.end_minute, 0, day_minutes);
    reader.days("holidays", calendar.holidays);
    reader.days("extra_days", calendar.extra_days);
    if (!reader.problem.empty() || !is_usable(calendar)) {
        outer.wrong("calendar");
    }
}

void read_words(const Json& json, std::vector<std::string>& words, Reader& reader) {
    const Json* list = base::find(json, "major_words");
    if (list == nullptr) {
        return;
    }
    if (!list->is_array() || list->size() > limits::code_values_max) {
        return reader.wrong("major_words");
    }
    words.clear();
    for (const Json& item : *list) {
        if (!item.is_string()) {
            return reader.wrong("major_words");
        }
        words.push_back(item.get<std::string>());
    }
}

template <class T>
Result<T> result_of(Reader& reader, T value, const char* what) {
    if (!reader.problem.empty()) {
        return failure(ErrorCode::InvalidInput, std::string(what) + "." + reader.problem);
    }
    return value;
}

} // namespace

Json json_from_policy(const domain::Policy& policy) {
    Json json = Json::object();
    json["validity_confirmer"] = std::string(code_of(policy.validity_confirmer));
    json["rework_allowed"] = policy.rework_allowed;
    json["leadership_copied"] = policy.leadership_copied;
    json["reopen_days"] = policy.reopen_days;
    json["duplicate_days"] = policy.duplicate_days;
    json["silent_device_days"] = policy.silent_device_days;
    json["targets"] = json_from_targets(policy);
    json["calendar"] = json_from_calendar(policy.calendar);
    json["major_words"] = policy.major_words;
    return json;
}

Result<domain::Policy> policy_from_json(const Json& json) {
    domain::Policy policy;
    Reader reader(json);
    if (const auto code = base::find_string(json, "validity_confirmer")) {
        const auto confirmer = domain::from_code<domain::ValidityConfirmer>(*code);
        policy.validity_confirmer = confirmer.value_or(policy.validity_confirmer);
        if (!confirmer) {
            reader.wrong("validity_confirmer");
        }
    }
    reader.flag("rework_allowed", policy.rework_allowed);
    reader.flag("leadership_copied", policy.leadership_copied);
    reader.integer("reopen_days", policy.reopen_days, 0, days_max);
    reader.integer("duplicate_days", policy.duplicate_days, 0, days_max);
    reader.integer("silent_device_days", policy.silent_device_days, 1, days_max);
    read_targets(json, policy, reader);
    read_calendar(json, policy.calendar, reader);
    read_words(json, policy.major_words, reader);
    return result_of(reader, std::move(policy), "policy");
}

Json json_from_volume(const domain::ServiceVolume& volume) {
    Json json = Json::object();
    json["year"] = volume.year;
    json["month"] = volume.month;
    json["count"] = volume.count;
    return json;
}

Result<domain::ServiceVolume> volume_from_json(const Json& json) {
    domain::ServiceVolume volume;
    Reader reader(json);
    reader.integer("year", volume.year, 1970, 9999);
    reader.integer("month", volume.month, 1, 12);
    reader.integer("count", volume.count, 0, 1'000'000'000'000);
    if (volume.month == 0 || volume.year == 0) {
        reader.wrong("month");
    }
    return result_of(reader, volume, "service_volume");
}

Json json_from_code_value(const domain::CodeValue& value) {
    Json json = Json::object();
    json["list"] = value.list;
    json["code"] = value.code;
    json["zh"] = value.zh;
    json["en"] = value.en;
    json["active"] = value.active;
    json["position"] = value.position;
    return json;
}

Result<domain::CodeValue> code_value_from_json(const Json& json) {
    domain::CodeValue value;
    Reader reader(json);
    reader.text("list", value.list);
    reader.text("code", value.code);
    reader.text("zh", value.zh);
    reader.text("en", value.en);
    reader.flag("active", value.active);
    reader.integer("position", value.position, 0, 1'000'000);
    return result_of(reader, std::move(value), "code_value");
}

} // namespace huiyin::sync
