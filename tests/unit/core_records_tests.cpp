// The two records: what they print, that it is safe, and that the register is the sum of its forms
// (acceptance scenarios 6 and 13).
#include "core/base/text.h"
#include "core/records/form.h"
#include "core/records/register.h"
#include "core/records/sheet.h"
#include "tests/support/procedure.h"

#include <algorithm>
#include <catch_amalgamated.hpp>
#include <map>

using namespace huiyin;
using namespace huiyin::domain;
using namespace huiyin::records;
using tests::Life;
using tests::make_office;
using tests::Office;
using tests::SeededRandom;

namespace {

const std::int64_t now_ms = tests::FakeClock().now_ms;
constexpr std::int64_t day_ms = 24 * 3600 * 1000;

FormOptions form_options() {
    FormOptions options;
    options.printed_by = "周敏";
    options.device_code = "A7K";
    options.now_utc_ms = now_ms + day_ms;
    return options;
}

RegisterOptions register_options() {
    RegisterOptions options;
    options.printed_by = "周敏";
    options.now_utc_ms = now_ms + 30 * day_ms;
    options.from_utc_ms = now_ms - day_ms;
    options.to_utc_ms = now_ms + 30 * day_ms;
    return options;
}

std::size_t count_of(std::string_view text, std::string_view part) {
    std::size_t count = 0;
    for (std::size_t at = text.find(part); at != std::string_view::npos;
         at = text.find(part, at + part.size())) {
        ++count;
    }
    return count;
}

bool has(std::string_view text, std::string_view part) {
    return text.find(part) != std::string_view::npos;
}

/// The markup of the cell behind a label of the form, or a text that no cell has.
std::string cell_of(std::string_view html, std::string_view label) {
    const std::string head = ">" + std::string(label) + "</th><td";
    const std::size_t at = html.find(head);
    if (at == std::string_view::npos) {
        return "(no such cell)";
    }
    const std::size_t begin = html.find('>', at + head.size()) + 1;
    return std::string(html.substr(begin, html.find("</td>", begin) - begin));
}

/// The word behind the ticked box of a cell; empty when none is.
std::string ticked(const std::string& cell) {
    constexpr std::string_view box = R"(<span class="cb on"></span>)";
    const std::size_t at = cell.find(box);
    if (at == std::string::npos) {
        return {};
    }
    const std::size_t begin = at + box.size();
    return cell.substr(begin, cell.find("</span>", begin) - begin);
}

/// A payload that the step may be taken with, where one is easily made.
std::optional<Payload> payload_for(EventKind kind, const Life& life, SeededRandom& random) {
    const Office& office = life.office();
    const auto coin = [&] { return random.below(2) == 0; };
    std::map<EventKind, Payload> payloads;
    payloads.emplace(EventKind::Dispatch, DispatchPayload{office.group, {}, "尽快"});
    payloads.emplace(EventKind::Escalate, EscalatePayload{office.leader, "影响行车 & 监视"});
    payloads.emplace(EventKind::Receive, ReceivePayload{});
    payloads.emplace(EventKind::Return, ReturnPayload{ReturnCode::NotOurDomain, "不属本组"});
    payloads.emplace(
        EventKind::ConfirmValidity,
        ConfirmValidityPayload{coin() ? Validity::Valid : Validity::Invalid, "查\"证\""});
    payloads.emplace(EventKind::ChangeSeverity,
                     ChangeSeverityPayload{coin() ? Severity::General : Severity::Major, "核定"});
    payloads.emplace(EventKind::Finish,
                     FinishPayload{"结果 <" + std::to_string(random.below(1000)) + ">",
                                   CauseCode::Process,
                                   "流程",
                                   "措施"});
    payloads.emplace(EventKind::FeedBack, life.feedback());
    payloads.emplace(
        EventKind::FollowUp,
        life.call(coin() ? VerifyResult::Satisfied : VerifyResult::Dissatisfied, true));
    payloads.emplace(EventKind::CloseSatisfied, CloseSatisfiedPayload{});
    payloads.emplace(EventKind::CloseDissatisfied,
                     CloseDissatisfiedPayload{DissatCode::Attitude, "道歉太迟 'x'"});
    payloads.emplace(EventKind::Reopen, ReopenPayload{"仍未解决"});
    payloads.emplace(EventKind::Cancel, CancelPayload{CancelCode::Mistake, "误录", {}, ""});
    payloads.emplace(EventKind::Opinion, OpinionPayload{"催办"});
    payloads.emplace(EventKind::Handle, HandlePayload{"现场处理"});
    const auto found = payloads.find(kind);
    return found != payloads.end() ? std::optional(found->second) : std::nullopt;
}

Intake random_intake(SeededRandom& random) {
    Intake intake = tests::make_intake(now_ms - 1);
    intake.category = static_cast<Category>(random.below(3));
    intake.respondent_unknown = true;
    intake.channel = static_cast<Channel>(random.below(11));
    intake.trigger_source = static_cast<TriggerSource>(random.below(7));
    intake.content = "内容 " + std::to_string(random.below(100000)) + " <b>&amp;</b>";
    if (random.below(5) == 0) {
        intake.complainant_kind = ComplainantKind::Anonymous;
        intake.complainant_name.clear();
        intake.contact.clear();
    }
    return intake;
}

/// A complaint after up to `steps_max` steps that the rules allow somebody.
Complaint
random_complaint(const Office& office, SeededRandom& random, std::int64_t index, int steps_max) {
    Life life(office);
    life.record(random_intake(random));
    const std::array people{
        office.acceptor, office.manager, office.leader, office.member, office.second_manager};
    for (int i = 0; i < steps_max; ++i) {
        const base::Uuid person = people[random.below(people.size())];
        const auto steps =
            next_steps(life.now(), person, office.device_a, life.now_ms(), office.directory);
        if (steps.empty()) {
            continue;
        }
        const NextStep step = steps[random.below(steps.size())];
        const bool rare = step.kind == EventKind::Cancel || step.kind == EventKind::Return;
        const auto payload = payload_for(step.kind, life, random);
        if (step.obstacle == Reason::None && payload && (!rare || random.below(8) == 0)) {
            life.take(person, step.role, *payload);
            life.wait_ms(static_cast<std::int64_t>(random.below(8)) * 3'600'000);
        }
    }
    Complaint complaint = life.now();
    complaint.id.bytes[0] = static_cast<std::uint8_t>(index);
    complaint.number = "TS-2026-A7K-" + std::to_string(1000 + index) + "-Q";
    complaint.register_no = index;
    return complaint;
}

/// Every value that both records have is the same on both.
void check_row(const RegisterRow& row, const Register& whole, std::string_view form) {
    const auto cells = cells_of(row, whole, CellStyle::Whole);
    const auto first_line = [](const std::string& cell) {
        return cell.substr(0, cell.find("<br>"));
    };
    CHECK(has(form, "<b>" + cells[1] + "</b>"));
    CHECK(cells[2] == cell_of(form, "受理时间"));
    CHECK(cells[4] == cell_of(form, "触发来源"));
    CHECK(cells[5] == cell_of(form, "投诉方式"));
    CHECK(cells[6] == ticked(cell_of(form, "投诉类别")));
    CHECK(cells[7] == ticked(cell_of(form, "投诉级别")));
    CHECK(escaped(cells[8]) == cell_of(form, "投诉内容"));
    CHECK(cells[9] == cell_of(form, "受理人"));
    CHECK(cells[10] == first_line(cell_of(form, "分派时间<br>及分派人")));
    const std::string decided = cells[12] == "待核实" ? std::string() : cells[12];
    CHECK(decided == ticked(cell_of(form, "是否<br>有效投诉")));
    CHECK(escaped(cells[13]) == cell_of(form, "处理结果"));
    CHECK(cells[14] == cell_of(form, "处理完成<br>时间"));
    CHECK(cells[15] == cell_of(form, "反馈时间"));
    CHECK(cells[17] == ticked(cell_of(form, "用户验证<br>结果")));
    CHECK(escaped(cells[18]) == cell_of(form, "不满意原因"));
    CHECK(cells[19] == first_line(cell_of(form, "关闭时间<br>及方式")));
}

} // namespace

