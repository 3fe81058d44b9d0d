#include "sync-server/store/postgres/errors.h"

#include <libpq-fe.h>

#include <string>

namespace huiyin::server::store {

using base::Error;
using base::ErrorCode;

ErrorCode code_from_sqlstate(std::string_view sqlstate) {
    const std::string_view category = sqlstate.substr(0, 2);
    if (sqlstate.empty() || category == "08" || category == "57" || category == "40") {
        // Broken connections; shutdown, restart and cancelling; deadlocks and lost races.
        return ErrorCode::StorageBusy;
    }
    if (sqlstate == "55P03" || sqlstate == "25P03" || sqlstate == "25006") {
        // A lock not had in time; too long idle; a standby that cannot be written to.
        return ErrorCode::StorageBusy;
    }
    if (sqlstate == "53100") {
        return ErrorCode::StorageFull;
    }
    if (category == "53") {
        return ErrorCode::StorageBusy;
    }
    if (category == "23") {
        return ErrorCode::Conflict;
    }
    if (sqlstate == "22021" || sqlstate == "22P05") {
        // A character that no text column holds: U+0000.
        return ErrorCode::InvalidInput;
    }
    if (category == "XX") {
        return ErrorCode::StorageCorrupt;
    }
    return ErrorCode::StorageFailed;
}

Error error_from_result(const pg_result* result) {
    const char* sqlstate =
        result == nullptr ? nullptr : PQresultErrorField(result, PG_DIAG_SQLSTATE);
    if (sqlstate == nullptr) {
        return {ErrorCode::StorageBusy, "the connection to PostgreSQL broke"};
    }
    std::string detail = "PostgreSQL ";
    detail += sqlstate;
    if (const char* constraint = PQresultErrorField(result, PG_DIAG_CONSTRAINT_NAME)) {
        detail += " ";
        detail += constraint;
    }
    return {code_from_sqlstate(sqlstate), std::move(detail)};
}

} // namespace huiyin::server::store
