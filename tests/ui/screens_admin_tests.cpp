// The administration's screens, with the server's answers given by hand; tests/server/
// admin_app_tests.cpp has them from the real one.
#include "core/base/json.h"
#include "tests/support/fakes.h"
#include "tests/ui/support/driver.h"
#include "ui/app/labels.h"
#include "ui/views/admin_policy.h"
#include "ui/views/screens.h"

#include <catch_amalgamated.hpp>

using namespace huiyin;
using namespace huiyin::widgets;
using test::Driver;

namespace {

class KeptTransport final : public app::Transport {
public:
    std::vector<app::Request> sent;

    void send(const app::Request& request) override { sent.push_back(request); }

    void keep_doorbell(const std::string&) override {}

    void ask_doorbell() override {}
};

/// The administrator's tablet.
struct Office {
    explicit Office(std::vector<domain::Role> other_roles = {},
                    const View& view = {.width = 800, .height = 1280})
        : d(department_with(std::move(other_roles)))
        , driver([this] { screens.frame_ui(); }, view) {
        app.start();
        app.go_to(app::Screen::Administration);
        driver.settle();
    }

    tests::Department d;
    tests::FakeClock clock;
    tests::SeededRandom random{51};
    KeptTransport transport;
    std::unique_ptr<store::TabletStore> store =
        tests::make_store(d, d.administrator, d.device_a, clock, random);
    app::App app{*store, transport, clock, random};
    views::Screens screens{app};
    Driver driver;

    static tests::Department department_with(std::vector<domain::Role> roles) {
        tests::Department made = tests::make_department();
        for (const domain::Role role : roles) {
            made.directory.grants.push_back(
                {.person = made.administrator, .role = role, .team = {}, .group = {}});
        }
        return made;
    }

    test::Found find(Role role, std::string_view name) { return driver.find(role, name); }

    void press(std::string_view name) { find(Role::Button, name).press(); }

    /// The last of that name in front of everything.
    void press_in_front(Role role, std::string_view name) {
        const Node* found = nullptr;
        for (const Node& node : driver.tree().nodes()) {
            if (node.role == role && node.name == name && (!found || node.layer >= found->layer)) {
                found = &node;
            }
        }
        INFO(driver.tree().dump());
        REQUIRE(found != nullptr);
        driver.context().perform(found->id, Action::Press);
        driver.settle();
    }

    void section(std::string_view name) { find(Role::Tab, name).press(); }

    bool shows(std::string_view text) {
        return driver.tree().dump().find(text) != std::string::npos;
    }

    /// The next request of the administration that has not been answered.
    base::Json next() {
        for (; m_answered < transport.sent.size(); ++m_answered) {
            if (transport.sent[m_answered].kind == app::RequestKind::Administration) {
                auto json = base::parse_json(transport.sent[m_answered++].body, 1 << 20);
                return json ? *json : base::Json();
            }
        }
        return {};
    }

    void answer(int status, std::string body) {
        app.answered(app::RequestKind::Administration, {status, std::move(body), 0});
        driver.settle();
    }

    /// Answers questions until a change is asked for, which is given.
    base::Json change() {
        base::Json json = next();
        while (!json.is_null() && command_of(json).starts_with("list_")) {
            answer(200, R"({"version":1,"accounts":[],"devices":[],"log":[]})");
            json = next();
        }
        return json;
    }

    static std::string command_of(const base::Json& json) {
        return base::find_string(json, "command").value_or("");
    }

    /// The directory with a change, as the next sync brings it.
    void sync(domain::Directory directory) {
        directory.version = app.directory().version + 1;
        sync::SyncResponse response;
        response.protocol = 1;
        response.epoch = "epoch-1";
        response.server_time_utc_ms = clock.now_ms;
        response.directory = std::move(directory);
        app.answered(app::RequestKind::Sync, {200, to_text(response), 0});
        while (app.is_taking()) {
            app.tick();
        }
        driver.settle();
    }

private:
    std::size_t m_answered = 0;
};

std::string refusal(std::string_view code, std::string_view message) {
    base::Json json = base::Json::object();
    json["error"]["code"] = std::string(code);
    json["error"]["message"] = std::string(message);
    return base::to_text(json);
}

} // namespace

