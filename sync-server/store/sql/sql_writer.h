// The store's changes, the same for every SQL database.
#pragma once

#include "sync-server/store/sql/connection.h"
#include "sync-server/store/sql/sql_reader.h"
#include "sync-server/store/store.h"

#include <map>
#include <memory>
#include <utility>

namespace huiyin::server::store {

class SqlWriter final : public Writer {
public:
    explicit SqlWriter(std::shared_ptr<Connection> connection)
        : m_connection(std::move(connection))
        , m_reader(m_connection) {}

    Reader& reader() override { return m_reader; }

    Result<void> begin() override;
    Result<void> commit() override;
    void rollback() override;
    Result<void> begin_part() override;
    Result<void> commit_part() override;
    void rollback_part() override;
    Result<void> hold(const Uuid& department) override;

    Result<void> begin_new_history(base::Random& random, std::int64_t now_utc_ms) override;
    Result<void> add_department(const Department& department) override;
    Result<void> add_person(const Uuid& department, const domain::Person& person) override;
    Result<void> add_account(const Uuid& department, const Account& account) override;
    Result<void> add_team(const Uuid& department, const domain::Team& team) override;
    Result<void> add_group(const Uuid& department, const domain::Group& group) override;
    Result<void> add_grant(const Uuid& department, const domain::RoleGrant& grant) override;
    Result<void> end_grant(const Uuid& department, const domain::RoleGrant& grant) override;
    Result<void>
    set_person_active(const Uuid& department, const Uuid& person, bool active) override;
    Result<void> set_password(const Uuid& department, const Account& account) override;
    Result<void> set_person(const Uuid& department, const domain::Person& person) override;
    Result<void> set_team(const Uuid& department, const domain::Team& team) override;
    Result<void> set_group(const Uuid& department, const domain::Group& group) override;
    Result<void> set_group_domains(const Uuid& department,
                                   const Uuid& group,
                                   const std::vector<std::string>& domains) override;
    Result<void> set_policy(const Uuid& department, const domain::Policy& policy) override;
    Result<void> put_service_volume(const Uuid& department,
                                    const domain::ServiceVolume& volume) override;
    Result<void> put_code_value(const Uuid& department, const domain::CodeValue& value) override;
    Result<void> add_admin_log(const Uuid& department, const AdminLogRow& row) override;
    Result<void> note_grants(const Uuid& department, const Uuid& person);
    Result<void> raise_directory_version(const Uuid& department) override;

    Result<void> enrol_device(const Uuid& department, DeviceRow& row) override;
    Result<void> advance_device(const Uuid& department, const DeviceRow& row) override;
    Result<void>
    touch_device(const Uuid& department, const Uuid& device, std::int64_t at_utc_ms) override;
    Result<void> put_device_status(const Uuid& department,
                                   const Uuid& device,
                                   const DeviceStatus& status) override;
    Result<void>
    mark_cloned(const Uuid& department, const Uuid& device, std::int64_t at_utc_ms) override;
    Result<void>
    revoke_device(const Uuid& department, const Uuid& device, std::int64_t at_utc_ms) override;

    Result<void> add_token(const TokenRow& token) override;
    Result<void> touch_token(const base::Hash& token_hash, std::int64_t at_utc_ms) override;

    Result<std::int64_t> next_change(const Uuid& department) override;
    Result<std::int64_t> next_register_no(const Uuid& department, int year) override;
    Result<void> add_event(const Uuid& department, const domain::PlacedEvent& placed) override;
    Result<void> redact_event(const Uuid& department, const domain::Event& event) override;
    Result<void> add_redaction_order(const Uuid& department,
                                     const domain::WaitingRedaction& waiting) override;
    Result<void> end_redaction_order(const Uuid& department, const Uuid& order) override;
    Result<void> add_scope(const Uuid& department,
                           const Uuid& complaint,
                           std::string_view scope,
                           std::int64_t since_change) override;
    Result<void> end_scopes(const Uuid& department,
                            const Uuid& complaint,
                            const std::vector<std::string>& keys,
                            std::int64_t change) override;
    Result<void> retain_identity_scopes(const Uuid& department,
                                        const Uuid& complaint,
                                        const std::vector<std::string>& keys) override;
    Result<void>
    add_number(const Uuid& department, std::string_view number, const Uuid& complaint) override;
    Result<void>
    begin_file(const Uuid& department, const FileRow& file, std::int64_t at_utc_ms) override;
    Result<void> add_file_chunk(const Uuid& department,
                                const FileName& name,
                                std::size_t place,
                                std::string_view bytes,
                                std::int64_t at_utc_ms) override;
    Result<void> complete_file(const Uuid& department, const FileName& name) override;
    Result<void> delete_file(const Uuid& department, const FileName& name) override;
    Result<void> give_up_files(const Uuid& department,
                               const Uuid& device,
                               std::int64_t touched_before_utc_ms) override;
    Result<void> add_attachment(const Uuid& department,
                                const base::Hash& sha256,
                                const Uuid& complaint) override;
    Result<void> add_quarantined(const Uuid& department,
                                 const domain::Event& event,
                                 domain::Reason reason,
                                 std::int64_t at_utc_ms) override;

private:
    std::shared_ptr<Connection> m_connection;
    SqlReader m_reader;

    struct Taken {
        std::int64_t last = 0;
        std::int64_t stored = 0;
    };

    /// The numbers taken in what is not committed yet, while nobody else can take any: of a
    /// department's changes (year 0) and its registers. Stored once: a row that is written for
    /// each number leaves as many versions behind, which every reader has to pass.
    std::map<std::pair<Uuid, int>, Taken> m_taken;

    Taken* taken_before(const std::pair<Uuid, int>& counter);
    std::int64_t first_taken(const std::pair<Uuid, int>& counter, std::int64_t number);
    Result<void> store_taken();
    Result<std::int64_t> counted(Use& row);
    Result<void> end_sign_ins(const Uuid& department, const Uuid& person);
    Result<void> device_time(std::string_view statement,
                             const Uuid& department,
                             const Uuid& device,
                             std::int64_t at_utc_ms);
};

} // namespace huiyin::server::store
