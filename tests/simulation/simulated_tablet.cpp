#include "tests/simulation/simulated_tablet.h"

#include "core/base/crypto.h"
#include "core/base/limits.h"
#include "core/domain/attachment.h"

#include <sqlite3.h>

#include <algorithm>

namespace huiyin::simulation {

using opfs::test::Crash;
using opfs::test::FaultyDisk;

namespace {

void fill_with_seven(std::span<std::uint8_t> out) {
    std::fill(out.begin(), out.end(), std::uint8_t{7});
}

std::int64_t some_moment() {
    return tests::FakeClock().now_ms;
}

/// The disk under a name that SQLite knows while the answer lives.
std::unique_ptr<opfs::Vfs> mount(const std::string& name, FaultyDisk& disk) {
    HUIYIN_ASSERT(sqlite3_initialize() == SQLITE_OK);
    sqlite3_vfs* system = sqlite3_vfs_find(nullptr);
    auto vfs = std::make_unique<opfs::Vfs>(
        opfs::VfsOptions{.name = name,
                         .system = {.fill_random = fill_with_seven, .now_utc_ms = some_moment}},
        disk);
    HUIYIN_ASSERT(vfs->register_with_sqlite() == SQLITE_OK);
    // The server's stays the default.
    HUIYIN_ASSERT(sqlite3_vfs_register(system, 1) == SQLITE_OK);
    return vfs;
}

std::unique_ptr<store::TabletStore>
open_store(const std::string& name, const base::Clock& clock, base::Random& random) {
    sqlite::OpenOptions options;
    options.path = opfs::database_name;
    options.vfs = name;
    options.cache_kib = 1024;
    options.exclusive = true;
    return must(store::TabletStore::open(options, clock, random));
}

/// A disk with the database as it is when it was opened for the first time. That is made once for
/// all tablets of the program: a tenth of their time.
std::unique_ptr<FaultyDisk> first_disk() {
    static const std::unique_ptr<FaultyDisk> disk = [] {
        auto made = std::make_unique<FaultyDisk>();
        const std::string name = "tablet-first";
        const auto vfs = mount(name, *made);
        const tests::FakeClock clock;
        tests::SeededRandom random(1);
        open_store(name, clock, random).reset();
        return made;
    }();
    return disk->after(Crash::KeepsAll, 0);
}

} // namespace

SimulatedTablet::SimulatedTablet(const Setting& setting,
                                 const std::int64_t& now_ms,
                                 SimulatedServer& server,
                                 Ledger& ledger)
    : m_setting(setting)
    , m_ledger(ledger)
    , m_server(server)
    , m_clock(now_ms, setting.clock_wrong_by_ms)
    , m_random(setting.seed)
    , m_keys(base::make_key_pair(m_random))
    , m_maker(++ledger.makers) {
    start(first_disk());
    must(sign_in());
}

SimulatedTablet::SimulatedTablet(const SimulatedTablet& original,
                                 const std::int64_t& now_ms,
                                 std::uint64_t seed)
    : m_setting(original.m_setting)
    , m_ledger(original.m_ledger)
    , m_server(original.m_server)
    , m_clock(now_ms, original.m_setting.clock_wrong_by_ms)
    , m_random(seed)
    , m_keys(original.m_keys)
    , m_maker(++m_ledger.makers)
    , m_device(original.m_device)
    , m_token(original.m_token) {
    start(original.m_disk->after(Crash::KeepsAll, 0));
    m_ledger.note("copied");
}

SimulatedTablet::~SimulatedTablet() {
    cut_power();
    stop();
}

void SimulatedTablet::start(std::unique_ptr<FaultyDisk> disk) {
    m_disk = std::move(disk);
    m_disk->flushes_lie = m_setting.disk_lies;
    const std::string name = "tablet-" + std::to_string(reinterpret_cast<std::uintptr_t>(this));
    m_vfs = mount(name, *m_disk);
    m_store = open_store(name, m_clock, m_random);
    m_engine = std::make_unique<sync::Engine>(*m_store, m_random, m_setting.protocol);
    m_file_engine = std::make_unique<sync::FileEngine>(m_store->files(), m_random);
}

void SimulatedTablet::stop() {
    m_file_engine.reset();
    m_engine.reset();
    m_store.reset();
    m_vfs.reset();
}

base::Result<void> SimulatedTablet::sign_in() {
    if (must(m_store->position()).copied) {
        // What it made as the other one it carries from now on, and lets go of once that is
        // delivered.
        m_maker = ++m_ledger.makers;
        m_device = {};
        m_keys = base::make_key_pair(m_random);
    }
    const SignedIn signed_in = m_server.sign_in({m_setting.person, m_device, m_keys.public_key});
    m_device = signed_in.response.device;
    m_token = signed_in.token;
    HUIYIN_TRY(m_store->sign_in({.account = "sim",
                                 .person = m_setting.person,
                                 .device = m_device,
                                 .device_code = signed_in.response.device_code,
                                 .secret_key = m_keys.secret_key,
                                 .token = "token"},
                                signed_in.response));
    m_engine->signed_in();
    m_file_engine->signed_in();
    return {};
}

base::Result<void> SimulatedTablet::save_draft(const Uuid& id, const std::string& json) {
    m_unsure.insert(id);
    HUIYIN_TRY(m_store->save_draft({id, m_clock.now_utc_ms(), json}));
    m_unsure.erase(id);
    m_drafts[id] = json;
    return {};
}

base::Result<base::Hash> SimulatedTablet::keep_file(std::span<const std::uint8_t> bytes,
                                                    const Uuid& draft) {
    const base::Hash sha256 =
        HUIYIN_TRY(m_store->files().keep({.bytes = bytes, .mime = "image/jpeg", .draft = draft}));
    m_files[draft].push_back(sha256);
    m_file_engine->look_again();
    return sha256;
}

base::Result<void> SimulatedTablet::append(const std::vector<store::NewStep>& steps) {
    for (const store::NewStep& step : steps) {
        if (step.draft_done) {
            m_unsure.insert(*step.draft_done);
        }
    }
    for (const domain::Event& event : HUIYIN_TRY(m_store->append_all(steps))) {
        m_ledger.events[event.id] = {event.hash, m_maker};
        m_ledger.note("made " + base::hex_from_bytes(event.hash));
        if (const auto file = domain::attached_file(event)) {
            m_ledger.files.emplace(file->sha256, AttachedFile{m_device});
        }
    }
    for (const store::NewStep& step : steps) {
        if (step.draft_done) {
            m_unsure.erase(*step.draft_done);
            m_drafts.erase(*step.draft_done);
            m_files.erase(*step.draft_done);
        }
    }
    m_engine->poke();
    m_file_engine->look_again();
    return {};
}

void SimulatedTablet::fail_after(std::size_t changes) {
    m_disk->fails_from_change = m_disk->changes + changes;
}

void SimulatedTablet::cut_power() {
    // The store closes without a word: what it would still write, it cannot.
    m_disk->fails_from_change = m_disk->changes;
}

void SimulatedTablet::crash(std::uint32_t seed) {
    cut_power();
    stop();
    constexpr Crash ways[] = {Crash::LosesAll, Crash::KeepsAll, Crash::Tears, Crash::Garbles};
    // What a lying disk tears cannot be opened, which would show nothing new.
    start(m_disk->after(ways[m_setting.disk_lies ? 0 : seed % 4], seed));
    if (!m_store->session()) {
        m_ledger.violated("I2", "a crash took who the tablet is");
        m_device = {};
        m_keys = base::make_key_pair(m_random);
        must(sign_in());
    }
    m_engine->poke();
    m_file_engine->poke();
    adopt_unsent();
    check_promises();
    m_ledger.note("crashed");
}

/// An append that failed may have been saved all the same.
void SimulatedTablet::adopt_unsent() {
    for (const domain::Event& event : must(m_store->unsent(0, 10'000, SIZE_MAX))) {
        if (event.device == m_device && m_ledger.events.count(event.id) == 0) {
            m_ledger.events[event.id] = {event.hash, m_maker};
            m_ledger.note("saved " + base::hex_from_bytes(event.hash));
            if (const auto file = domain::attached_file(event)) {
                m_ledger.files.emplace(file->sha256, AttachedFile{m_device});
            }
        }
    }
}

void SimulatedTablet::check_promises() {
    const std::set<Uuid> here = held();
    for (const auto& [id, made] : m_ledger.events) {
        if (made.maker == m_maker && !made.delivered && !made.gone && here.count(id) == 0) {
            m_ledger.violated("I2", "a crash took an event that was not delivered");
        }
    }
    check_drafts();
}

void SimulatedTablet::check_drafts() {
    std::map<Uuid, std::string> here;
    for (const store::Draft& draft : must(m_store->drafts())) {
        here[draft.id] = draft.json;
    }
    for (const Uuid& id : m_unsure) {
        m_drafts.erase(id);
        if (here.count(id) != 0) {
            m_drafts[id] = here[id];
        } else {
            m_files.erase(id);
        }
    }
    m_unsure.clear();
    // What is found missing is missed once: a form that is gone cannot be gone on with.
    std::erase_if(m_drafts, [&](const auto& saved) {
        const auto& [id, json] = saved;
        if (here.count(id) != 0 && here[id] == json) {
            return false;
        }
        m_ledger.violated("I6", "a crash took a saved draft");
        m_files.erase(id);
        return true;
    });
    for (auto& [id, kept] : m_files) {
        const auto files = must(m_store->files().files_of_draft(id));
        std::erase_if(kept, [&](const base::Hash& sha256) {
            const auto bytes = m_store->files().bytes(sha256);
            const bool whole = bytes && base::sha256(*bytes) == sha256;
            if (whole && std::find(files.begin(), files.end(), sha256) != files.end()) {
                return false;
            }
            m_ledger.violated("I6", "a crash took a file of a draft");
            return true;
        });
    }
}

void SimulatedTablet::leave_room(std::size_t bytes) {
    m_disk->capacity_bytes = m_disk->used_bytes() + bytes;
}

void SimulatedTablet::make_room() {
    m_disk->capacity_bytes = FaultyDisk::never;
    m_unsure.clear();
    for (const domain::Event& event : must(m_store->unsent(0, 10'000, SIZE_MAX))) {
        if (event.device == m_device && m_ledger.events.count(event.id) == 0) {
            m_ledger.violated("I2", "a step that failed was saved");
        }
    }
    check_promises();
}

void SimulatedTablet::wipe(std::uint64_t seed) {
    cut_power();
    stop();
    m_drafts.clear();
    m_files.clear();
    m_unsure.clear();
    m_random = tests::SeededRandom(seed);
    m_keys = base::make_key_pair(m_random);
    m_maker = ++m_ledger.makers;
    m_device = {};
    start(first_disk());
    must(sign_in());
    m_ledger.note("wiped");
}

std::set<Uuid> SimulatedTablet::held() const {
    std::set<Uuid> ids = waiting();
    for (const store::ListRow& row : must(m_store->list({.rows_max = 10'000}))) {
        for (const domain::PlacedEvent& placed : must(m_store->events(row.id))) {
            if (placed.event.device == m_device || placed.change == 0) {
                ids.insert(placed.event.id);
            }
        }
    }
    return ids;
}

std::set<Uuid> SimulatedTablet::waiting() const {
    std::set<Uuid> ids;
    for (const domain::Event& event : must(m_store->waiting_events())) {
        ids.insert(event.id);
    }
    return ids;
}

} // namespace huiyin::simulation
