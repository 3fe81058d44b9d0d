// One department with a tablet for each role, and a server between them that places events as the
// real one does: for the life of a complaint as people see it.
#pragma once

#include "core/domain/rules.h"
#include "tests/support/fakes.h"
#include "tests/ui/support/driver.h"
#include "ui/views/screens.h"

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace huiyin::test {

/// A network that never answers: the desk moves events by hand.
class SilentNetwork final : public app::Transport {
public:
    std::vector<app::Request> sent; ///< the newest last

    void send(const app::Request& request) override { sent.push_back(request); }

    void keep_doorbell(const std::string&) override {}

    void ask_doorbell() override {}
};

/// One person's tablet with its screens.
struct Seat {
    Seat(const tests::Department& department,
         const base::Uuid& person,
         const base::Uuid& device,
         const base::Clock& clock,
         base::Random& random,
         const widgets::View& view)
        : store(tests::make_store(department, person, device, clock, random))
        , app(*store, network, clock, random)
        , driver([this] { screens.frame_ui(); }, view) {}

    SilentNetwork network;
    std::unique_ptr<store::TabletStore> store;
    app::App app;
    views::Screens screens{app};
    Driver driver;
    std::size_t seen = 0; ///< of the server's events

    Found find(widgets::Role role, std::string_view name) { return driver.find(role, name); }

    void press(std::string_view name) { find(widgets::Role::Button, name).press(); }

    void choose(std::string_view name) { find(widgets::Role::Radio, name).press(); }

    /// The last of that name in front of everything: the page behind a sheet may have another.
    void press_in_front(widgets::Role role, std::string_view name);

    void save(std::string_view name) { press_in_front(widgets::Role::Button, name); }

    void write(std::string_view label, std::string_view text) {
        find(widgets::Role::TextArea, label).type(text);
    }

    bool shows(std::string_view text) {
        return driver.tree().dump().find(text) != std::string::npos;
    }

    const domain::Complaint& complaint() { return *app.selected(); }
};

/// A department of which only one tablet matters; by default the acceptor's, who is its manager
/// too and so has something on every screen.
struct LoneSeat {
    explicit LoneSeat(const widgets::View& view = {.width = 800, .height = 1280},
                      base::Uuid tests::Department::*person = &tests::Department::acceptor);

    tests::Department department;
    tests::FakeClock clock;

private:
    tests::SeededRandom m_random{31};

public:
    Seat seat;

    /// Records so many complaints here.
    void record(int count);
    /// Shows every screen of this person's after the other, the newest complaint too, and calls
    /// `look` with its name.
    void visit_screens(const std::function<void(std::string_view)>& look);
};

class DepartmentDesk {
public:
    explicit DepartmentDesk(const widgets::View& view = {.width = 800, .height = 1280});

    tests::Department department;
    tests::FakeClock clock;

private:
    tests::SeededRandom m_random{41};
    widgets::View m_view;
    std::vector<domain::PlacedEvent> m_log;

    std::unique_ptr<Seat> seat(const base::Uuid& person);

public:
    std::unique_ptr<Seat> acceptor;
    std::unique_ptr<Seat> manager;
    std::unique_ptr<Seat> leader;
    std::unique_ptr<Seat> member;
    std::unique_ptr<Seat> leadership;

    /// Records a complaint at the acceptor's tablet and brings it to everybody.
    base::Uuid record(domain::Intake intake);
    /// Every tablet sends what it has and gets what the others wrote, in one order.
    void sync();

    /// What the server has, in change order.
    const std::vector<domain::PlacedEvent>& log() const { return m_log; }

    /// Syncs, an hour later, and opens the complaint at the seat.
    Seat& turn(const std::unique_ptr<Seat>& seat, const base::Uuid& complaint);

private:
    domain::PlacedEvent place(const domain::Event& event);
};

} // namespace huiyin::test
