#include "core/base/limits.h"
#include "tests/support/fakes.h"
#include "tests/support/tablet_disk.h"
#include "ui/app/app.h"
#include "ui/app/format.h"
#include "ui/app/labels.h"

#include <algorithm>
#include <catch_amalgamated.hpp>
#include <optional>

using namespace huiyin;
using namespace huiyin::app;

namespace {

class RecordingTransport final : public Transport {
public:
    std::vector<Request> sent;
    std::string doorbell;
    int asked = 0; ///< how often the doorbell was

    void send(const Request& request) override { sent.push_back(request); }

    void keep_doorbell(const std::string& token) override { doorbell = token; }

    void ask_doorbell() override { ++asked; }
};

/// A tablet on which the acceptor is signed in.
struct Desk {
    tests::Department d = tests::make_department();
    tests::FakeClock clock;
    tests::SeededRandom random{21};
    RecordingTransport transport;
    std::unique_ptr<store::TabletStore> store =
        tests::make_store(d, d.acceptor, d.device_a, clock, random);
    App app{*store, transport, clock, random};

    void fill_form() {
        app.new_complaint();
        app.form().intake = tests::make_intake(clock.now_ms);
    }
};

/// The same with a disk that can be full.
struct DeskOnDisk {
    opfs::test::FaultyDisk disk;
    tests::TabletOnDisk tablet{disk, 1};
    tests::FakeClock clock;
    tests::SeededRandom random{21};
    RecordingTransport transport;
    std::optional<App> app;

    DeskOnDisk() {
        REQUIRE(tablet.sign_in());
        app.emplace(*tablet.store(), transport, clock, random);
    }

    void fill_disk() {
        disk.failure = opfs::IoStatus::Full;
        disk.fails_from_change = disk.changes;
    }

    void make_room() { disk.fails_from_change = opfs::test::FaultyDisk::never; }

    /// Lets the time come at which something is to be saved.
    void pass_until(std::optional<std::int64_t> save_due_ms) {
        REQUIRE(save_due_ms);
        clock.now_ms = *save_due_ms;
        app->tick();
    }
};

sync::Answer answer_of(const sync::SyncResponse& response) {
    return {200, to_text(response), 0};
}

} // namespace

TEST_CASE("app: a new tablet asks to sign in and enrols its key", "[ui][app]") {
    tests::FakeClock clock;
    tests::SeededRandom random(1);
    RecordingTransport transport;
    sqlite::OpenOptions options;
    options.path = ":memory:";
    auto store = *store::TabletStore::open(options, clock, random);
    App app(*store, transport, clock, random);
    app.start();
    CHECK(app.screen() == Screen::SignIn);
    CHECK(transport.sent.empty());
    app.sign_in();
    CHECK(app.session().problem() == Text::SignInAccountMissing);
    app.session().account = " lixd ";
    app.sign_in();
    CHECK(app.session().problem() == Text::SignInPasswordMissing);
    app.session().password = "correct horse";
    app.sign_in();
    REQUIRE(transport.sent.size() == 1);
    CHECK(transport.sent[0].path == "/api/v1/sign-in");
    const auto request = sync::sign_in_request_from_text(transport.sent[0].body);
    REQUIRE(request);
    CHECK(request->account == "lixd");
    CHECK_FALSE(request->device);
    // Pressing again while one is under way sends nothing.
    app.sign_in();
    CHECK(transport.sent.size() == 1);

    app.answered(RequestKind::SignIn, {401, "", 0});
    CHECK(app.session().problem() == Text::SignInWrong);
    CHECK(app.session().password.empty());
    CHECK(app.screen() == Screen::SignIn);

    app.session().password = "correct horse";
    app.sign_in();
    const auto d = tests::make_department();
    app.answered(RequestKind::SignIn,
                 {200, to_text(tests::sign_in_response(d, d.acceptor, d.device_a)), 0});
    CHECK(app.screen() == Screen::Complaints);
    CHECK(transport.doorbell == "token");
    CHECK(transport.sent.back().path == "/api/v1/sync");
    CHECK(transport.sent.back().token == "token");
}

