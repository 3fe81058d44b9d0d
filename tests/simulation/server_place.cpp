#include "tests/simulation/server_place.h"

#include "core/sqlite/database.h"
#include "sync-server/store/open.h"
#include "tests/support/fakes.h"

#include <fstream>
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

std::string content_of(const std::string& path) {
    std::string bytes(std::filesystem::file_size(path), '\0');
    std::ifstream(path, std::ios::binary)
        .read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    return bytes;
}

void write(const std::string& path, const std::string& bytes) {
    std::ofstream(path, std::ios::binary) << bytes;
}

/// A server's file as it is when it was opened for the first time.
const std::string& first_file() {
    static const std::string file = [] {
        const auto folder = make_folder("first");
        const std::string path = folder / "server.db";
        tests::SeededRandom random(ServerPlace::first_opened_by);
        must(server::store::open(path, random));
        HUIYIN_ASSERT(!std::filesystem::exists(path + log));
        std::string bytes = content_of(path);
        std::filesystem::remove_all(folder);
        return bytes;
    }();
    return file;
}

} // namespace

ServerFile::ServerFile(std::uint64_t seed)
    : m_folder(make_folder(std::to_string(seed))) {
    write(location(), first_file());
}

ServerFile::~ServerFile() {
    std::error_code ignored;
    std::filesystem::remove_all(m_folder, ignored);
}

void ServerFile::make_copy() {
    // With its log: the server has both open, and rests.
    m_copy = content_of(location());
    m_copy_of_log = content_of(location() + log);
}

void ServerFile::put_back_copy() {
    // Closed, the file is whole: its last connection took the log with it.
    HUIYIN_ASSERT(!std::filesystem::exists(location() + log));
    write(location(), m_copy);
    write(location() + log, m_copy_of_log);
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
