#include "sync-server/api/directory_cache.h"

#include <utility>

namespace huiyin::server::api {

using store::Result;

DirectoryCache::Pointer DirectoryCache::find(const base::Uuid& department, std::int64_t version) {
    const std::lock_guard lock(m_mutex);
    const auto found = m_directories.find(department);
    const bool current = found != m_directories.end() && found->second->version == version;
    return current ? found->second : nullptr;
}

Result<DirectoryCache::Pointer> DirectoryCache::get_uncommitted(store::Reader& reader,
                                                                const base::Uuid& department) {
    const std::int64_t version = HUIYIN_TRY(reader.directory_version(department));
    if (Pointer known = find(department, version)) {
        return known;
    }
    return std::make_shared<const domain::Directory>(HUIYIN_TRY(reader.directory(department)));
}

Result<DirectoryCache::Pointer> DirectoryCache::get(store::Reader& reader,
                                                    const base::Uuid& department) {
    Pointer directory = HUIYIN_TRY(get_uncommitted(reader, department));
    const std::lock_guard lock(m_mutex);
    Pointer& entry = m_directories[department];
    if (!entry || entry->version <= directory->version) {
        entry = directory;
    }
    return directory;
}

} // namespace huiyin::server::api
