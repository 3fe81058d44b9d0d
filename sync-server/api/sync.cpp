#include "sync-server/api/sync.h"

#include "core/domain/entitlement.h"
#include "core/sync/wire.h"
#include "sync-server/api/answers.h"
#include "sync-server/api/pull.h"
#include "sync-server/api/push.h"
#include "sync-server/api/tablets.h"
#include "sync-server/auth/token.h"

#include <algorithm>
#include <array>
#include <memory>
#include <utility>

namespace huiyin::server::api {

namespace {

/// One request on its way through the threads; always on one thread at a time.
struct SyncJob {
    SyncJob(Parts& given, http::Request asked, http::Respond answer)
        : parts(given)
        , request(std::move(asked))
        , respond(std::move(answer)) {}

    Parts& parts;
    http::Request request;
    http::Respond respond;
    std::unique_ptr<Admission::Ticket> ticket;
    store::TokenRow token;
    std::string epoch;
    sync::SyncRequest wanted;
    Offer offer;
    PushOutcome outcome;
    std::int64_t now_utc_ms = 0;
    Meters::Steady::time_point begin = Meters::Steady::now();
};

using Job = std::shared_ptr<SyncJob>;

/// Errors: Unauthenticated, InvalidInput, TooLarge, Unsupported.
Result<void> read_request(SyncJob& job, store::Reader& reader) {
    job.now_utc_ms = job.parts.clock.now_utc_ms();
    job.token = HUIYIN_TRY(authenticate(reader, bearer_token(job.request), job.now_utc_ms));
    job.wanted = HUIYIN_TRY(sync::sync_request_from_text(job.request.body));
    job.request.body.clear();
    job.epoch = HUIYIN_TRY(reader.epoch());
    return {};
}

Result<http::Response> pull(SyncJob& job, store::Reader& reader) {
    const auto directory = HUIYIN_TRY(job.parts.directories.get(reader, job.token.department));
    if (directory->version != job.wanted.directory_version) {
        // A role that was given since the token was read comes with this directory, and with it
        // what it shows must begin.
        const auto token = HUIYIN_TRY(reader.token(job.token.token_hash));
        if (!token) {
            return base::failure(base::ErrorCode::Unauthenticated, "the sign-in ended meanwhile");
        }
        job.token.grants_version = token->grants_version;
    }
    sync::SyncResponse response = begin_answer(job.wanted, job.epoch, job.now_utc_ms);
    response.receipts = std::move(job.outcome.receipts);
    HUIYIN_TRY(add_page(reader, job.token, *directory, job.wanted, job.offer.events, response));
    if (!response.more &&
        domain::register_reach(*directory, job.token.person) != domain::RegisterReach::None) {
        response.silent_tablets =
            HUIYIN_TRY(silent_tablets(reader, *directory, job.token.device, job.now_utc_ms));
    }
    job.parts.meters.note_place(job.token.device, job.wanted.cursor, response.cursor);
    return http::json_response(200, sync::to_text(response));
}

void answer(const Job& job, store::Reader& reader) {
    auto response = pull(*job, reader);
    if (!response) {
        job->parts.log.line(
            "sync_failed",
            {{"code", name_of(response.error().code)}, {"detail", response.error().detail}});
    }
    job->parts.meters.count_sync(!job->offer.events.empty(), job->begin);
    job->respond(response ? std::move(*response) : answer_of(response.error()));
}

/// After the commit: everything in the receipts is durable now.
void on_committed(const Job& job, const Result<void>& result) {
    if (!result) {
        job->parts.log.line(
            "push_failed",
            {{"code", name_of(result.error().code)}, {"detail", result.error().detail}});
        return job->respond(answer_of(result.error()));
    }
    job->parts.meters.count_push(job->outcome.receipts, job->outcome.placed);
    if (job->outcome.quarantined > 0) {
        job->parts.log.line(
            "quarantined",
            {{"device", to_string(job->token.device)}, {"events", job->outcome.quarantined}});
    }
    if (job->outcome.change_last != 0) {
        job->parts.ring(job->token.department, job->outcome.change_last, /*ask=*/false);
    }
    const bool posted =
        job->parts.readers.try_post([job](store::Reader& reader) { answer(job, reader); });
    if (!posted) {
        // What was pushed is stored; the repeat will get its receipts.
        job->respond(busy_answer());
    }
}

/// As the tablet stands after this request: what it offered and was taken waits no longer.
store::DeviceStatus device_status(const SyncJob& job, const sync::TabletStatus& told) {
    store::DeviceStatus status{.app_version = told.app_version,
                               .clock_ahead_ms = told.clock_ahead_ms.value_or(0),
                               .storage_left_bytes = told.storage_left_bytes};
    const auto& receipts = job.outcome.receipts;
    const bool all_taken = std::all_of(
        receipts.begin(), receipts.end(), [](const auto& receipt) { return receipt.change != 0; });
    const std::int64_t waits_since =
        all_taken ? told.outbox_rest_since_utc_ms : told.outbox_since_utc_ms;
    if (waits_since != 0) {
        status.outbox_since_utc_ms = waits_since + status.clock_ahead_ms;
    }
    return status;
}

Result<void> write(SyncJob& job, store::Writer& writer) {
    const Uuid& department = job.token.department;
    const auto directory =
        HUIYIN_TRY(job.parts.directories.get_uncommitted(writer.reader(), department));
    const PushTime time{job.now_utc_ms, job.parts.clock.utc_offset_minutes()};
    job.outcome = HUIYIN_TRY(apply_push(writer, department, *directory, job.offer, time));
    HUIYIN_TRY(writer.touch_device(department, job.token.device, job.now_utc_ms));
    if (job.wanted.status) {
        HUIYIN_TRY(writer.put_device_status(
            department, job.token.device, device_status(job, *job.wanted.status)));
    }
    return writer.touch_token(job.token.token_hash, job.now_utc_ms);
}

void begin_write(const Job& job) {
    const bool posted = job->parts.writer.try_post(
        {.weight = job->offer.events.size() + 1,
         .department = job->token.department,
         .work = [job](store::Writer& writer) { return write(*job, writer); },
         .done = [job](const Result<void>& result) { on_committed(job, result); }});
    if (!posted) {
        job->respond(busy_answer());
    }
}

/// For a tablet that knows another history: before it starts over nothing can fit.
Result<http::Response> answer_start_over(const SyncJob& job, store::Reader& reader) {
    sync::SyncResponse response = begin_answer(job.wanted, job.epoch, job.now_utc_ms);
    HUIYIN_TRY(start_over(reader, job.token, response));
    return http::json_response(200, sync::to_text(response));
}

void prepare(const Job& job, store::Reader& reader) {
    if (const auto read = read_request(*job, reader); !read) {
        return job->respond(answer_of(read.error()));
    }
    const auto starts_over = knows_another_history(reader, job->token, job->wanted, job->epoch);
    if (!starts_over) {
        return job->respond(answer_of(starts_over.error()));
    }
    if (*starts_over) {
        job->parts.log.line("starts_over", {{"device", to_string(job->token.device)}});
        auto response = answer_start_over(*job, reader);
        return job->respond(response ? std::move(*response) : answer_of(response.error()));
    }
    auto offered = offered_events(reader, job->token.department, std::move(job->wanted.push));
    if (!offered) {
        return job->respond(answer_of(offered.error()));
    }
    job->offer = {job->token.device, std::move(*offered), std::move(job->wanted.apart)};
    const bool used_lately = job->now_utc_ms - job->token.used_at_utc_ms < auth::token_touch_ms;
    if (job->offer.events.empty() && used_lately) {
        return answer(job, reader);
    }
    begin_write(job);
}

/// In [0, 1).
double random_share(base::Random& random) {
    std::array<std::uint8_t, 2> bytes{};
    random.fill(bytes);
    return (bytes[0] * 256 + bytes[1]) / 65'536.0;
}

} // namespace

void begin_sync(Parts& parts, http::Request request, http::Respond respond) {
    auto ticket = parts.admission.try_enter(request.body.size());
    if (!ticket) {
        return respond(later_answer(parts.admission.away(random_share(parts.random))));
    }
    const auto job = std::make_shared<SyncJob>(parts, std::move(request), std::move(respond));
    job->ticket = std::move(ticket);
    const bool posted =
        parts.readers.try_post([job](store::Reader& reader) { prepare(job, reader); });
    if (!posted) {
        job->respond(busy_answer());
    }
}

} // namespace huiyin::server::api
