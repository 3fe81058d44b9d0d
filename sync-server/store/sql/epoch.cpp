#include "sync-server/store/sql/epoch.h"

#include "core/base/bytes.h"
#include "core/base/sealed_file.h"

#include <array>
#include <string>

namespace huiyin::server::store {

namespace {

std::string new_epoch(base::Random& random) {
    std::array<std::uint8_t, 16> bytes{};
    random.fill(bytes);
    return base::hex_from_bytes(bytes);
}

Result<bool> has_row(Connection& connection, std::string_view query) {
    Use row = connection.use(query);
    return row->step();
}

Result<void> insert_identity(Connection& connection, base::Random& random) {
    const std::string epoch = new_epoch(random);
    {
        Use row = connection.use("insert_epoch");
        row->bind(1, std::string_view(epoch));
        HUIYIN_TRY(row->run());
    }
    base::SealingSecret secret{};
    random.fill(secret);
    Use row = connection.use("insert_sealing_secret");
    row->bind(1, std::span<const std::uint8_t>(secret));
    return row->run();
}

} // namespace

Result<void> ensure_identity(Connection& connection, base::Random& random) {
    if (HUIYIN_TRY(has_row(connection, "epoch")) &&
        HUIYIN_TRY(has_row(connection, "sealing_secret"))) {
        return {};
    }
    HUIYIN_TRY(connection.begin(Access::Write));
    auto inserted = insert_identity(connection, random);
    if (!inserted) {
        connection.rollback();
        return inserted;
    }
    return connection.commit();
}

Result<void> renew_history(Connection& connection, base::Random& random, std::int64_t now_utc_ms) {
    const std::string epoch = new_epoch(random);
    {
        Use renew = connection.use("renew_epoch");
        renew->bind(1, std::string_view(epoch)).bind(2, now_utc_ms);
        HUIYIN_TRY(renew->run());
    }
    for (const char* statement : {"leave_out_lost_numbers", "delete_all_tokens"}) {
        Use row = connection.use(statement);
        HUIYIN_TRY(row->run());
    }
    return {};
}

} // namespace huiyin::server::store