TEST_CASE("records: markup, controls and turned text never get out", "[core][records][escape]") {
    CHECK(escaped("<script>\"x\" & 'y'</script>") ==
          "&lt;script&gt;&quot;x&quot; &amp; &#39;y&#39;&lt;/script&gt;");
    CHECK(escaped("a\x01"
                  "b\x7F"
                  "\xE2\x80\xAE"
                  "c\xE2\x81\xA6"
                  "d\r\ne\tf") == "abcd<br>e f");
    CHECK(escaped("\xFF") == "\xEF\xBF\xBD");
}

TEST_CASE("records: hostile text in every field of a form and a register stays text",
          "[core][records][escape]") {
    const std::uint64_t seed = tests::seed_of_run();
    INFO("HUIYIN_SEED=" << seed);
    SeededRandom random(seed);
    const std::array<std::string, 8> parts{"<script>alert(1)</script>",
                                           "\"'><img src=x onerror=y>",
                                           "\xE2\x80\xAE",
                                           "\x01\x1B",
                                           "</td></table>",
                                           "&#60;svg&#62;",
                                           "\xC3\x28",
                                           "正常"};
    const auto hostile = [&] {
        std::string text;
        for (std::size_t i = 0; i < 5; ++i) {
            text += parts[random.below(parts.size())];
        }
        return text;
    };
    Office office = make_office();
    for (int round = 0; round < 50; ++round) {
        Complaint complaint = random_complaint(office, random, 1, 30);
        for (std::string* text : {&complaint.intake.complainant_name,
                                  &complaint.intake.complainant_org,
                                  &complaint.intake.contact,
                                  &complaint.intake.content,
                                  &complaint.intake.respondent,
                                  &complaint.intake.location,
                                  &complaint.intake.system,
                                  &complaint.intake.remedy_sought,
                                  &complaint.intake.info_check_note,
                                  &complaint.number,
                                  &complaint.severity_reason}) {
            *text = hostile();
        }
        office.directory.department_name = hostile();
        FormOptions options = form_options();
        options.printed_by = hostile();
        options.app_version = hostile();
        RegisterOptions period = register_options();
        period.printed_by = hostile();
        period.unsynced_devices = {hostile()};
        const std::string html =
            form_html(complaint, office.directory, options) +
            register_html(make_register(std::span(&complaint, 1), office.directory, period));
        CHECK(base::is_valid_utf8(html));
        for (const std::string_view banned :
             {"<script", "<img", "<svg", "\xE2\x80\xAE", "\x01", "\x1B"}) {
            CHECK_FALSE(has(html, banned));
        }
        CHECK(count_of(html, "<table>") == count_of(html, "</table>"));
        CHECK(count_of(html, "<td") == count_of(html, "</td>"));
    }
}

