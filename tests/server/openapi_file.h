// What openapi.yaml says, as far as tests compare it with the program.
#pragma once

#include <set>
#include <string>

namespace huiyin::server::tests {

struct DescribedApi {
    /// "GET /healthz" for each operation.
    std::set<std::string> operations;
    /// Those of them that the scheme "bearer" does not guard.
    std::set<std::string> without_bearer;
    /// The words of `command` in /api/v1/admin.
    std::set<std::string> admin_commands;
};

DescribedApi described_api();

} // namespace huiyin::server::tests
