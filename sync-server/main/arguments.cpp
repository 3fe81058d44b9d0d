#include "sync-server/main/arguments.h"

#include "core/base/text.h"

#include <algorithm>

namespace huiyin::server {

using base::ErrorCode;
using base::failure;
using base::Result;

Result<Arguments> Arguments::parse(std::span<const std::string> words,
                                   std::span<const std::string_view> known) {
    Arguments arguments;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const std::string& word = words[i];
        if (word == "--help" || word == "-h") {
            arguments.m_help = true;
            continue;
        }
        if (!word.starts_with("--")) {
            return failure(ErrorCode::InvalidInput, "\"" + word + "\" is no option");
        }
        const std::string name = word.substr(2);
        if (std::find(known.begin(), known.end(), name + "!") != known.end()) {
            arguments.m_values[name].emplace_back();
            continue;
        }
        if (std::find(known.begin(), known.end(), name) == known.end()) {
            return failure(ErrorCode::InvalidInput, "unknown option " + word);
        }
        if (i + 1 == words.size()) {
            return failure(ErrorCode::InvalidInput, word + " needs a value");
        }
        arguments.m_values[name].push_back(words[++i]);
    }
    return arguments;
}

std::optional<std::string> Arguments::find(std::string_view name) const {
    const auto found = m_values.find(name);
    return found == m_values.end() ? std::nullopt
                                   : std::optional<std::string>(found->second.back());
}

std::string Arguments::value_or(std::string_view name, std::string otherwise) const {
    return find(name).value_or(std::move(otherwise));
}

std::vector<std::string> Arguments::all(std::string_view name) const {
    const auto found = m_values.find(name);
    return found == m_values.end() ? std::vector<std::string>{} : found->second;
}

Result<std::string> Arguments::required(std::string_view name) const {
    auto value = find(name);
    if (!value || value->empty()) {
        return failure(ErrorCode::InvalidInput, "--" + std::string(name) + " is needed");
    }
    return std::move(*value);
}

Result<std::int64_t> Arguments::number_or(std::string_view name,
                                          std::int64_t otherwise,
                                          std::int64_t least,
                                          std::int64_t most) const {
    const auto text = find(name);
    if (!text) {
        return otherwise;
    }
    const auto number = base::integer_from_text(*text);
    if (!number || *number < least || *number > most) {
        return failure(ErrorCode::InvalidInput,
                       "--" + std::string(name) + " must be a number from " +
                           std::to_string(least) + " to " + std::to_string(most));
    }
    return *number;
}

} // namespace huiyin::server