TEST_CASE("app: an incomplete form is not recorded and shows its problems", "[ui][app]") {
    Desk desk;
    desk.app.new_complaint();
    CHECK(desk.app.submit_form() == Outcome::Incomplete);
    CHECK(desk.app.form().show_problems);
    CHECK(desk.app.screen() == Screen::NewComplaint);
    CHECK(*desk.store->unsent_count() == 0);
}

TEST_CASE("app: a complete form is recorded, shown with its number, and sent", "[ui][app]") {
    Desk desk;
    desk.fill_form();
    desk.app.form().changed();
    desk.app.form().save_now();
    REQUIRE(desk.store->drafts()->size() == 1);
    CHECK(desk.app.submit_form() == Outcome::Saved);
    CHECK(desk.store->drafts()->empty());
    REQUIRE(desk.app.selected());
    CHECK(desk.app.selected()->number.starts_with("TS-2026-A7K-0001-"));
    REQUIRE(desk.app.toast());
    CHECK(desk.app.toast()->text.find(desk.app.selected()->number) != std::string::npos);
    CHECK(desk.app.pill_state() == PillState::Waiting);
    CHECK(desk.app.unsent_count() == 1);
    desk.app.start();
    REQUIRE(desk.transport.sent.size() == 1);
    CHECK(desk.app.pill_state() == PillState::Running);
    const auto pushed = sync::sync_request_from_text(desk.transport.sent[0].body);
    REQUIRE(pushed);
    REQUIRE(pushed->push.size() == 1);

    sync::SyncResponse response;
    response.protocol = 1;
    response.epoch = "epoch-1";
    response.receipts.push_back({1, 9, desk.clock.now_ms, {}, 4});
    response.cursor = 9;
    desk.app.answered(RequestKind::Sync, answer_of(response));
    CHECK(desk.app.pill_state() == PillState::Synced);
    CHECK(desk.app.unsent_count() == 0);
    CHECK(desk.app.selected()->register_no == 4);
    // The next form begins with what this one ended with.
    desk.app.new_complaint();
    CHECK(desk.app.form().intake.location == "滨江大道站综控室");
    CHECK(desk.app.form().intake.channel == domain::Channel::Phone);
    CHECK(desk.app.form().intake.content.empty());
}

TEST_CASE("app: a failed check is kept as a rejected intake, supplemented and recorded later",
          "[ui][app]") {
    Desk desk;
    desk.fill_form();
    desk.app.form().intake.info_check = domain::InfoCheck::Failed;
    CHECK(desk.app.submit_form() == Outcome::Incomplete); // no reason yet
    desk.app.form().reject_reason = "身份无法核实";
    CHECK(desk.app.submit_form() == Outcome::Saved);
    REQUIRE(desk.app.selected());
    CHECK(desk.app.selected()->state == domain::State::IntakeRejected);
    CHECK(desk.app.selected()->number.empty());
    REQUIRE(desk.app.may_supplement());
    const base::Uuid id = desk.app.selected()->id;
    desk.app.supplement_selected();
    CHECK(desk.app.screen() == Screen::NewComplaint);
    CHECK_FALSE(desk.app.form().intake.info_check);
    // Closed and opened once more, it is what was written meanwhile.
    desk.app.form().intake.info_check_note = "已打回电话核对";
    desk.app.form().files.push_back({.sha256 = std::string(64, 'a'), .name = "照片"});
    desk.app.form().changed();
    desk.app.go_to(Screen::Complaints);
    desk.app.supplement_selected();
    CHECK(desk.app.form().intake.info_check_note == "已打回电话核对");
    CHECK(desk.app.form().files.size() == 1);
    desk.app.form().files.clear();
    desk.app.form().intake.info_check = domain::InfoCheck::Passed;
    CHECK(desk.app.submit_form() == Outcome::Saved);
    CHECK(desk.app.selected()->id == id);
    CHECK(desk.app.selected()->state == domain::State::Recorded);
    CHECK(desk.app.list().rows().size() == 1);
}

