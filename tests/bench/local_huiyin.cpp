// Benchmark program: a tablet with many complaints. Driven by web/local.js.
#include "tests/bench/local_desk.h"
#include "wasm/opfs/vfs.h"

#include <emscripten.h>
#include <memory>
#include <string>

using namespace huiyin;

namespace {

std::unique_ptr<bench::LocalDesk> desk;
std::string text;

constexpr int failed = 1;

bench::Question question_of(int question) {
    return static_cast<bench::Question>(question);
}

} // namespace

extern "C" {

/// 0, or not 0 when it failed; so do all that give int. As the tablet opens its database.
EMSCRIPTEN_KEEPALIVE int local_open() {
    desk = std::make_unique<bench::LocalDesk>();
    sqlite::OpenOptions options;
    options.path = opfs::database_name;
    options.cache_kib = 16 * 1024;
    options.exclusive = true;
    return desk->open(options) ? 0 : failed;
}

EMSCRIPTEN_KEEPALIVE int local_load(int count, int total, int wants_rows) {
    return desk->load(
               static_cast<std::size_t>(count), static_cast<std::size_t>(total), wants_rows != 0)
               ? 0
               : failed;
}

EMSCRIPTEN_KEEPALIVE int local_index() {
    return desk->index() ? 0 : failed;
}

EMSCRIPTEN_KEEPALIVE int local_rebuild() {
    return desk->rebuild() ? 0 : failed;
}

EMSCRIPTEN_KEEPALIVE int local_event_count() {
    return static_cast<int>(desk->event_count());
}

/// The next row for the peers, valid until the next call; null after the last.
EMSCRIPTEN_KEEPALIVE const char* local_next_row() {
    auto row = desk->next_row();
    if (!row) {
        return nullptr;
    }
    text = std::move(*row);
    return text.c_str();
}

EMSCRIPTEN_KEEPALIVE void local_prepare(int question, int i) {
    desk->prepare(question_of(question), static_cast<std::size_t>(i));
}

/// The answer in short, valid until the next call.
EMSCRIPTEN_KEEPALIVE const char* local_ask(int question, int i) {
    text = desk->ask(question_of(question), static_cast<std::size_t>(i));
    return text.c_str();
}

EMSCRIPTEN_KEEPALIVE int local_close() {
    desk.reset();
    return 0;
}
}
