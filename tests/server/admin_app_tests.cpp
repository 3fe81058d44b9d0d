// The administration of the app against the real server: what its screens send is taken, and what
// the server refuses is said in the app's words at the member it is about.
#include "core/base/json.h"
#include "tests/server/support.h"
#include "ui/app/admin_commands.h"
#include "ui/app/administration.h"

#include <catch_amalgamated.hpp>

using namespace huiyin::server;
using namespace huiyin::server::tests;
using huiyin::app::Administration;
using huiyin::app::AdminText;
using State = Administration::State;
namespace app = huiyin::app;

namespace {

struct Office {
    Office() {
        REQUIRE(tablet.sign_in("administrator").status == 200);
        REQUIRE(member.sign_in("member").status == 200);
    }

    TestServer server;
    Tablet tablet{server};
    Tablet member{server};
    Administration administration;

    /// Sends everything that waits, as the app does.
    void talk() {
        while (const auto body = administration.next_request()) {
            const RawResponse response = ask(server.port(),
                                             "POST",
                                             "/api/v1/admin",
                                             *body,
                                             {"Authorization: Bearer " + tablet.token});
            administration.answered({response.status, response.body, 0});
        }
    }

    State change(base::Json command) {
        administration.change(std::move(command));
        talk();
        return administration.state();
    }

    /// Whether the change is refused in these words, at this member.
    bool refuses(base::Json command, std::string_view member_name, AdminText text) {
        if (change(std::move(command)) != State::Refused) {
            return false;
        }
        CHECK(administration.problem()->member == member_name);
        CHECK(sentence(administration.problem()->text, app::Language::English) ==
              sentence(text, app::Language::English));
        return true;
    }

    const domain::Directory& directory() {
        tablet.sync();
        return tablet.directory;
    }
};

} // namespace

TEST_CASE("admin app: every change of its screens is taken by the server", "[server][admin]") {
    Office office;
    domain::Person person{.id = {}, .staff_no = "TH9", .name = "新人", .phone = "6228"};
    REQUIRE(office.change(app::put_person_command(person)) == State::Done);
    person.id = office.administration.added();
    REQUIRE_FALSE(person.id.is_nil());
    person.name = "新名";
    CHECK(office.change(app::put_person_command(person)) == State::Done);
    CHECK(office.change(app::add_account_command(person.id, "newcomer", "a-new-beginning")) ==
          State::Done);
    REQUIRE(office.administration.account_of(person.id) != nullptr);
    CHECK(office.administration.account_of(person.id)->name == "newcomer");
    CHECK(office.change(app::set_password_command("newcomer", "another-long-one")) == State::Done);
    domain::Team team{.id = {}, .name = "二队", .leader = person.id};
    CHECK(office.change(app::put_team_command(team)) == State::Done);
    team.id = office.administration.added();
    team.name = "二分队";
    CHECK(office.change(app::put_team_command(team)) == State::Done);
    domain::Group group{
        .id = {}, .team = team.id, .name = "新组", .leader = {}, .domains = {"ATS"}};
    CHECK(office.change(app::put_group_command(group)) == State::Done);
    group.id = office.administration.added();
    group.domains = {"联锁", "ATS"};
    CHECK(office.change(app::put_group_command(group)) == State::Done);
    const domain::RoleGrant grant{
        .person = person.id, .role = domain::Role::GroupMember, .team = {}, .group = group.id};
    CHECK(office.change(app::grant_role_command(grant)) == State::Done);
    CHECK(office.directory().is_member(person.id, group.id, office.server.clock.now_utc_ms()));
    CHECK(office.change(app::revoke_role_command(grant)) == State::Done);
    domain::Policy policy = office.directory().policy;
    policy.reopen_days = 12;
    policy.calendar.holidays = {20'700, 20'701};
    CHECK(office.change(app::set_policy_command(policy)) == State::Done);
    const domain::CodeValue code{"domain", "ATS", "列车自动监控", "ATS", true, 10};
    CHECK(office.change(app::put_code_value_command(code)) == State::Done);
    const domain::ServiceVolume volume{2026, 11, 900};
    CHECK(office.change(app::set_service_volume_command(volume)) == State::Done);
    CHECK(office.change(app::revoke_device_command(office.member.device)) == State::Done);
    CHECK(office.change(app::set_person_active_command(person.id, false)) == State::Done);

    const domain::Directory& now = office.directory();
    CHECK(now.person(person.id)->name == "新名");
    CHECK_FALSE(now.person(person.id)->active);
    CHECK(now.team(team.id)->name == "二分队");
    CHECK(now.team(team.id)->leader == person.id);
    CHECK(now.group(group.id)->domains == group.domains);
    CHECK(now.roles_of(person.id).empty());
    CHECK(now.policy == policy);
    CHECK(now.code_values == std::vector<domain::CodeValue>{code});
    CHECK(now.service_volumes == std::vector<domain::ServiceVolume>{volume});
    CHECK(now.device(office.member.device)->revoked);
    REQUIRE(office.administration.device(office.member.device) != nullptr);
    CHECK(office.administration.device(office.member.device)->revoked_at_utc_ms > 0);
    // All of it is in the log, newest first, without passwords.
    REQUIRE(office.administration.log().size() == 15);
    CHECK(base::find_string(office.administration.log()[0].command, "command") ==
          "set_person_active");
    CHECK(base::find_string(office.administration.log()[12].command, "account") == "newcomer");
    CHECK(base::find(office.administration.log()[12].command, "password") == nullptr);
}

