// A tablet with everything but a screen: the real store and the real sync engine.
#pragma once

#include "core/store/tablet_store.h"
#include "core/sync/engine.h"
#include "tests/server/support.h"

#include <memory>
#include <optional>
#include <string>

namespace huiyin::server::tests {

class WholeTablet {
public:
    WholeTablet(TestServer& server, const char* account, const std::string& database = ":memory:");

    Uuid record();
    void note(const Uuid& complaint);
    /// A step of the person's first role.
    void append(const Uuid& complaint, domain::Payload payload, std::uint32_t counter = 0);

    /// Talks until the engine has nothing more to say; gives how many requests that took.
    int talk();

    /// With the key of its enrolment; gives the status of the answer.
    int sign_in_again();
    /// Another person, on this tablet.
    int sign_in_as(const char* account);

    std::unique_ptr<huiyin::store::TabletStore> store;
    std::optional<sync::Engine> engine;

private:
    TestServer& m_server;
    Tablet m_identity;
    std::string m_account;

    int sign_in();
};

} // namespace huiyin::server::tests
