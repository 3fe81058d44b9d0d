// A complaint's way through the procedure, for tests: who takes which step on which device.
#pragma once

#include "core/domain/rules.h"
#include "tests/support/fakes.h"

#include <optional>
#include <vector>

namespace huiyin::tests {

/// The department of make_department() with a second group, team and acceptor, so that "own" and
/// "other" differ.
struct Office : Department {
    base::Uuid group;         ///< of 王海涛
    base::Uuid other_group;   ///< of the same team
    base::Uuid foreign_group; ///< of the other team
    base::Uuid team;          ///< of 陈志强
    base::Uuid other_acceptor;
    base::Uuid group_mate;     ///< GM of `group`
    base::Uuid other_member;   ///< GM of `other_group`
    base::Uuid other_leader;   ///< TL of the other team
    base::Uuid second_manager; ///< URM
};

Office make_office();

/// One complaint, its events as a server would place them.
class Life {
public:
    explicit Life(const Office& office)
        : m_office(office) {}

    /// Judges and places the step; the author has seen everything unless `seen_change` says less.
    domain::Verdict take(const base::Uuid& person,
                         domain::Role role,
                         const domain::Payload& payload,
                         std::optional<std::int64_t> seen_change = std::nullopt,
                         std::optional<base::Uuid> device = std::nullopt);

    /// Takes steps that have to be applied, up to a state.
    void reach(domain::State state);
    void record(domain::Intake intake);

    /// Time passes.
    void wait_ms(std::int64_t ms) { m_now_ms += ms; }

    std::int64_t now_ms() const { return m_now_ms; }

    std::int64_t last_change() const { return static_cast<std::int64_t>(m_events.size()); }

    const domain::Complaint& now() const { return *m_complaint; }

    const std::optional<domain::Complaint>& state() const { return m_complaint; }

    const std::vector<domain::PlacedEvent>& events() const { return m_events; }

    const Office& office() const { return m_office; }

    /// The payloads of the usual way, for tests that change one thing.
    domain::FeedBackPayload feedback() const;
    domain::FollowUpPayload call(std::optional<domain::VerifyResult> result, bool reached) const;

private:
    const Office& m_office;
    std::optional<domain::Complaint> m_complaint;
    std::vector<domain::PlacedEvent> m_events;
    std::int64_t m_now_ms = FakeClock().now_ms;

    void must(const base::Uuid& person, domain::Role role, const domain::Payload& payload);
};

} // namespace huiyin::tests
