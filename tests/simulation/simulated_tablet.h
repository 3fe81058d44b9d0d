// A tablet of a simulation: its real store on a disk that can crash, both its real engines, and
// what it has promised its person.
#pragma once

#include "core/base/limits.h"
#include "core/store/tablet_store.h"
#include "core/sync/engine.h"
#include "core/sync/file_engine.h"
#include "tests/simulation/ledger.h"
#include "tests/simulation/simulated_server.h"
#include "tests/simulation/surroundings.h"
#include "tests/support/fakes.h"
#include "tests/support/faulty_disk.h"
#include "wasm/opfs/vfs.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

namespace huiyin::simulation {

class SimulatedTablet {
public:
    struct Setting {
        Uuid person;
        std::uint64_t seed = 0;
        std::int64_t clock_wrong_by_ms = 0;
        bool disk_lies = false;
        /// Newest version of the protocol that its program speaks.
        int protocol = base::limits::protocol_version;
    };

    SimulatedTablet(const Setting& setting,
                    const std::int64_t& now_ms,
                    SimulatedServer& server,
                    Ledger& ledger);
    /// A second tablet with a copy of the first one's data, as a profile that was copied has it.
    SimulatedTablet(const SimulatedTablet& original,
                    const std::int64_t& now_ms,
                    std::uint64_t seed);
    ~SimulatedTablet();
    SimulatedTablet(const SimulatedTablet&) = delete;
    SimulatedTablet& operator=(const SimulatedTablet&) = delete;

    const Uuid& person() const { return m_setting.person; }

    const Uuid& device() const { return m_device; }

    Caller caller() const { return {m_token, m_device}; }

    store::TabletStore& store() const { return *m_store; }

    sync::Engine& engine() const { return *m_engine; }

    sync::FileEngine& file_engine() const { return *m_file_engine; }

    SimulatedClock& clock() { return m_clock; }

    // Each fails only on a disk that fails.
    /// As the device that it was, or as one of its own when it is one of two copies.
    base::Result<void> sign_in();
    base::Result<void> save_draft(const Uuid& id, const std::string& json);
    /// A file of a form that is being filled in.
    base::Result<base::Hash> keep_file(std::span<const std::uint8_t> bytes, const Uuid& draft);
    base::Result<void> append(const std::vector<store::NewStep>& steps);

    const std::map<Uuid, std::string>& drafts() const { return m_drafts; }

    const std::vector<base::Hash>& files_of(const Uuid& draft) { return m_files[draft]; }

    /// From now on the disk fails after that many more changes.
    void fail_after(std::size_t changes);
    /// The power goes, and comes back; what was promised has to be there (I2, I6).
    void crash(std::uint32_t seed);
    /// From now on the disk takes that much more.
    void leave_room(std::size_t bytes);
    /// It has room again; what was promised has to be there, and what failed must not be (I2, I6).
    void make_room();
    /// Nothing of it is left; its person enrols it as another device.
    void wipe(std::uint64_t seed);

    /// The events that it could still give: all of its own, and what waits.
    std::set<Uuid> held() const;
    /// Those of them that wait for a person: set aside, with nobody to take them.
    std::set<Uuid> waiting() const;

private:
    Setting m_setting;
    Ledger& m_ledger;
    SimulatedServer& m_server;
    SimulatedClock m_clock;
    tests::SeededRandom m_random;
    base::KeyPair m_keys;
    std::size_t m_maker; ///< tells its events from those of the device it had before, or of a copy
    Uuid m_device;
    base::Hash m_token{};
    std::unique_ptr<opfs::test::FaultyDisk> m_disk;
    std::unique_ptr<opfs::Vfs> m_vfs;
    std::unique_ptr<store::TabletStore> m_store;
    std::unique_ptr<sync::Engine> m_engine;
    std::unique_ptr<sync::FileEngine> m_file_engine;
    std::map<Uuid, std::string> m_drafts;
    std::map<Uuid, std::vector<base::Hash>> m_files; ///< by draft
    std::set<Uuid> m_unsure; ///< drafts that were written when the disk failed

    void start(std::unique_ptr<opfs::test::FaultyDisk> disk);
    void stop();
    void cut_power();
    void check_promises();
    void check_drafts();
    void adopt_unsent();
};

} // namespace huiyin::simulation
