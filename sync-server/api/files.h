// The bytes of attachments: POST /api/v1/files, POST and GET /api/v1/files/chunk.
#pragma once

#include "sync-server/api/parts.h"
#include "sync-server/http/handler.h"

namespace huiyin::server::api {

/// Answers for each offered file which chunks are missing.
void begin_offer_files(Parts& parts, http::Request request, http::Respond respond);

/// Takes a chunk and answers what is missing then. The last one is answered after the whole was
/// checked: it is kept as it is named, or all of it is dropped and the answer is 409.
void begin_put_chunk(Parts& parts, http::Request request, http::Respond respond);

/// Gives a chunk of a whole file to whoever may read a complaint that names it; to everybody else
/// there is no such file.
void begin_get_chunk(Parts& parts, http::Request request, http::Respond respond);

} // namespace huiyin::server::api
