// One demo complaint: the people, the words and the hours of its steps.
#pragma once

#include "sync-server/main/demo_complaints.h"
#include "sync-server/main/demo_handling_words.h"

#include <optional>
#include <vector>

namespace huiyin::server {

/// Indices into demo_people.
namespace demo {
inline constexpr std::size_t acceptors = 2;
inline constexpr std::size_t manager = 2;
inline constexpr std::size_t deputy = 12; ///< the second manager
inline constexpr std::size_t leaders[] = {3, 13};
inline constexpr std::size_t leadership = 10;
} // namespace demo

/// Adds the steps of one complaint. Every step stands some working time after the one before.
class Story {
public:
    Story(SeededRandom& random,
          const DemoCast& cast,
          std::size_t complaint,
          const DemoMatter& matter,
          std::int64_t recorded_at);

    domain::Intake intake; ///< to be changed before it is recorded

    /// Lets working minutes pass.
    void wait(std::int64_t minutes);
    /// Adds a step; gives it to be marked.
    DemoStep& add(std::size_t person, domain::Payload payload);

    void reject();
    void record();
    void identify(const domain::Identity& identity);
    void note();
    /// To the group that is responsible for the system.
    void dispatch();
    void escalate(std::size_t leader);
    void receive(std::size_t person);
    void confirm(domain::Validity validity);
    void finish(domain::Validity validity);
    /// With the user's opinion when the user has one and is content.
    void feed_back(bool content = true);
    /// By the manager; nothing said when nobody was reached.
    void follow_up(std::optional<domain::VerifyResult> result);
    void close_satisfied();
    void close_dissatisfied();
    void close_not_verified();
    void improve(std::size_t leader);

    /// Received, found valid or not, handled and finished by the person.
    void handle(std::size_t person, domain::Validity validity);
    /// Fed back, followed up and closed with the result.
    void conclude(domain::VerifyResult result);

    const base::Uuid& person(std::size_t index) const { return m_cast.people[index]; }

    /// A member of the group that gets it.
    std::size_t member() const { return m_member; }

    /// The leader of that group's team, as an index into demo_people.
    std::size_t leader() const;

    std::size_t acceptor() const { return m_acceptor; }

    std::int64_t now() const { return m_at; }

    std::vector<DemoStep> take_steps() { return std::move(m_steps); }

private:
    SeededRandom& m_random;
    const DemoCast& m_cast;
    std::size_t m_complaint;
    std::int64_t m_at;
    std::size_t m_acceptor;
    std::size_t m_group;
    std::size_t m_member;
    const DemoHandling& m_words;
    bool m_invalid = false;
    std::vector<DemoStep> m_steps;

    std::string words(std::string_view pattern) const { return demo_text(pattern, intake); }
};

} // namespace huiyin::server
