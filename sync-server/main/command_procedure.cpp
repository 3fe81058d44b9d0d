// huiyin-server procedure: the table of the procedure as Markdown, out of the code that runs it.
#include "core/domain/event.h"
#include "core/domain/transitions.h"
#include "sync-server/main/commands.h"

#include <array>
#include <iostream>

namespace huiyin::server {

using base::Result;
using namespace domain;

namespace {

constexpr std::array<std::string_view, 0> options{};

constexpr std::string_view help =
    "Prints the states, steps, roles and reasons of the procedure as Markdown. docs/procedure.md\n"
    "is this text.\n";

/// The words for a reach, in the order of the enumeration.
constexpr std::string_view reaches[] = {"–", "登记", "处理", "受派", "团队", "可见", "●"};

std::string cell(const CodeEntry& entry) {
    std::string text("`");
    text += entry.code;
    text += "` | ";
    text += entry.zh;
    text += " | ";
    text += entry.en;
    return text;
}

std::string states_text(StateSet set) {
    std::string text = (set & no_complaint_yet) != 0 ? "新" : "";
    std::size_t held = 0;
    for (std::size_t i = 0; i < code_list<State>().size(); ++i) {
        const auto state = static_cast<State>(i);
        if (holds(set, state)) {
            text += (text.empty() ? "" : "、") + std::string(entry_of(state).zh);
            ++held;
        }
    }
    return held == code_list<State>().size() ? "所有状态" : text;
}

std::string row_text(const Transition& row) {
    std::string text = "| " + std::string(row.id) + " | " + cell(entry_of(row.kind)) + " | " +
                       states_text(row.from) + " | " +
                       (row.to ? std::string(entry_of(*row.to).zh) : "–");
    for (const Reach reach : row.reach) {
        text += " | " + std::string(reaches[static_cast<std::size_t>(reach)]);
    }
    text += row.merge == Merge::Append     ? " | 追加"
            : row.merge == Merge::Decision ? " | 决定"
                                           : " | 冲突";
    text += row.recusal == Recusal::Applies ? " | 回避 |\n" : " | – |\n";
    return text;
}

template <class Enum>
std::string list_text(std::string_view title) {
    std::string text =
        "\n## " + std::string(title) + "\n\n| code | 中文 | English |\n|---|---|---|\n";
    for (const CodeEntry& entry : code_list<Enum>()) {
        text += "| " + cell(entry) + " |\n";
    }
    return text;
}

Result<int> run(const Arguments&) {
    std::cout << procedure_text();
    return exit_ok;
}

} // namespace

std::string procedure_text() {
    std::string text =
        "# The procedure as it runs\n\n"
        "Printed by `huiyin-server procedure` from `core/domain/transitions.cpp` and the code "
        "lists;\n"
        "a test holds this page to it. Change the table, then print the page again.\n\n"
        "## Steps\n\n"
        "Who: ● every complaint of the department; 登记 those the person recorded; 处理 those the\n"
        "person handles; 受派 those assigned to the person or a group of the person; 团队 those "
        "of\n"
        "the team that the person leads; 可见 those the person may see; – none. Two at once: 冲突 "
        "a\n"
        "step made without having seen that the complaint moved on stays beside it until a person\n"
        "decides; 决定 so does one that decides otherwise than another that its author had not\n"
        "seen, and the same agrees; 追加 it is added and marked. 回避: not by 被投诉对象.\n\n"
        "| T | code | 步骤 | step | from | to | ACC | URM | TL | GM | SUP | ADM | two at once | "
        "recusal |\n"
        "|---|---|---|---|---|---|---|---|---|---|---|---|---|---|\n";
    for (const Transition& row : transitions()) {
        text += row_text(row);
    }
    text += list_text<State>("States");
    text += list_text<Role>("Roles");
    text += list_text<Reason>("Reasons: why a step is refused, in conflict or marked");
    return text;
}

const Command& procedure_command() {
    static constexpr Command command{"procedure", options, help, run};
    return command;
}

} // namespace huiyin::server
