#include "sync-server/api/files.h"

#include "core/sync/file_wire.h"
#include "sync-server/api/answers.h"
#include "sync-server/api/file_travel.h"

#include <memory>
#include <utility>

namespace huiyin::server::api {

using base::ErrorCode;

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
    FileSender sender;
    sync::ChunkName chunk;

    const Uuid& department() const { return sender.token.department; }

    store::FileName name() const { return sender.name_of(chunk.sha256); }
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
         .department = job->department(),
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
    FileSender& sender = job.sender;
    sender.now_utc_ms = job.parts.clock.now_utc_ms();
    sender.token = HUIYIN_TRY(authenticate(reader, bearer_token(job.request), sender.now_utc_ms));
    return {};
}

Result<http::Response> offer_answer(FileJob& job, store::Reader& reader) {
    HUIYIN_TRY(identify(job, reader));
    const auto offered = HUIYIN_TRY(sync::offered_files_from_text(job.request.body));
    std::vector<sync::FileAnswer> answers;
    for (const sync::OfferedFile& file : offered) {
        answers.push_back(HUIYIN_TRY(answer_for(reader, job.sender, file)));
    }
    return http::json_response(200, sync::to_text(answers));
}

Result<http::Response> chunk_answer(const FileJob& job, store::Reader& reader) {
    const sync::OfferedFile file{job.chunk.sha256, job.chunk.file_bytes};
    return http::json_response(
        200, sync::to_text(std::vector{HUIYIN_TRY(answer_for(reader, job.sender, file))}));
}

void respond_with_missing(const Job& job, store::Reader& reader) {
    auto response = chunk_answer(*job, reader);
    return response ? job->respond(std::move(*response)) : fail(job, response.error());
}

Result<void> read_chunk(FileJob& job, store::Reader& reader) {
    HUIYIN_TRY(identify(job, reader));
    job.chunk = HUIYIN_TRY(sync::chunk_from_put_query(job.request.query));
    return check_chunk(job.chunk, job.request.body);
}

/// All chunks are there: the whole is what its name says, or nothing of it is kept.
void check_whole(const Job& job, store::Reader& reader) {
    const auto right = is_what_it_is_named(reader, job->sender, job->chunk);
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
    job->parts.log.line("file_dropped", {{"device", to_string(job->sender.token.device)}});
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
    const auto check = is_to_be_checked(reader, job->sender, job->chunk);
    if (!check) {
        return fail(job, check.error());
    }
    return *check ? check_whole(job, reader) : respond_with_missing(job, reader);
}

void put_chunk(const Job& job, store::Reader& reader) {
    if (const auto read = read_chunk(*job, reader); !read) {
        return fail(job, read.error());
    }
    write_then(
        job,
        [](const FileJob& one, store::Writer& writer) {
            return store_chunk(writer, one.sender, one.chunk, one.request.body);
        },
        [](const Job& one) {
            one->request.body.clear();
            read_then(one, on_stored);
        });
}

Result<http::Response> get_chunk(FileJob& job, store::Reader& reader) {
    HUIYIN_TRY(identify(job, reader));
    job.chunk = HUIYIN_TRY(sync::chunk_from_get_query(job.request.query));
    const auto directory = HUIYIN_TRY(job.parts.directories.get(reader, job.department()));
    auto bytes = HUIYIN_TRY(chunk_for(reader, job.sender, *directory, job.chunk));
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
