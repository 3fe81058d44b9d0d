#include "tests/simulation/checks.h"

#include "core/base/crypto.h"
#include "core/base/limits.h"
#include "core/domain/attachment.h"
#include "core/domain/visibility.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <map>
#include <optional>
#include <set>
#include <tuple>

namespace huiyin::simulation {

namespace {

namespace limits = base::limits;
using domain::Complaint;
using domain::PlacedEvent;
using domain::VerdictKind;
using Events = std::vector<PlacedEvent>;

/// Where the simulated server stands: UTC+8.
int local_year(std::int64_t utc_ms) {
    using namespace std::chrono;
    const sys_time<milliseconds> local{milliseconds(utc_ms) + hours(8)};
    return static_cast<int>(year_month_day(floor<days>(local)).year());
}

domain::Intake without_identity(domain::Intake intake) {
    intake.complainant_name.clear();
    intake.complainant_org.clear();
    intake.contact.clear();
    intake.contact_refused = false;
    return intake;
}

/// Every member that a screen or the register shows, lists by how long they are: what is in them
/// came with a step, and steps are compared too.
bool is_same_but_for_identity(const Complaint& a, const Complaint& b) {
    const auto lengths = [](const Complaint& c) {
        return std::array{c.handlers.size(),
                          c.assignments.size(),
                          c.returns.size(),
                          c.verifications.size(),
                          c.actions.size(),
                          c.feedbacks.size(),
                          c.follow_ups.size(),
                          c.closures.size(),
                          c.attachments.size(),
                          c.improvements.size(),
                          c.told.size(),
                          c.opinions.size(),
                          c.links.size(),
                          c.consents.size(),
                          c.extensions.size(),
                          c.conflicts.size(),
                          c.open_conflicts(),
                          c.members.size()};
    };
    const auto facts = [](const Complaint& c) {
        return std::tie(c.taken_down,
                        c.state,
                        c.round,
                        c.number,
                        c.register_no,
                        c.rejection_reason,
                        c.accepted_by,
                        c.accepted_at_utc_ms,
                        c.severity,
                        c.severity_reason,
                        c.escalation_due,
                        c.handler,
                        c.answerable,
                        c.substitute,
                        c.received_at_utc_ms,
                        c.handled_at_utc_ms,
                        c.reworks,
                        c.state_change,
                        c.state_event);
    };
    return facts(a) == facts(b) && lengths(a) == lengths(b) && a.validity() == b.validity() &&
           a.outcome.has_value() == b.outcome.has_value() &&
           a.cancellation.has_value() == b.cancellation.has_value() &&
           without_identity(a.intake) == without_identity(b.intake);
}

class Check {
public:
    Check(SimulatedServer& server, const Tablets& tablets, Ledger& ledger, Outcome& outcome)
        : m_server(server)
        , m_tablets(tablets)
        , m_ledger(ledger)
        , m_outcome(outcome)
        , m_all(server.all_events()) {}

    void run() {
        std::map<Uuid, Events> complaints;
        for (const PlacedEvent& placed : m_all) {
            complaints[placed.event.complaint].push_back(placed);
            m_outcome.conflicts += placed.verdict.kind == VerdictKind::Conflict ? 1 : 0;
        }
        m_outcome.events = m_all.size();
        check_changes();
        check_made();
        check_numbers();
        check_files();
        for (const auto& [id, events] : complaints) {
            const Complaint truth = *domain::fold(events);
            check_complaint(truth, events);
            for (const auto& tablet : m_tablets) {
                check_replica(*tablet, truth);
            }
        }
        for (const auto& tablet : m_tablets) {
            check_limits(*tablet);
        }
    }

private:
    SimulatedServer& m_server;
    const Tablets& m_tablets;
    Ledger& m_ledger;
    Outcome& m_outcome;
    const Events m_all;

    void violated(const char* invariant, const std::string& what) {
        m_ledger.violated(invariant, what);
    }