TEST_CASE("form: a closing with a reason prints it, with number, stamp and check code",
          "[core][records][form]") {
    const Office office = make_office();
    Life life(office);
    life.reach(State::FedBack);
    life.take(
        office.manager, Role::RelationshipManager, life.call(VerifyResult::Dissatisfied, true));
    life.take(office.manager,
              Role::RelationshipManager,
              CloseDissatisfiedPayload{DissatCode::Attitude, "七小时后才道歉"});
    REQUIRE(life.now().state == State::Closed);
    Complaint complaint = life.now();
    complaint.head_hash = base::Hash{0x9F, 0x3C, 0x71, 0xA2, 0x04, 0xBE, 0xD8, 0x15, 0xAA};
    std::string html = form_html(complaint, office.directory, form_options());
    CHECK(has(html, "9F3C-71A2-04BE-D815"));
    CHECK_FALSE(has(html, "未同步"));
    CHECK(cell_of(html, "不满意原因") == "［态度/沟通］七小时后才道歉");
    CHECK(ticked(cell_of(html, "用户验证<br>结果")) == "不满意");
    CHECK(cell_of(html, "投诉人") == complaint.intake.complainant_name);

    complaint.unsent = 2;
    html = form_html(complaint, office.directory, form_options());
    CHECK(has(html, "未同步<small>打印时 2 条记录未上传"));

    FormOptions english = form_options();
    english.language = Language::English;
    html = form_html(complaint, office.directory, english);
    CHECK(has(html, "Complaint Form"));
    CHECK(ticked(cell_of(html, "User verified")) == "Dissatisfied");
}

TEST_CASE("form: who may not know who complains sees no name", "[core][records][form]") {
    const Office office = make_office();
    Life life(office);
    life.reach(State::Recorded);
    Complaint complaint = life.now();
    FormOptions options = form_options();
    options.with_complainant = false;
    const std::string name = complaint.intake.complainant_name;
    const std::string contact = complaint.intake.contact;
    REQUIRE_FALSE(name.empty());
    const std::string without = form_html(complaint, office.directory, options);
    CHECK_FALSE(has(without, name));
    CHECK_FALSE(has(without, contact));
    CHECK(cell_of(without, "投诉人身份") == "保密");
    complaint.identity_known = false;
    CHECK_FALSE(has(form_html(complaint, office.directory, form_options()), name));
    complaint.intake.complainant_kind = ComplainantKind::Anonymous;
    CHECK(cell_of(form_html(complaint, office.directory, options), "投诉人身份") == "匿名");
}

