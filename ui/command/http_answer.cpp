#include "ui/command/http_answer.h"

#include "core/base/limits.h"
#include "core/base/text.h"

#include <algorithm>
#include <string>

namespace huiyin::command {

using base::ErrorCode;
using base::failure;

namespace {

constexpr std::string_view version = "HTTP/1.1 ";
constexpr std::size_t status_digits = 3;

char lowered(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
}

/// The value of a field that is a number; nothing when it is absent or no number. `name` is
/// lower-case and ends with a colon, `head` with the end of a line.
std::optional<std::int64_t> number_field(std::string_view head, std::string_view name) {
    std::string line("\r\n");
    line.append(name);
    const auto at =
        std::search(head.begin(), head.end(), line.begin(), line.end(), [](char a, char b) {
            return lowered(a) == b;
        });
    if (at == head.end()) {
        return std::nullopt;
    }
    head.remove_prefix(static_cast<std::size_t>(at - head.begin()) + line.size());
    return base::integer_from_text(base::trimmed(head.substr(0, head.find("\r\n"))));
}

} // namespace

base::Result<std::optional<AnswerHead>> answer_head(std::string_view bytes) {
    const std::size_t end = bytes.find("\r\n\r\n");
    if (std::min(end, bytes.size()) > answer_head_bytes_max) {
        return failure(ErrorCode::TooLarge, "the head of the answer is too long");
    }
    if (end == std::string_view::npos) {
        return std::nullopt;
    }
    const std::string_view head = bytes.substr(0, end + 2);
    const auto status = head.starts_with(version)
                            ? base::integer_from_text(head.substr(version.size(), status_digits))
                            : std::nullopt;
    const auto body = number_field(head, "content-length:");
    if (!status || !body) {
        return failure(ErrorCode::InvalidInput, "what came is no answer of HTTP/1.1 with a length");
    }
    if (*body > static_cast<std::int64_t>(base::limits::response_body_bytes_max)) {
        return failure(ErrorCode::TooLarge, "the answer is too long");
    }
    const std::int64_t wait_s = number_field(head, "retry-after:").value_or(0);
    return AnswerHead{.status = static_cast<int>(*status),
                      .body_begin = end + 4,
                      .body_bytes = static_cast<std::size_t>(*body),
                      .retry_after_ms = std::min(wait_s, retry_after_s_max) * 1000};
}

} // namespace huiyin::command
