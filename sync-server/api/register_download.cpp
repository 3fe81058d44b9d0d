#include "sync-server/api/register_download.h"

#include "core/domain/entitlement.h"
#include "sync-server/api/answers.h"
#include "sync-server/api/register_export.h"

#include <utility>

namespace huiyin::server::api {

using base::ErrorCode;
using base::failure;

namespace {

constexpr std::string_view workbook_type =
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// The workbook's bytes. Errors: Unauthenticated, Forbidden, InvalidInput, TooLarge.
store::Result<std::string>
make_workbook(Parts& parts, const http::Request& request, store::Reader& reader) {
    const std::int64_t now = parts.clock.now_utc_ms();
    const auto token = HUIYIN_TRY(authenticate(reader, bearer_token(request), now));
    const auto directory = HUIYIN_TRY(parts.directories.get(reader, token.department));
    const auto reach = domain::register_reach(*directory, token.person);
    if (reach == domain::RegisterReach::None) {
        return failure(ErrorCode::Forbidden, "no role that may have the register");
    }
    RegisterQuery query = HUIYIN_TRY(register_query_from_text(request.query));
    query.printing.now_utc_ms = now;
    query.printing.printed_by = directory->name_of(token.person);
    if (const domain::Device* device = directory->device(token.device)) {
        query.printing.device_code = device->code;
    }
    if (reach == domain::RegisterReach::OwnTeam) {
        query.led_by = token.person;
    }
    const auto whole = HUIYIN_TRY(read_register(reader, *directory, query));
    auto bytes = HUIYIN_TRY(register_xlsx(whole));
    // A copy with names has left the server: that it did, and how much, is worth a line.
    parts.log.line("register_exported", {{"rows", static_cast<std::int64_t>(whole.rows.size())}});
    return bytes;
}

http::Response answer(store::Result<std::string> workbook) {
    if (!workbook) {
        const base::Error& error = workbook.error();
        // What is wrong with the query is said in words of ours.
        return error.code == ErrorCode::InvalidInput || error.code == ErrorCode::TooLarge
                   ? http::error_response(
                         http_status(error.code), name_of(error.code), error.detail)
                   : answer_of(error);
    }
    http::Response response;
    response.content_type = workbook_type;
    response.fields.push_back({"Cache-Control", "no-store"});
    response.fields.push_back({"Content-Disposition", "attachment; filename=\"register.xlsx\""});
    response.body = std::make_shared<const std::string>(std::move(*workbook));
    return response;
}

} // namespace

void RegisterDownload::begin(Parts& parts, http::Request request, http::Respond respond) {
    if (m_busy->test_and_set()) {
        return respond(busy_answer());
    }
    const bool posted = parts.readers.try_post(
        [&parts, busy = m_busy, asked = std::move(request), respond](store::Reader& reader) {
            http::Response response = answer(make_workbook(parts, asked, reader));
            busy->clear();
            respond(std::move(response));
        });
    if (!posted) {
        m_busy->clear();
        respond(busy_answer());
    }
}

} // namespace huiyin::server::api