TEST_CASE("app: another complaint is begun while one is half taken down", "[ui][app]") {
    Desk desk;
    desk.app.new_complaint();
    CHECK_FALSE(desk.app.form().goes_on());
    CHECK(desk.app.form().other_drafts().empty());
    desk.app.form().intake.content = "站厅自动售票机不找零，维修两次未好";
    desk.app.form().intake.complainant_name = "陶芳";
    desk.app.form().changed();
    const base::Uuid first = desk.app.form().id();
    desk.app.form().open_another();
    CHECK(desk.app.form().id() != first);
    CHECK(desk.app.form().intake.content.empty());
    CHECK_FALSE(desk.app.form().goes_on());
    REQUIRE(desk.app.form().other_drafts().size() == 1);
    CHECK(desk.app.form().other_drafts()[0].id == first);
    CHECK(desk.app.form().other_drafts()[0].complainant == "陶芳");
    desk.clock.now_ms += 1000;
    desk.app.form().intake.content = "OA 登录缓慢，报修三次无人到场";
    desk.app.form().changed();
    const base::Uuid second = desk.app.form().id();
    REQUIRE(desk.app.form().open_draft(first));
    CHECK(desk.app.form().goes_on());
    CHECK(desk.app.form().intake.complainant_name == "陶芳");
    REQUIRE(desk.app.form().other_drafts().size() == 1);
    CHECK(desk.app.form().other_drafts()[0].id == second);
    CHECK(desk.app.form().other_drafts()[0].title.starts_with("OA 登录缓慢"));
    CHECK(desk.app.form().open_draft(base::Uuid{9}).error().code == base::ErrorCode::NotFound);
    CHECK(desk.app.form().id() == first);
}

TEST_CASE("app: drafts are kept within half a second and found again", "[ui][app]") {
    Desk desk;
    desk.app.new_complaint();
    desk.app.form().intake.content = "监视画面中断";
    desk.app.form().changed();
    CHECK(desk.store->drafts()->empty());
    REQUIRE(desk.app.wake_at_ms());
    CHECK(*desk.app.wake_at_ms() <= desk.clock.now_ms + 500);
    desk.clock.now_ms += 500;
    desk.app.tick();
    CHECK(desk.store->drafts()->size() == 1);
    App again(*desk.store, desk.transport, desk.clock, desk.random);
    again.new_complaint();
    CHECK(again.form().intake.content == "监视画面中断");
    again.discard_form();
    CHECK(desk.store->drafts()->empty());
}

TEST_CASE("app: what could not be kept stays on the form, and is kept when there is room",
          "[ui][app]") {
    DeskOnDisk desk;
    App& app = *desk.app;
    ComplaintForm& form = app.form();
    const auto write = [&form](const char* content) {
        form.intake.content = content;
        form.changed();
        form.save_now();
    };
    app.new_complaint();
    write("第一句");
    REQUIRE_FALSE(form.save_failed());
    desk.fill_disk();
    write("第一句，第二句");
    CHECK(form.save_failed());
    // Left and opened again, for this or for something else.
    app.go_back();
    app.new_complaint();
    CHECK(form.intake.content == "第一句，第二句");
    domain::Intake known;
    known.content = "别的";
    app.begin_complaint(known);
    CHECK(form.intake.content == "第一句，第二句");

    desk.pass_until(form.save_due_ms());
    CHECK(form.save_failed());
    desk.make_room();
    desk.pass_until(form.save_due_ms());
    CHECK_FALSE(form.save_failed());
    CHECK_FALSE(form.save_due_ms());
    app.begin_complaint(known);
    CHECK(form.intake.content == "别的");
    app.new_complaint();
    const auto drafts = desk.tablet.store()->drafts();
    REQUIRE(drafts);
    CHECK(std::any_of(drafts->begin(), drafts->end(), [](const store::Draft& draft) {
        return draft.json.find("第一句，第二句") != std::string::npos;
    }));
}

TEST_CASE("app: what a step's sheet could not keep is tried again", "[ui][app]") {
    DeskOnDisk desk;
    REQUIRE(desk.tablet.record());
    StepDrafts& drafts = desk.app->step_drafts();
    const auto complaint = desk.tablet.acknowledged().own.front().complaint;
    drafts.begin({complaint, domain::EventKind::Note}, "{}");
    desk.fill_disk();
    drafts.changed(R"({"text":"补充"})");
    drafts.save_now();
    CHECK(drafts.save_failed());
    desk.make_room();
    desk.pass_until(drafts.save_due_ms());
    CHECK_FALSE(drafts.save_failed());
    CHECK(drafts.of(complaint).size() == 1);
}

