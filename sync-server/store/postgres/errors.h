// What PostgreSQL's error codes mean to the server.
#pragma once

#include "core/base/error.h"

#include <string_view>

struct pg_result;

namespace huiyin::server::store {

/// The category of a five-character SQLSTATE; empty = the connection broke.
/// Source: PostgreSQL 15, appendix A.
base::ErrorCode code_from_sqlstate(std::string_view sqlstate);

/// The error of a failed result; null = the connection broke. Names the SQLSTATE and the
/// constraint and nothing else: the server's own message may quote what was to be stored.
base::Error error_from_result(const pg_result* result);

} // namespace huiyin::server::store
