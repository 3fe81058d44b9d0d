// What the server needs from a database. SQLite and PostgreSQL implement it.
//
// A Reader or Writer belongs to one thread at a time. What a Writer gives out (change numbers,
// register numbers, device codes) is strictly increasing in commit order, whoever else writes.
#pragma once

#include "core/base/random.h"
#include "core/base/result.h"
#include "core/base/sealed_file.h"
#include "core/domain/directory.h"
#include "core/sync/wire.h"
#include "sync-server/store/types.h"

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace huiyin::server::store {

using base::Result;

/// Questions. Every answer is one consistent snapshot. Errors of all: StorageBusy, StorageCorrupt,
/// StorageFailed.
class Reader {
public:
    virtual ~Reader() = default;

    /// Random text made with the database; another one means another history.
    virtual Result<std::string> epoch() = 0;

    /// When the database was last put back from a copy, UTC ms; 0 = never.
    virtual Result<std::int64_t> restored_at() = 0;

    /// The key that opens files sealed to this deployment. Never leaves the server.
    virtual Result<base::SealingSecret> sealing_secret() = 0;

    virtual Result<std::vector<Department>> departments() = 0;

    virtual Result<std::int64_t> directory_version(const Uuid& department) = 0;

    /// Errors: NotFound.
    virtual Result<domain::Directory> directory(const Uuid& department) = 0;

    virtual Result<std::optional<Account>> account(const Uuid& department,
                                                   std::string_view account) = 0;

    /// All accounts by name, without password hashes.
    virtual Result<std::vector<Account>> accounts(const Uuid& department) = 0;

    virtual Result<std::optional<DeviceRow>> device(const Uuid& department, const Uuid& device) = 0;

    virtual Result<std::optional<DeviceRow>> device_by_key(const Uuid& department,
                                                           const base::PublicKey& key) = 0;

    /// In the order of enrolment.
    virtual Result<std::vector<DeviceRow>> devices(const Uuid& department) = 0;

    /// Whether the person has ever signed in on the device.
    virtual Result<bool>
    has_signed_in(const Uuid& department, const Uuid& device, const Uuid& person) = 0;

    virtual Result<std::optional<TokenRow>> token(const base::Hash& token_hash) = 0;

    virtual Result<std::int64_t> change_last(const Uuid& department) = 0;

    /// A hash of the newest event up to a change as it was placed: where, when and with what
    /// verdict; nothing when there is none. What was lost and came again was placed anew, so two
    /// histories that differ have different ones.
    virtual Result<std::optional<sync::Mark>> mark(const Uuid& department, std::int64_t change) = 0;

    virtual Result<std::optional<StoredReceipt>>
    receipt(const Uuid& department, const Uuid& device, std::uint64_t device_seq) = 0;

    /// Which of the events are stored.
    virtual Result<std::set<Uuid>> stored_events(const Uuid& department,
                                                 const std::vector<Uuid>& events) = 0;
    /// Which of the complaints have events.
    virtual Result<std::set<Uuid>> stored_complaints(const Uuid& department,
                                                     const std::vector<Uuid>& complaints) = 0;

    /// In change order.
    virtual Result<std::vector<domain::PlacedEvent>> complaint_events(const Uuid& department,
                                                                      const Uuid& complaint) = 0;

    /// The complaints that carry the numbers, by number; none for a number that is free.
    virtual Result<std::map<std::string, Uuid>>
    number_owners(const Uuid& department, const std::vector<std::string>& numbers) = 0;

    /// The next page for a tablet. A complaint that became visible after the cursor comes with its
    /// whole history; an event may be given again, never left out; one that stopped being visible
    /// is named, unless it is visible again at the end. Identify events are shown by
    /// the keys of identities alone, everything else by the other keys alone.
    virtual Result<Page> page(const PageQuery& query) = 0;

    /// Open complaints that can be seen by the query's scopes, in the order of their ids behind
    /// `after`, each with its whole history. One that is too long for a page is left to page(), and
    /// so is one that nobody has touched since the server learned to tell which are open. None at
    /// all where more is open than `changes_per_open` allows.
    virtual Result<OpenPage> open_page(const PageQuery& query, const Uuid& after) = 0;

    /// Where events of a device that are kept apart stand in its chain, ascending; several may
    /// claim one place.
    virtual Result<std::vector<sync::ApartPlace>> apart_places(const Uuid& department,
                                                               const Uuid& device) = 0;

    /// How many events of a device are kept apart.
    virtual Result<std::int64_t> quarantine_count(const Uuid& department, const Uuid& device) = 0;

    /// Oldest first.
    virtual Result<std::vector<AdminLogRow>> admin_log(const Uuid& department) = 0;

    /// What came before an entry, newest first, at most `rows_max`.
    virtual Result<std::vector<AdminLogRow>>
    admin_log_before(const Uuid& department, std::int64_t entry, std::size_t rows_max) = 0;

    /// The file that is whole, whichever device sent it; else what this device has begun to send.
    virtual Result<std::optional<FileRow>> file(const Uuid& department, const FileName& name) = 0;

    /// Which chunks of it are there, rising.
    virtual Result<std::vector<std::size_t>> file_places(const Uuid& department,
                                                         const FileName& name) = 0;

    /// Errors: NotFound.
    virtual Result<std::string>
    file_chunk(const Uuid& department, const FileName& name, std::size_t place) = 0;

    /// The scope keys of all complaints that name a file; empty when none does.
    virtual Result<std::vector<std::string>> file_scopes(const Uuid& department,
                                                         const base::Hash& sha256) = 0;

    /// The sizes of all files that a device sends and no complaint names.
    virtual Result<std::int64_t> unheld_file_bytes(const Uuid& department, const Uuid& device) = 0;

    /// Calls for every event of a department in change order, until `visit` gives an error.
    virtual Result<void>
    for_each_event(const Uuid& department,
                   const std::function<Result<void>(const domain::PlacedEvent&)>& visit) = 0;
};

/// Changes. All of them stand between begin() and commit().
///
/// A database that is a way off may be told of a change without waiting for it. What it says to one
/// of which no error is documented may come with a later call, at the latest with commit_part() or
/// commit().
class Writer {
public:
    virtual ~Writer() = default;

    /// Answers within the running transaction.
    virtual Reader& reader() = 0;

    virtual Result<void> begin() = 0;
    /// Durable when this returns a value.
    virtual Result<void> commit() = 0;
    virtual void rollback() = 0;

    /// A part of a transaction that can fail alone.
    virtual Result<void> begin_part() = 0;
    virtual Result<void> commit_part() = 0;
    virtual void rollback_part() = 0;

    /// Nobody else changes the department until the transaction, or the part, ends. To be called
    /// before reading what a change depends on: several servers may write into one database.
    /// Errors: NotFound; StorageBusy when another server holds it for too long, or at all while
    /// this transaction holds a department already, so that two can never wait for each other.
    virtual Result<void> hold(const Uuid& department) = 0;

    /// The database was put back from a copy: another epoch, so that tablets offer again what they
    /// made since. All sign-ins end.
    virtual Result<void> begin_new_history(base::Random& random, std::int64_t now_utc_ms) = 0;

    virtual Result<void> add_department(const Department& department) = 0;
    virtual Result<void> add_person(const Uuid& department, const domain::Person& person) = 0;
    /// Errors: Conflict when the name or the person has an account.
    virtual Result<void> add_account(const Uuid& department, const Account& account) = 0;
    virtual Result<void> add_team(const Uuid& department, const domain::Team& team) = 0;
    virtual Result<void> add_group(const Uuid& department, const domain::Group& group) = 0;
    /// Also notes that the person may see more from the next directory version on.
    virtual Result<void> add_grant(const Uuid& department, const domain::RoleGrant& grant) = 0;
    /// The grant in force that has these members ends at its `until_utc_ms`; the row stays.
    virtual Result<void> end_grant(const Uuid& department, const domain::RoleGrant& grant) = 0;
    /// Deactivating ends all sign-ins of the person.
    virtual Result<void>
    set_person_active(const Uuid& department, const Uuid& person, bool active) = 0;
    /// Ends all sign-ins of the account's person.
    virtual Result<void> set_password(const Uuid& department, const Account& account) = 0;
    /// Staff number, name and phone; active stays as it is.
    virtual Result<void> set_person(const Uuid& department, const domain::Person& person) = 0;
    /// Name and leader.
    virtual Result<void> set_team(const Uuid& department, const domain::Team& team) = 0;
    /// Name, leader and domains; the team stays as it is.
    virtual Result<void> set_group(const Uuid& department, const domain::Group& group) = 0;
    virtual Result<void> set_group_domains(const Uuid& department,
                                           const Uuid& group,
                                           const std::vector<std::string>& domains) = 0;
    virtual Result<void> set_policy(const Uuid& department, const domain::Policy& policy) = 0;
    virtual Result<void> put_service_volume(const Uuid& department,
                                            const domain::ServiceVolume& volume) = 0;
    virtual Result<void> put_code_value(const Uuid& department, const domain::CodeValue& value) = 0;
    virtual Result<void> add_admin_log(const Uuid& department, const AdminLogRow& row) = 0;
    /// To be called once after changes of the directory.
    virtual Result<void> raise_directory_version(const Uuid& department) = 0;

    /// Issues the code and stores the device; `row.code` is filled in. Raises the directory
    /// version. Errors: TooLarge when all codes are used up, Conflict for a known key.
    virtual Result<void> enrol_device(const Uuid& department, DeviceRow& row) = 0;
    virtual Result<void> advance_device(const Uuid& department, const DeviceRow& row) = 0;
    virtual Result<void>
    touch_device(const Uuid& department, const Uuid& device, std::int64_t at_utc_ms) = 0;

    /// For whoever runs the server; a store that keeps none of it loses nothing else.
    virtual Result<void>
    put_device_status(const Uuid& department, const Uuid& device, const DeviceStatus& status) {
        static_cast<void>(department);
        static_cast<void>(device);
        static_cast<void>(status);
        return {};
    }

    virtual Result<void>
    mark_cloned(const Uuid& department, const Uuid& device, std::int64_t at_utc_ms) = 0;
    /// Ends all sign-ins of the device and raises the directory version.
    virtual Result<void>
    revoke_device(const Uuid& department, const Uuid& device, std::int64_t at_utc_ms) = 0;

    /// Ends the device's earlier sign-ins.
    virtual Result<void> add_token(const TokenRow& token) = 0;
    virtual Result<void> touch_token(const base::Hash& token_hash, std::int64_t at_utc_ms) = 0;

    /// The department's next change number. Reader::change_last tells of it when the part, or the
    /// transaction, has ended.
    virtual Result<std::int64_t> next_change(const Uuid& department) = 0;
    /// The next 登记序号 of a year.
    virtual Result<std::int64_t> next_register_no(const Uuid& department, int year) = 0;
    virtual Result<void> add_event(const Uuid& department, const domain::PlacedEvent& placed) = 0;
    /// Writes the event's redacted payload and its order over what was written.
    virtual Result<void> redact_event(const Uuid& department, const domain::Event& event) = 0;
    /// The order waits for an administrator, who hears of it with the directory.
    virtual Result<void> add_redaction_order(const Uuid& department,
                                             const domain::WaitingRedaction& waiting) = 0;
    virtual Result<void> end_redaction_order(const Uuid& department, const Uuid& order) = 0;
    virtual Result<void> add_scope(const Uuid& department,
                                   const Uuid& complaint,
                                   std::string_view scope,
                                   std::int64_t since_change) = 0;
    /// Of the keys that show a complaint only these stay in force; the others end with `change`.
    virtual Result<void> end_scopes(const Uuid& department,
                                    const Uuid& complaint,
                                    const std::vector<std::string>& keys,
                                    std::int64_t change) = 0;
    /// Of the keys of an identity only these stay.
    virtual Result<void> retain_identity_scopes(const Uuid& department,
                                                const Uuid& complaint,
                                                const std::vector<std::string>& keys) = 0;
    virtual Result<void>
    add_number(const Uuid& department, std::string_view number, const Uuid& complaint) = 0;
    /// Begins to take in a file. Errors: Conflict when the device has begun it already.
    virtual Result<void>
    begin_file(const Uuid& department, const FileRow& file, std::int64_t at_utc_ms) = 0;
    /// A chunk of a file that was begun; one that is there stays.
    virtual Result<void> add_file_chunk(const Uuid& department,
                                        const FileName& name,
                                        std::size_t place,
                                        std::string_view bytes,
                                        std::int64_t at_utc_ms) = 0;
    /// It is whole and checked; what other devices have sent of the same goes.
    virtual Result<void> complete_file(const Uuid& department, const FileName& name) = 0;
    virtual Result<void> delete_file(const Uuid& department, const FileName& name) = 0;
    /// Files of a device that no complaint names, untouched since before a moment, go.
    virtual Result<void> give_up_files(const Uuid& department,
                                       const Uuid& device,
                                       std::int64_t touched_before_utc_ms) = 0;
    /// A complaint names a file, which is or is not there yet.
    virtual Result<void>
    add_attachment(const Uuid& department, const base::Hash& sha256, const Uuid& complaint) = 0;

    /// Keeps an event apart. The same event is kept once.
    virtual Result<void> add_quarantined(const Uuid& department,
                                         const domain::Event& event,
                                         domain::Reason reason,
                                         std::int64_t at_utc_ms) = 0;
};

/// Hears until it is destroyed.
class Listener {
public:
    Listener() = default;
    virtual ~Listener() = default;
    Listener(const Listener&) = delete;
    Listener& operator=(const Listener&) = delete;
};

/// A database that gives connections.
class Store {
public:
    virtual ~Store() = default;

    virtual Result<std::unique_ptr<Reader>> open_reader() = 0;
    virtual Result<std::unique_ptr<Writer>> open_writer() = 0;

    /// Called on a thread of its own with the last change of a department in which something
    /// changed. May be called once too often, and while the database is out of reach not at all;
    /// what was missed is made up for.
    using Heard = std::function<void(const Uuid& department, std::int64_t change)>;

    /// Hears what other stores of the same database commit; what this one's writers commit, their
    /// caller knows. An embedded database has no others to hear.
    virtual Result<std::unique_ptr<Listener>> listen(Heard heard) = 0;
};

} // namespace huiyin::server::store
