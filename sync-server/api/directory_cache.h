// The directory of each department as it was last read; it changes rarely and is needed always.
#pragma once

#include "core/domain/directory.h"
#include "sync-server/store/store.h"

#include <map>
#include <memory>
#include <mutex>

namespace huiyin::server::api {

/// Thread-safe. An entry is used only while its version is the stored one.
class DirectoryCache {
public:
    using Pointer = std::shared_ptr<const domain::Directory>;

    /// The department's directory.
    store::Result<Pointer> get(store::Reader& reader, const base::Uuid& department);

    /// The same inside a transaction: what is read there is not kept, since it may be rolled back
    /// and its version be given to another content.
    store::Result<Pointer> get_uncommitted(store::Reader& reader, const base::Uuid& department);

private:
    std::mutex m_mutex;
    std::map<base::Uuid, Pointer> m_directories;

    Pointer find(const base::Uuid& department, std::int64_t version);
};

} // namespace huiyin::server::api
