// Any bytes into the readers of the wire: they must end and stay inside, and what they accept is
// printed and read again as the same.
#include "core/base/assert.h"
#include "core/base/limits.h"
#include "core/domain/payload.h"
#include "core/sync/file_wire.h"
#include "core/sync/wire.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace {

using namespace huiyin;

/// parse, print, parse, print: the two prints are equal.
template <class Read>
void check_round_trip(std::string_view text, Read read) {
    const auto first = read(text);
    if (!first) {
        return;
    }
    const std::string printed = to_text(*first);
    const auto second = read(std::string_view(printed));
    HUIYIN_ASSERT(second.has_value());
    HUIYIN_ASSERT(to_text(*second) == printed);
}

/// Lists are read without a document where that is possible; a space before the text makes the
/// document be read, which must mean the same.
template <class Read>
void check_document(std::string_view text, Read read) {
    const auto with_lists = read(text);
    const auto with_document = read(" " + std::string(text));
    HUIYIN_ASSERT(with_lists.has_value() == with_document.has_value() ||
                  text.size() >= base::limits::request_body_bytes_max);
    if (with_lists && with_document) {
        HUIYIN_ASSERT(to_text(*with_lists) == to_text(*with_document));
    }
}

void check_bundle(std::span<const std::uint8_t> bytes) {
    if (const auto bundle = sync::event_bundle_from_bytes(bytes)) {
        const base::Bytes printed = to_bytes(*bundle);
        const auto again = sync::event_bundle_from_bytes(printed);
        HUIYIN_ASSERT(again.has_value());
        HUIYIN_ASSERT(to_bytes(*again) == printed);
    }
}

void check_payloads(const sync::SyncRequest& request) {
    for (const domain::Event& event : request.push) {
        if (const auto kind = domain::from_code<domain::EventKind>(event.kind)) {
            // Only that it ends: what it means is the rules' business.
            static_cast<void>(domain::payload_from_text(*kind, event.payload));
        }
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    check_round_trip(text, sync::sync_request_from_text);
    check_round_trip(text, sync::sync_response_from_text);
    check_document(text, sync::sync_request_from_text);
    check_document(text, sync::sync_response_from_text);
    check_round_trip(text, sync::sign_in_request_from_text);
    check_round_trip(text, sync::sign_in_response_from_text);
    check_round_trip(text, sync::offered_files_from_text);
    check_round_trip(text, sync::file_answers_from_text);
    check_bundle({data, size});
    static_cast<void>(sync::chunk_from_put_query(text));
    static_cast<void>(sync::chunk_from_get_query(text));
    if (const auto request = sync::sync_request_from_text(text)) {
        check_payloads(*request);
    }
    for (std::size_t kind = 0; kind < domain::code_list<domain::EventKind>().size(); ++kind) {
        static_cast<void>(domain::payload_from_text(static_cast<domain::EventKind>(kind), text));
    }
    return 0;
}