TEST_CASE("form: the user's signature is drawn, unless the name may not be known",
          "[core][records][form]") {
    const Office office = make_office();
    Life life(office);
    life.reach(State::Handled);
    FeedBackPayload said = life.feedback();
    said.ink = "0,0,4 999,999,4;500,500,9";
    said.signed_name = "赵<国>栋";
    REQUIRE(life.take(office.acceptor, Role::Acceptor, said).kind == VerdictKind::Applied);
    const std::string signature =
        cell_of(form_html(life.now(), office.directory, form_options()), "用户签字");
    CHECK(signature.starts_with("赵&lt;国&gt;栋<svg"));
    CHECK(has(signature, R"(points="0,0 300,100")"));
    CHECK(has(signature, R"(points="150,50 150,50")"));
    FormOptions options = form_options();
    options.with_complainant = false;
    CHECK(cell_of(form_html(life.now(), office.directory, options), "用户签字").empty());
    // What another device let through is not drawn.
    Complaint complaint = life.now();
    complaint.feedbacks.back().said.ink = "\"/><script>alert(1)</script>";
    CHECK(cell_of(form_html(complaint, office.directory, form_options()), "用户签字") ==
          "赵&lt;国&gt;栋");
}

TEST_CASE("form: the longest text goes over pages whole, heads repeat, pages are numbered",
          "[core][records][form]") {
    const Office office = make_office();
    Life life(office);
    life.reach(State::Recorded);
    Complaint complaint = life.now();
    complaint.intake.content.clear();
    for (int i = 0; i < 4000; ++i) {
        complaint.intake.content += i % 50 == 49 ? "。" : "砼";
    }
    const std::string html = form_html(complaint, office.directory, form_options());
    const std::size_t pages = count_of(html, "<article");
    CHECK(pages >= 3);
    CHECK(count_of(html, "<h1>用户投诉处理表</h1>") == pages);
    CHECK(count_of(html, complaint.number) == pages);
    CHECK(has(html, "第 1 页　共 " + std::to_string(pages) + " 页"));
    CHECK(count_of(html, "砼") == 3920);
    CHECK(has(html, "投诉内容（续）"));
}

TEST_CASE("sheet: wrapping keeps every character and obeys line feeds", "[core][records]") {
    const auto lines = wrapped("一二三四\n五abc", 3);
    std::string all;
    for (const std::string& line : lines) {
        all += line;
    }
    CHECK(all == "一二三四\n五abc");
    CHECK(lines.size() == 3);
    CHECK(wrapped("一", 0.1).size() == 1);
}

TEST_CASE("register: the register of a period equals the sum of its forms",
          "[core][records][register]") {
    const std::uint64_t seed = tests::seed_of_run();
    INFO("HUIYIN_SEED=" << seed);
    SeededRandom random(seed);
    const Office office = make_office();
    std::map<std::string, int> reached;
    for (int round = 0; round < 10; ++round) {
        std::vector<Complaint> complaints;
        for (std::int64_t i = 1; i <= 20; ++i) {
            complaints.push_back(random_complaint(office, random, i, 20 + round * 20));
        }
        std::vector<Facts> facts;
        for (const Complaint& complaint : complaints) {
            facts.push_back(facts_of(complaint, office.directory.policy));
            ++reached[std::string(code_of(complaint.state))];
        }
        std::reverse(complaints.begin(), complaints.end());
        const Register whole = make_register(complaints, office.directory, register_options());
        REQUIRE(whole.rows.size() == complaints.size());
        std::map<std::string, std::int64_t> sum;
        for (std::size_t i = 0; i < whole.rows.size(); ++i) {
            const Complaint& complaint = complaints[complaints.size() - 1 - i];
            REQUIRE(whole.rows[i].complaint == complaint.id);
            const std::string form = form_html(complaint, office.directory, form_options());
            check_row(whole.rows[i], whole, form);
            if (complaint.state == State::Cancelled) {
                ++sum["cancelled"];
                continue;
            }
            ++sum[ticked(cell_of(form, "是否<br>有效投诉"))];
            ++sum[ticked(cell_of(form, "投诉级别"))];
            sum["closed"] += cell_of(form, "关闭时间<br>及方式").empty() ? 0 : 1;
        }
        const Figures figures =
            figures_of(facts, register_options().now_utc_ms, office.directory.policy.calendar);
        CHECK(whole.totals.recorded == figures.recorded);
        CHECK(whole.totals.satisfied_rate == figures.satisfied_rate);
        CHECK(figures.cancelled == sum["cancelled"]);
        CHECK(figures.valid == sum["有效"]);
        CHECK(figures.invalid == sum["无效"]);
        CHECK(figures.major == sum["重大"]);
        CHECK(figures.closed_rate.part == sum["closed"]);
        CHECK(whole.totals.valid == figures.valid);
        CHECK(whole.totals.major == figures.major);
        CHECK(whole.totals.closed_rate == figures.closed_rate);
    }
    // The walk is of use only if it gets about.
    CHECK(reached["CLOSED"] > 0);
    CHECK(reached["CANCELLED"] > 0);
    CHECK(reached["HANDLING"] > 0);
}