TEST_CASE("administration: only its own places for an administrator alone", "[ui][admin]") {
    Office alone;
    CHECK(alone.app.screen() == app::Screen::Administration);
    for (const char* place : {"待办", "投诉", "登记", "统计", "记录表"}) {
        CAPTURE(place);
        CHECK_FALSE(alone.find(Role::Link, place).exists());
        CHECK_FALSE(alone.find(Role::Button, place).exists());
    }
    CHECK(alone.shows("管理"));
    CHECK(alone.shows("同步"));
    // Going back from the sync does not lead to complaints either.
    alone.app.go_to(app::Screen::Sync);
    alone.app.go_back();
    CHECK(alone.app.screen() == app::Screen::Administration);
    Office both({domain::Role::RelationshipManager});
    both.app.go_to(app::Screen::Inbox);
    both.driver.settle();
    CHECK(both.shows("管理"));
    CHECK(both.shows("待办"));
    CHECK(both.shows("记录表"));
}

TEST_CASE("administration: a person is added and a refusal stands at the field", "[ui][admin]") {
    Office office;
    office.press("添加人员");
    office.press_in_front(Role::Button, "保存");
    CHECK(office.find(Role::TextField, "工号").has(StateInvalid));
    CHECK(office.find(Role::TextField, "姓名").has(StateInvalid));
    CHECK(office.change().is_null()); // nothing was sent
    office.find(Role::TextField, "工号").type("TH9");
    office.find(Role::TextField, "姓名").type("赵一");
    office.press_in_front(Role::Button, "保存");
    const base::Json sent = office.change();
    CHECK(base::to_text(sent) ==
          R"({"command":"add_person","staff_no":"TH9","name":"赵一","phone":""})");
    CHECK(office.find(Role::Button, "正在保存").has(StateDisabled));
    office.answer(409, refusal("conflict", "staff_no: another person has it"));
    CHECK(office.find(Role::TextField, "工号").has(StateInvalid));
    CHECK(office.find(Role::TextField, "工号").description().find("这个工号已有人使用") !=
          std::string::npos);
    CHECK(office.find(Role::TextField, "姓名").value() == "赵一");
    office.app.set_language(app::Language::English);
    office.driver.settle();
    CHECK(office.find(Role::TextField, "Staff number").description().find("staff number") !=
          std::string::npos);
    office.app.set_language(app::Language::Chinese);
    office.driver.settle();
    office.find(Role::TextField, "工号").type("TH10");
    office.press_in_front(Role::Button, "保存");
    CHECK(base::find_string(office.change(), "staff_no") == "TH10");
    const base::Uuid id = make_uuid(office.clock, office.random);
    office.answer(200, R"({"version":9,"id":")" + to_string(id) + R"("})");
    CHECK(office.shows("已保存：赵一"));
    CHECK_FALSE(office.find(Role::TextField, "工号").exists());
    // The sync brings the person, whose sheet opens for roles and account.
    domain::Directory directory = office.app.directory();
    directory.people.push_back({.id = id, .staff_no = "TH10", .name = "赵一", .phone = {}});
    office.sync(directory);
    CHECK(office.find(Role::Button, "授予角色").exists());
}

TEST_CASE("administration: Escape closes a form, but none in which something was typed",
          "[ui][admin]") {
    Office office;
    const auto escape = [&] {
        office.driver.context().perform(0, Action::Dismiss);
        office.driver.settle();
    };
    office.press("添加人员");
    REQUIRE(office.find(Role::TextField, "工号").exists());
    escape();
    CHECK_FALSE(office.find(Role::TextField, "工号").exists());
    office.press("添加人员");
    office.find(Role::TextField, "工号").type("TH9");
    escape();
    CHECK(office.find(Role::TextField, "工号").value() == "TH9");
    office.press_in_front(Role::Button, "取消");
    CHECK_FALSE(office.find(Role::TextField, "工号").exists());
    // Over a form Escape closes the list first.
    office.section("团队与小组");
    office.press("添加团队");
    INFO(office.driver.tree().dump());
    office.press_in_front(Role::Button, "负责人: 没有负责人");
    REQUIRE(office.driver.tree().modal()->name == "负责人");
    escape();
    REQUIRE(office.driver.tree().modal() != nullptr);
    CHECK(office.driver.tree().modal()->name == "添加团队");
    escape();
    CHECK(office.driver.tree().modal() == nullptr);
}

