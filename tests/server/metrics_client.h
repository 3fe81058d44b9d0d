// What a server counts, as whoever runs it asks for it.
#pragma once

#include "tests/server/support.h"

#include <string>

namespace huiyin::server::tests {

/// GET /metrics of a server that was started with `metrics_port`; anything but 200 fails the test.
std::string metrics_of(TestServer& server);

/// The value of a line; -1 when there is none.
double value_of(const std::string& metrics, const std::string& name);

} // namespace huiyin::server::tests
