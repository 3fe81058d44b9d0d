#include "sync-server/main/demo.h"

#include "core/domain/numbering.h"
#include "core/domain/payload.h"
#include "sync-server/api/push.h"
#include "sync-server/auth/password.h"
#include "sync-server/auth/token.h"
#include "sync-server/main/demo_complaints.h"
#include "sync-server/main/demo_words.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <map>
#include <utility>

namespace huiyin::server {

using base::ErrorCode;
using base::failure;
using base::Result;
using base::Uuid;

namespace {

constexpr int china_offset_minutes = 480;

/// A clock that stands where the story is.
class StoryClock final : public base::Clock {
public:
    std::int64_t at_utc_ms = 0;

    std::int64_t now_utc_ms() const override { return at_utc_ms; }

    int utc_offset_minutes() const override { return china_offset_minutes; }

    std::int64_t monotonic_ms() const override { return at_utc_ms; }
};

int local_year(std::int64_t utc_ms) {
    using namespace std::chrono;
    const milliseconds local(utc_ms + china_offset_minutes * 60'000LL);
    const year_month_day date{floor<days>(sys_time<milliseconds>(local))};
    return static_cast<int>(date.year());
}

/// A tablet of the demo with its key and the end of its chain.
struct Tablet {
    store::DeviceRow row;
    base::KeyPair keys;
    std::uint32_t counter = 0;
};

class Demo {
public:
    Demo(store::Writer& writer,
         const base::Clock& clock,
         base::Random& random,
         const DemoOptions& options)
        : m_writer(writer)
        , m_random(random)
        , m_options(options)
        , m_seeded(options.seed)
        , m_until_utc_ms(clock.now_utc_ms()) {
        m_clock.at_utc_ms = m_until_utc_ms - 40LL * 24 * 3600 * 1000;
    }

    Result<DemoReport> create();

private:
    store::Writer& m_writer;
    base::Random& m_random;
    const DemoOptions& m_options;
    SeededRandom m_seeded;
    std::int64_t m_until_utc_ms;
    StoryClock m_clock;
    store::Department m_department;
    std::vector<Tablet> m_tablets; ///< one for each person
    DemoCast m_cast;
    std::map<std::size_t, std::int64_t> m_seen_before; ///< change before a complaint's last step
    domain::Directory m_directory;
    std::int64_t m_heard_utc_ms = 0; ///< server time of the newest event
    DemoReport m_report;

    Uuid new_id() { return make_uuid(m_clock, m_seeded); }

    Result<void> add_department();
    Result<void> add_people();
    Result<void> add_teams();
    Result<void> add_tablets();
    Result<void> hear_of_tablets();
    Result<std::string> next_number(Tablet& tablet, std::int64_t at_utc_ms);
    Result<void> add_lists();
    Result<void> complete(domain::Payload& payload,
                          const std::optional<domain::Complaint>& before,
                          Tablet& tablet);
    Result<void> take(const DemoStep& step);
};

Result<DemoReport> Demo::create() {
    HUIYIN_TRY(add_department());
    HUIYIN_TRY(add_people());
    HUIYIN_TRY(add_teams());
    HUIYIN_TRY(add_lists());
    HUIYIN_TRY(add_tablets());
    HUIYIN_TRY(m_writer.raise_directory_version(m_department.id));
    m_directory = HUIYIN_TRY(m_writer.reader().directory(m_department.id));
    for (std::size_t i = 0; i < m_options.complaints; ++i) {
        m_cast.complaints.push_back(new_id());
    }
    m_cast.calendar = m_directory.policy.calendar;
    m_cast.until_utc_ms = m_until_utc_ms;
    for (const DemoStep& step : demo_steps(m_seeded, m_cast)) {
        HUIYIN_TRY(take(step));
    }
    HUIYIN_TRY(hear_of_tablets());
    return m_report;
}

/// All tablets but one were switched on today: who had nothing to write was heard of too.
Result<void> Demo::hear_of_tablets() {
    constexpr std::int64_t minute_ms = 60'000;
    constexpr std::int64_t five_days_ms = std::int64_t{5} * 24 * 60 * minute_ms;
    for (std::size_t i = 0; i < m_tablets.size(); ++i) {
        const std::int64_t ago =
            i + 1 == m_tablets.size() ? five_days_ms : static_cast<std::int64_t>(i) * 7 * minute_ms;
        HUIYIN_TRY(
            m_writer.touch_device(m_department.id, m_tablets[i].row.id, m_until_utc_ms - ago));
    }
    return {};
}

Result<void> Demo::add_department() {
    m_department = {.id = new_id(),
                    .short_name = "tonghao",
                    .name = "通号中心IT运维服务部",
                    .number_prefix = "TS"};
    return m_writer.add_department(m_department);
}

Result<void> Demo::add_people() {
    // All have one password, which is printed, so one slow hash is enough.
    const std::string hash = HUIYIN_TRY(auth::hash_password(m_options.password));
    for (const DemoPerson& demo : demo_people()) {
        domain::Person person;
        person.id = new_id();
        person.staff_no = demo.staff_no;
        person.name = demo.name;
        person.phone = demo.phone;
        HUIYIN_TRY(m_writer.add_person(m_department.id, person));
        store::Account account{.name = std::string(demo.account), .person = person.id};
        account.password_hash = hash;
        HUIYIN_TRY(m_writer.add_account(m_department.id, account));
        m_cast.people.push_back(person.id);
        ++m_report.people;
    }
    return {};
}

Result<void> Demo::add_teams() {
    const auto people = demo_people();
    std::vector<domain::Team> teams;
    for (const std::string_view name : demo_teams()) {
        teams.push_back({.id = new_id(), .name = std::string(name), .leader = {}});
    }
    std::vector<domain::Group> groups;
    std::size_t domains = 0;
    for (const DemoGroup& demo : demo_groups()) {
        domain::Group group{.id = new_id(), .team = teams[demo.team].id};
        group.name = demo.name;
        for (std::size_t i = 0; i < demo.domains.size(); ++i) {
            group.domains.push_back("DOM" + std::to_string(++domains)); // as in add_lists
        }
        m_cast.groups.push_back(group.id);
        groups.push_back(std::move(group));
    }
    std::vector<domain::RoleGrant> grants;
    for (std::size_t i = 0; i < people.size(); ++i) {
        domain::RoleGrant grant{
            .person = m_cast.people[i], .role = people[i].role, .since_utc_ms = m_clock.at_utc_ms};
        if (grant.role == domain::Role::TeamLeader) {
            domain::Team& team = teams[people[i].place];
            team.leader = grant.person;
            grant.team = team.id;
        } else if (grant.role == domain::Role::GroupMember) {
            domain::Group& group = groups[people[i].place];
            // The first member named leads the group.
            group.leader = group.leader.is_nil() ? grant.person : group.leader;
            grant.group = group.id;
        }
        grants.push_back(grant);
    }
    for (const domain::Team& team : teams) {
        HUIYIN_TRY(m_writer.add_team(m_department.id, team));
    }
    for (const domain::Group& group : groups) {
        HUIYIN_TRY(m_writer.add_group(m_department.id, group));
    }
    for (const domain::RoleGrant& grant : grants) {
        HUIYIN_TRY(m_writer.add_grant(m_department.id, grant));
    }
    return {};
}

/// What people pick from, the policy and the volumes of this month and the one before.
Result<void> Demo::add_lists() {
    std::vector<domain::CodeValue> values;
    const auto add =
        [&values](std::string_view list, const std::string& code, std::string_view zh) {
            values.push_back({.list = std::string(list),
                              .code = code,
                              .zh = std::string(zh),
                              .en = code,
                              .position = static_cast<std::int32_t>(values.size())});
        };
    for (std::size_t i = 0; i < demo_lines().size(); ++i) {
        add("location", "L" + std::to_string(i + 1), demo_lines()[i]);
    }
    for (std::size_t i = 0; i < demo_stations().size(); ++i) {
        add("location", "S" + std::to_string(i + 1), demo_stations()[i]);
    }
    std::size_t domains = 0;
    for (const DemoGroup& group : demo_groups()) {
        for (const std::string_view system : group.domains) {
            const std::string number = std::to_string(++domains);
            add("system", "SYS" + number, system);
            add("domain", "DOM" + number, system);
        }
    }
    for (const domain::CodeValue& value : values) {
        HUIYIN_TRY(m_writer.put_code_value(m_department.id, value));
    }
    domain::Policy policy;
    policy.rework_allowed = true;
    policy.leadership_copied = true;
    HUIYIN_TRY(m_writer.set_policy(m_department.id, policy));
    const domain::Date now = domain::date_of(domain::local_day(policy.calendar, m_until_utc_ms));
    const domain::Date last = now.month == 1 ? domain::Date{now.year - 1, 12, 1}
                                             : domain::Date{now.year, now.month - 1, 1};
    HUIYIN_TRY(m_writer.put_service_volume(m_department.id, {last.year, last.month, 18'430}));
    return m_writer.put_service_volume(m_department.id, {now.year, now.month, 17'260});
}

Result<void> Demo::add_tablets() {
    m_tablets.resize(m_cast.people.size());
    for (std::size_t i = 0; i < m_tablets.size(); ++i) {
        Tablet& tablet = m_tablets[i];
        tablet.keys = base::make_key_pair(m_random);
        tablet.row.id = new_id();
        tablet.row.name = std::string(demo_people()[i].name) + "的平板";
        tablet.row.public_key = tablet.keys.public_key;
        tablet.row.enrolled_by = m_cast.people[i];
        tablet.row.enrolled_at_utc_ms = m_clock.at_utc_ms;
        HUIYIN_TRY(m_writer.enrol_device(m_department.id, tablet.row));
        // Only its hash is kept and its text is dropped here, so nobody can use this sign-in.
        const auth::NewToken token = auth::make_token(m_random);
        HUIYIN_TRY(m_writer.add_token({.token_hash = token.hash,
                                       .department = m_department.id,
                                       .device = tablet.row.id,
                                       .person = m_cast.people[i],
                                       .created_at_utc_ms = m_clock.at_utc_ms,
                                       .used_at_utc_ms = m_clock.at_utc_ms}));
    }
    return {};
}

Result<std::string> Demo::next_number(Tablet& tablet, std::int64_t at_utc_ms) {
    const domain::ComplaintNumber parts{.prefix = m_department.number_prefix,
                                        .year = local_year(at_utc_ms),
                                        .device_code = tablet.row.code};
    const auto number = HUIYIN_TRY(domain::next_number(parts, tablet.counter));
    tablet.counter = number.counter;
    return domain::to_text(number);
}

/// Fills in what is known only now.
Result<void> Demo::complete(domain::Payload& payload,
                            const std::optional<domain::Complaint>& before,
                            Tablet& tablet) {
    if (auto* record = std::get_if<domain::RecordPayload>(&payload)) {
        record->number = HUIYIN_TRY(next_number(tablet, m_clock.at_utc_ms));
    } else if (auto* settle = std::get_if<domain::SettlePayload>(&payload)) {
        settle->conflict = before->conflicts.at(0).event_id;
    } else if (auto* done = std::get_if<domain::ImproveDonePayload>(&payload)) {
        done->improvement = before->improvements.at(0).event_id;
    }
    return {};
}

Result<void> Demo::take(const DemoStep& step) {
    Tablet& tablet = m_tablets[step.person];
    m_clock.at_utc_ms = step.at_utc_ms;
    const Uuid& complaint = m_cast.complaints[step.complaint];
    const auto before = HUIYIN_TRY(m_writer.reader().complaint_events(m_department.id, complaint));
    domain::Payload payload = step.payload;
    HUIYIN_TRY(complete(payload, domain::fold(before), tablet));
    domain::Event event;
    event.id = new_id();
    event.complaint = complaint;
    event.device = tablet.row.id;
    event.device_seq = tablet.row.last_seq + 1;
    const std::int64_t newest = before.empty() ? 0 : before.back().change;
    event.seen.change = step.behind ? m_seen_before[step.complaint] : newest;
    event.actor = m_cast.people[step.person];
    event.role = demo_people()[step.person].role;
    event.kind = code_of(domain::kind_of(payload));
    event.payload = domain::payload_text(payload);
    event.device_time_utc_ms = step.at_utc_ms + step.clock_ahead_ms;
    event.utc_offset_minutes = china_offset_minutes;
    event.prev_hash = tablet.row.last_hash;
    domain::seal(event, tablet.keys.secret_key);
    m_seen_before[step.complaint] = newest;
    const api::Offer offer{
        .device = event.device,
        .events = HUIYIN_TRY(api::offered_events(m_writer.reader(), m_department.id, {event})),
        .apart = {}};
    // Tablets are offline at times. What the next person saw was heard of before, so no clock
    // seems wrong by this.
    const std::int64_t heard =
        step.at_utc_ms + static_cast<std::int64_t>(m_seeded.below(4 * 60'000));
    m_heard_utc_ms = std::max(m_heard_utc_ms, std::min(heard, m_until_utc_ms));
    const api::PushTime time{m_heard_utc_ms, china_offset_minutes};
    const auto outcome =
        HUIYIN_TRY(api::apply_push(m_writer, m_department.id, m_directory, offer, time));
    const domain::Verdict verdict = outcome.receipts.front().verdict;
    if (verdict.kind != domain::VerdictKind::Applied &&
        verdict.kind != domain::VerdictKind::Conflict) {
        return failure(ErrorCode::InvalidInput,
                       "the demo made a step that is refused: " + event.kind + " of complaint " +
                           std::to_string(step.complaint) + ": " +
                           std::string(code_of(verdict.reason)));
    }
    tablet.row.last_seq = event.device_seq;
    tablet.row.last_hash = event.hash;
    ++m_report.events;
    ++(verdict.kind == domain::VerdictKind::Applied ? m_report.applied : m_report.conflicts);
    return m_writer.touch_device(m_department.id, tablet.row.id, time.now_utc_ms);
}

} // namespace

Result<DemoReport> create_demo(store::Writer& writer,
                               const base::Clock& clock,
                               base::Random& random,
                               const DemoOptions& options) {
    HUIYIN_TRY(writer.begin());
    Result<DemoReport> report = failure(ErrorCode::Conflict, "the database is not empty");
    const auto departments = writer.reader().departments();
    if (departments && departments->empty()) {
        report = Demo(writer, clock, random, options).create();
    }
    if (!report) {
        writer.rollback();
        return report;
    }
    HUIYIN_TRY(writer.commit());
    return report;
}

} // namespace huiyin::server