    void check_changes();
    void check_made();
    void check_numbers();
    void check_files();
    void check_file(const PlacedEvent& placed, const domain::AttachedFile& file);
    void check_complaint(const Complaint& truth, const Events& events);
    void check_corrections(const Complaint& truth, const Events& events);
    void check_replica(SimulatedTablet& tablet, const Complaint& truth);
    void check_limits(SimulatedTablet& tablet);
};

void Check::check_changes() {
    std::int64_t change = 0;
    const auto& left_out = m_server.left_out();
    for (const PlacedEvent& placed : m_all) {
        for (auto gap = left_out.find(change); gap != left_out.end() && placed.change > gap->second;
             gap = left_out.find(change)) {
            change = gap->second;
        }
        if (placed.change != change + 1) {
            violated("I5",
                     "change " + std::to_string(placed.change) + " after " +
                         std::to_string(change));
        }
        change = placed.change;
    }
}

/// I1 and I2: what was made is on the server once, or waits on a tablet for its author.
void Check::check_made() {
    std::map<Uuid, int> times;
    for (const PlacedEvent& placed : m_all) {
        ++times[placed.event.id];
        const auto made = m_ledger.events.find(placed.event.id);
        if (made == m_ledger.events.end() || made->second.hash != placed.event.hash) {
            violated("I1", "the server has an event that nobody made");
        }
    }
    std::set<Uuid> waiting;
    for (const auto& tablet : m_tablets) {
        waiting.merge(tablet->waiting());
    }
    for (const auto& [id, made] : m_ledger.events) {
        if (times[id] > 1) {
            violated("I1", "an event is on the server twice");
        } else if (times[id] == 0 && !made.gone && made.delivered) {
            violated("I1", "a delivered event is not on the server");
        } else if (times[id] == 0 && !made.gone && waiting.count(id) == 0) {
            violated("I2", "an event is neither on the server nor on a tablet");
        }
    }
}

void Check::check_numbers() {
    std::set<std::string> numbers;
    std::map<int, std::vector<std::int64_t>> registered; // by year
    for (const PlacedEvent& placed : m_all) {
        if (placed.register_no == 0) {
            continue;
        }
        registered[local_year(placed.server_time_utc_ms)].push_back(placed.register_no);
        const auto payload =
            domain::payload_from_text(domain::EventKind::Record, placed.event.payload);
        const auto& number = std::get<domain::RecordPayload>(*payload).number;
        if (!numbers.insert(number).second) {
            violated("I11", "the number " + number + " twice");
        }
    }
    for (auto& [year, given] : registered) {
        std::sort(given.begin(), given.end());
        for (std::size_t i = 0; i < given.size(); ++i) {
            if (given[i] != static_cast<std::int64_t>(i) + 1) {
                violated("I11", "register numbers of " + std::to_string(year) + " have a gap");
                break;
            }
        }
    }
}

/// I4: what a complaint names is whole on the server, unless its only tablet went before.
void Check::check_files() {
    for (const PlacedEvent& placed : m_all) {
        const auto file = domain::attached_file(placed.event);
        if (file && placed.verdict.kind != VerdictKind::Refused) {
            check_file(placed, *file);
        }
    }
}

void Check::check_file(const PlacedEvent& placed, const domain::AttachedFile& file) {
    const auto department = m_server.department();
    if (must(m_server.reader().file_scopes(department, file.sha256)).empty()) {
        violated("I4", "the server does not know which complaint names a file");
    }
    const std::string whole = m_server.file(file.sha256, placed.event.device);
    if (!whole.empty()) {
        ++m_outcome.files;
        if (base::sha256(base::bytes_of(whole)) != file.sha256) {
            violated("I4", "a file is not what its name says");
        }
        return;
    }
    const AttachedFile& promised = m_ledger.files[file.sha256];
    const bool can_come = std::any_of(m_tablets.begin(), m_tablets.end(), [&](const auto& tablet) {
        const auto state = must(tablet->store().files().state(file.sha256));
        return (state && state->complete_here) ||
               (!promised.delivered && tablet->device() == promised.device);
    });
    if (can_come && !promised.stranded) {
        violated("I4", "a file that a complaint names is not on the server");
    }
}

void Check::check_complaint(const Complaint& truth, const Events& events) {
    const bool has_effect = std::any_of(events.begin(), events.end(), [](const auto& placed) {
        return placed.verdict.kind != VerdictKind::Refused;
    });
    if (has_effect && !truth.taken_down) {
        violated("I4", "an event without its complaint");
    }
    for (const PlacedEvent& placed : events) {
        const bool shown = std::any_of(
            truth.conflicts.begin(), truth.conflicts.end(), [&](const domain::Conflict& conflict) {
                return conflict.event_id == placed.event.id;
            });
        if (placed.verdict.kind == VerdictKind::Conflict && !shown) {
            violated("I7", "a step that clashed is in no conflict");
        }
    }
    check_corrections(truth, events);
}

/// I7: a value that was written is not replaced by somebody who had not seen it.
void Check::check_corrections(const Complaint& truth, const Events& events) {
    struct Written {
        const PlacedEvent* placed;
        std::string member;
    };

    std::vector<Written> written;
    std::optional<Complaint> now;
    for (const PlacedEvent& placed : events) {
        const std::optional<Complaint> before = now;
        domain::apply(now, placed);
        const std::string& member = now->steps.back().member;
        if (member.empty() || placed.verdict.kind != VerdictKind::Applied) {
            continue;
        }
        const bool replaces = domain::member_value(before->intake, member) !=
                              domain::member_value(now->intake, member);
        const bool unseen = std::any_of(written.begin(), written.end(), [&](const Written& one) {
            return one.member == member && one.placed->event.device != placed.event.device &&
                   one.placed->change > placed.event.seen.change;
        });
        if (replaces && unseen) {
            violated("I7",
                     "a correction of " + member + " in " + truth.number +
                         " took another one away unseen");
        }
        written.push_back({&placed, member});
    }
}

/// I3 and I8.
void Check::check_replica(SimulatedTablet& tablet, const Complaint& truth) {
    const domain::Directory& directory = tablet.store().directory();
    const auto here = must(tablet.store().complaint(truth.id));
    const bool visible = domain::may_see(directory, tablet.person(), truth);
    if (here.has_value() && !visible && here->unsent == 0) {
        violated("I8", "a tablet holds what its person may not see");
    }
    if (!here.has_value()) {
        if (visible) {
            violated("I3", "a visible complaint is missing on a tablet");
        }
        return;
    }
    // Steps and verdicts are the same everywhere; identities only where they may be known.
    const bool may_know = domain::may_see_identity(directory, tablet.person(), truth);
    for (const domain::Step& step : here->steps) {
        if (!may_know && step.kind == domain::EventKind::Identify &&
            step.device != tablet.device()) {
            violated("I8", "a tablet knows a complainant whom its person may not know");
        }
    }
    std::vector<domain::Step> there = truth.steps;
    std::vector<domain::Step> steps = here->steps;
    const auto is_identity = [](const domain::Step& step) {
        return step.kind == domain::EventKind::Identify;
    };
    // Of a complaint that was refused nobody is told.
    if (!may_know || !truth.intake.confidential) {
        std::erase_if(there, is_identity);
        std::erase_if(steps, is_identity);
    }
    const bool same =
        there.size() == steps.size() &&
        std::equal(there.begin(), there.end(), steps.begin(), [](const auto& a, const auto& b) {
            return a.event_id == b.event_id && a.change == b.change && a.verdict == b.verdict &&
                   a.text == b.text && a.at_utc_ms == b.at_utc_ms;
        });
    const bool same_state = is_same_but_for_identity(truth, *here);
    if (!same || !same_state) {
        violated("I3", "a tablet has another state than the server");
    }
}

void Check::check_limits(SimulatedTablet& tablet) {
    const auto unheld =
        must(m_server.reader().unheld_file_bytes(m_server.department(), tablet.device()));
    if (unheld > limits::unused_file_bytes_max) {
        violated("I9", "the server keeps too much that no complaint names");
    }
    if (must(tablet.store().apart_places(SIZE_MAX)).size() > limits::apart_places_max) {
        violated("I9", "too many places are kept apart");
    }
}

} // namespace

void check(SimulatedServer& server, const Tablets& tablets, Ledger& ledger, Outcome& outcome) {
    Check(server, tablets, ledger, outcome).run();
}

} // namespace huiyin::simulation
