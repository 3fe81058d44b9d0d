#include "sync-server/main/demo_complaints.h"

#include "sync-server/main/demo_words.h"

#include <algorithm>
#include <array>
#include <utility>

namespace huiyin::server {

namespace {

using namespace domain;

constexpr std::int64_t minute_ms = 60'000;
constexpr std::int64_t day_ms = 24 * 60 * minute_ms;
constexpr std::int64_t span_ms = 30 * day_ms;

// Indices into demo_people.
constexpr std::size_t acceptors = 2;
constexpr std::size_t relationship_manager = 2;

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

Intake make_intake(SeededRandom& random, const DemoMatter& matter, std::int64_t recorded_at) {
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

/// What one complaint adds to the list of steps.
class Story {
public:
    Story(SeededRandom& random, std::size_t complaint, std::int64_t at)
        : m_random(random)
        , m_complaint(complaint)
        , m_at(at)
        , m_acceptor(random.below(acceptors)) {}

    std::vector<DemoStep> tell(const DemoMatter& matter) {
        Intake intake = make_intake(m_random, matter, m_at);
        // Of 50 complaints, 7 are rejected first and 3 of these recorded later.
        const std::size_t turn = m_complaint % 50;
        if (turn % 7 == 4) {
            reject(intake);
            if (turn == 4 || turn == 25 || turn == 46) {
                m_at += static_cast<std::int64_t>(2 + m_random.below(6)) * 60 * minute_ms;
                record(intake, m_acceptor, false);
            }
            if (turn == 25) {
                // The colleague supplements the same intake without having seen the first.
                m_at += 10 * minute_ms;
                intake.remedy_sought += "请书面答复。";
                record(intake, 1 - m_acceptor, true);
            }
            return std::move(m_steps);
        }
        record(intake, m_acceptor, false);
        add_notes();
        return std::move(m_steps);
    }

private:
    SeededRandom& m_random;
    std::size_t m_complaint;
    std::int64_t m_at;
    std::size_t m_acceptor;
    std::vector<DemoStep> m_steps;

    void reject(const Intake& complete) {
        Intake intake = complete;
        intake.info_check = InfoCheck::Failed;
        intake.info_check_note.clear();
        m_steps.push_back({.kind = DemoStep::Kind::Reject,
                           .complaint = m_complaint,
                           .person = m_acceptor,
                           .at_utc_ms = m_at,
                           .intake = std::move(intake),
                           .words = m_random.pick(demo_rejections())});
    }

    void record(const Intake& intake, std::size_t person, bool behind) {
        m_steps.push_back({.kind = DemoStep::Kind::Record,
                           .complaint = m_complaint,
                           .person = person,
                           .at_utc_ms = m_at,
                           .intake = intake,
                           .words = {},
                           .behind = behind});
    }

    void add_notes() {
        std::size_t notes = m_random.chance(35) ? 1 + m_random.below(3) : 0;
        for (; notes > 0; --notes) {
            m_at += static_cast<std::int64_t>(20 + m_random.below(600)) * minute_ms;
            m_steps.push_back({.kind = DemoStep::Kind::Note,
                               .complaint = m_complaint,
                               .person = m_random.chance(40) ? relationship_manager : m_acceptor,
                               .at_utc_ms = m_at,
                               .intake = {},
                               .words = m_random.pick(demo_notes())});
        }
    }
};

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

std::vector<DemoStep>
demo_steps(SeededRandom& random, std::size_t count, std::int64_t until_utc_ms) {
    std::vector<DemoStep> steps;
    const auto matters = demo_matters();
    const std::size_t offset = random.below(matters.size());
    for (std::size_t i = 0; i < count; ++i) {
        // The last one lies two hours back, so that its notes are not in the future either.
        const std::int64_t part = span_ms / static_cast<std::int64_t>(count);
        const std::int64_t at =
            until_utc_ms - span_ms + static_cast<std::int64_t>(i) * part +
            static_cast<std::int64_t>(random.below(static_cast<std::size_t>(part)));
        auto told = Story(random, i, std::min(at, until_utc_ms - 2 * 60 * minute_ms))
                        .tell(matters[(i + offset) % matters.size()]);
        std::move(told.begin(), told.end(), std::back_inserter(steps));
    }
    const auto future = std::remove_if(steps.begin(), steps.end(), [&](const DemoStep& step) {
        return step.at_utc_ms >= until_utc_ms;
    });
    steps.erase(future, steps.end());
    std::stable_sort(steps.begin(), steps.end(), [](const DemoStep& a, const DemoStep& b) {
        return a.at_utc_ms < b.at_utc_ms;
    });
    return steps;
}

} // namespace huiyin::server