TEST_CASE("app: an ended token stops sync, keeps everything, and asks for a person", "[ui][app]") {
    Desk desk;
    desk.fill_form();
    desk.app.submit_form();
    desk.app.start();
    desk.app.answered(RequestKind::Sync, {401, "", 0});
    CHECK(desk.app.pill_state() == PillState::Attention);
    CHECK(desk.app.session().needs_sign_in());
    CHECK(desk.transport.doorbell.empty());
    CHECK(desk.app.unsent_count() == 1);
    const std::size_t sent = desk.transport.sent.size();
    desk.app.sync_now();
    CHECK(desk.transport.sent.size() == sent);
    // Signing in again proves the device with its own key.
    desk.app.session().password = "correct horse";
    desk.app.sign_in();
    const auto request = sync::sign_in_request_from_text(desk.transport.sent.back().body);
    REQUIRE(request);
    REQUIRE(request->device);
    CHECK(*request->device == desk.d.device_a);
    CHECK(base::verify(base::bytes_of(sync::sign_in_proof_text(desk.d.device_a, "demo")),
                       *request->proof,
                       desk.d.key_a.public_key));
}

TEST_CASE("app: while pages come it is not called synced, and says how far it is", "[ui][app]") {
    Desk desk;
    desk.app.start();
    sync::SyncResponse page{
        .protocol = 2, .epoch = "epoch-1", .cursor = 42, .more = true, .latest = 100};
    const auto take = [&] {
        desk.app.answered(RequestKind::Sync, answer_of(page));
        while (desk.app.is_taking()) {
            desk.app.tick();
        }
    };
    take();
    CHECK(desk.app.sync_status().fetched_percent == 42);
    CHECK(desk.app.pill_state() == PillState::Running);
    page.cursor = 100;
    page.more = false;
    take();
    CHECK_FALSE(desk.app.sync_status().fetched_percent);
    CHECK(desk.app.pill_state() == PillState::Synced);
}

TEST_CASE("app: one of two copies of a tablet says so, and is enrolled as one of its own",
          "[ui][app]") {
    Desk desk;
    desk.fill_form();
    desk.app.submit_form();
    desk.app.start();
    sync::SyncResponse response{.protocol = 1, .epoch = "epoch-1"};
    response.receipts = {
        {1, 0, 99, {domain::VerdictKind::Quarantined, domain::Reason::ClonedDevice}, 0}};
    desk.app.answered(RequestKind::Sync, answer_of(response));
    while (desk.app.is_taking()) {
        desk.app.tick();
    }
    desk.app.sync_now();
    CHECK(desk.app.session().is_copied());
    CHECK(desk.app.session().needs_sign_in());
    CHECK(desk.app.sync_status().problem == sync::Problem::Copied);
    CHECK(desk.app.pill_state() == PillState::Attention);
    CHECK(desk.transport.doorbell.empty());
    CHECK(desk.app.kept_apart().size() == 1);
    desk.app.session().password = "correct horse";
    desk.app.sign_in();
    const auto request = sync::sign_in_request_from_text(desk.transport.sent.back().body);
    REQUIRE(request);
    CHECK_FALSE(request->device);
    CHECK_FALSE(request->proof);
    CHECK(request->public_key != desk.d.key_a.public_key);
    desk.app.answered(
        RequestKind::SignIn,
        {200, to_text(tests::sign_in_response(desk.d, desk.d.acceptor, desk.d.device_b)), 0});
    CHECK_FALSE(desk.app.session().is_copied());
    CHECK(desk.store->session()->device == desk.d.device_b);
    CHECK(desk.transport.sent.back().path == "/api/v1/sync");
}

TEST_CASE("app: notes are added by who may, with text", "[ui][app]") {
    Desk desk;
    desk.fill_form();
    desk.app.submit_form();
    REQUIRE_FALSE(desk.app.refusal_of(domain::NotePayload{"已回拨核对"}));
    CHECK(desk.app.take({domain::NotePayload{" 　"}}, "ok") == Outcome::Incomplete);
    CHECK(desk.app.take({domain::NotePayload{"已回拨核对"}}, "ok") == Outcome::Saved);
    CHECK(desk.app.selected()->steps.back().text == "已回拨核对");
    CHECK(desk.app.unsent_count() == 2);
    CHECK(desk.app.pending_steps(10).size() == 2);
}

