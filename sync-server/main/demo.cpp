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
    std::vector<Uuid> m_people;
    std::array<Tablet, 3> m_tablets; ///< of the two acceptors and the URM
    std::vector<Uuid> m_complaints;
    std::map<std::size_t, std::int64_t> m_seen_before; ///< change before a complaint's last step
    domain::Directory m_directory;
    std::int64_t m_heard_utc_ms = 0; ///< server time of the newest event
    DemoReport m_report;

    Uuid new_id() { return make_uuid(m_clock, m_seeded); }

    Result<void> add_department();
    Result<void> add_people();
    Result<void> add_teams();
    Result<void> add_tablets();
    Result<std::string> next_number(Tablet& tablet, std::int64_t at_utc_ms);
    Result<domain::Payload> payload_of(const DemoStep& step, Tablet& tablet);
    Result<void> take(const DemoStep& step);
};

Result<DemoReport> Demo::create() {
    HUIYIN_TRY(add_department());
    HUIYIN_TRY(add_people());
    HUIYIN_TRY(add_teams());
    HUIYIN_TRY(add_tablets());
    HUIYIN_TRY(m_writer.raise_directory_version(m_department.id));
    m_directory = HUIYIN_TRY(m_writer.reader().directory(m_department.id));
    const auto steps = demo_steps(m_seeded, m_options.complaints, m_until_utc_ms);
    m_complaints.resize(m_options.complaints);
    for (const DemoStep& step : steps) {
        HUIYIN_TRY(take(step));
    }
    return m_report;
}

Result<void> Demo::add_department() {
    m_department = {.id = new_id(),
                    .short_name = "tonghao",
                    .name = "通号中心IT运维服务部",
                    .number_prefix = "TS"};
    return m_writer.add_department(m_department);
}

Result<void> Demo::add_people() {
    for (const DemoPerson& demo : demo_people()) {
        domain::Person person;
        person.id = new_id();
        person.staff_no = demo.staff_no;
        person.name = demo.name;
        person.phone = demo.phone;
        HUIYIN_TRY(m_writer.add_person(m_department.id, person));
        store::Account account{.name = std::string(demo.account), .person = person.id};
        account.password_hash = HUIYIN_TRY(auth::hash_password(m_options.password));
        HUIYIN_TRY(m_writer.add_account(m_department.id, account));
        m_people.push_back(person.id);
        ++m_report.people;
    }
    return {};
}

Result<void> Demo::add_teams() {
    const auto people = demo_people();
    domain::Team team{.id = new_id(), .name = "通号IT运维团队", .leader = {}};
    std::vector<domain::Group> groups;
    for (const DemoGroup& demo : demo_groups()) {
        domain::Group group{.id = new_id(), .team = team.id, .name = std::string(demo.name)};
        group.domains.assign(demo.domains.begin(), demo.domains.end());
        groups.push_back(std::move(group));
    }
    std::vector<domain::RoleGrant> grants;
    for (std::size_t i = 0; i < people.size(); ++i) {
        domain::RoleGrant grant{.person = m_people[i], .role = people[i].role};
        if (grant.role == domain::Role::TeamLeader) {
            team.leader = grant.person;
            grant.team = team.id;
        } else if (grant.role == domain::Role::GroupMember) {
            domain::Group& group = groups[static_cast<std::size_t>(people[i].group)];
            // The first member named leads the group.
            group.leader = group.leader.is_nil() ? grant.person : group.leader;
            grant.group = group.id;
        }
        grants.push_back(grant);
    }
    HUIYIN_TRY(m_writer.add_team(m_department.id, team));
    for (const domain::Group& group : groups) {
        HUIYIN_TRY(m_writer.add_group(m_department.id, group));
    }
    for (const domain::RoleGrant& grant : grants) {
        HUIYIN_TRY(m_writer.add_grant(m_department.id, grant));
    }
    return {};
}

Result<void> Demo::add_tablets() {
    static constexpr std::array<std::string_view, 3> names{
        "受理台平板一", "受理台平板二", "用户关系平板"};
    for (std::size_t i = 0; i < m_tablets.size(); ++i) {
        Tablet& tablet = m_tablets[i];
        tablet.keys = base::make_key_pair(m_random);
        tablet.row.id = new_id();
        tablet.row.name = names[i];
        tablet.row.public_key = tablet.keys.public_key;
        tablet.row.enrolled_by = m_people[i];
        tablet.row.enrolled_at_utc_ms = m_clock.at_utc_ms;
        HUIYIN_TRY(m_writer.enrol_device(m_department.id, tablet.row));
        // Only its hash is kept and its text is dropped here, so nobody can use this sign-in.
        const auth::NewToken token = auth::make_token(m_random);
        HUIYIN_TRY(m_writer.add_token({.token_hash = token.hash,
                                       .department = m_department.id,
                                       .device = tablet.row.id,
                                       .person = m_people[i],
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

Result<domain::Payload> Demo::payload_of(const DemoStep& step, Tablet& tablet) {
    switch (step.kind) {
    case DemoStep::Kind::Record:
        return domain::RecordPayload{HUIYIN_TRY(next_number(tablet, step.at_utc_ms)), step.intake};
    case DemoStep::Kind::Reject:
        return domain::RejectIntakePayload{step.intake, std::string(step.words)};
    case DemoStep::Kind::Note:
        return domain::NotePayload{std::string(step.words)};
    }
    return failure(ErrorCode::InvalidInput, "no such step");
}

Result<void> Demo::take(const DemoStep& step) {
    Tablet& tablet = m_tablets[step.person];
    m_clock.at_utc_ms = step.at_utc_ms;
    Uuid& complaint = m_complaints[step.complaint];
    if (complaint.is_nil()) {
        complaint = new_id();
    }
    const auto before = HUIYIN_TRY(m_writer.reader().complaint_events(m_department.id, complaint));
    const auto payload = HUIYIN_TRY(payload_of(step, tablet));
    domain::Event event;
    event.id = new_id();
    event.complaint = complaint;
    event.device = tablet.row.id;
    event.device_seq = tablet.row.last_seq + 1;
    const std::int64_t newest = before.empty() ? 0 : before.back().change;
    event.seen.change = step.behind ? m_seen_before[step.complaint] : newest;
    event.actor = m_people[step.person];
    event.role = demo_people()[step.person].role;
    event.kind = code_of(domain::kind_of(payload));
    event.payload = domain::payload_text(payload);
    event.device_time_utc_ms = step.at_utc_ms;
    event.utc_offset_minutes = china_offset_minutes;
    event.prev_hash = tablet.row.last_hash;
    domain::seal(event, tablet.keys.secret_key);
    m_seen_before[step.complaint] = newest;
    const auto offered =
        HUIYIN_TRY(api::offered_events(m_writer.reader(), m_department.id, {event}));
    // Field tablets are offline at times: the server hears of a step up to half an hour later.
    const std::int64_t heard =
        step.at_utc_ms + static_cast<std::int64_t>(m_seeded.below(30 * 60'000));
    m_heard_utc_ms = std::max(m_heard_utc_ms, std::min(heard, m_until_utc_ms));
    const api::PushTime time{m_heard_utc_ms, china_offset_minutes};
    const auto outcome =
        HUIYIN_TRY(api::apply_push(m_writer, m_department.id, m_directory, offered, time));
    const domain::Verdict verdict = outcome.receipts.front().verdict;
    if (verdict.kind != domain::VerdictKind::Applied &&
        verdict.kind != domain::VerdictKind::Conflict) {
        return failure(ErrorCode::InvalidInput,
                       "the demo made a step that is refused: " +
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
