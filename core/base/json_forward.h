// The name of a JSON document, for headers that only pass one on: the library behind it takes a
// compiler seconds to read.
#pragma once

#include <nlohmann/json_fwd.hpp>

namespace huiyin::base {

/// Members keep the order in which they were written, so that payload bytes are reproducible.
using Json = nlohmann::ordered_json;

} // namespace huiyin::base