TEST_CASE("app: the list and the inbox show what was written since they were last looked at",
          "[ui][app]") {
    Desk desk;
    CHECK(desk.app.list().rows().empty());
    CHECK(desk.app.inbox().task_count() == 0);
    domain::Intake intake = tests::make_intake(desk.clock.now_ms);
    intake.severity_proposed = domain::Severity::Major;
    desk.app.new_complaint();
    desk.app.form().intake = intake;
    REQUIRE(desk.app.submit_form() == Outcome::Saved);
    CHECK(desk.app.list().rows().size() == 1);
    CHECK(desk.app.list().counts().all == 1);
    CHECK(desk.app.inbox().alerts().size() == 1);
    // A rejected intake waits for its acceptor to supplement it.
    desk.app.new_complaint();
    desk.app.form().intake = intake;
    desk.app.form().intake.info_check = domain::InfoCheck::Failed;
    desk.app.form().reject_reason = "身份无法核实";
    REQUIRE(desk.app.submit_form() == Outcome::Saved);
    CHECK(desk.app.list().rows().size() == 2);
    CHECK(desk.app.inbox().task_count() == 1);
    REQUIRE(desk.app.inbox().groups().size() == 1);
    CHECK(desk.app.inbox().groups()[0].kind == domain::TaskKind::Supplement);
}

namespace {

/// The manager's tablet, out of sight, and what another tablet recorded meanwhile.
struct RemindedDesk {
    tests::Department d = tests::make_department();
    tests::FakeClock clock;
    tests::SeededRandom random{22};
    RecordingTransport transport;
    std::unique_ptr<store::TabletStore> other =
        tests::make_store(d, d.acceptor, d.device_a, clock, random);
    std::unique_ptr<store::TabletStore> store =
        tests::make_store(d, d.manager, d.device_b, clock, random);
    App app{*store, transport, clock, random};
    std::int64_t change = 0;

    RemindedDesk() {
        app.start();
        app.set_reminders(true);
        app.reminders_told(ReminderPermission::Granted);
    }

    /// So many complaints recorded on the other tablet arrive with one answer; the last one's
    /// event.
    domain::Event arrive(int complaints) {
        sync::SyncResponse response;
        response.protocol = 1;
        response.epoch = "epoch-1";
        for (int i = 0; i < complaints; ++i) {
            clock.now_ms += 60'000;
            domain::PlacedEvent placed;
            placed.event =
                tests::record(*other, clock, random, tests::make_intake(clock.now_ms - 1));
            placed.change = ++change;
            placed.server_time_utc_ms = clock.now_ms;
            response.events.push_back(placed);
        }
        response.cursor = change;
        response.server_time_utc_ms = clock.now_ms;
        domain::Event last = response.events.back().event;
        app.sync_now();
        app.answered(RequestKind::Sync, answer_of(response));
        while (app.is_taking()) {
            app.tick();
        }
        return last;
    }
};

} // namespace

TEST_CASE("reminders: news while out of sight, by number and kind alone", "[ui][app][reminders]") {
    RemindedDesk desk;
    desk.arrive(1);
    CHECK(desk.app.take_reminders().empty()); // it is in sight
    desk.app.became_hidden();
    const domain::Event event = desk.arrive(1);
    const auto reminders = desk.app.take_reminders();
    REQUIRE(reminders.size() == 1);
    CHECK(reminders[0].complaint == event.complaint);
    const auto complaint = desk.app.complaint(event.complaint);
    REQUIRE(complaint);
    CHECK(reminders[0].text == complaint->number + "  登记了投诉");
    CHECK(reminders[0].text.find(complaint->intake.complainant_name) == std::string::npos);
    // Each once.
    desk.arrive(1);
    CHECK(desk.app.take_reminders().size() == 1);
    desk.app.show_reminded(event.complaint);
    REQUIRE(desk.app.selected());
    CHECK(desk.app.selected()->id == event.complaint);
    CHECK(desk.app.screen() == Screen::Complaints);
    desk.app.show_reminded({});
    CHECK(desk.app.screen() == Screen::Inbox);
    desk.app.became_visible();
    desk.arrive(1);
    CHECK(desk.app.take_reminders().empty());
}

