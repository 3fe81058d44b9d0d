#include "core/base/error.h"

#include "core/base/assert.h"

namespace huiyin::base {

bool is_retryable(ErrorCode code) {
    switch (code) {
    case ErrorCode::StorageFull:
    case ErrorCode::StorageBusy:
    case ErrorCode::Network:
    case ErrorCode::Overloaded:
        return true;
    case ErrorCode::InvalidInput:
    case ErrorCode::NotFound:
    case ErrorCode::Unauthenticated:
    case ErrorCode::Forbidden:
    case ErrorCode::Conflict:
    case ErrorCode::TooLarge:
    case ErrorCode::Unsupported:
    case ErrorCode::StorageCorrupt:
    case ErrorCode::StorageFailed:
        return false;
    }
    HUIYIN_ASSERT(false);
}

std::string_view name_of(ErrorCode code) {
    switch (code) {
    case ErrorCode::InvalidInput:
        return "invalid_input";
    case ErrorCode::NotFound:
        return "not_found";
    case ErrorCode::Unauthenticated:
        return "unauthenticated";
    case ErrorCode::Forbidden:
        return "forbidden";
    case ErrorCode::Conflict:
        return "conflict";
    case ErrorCode::TooLarge:
        return "too_large";
    case ErrorCode::Unsupported:
        return "unsupported";
    case ErrorCode::StorageFull:
        return "storage_full";
    case ErrorCode::StorageCorrupt:
        return "storage_corrupt";
    case ErrorCode::StorageBusy:
        return "storage_busy";
    case ErrorCode::StorageFailed:
        return "storage_failed";
    case ErrorCode::Network:
        return "network";
    case ErrorCode::Overloaded:
        return "overloaded";
    }
    HUIYIN_ASSERT(false);
}

int http_status(ErrorCode code) {
    switch (code) {
    case ErrorCode::InvalidInput:
        return 400;
    case ErrorCode::NotFound:
        return 404;
    case ErrorCode::Unauthenticated:
        return 401;
    case ErrorCode::Forbidden:
        return 403;
    case ErrorCode::Conflict:
        return 409;
    case ErrorCode::TooLarge:
        return 413;
    case ErrorCode::Unsupported:
        return 426;
    case ErrorCode::StorageFull:
        return 507;
    case ErrorCode::StorageCorrupt:
    case ErrorCode::StorageFailed:
        return 500;
    case ErrorCode::StorageBusy:
    case ErrorCode::Network:
    case ErrorCode::Overloaded:
        return 503;
    }
    HUIYIN_ASSERT(false);
}

} // namespace huiyin::base
