#include "sync-server/main/demo_intake.h"

#include <array>

namespace huiyin::server {

using namespace domain;

namespace {

constexpr std::int64_t minute_ms = 60'000;

void replace_all(std::string& text, std::string_view what, std::string_view with) {
    for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at)) {
        text.replace(at, what.size(), with);
        at += with.size();
    }
}

std::string filled_in(SeededRandom& random, std::string_view pattern, std::string_view station) {
    static constexpr std::array<std::string_view, 6> times{
        "昨天上午", "今天早高峰", "前天夜里", "周一上午", "昨晚十点", "今天凌晨"};
    static constexpr std::array<std::string_view, 4> counts{"两", "三", "四", "五"};
    std::string text(pattern);
    replace_all(text, "{station}", station);
    replace_all(text, "{line}", random.pick(demo_lines()));
    replace_all(text, "{time}", random.pick(std::span<const std::string_view>(times)));
    replace_all(text, "{n}", random.pick(std::span<const std::string_view>(counts)));
    return text;
}

void fill_complainant(SeededRandom& random, Intake& intake) {
    if (random.chance(8)) {
        intake.complainant_kind = ComplainantKind::Anonymous;
        return;
    }
    intake.complainant_name = random.pick(demo_complainants());
    intake.complainant_org = random.pick(demo_offices());
    intake.complainant_kind = ComplainantKind::User;
    if (random.chance(15)) {
        intake.complainant_kind = ComplainantKind::BusinessManager;
    } else if (random.chance(5)) {
        intake.complainant_kind = ComplainantKind::Leader;
    }
    if (random.chance(6)) {
        intake.contact_refused = true;
    } else {
        // The office's extensions; no number of a real person.
        intake.contact = "内线6228" + std::to_string(1000 + random.below(9000));
    }
}

void fill_channel(SeededRandom& random, Intake& intake) {
    static constexpr std::array<Channel, 8> channels{Channel::Phone,
                                                     Channel::Phone,
                                                     Channel::Phone,
                                                     Channel::InPerson,
                                                     Channel::OnSite,
                                                     Channel::WorkOrder,
                                                     Channel::Email,
                                                     Channel::Messaging};
    static constexpr std::array<TriggerSource, 8> sources{TriggerSource::ServiceDesk,
                                                          TriggerSource::ServiceDesk,
                                                          TriggerSource::ServiceDesk,
                                                          TriggerSource::ReportedToTeamLeader,
                                                          TriggerSource::ReportedToLeadership,
                                                          TriggerSource::FollowUp,
                                                          TriggerSource::Survey,
                                                          TriggerSource::Transferred};
    intake.channel = random.pick(std::span<const Channel>(channels));
    intake.trigger_source = random.pick(std::span<const TriggerSource>(sources));
    if (intake.trigger_source == TriggerSource::FollowUp) {
        intake.channel = Channel::FollowUp;
    } else if (intake.trigger_source == TriggerSource::Survey) {
        intake.channel = Channel::Questionnaire;
    }
    intake.form = default_form(*intake.channel);
    intake.basis = Basis::Ordinary;
    if (intake.trigger_source == TriggerSource::Survey) {
        intake.basis = Basis::VeryDissatisfied;
    } else if (intake.complainant_kind == ComplainantKind::BusinessManager) {
        intake.basis = Basis::BusinessManager;
    }
}

} // namespace

std::uint64_t SeededRandom::next() {
    // SplitMix64: small, and its stream is the same everywhere.
    m_state += 0x9E3779B97F4A7C15u;
    std::uint64_t z = m_state;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
}

void SeededRandom::fill(std::span<std::uint8_t> out) {
    for (std::uint8_t& byte : out) {
        byte = static_cast<std::uint8_t>(next() >> 56);
    }
}

std::size_t SeededRandom::below(std::size_t bound) {
    return static_cast<std::size_t>(next() % bound);
}

std::string demo_text(std::string_view pattern, const Intake& intake) {
    std::string text(pattern);
    replace_all(text, "{station}", intake.location);
    replace_all(text, "{system}", intake.system);
    return text;
}

Intake demo_intake(SeededRandom& random, const DemoMatter& matter, std::int64_t recorded_at) {
    const std::string_view station = random.pick(demo_stations());
    Intake intake;
    intake.complained_at_utc_ms =
        recorded_at - static_cast<std::int64_t>(3 + random.below(50)) * minute_ms;
    fill_complainant(random, intake);
    fill_channel(random, intake);
    intake.category = matter.category;
    intake.sub_category = matter.sub_category;
    if (matter.respondent == "不明") {
        intake.respondent_unknown = true;
    } else {
        intake.respondent = matter.respondent;
    }
    intake.location = std::string(station);
    intake.system = std::string(matter.system);
    intake.content = filled_in(random, matter.content, station);
    intake.remedy_sought = std::string(matter.remedy);
    intake.info_check = InfoCheck::Passed;
    intake.info_check_note = "已与车站核对报修记录，情况属实。";
    return intake;
}

} // namespace huiyin::server
