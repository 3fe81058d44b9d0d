#include "sync-server/api/operations.h"

#include "sync-server/api/routes.h"
#include "sync-server/api/tablets.h"

namespace huiyin::server::api {

namespace {

http::Response not_ready(std::string_view why) {
    return http::retry_response(503, why, "Not ready.", 2);
}

http::Response text_response(std::string text) {
    http::Response response;
    response.content_type = "text/plain; version=0.0.4; charset=utf-8";
    response.fields.push_back({"Cache-Control", "no-store"});
    response.body = std::make_shared<const std::string>(std::move(text));
    return response;
}

/// The tablets are counted only when somebody asks.
void begin_metrics(Parts& parts, const http::Respond& respond) {
    const bool posted = parts.readers.try_post([&parts, respond](store::Reader& reader) {
        std::string text = parts.meters.metrics().text();
        if (const auto tablets =
                count_tablets(reader, parts.meters.places(), parts.clock.now_utc_ms())) {
            append_tablets(text, *tablets);
        }
        respond(text_response(std::move(text)));
    });
    if (!posted) {
        respond(not_ready("readers"));
    }
}

} // namespace

void begin_ready(Parts& parts, http::Respond respond) {
    if (parts.is_stopping()) {
        return respond(not_ready("stopping"));
    }
    if (parts.writer.is_full()) {
        return respond(not_ready("writer"));
    }
    const bool posted = parts.readers.try_post([respond](store::Reader& reader) {
        respond(reader.epoch() ? http::json_response(200, R"({"status":"ready"})")
                               : not_ready("store"));
    });
    if (!posted) {
        respond(not_ready("readers"));
    }
}

void Operations::handle(http::Request request, http::Respond respond) {
    if (request.path == ready_path) {
        return begin_ready(m_parts, std::move(respond));
    }
    if (request.path == metrics_path) {
        return begin_metrics(m_parts, respond);
    }
    respond(http::json_response(200, R"({"status":"ok"})"));
}

void Operations::admit_socket(http::Request, http::Admit admit) {
    admit(tl::unexpected<http::Response>(
        http::error_response(404, "not_found", "There is nothing here.")));
}

} // namespace huiyin::server::api
