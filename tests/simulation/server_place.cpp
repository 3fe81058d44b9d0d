#include "tests/simulation/server_place.h"

#include "core/sqlite/database.h"

#include <unistd.h>

namespace huiyin::simulation {

using server::tests::execute_on_cluster;

ServerFile::ServerFile(std::uint64_t seed)
    : m_folder((std::filesystem::exists("/dev/shm") ? std::filesystem::path("/dev/shm")
                                                    : std::filesystem::temp_directory_path()) /
               ("huiyin-simulation-" + std::to_string(::getpid()) + "-" + std::to_string(seed))) {
    std::filesystem::remove_all(m_folder);
    std::filesystem::create_directories(m_folder);
}

ServerFile::~ServerFile() {
    std::error_code ignored;
    std::filesystem::remove_all(m_folder, ignored);
}

void ServerFile::make_copy() {
    // Closed, the file is whole: its last connection took the log with it.
    HUIYIN_ASSERT(!std::filesystem::exists(location() + "-wal"));
    std::filesystem::copy_file(
        location(), copy(), std::filesystem::copy_options::overwrite_existing);
}

void ServerFile::put_back_copy() {
    HUIYIN_ASSERT(!std::filesystem::exists(location() + "-wal"));
    std::filesystem::copy_file(
        copy(), location(), std::filesystem::copy_options::overwrite_existing);
}

void ServerFile::execute(const std::string& sql) {
    must(must(sqlite::Database::open({.path = location()})).execute(sql));
}

ServerDatabase::ServerDatabase() {
    const std::string url = m_database.location();
    const std::size_t end = url.find('?');
    const std::size_t begin = url.rfind('/', end) + 1;
    m_name = url.substr(begin, end - begin);
}

ServerDatabase::~ServerDatabase() {
    execute_on_cluster("DROP DATABASE IF EXISTS " + m_name + "_copy");
}

void ServerDatabase::replace(const std::string& name, const std::string& from) {
    execute_on_cluster("DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
    execute_on_cluster("CREATE DATABASE " + name + " TEMPLATE " + from);
}

void ServerDatabase::make_copy() {
    replace(m_name + "_copy", m_name);
}

void ServerDatabase::put_back_copy() {
    replace(m_name, m_name + "_copy");
}

} // namespace huiyin::simulation
