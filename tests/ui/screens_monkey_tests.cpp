// Five people who press and type whatever is there, in any order, on any screen.
//
// Goal: nothing a person can do breaks the program, and nothing a screen offers is refused
// afterwards. Method: random actions on what the semantics tree says can be operated, with tablets
// that turn, text that grows and time that passes; after each action the tree is checked, and the
// server's judgement of what was written. HUIYIN_SEED replays one run, HUIYIN_MONKEY_ACTIONS makes
// it longer.
#include "core/domain/rules.h"
#include "tests/ui/support/life.h"

#include <algorithm>
#include <array>
#include <catch_amalgamated.hpp>
#include <cstdlib>
#include <iostream>
#include <map>
#include <string>
#include <vector>

using namespace huiyin;
using namespace huiyin::widgets;
using test::DepartmentDesk;
using test::Seat;

namespace {

constexpr std::int64_t minute_ms = 60'000;

constexpr std::string_view texts[] = {
    "",
    "3 号线大学城站闸机刷卡无反应，报修两次未处理。",
    "张",
    "13912345678",
    "   ",
    "2026-11-24",
    "<b onclick=\"x\">&amp;</b>'; DROP TABLE complaint; --",
    "=HYPERLINK(\"http://example.invalid\")",
    "👩🏽‍🔧 zero\xE2\x80\x8Bwidth \xE2\x80\xAE right-to-left",
    "第一行\n第二行\n\n第四行",
    "0",
    "-1",
    "99999999999999999999",
};

int actions_per_run() {
    const char* given = std::getenv("HUIYIN_MONKEY_ACTIONS"); // NOLINT(concurrency-mt-unsafe)
    return given == nullptr ? 400 : std::atoi(given);
}

class Monkeys {
public:
    explicit Monkeys(std::uint64_t seed)
        : m_random(seed)
        , m_seats{desk.acceptor.get(),
                  desk.manager.get(),
                  desk.leader.get(),
                  desk.member.get(),
                  desk.leadership.get()} {
        for (int i = 0; i < 3; ++i) {
            desk.record(test::life::intake_of(desk));
        }
        refresh();
    }

    DepartmentDesk desk;

    /// What was done last, for the message of a failing check.
    std::string last_action;

    void act() {
        if (m_random.below(12) == 0) {
            m_at = m_random.below(m_seats.size());
            const std::vector<base::Uuid> all = complaints();
            seat().app.go_to(app::Screen::Complaints);
            seat().app.select(all[m_random.below(all.size())]);
            seat().driver.settle();
        }
        desk.clock.now_ms += static_cast<std::int64_t>(m_random.below(5 * minute_ms));
        if (m_random.below(25) == 0) {
            turn_tablet();
        }
        const std::vector<Node> choices = operable();
        if (choices.empty() || m_random.below(40) == 0) {
            leave();
            return;
        }
        operate(choose(choices));
    }

    void check() {
        CAPTURE(m_at, last_action);
        const std::vector<std::string> faults = seat().driver.faults();
        CHECK(faults == std::vector<std::string>{});
        CHECK_FALSE(seat().driver.tree().nodes().empty());
    }

    /// Everybody sends and takes; nothing that a screen offered to somebody who knew all may be
    /// refused.
    void sync_and_check() {
        const std::size_t before = desk.log().size();
        desk.sync();
        for (std::size_t i = before; i < desk.log().size(); ++i) {
            const domain::PlacedEvent& placed = desk.log()[i];
            CAPTURE(placed.event.kind, placed.event.payload, last_action, m_at);
            CHECK(placed.verdict.kind == domain::VerdictKind::Applied);
        }
        refresh();
    }

    void check_all_agree() {
        for (Seat* one : m_seats) {
            for (const base::Uuid& id : complaints()) {
                const auto here = one->store->complaint(id);
                REQUIRE(here);
                REQUIRE(*here);
                std::vector<domain::PlacedEvent> events;
                std::copy_if(desk.log().begin(),
                             desk.log().end(),
                             std::back_inserter(events),
                             [&](const auto& placed) { return placed.event.complaint == id; });
                const auto there = domain::fold(events);
                REQUIRE(there);
                CHECK((*here)->state == there->state);
                CHECK((*here)->steps.size() == there->steps.size());
                CHECK((*here)->unsent == 0);
            }
        }
    }

    std::vector<base::Uuid> complaints() const {
        std::vector<base::Uuid> ids;
        for (const domain::PlacedEvent& placed : desk.log()) {
            ids.push_back(placed.event.complaint);
        }
        std::sort(ids.begin(), ids.end());
        ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
        return ids;
    }

private:
    tests::SeededRandom m_random;
    std::array<Seat*, 5> m_seats;
    std::size_t m_at = 0;

    Seat& seat() { return *m_seats[m_at]; }

