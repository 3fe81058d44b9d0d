#include "sync-server/api/files.h"

#include "core/base/crypto.h"
#include "core/base/limits.h"
#include "core/domain/attachment.h"
#include "core/domain/visibility.h"
#include "core/sync/file_wire.h"
#include "sync-server/api/answers.h"

#include <algorithm>
#include <memory>
#include <utility>

namespace huiyin::server::api {

using base::ErrorCode;
using base::failure;
using store::Result;
namespace limits = base::limits;

namespace {

/// A chunk is as much work for the writing thread as so many events.
constexpr std::size_t chunk_weight = 20;

/// One request on its way through the threads; always on one thread at a time.
struct FileJob {
    FileJob(Parts& given, http::Request asked, http::Respond answer)
        : parts(given)
        , request(std::move(asked))
        , respond(std::move(answer)) {}

    Parts& parts;
    http::Request request;
    http::Respond respond;
    store::TokenRow token;
    sync::ChunkName chunk;
    std::int64_t now_utc_ms = 0;

    const Uuid& department() const { return token.department; }

    store::FileName name() const { return {chunk.sha256, token.device}; }
};

using Job = std::shared_ptr<FileJob>;

void fail(const Job& job, const base::Error& error) {
    if (!base::is_retryable(error.code) && http_status(error.code) >= 500) {
        job->parts.log.line("file_failed",
                            {{"code", name_of(error.code)}, {"detail", error.detail}});
    }
    job->respond(answer_of(error));
}

/// `work` on a reading thread.
template <class Work>
void read_then(const Job& job, Work work) {
    const bool posted = job->parts.readers.try_post(
        [job, work = std::move(work)](store::Reader& reader) { work(job, reader); });
    if (!posted) {
        job->respond(busy_answer());
    }
}

/// `work` in the writer's transaction, and `done` after its commit.
template <class Work, class Done>
void write_then(const Job& job, Work work, Done done) {
    const bool posted = job->parts.writer.try_post(
        {.weight = chunk_weight,
         .department = job->token.department,
         .work = [job, work](store::Writer& writer) { return work(*job, writer); },
         .done =
             [job, done](const Result<void>& result) {
                 if (!result) {
                     return fail(job, result.error());
                 }
                 done(job);
             }});
    if (!posted) {
        job->respond(busy_answer());
    }
}

Result<void> identify(FileJob& job, store::Reader& reader) {
    job.now_utc_ms = job.parts.clock.now_utc_ms();
    job.token = HUIYIN_TRY(authenticate(reader, bearer_token(job.request), job.now_utc_ms));
    return {};
}

/// The places that are not there. When all are there and nobody has checked the whole, since a
/// server ended in between, the last is asked for once more.
std::vector<std::size_t> missing_places(std::int64_t file_bytes,
                                        const std::vector<std::size_t>& there) {
    std::vector<std::size_t> missing;
    const std::size_t chunks = domain::chunk_count(file_bytes);
    for (std::size_t place = 0; place < chunks; ++place) {
        if (!std::binary_search(there.begin(), there.end(), place)) {
            missing.push_back(place);
        }
    }
    return missing.empty() ? std::vector<std::size_t>{chunks - 1} : missing;
}

/// Whether the device may begin to send a file of this size: what no complaint names is bounded.
Result<bool> has_room(store::Reader& reader, const FileJob& job, const sync::OfferedFile& file) {
    if (!HUIYIN_TRY(reader.file_scopes(job.department(), file.sha256)).empty()) {
        return true;
    }
    const std::int64_t held_by_none =
        HUIYIN_TRY(reader.unheld_file_bytes(job.department(), job.token.device));
    return held_by_none + file.file_bytes <= limits::unused_file_bytes_max;
}

Result<sync::FileAnswer>
answer_for(store::Reader& reader, const FileJob& job, const sync::OfferedFile& offered) {
    const store::FileName name{offered.sha256, job.token.device};
    sync::FileAnswer answer{.sha256 = offered.sha256, .missing = {}, .full = false};
    const auto file = HUIYIN_TRY(reader.file(job.department(), name));
    if (file && file->complete) {
        return answer;
    }
    std::vector<std::size_t> there;
    if (file && file->file_bytes == offered.file_bytes) {
        there = HUIYIN_TRY(reader.file_places(job.department(), name));
    } else if (!file) {
        answer.full = !HUIYIN_TRY(has_room(reader, job, offered));
    }
    answer.missing = missing_places(offered.file_bytes, there);
    return answer;
}

Result<http::Response> offer_answer(FileJob& job, store::Reader& reader) {
    HUIYIN_TRY(identify(job, reader));
    const auto offered = HUIYIN_TRY(sync::offered_files_from_text(job.request.body));
    std::vector<sync::FileAnswer> answers;
    for (const sync::OfferedFile& file : offered) {
        answers.push_back(HUIYIN_TRY(answer_for(reader, job, file)));
    }
    return http::json_response(200, sync::to_text(answers));
}

Result<http::Response> chunk_answer(const FileJob& job, store::Reader& reader) {
    const sync::OfferedFile file{job.chunk.sha256, job.chunk.file_bytes};
    return http::json_response(
        200, sync::to_text(std::vector{HUIYIN_TRY(answer_for(reader, job, file))}));
}

void respond_with_missing(const Job& job, store::Reader& reader) {
    auto response = chunk_answer(*job, reader);
    return response ? job->respond(std::move(*response)) : fail(job, response.error());
}

Result<void> read_chunk(FileJob& job, store::Reader& reader) {
    HUIYIN_TRY(identify(job, reader));
    job.chunk = HUIYIN_TRY(sync::chunk_from_put_query(job.request.query));
    if (job.request.body.size() != domain::chunk_bytes(job.chunk.file_bytes, job.chunk.place)) {
        return failure(ErrorCode::InvalidInput, "the size of the chunk");
    }
    if (base::sha256(base::bytes_of(job.request.body)) != job.chunk.chunk_sha256) {
        return failure(ErrorCode::Conflict, "the chunk is not what its hash says");
    }
    return {};
}

Result<void> store_chunk(const FileJob& job, store::Writer& writer) {
    const store::FileName name = job.name();
    auto file = HUIYIN_TRY(writer.reader().file(job.department(), name));
    if (file && file->complete) {
        return {};
    }
    if (file && file->file_bytes != job.chunk.file_bytes) {
        // The same name with another size: one of them was wrong, and this one is the newer.
        HUIYIN_TRY(writer.delete_file(job.department(), name));
        file.reset();
    }
    if (!file) {
        HUIYIN_TRY(writer.give_up_files(
            job.department(), job.token.device, job.now_utc_ms - limits::unused_file_ms_max));
        const sync::OfferedFile offered{job.chunk.sha256, job.chunk.file_bytes};
        if (!HUIYIN_TRY(has_room(writer.reader(), job, offered))) {
            return failure(ErrorCode::StorageFull, "what no complaint names");
        }
        HUIYIN_TRY(writer.begin_file(
            job.department(), {.name = name, .file_bytes = job.chunk.file_bytes}, job.now_utc_ms));
    }
    return writer.add_file_chunk(
        job.department(), name, job.chunk.place, job.request.body, job.now_utc_ms);
}

Result<bool> is_what_it_is_named(const FileJob& job, store::Reader& reader) {
    std::string whole;
    whole.reserve(static_cast<std::size_t>(job.chunk.file_bytes));
    for (std::size_t place = 0; place < domain::chunk_count(job.chunk.file_bytes); ++place) {
        whole += HUIYIN_TRY(reader.file_chunk(job.department(), job.name(), place));
    }
    return base::sha256(base::bytes_of(whole)) == job.chunk.sha256;
}

/// All chunks are there: the whole is what its name says, or nothing of it is kept.
void check_whole(const Job& job, store::Reader& reader) {
    const auto right = is_what_it_is_named(*job, reader);
    if (!right) {
        return fail(job, right.error());
    }
    if (*right) {
        write_then(
            job,
            [](const FileJob& one, store::Writer& writer) {
                return writer.complete_file(one.department(), one.name());
            },
            [](const Job& one) {
                one->parts.meters.count_file("taken");
                read_then(one, respond_with_missing);
            });
        return;
    }
    job->parts.log.line("file_dropped", {{"device", to_string(job->token.device)}});
    write_then(
        job,
        [](const FileJob& one, store::Writer& writer) {
            return writer.delete_file(one.department(), one.name());
        },
        [](const Job& one) {
            one->parts.meters.count_file("dropped");
            fail(one, {ErrorCode::Conflict, "the whole is not what its hash says"});
        });
}

/// After the commit: the chunk is durable.
void on_stored(const Job& job, store::Reader& reader) {
    const auto file = reader.file(job->department(), job->name());
    const auto places = reader.file_places(job->department(), job->name());
    if (!file || !places) {
        return fail(job, file ? places.error() : file.error());
    }
    const bool all_there =
        *file && !(*file)->complete && places->size() == domain::chunk_count(job->chunk.file_bytes);
    return all_there ? check_whole(job, reader) : respond_with_missing(job, reader);
}

void put_chunk(const Job& job, store::Reader& reader) {
    if (const auto read = read_chunk(*job, reader); !read) {
        return fail(job, read.error());
    }
    write_then(job, store_chunk, [](const Job& one) {
        one->request.body.clear();
        read_then(one, on_stored);
    });
}

/// Whether somebody may read a complaint that names the file.
Result<bool> may_fetch(const FileJob& job, store::Reader& reader) {
    const auto shown = HUIYIN_TRY(reader.file_scopes(job.department(), job.chunk.sha256));
    const auto directory = HUIYIN_TRY(job.parts.directories.get(reader, job.department()));
    const auto readable = domain::readable_keys(*directory, job.token.person);
    return std::any_of(shown.begin(), shown.end(), [&](const std::string& key) {
        return !key.starts_with(domain::identity_prefix) &&
               std::binary_search(readable.begin(), readable.end(), key);
    });
}

Result<http::Response> get_chunk(FileJob& job, store::Reader& reader) {
    HUIYIN_TRY(identify(job, reader));
    job.chunk = HUIYIN_TRY(sync::chunk_from_get_query(job.request.query));
    const auto file = HUIYIN_TRY(reader.file(job.department(), job.name()));
    if (!file || !file->complete || !HUIYIN_TRY(may_fetch(job, reader))) {
        return failure(ErrorCode::NotFound, "file");
    }
    auto bytes = HUIYIN_TRY(reader.file_chunk(job.department(), file->name, job.chunk.place));
    http::Response response;
    response.content_type = sync::chunk_type;
    response.fields.push_back({"Cache-Control", "no-store"});
    response.body = std::make_shared<const std::string>(std::move(bytes));
    return response;
}

using Answering = Result<http::Response> (*)(FileJob&, store::Reader&);

void begin_reading(Parts& parts,
                   http::Request request,
                   http::Respond respond,
                   Answering answering) {
    const auto job = std::make_shared<FileJob>(parts, std::move(request), std::move(respond));
    read_then(job, [answering](const Job& one, store::Reader& reader) {
        auto response = answering(*one, reader);
        return response ? one->respond(std::move(*response)) : fail(one, response.error());
    });
}

} // namespace

void begin_offer_files(Parts& parts, http::Request request, http::Respond respond) {
    begin_reading(parts, std::move(request), std::move(respond), offer_answer);
}

void begin_get_chunk(Parts& parts, http::Request request, http::Respond respond) {
    begin_reading(parts, std::move(request), std::move(respond), get_chunk);
}

void begin_put_chunk(Parts& parts, http::Request request, http::Respond respond) {
    const auto job = std::make_shared<FileJob>(parts, std::move(request), std::move(respond));
    read_then(job, put_chunk);
}

} // namespace huiyin::server::api
