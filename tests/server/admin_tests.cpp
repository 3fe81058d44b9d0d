// POST /api/v1/admin: who may do what, what is refused, what is written down.
#include "core/base/json.h"
#include "tests/server/desk.h"

#include <catch_amalgamated.hpp>

using namespace huiyin::server;
using namespace huiyin::server::tests;
using domain::Role;

namespace {

struct AdminDesk : Desk {
    RawResponse command(const std::string& json) { return post_admin(server, administrator, json); }

    /// One text of the answer to a command that must succeed.
    std::string done(const std::string& json, const char* key = "version") {
        const RawResponse response = command(json);
        INFO(response.body);
        REQUIRE(response.status == 200);
        const auto answer = must(base::parse_json(response.body, 1'000'000));
        REQUIRE(base::find_integer(answer, "version"));
        return base::find_string(answer, key).value_or("");
    }

    /// Whether the command is refused with the status and a message that begins so.
    bool refuses(const std::string& json, int status, std::string_view message) {
        const RawResponse response = command(json);
        INFO(response.body);
        const bool named =
            response.body.find("\"message\":\"" + std::string(message)) != std::string::npos;
        CHECK(response.status == status);
        CHECK(named);
        return response.status == status && named;
    }

    std::string id(const Tablet& tablet) const { return to_string(tablet.person); }

    std::vector<store::AdminLogRow> log_rows() {
        return must(server.writer()->reader().admin_log(server.department()));
    }
};

} // namespace

TEST_CASE("admin: nobody else may, whatever the command", "[server][admin]") {
    AdminDesk desk;
    const std::vector<std::string> commands{
        "{'command':'add_person','staff_no':'1','name':'甲'}",
        "{'command':'set_person_active','person':'" + desk.id(desk.member) + "','active':false}",
        "{'command':'set_person','person':'" + desk.id(desk.member) +
            "','staff_no':'1','name':'甲'}",
        "{'command':'add_account','person':'" + desk.id(desk.member) +
            "','account':'x','password':'a-new-beginning'}",
        "{'command':'set_password','account':'manager','password':'a-new-beginning'}",
        "{'command':'grant_role','person':'" + desk.id(desk.member) + "','role':'ADM'}",
        "{'command':'revoke_role','person':'" + desk.id(desk.administrator) + "','role':'ADM'}",
        "{'command':'add_team','name':'二队'}",
        "{'command':'add_group','name':'组','team':'" +
            to_string(desk.acceptor.directory.teams.front().id) + "'}",
        "{'command':'set_team','team':'" + to_string(desk.acceptor.directory.teams.front().id) +
            "','name':'三队'}",
        "{'command':'set_group','group':'" + to_string(desk.group()) +
            "','name':'组','domains':[]}",
        "{'command':'set_group_domains','group':'" + to_string(desk.group()) + "','domains':[]}",
        "{'command':'revoke_device','device':'" + to_string(desk.member.device) + "'}",
        "{'command':'set_policy','policy':{}}",
        "{'command':'put_code_value','list':'system','code':'X','zh':'某','en':'X'}",
        "{'command':'list_accounts'}",
        "{'command':'list_devices'}",
        "{'command':'list_log'}",
        "{'command':'dance'}"};
    const auto before = must(desk.server.writer()->reader().directory(desk.server.department()));
    for (const std::string& command : commands) {
        for (Tablet* tablet :
             {&desk.acceptor, &desk.manager, &desk.leader, &desk.member, &desk.leadership}) {
            INFO(command);
            CHECK(post_admin(desk.server, *tablet, command).status == 403);
        }
    }
    Tablet nobody(desk.server);
    CHECK(post_admin(desk.server, nobody, commands[0]).status == 401);
    const auto after = must(desk.server.writer()->reader().directory(desk.server.department()));
    CHECK(before.version == after.version);
    CHECK(desk.log_rows().empty());
}

