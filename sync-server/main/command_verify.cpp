// huiyin-server verify: reads every event and checks what can be checked without trusting the
// server.
#include "core/domain/redaction.h"
#include "core/domain/verification.h"
#include "sync-server/main/commands.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <iostream>
#include <map>

namespace huiyin::server {

using base::Result;
using base::Uuid;

namespace {

constexpr std::array<std::string_view, 1> options{"database"};

constexpr std::string_view help =
    "Checks every event: its hash, the signature of its device, the device's chain without gaps\n"
    "its newest events included, the order of change numbers, and 登记序号 without gaps. Names "
    "each event that is wrong; exit status 1 when\n"
    "there is one. Of a redacted event the payload is what its order says.\n\n"
    "  --database WHERE   the SQLite file or postgresql: URL\n";

/// The end of one device's chain as far as it was read.
struct Chain {
    store::DeviceRow device;
    domain::ChainEnd end;
    std::vector<sync::ApartPlace> apart; ///< places of events that were not taken

    /// Moves the end over what is kept apart, when that leads to just before `seq` with `hash`.
    void pass_apart(std::uint64_t seq, const base::Hash& hash) {
        for (std::uint64_t between = end.seq + 1; between < seq; ++between) {
            const bool is_apart =
                std::any_of(apart.begin(), apart.end(), [&](const sync::ApartPlace& place) {
                    return place.device_seq == between &&
                           (between + 1 != seq || place.hash == hash);
                });
            if (!is_apart) {
                return;
            }
        }
        if (end.seq + 1 < seq) {
            end = {seq - 1, hash};
        }
    }
};

int year_of(std::int64_t utc_ms) {
    using namespace std::chrono;
    const year_month_day date{floor<days>(sys_time<milliseconds>(milliseconds(utc_ms)))};
    return static_cast<int>(date.year());
}

/// Whether a year can have begun in between. Where the server stood is not stored, so a day at
/// both ends is allowed for.
bool is_another_year(std::int64_t before_utc_ms, const domain::PlacedEvent& placed) {
    constexpr std::int64_t day_ms = 24LL * 3600 * 1000;
    return year_of(before_utc_ms - day_ms) < year_of(placed.server_time_utc_ms + day_ms);
}

class Verifier {
public:
    Verifier(std::vector<Chain> chains, std::ostream& out)
        : m_out(out) {
        for (Chain& chain : chains) {
            const Uuid id = chain.device.id;
            m_chains[id] = std::move(chain);
        }
    }

    Result<void> take(const domain::PlacedEvent& placed) {
        ++m_events;
        const auto chain = m_chains.find(placed.event.device);
        if (chain == m_chains.end()) {
            m_of_unknown.push_back(placed);
        } else {
            check_event(placed, chain->second);
        }
        if (placed.change <= m_change_last) {
            report(placed, "has a change number out of order");
        }
        m_change_last = placed.change;
        check_register(placed);
        return {};
    }

    /// Also finds events that are missing at the end of a chain, and payloads that no order put
    /// in the place of others. `devices` as they are now: a server that serves meanwhile enrols
    /// some, and takes more of others than they had made at the beginning.
    void finish(const std::vector<store::DeviceRow>& devices) {
        std::map<Uuid, std::uint64_t> last_now;
        for (const store::DeviceRow& device : devices) {
            last_now[device.id] = device.last_seq;
            Chain begun{.device = device, .end = {}, .apart = {}};
            begun.device.last_seq = 0;
            begun.device.last_hash = {};
            m_chains.try_emplace(device.id, std::move(begun));
        }
        for (const domain::PlacedEvent& placed : m_of_unknown) {
            const auto chain = m_chains.find(placed.event.device);
            if (chain == m_chains.end()) {
                report(placed, "comes from an unknown device");
            } else {
                check_event(placed, chain->second);
            }
        }
        for (const domain::PlacedEvent& placed : m_redacted) {
            if (!m_orders.vouch_for(placed.event)) {
                report(placed, "is not what an order put in its place");
            }
        }
        for (auto& [id, chain] : m_chains) {
            chain.pass_apart(chain.device.last_seq + 1, chain.device.last_hash);
            const domain::ChainEnd& end = chain.end;
            const bool went_on = end.seq > chain.device.last_seq && end.seq <= last_now[id];
            const bool is_whole =
                end.seq == chain.device.last_seq && end.hash == chain.device.last_hash;
            if (!is_whole && !went_on) {
                ++m_problems;
                name_first(end.seq == 0 ? "the first event of device " + chain.device.code
                                        : "what follows event " + std::to_string(end.seq) +
                                              " of device " + chain.device.code);
                m_out << "device " << chain.device.code << " ends at event " << end.seq << ", but "
                      << chain.device.last_seq << " were taken\n";
            }
        }
    }

