#include "core/domain/suggestions.h"

#include "core/base/text.h"

#include <algorithm>
#include <set>
#include <utility>

namespace huiyin::domain {

namespace {

using Pairs = std::set<std::pair<std::uint32_t, std::uint32_t>>;

Pairs pairs_of(std::string_view text) {
    const std::string folded = base::folded_for_search(text);
    Pairs pairs;
    std::uint32_t before = 0;
    for (std::size_t at = 0; at < folded.size();) {
        const std::uint32_t c = base::next_char(folded, &at);
        if (before != 0 && before != ' ' && c != ' ') {
            pairs.insert({before, c});
        }
        before = c;
    }
    return pairs;
}

bool names_running_trains(const Intake& intake, const Policy& policy) {
    return std::any_of(
        policy.major_words.begin(), policy.major_words.end(), [&](const std::string& word) {
            return !word.empty() && (intake.system.find(word) != std::string::npos ||
                                     intake.content.find(word) != std::string::npos);
        });
}

} // namespace

std::vector<MajorSign>
major_signs(const Intake& intake, const Policy& policy, const RelatedCounts& related) {
    constexpr std::size_t repeated_min = 2;
    std::vector<MajorSign> signs;
    const auto add = [&signs](bool found, MajorSign sign) {
        if (found) {
            signs.push_back(sign);
        }
    };
    add(intake.basis == Basis::Egregious, MajorSign::Egregious);
    add(intake.trigger_source == TriggerSource::ReportedToLeadership, MajorSign::ToLeadership);
    add(names_running_trains(intake, policy), MajorSign::RunningTrains);
    add(intake.sub_category == SubCategory::Security, MajorSign::Security);
    add(related.same_matter_30_days >= repeated_min, MajorSign::Repeated);
    add(related.after_dissatisfied, MajorSign::DisputedAgain);
    return signs;
}

double similarity(std::string_view a, std::string_view b) {
    const Pairs in_a = pairs_of(a);
    const Pairs in_b = pairs_of(b);
    if (in_a.empty() || in_b.empty()) {
        return 0;
    }
    const auto common = std::count_if(
        in_a.begin(), in_a.end(), [&in_b](const auto& pair) { return in_b.count(pair) != 0; });
    const auto both = static_cast<double>(common);
    return both / (static_cast<double>(in_a.size() + in_b.size()) - both);
}

template <>
std::span<const CodeEntry> code_list<MajorSign>() {
    static constexpr CodeEntry list[] = {
        {"egregious", "恶性事件", "Egregious incident"},
        {"leadership", "向更高领导投诉", "Complaint to higher leadership"},
        {"trains", "涉及行车信号通信", "Concerns signalling or running trains"},
        {"security", "涉及安全保密", "Concerns security"},
        {"repeated", "三十天内多次投诉同一事", "Repeated within 30 days"},
        {"disputed", "不满意关闭后再投诉", "Again after closing dissatisfied"},
    };
    return list;
}

} // namespace huiyin::domain
