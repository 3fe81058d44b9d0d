// The plans of the tablet's statements: with 100 000 complaints, a list must not read them all.
#include "core/sqlite/database.h"
#include "core/store/search_tokenizer.h"
#include "huiyin/embedded/core_store_file_queries.h"
#include "huiyin/embedded/core_store_queries.h"
#include "huiyin/embedded/core_store_schema_0001_init.h"
#include "huiyin/embedded/core_store_schema_0002_attachments.h"
#include "huiyin/embedded/core_store_schema_0003_keeping.h"
#include "huiyin/embedded/core_store_schema_0004_outliving.h"
#include "huiyin/embedded/core_store_schema_0005_redaction.h"
#include "huiyin/embedded/core_store_schema_0006_former.h"
#include "huiyin/embedded/core_store_schema_0007_step_draft.h"
#include "huiyin/embedded/core_store_schema_0008_copied.h"
#include "huiyin/embedded/core_store_schema_0009_mark.h"
#include "huiyin/embedded/core_store_schema_0010_silent_tablets.h"
#include "huiyin/embedded/core_store_schema_0011_link.h"

#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <catch_amalgamated.hpp>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

using namespace huiyin;

namespace {

struct NamedSql {
    std::string_view name;
    std::string_view sql;
};

std::vector<NamedSql> statements(std::string_view file) {
    constexpr std::string_view mark = "-- name: ";
    std::vector<NamedSql> all;
    for (std::size_t at = file.find(mark); at != std::string_view::npos;) {
        const std::size_t name = at + mark.size();
        const std::size_t sql = file.find('\n', name);
        at = file.find(mark, sql);
        all.push_back({file.substr(name, sql - name), file.substr(sql, at - sql)});
    }
    return all;
}

/// Blocks of several statements without parameters: they are meant to go through everything.
bool is_script(const NamedSql& one) {
    return std::count(one.sql.begin(), one.sql.end(), ';') > 1;
}

bool is_any(std::string_view text, const std::vector<std::string_view>& beginnings) {
    return std::any_of(beginnings.begin(), beginnings.end(), [&](std::string_view beginning) {
        return text.starts_with(beginning);
    });
}

/// In memory, with the whole schema of a tablet.
sqlite::Database tablet_database() {
    auto database = sqlite::Database::open({.path = ":memory:"});
    REQUIRE(database);
    REQUIRE(store::register_tokenizer(database->handle()));
    for (const std::string_view schema : {embedded::core_store_schema_0001_init,
                                          embedded::core_store_schema_0002_attachments,
                                          embedded::core_store_schema_0003_keeping,
                                          embedded::core_store_schema_0004_outliving,
                                          embedded::core_store_schema_0005_redaction,
                                          embedded::core_store_schema_0006_former,
                                          embedded::core_store_schema_0007_step_draft,
                                          embedded::core_store_schema_0008_copied,
                                          embedded::core_store_schema_0009_mark,
                                          embedded::core_store_schema_0010_silent_tablets,
                                          embedded::core_store_schema_0011_link}) {
        REQUIRE(database->execute(schema));
    }
    return std::move(*database);
}

} // namespace