TEST_CASE("reminders: of many at once three are told and the rest counted",
          "[ui][app][reminders][limits]") {
    RemindedDesk desk;
    desk.app.became_hidden();
    desk.arrive(3);
    CHECK(desk.app.take_reminders().size() == 3);
    desk.arrive(8);
    const auto reminders = desk.app.take_reminders();
    REQUIRE(reminders.size() == 4);
    CHECK(reminders[3].complaint.is_nil());
    CHECK(reminders[3].text == "还有 5 条新消息");
}

TEST_CASE("reminders: only who switched them on, and whose browser agreed, gets any",
          "[ui][app][reminders]") {
    RemindedDesk desk;
    const auto reminded = [&] {
        desk.app.became_hidden();
        desk.arrive(1);
        const bool any = !desk.app.take_reminders().empty();
        desk.app.became_visible();
        return any;
    };
    CHECK(reminded());
    desk.app.set_reminders(false);
    CHECK_FALSE(reminded());
    CHECK_FALSE(desk.app.take_reminder_question());
    desk.app.set_reminders(true);
    for (const auto permission : {ReminderPermission::Unknown,
                                  ReminderPermission::Unsupported,
                                  ReminderPermission::NotAsked,
                                  ReminderPermission::Denied}) {
        desk.app.reminders_told(permission);
        CHECK_FALSE(reminded());
    }
    // The browser is asked after a press, once, and only if nobody answered it yet.
    CHECK_FALSE(desk.app.take_reminder_question());
    desk.app.reminders_told(ReminderPermission::NotAsked);
    desk.app.set_reminders(true);
    CHECK(desk.app.take_reminder_question());
    CHECK_FALSE(desk.app.take_reminder_question());
    desk.app.reminders_told(ReminderPermission::Granted);
    CHECK(reminded());
    // The wish is kept, the browser's answer is the browser's.
    App again(*desk.store, desk.transport, desk.clock, desk.random);
    CHECK(again.reminders().wanted());
    CHECK_FALSE(again.reminders().in_force());
}

TEST_CASE("app: language and text size are remembered", "[ui][app]") {
    Desk desk;
    desk.app.set_language(Language::English);
    desk.app.set_text_percent(150);
    App again(*desk.store, desk.transport, desk.clock, desk.random);
    CHECK(again.language() == Language::English);
    CHECK(again.text_percent() == 150);
    CHECK(again.say(Text::NavComplaints) == "Complaints");
}