    std::int64_t events() const { return m_events; }

    std::int64_t problems() const { return m_problems; }

    std::size_t redacted() const { return m_redacted.size(); }

    /// The first that is wrong, in words; empty when nothing is.
    const std::string& first() const { return m_first; }

private:
    std::ostream& m_out;
    std::map<Uuid, Chain> m_chains;
    std::vector<domain::PlacedEvent> m_of_unknown; ///< device, so far
    std::int64_t m_change_last = 0;
    std::int64_t m_events = 0;
    std::int64_t m_problems = 0;
    /// An order comes after what it names, so these are looked at last.
    std::vector<domain::PlacedEvent> m_redacted;
    domain::RedactionOrders m_orders;
    std::string m_first;
    std::int64_t m_register_last = 0;
    std::int64_t m_registered_at_utc_ms = 0;

    void name_first(std::string what) {
        if (m_first.empty()) {
            m_first = std::move(what);
        }
    }

    void report(const domain::PlacedEvent& placed, std::string_view what) {
        ++m_problems;
        name_first("event " + to_string(placed.event.id));
        m_out << "event " << to_string(placed.event.id) << " (change " << placed.change << ") "
              << what << "\n";
    }

    /// 登记序号 count up by one; at the turn of a year they begin at one again.
    void check_register(const domain::PlacedEvent& placed) {
        if (placed.register_no == 0) {
            return;
        }
        const bool begins =
            placed.register_no == 1 &&
            (m_register_last == 0 || is_another_year(m_registered_at_utc_ms, placed));
        if (!begins && placed.register_no != m_register_last + 1) {
            report(placed,
                   "has register number " + std::to_string(placed.register_no) + " after " +
                       std::to_string(m_register_last));
        }
        m_register_last = placed.register_no;
        m_registered_at_utc_ms = placed.server_time_utc_ms;
    }

    void check_event(const domain::PlacedEvent& placed, Chain& chain) {
        const domain::Event& event = placed.event;
        if (!domain::is_authentic(event, chain.device.public_key)) {
            report(placed, "is not what its device signed");
        } else {
            m_orders.take(placed);
        }
        if (!event.redaction.is_nil()) {
            m_redacted.push_back(placed);
        }
        chain.pass_apart(event.device_seq, event.prev_hash);
        if (!domain::continues(chain.end, event)) {
            report(placed, "does not continue its device's chain");
        }
    }
};

Result<std::vector<Chain>> chains_of(store::Reader& reader, const Uuid& department) {
    std::vector<Chain> chains;
    for (store::DeviceRow& device : HUIYIN_TRY(reader.devices(department))) {
        auto apart = HUIYIN_TRY(reader.apart_places(department, device.id));
        chains.push_back({.device = std::move(device), .end = {}, .apart = std::move(apart)});
    }
    return chains;
}

Result<int> run(const Arguments& arguments) {
    const auto open = HUIYIN_TRY(open_store(arguments, Missing::Refuse));
    return HUIYIN_TRY(verify_store(open->reader(), std::cout)) == 0 ? exit_ok : exit_failed;
}

} // namespace

Result<std::int64_t> verify_store(store::Reader& reader, std::ostream& out) {
    std::int64_t problems = 0;
    for (const store::Department& department : HUIYIN_TRY(reader.departments())) {
        Verifier verifier(HUIYIN_TRY(chains_of(reader, department.id)), out);
        HUIYIN_TRY(
            reader.for_each_event(department.id, [&verifier](const domain::PlacedEvent& placed) {
                return verifier.take(placed);
            }));
        verifier.finish(HUIYIN_TRY(reader.devices(department.id)));
        problems += verifier.problems();
        out << department.short_name << ": " << verifier.events() << " events, ";
        if (verifier.redacted() > 0) {
            out << verifier.redacted() << " of them redacted, ";
        }
        out << verifier.problems() << " problems"
            << (verifier.first().empty() ? "" : ", the first: " + verifier.first()) << "\n";
    }
    return problems;
}

const Command& verify_command() {
    static constexpr Command command{"verify", options, help, run};
    return command;
}

} // namespace huiyin::server