TEST_CASE("store: no list of the tablet reads every complaint or event", "[core][store][plans]") {
    const sqlite::Database database = tablet_database();
    // What few rows are in, or what is wanted whole. The indexes named are partial.
    const std::vector<std::string_view> small{"SCAN task",
                                              "SCAN t",
                                              "SCAN draft",
                                              "SCAN r",
                                              "SCAN CONSTANT ROW",
                                              "SCAN p",
                                              "SCAN n USING INDEX notice_by_time",
                                              "SCAN notice USING INDEX notice_unread",
                                              "SCAN notice USING COVERING INDEX notice_unread",
                                              "SCAN c USING INDEX complaint_live",
                                              "SCAN c USING INDEX complaint_unsent",
                                              "SCAN complaint USING INDEX complaint_live",
                                              "SCAN complaint USING COVERING INDEX complaint_live",
                                              "SCAN complaint USING INDEX complaint_unsent",
                                              "SCAN event USING INDEX event_unsent",
                                              "SCAN event USING COVERING INDEX event_unsent",
                                              "SCAN e USING INDEX event_unsent",
                                              "SCAN kept_apart USING INDEX kept_apart_shown",
                                              "SCAN s VIRTUAL TABLE",
                                              "SCAN search VIRTUAL TABLE"};
    // Rebuilding, another history of the server, and the count that is made once and then kept.
    const std::set<std::string_view> whole{"all_complaints",
                                           "complaints_without_events",
                                           "forget_places",
                                           "has_former_events",
                                           "age_former_events",
                                           "keep_former_events",
                                           "former_events",
                                           "delete_foreign_events",
                                           "forget_files_there",
                                           "count_by_state",
                                           "want_refold_of_all",
                                           "unpass_kept_apart",
                                           "unpass_left_places"};
    std::set<std::string_view> names;
    for (const NamedSql& one : statements(embedded::core_store_queries)) {
        CAPTURE(one.name);
        CHECK(names.insert(one.name).second);
        if (is_script(one)) {
            continue;
        }
        auto plan = database.prepare("EXPLAIN QUERY PLAN " + std::string(one.sql));
        REQUIRE(plan);
        while (*plan->step()) {
            const std::string line(plan->text(3));
            CAPTURE(line);
            const bool scans = line.starts_with("SCAN") && !is_any(line, small);
            CHECK((!scans || whole.count(one.name) != 0));
        }
    }
    CHECK(names.size() > 60);
}

TEST_CASE("store: what is bound has no statement compiled anew", "[core][store][plans]") {
    const sqlite::Database database = tablet_database();
    int bound = 0;
    for (const std::string_view file :
         {embedded::core_store_queries, embedded::core_store_file_queries}) {
        for (const NamedSql& one : statements(file)) {
            CAPTURE(one.name);
            sqlite3_stmt* prepared = nullptr;
            REQUIRE(sqlite3_prepare_v2(database.handle(),
                                       one.sql.data(),
                                       static_cast<int>(one.sql.size()),
                                       &prepared,
                                       nullptr) == SQLITE_OK);
            for (int round = 0; sqlite3_stmt_readonly(prepared) != 0 && round < 3; ++round) {
                for (int i = 1; i <= sqlite3_bind_parameter_count(prepared); ++i) {
                    sqlite3_bind_int(prepared, i, round);
                    ++bound;
                }
                sqlite3_step(prepared);
                sqlite3_reset(prepared);
            }
            CHECK(sqlite3_stmt_status(prepared, SQLITE_STMTSTATUS_REPREPARE, 0) == 0);
            sqlite3_finalize(prepared);
        }
    }
    CHECK(bound > 100);
}

TEST_CASE("files: only sweeping and their sum go through all files",
          "[core][store][files][plans]") {
    const sqlite::Database database = tablet_database();
    std::size_t found = 0;
    for (const NamedSql& one : statements(embedded::core_store_file_queries)) {
        CAPTURE(one.name);
        ++found;
        auto plan = database.prepare("EXPLAIN QUERY PLAN " + std::string(one.sql));
        REQUIRE(plan);
        while (*plan->step()) {
            const std::string line(plan->text(3));
            CAPTURE(line);
            // What is still to travel is little; the indexes are partial.
            const bool small =
                is_any(line, {"SCAN f USING INDEX file_to", "SCAN t", "SCAN CONSTANT ROW"});
            const bool whole = one.name == "unused" || one.name == "stored_bytes";
            CHECK((!line.starts_with("SCAN") || small || whole));
        }
    }
    CHECK(found > 15);
}

TEST_CASE("store: lists come in their order from an index", "[core][store][plans]") {
    const sqlite::Database database = tablet_database();
    const std::set<std::string_view> ordered{"list_all",
                                             "list_state",
                                             "list_state_recorded",
                                             "list_unsent",
                                             "list_live",
                                             "list_due",
                                             "search_indexed",
                                             "search_pending",
                                             "notices"};
    std::size_t found = 0;
    for (const NamedSql& one : statements(embedded::core_store_queries)) {
        if (ordered.count(one.name) == 0) {
            continue;
        }
        ++found;
        auto plan = database.prepare("EXPLAIN QUERY PLAN " + std::string(one.sql));
        REQUIRE(plan);
        while (*plan->step()) {
            CAPTURE(one.name, plan->text(3));
            CHECK(plan->text(3).find("TEMP B-TREE") == std::string_view::npos);
        }
    }
    CHECK(found == ordered.size());
}