TEST_CASE("admin: a new person signs in, takes a role and is told to all", "[server][admin]") {
    AdminDesk desk;
    const std::string person =
        desk.done("{'command':'add_person','staff_no':'TH9','name':'新人','phone':'6228'}", "id");
    desk.done("{'command':'add_account','person':'" + person +
              "','account':'newcomer','password':'a-new-beginning'}");
    desk.done("{'command':'grant_role','person':'" + person + "','role':'URM'}");
    Tablet tablet(desk.server);
    REQUIRE(tablet.sign_in("newcomer", "a-new-beginning").status == 200);
    CHECK(tablet.directory.holds(tablet.person, Role::RelationshipManager));
    const auto told = desk.manager.sync();
    REQUIRE(told.directory);
    CHECK(told.directory->name_of(tablet.person) == "新人");
    for (const domain::RoleGrant& grant : told.directory->grants) {
        const bool is_new = grant.person == tablet.person;
        CHECK(grant.granted_by == (is_new ? desk.administrator.person : base::Uuid{}));
        CHECK((grant.since_utc_ms != 0) == is_new);
    }
    desk.done("{'command':'set_password','account':'newcomer','password':'another-long-one'}");
    // The old sign-in ended with the old password.
    CHECK(tablet.post_sync(tablet.sync_request()).status == 401);
    CHECK(tablet.sign_in("newcomer", "a-new-beginning").status == 401);
    CHECK(tablet.sign_in("newcomer", "another-long-one").status == 200);
}

TEST_CASE("admin: deactivating ends sign-ins at once", "[server][admin]") {
    AdminDesk desk;
    const std::string command = "{'command':'set_person_active','person':'" + desk.id(desk.member);
    desk.done(command + "','active':false}");
    CHECK(desk.member.post_sync(desk.member.sync_request()).status == 401);
    CHECK(desk.member.sign_in("member").status == 401);
    desk.done(command + "','active':true}");
    // Active again, but the old token stays ended.
    CHECK(desk.member.post_sync(desk.member.sync_request()).status == 401);
    CHECK(desk.member.sign_in("member").status == 200);
}

