// The head of an answer in HTTP/1.1, as it comes from a socket.
#pragma once

#include "core/base/result.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace huiyin::command {

/// The longest head, and the longest wait that an answer may ask for.
inline constexpr std::size_t answer_head_bytes_max = 64 * 1024;
inline constexpr std::int64_t retry_after_s_max = 24 * 3600;

struct AnswerHead {
    int status = 0;
    std::size_t body_begin = 0; ///< where the body begins in the bytes
    std::size_t body_bytes = 0; ///< at most limits::response_body_bytes_max
    std::int64_t retry_after_ms = 0;
};

/// What the bytes that came so far say; nothing while the head is not whole. Errors: InvalidInput
/// for bytes that are no answer of known length, TooLarge for a head or a body that is too long.
base::Result<std::optional<AnswerHead>> answer_head(std::string_view bytes);

} // namespace huiyin::command
