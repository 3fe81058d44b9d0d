#include "sync-server/api/sign_in.h"

#include "core/base/limits.h"
#include "core/base/text.h"
#include "core/sync/wire.h"
#include "sync-server/api/answers.h"
#include "sync-server/api/redaction.h"
#include "sync-server/auth/password.h"
#include "sync-server/auth/token.h"

#include <memory>
#include <optional>
#include <utility>

namespace huiyin::server::api {

using base::ErrorCode;
using base::failure;
using store::Result;
namespace limits = base::limits;

namespace {

/// One request on its way through the threads; always on one thread at a time.
struct SignInJob {
    SignInJob(Parts& given,
              const std::string& unmatched_hash,
              http::Request asked,
              http::Respond answer)
        : parts(given)
        , password_hash(unmatched_hash)
        , request(std::move(asked))
        , respond(std::move(answer)) {}

    ~SignInJob() { auth::wipe(wanted.password); }

    SignInJob(const SignInJob&) = delete;
    SignInJob& operator=(const SignInJob&) = delete;

    Parts& parts;
    std::string password_hash;
    http::Request request;
    http::Respond respond;
    sync::SignInRequest wanted;
    Uuid department;
    std::optional<store::Account> account; ///< nothing when unknown or inactive
    bool proven = false;                   ///< the named device's own key signed the request
    /// The named device is unknown, but it shows a key of its own: it was enrolled after the copy
    /// was made that this server was restored from.
    bool comes_back = false;
    auth::Throttle::Attempt attempt;
    store::DeviceRow device;
    auth::NewToken token;
    std::optional<http::Response> refusal; ///< set by the transaction when it fails on purpose
};

using Job = std::shared_ptr<SignInJob>;

http::Response wrong_password_answer() {
    return http::error_response(401, "sign_in", "The account or the password is wrong.");
}

/// The department that is meant; nothing when there is no such one.
Result<std::optional<Uuid>> find_department(SignInJob& job, store::Reader& reader) {
    const auto departments = HUIYIN_TRY(reader.departments());
    if (job.wanted.department.empty() && departments.size() == 1) {
        return std::optional<Uuid>(departments.front().id);
    }
    for (const store::Department& department : departments) {
        if (department.short_name == job.wanted.department) {
            return std::optional<Uuid>(department.id);
        }
    }
    return std::optional<Uuid>{};
}

/// Everything that can be read before the password is checked. What is found changes neither the
/// answer nor its time.
Result<void> look_up(SignInJob& job, store::Reader& reader) {
    job.wanted = HUIYIN_TRY(sync::sign_in_request_from_text(job.request.body));
    auth::wipe(job.request.body);
    const auto department = HUIYIN_TRY(find_department(job, reader));
    job.attempt.address = job.request.peer;
    job.attempt.account = job.wanted.account;
    if (!department) {
        return {};
    }
    job.department = *department;
    // The department that is meant, not the words for it: there may be several.
    job.attempt.account.append(" ").append(to_string(*department));
    auto account = HUIYIN_TRY(reader.account(*department, job.wanted.account));
    if (account && account->active) {
        job.password_hash = account->password_hash;
        job.account = std::move(account);
    }
    if (job.wanted.device && job.wanted.proof) {
        const auto device = HUIYIN_TRY(reader.device(*department, *job.wanted.device));
        const std::string text = sync::sign_in_proof_text(*job.wanted.device, job.wanted.account);
        const auto signed_by = [&](const base::PublicKey& key) {
            return base::verify(base::bytes_of(text), *job.wanted.proof, key);
        };
        job.proven = device && device->revoked_at_utc_ms == 0 && signed_by(device->public_key);
        job.comes_back = !device && signed_by(job.wanted.public_key);
    }
    if (job.proven) {
        job.attempt.device = to_string(*job.wanted.device);
    }
    return {};
}

Result<void> refuse(SignInJob& job, int status, std::string_view code, std::string_view message) {
    job.refusal = http::error_response(status, code, message);
    return failure(ErrorCode::Forbidden, std::string(code));
}

/// The enrolled device that signs in again.
Result<void> find_device(SignInJob& job, store::Reader& reader) {
    const auto row = HUIYIN_TRY(reader.device(job.department, *job.wanted.device));
    if (!row) {
        return refuse(job, 403, "device_unknown", "This tablet is not enrolled here.");
    }
    if (row->revoked_at_utc_ms != 0) {
        return refuse(job, 403, "device_revoked", "This tablet has been revoked.");
    }
    if (!job.proven) {
        return refuse(job, 403, "proof", "The tablet could not prove to be the enrolled one.");
    }
    job.device = *row;
    return {};
}

/// Tablets that are wiped again and again would fill the directory that every tablet has to read.
Result<void> check_room(SignInJob& job, store::Reader& reader) {
    constexpr std::int64_t day_ms = std::int64_t{24} * 60 * 60 * 1000;
    const std::int64_t since = job.parts.clock.now_utc_ms() - day_ms;
    const auto devices = HUIYIN_TRY(reader.devices(job.department));
    const auto lately = std::count_if(devices.begin(), devices.end(), [&](const auto& device) {
        return device.enrolled_by == job.account->person && device.enrolled_at_utc_ms > since;
    });
    if (devices.size() >= limits::devices_max ||
        static_cast<std::size_t>(lately) >= limits::enrolments_per_day_max) {
        return refuse(job, 403, "too_many_tablets", "No more tablets can be enrolled here now.");
    }
    return {};
}

Result<void> enrol(SignInJob& job, store::Writer& writer) {
    const auto known =
        HUIYIN_TRY(writer.reader().device_by_key(job.department, job.wanted.public_key));
    if (known) {
        // The answer to the enrolment was lost and the tablet asks again.
        const bool untouched = known->enrolled_by == job.account->person && known->last_seq == 0 &&
                               known->revoked_at_utc_ms == 0;
        if (!untouched) {
            return refuse(job, 409, "key_known", "This key belongs to another tablet.");
        }
        job.device = *known;
        return {};
    }
    HUIYIN_TRY(check_room(job, writer.reader()));
    // Its events name it, so a device that comes back stays who it is.
    job.device.id =
        job.comes_back ? *job.wanted.device : make_uuid(job.parts.clock, job.parts.random);
    job.device.name =
        std::string(base::first_chars(job.wanted.device_name, limits::short_text_chars_max));
    job.device.public_key = job.wanted.public_key;
    job.device.enrolled_by = job.account->person;
    job.device.enrolled_at_utc_ms = job.parts.clock.now_utc_ms();
    return writer.enrol_device(job.department, job.device);
}

/// The password was checked on another thread: what it was checked against must still be there.
Result<void> check_account_again(SignInJob& job, store::Reader& reader) {
    const auto account = HUIYIN_TRY(reader.account(job.department, job.wanted.account));
    if (!account || !account->active || account->password_hash != job.password_hash) {
        job.refusal = wrong_password_answer();
        return failure(ErrorCode::Forbidden, "the account changed meanwhile");
    }
    return {};
}

Result<void> write(SignInJob& job, store::Writer& writer) {
    HUIYIN_TRY(check_account_again(job, writer.reader()));
    if (job.wanted.device && !job.comes_back) {
        HUIYIN_TRY(find_device(job, writer.reader()));
    } else {
        HUIYIN_TRY(enrol(job, writer));
    }
    job.token = auth::make_token(job.parts.random);
    const std::int64_t now = job.parts.clock.now_utc_ms();
    return writer.add_token({.token_hash = job.token.hash,
                             .department = job.department,
                             .device = job.device.id,
                             .person = job.account->person,
                             .created_at_utc_ms = now,
                             .used_at_utc_ms = now});
}

void answer(const Job& job, store::Reader& reader) {
    const auto directory = job->parts.directories.get(reader, job->department);
    const auto epoch = reader.epoch();
    if (!directory || !epoch) {
        return job->respond(answer_of(directory ? epoch.error() : directory.error()));
    }
    job->parts.meters.count_sign_in("ok");
    job->parts.log.line("signed_in", {{"device", to_string(job->device.id)}});
    job->respond(
        http::json_response(200,
                            sync::to_text(sync::SignInResponse{
                                .token = job->token.text,
                                .device = job->device.id,
                                .device_code = job->device.code,
                                .person = job->account->person,
                                .epoch = *epoch,
                                .server_time_utc_ms = job->parts.clock.now_utc_ms(),
                                .directory = directory_for(**directory, job->account->person)})));
}

void on_committed(const Job& job, const Result<void>& result) {
    if (!result) {
        return job->respond(job->refusal ? *job->refusal : answer_of(result.error()));
    }
    const bool posted =
        job->parts.readers.try_post([job](store::Reader& reader) { answer(job, reader); });
    if (!posted) {
        job->respond(busy_answer());
    }
}

void check_password(const Job& job) {
    const bool right = auth::is_password(job->password_hash, job->wanted.password);
    if (!right || !job->account) {
        job->parts.log.line("sign_in_refused", {{"code", "password"}});
        job->parts.meters.count_sign_in("password");
        return job->respond(wrong_password_answer());
    }
    job->parts.throttle.give_back(job->attempt, job->parts.clock.monotonic_ms());
    const bool posted = job->parts.writer.try_post(
        {.department = job->department,
         .work = [job](store::Writer& writer) { return write(*job, writer); },
         .done = [job](const Result<void>& result) { on_committed(job, result); }});
    if (!posted) {
        job->respond(busy_answer());
    }
}

void prepare(const Job& job, store::Reader& reader) {
    if (const auto found = look_up(*job, reader); !found) {
        return job->respond(answer_of(found.error()));
    }
    const auto wait_s = job->parts.throttle.take(job->attempt, job->parts.clock.monotonic_ms());
    if (wait_s) {
        job->parts.log.line("sign_in_refused", {{"code", "throttled"}});
        job->parts.meters.count_sign_in("throttled");
        return job->respond(
            http::retry_response(429, "throttled", "Too many tries. Please wait.", *wait_s));
    }
    if (!job->parts.hashing.try_post([job] { check_password(job); })) {
        job->parts.meters.count_sign_in("busy");
        job->respond(http::retry_response(429, "busy", "Too many sign-ins at once.", 1));
    }
}

} // namespace

void begin_sign_in(Parts& parts,
                   const std::string& unmatched_hash,
                   http::Request request,
                   http::Respond respond) {
    const auto job =
        std::make_shared<SignInJob>(parts, unmatched_hash, std::move(request), std::move(respond));
    const bool posted =
        parts.readers.try_post([job](store::Reader& reader) { prepare(job, reader); });
    if (!posted) {
        job->respond(busy_answer());
    }
}

} // namespace huiyin::server::api
