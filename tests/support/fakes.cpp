#include "tests/support/fakes.h"

#include "core/base/assert.h"
#include "core/base/limits.h"

#include <cstdlib>

namespace huiyin::tests {

void SeededRandom::fill(std::span<std::uint8_t> out) {
    for (std::uint8_t& byte : out) {
        byte = static_cast<std::uint8_t>(next() >> 56);
    }
}

std::uint64_t SeededRandom::next() {
    m_state ^= m_state >> 12;
    m_state ^= m_state << 25;
    m_state ^= m_state >> 27;
    return m_state * 0x2545F4914F6CDD1DULL;
}

std::uint64_t seed_of_run() {
    const char* seed = std::getenv("HUIYIN_SEED"); // NOLINT(concurrency-mt-unsafe): one thread
    return seed == nullptr ? 1 : std::strtoull(seed, nullptr, 10);
}

Department make_department() {
    FakeClock clock;
    SeededRandom random(7);
    Department d;
    d.directory.version = 1;
    d.directory.department = make_uuid(clock, random);
    d.directory.department_name = "通号中心IT运维服务部";
    d.directory.number_prefix = "TS";
    const base::Uuid team = make_uuid(clock, random);
    const base::Uuid group = make_uuid(clock, random);
    const auto add = [&](const char* name, domain::Role role) {
        const base::Uuid id = make_uuid(clock, random);
        d.directory.people.push_back(
            {id, "10" + std::to_string(d.directory.people.size()), name, "8001", true});
        d.directory.grants.push_back({id,
                                      role,
                                      role == domain::Role::TeamLeader ? team : base::Uuid{},
                                      role == domain::Role::GroupMember ? group : base::Uuid{}});
        return id;
    };
    d.acceptor = add("李晓东", domain::Role::Acceptor);
    d.manager = add("周敏", domain::Role::RelationshipManager);
    d.leader = add("陈志强", domain::Role::TeamLeader);
    d.member = add("王海涛", domain::Role::GroupMember);
    d.leadership = add("刘建国", domain::Role::Leadership);
    d.administrator = add("吴芳", domain::Role::Administrator);
    d.directory.teams.push_back({team, "信号与通信运维团队", d.leader});
    d.directory.groups.push_back({group, team, "信号系统组", d.member, {"信号"}});
    d.key_a = base::make_key_pair(random);
    d.key_b = base::make_key_pair(random);
    d.device_a = make_uuid(clock, random);
    d.device_b = make_uuid(clock, random);
    d.directory.devices.push_back({d.device_a, "A7K", d.key_a.public_key, false});
    d.directory.devices.push_back({d.device_b, "C3M", d.key_b.public_key, false});
    return d;
}

domain::Intake make_intake(std::int64_t complained_at_utc_ms) {
    domain::Intake intake;
    intake.complained_at_utc_ms = complained_at_utc_ms;
    intake.trigger_source = domain::TriggerSource::ReportedToLeadership;
    intake.channel = domain::Channel::Phone;
    intake.form = domain::Form::Oral;
    intake.complainant_name = "赵国栋";
    intake.complainant_org = "调度中心行车调度主任";
    intake.complainant_kind = domain::ComplainantKind::BusinessManager;
    intake.contact = "138 1764 5208";
    intake.category = domain::Category::ServiceQuality;
    intake.sub_category = domain::SubCategory::NotInformed;
    intake.location = "滨江大道站综控室";
    intake.system = "信号 ATS 维护终端";
    intake.content =
        "今晨 06:40 运维人员对 ATS 维护终端做割接，未按约定提前一天告知调度。监视画面中断 12 分钟，"
        "打电话无人接听，险些影响首班车。";
    intake.info_check = domain::InfoCheck::Passed;
    return intake;
}

sync::SignInResponse
sign_in_response(const Department& department, const base::Uuid& person, const base::Uuid& device) {
    sync::SignInResponse response;
    response.token = "token";
    response.device = device;
    response.device_code = department.directory.device(device)->code;
    response.person = person;
    response.epoch = "epoch-1";
    response.directory = department.directory;
    return response;
}

std::unique_ptr<store::TabletStore> make_store(const Department& department,
                                               const base::Uuid& person,
                                               const base::Uuid& device,
                                               const base::Clock& clock,
                                               base::Random& random,
                                               const std::string& path) {
    sqlite::OpenOptions options;
    options.path = path;
    auto opened = store::TabletStore::open(options, clock, random);
    HUIYIN_ASSERT(opened.has_value());
    const auto response = sign_in_response(department, person, device);
    store::Session session;
    session.account = "demo";
    session.person = person;
    session.device = device;
    session.device_code = response.device_code;
    session.secret_key =
        device == department.device_a ? department.key_a.secret_key : department.key_b.secret_key;
    session.token = response.token;
    HUIYIN_ASSERT((*opened)->sign_in(session, response).has_value());
    return std::move(*opened);
}

domain::Event record(store::TabletStore& tablet,
                     const base::Clock& clock,
                     base::Random& random,
                     domain::Intake intake) {
    const auto number = tablet.next_number(2026);
    HUIYIN_ASSERT(number.has_value());
    store::NewStep step;
    step.complaint = make_uuid(clock, random);
    step.actor = tablet.session()->person;
    step.role = tablet.directory().roles_of(step.actor).front();
    step.counter = number->counter;
    step.payload = domain::RecordPayload{*to_text(*number), std::move(intake)};
    const domain::Actor actor{step.actor, step.role, tablet.session()->device, clock.now_utc_ms()};
    HUIYIN_ASSERT(!refusal_of(std::nullopt, step.payload, actor, tablet.directory()));
    auto event = tablet.append(step);
    HUIYIN_ASSERT(event.has_value());
    return std::move(*event);
}

} // namespace huiyin::tests