TEST_CASE("register: rejected intakes have no row and are counted; others of the period stay",
          "[core][records][register]") {
    const Office office = make_office();
    SeededRandom random(1);
    std::vector<Complaint> complaints;
    for (std::int64_t i = 1; i <= 4; ++i) {
        complaints.push_back(random_complaint(office, random, i, 0));
    }
    complaints[0].state = State::IntakeRejected;
    complaints[1].accepted_at_utc_ms = register_options().to_utc_ms; // the first moment outside
    complaints[2].state = State::Cancelled;
    complaints[2].cancellation = Cancellation{};
    complaints[2].cancellation->said = {CancelCode::Duplicate, "", complaints[3].id, ""};
    complaints[3].register_no = 0;
    complaints[3].unsent = 3;
    const Register whole = make_register(complaints, office.directory, register_options());
    REQUIRE(whole.rows.size() == 2);
    CHECK(whole.rejected == 1);
    CHECK(whole.to_merge == 1);
    CHECK(whole.rows[0].remark == "并入 " + complaints[3].number);
    CHECK(whole.rows[1].remark == "未同步");
    const std::string html = register_html(whole);
    CHECK(has(html, "<s>TS-2026-<br>A7K-1003-Q</s>"));
    CHECK(has(html, "待合并"));
    CHECK(has(html, "0 台终端、1 条记录未合并"));
    CHECK(has(totals_text(whole), "受理不通过另计 1"));
}

TEST_CASE("register: who is anonymous or confidential is not printed",
          "[core][records][register]") {
    const Office office = make_office();
    SeededRandom random(1);
    Complaint complaint = random_complaint(office, random, 1, 0);
    complaint.intake.complainant_name = "某某某";
    complaint.intake.complainant_org = "某某部";
    complaint.intake.confidential = true;
    const auto whole =
        make_register(std::span(&complaint, 1), office.directory, register_options());
    CHECK(whole.rows[0].complainant == "保密");
    CHECK_FALSE(has(register_html(whole) + register_csv(whole), "某某"));
}

TEST_CASE("register: the ledger's check code changes with any row", "[core][records][register]") {
    const Office office = make_office();
    SeededRandom random(1);
    std::vector<Complaint> complaints{random_complaint(office, random, 1, 0),
                                      random_complaint(office, random, 2, 0)};
    const auto code = [&] {
        return make_register(complaints, office.directory, register_options()).ledger_hash;
    };
    const auto before = code();
    std::swap(complaints[0], complaints[1]);
    CHECK(code() == before);
    complaints[0].head_hash[31] ^= 1;
    CHECK(code() != before);
}

TEST_CASE("register: many rows go over pages, each with its head", "[core][records][register]") {
    const Office office = make_office();
    SeededRandom random(1);
    std::vector<Complaint> complaints;
    for (std::int64_t i = 1; i <= 30; ++i) {
        complaints.push_back(random_complaint(office, random, i, 0));
    }
    RegisterOptions options = register_options();
    options.a3 = true;
    const std::string html = register_html(make_register(complaints, office.directory, options));
    CHECK(count_of(html, "<article") == 3);
    CHECK(count_of(html, "<thead>") == 3);
    CHECK(count_of(html, "landscape register grows a3") == 3);
    CHECK(count_of(html, "class=\"signs\"") == 1);
    CHECK(has(html, "第 3 页　共 3 页"));
}

TEST_CASE("csv: quotes, line ends, the byte order mark, and no formula", "[core][records][csv]") {
    const Office office = make_office();
    SeededRandom random(1);
    Complaint complaint = random_complaint(office, random, 1, 0);
    for (const char* first : {"=", "+", "-", "@", "\t", "\r"}) {
        complaint.intake.content = std::string(first) + "HYPERLINK(\"x\"),\n二";
        const std::string csv = register_csv(
            make_register(std::span(&complaint, 1), office.directory, register_options()));
        CHECK(csv.starts_with("\xEF\xBB\xBF\"登记序号\",\"投诉编号\","));
        CHECK(csv.ends_with("\"\r\n"));
        CHECK(has(csv, "\"'" + std::string(first) + "HYPERLINK(\"\"x\"\"),\n二\""));
    }
}
