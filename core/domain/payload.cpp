#include "core/domain/payload.h"

#include "core/base/limits.h"
#include "core/domain/fields.h"

#include <array>
#include <utility>

namespace huiyin::domain {

using base::ErrorCode;
using base::failure;
using base::Json;
using base::Result;

namespace {

template <class Record>
Result<Payload> read(const Json& json) {
    Record record;
    FieldReader reader(json);
    Record::members(reader, record);
    if (!reader.problem.empty()) {
        return failure(ErrorCode::InvalidInput, "payload member " + reader.problem);
    }
    return Payload(std::move(record));
}

using Read = Result<Payload> (*)(const Json&);

template <std::size_t... Index>
constexpr std::array<Read, sizeof...(Index)> readers(std::index_sequence<Index...>) {
    return {&read<std::variant_alternative_t<Index, Payload>>...};
}

constexpr auto kind_count = std::variant_size_v<Payload>;
constexpr auto reader_of_kind = readers(std::make_index_sequence<kind_count>());

} // namespace

EventKind kind_of(const Payload& payload) {
    static_assert(kind_count == static_cast<std::size_t>(EventKind::Print) + 1);
    return static_cast<EventKind>(payload.index());
}

std::string payload_text(const Payload& payload) {
    FieldWriter writer;
    std::visit(
        [&writer](const auto& record) { std::decay_t<decltype(record)>::members(writer, record); },
        payload);
    return base::to_text(writer.json);
}

Result<Payload> payload_from_text(EventKind kind, std::string_view text) {
    const Json json = HUIYIN_TRY(base::parse_json(text, base::limits::event_payload_bytes_max));
    if (!json.is_object()) {
        return failure(ErrorCode::InvalidInput, "the payload is no object");
    }
    return reader_of_kind[static_cast<std::size_t>(kind)](json);
}

} // namespace huiyin::domain
