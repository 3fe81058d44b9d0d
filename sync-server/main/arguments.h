// The words of a command line.
#pragma once

#include "core/base/result.h"

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace huiyin::server {

/// Options in the form `--name value`. Only --help and those that are known with a `!` at the end
/// take none: their value is empty.
class Arguments {
public:
    /// Errors: InvalidInput for a word that is no option, an unknown option or a missing value.
    static base::Result<Arguments> parse(std::span<const std::string> words,
                                         std::span<const std::string_view> known);

    bool wants_help() const { return m_help; }

    /// The last value of an option.
    std::optional<std::string> find(std::string_view name) const;

    /// The value, or `otherwise`.
    std::string value_or(std::string_view name, std::string otherwise) const;

    /// Every value of an option that may be repeated.
    std::vector<std::string> all(std::string_view name) const;

    /// Errors: InvalidInput naming the option.
    base::Result<std::string> required(std::string_view name) const;

    /// A whole number from `least` to `most`, or `otherwise` when the option is absent.
    /// Errors: InvalidInput.
    base::Result<std::int64_t> number_or(std::string_view name,
                                         std::int64_t otherwise,
                                         std::int64_t least,
                                         std::int64_t most) const;

private:
    std::map<std::string, std::vector<std::string>, std::less<>> m_values;
    bool m_help = false;
};

} // namespace huiyin::server
