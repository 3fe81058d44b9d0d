#include "tests/simulation/server_place.h"

#include "core/sqlite/database.h"
#include "sync-server/store/open.h"
#include "tests/support/fakes.h"

#include <fstream>
#include <sstream>
#include <unistd.h>

namespace huiyin::simulation {

using server::tests::execute_on_cluster;

namespace {

std::filesystem::path make_folder(const std::string& name) {
    const std::filesystem::path memory("/dev/shm");
    const auto folder =
        (std::filesystem::exists(memory) ? memory : std::filesystem::temp_directory_path()) /
        ("huiyin-simulation-" + std::to_string(::getpid()) + "-" + name);
    std::filesystem::remove_all(folder);
    std::filesystem::create_directories(folder);
    return folder;
}

/// SQLite's name of a database's log.
constexpr const char* log = "-wal";

void copy_file(const std::string& from, const std::string& to) {
    std::filesystem::copy_file(from, to, std::filesystem::copy_options::overwrite_existing);
}

/// A server's file as it is when it was opened for the first time.
const std::string& first_file() {
    static const std::string file = [] {
        const auto folder = make_folder("first");
        const std::string path = folder / "server.db";
        tests::SeededRandom random(ServerPlace::first_opened_by);
        must(server::store::open(path, random));
        std::ostringstream bytes;
        bytes << std::ifstream(path, std::ios::binary).rdbuf();
        HUIYIN_ASSERT(!std::filesystem::exists(path + log));
        std::filesystem::remove_all(folder);
        return bytes.str();
    }();
    return file;
}

} // namespace

ServerFile::ServerFile(std::uint64_t seed)
    : m_folder(make_folder(std::to_string(seed))) {
    std::ofstream(location(), std::ios::binary) << first_file();
}

ServerFile::~ServerFile() {
    std::error_code ignored;
    std::filesystem::remove_all(m_folder, ignored);
}

void ServerFile::make_copy() {
    // With its log: the server has both open, and rests.
    copy_file(location(), copy());
    copy_file(location() + log, copy() + log);
}

void ServerFile::put_back_copy() {
    // Closed, the file is whole: its last connection took the log with it.
    HUIYIN_ASSERT(!std::filesystem::exists(location() + log));
    copy_file(copy(), location());
    copy_file(copy() + log, location() + log);
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
