// Benchmark program: the app's model, engine and store in a worker, talking to a real server
// through the tablet's own JavaScript (wasm/web/tablet.js). Nothing is drawn. Driven by
// web/sync/worker.js.
#include "core/domain/rules.h"
#include "core/store/tablet_store.h"
#include "tests/bench/bench_record.h"
#include "ui/app/app.h"
#include "wasm/opfs/vfs.h"
#include "wasm/tablet/app_exports.h"
#include "wasm/tablet/platform.h"

#include <algorithm>
#include <cstdio>
#include <emscripten.h>
#include <memory>
#include <optional>
#include <string>
#include <vector>

using namespace huiyin;

namespace {

/// As wasm/tablet/tablet.cpp.
constexpr int page_bytes = 4096;
constexpr int cache_kib = 16 * 1024;

constexpr int number_year = 2026;

struct Bench {
    tablet::BrowserClock clock;
    tablet::BrowserRandom random;
    tablet::BrowserTransport transport;
    std::unique_ptr<store::TabletStore> store;
    std::optional<app::App> app;
    std::vector<bench::Record> staged;
    std::vector<base::Uuid> ids; ///< of every record that was named, in its order
    std::size_t lines_read = 0;
    std::string line;

    /// What follows every event on the tablet; there is no picture here.
    void after_event() {
        const auto wake = app->wake_at_ms();
        tablet::schedule_tick(wake ? static_cast<double>(std::max<std::int64_t>(*wake, 0)) : -1);
    }
};

std::unique_ptr<Bench> current;

constexpr int failed = 1;

int reported(const base::Error& error) {
    std::fprintf(stderr, "sync_huiyin: %s\n", error.detail.c_str());
    return failed;
}

template <class Work>
void with_app(Work work) {
    if (current) {
        work(*current->app);
        current->after_event();
    }
}

base::Result<void> open_store() {
    sqlite::OpenOptions options;
    options.path = opfs::database_name;
    options.page_bytes = page_bytes;
    options.cache_kib = cache_kib;
    options.exclusive = true;
    current->store = HUIYIN_TRY(store::TabletStore::open(options, current->clock, current->random));
    current->app.emplace(*current->store, current->transport, current->clock, current->random);
    return {};
}

/// The staged records as steps of this tablet, numbered in their order.
base::Result<std::vector<store::NewStep>> staged_steps() {
    std::vector<store::NewStep> steps;
    auto number = HUIYIN_TRY(current->store->next_number(number_year));
    for (const bench::Record& record : current->staged) {
        store::NewStep step;
        step.complaint = base::uuid_from_string(record[bench::Id]).value_or(base::Uuid{});
        step.actor = current->store->session()->person;
        step.counter = number.counter;
        step.payload =
            domain::RecordPayload{HUIYIN_TRY(domain::to_text(number)), bench::intake_of(record)};
        steps.push_back(std::move(step));
        number = HUIYIN_TRY(domain::next_number(number, number.counter));
    }
    current->staged.clear();
    return steps;
}

} // namespace

namespace huiyin::tablet {

app::App* app_in_use() {
    return current ? &*current->app : nullptr;
}

void after_event() {
    current->after_event();
}

} // namespace huiyin::tablet

extern "C" {

/// 0, or not 0 when it failed; so do all that give int.
EMSCRIPTEN_KEEPALIVE int bench_open() {
    current = std::make_unique<Bench>();
    const auto opened = open_store();
    return opened ? 0 : reported(opened.error());
}

EMSCRIPTEN_KEEPALIVE void bench_sign_in(const char* account, const char* password) {
    with_app([&](app::App& app) {
        app.session().account = account;
        app.session().password = password;
        app.sign_in();
    });
}

EMSCRIPTEN_KEEPALIVE int bench_signed_in() {
    return current->app->session().needs_sign_in() ? 0 : 1;
}

/// Names a record: 22 texts, each ended by a zero byte. `is_own`: it will be recorded here.
EMSCRIPTEN_KEEPALIVE void bench_stage(const char* fields, int is_own) {
    bench::Record record = bench::record_from(fields);
    current->ids.push_back(base::uuid_from_string(record[bench::Id]).value_or(base::Uuid{}));
    if (is_own != 0) {
        current->staged.push_back(std::move(record));
    }
}

/// Records what was staged; nothing is sent by that.
EMSCRIPTEN_KEEPALIVE int bench_record() {
    const auto steps = staged_steps();
    if (!steps) {
        return reported(steps.error());
    }
    const auto stored = current->store->append_all(*steps);
    return stored ? 0 : reported(stored.error());
}

/// As when the page is looked at again.
EMSCRIPTEN_KEEPALIVE void bench_sync_now() {
    with_app([](app::App& app) { app.became_visible(); });
}

EMSCRIPTEN_KEEPALIVE double bench_unsent() {
    return static_cast<double>(current->app->unsent_count());
}

/// Complaints in the list as the app counts them.
EMSCRIPTEN_KEEPALIVE double bench_counted() {
    return static_cast<double>(current->app->list().counts().all);
}

/// Rows of the list that a screen could draw now.
EMSCRIPTEN_KEEPALIVE int bench_rows() {
    return static_cast<int>(current->app->list().rows().size());
}

EMSCRIPTEN_KEEPALIVE int bench_is_synced() {
    return current->app->sync_status().synced ? 1 : 0;
}

EMSCRIPTEN_KEEPALIVE int bench_is_talking() {
    return current->app->sync_status().phase == sync::Phase::Talking ? 1 : 0;
}

/// A note on the record named as number `place`, by the command that the screen gives.
EMSCRIPTEN_KEEPALIVE int bench_edit(int place, const char* text) {
    int code = failed;
    with_app([&](app::App& app) {
        app.select(current->ids[static_cast<std::size_t>(place)]);
        const auto outcome = app.take({domain::NotePayload{text}}, "");
        code = outcome == app::Outcome::Saved ? 0 : failed;
    });
    return code;
}

/// How many steps the complaint named as number `place` has here.
EMSCRIPTEN_KEEPALIVE int bench_steps(int place) {
    const auto found = current->store->complaint(current->ids[static_cast<std::size_t>(place)]);
    return found && *found ? static_cast<int>((*found)->steps.size()) : 0;
}

/// The next named record as one line, valid until the next call; null after the last.
EMSCRIPTEN_KEEPALIVE const char* bench_next_line() {
    if (current->lines_read == current->ids.size()) {
        return nullptr;
    }
    const auto complaint = current->store->complaint(current->ids[current->lines_read++]);
    current->line = complaint && *complaint ? bench::line_of(**complaint) : std::string();
    return current->line.c_str();
}
}

int main() {
    return 0;
}