TEST_CASE("administration: a role is granted with its group and taken back", "[ui][admin]") {
    Office office;
    office.find(Role::SearchField, "姓名、工号、电话").type("王海涛");
    CHECK_FALSE(office.shows("周敏"));
    const std::string row = "王海涛";
    for (const Node& node : office.driver.tree().nodes()) {
        if (node.role == Role::Button && node.name.starts_with(row)) {
            office.driver.context().perform(node.id, Action::Press);
            break;
        }
    }
    office.driver.settle();
    office.press_in_front(Role::Button, "授予角色");
    office.press_in_front(
        Role::Radio, std::string(app::label(domain::Role::GroupMember, app::Language::Chinese)));
    office.press_in_front(Role::Button, "授予角色");
    CHECK(office.change().is_null()); // a group is lacking
    INFO(office.driver.tree().dump());
    office.press_in_front(Role::Button, "小组: 未选");
    const domain::Group& group = office.app.directory().groups.front();
    const domain::Team* team = office.app.directory().team(group.team);
    office.press_in_front(Role::Button, group.name + ", " + team->name);
    office.press_in_front(Role::Button, "授予角色");
    const base::Json sent = office.change();
    CHECK(base::find_string(sent, "role") == "GM");
    CHECK(base::find_string(sent, "group") == to_string(group.id));
    CHECK(base::find_string(sent, "team") == "");
    CHECK(base::find_string(sent, "person") == to_string(office.d.member));
    office.answer(409, refusal("conflict", "person: is not active"));
    CHECK(office.shows("这个人已停用，请先恢复"));
}

TEST_CASE("administration: without network it is for reading and says why", "[ui][admin]") {
    Office office;
    office.change();
    office.app.set_online(false);
    office.app.answered(app::RequestKind::Sync, {0, "", 0});
    office.driver.settle();
    REQUIRE(office.app.administration_obstacle() == app::AdminText::NeedsNetwork);
    CHECK(office.shows("没有网络，现在只能看"));
    CHECK(office.shows("周敏"));
    CHECK(office.find(Role::Button, "添加人员").has(StateDisabled));
    const std::size_t sent = office.transport.sent.size();
    office.app.administer(base::Json::object(), "x");
    CHECK(office.transport.sent.size() == sent);
    for (const char* section : {"团队与小组", "平板", "代码表", "规则", "服务量", "操作记录"}) {
        CAPTURE(section);
        office.section(section);
        CHECK(office.shows("没有网络，现在只能看"));
        for (const char* button : {"添加团队", "添加一项", "填写一个月", "保存规则"}) {
            const auto found = office.find(Role::Button, button);
            CHECK((!found.exists() || found.has(StateDisabled)));
        }
    }
}

TEST_CASE("administration: the policy is changed as a whole, wrong numbers are not sent",
          "[ui][admin]") {
    Office office;
    office.section("规则");
    CHECK(office.find(Role::Button, "保存规则").has(StateDisabled)); // nothing to save
    office.find(Role::TextField, "关闭后可重新打开").type("45");
    office.find(Role::TextField, "分派（重大）").type("0");
    office.find(Role::TextField, "下班").type("8:00");
    office.press("保存规则");
    CHECK(office.change().is_null());
    CHECK(office.find(Role::TextField, "分派（重大）").has(StateInvalid));
    CHECK(office.find(Role::TextField, "下班").description().find("下班要晚于上班") !=
          std::string::npos);
    office.find(Role::TextField, "分派（重大）").type("90");
    office.find(Role::TextField, "下班").type("18:15");
    office.find(Role::TextArea, "建议重大的词").type("行车, 联锁，行车、 首班车");
    office.press("保存规则");
    const base::Json sent = office.change();
    const base::Json* json = base::find(sent, "policy");
    REQUIRE(json != nullptr);
    CHECK(base::find_integer(*json, "reopen_days") == 45);
    CHECK((*json)["targets"][1][1] == 90);
    CHECK((*json)["calendar"]["end"] == 18 * 60 + 15);
    CHECK(base::to_text((*json)["major_words"]) == R"(["行车","联锁","首班车"])");
    office.answer(200, R"({"version":10})");
    CHECK(office.shows("已保存：规则"));
}

