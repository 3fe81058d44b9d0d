// Signing in: what is typed, what is under way, what went wrong.
#pragma once

#include "core/base/random.h"
#include "core/store/tablet_store.h"
#include "core/sync/engine.h"
#include "ui/app/strings.h"
#include "ui/app/transport.h"

#include <optional>
#include <string>

namespace huiyin::app {

class SessionModel {
public:
    SessionModel(store::TabletStore& store, base::Random& random);

    std::string account;
    std::string password;

    bool busy() const { return m_busy; }

    /// What went wrong last, or nothing.
    std::optional<Text> problem() const { return m_problem; }

    /// Whether nobody is signed in, or the server ended the sign-in.
    bool needs_sign_in() const;
    /// Whether somebody was signed in here before: the data is there, only the token is missing.
    bool is_known_device() const;

    /// Whether another tablet works under this one's identity, with a copy of its data. A sign-in
    /// then gives this one an identity of its own.
    bool is_copied() const;

    /// The request to send, or nothing when a field is missing (problem() tells) or one is under
    /// way.
    std::optional<Request> request();

    /// The server's answer. Whether somebody is signed in now. The password is forgotten either
    /// way.
    bool answered(const sync::Answer& answer);

private:
    store::TabletStore& m_store;
    base::Random& m_random;
    base::KeyPair m_key_pair;
    bool m_busy = false;
    std::optional<Text> m_problem;

    bool take(const sync::Answer& answer);
};

} // namespace huiyin::app
