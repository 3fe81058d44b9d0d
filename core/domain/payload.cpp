#include "core/domain/payload.h"

#include "core/base/limits.h"
#include "core/domain/canonical.h"
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
Result<Payload> read(std::string_view text) {
    if (text.size() > base::limits::event_payload_bytes_max) {
        return failure(ErrorCode::TooLarge, "payload");
    }
    if (auto canonical = CanonicalReader::read<Record>(text)) {
        return Payload(std::move(*canonical));
    }
    const Json json = HUIYIN_TRY(base::parse_json(text, base::limits::event_payload_bytes_max));
    if (!json.is_object()) {
        return failure(ErrorCode::InvalidInput, "the payload is no object");
    }
    Record record;
    FieldReader reader(json);
    Record::members(reader, record);
    if (!reader.problem.empty()) {
        return failure(ErrorCode::InvalidInput, "payload member " + reader.problem);
    }
    return Payload(std::move(record));
}

using Read = Result<Payload> (*)(std::string_view);

template <std::size_t... Index>
constexpr std::array<Read, sizeof...(Index)> readers(std::index_sequence<Index...>) {
    return {&read<std::variant_alternative_t<Index, Payload>>...};
}

constexpr auto kind_count = std::variant_size_v<Payload>;
constexpr auto reader_of_kind = readers(std::make_index_sequence<kind_count>());

} // namespace

EventKind kind_of(const Payload& payload) {
    static_assert(kind_count == static_cast<std::size_t>(EventKind::Redact) + 1);
    return static_cast<EventKind>(payload.index());
}

std::string payload_text(const Payload& payload) {
    return std::visit([](const auto& record) { return CanonicalWriter::written(record); }, payload);
}

Result<Payload> payload_from_text(EventKind kind, std::string_view text) {
    return reader_of_kind[static_cast<std::size_t>(kind)](text);
}

} // namespace huiyin::domain