TEST_CASE("administration: a code keeps its code and a volume its month", "[ui][admin]") {
    Office office;
    office.section("代码表");
    office.find(Role::Radio, "系统").press();
    office.press("添加一项");
    office.find(Role::TextField, "代码").type("CBI");
    office.find(Role::TextField, "中文名称").type("联锁");
    office.press_in_front(Role::Button, "保存");
    const base::Json sent = office.change();
    CHECK(base::find_string(sent, "list") == "system");
    CHECK(base::find_string(sent, "code") == "CBI");
    CHECK(base::find_bool(sent, "active") == true);
    CHECK(base::find_integer(sent, "position").value_or(0) > 0);
    office.answer(200, R"({"version":10})");
    domain::Directory directory = office.app.directory();
    directory.code_values.push_back({"system", "CBI", "联锁", "", true, 10});
    directory.service_volumes.push_back({2026, 10, 1234});
    office.sync(directory);
    office.press("联锁, CBI");
    CHECK(office.find(Role::TextField, "代码").has(StateDisabled));
    office.press_in_front(Role::Button, "取消");
    office.section("服务量");
    office.press("填写一个月");
    CHECK(office.find(Role::TextField, "年").value() == "2026");
    office.find(Role::TextField, "月").type("13");
    office.find(Role::TextField, "服务量").type("900");
    office.press_in_front(Role::Button, "保存");
    CHECK(office.find(Role::TextField, "月").has(StateInvalid));
    office.find(Role::TextField, "月").type("11");
    office.press_in_front(Role::Button, "保存");
    CHECK(base::to_text(office.change()) ==
          R"({"command":"set_service_volume","year":2026,"month":11,"count":900})");
}

TEST_CASE("administration: the log says who did what to whom", "[ui][admin]") {
    Office office;
    office.section("操作记录");
    office.next(); // the first question of three
    base::Json log = base::Json::object();
    log["version"] = 3;
    log["accounts"] = base::Json::array();
    log["devices"] = base::Json::array();
    base::Json entry = base::Json::object();
    entry["entry"] = 7;
    entry["person"] = to_string(office.d.administrator);
    entry["device"] = to_string(office.d.device_a);
    entry["at"] = office.clock.now_ms;
    entry["command"] = base::Json::object();
    entry["command"]["command"] = "grant_role";
    entry["command"]["person"] = to_string(office.d.member);
    entry["command"]["role"] = "SUP";
    log["log"] = base::Json::array({entry});
    office.answer(200, base::to_text(log));
    CHECK(office.shows("授予角色"));
    CHECK(office.shows("王海涛"));
    CHECK(office.shows("吴芳"));
    CHECK(office.find(Role::Button, "更早的").exists());
}

TEST_CASE("administration: the manager enters volumes and nothing else", "[ui][admin]") {
    tests::Department d = tests::make_department();
    tests::FakeClock clock;
    tests::SeededRandom random{52};
    KeptTransport transport;
    const auto store = tests::make_store(d, d.manager, d.device_a, clock, random);
    app::App app(*store, transport, clock, random);
    views::Screens screens(app);
    Driver driver([&] { screens.frame_ui(); }, {.width = 800, .height = 1280});
    app.go_to(app::Screen::Me);
    driver.settle();
    const std::string lead(app.say(app::AdminText::VolumesLead));
    driver.find(Role::Button, "服务量, " + lead).press();
    REQUIRE(app.screen() == app::Screen::Administration);
    CHECK(driver.find(Role::Button, "填写一个月").exists());
    CHECK_FALSE(driver.find(Role::Tab, "人员").exists());
    driver.find(Role::Button, "返回").press();
    CHECK(app.screen() == app::Screen::Me);
}

TEST_CASE("administration: everything has a name, at every size and in both languages",
          "[ui][admin]") {
    using app::AdminText;
    for (const app::Language language : {app::Language::Chinese, app::Language::English}) {
        Office office({}, {.width = 360, .height = 740, .text_scale = 2.0F});
        office.app.set_language(language);
        office.driver.settle();
        for (const AdminText section : {AdminText::People,
                                        AdminText::Teams,
                                        AdminText::Devices,
                                        AdminText::Codes,
                                        AdminText::Policy,
                                        AdminText::Volumes,
                                        AdminText::Log}) {
            CAPTURE(static_cast<int>(section));
            office.section(app::sentence(section, language));
            CHECK(office.driver.faults() == std::vector<std::string>{});
        }
    }
}

TEST_CASE("administration: times and words are read as people write them", "[ui][admin]") {
    CHECK(views::day_minute_from_text("08:30") == 510);
    CHECK(views::day_minute_from_text(" 8:05 ") == 485);
    CHECK(views::day_minute_from_text("24:00") == 1440);
    CHECK_FALSE(views::day_minute_from_text("24:01"));
    CHECK_FALSE(views::day_minute_from_text("8.30"));
    CHECK_FALSE(views::day_minute_from_text(""));
    CHECK(views::text_of_day_minute(510) == "08:30");
    CHECK(views::words_from_text("a,b， c、、a\n") == std::vector<std::string>{"a", "b", "c"});
    CHECK(views::words_from_text("  ").empty());
}