TEST_CASE("admin: what somebody did before being deactivated counts, later steps do not",
          "[server][admin]") {
    AdminDesk desk;
    const Uuid before = desk.acceptor.new_complaint();
    const domain::Event made = desk.acceptor.record(before);
    desk.server.clock.advance(60'000);
    const std::string command =
        "{'command':'set_person_active','person':'" + desk.id(desk.acceptor);
    desk.done(command + "','active':false}");
    desk.server.clock.advance(60'000);
    const domain::Event later = desk.acceptor.record(desk.acceptor.new_complaint());
    // Their own tablet is out; another one carries them.
    const auto receipts = desk.manager.sync({made, later}).receipts;
    CHECK(receipts.at(0).verdict.kind == domain::VerdictKind::Applied);
    CHECK(receipts.at(1).verdict == refused(domain::Reason::RoleNotHeld));
    // The roles have ended, and are given anew to somebody who comes back.
    desk.done(command + "','active':true}");
    desk.manager.sync();
    CHECK(desk.manager.directory.roles_of(desk.acceptor.person).empty());
}

TEST_CASE("admin: the last active administrator stays", "[server][admin]") {
    AdminDesk desk;
    const std::string own = desk.id(desk.administrator);
    const std::string other = desk.id(desk.leadership);
    const std::string leave = "{'command':'revoke_role','person':'" + own + "','role':'ADM'}";
    const std::string stop =
        "{'command':'set_person_active','person':'" + own + "','active':false}";
    CHECK(desk.refuses(leave, 409, "person: is the last active administrator"));
    CHECK(desk.refuses(stop, 409, "person: is the last active administrator"));
    desk.done("{'command':'grant_role','person':'" + other + "','role':'ADM'}");
    desk.done("{'command':'set_person_active','person':'" + other + "','active':false}");
    // Another one who is not active is none.
    CHECK(desk.refuses(leave, 409, "person: is the last active administrator"));
    // Nor is one whose roles ended with that, or who has no account to sign in with.
    desk.done("{'command':'set_person_active','person':'" + other + "','active':true}");
    CHECK(desk.refuses(leave, 409, "person: is the last active administrator"));
    const std::string nobody =
        desk.done("{'command':'add_person','staff_no':'N1','name':'周','phone':''}", "id");
    desk.done("{'command':'grant_role','person':'" + nobody + "','role':'ADM'}");
    CHECK(desk.refuses(leave, 409, "person: is the last active administrator"));
    desk.done("{'command':'grant_role','person':'" + other + "','role':'ADM'}");
    desk.done(leave);
    CHECK(desk.command(leave).status == 403);
}

TEST_CASE("admin: lists, policy, volumes and domains reach the tablets", "[server][admin]") {
    AdminDesk desk;
    desk.done("{'command':'set_policy','policy':{'validity_confirmer':'urm','reopen_days':10}}");
    desk.done("{'command':'put_code_value','list':'location','code':'L1-S01','zh':'火车南站',"
              "'en':'South','active':true,'position':1}");
    desk.done("{'command':'put_code_value','list':'location','code':'L1-S01','zh':'火车南站',"
              "'en':'South','active':false,'position':2}");
    desk.done("{'command':'set_service_volume','year':2026,'month':11,'count':1234}");
    desk.done("{'command':'set_group_domains','group':'" + to_string(desk.group()) +
              "','domains':['ATS','联锁']}");
    const std::string team = desk.done("{'command':'add_team','name':'二队'}", "id");
    desk.done("{'command':'add_group','name':'新组','team':'" + team + "','domains':['OA']}");
    CHECK(post_admin(desk.server,
                     desk.manager,
                     "{'command':'set_service_volume','year':2026,'month':10,'count':7}")
              .status == 200);
    desk.acceptor.sync();
    const domain::Directory& directory = desk.acceptor.directory;
    CHECK(directory.policy.reopen_days == 10);
    CHECK(directory.policy.validity_confirmer == domain::ValidityConfirmer::Manager);
    REQUIRE(directory.code_values.size() == 1);
    CHECK_FALSE(directory.code_values[0].active);
    REQUIRE(directory.service_volumes.size() == 2);
    CHECK(directory.service_volumes[1].count == 1234);
    REQUIRE(directory.groups.size() == 2);
    CHECK(directory.group(desk.group())->domains == std::vector<std::string>{"ATS", "联锁"});
}

TEST_CASE("admin: what people, teams and groups are called can be changed", "[server][admin]") {
    AdminDesk desk;
    const std::string member = desk.id(desk.member);
    const std::string team = to_string(desk.acceptor.directory.teams.front().id);
    const Uuid group_id = desk.group();
    const std::string group = to_string(group_id);
    desk.done("{'command':'set_person','person':'" + member +
              "','staff_no':'TH77','name':'王海涛','phone':'6231'}");
    // The own number is no other person's.
    desk.done("{'command':'set_person','person':'" + member +
              "','staff_no':'TH77','name':'王海涛','phone':''}");
    CHECK(desk.refuses("{'command':'set_person','person':'" + member +
                           "','staff_no':'manager','name':'王海涛'}",
                       409,
                       "staff_no: another person has it"));
    desk.done("{'command':'set_team','team':'" + team + "','name':'信号队','leader':'" + member +
              "'}");
    desk.done("{'command':'set_group','group':'" + group + "','name':'联锁组','leader':'" + member +
              "','domains':['联锁']}");
    const std::string second =
        desk.done("{'command':'add_group','name':'新组','team':'" + team + "'}", "id");
    CHECK(desk.refuses("{'command':'set_group','group':'" + second +
                           "','name':'联锁组','domains':[]}",
                       409,
                       "name: is there already"));
    CHECK(desk.refuses("{'command':'set_team','team':'" + group + "','name':'队'}",
                       404,
                       "team: not in this department"));
    CHECK(desk.refuses("{'command':'set_group','group':'" + group + "','name':'联锁组'}",
                       400,
                       "domains: a list is needed"));
    desk.acceptor.sync();
    const domain::Directory& directory = desk.acceptor.directory;
    const domain::Person* person = directory.person(desk.member.person);
    CHECK(person->staff_no == "TH77");
    CHECK(person->phone.empty());
    CHECK(person->active);
    CHECK(directory.teams.front().name == "信号队");
    CHECK(directory.teams.front().leader == desk.member.person);
    CHECK(directory.group(group_id)->domains == std::vector<std::string>{"联锁"});
    CHECK(directory.group(group_id)->team == directory.teams.front().id);
    CHECK(directory.group(group_id)->leader == desk.member.person);
}

TEST_CASE("admin: the log is read in pages, newest first", "[server][admin][limits]") {
    AdminDesk desk;
    for (int i = 0; i < 101; ++i) {
        desk.done("{'command':'set_service_volume','year':2026,'month':11,'count':" +
                  std::to_string(i) + "}");
    }
    const auto log_of = [&](const std::string& command) {
        const auto answer = must(base::parse_json(desk.command(command).body, 1'000'000));
        return *base::find(answer, "log");
    };
    const auto newest = log_of("{'command':'list_log'}");
    REQUIRE(newest.size() == 100);
    CHECK(base::find_integer(newest[0], "entry") == 101);
    CHECK(base::find_integer(newest[99], "entry") == 2);
    CHECK(base::find_string(newest[0], "person") == desk.id(desk.administrator));
    CHECK(base::find_string(newest[0], "device") == to_string(desk.administrator.device));
    CHECK(base::find_integer(newest[0], "at").value_or(0) > 0);
    CHECK(base::find_integer(*base::find(newest[0], "command"), "count") == 100);
    const auto rest = log_of("{'command':'list_log','before':2}");
    REQUIRE(rest.size() == 1);
    CHECK(base::find_integer(rest[0], "entry") == 1);
    CHECK(log_of("{'command':'list_log','before':1}").empty());
}

TEST_CASE("admin: a revoked tablet is out", "[server][admin]") {
    AdminDesk desk;
    desk.done("{'command':'revoke_device','device':'" + to_string(desk.member.device) + "'}");
    CHECK(desk.member.post_sync(desk.member.sync_request()).status == 401);
    CHECK(desk.command("{'command':'list_devices'}").body.find(desk.member.code) !=
          std::string::npos);
}

TEST_CASE("admin: a refusal names the member", "[server][admin]") {
    AdminDesk desk;
    const std::string nobody = "01890000-0000-7000-8000-000000000000";
    const std::string member = desk.id(desk.member);
    CHECK(desk.refuses("[]", 400, "command: a text is needed"));
    CHECK(desk.refuses("{'command':'dance'}", 400, "command: there is no such command"));
    CHECK(desk.refuses("{'command':'add_person','name':'甲'}", 400, "staff_no: a text"));
    CHECK(desk.refuses("{'command':'add_person','staff_no':'1','name':'　'}", 400, "name: must"));
    CHECK(desk.refuses("{'command':'add_person','staff_no':'1\\n','name':'a\\tb'}", 400, "name:"));
    CHECK(desk.refuses(
        "{'command':'add_person','staff_no':'member','name':'乙'}", 409, "staff_no: another"));
    CHECK(desk.refuses("{'command':'set_person_active','person':'" + nobody + "','active':true}",
                       404,
                       "person: not in this department"));
    CHECK(desk.refuses(
        "{'command':'set_person_active','person':'" + member + "'}", 400, "active: true or"));
    CHECK(desk.refuses(
        "{'command':'grant_role','person':'" + member + "','role':'BOSS'}", 400, "role: must be"));
    CHECK(desk.refuses(
        "{'command':'grant_role','person':'" + member + "','role':'TL'}", 400, "team: a TL"));
    CHECK(desk.refuses(
        "{'command':'revoke_role','person':'" + member + "','role':'SUP'}", 404, "role: not held"));
    CHECK(desk.refuses("{'command':'add_account','person':'" + member +
                           "','account':'m2','password':'a-new-beginning'}",
                       409,
                       "person: has an account"));
    CHECK(desk.refuses(
        "{'command':'set_password','account':'member','password':'12345678'}", 400, "password: "));
    CHECK(desk.refuses("{'command':'set_policy','policy':{'reopen_days':-1}}", 400, "policy"));
    CHECK(desk.refuses("{'command':'put_code_value','list':'colour','code':'1','zh':'红','en':''}",
                       400,
                       "list: must be"));
    CHECK(desk.refuses("{'command':'set_service_volume','year':2026,'month':13,'count':1}",
                       400,
                       "service_volume"));
    CHECK(desk.log_rows().empty());
}

TEST_CASE("admin: every command is written down without its secrets", "[server][admin]") {
    AdminDesk desk;
    desk.done("{'command':'set_password','account':'member','password':'a-new-beginning'}");
    desk.done("{'command':'add_team','name':'二队'}");
    const auto rows = desk.log_rows();
    REQUIRE(rows.size() == 2);
    CHECK(rows[0].person == desk.administrator.person);
    CHECK(rows[0].device == desk.administrator.device);
    CHECK(rows[0].at_utc_ms > 0);
    CHECK(rows[0].command == R"({"command":"set_password","account":"member"})");
    CHECK(rows[1].command == R"({"command":"add_team","name":"二队"})");
    CHECK(desk.server.log.text().find("a-new-beginning") == std::string::npos);
    const std::string accounts = desk.command("{'command':'list_accounts'}").body;
    CHECK(accounts.find("\"account\":\"member\"") != std::string::npos);
    CHECK(accounts.find("argon2") == std::string::npos);
}

TEST_CASE("admin: the body has a limit", "[server][admin][limits]") {
    AdminDesk desk;
    const auto padded = [](std::size_t bytes) {
        const std::string begin = R"({"command":"list_accounts"})";
        return begin + std::string(bytes - begin.size(), ' ');
    };
    CHECK(desk.command(padded(256 * 1024)).status == 200);
    CHECK(desk.command(padded(256 * 1024 + 1)).status == 413);
}
