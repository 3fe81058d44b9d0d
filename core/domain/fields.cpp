#include "core/domain/fields.h"

#include "core/base/limits.h"

namespace huiyin::domain {

void FieldReader::uuids(const char* key, std::vector<base::Uuid>& out) {
    const base::Json* list = base::find(m_json, key);
    if (list == nullptr) {
        return;
    }
    if (!list->is_array() || list->size() > base::limits::references_max) {
        return wrong(key);
    }
    std::vector<base::Uuid> values;
    for (const base::Json& item : *list) {
        const auto* text = item.get_ptr<const base::Json::string_t*>();
        const auto value = text == nullptr ? std::nullopt : base::uuid_from_string(*text);
        if (!value) {
            return wrong(key);
        }
        values.push_back(*value);
    }
    out = std::move(values);
}

} // namespace huiyin::domain
