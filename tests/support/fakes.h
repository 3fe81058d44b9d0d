// Time, randomness and a department for tests. Nothing here depends on when or where a test runs.
#pragma once

#include "core/base/clock.h"
#include "core/base/crypto.h"
#include "core/base/random.h"
#include "core/domain/directory.h"
#include "core/domain/intake.h"
#include "core/store/tablet_store.h"

#include <cstdint>
#include <memory>
#include <string>

namespace huiyin::tests {

/// A clock that only moves when told to.
class FakeClock final : public base::Clock {
public:
    std::int64_t now_ms = 1'795'140'000'000; // 2026-11-20

    std::int64_t now_utc_ms() const override { return now_ms; }

    int utc_offset_minutes() const override { return 480; }

    std::int64_t monotonic_ms() const override { return now_ms; }
};

/// xorshift64*: the same seed gives the same bytes.
class SeededRandom final : public base::Random {
public:
    explicit SeededRandom(std::uint64_t seed)
        : m_state(seed * 2 + 1) {}

    void fill(std::span<std::uint8_t> out) override;
    std::uint64_t next();

    /// A number from 0 to below `bound`.
    std::size_t below(std::size_t bound) { return static_cast<std::size_t>(next() % bound); }

private:
    std::uint64_t m_state;
};

/// HUIYIN_SEED, or 1; printed by the tests that use it.
std::uint64_t seed_of_run();

/// A department with one person of each role and two devices.
struct Department {
    domain::Directory directory;
    base::Uuid acceptor;      ///< 李晓东, ACC
    base::Uuid manager;       ///< 周敏, URM
    base::Uuid leader;        ///< 陈志强, TL
    base::Uuid member;        ///< 王海涛, GM
    base::Uuid leadership;    ///< 刘建国, SUP
    base::Uuid administrator; ///< 吴芳, ADM
    base::KeyPair key_a;      ///< of device A7K
    base::KeyPair key_b;      ///< of device C3M
    base::Uuid device_a;
    base::Uuid device_b;
};

Department make_department();

/// A complete intake that passes the check.
domain::Intake make_intake(std::int64_t complained_at_utc_ms);

/// A sign-in answer for a person on device A7K or C3M.
sync::SignInResponse
sign_in_response(const Department& department, const base::Uuid& person, const base::Uuid& device);

/// A store where `person` is signed in on `device`: in memory, or in a new file.
std::unique_ptr<store::TabletStore> make_store(const Department& department,
                                               const base::Uuid& person,
                                               const base::Uuid& device,
                                               const base::Clock& clock,
                                               base::Random& random,
                                               const std::string& path = ":memory:");

/// Records a complaint through the rules and the store; the event must be accepted by both.
domain::Event record(store::TabletStore& tablet,
                     const base::Clock& clock,
                     base::Random& random,
                     domain::Intake intake);

} // namespace huiyin::tests
