#include "sync-server/store/sql/epoch.h"

#include "core/base/bytes.h"

#include <array>
#include <string>

namespace huiyin::server::store {

namespace {

Result<bool> has_epoch(Connection& connection) {
    Use row = connection.use("epoch");
    return row->step();
}

Result<void> insert_epoch(Connection& connection, base::Random& random) {
    std::array<std::uint8_t, 16> bytes{};
    random.fill(bytes);
    const std::string epoch = base::hex_from_bytes(bytes);
    Use row = connection.use("insert_epoch");
    row->bind(1, std::string_view(epoch));
    return row->run();
}

} // namespace

Result<void> ensure_epoch(Connection& connection, base::Random& random) {
    if (HUIYIN_TRY(has_epoch(connection))) {
        return {};
    }
    HUIYIN_TRY(connection.begin(Access::Write));
    auto inserted = insert_epoch(connection, random);
    if (!inserted) {
        connection.rollback();
        return inserted;
    }
    return connection.commit();
}

} // namespace huiyin::server::store