TEST_CASE("app: nothing to do means nothing to wake for but the poll", "[ui][app]") {
    Desk desk;
    desk.app.start();
    sync::SyncResponse response;
    response.protocol = 1;
    response.epoch = "epoch-1";
    desk.app.answered(RequestKind::Sync, answer_of(response));
    REQUIRE(desk.app.wake_at_ms());
    CHECK(*desk.app.wake_at_ms() >= desk.clock.now_ms + 30'000);
}

TEST_CASE("app: becoming visible tries again at once, whatever wait was left", "[ui][app]") {
    Desk desk;
    desk.fill_form();
    REQUIRE(desk.app.submit_form() == Outcome::Saved);
    desk.app.start();
    // The server is away for so long that the next attempt is minutes off.
    for (int failures = 0; failures < 9; ++failures) {
        desk.app.answered(RequestKind::Sync, {0, "", 0});
        desk.clock.now_ms = *desk.app.wake_at_ms();
        desk.app.tick();
    }
    desk.app.answered(RequestKind::Sync, {0, "", 0});
    REQUIRE(*desk.app.wake_at_ms() >= desk.clock.now_ms + 2 * 60'000);
    const std::size_t sent = desk.transport.sent.size();
    desk.app.became_hidden();
    desk.app.tick();
    CHECK(desk.transport.sent.size() == sent);
    desk.app.became_visible();
    REQUIRE(desk.transport.sent.size() == sent + 1);
    CHECK(desk.transport.sent.back().kind == RequestKind::Sync);
    CHECK(sync::sync_request_from_text(desk.transport.sent.back().body)->push.size() == 1);
}

TEST_CASE("strings: no sentence is missing, every place for a value is in both languages",
          "[ui][app][strings]") {
    for (std::size_t i = 0; i < static_cast<std::size_t>(Text::Count); ++i) {
        const auto count_places = [](std::string_view text) {
            int count = 0;
            for (std::size_t at = text.find("{}"); at != std::string_view::npos;
                 at = text.find("{}", at + 2)) {
                ++count;
            }
            return count;
        };
        const auto zh = sentence(static_cast<Text>(i), Language::Chinese);
        const auto en = sentence(static_cast<Text>(i), Language::English);
        CAPTURE(zh, en);
        CHECK_FALSE(zh.empty());
        CHECK_FALSE(en.empty());
        CHECK(count_places(zh) == count_places(en));
    }
    CHECK(with("{}默认{}", "电话", "口头") == "电话默认口头");
}

TEST_CASE("format: times read as people say them", "[ui][app][format]") {
    tests::FakeClock clock;
    clock.now_ms = 1'795'154'400'000; // 2026-11-20 14:00 in China, a Friday
    const std::int64_t hour = 3'600'000;
    const std::int64_t day = 24 * hour;
    CHECK(moment_text(clock.now_ms, clock, Language::Chinese) == "今天 14:00");
    CHECK(moment_text(clock.now_ms - day, clock, Language::Chinese) == "昨天 14:00");
    CHECK(moment_text(clock.now_ms - 2 * day, clock, Language::Chinese) == "周三 14:00");
    CHECK(moment_text(clock.now_ms - 10 * day, clock, Language::Chinese) == "11-10 14:00");
    CHECK(moment_text(clock.now_ms - 365 * day, clock, Language::English) == "2025-11-20 14:00");
    CHECK(short_moment_text(clock.now_ms - 15 * hour, clock, Language::English) == "yesterday");
    CHECK(short_moment_text(clock.now_ms, clock, Language::English) == "14:00");
    CHECK(local_year(clock) == 2026);
    CHECK(count_text(0) == "0");
    CHECK(count_text(999) == "999");
    CHECK(count_text(1286) == "1,286");
    CHECK(count_text(1000000) == "1,000,000");
}

TEST_CASE("app: paused, nothing goes and nothing wakes; going on sends what waits", "[ui][app]") {
    Desk desk;
    desk.fill_form();
    REQUIRE(desk.app.submit_form() == Outcome::Saved);
    desk.app.set_paused(true);
    desk.app.start();
    desk.app.set_online(true);
    desk.app.became_visible();
    desk.app.doorbell(5, false);
    CHECK(desk.transport.sent.empty());
    CHECK(desk.transport.asked == 0);
    CHECK(desk.app.pill_state() == PillState::Waiting);
    desk.app.show_toast("x");
    // Only the toast's end is waited for.
    CHECK(desk.app.wake_at_ms() == desk.app.toast()->until_monotonic_ms);
    desk.app.set_paused(false);
    REQUIRE(desk.transport.sent.size() == 1);
    CHECK(desk.transport.sent[0].kind == RequestKind::Sync);
    CHECK_FALSE(desk.app.is_paused());
}

TEST_CASE("app: a request that is under way when it is paused is taken", "[ui][app]") {
    Desk desk;
    desk.fill_form();
    REQUIRE(desk.app.submit_form() == Outcome::Saved);
    desk.app.start();
    REQUIRE(desk.transport.sent.size() == 1);
    desk.app.set_paused(true);
    sync::SyncResponse response;
    response.protocol = 1;
    response.epoch = "epoch-1";
    response.receipts = {{1, 9, desk.clock.now_ms, {}, 4}};
    response.cursor = 9;
    response.more = true;
    desk.app.answered(RequestKind::Sync, answer_of(response));
    CHECK(desk.app.unsent_count() == 0);
    CHECK(desk.transport.sent.size() == 1);
    desk.app.sync_now();
    CHECK(desk.transport.sent.size() == 2);
}

TEST_CASE("upload: counts what has gone since something began to wait", "[ui][app]") {
    UploadProgress progress;
    CHECK(progress.fraction() == 1);
    progress.told({.steps = 4});
    CHECK(progress.fraction() == 0);
    progress.told({.steps = 3});
    CHECK(progress.steps_sent() == 1);
    CHECK(progress.steps_in_all() == 4);
    CHECK(progress.fraction() == 0.25);
    // Another step and two files come meanwhile.
    progress.told({.steps = 4, .photos = 1, .recordings = 1, .file_bytes = 1000});
    CHECK(progress.steps_in_all() == 5);
    CHECK(progress.bytes_in_all() == 1000);
    progress.told({.photos = 1, .recordings = 1, .file_bytes = 1000, .file_bytes_there = 500});
    CHECK(progress.steps_sent() == 5);
    CHECK(progress.bytes_sent() == 500);
    CHECK(progress.fraction() == (5 + 1) / 7.0);
    progress.told({.photos = 1, .file_bytes = 400});
    CHECK(progress.bytes_sent() == 600);
    CHECK(progress.bytes_in_all() == 1000);
    CHECK(progress.fraction() == 6 / 7.0);
    progress.told({});
    CHECK(progress.fraction() == 1);
    CHECK(progress.steps_sent() == 5);
    // Another time.
    progress.told({.steps = 2});
    CHECK(progress.steps_sent() == 0);
    CHECK(progress.fraction() == 0);
}

TEST_CASE("app: a file goes when the records are gone, and stops with the sign-in",
          "[ui][app][files]") {
    Desk desk;
    desk.fill_form();
    REQUIRE(desk.app.submit_form() == Outcome::Saved);
    const base::Bytes content(300'000, 7);
    const auto sha256 =
        desk.store->files().keep({.bytes = content, .mime = "image/jpeg", .draft = std::nullopt});
    REQUIRE(sha256);
    const std::string name = base::hex_from_bytes(*sha256);
    const auto attach = domain::AttachPayload{
        name, "现场.jpg", "image/jpeg", std::int64_t{300'000}, desk.clock.now_ms};
    REQUIRE(desk.app.take({attach}, "") == Outcome::Saved);
    desk.app.start();
    REQUIRE(desk.transport.sent.size() == 1);
    CHECK(desk.transport.sent[0].kind == RequestKind::Sync);

    sync::SyncResponse response;
    response.protocol = 1;
    response.epoch = "epoch-1";
    response.receipts = {{1, 9, desk.clock.now_ms, {}, 4}, {2, 10, desk.clock.now_ms, {}, 0}};
    response.cursor = 10;
    desk.app.answered(RequestKind::Sync, answer_of(response));
    REQUIRE(desk.transport.sent.size() == 2);
    CHECK(desk.transport.sent[1].kind == RequestKind::File);
    CHECK(desk.transport.sent[1].path == "/api/v1/files");
    CHECK(desk.transport.sent[1].content_type == "application/json");
    CHECK(desk.transport.sent[1].token == "token");
    desk.app.answered(RequestKind::File,
                      {200, to_text(std::vector<sync::FileAnswer>{{*sha256, {1}, false}}), 0});
    REQUIRE(desk.transport.sent.size() == 3);
    CHECK(desk.transport.sent[2].path.starts_with("/api/v1/files/chunk?sha256=" + name));
    CHECK(desk.transport.sent[2].content_type == "application/octet-stream");
    CHECK(desk.transport.sent[2].body.size() == 300'000 - base::limits::attachment_chunk_bytes);
    // A record that is written meanwhile does not wait for the chunk; the next chunk waits for it.
    desk.fill_form();
    REQUIRE(desk.app.submit_form() == Outcome::Saved);
    desk.app.tick();
    REQUIRE(desk.transport.sent.size() == 4);
    CHECK(desk.transport.sent[3].kind == RequestKind::Sync);
    desk.app.answered(RequestKind::File,
                      {200, to_text(std::vector<sync::FileAnswer>{{*sha256, {0}, false}}), 0});
    CHECK(desk.transport.sent.size() == 4);
    response.receipts = {{3, 11, desk.clock.now_ms, {}, 5}};
    response.cursor = 11;
    desk.app.answered(RequestKind::Sync, answer_of(response));
    REQUIRE(desk.transport.sent.size() == 5);
    CHECK(desk.transport.sent[4].kind == RequestKind::File);
    desk.app.answered(RequestKind::File, {401, "", 0});
    CHECK(desk.app.session().needs_sign_in());
    CHECK(desk.transport.sent.size() == 5);
}