    void refresh() {
        for (Seat* one : m_seats) {
            one->app.list().invalidate();
            if (const auto open = one->app.selected()) {
                one->app.select(open->id);
            }
            one->driver.settle();
        }
    }

    /// What is in front and may be operated. Signing out ends a monkey's day, so it is left alone.
    std::vector<Node> operable() {
        const Tree& tree = seat().driver.tree();
        const Node* modal = tree.modal();
        std::vector<Node> found;
        for (const Node& node : tree.nodes()) {
            const bool in_front = modal == nullptr || node.layer >= modal->layer;
            const bool leaves = node.name == "退出登录" || node.name == "Sign out";
            if (is_interactive(node.role) && in_front && !node.has(StateDisabled) && !leaves) {
                found.push_back(node);
            }
        }
        return found;
    }

    /// Most of what a person does leads on: fields are filled, then what ends the sheet is pressed.
    const Node& choose(const std::vector<Node>& choices) {
        const bool in_sheet = seat().driver.tree().modal() != nullptr;
        std::vector<std::size_t> urns;
        for (std::size_t i = 0; i < choices.size(); ++i) {
            const Node& node = choices[i];
            std::size_t weight = 2;
            if (is_text_editor(node.role)) {
                weight = node.value.empty() ? (node.has(StateRequired) ? 16 : 6) : 1;
            } else if (node.role == Role::Radio) {
                weight = node.has(StateChecked) ? 0 : 3;
            } else if (is_in(node, Role::Navigation)) {
                weight = 1;
            } else if (in_sheet ? i + 1 == choices.size() : is_in(node, Role::Toolbar)) {
                weight = 16;
            }
            urns.insert(urns.end(), weight, i);
        }
        return choices[urns.empty() ? 0 : urns[m_random.below(urns.size())]];
    }

    bool is_in(const Node& node, Role role) {
        const auto nodes = seat().driver.tree().nodes();
        for (std::int32_t at = node.parent; at >= 0;) {
            const Node& ancestor = nodes[static_cast<std::size_t>(at)];
            if (ancestor.role == role) {
                return true;
            }
            at = ancestor.parent;
        }
        return false;
    }

    void operate(const Node& node) {
        Context& context = seat().driver.context();
        last_action = std::string(role_name(node.role)) + " \"" + std::string(node.name) + "\"";
        const NodeId id = node.id;
        if (is_text_editor(node.role)) {
            const std::string text = any_text();
            last_action += " <- " + text.substr(0, 60);
            context.perform(id, Action::Focus);
            seat().driver.settle();
            context.perform(id, Action::SetValue, text);
            seat().driver.settle();
            if (m_random.below(3) == 0) {
                context.perform(id, Action::Submit);
                seat().driver.settle();
            }
            context.perform(id, Action::Blur);
        } else {
            context.perform(id, Action::ScrollIntoView);
            context.perform(id, Action::Press);
        }
        seat().driver.settle();
        seat().app.tick();
        seat().driver.settle();
    }

    void leave() {
        last_action = "leave";
        const Node* modal = seat().driver.tree().modal();
        if (modal != nullptr) {
            seat().driver.context().perform(modal->id, Action::Dismiss);
        } else {
            seat().app.go_back();
        }
        seat().driver.settle();
    }

    void turn_tablet() {
        static constexpr std::array<std::array<float, 2>, 4> sizes{
            {{800, 1280}, {1280, 800}, {360, 740}, {1920, 1080}}};
        const auto& size = sizes[m_random.below(sizes.size())];
        View view{.width = size[0], .height = size[1]};
        view.text_scale = m_random.below(2) == 0 ? 1.0F : 2.0F;
        view.keyboard_height = m_random.below(4) == 0 ? 300.0F : 0.0F;
        seat().driver.set_view(view);
    }

    std::string any_text() {
        if (m_random.below(30) == 0) {
            return std::string(20'000, 'x');
        }
        return std::string(texts[m_random.below(std::size(texts))]);
    }
};

} // namespace

TEST_CASE("screens: whatever is pressed and typed, nothing breaks and nothing offered is refused",
          "[screens][monkey]") {
    const std::uint64_t first = tests::seed_of_run();
    std::map<std::string, int> written;
    for (std::uint64_t seed = first; seed < first + 3; ++seed) {
        CAPTURE(seed);
        Monkeys monkeys(seed);
        for (int i = 0; i < actions_per_run(); ++i) {
            CAPTURE(i);
            monkeys.act();
            monkeys.check();
            monkeys.sync_and_check();
        }
        monkeys.check_all_agree();
        for (const domain::PlacedEvent& placed : monkeys.desk.log()) {
            ++written[placed.event.kind];
        }
    }
    std::cout << "monkeys: seed=" << first;
    for (const auto& [kind, count] : written) {
        std::cout << ", " << count << " " << kind;
    }
    std::cout << "\n";
    // They get somewhere: into the form, into sheets, through steps.
    CHECK(written.size() >= 5);
}
