// Expected failure as a value: Result<T> and the one macro that passes it on.
#pragma once

#include "core/base/error.h"

#include <string>
#include <tl/expected.hpp>
#include <utility>

namespace huiyin::base {

template <class T>
using Result = tl::expected<T, Error>;

/// Shorthand for returning a failure: `return failure(ErrorCode::NotFound, "no such person");`
inline tl::unexpected<Error> failure(ErrorCode code, std::string detail) {
    return tl::unexpected<Error>(Error{code, std::move(detail)});
}

} // namespace huiyin::base

/// Gives the value of a Result, or returns its error from the enclosing function. Do not nest it.
#define HUIYIN_TRY(expression)                                                                     \
    __extension__({                                                                                \
        auto huiyin_try_result = (expression);                                                     \
        if (!huiyin_try_result) {                                                                  \
            return ::tl::unexpected<::huiyin::base::Error>(std::move(huiyin_try_result).error());  \
        }                                                                                          \
        ::huiyin::base::detail::take(std::move(huiyin_try_result));                                \
    })

namespace huiyin::base::detail {

template <class T>
T take(tl::expected<T, Error>&& result) {
    return std::move(*result);
}

inline void take(tl::expected<void, Error>&&) {}

} // namespace huiyin::base::detail
