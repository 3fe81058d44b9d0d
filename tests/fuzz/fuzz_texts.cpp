// Any bytes into the readers of short texts that come from elsewhere: members of documents, header
// fields, URLs, answers. The first byte chooses the reader; what it accepts is what it should be,
// and is printed and read again as the same.
#include "core/base/assert.h"
#include "core/base/bytes.h"
#include "core/base/json.h"
#include "core/base/limits.h"
#include "core/base/text.h"
#include "core/base/uuid.h"
#include "core/domain/ink.h"
#include "core/domain/numbering.h"
#include "sync-server/api/register_query.h"
#include "sync-server/auth/token.h"
#include "sync-server/http/message.h"
#include "ui/command/http_answer.h"
#include "ui/command/intake_members.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace {

using namespace huiyin;
namespace limits = base::limits;

void check_ink(std::string_view text) {
    const auto ink = domain::ink_from_text(text);
    if (!ink) {
        HUIYIN_ASSERT(!ink.error().detail.empty());
        return;
    }
    // Points that repeat the one before them are not written again.
    const std::string written = domain::text_of_ink(*ink);
    HUIYIN_ASSERT(written.size() <= text.size());
    const auto again = domain::ink_from_text(written);
    HUIYIN_ASSERT(again.has_value() && domain::text_of_ink(*again) == written);
    for (const domain::InkStroke& stroke : *ink) {
        for (const domain::InkPoint& point : stroke) {
            HUIYIN_ASSERT(std::max(point.x, point.y) <= domain::ink_place_max);
            HUIYIN_ASSERT(point.pressure <= domain::ink_pressure_max);
        }
    }
}

void check_names(std::string_view text) {
    if (const auto number = domain::complaint_number_from_text(text)) {
        const auto printed = domain::to_text(*number);
        HUIYIN_ASSERT(printed.has_value());
        HUIYIN_ASSERT(*printed == text);
    }
    if (const auto uuid = base::uuid_from_string(text)) {
        HUIYIN_ASSERT(base::uuid_from_string(to_string(*uuid)) == uuid);
    }
    if (const auto hash = base::hash_from_hex(text)) {
        HUIYIN_ASSERT(base::hash_from_hex(base::hex_from_bytes(*hash)) == hash);
    }
    static_cast<void>(server::auth::hash_of_token(text));
    if (const auto number = base::integer_from_text(text)) {
        HUIYIN_ASSERT(*number >= 0);
        HUIYIN_ASSERT(base::integer_from_text(std::to_string(*number)) == number);
    }
}

void check_bytes(std::string_view text) {
    if (const auto bytes = base::bytes_from_hex(text)) {
        HUIYIN_ASSERT(bytes->size() * 2 == text.size());
        HUIYIN_ASSERT(base::bytes_from_hex(base::hex_from_bytes(*bytes)) == bytes);
    }
    if (const auto bytes = base::bytes_from_base64(text)) {
        HUIYIN_ASSERT(base::base64_from_bytes(*bytes) == text);
    }
}

void check_answer(std::string_view bytes) {
    const auto head = command::answer_head(bytes);
    if (!head) {
        HUIYIN_ASSERT(!head.error().detail.empty());
        return;
    }
    if (!*head) {
        return;
    }
    const command::AnswerHead& found = **head;
    HUIYIN_ASSERT(found.body_begin <= bytes.size());
    HUIYIN_ASSERT(found.body_bytes <= limits::response_body_bytes_max);
    HUIYIN_ASSERT(found.status >= 0);
    HUIYIN_ASSERT(found.retry_after_ms >= 0);
    HUIYIN_ASSERT(found.retry_after_ms <= command::retry_after_s_max * 1000);
    // It is the same however the bytes arrive.
    const auto before = command::answer_head(bytes.substr(0, found.body_begin - 1));
    HUIYIN_ASSERT(before.has_value() && !before->has_value());
    const auto alone = command::answer_head(bytes.substr(0, found.body_begin));
    HUIYIN_ASSERT(alone.has_value() && alone->has_value());
    HUIYIN_ASSERT((*alone)->body_bytes == found.body_bytes);
}

void check_query(std::string_view text) {
    const auto query = server::api::register_query_from_text(text);
    if (query) {
        HUIYIN_ASSERT(query->first <= query->last);
        HUIYIN_ASSERT(query->last - query->first < limits::register_days_max);
    } else {
        HUIYIN_ASSERT(!query.error().detail.empty());
    }
}

/// Half of it is a list in a header field, half is looked for in it.
void check_field(std::string_view text) {
    namespace http = server::http;
    const std::string_view list = text.substr(0, text.size() / 2);
    const std::string_view token = text.substr(text.size() / 2);
    HUIYIN_ASSERT(http::list_has_token(list, token) ==
                  http::list_has_token(http::lowered(list), http::lowered(token)));
    HUIYIN_ASSERT(http::without_ows(text).size() <= text.size());
}

/// A complaint on huiyin-tablet's standard input.
void check_complaint(std::string_view text) {
    const auto json = base::parse_json(text, limits::event_payload_bytes_max);
    if (!json) {
        return;
    }
    if (const auto intake = command::intake_from_json(*json); !intake) {
        HUIYIN_ASSERT(!intake.error().detail.empty());
    }
}

/// The first byte is how long the needle is.
void check_text(std::string_view text) {
    if (text.empty() || !base::is_valid_utf8(text.substr(1))) {
        // Whatever it is, walking through it ends.
        std::string walked;
        for (std::size_t at = 0; at < text.size();) {
            base::append_char(walked, base::next_char(text, &at));
        }
        HUIYIN_ASSERT(text.find('\0') != std::string_view::npos || base::is_valid_utf8(walked));
        return;
    }
    const std::string_view rest = text.substr(1);
    const std::string folded = base::folded_for_search(rest);
    HUIYIN_ASSERT(base::is_valid_utf8(folded));
    HUIYIN_ASSERT(base::folded_for_search(folded) == folded);
    const std::string_view some = base::first_chars(rest, static_cast<unsigned char>(text[0]));
    HUIYIN_ASSERT(base::count_chars(some) <= static_cast<unsigned char>(text[0]));
    HUIYIN_ASSERT(rest.starts_with(some));
    std::size_t end = 0;
    for (const base::TextPlace place : base::places_of(base::folded_for_search(some), rest, 9)) {
        HUIYIN_ASSERT(place.begin >= end);
        HUIYIN_ASSERT(place.end > place.begin);
        HUIYIN_ASSERT(place.end <= rest.size());
        HUIYIN_ASSERT(base::is_valid_utf8(rest.substr(place.begin, place.end - place.begin)));
        end = place.end;
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) {
        return 0;
    }
    const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
    switch (data[0]) {
    case 'i':
        check_ink(text);
        break;
    case 'n':
        check_names(text);
        break;
    case 'b':
        check_bytes(text);
        break;
    case 'a':
        check_answer(text);
        break;
    case 'r':
        check_query(text);
        break;
    case 'f':
        check_field(text);
        break;
    case 'c':
        check_complaint(text);
        break;
    default:
        check_text(text);
    }
    return 0;
}
