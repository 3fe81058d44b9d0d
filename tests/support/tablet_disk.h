// A tablet's store on a disk that may fail or crash, and what that store has acknowledged: for the
// sweeps over every operation of the disk.
#pragma once

#include "core/store/tablet_store.h"
#include "tests/support/fakes.h"
#include "tests/support/faulty_disk.h"
#include "wasm/opfs/vfs.h"

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace huiyin::tests {

/// What was acknowledged, so that no crash may take it away.
struct Acknowledged {
    bool signed_in = false;
    std::vector<domain::Event> own;           ///< in device order
    std::map<base::Uuid, std::string> drafts; ///< their texts; the empty one: removed
    std::map<base::Hash, base::Bytes> files;  ///< whole here, and held by a draft or a complaint
    std::int64_t cursor = 0;
    std::uint64_t placed_seq = 0; ///< the own events up to here have their receipts
};

/// A tablet with the VFS that the browser's tablet has.
class TabletOnDisk {
public:
    /// `disk` must outlive the tablet. Equal seeds give equal identities.
    TabletOnDisk(opfs::test::FaultyDisk& disk, std::uint64_t seed);

    /// How the database is opened: small caches, so that the disk is read and written often.
    sqlite::OpenOptions options() const;

    // The steps of a workload. Each notes what it was promised, and does nothing that asserts.
    base::Result<void> open();
    base::Result<void> sign_in();
    /// A draft of that many bytes; the same `number` again replaces it.
    base::Result<void> save_draft(int number, std::size_t bytes);
    /// The next complaint; `draft` is completed by it.
    base::Result<void> record(std::optional<int> draft = std::nullopt);
    base::Result<void> note();
    /// A file of several pages that a draft holds, which must be saved.
    base::Result<void> keep_file(int number, int draft);
    /// Names that file in a step on the first own complaint, which completes the draft.
    base::Result<void> attach_file(int number, int draft);
    /// Brings the file that the page names here, once the page is.
    base::Result<void> fetch_file();
    /// Receipts for what is unsent and a page of another tablet's events.
    base::Result<void> take_page();
    /// Receipts for what is unsent as a part of a page: promised once something else is.
    base::Result<void> take_part();
    base::Result<void> shorten_log();
    base::Result<void> index_some();

    const Acknowledged& acknowledged() const { return m_acknowledged; }

    void acknowledge(Acknowledged acknowledged) { m_acknowledged = std::move(acknowledged); }

    store::TabletStore* store() const { return m_store.get(); }

    void close() { m_store.reset(); }

    /// The events of the page that take_page() brings, of another device. The last one names a
    /// file.
    static const std::vector<domain::PlacedEvent>& page();

    /// The content of keep_file(), and of the file that the page names when there is no number.
    static base::Bytes content(std::optional<int> number);

private:
    std::string m_name;
    opfs::Vfs m_vfs;
    FakeClock m_clock;
    SeededRandom m_random;
    std::unique_ptr<store::TabletStore> m_store;
    Acknowledged m_acknowledged;
    std::uint64_t m_part_seq = 0; ///< what take_part() took and no later commit has promised yet

    base::Result<sync::SyncResponse> receipts();
    base::Result<void> append(store::NewStep step);
};

/// One step of a workload.
using TabletStep = std::function<base::Result<void>(TabletOnDisk&)>;
using TabletWorkload = std::vector<TabletStep>;

} // namespace huiyin::tests
