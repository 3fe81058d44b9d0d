#include "tests/ui/support/department_desk.h"

#include "core/base/assert.h"

#include <iterator>
#include <limits>
#include <utility>

namespace huiyin::test {

namespace {

constexpr std::int64_t hour_ms = 60LL * 60 * 1000;

/// The acceptor is the manager of users' relations too.
tests::Department small_department() {
    tests::Department department = tests::make_department();
    department.directory.grants.push_back({.person = department.acceptor,
                                           .role = domain::Role::RelationshipManager,
                                           .team = {},
                                           .group = {}});
    return department;
}

} // namespace

void Seat::press_in_front(widgets::Role role, std::string_view name) {
    const widgets::Node* found = nullptr;
    for (const widgets::Node& node : driver.tree().nodes()) {
        if (node.role == role && node.name == name && (!found || node.layer >= found->layer)) {
            found = &node;
        }
    }
    HUIYIN_ASSERT(found != nullptr);
    driver.context().perform(found->id, widgets::Action::Press);
    driver.settle();
}

LoneSeat::LoneSeat(const widgets::View& view, base::Uuid tests::Department::*person)
    : department(small_department())
    , seat(department, department.*person, department.device_a, clock, m_random, view) {}

void LoneSeat::record(int count) {
    for (int i = 0; i < count; ++i) {
        clock.now_ms += 1000;
        tests::record(*seat.store, clock, m_random, tests::make_intake(clock.now_ms));
    }
    seat.app.read_again();
    seat.driver.settle();
}

void LoneSeat::visit_screens(const std::function<void(std::string_view)>& look) {
    constexpr std::pair<app::Screen, std::string_view> screens[] = {
        {app::Screen::Inbox, "inbox"},
        {app::Screen::Complaints, "complaints"},
        {app::Screen::NewComplaint, "new complaint"},
        {app::Screen::Dashboard, "dashboard"},
        {app::Screen::Register, "register"},
        {app::Screen::Sync, "sync"},
        {app::Screen::Me, "me"},
        {app::Screen::SignIn, "sign in"}};
    for (const auto& [screen, name] : screens) {
        if (screen == app::Screen::NewComplaint) {
            seat.app.new_complaint();
        }
        seat.app.go_to(screen);
        seat.driver.settle();
        look(name);
    }
    seat.app.go_to(app::Screen::Complaints);
    if (!seat.app.list().rows().empty()) {
        seat.app.select(seat.app.list().rows().front().id);
        seat.driver.settle();
        look("complaint");
    }
}

DepartmentDesk::DepartmentDesk(const widgets::View& view)
    : department(tests::make_department())
    , m_view(view) {
    acceptor = seat(department.acceptor);
    manager = seat(department.manager);
    leader = seat(department.leader);
    member = seat(department.member);
    leadership = seat(department.leadership);
}

std::unique_ptr<Seat> DepartmentDesk::seat(const base::Uuid& person) {
    // A tablet of its own; that it signs with the key of C3M matters to no tablet.
    static constexpr std::string_view codes[] = {"S1A", "S2B", "S3C", "S4D", "S5E"};
    const std::size_t number = department.directory.devices.size() - 2;
    domain::Device device;
    device.id = make_uuid(clock, m_random);
    device.code = codes[number];
    device.public_key = department.key_b.public_key;
    department.directory.devices.push_back(device);
    return std::make_unique<Seat>(department, person, device.id, clock, m_random, m_view);
}

base::Uuid DepartmentDesk::record(domain::Intake intake) {
    const domain::Event event = tests::record(*acceptor->store, clock, m_random, std::move(intake));
    sync();
    return event.complaint;
}

domain::PlacedEvent DepartmentDesk::place(const domain::Event& event) {
    std::vector<domain::PlacedEvent> before;
    for (const domain::PlacedEvent& one : m_log) {
        if (one.event.complaint == event.complaint) {
            before.push_back(one);
        }
    }
    domain::PlacedEvent placed;
    placed.event = event;
    placed.change = static_cast<std::int64_t>(m_log.size()) + 1;
    placed.server_time_utc_ms = clock.now_utc_ms();
    placed.verdict = judge(domain::fold(before), event, department.directory);
    return placed;
}

void DepartmentDesk::sync() {
    Seat* seats[] = {acceptor.get(), manager.get(), leader.get(), member.get(), leadership.get()};
    std::vector<sync::SyncResponse> answers(std::size(seats));
    for (std::size_t i = 0; i < std::size(seats); ++i) {
        const auto unsent = seats[i]->store->unsent(0, 100, 1'000'000);
        HUIYIN_ASSERT(unsent.has_value());
        for (const domain::Event& event : *unsent) {
            const domain::PlacedEvent placed = place(event);
            m_log.push_back(placed);
            answers[i].receipts.push_back(
                {event.device_seq, placed.change, placed.server_time_utc_ms, placed.verdict, 0});
        }
    }
    for (std::size_t i = 0; i < std::size(seats); ++i) {
        Seat& seat = *seats[i];
        answers[i].epoch = "epoch-1";
        answers[i].server_time_utc_ms = clock.now_utc_ms();
        answers[i].cursor = static_cast<std::int64_t>(m_log.size());
        for (; seat.seen < m_log.size(); ++seat.seen) {
            if (m_log[seat.seen].event.device != seat.store->session()->device) {
                answers[i].events.push_back(m_log[seat.seen]);
            }
        }
        HUIYIN_ASSERT(seat.store->take(answers[i]).has_value());
    }
}

Seat& DepartmentDesk::turn(const std::unique_ptr<Seat>& seat, const base::Uuid& complaint) {
    sync();
    clock.now_ms += hour_ms;
    seat->app.go_to(app::Screen::Complaints);
    seat->app.list().invalidate();
    seat->app.select(complaint);
    seat->driver.settle();
    return *seat;
}

} // namespace huiyin::test