TEST_CASE("admin app: what the server refuses is said in words", "[server][admin]") {
    Office office;
    const Uuid own = office.tablet.person;
    const Uuid member = office.member.person;
    const Uuid nobody = make_uuid(office.server.clock, office.server.random);
    const domain::Person taken{.id = {}, .staff_no = "member", .name = "甲", .phone = {}};
    CHECK(office.refuses(app::put_person_command(taken), "staff_no", AdminText::StaffNoTaken));
    const domain::Person blank{.id = {}, .staff_no = "1", .name = " ", .phone = {}};
    CHECK(office.refuses(app::put_person_command(blank), "name", AdminText::TextRule));
    CHECK(office.refuses(app::set_person_active_command(nobody, false), "person", AdminText::Gone));
    CHECK(office.refuses(
        app::set_person_active_command(own, false), "person", AdminText::LastAdministrator));
    const domain::RoleGrant last{
        .person = own, .role = domain::Role::Administrator, .team = {}, .group = {}};
    CHECK(office.refuses(app::revoke_role_command(last), "person", AdminText::LastAdministrator));
    CHECK(office.refuses(app::add_account_command(member, "m2", "a-new-beginning"),
                         "person",
                         AdminText::HasAccount));
    CHECK(office.refuses(app::add_account_command(member, "manager", "a-new-beginning"),
                         "account",
                         AdminText::AccountTaken));
    CHECK(office.refuses(
        app::set_password_command("member", "short"), "password", AdminText::PasswordRule));
    const domain::Team team{.id = {}, .name = office.directory().teams.front().name, .leader = {}};
    CHECK(office.refuses(app::put_team_command(team), "name", AdminText::NameTaken));
    domain::Policy policy;
    policy.reopen_days = -1;
    CHECK(office.refuses(app::set_policy_command(policy), "reopen_days", AdminText::OutOfBounds));
    CHECK(office.refuses(
        app::set_service_volume_command({2026, 13, 1}), "month", AdminText::OutOfBounds));
    REQUIRE(office.change(app::set_person_active_command(member, false)) == State::Done);
    const domain::RoleGrant grant{
        .person = member, .role = domain::Role::Acceptor, .team = {}, .group = {}};
    CHECK(office.refuses(app::grant_role_command(grant), "person", AdminText::PersonInactive));
    // The next change begins anew.
    office.administration.forget();
    CHECK(office.administration.state() == State::Idle);
    CHECK_FALSE(office.administration.problem());
}

TEST_CASE("admin app: nobody else's change is made, whatever the screen shows", "[server][admin]") {
    Office office;
    office.tablet.token = office.member.token;
    CHECK(office.refuses(app::set_policy_command({}), "", AdminText::NotAllowed));
    office.administration.load();
    office.talk();
    CHECK_FALSE(office.administration.is_loaded());
    office.tablet.token = "no token";
    CHECK(office.refuses(app::set_policy_command({}), "", AdminText::NeedsSignIn));
}
