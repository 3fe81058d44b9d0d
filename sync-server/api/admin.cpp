#include "sync-server/api/admin.h"

#include "core/base/json.h"
#include "sync-server/api/admin_command.h"
#include "sync-server/api/answers.h"
#include "sync-server/auth/password.h"

#include <memory>
#include <utility>

namespace huiyin::server::api {

using base::Error;
using base::ErrorCode;

namespace {

/// One request on its way through the threads; always on one thread at a time.
struct AdminJob {
    AdminJob(Parts& given, http::Request asked, http::Respond reply)
        : parts(given)
        , request(std::move(asked))
        , respond(std::move(reply)) {}

    ~AdminJob() { auth::wipe(command.password); }

    AdminJob(const AdminJob&) = delete;
    AdminJob& operator=(const AdminJob&) = delete;

    Parts& parts;
    http::Request request;
    http::Respond respond;
    AdminCommand command;
    base::Json answer;
};

using Job = std::shared_ptr<AdminJob>;

/// What is wrong with the command may be told: it is the administrator's own words or a member's
/// name. Quotes and bytes outside of ASCII cannot stand in a message.
http::Response refusal_of(const Error& error) {
    const bool about_command =
        error.code == ErrorCode::InvalidInput || error.code == ErrorCode::NotFound ||
        error.code == ErrorCode::Conflict || error.code == ErrorCode::Forbidden ||
        error.code == ErrorCode::TooLarge;
    if (!about_command) {
        return answer_of(error);
    }
    std::string message = error.detail;
    for (char& c : message) {
        c = c >= 0x20 && c < 0x7F && c != '"' && c != '\\' ? c : '?';
    }
    return http::error_response(http_status(error.code), name_of(error.code), message);
}

void on_committed(const Job& job, const Result<void>& result) {
    if (!result) {
        job->parts.log.line("admin_refused", {{"code", name_of(result.error().code)}});
        return job->respond(refusal_of(result.error()));
    }
    job->parts.check_sockets();
    job->respond(http::json_response(200, base::to_text(job->answer)));
    // The directory has no change number of its own.
    static_cast<void>(job->parts.readers.try_post([job](store::Reader& reader) {
        if (const auto change = reader.change_last(job->command.department)) {
            job->parts.ring(job->command.department, *change, /*ask=*/true);
        }
    }));
}

void begin_write(const Job& job) {
    const bool posted = job->parts.writer.try_post(
        {.department = job->command.department,
         .work = [job](store::Writer& writer) -> Result<void> {
             job->answer =
                 HUIYIN_TRY(carry_out(job->command, writer, job->parts.clock, job->parts.random));
             return {};
         },
         .done = [job](const Result<void>& result) { on_committed(job, result); }});
    if (!posted) {
        job->respond(busy_answer());
    }
}

void hash(const Job& job) {
    auto hashed = auth::hash_password(job->command.password);
    auth::wipe(job->command.password);
    if (!hashed) {
        return job->respond(answer_of(hashed.error()));
    }
    job->command.password_hash = std::move(*hashed);
    begin_write(job);
}

/// Who asks, and what. Errors: Unauthenticated, Forbidden, InvalidInput, TooLarge.
Result<std::optional<base::Json>> read(AdminJob& job, store::Reader& reader) {
    const auto token =
        HUIYIN_TRY(authenticate(reader, bearer_token(job.request), job.parts.clock.now_utc_ms()));
    auto command = admin_command_from_text(job.request.body);
    auth::wipe(job.request.body);
    job.command = HUIYIN_TRY(std::move(command));
    job.command.department = token.department;
    job.command.person = token.person;
    job.command.device = token.device;
    const auto directory = HUIYIN_TRY(job.parts.directories.get(reader, token.department));
    HUIYIN_TRY(check_admin_command(job.command, *directory));
    return answer_of_question(job.command, reader);
}

void prepare(const Job& job, store::Reader& reader) {
    const auto answer = read(*job, reader);
    if (!answer) {
        return job->respond(refusal_of(answer.error()));
    }
    if (*answer) {
        return job->respond(http::json_response(200, base::to_text(**answer)));
    }
    if (!needs_password(job->command)) {
        return begin_write(job);
    }
    if (!job->parts.hashing.try_post([job] { hash(job); })) {
        job->respond(http::retry_response(429, "busy", "Too many passwords at once.", 1));
    }
}

} // namespace

void begin_admin(Parts& parts, http::Request request, http::Respond respond) {
    const auto job = std::make_shared<AdminJob>(parts, std::move(request), std::move(respond));
    const bool posted =
        parts.readers.try_post([job](store::Reader& reader) { prepare(job, reader); });
    if (!posted) {
        job->respond(busy_answer());
    }
}

} // namespace huiyin::server::api
