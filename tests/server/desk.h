// A department at work: one tablet for each role, and the steps of the procedure through the API.
#pragma once

#include "core/domain/complaint.h"
#include "tests/server/support.h"

#include <string>
#include <vector>

namespace huiyin::server::tests {

using Events = std::vector<domain::PlacedEvent>;

/// Everything that is there for the tablet, page by page.
Events pull_all(Tablet& tablet);

/// Whether some event's payload holds the text.
bool holds_text(const Events& events, std::string_view text);

inline constexpr domain::Verdict applied{domain::VerdictKind::Applied, domain::Reason::None};

constexpr domain::Verdict refused(domain::Reason reason) {
    return {domain::VerdictKind::Refused, reason};
}

struct Desk {
    TestServer server;
    Tablet acceptor{server};
    Tablet manager{server};
    Tablet leader{server};
    Tablet member{server};
    Tablet leadership{server};
    Tablet administrator{server};

    /// Signs everybody in.
    Desk();

    /// The test department's only group.
    Uuid group() const { return acceptor.directory.groups.front().id; }

    /// Lets the tablet see everything, make the step, sign it and send it, whatever the rules say.
    sync::Receipt take(Tablet& tablet, const Uuid& complaint, const domain::Payload& payload);

    /// The same, with its verdict alone.
    domain::Verdict step(Tablet& tablet, const Uuid& complaint, const domain::Payload& payload) {
        return take(tablet, complaint, payload).verdict;
    }

    /// Records an intake on the acceptor's tablet.
    Uuid record(const domain::Intake& intake);
    Uuid record();

    /// Dispatched, received, found valid and finished by the member.
    Uuid handled();

    /// Fed back and followed up by the manager with this result.
    Uuid verified(domain::VerifyResult result);

    /// As the server has it.
    domain::Complaint complaint(const Uuid& id);

    domain::FeedBackPayload feedback() const;
    domain::FollowUpPayload follow_up(std::optional<domain::VerifyResult> result) const;
};

/// One command of an administrator's screen; the JSON is given with single quotes.
RawResponse post_admin(const TestServer& server, const Tablet& tablet, std::string json);

} // namespace huiyin::server::tests
