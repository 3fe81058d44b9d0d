// The store's questions, the same for every SQL database.
#pragma once

#include "sync-server/store/sql/connection.h"
#include "sync-server/store/store.h"

#include <memory>

namespace huiyin::server::store {

class SqlReader final : public Reader {
public:
    explicit SqlReader(std::shared_ptr<Connection> connection)
        : m_connection(std::move(connection)) {}

    Result<std::string> epoch() override;
    Result<base::SealingSecret> sealing_secret() override;
    Result<std::vector<Department>> departments() override;
    Result<std::int64_t> directory_version(const Uuid& department) override;
    Result<std::int64_t> restored_at() override;
    Result<domain::Directory> directory(const Uuid& department) override;
    Result<std::optional<Account>> account(const Uuid& department,
                                           std::string_view account) override;
    Result<std::vector<Account>> accounts(const Uuid& department) override;
    Result<std::optional<DeviceRow>> device(const Uuid& department, const Uuid& device) override;
    Result<std::optional<DeviceRow>> device_by_key(const Uuid& department,
                                                   const base::PublicKey& key) override;
    Result<std::vector<DeviceRow>> devices(const Uuid& department) override;
    Result<bool>
    has_signed_in(const Uuid& department, const Uuid& device, const Uuid& person) override;
    Result<std::optional<TokenRow>> token(const base::Hash& token_hash) override;
    Result<OpenPage> open_page(const PageQuery& query, const Uuid& after) override;
    Result<std::int64_t> change_last(const Uuid& department) override;
    Result<std::optional<sync::Mark>> mark(const Uuid& department, std::int64_t change) override;
    Result<std::optional<StoredReceipt>>
    receipt(const Uuid& department, const Uuid& device, std::uint64_t device_seq) override;
    Result<std::set<Uuid>> stored_events(const Uuid& department,
                                         const std::vector<Uuid>& events) override;
    Result<std::set<Uuid>> stored_complaints(const Uuid& department,
                                             const std::vector<Uuid>& complaints) override;
    Result<std::vector<domain::PlacedEvent>> complaint_events(const Uuid& department,
                                                              const Uuid& complaint) override;
    Result<std::map<std::string, Uuid>>
    number_owners(const Uuid& department, const std::vector<std::string>& numbers) override;
    Result<Page> page(const PageQuery& query) override;
    Result<std::vector<sync::ApartPlace>> apart_places(const Uuid& department,
                                                       const Uuid& device) override;
    Result<std::int64_t> quarantine_count(const Uuid& department, const Uuid& device) override;
    Result<std::vector<AdminLogRow>> admin_log(const Uuid& department) override;
    Result<std::vector<AdminLogRow>>
    admin_log_before(const Uuid& department, std::int64_t entry, std::size_t rows_max) override;
    Result<std::optional<FileRow>> file(const Uuid& department, const FileName& name) override;
    Result<std::vector<std::size_t>> file_places(const Uuid& department,
                                                 const FileName& name) override;
    Result<std::string>
    file_chunk(const Uuid& department, const FileName& name, std::size_t place) override;
    Result<std::vector<std::string>> file_scopes(const Uuid& department,
                                                 const base::Hash& sha256) override;
    Result<std::int64_t> unheld_file_bytes(const Uuid& department, const Uuid& device) override;
    Result<void>
    for_each_event(const Uuid& department,
                   const std::function<Result<void>(const domain::PlacedEvent&)>& visit) override;

private:
    std::shared_ptr<Connection> m_connection;

    Result<std::vector<domain::PlacedEvent>>
    events_until(const Uuid& department, const Uuid& complaint, std::int64_t change_max);
    struct VisibleRow;
    struct OpenRow;
    Result<std::vector<OpenRow>>
    open_rows(const PageQuery& query, const Uuid& after, std::int64_t rows_max);
    Result<bool> is_visible(const Uuid& department, const Uuid& complaint, std::string_view scopes);
    Result<std::set<Uuid>>
    stored(std::string_view statement, const Uuid& department, const std::vector<Uuid>& ids);
    /// Names in `page` what stopped being visible; a page with too much of it ends earlier.
    Result<void> add_ended(const PageQuery& query, std::string_view scopes, Page& page);
    Result<std::vector<VisibleRow>>
    visible_rows(const PageQuery& query, std::string_view scopes, std::int64_t after, bool by_key);
    /// Whether somebody sees so little of what is new that it is faster to read what they see.
    Result<bool> sees_little(const PageQuery& query, std::string_view scopes, std::int64_t last);
    /// The event of a row as far as it is visible, and before it what the tablet could not see of
    /// its complaint until now.
    Result<std::vector<domain::PlacedEvent>> with_history(const PageQuery& query,
                                                          const VisibleRow& row);
    Result<void> read_people(const Uuid& department, domain::Directory& directory);
    Result<void> read_groups(const Uuid& department, domain::Directory& directory);
    Result<void> read_lists(const Uuid& department, domain::Directory& directory);
    Result<void> read_redactions(const Uuid& department, domain::Directory& directory);
};

} // namespace huiyin::server::store
