// A file of unsent work as a tablet's screen writes it, and the command that takes it in.
#pragma once

#include "core/base/sealed_file.h"
#include "tests/server/process.h"
#include "tests/server/support.h"

#include <fstream>
#include <string>

namespace huiyin::server::tests {

struct WorkFile {
    std::string path;
    std::string code;

    WorkFile(TestServer& server, const sync::EventBundle& bundle, const char* name) {
        SystemRandom random;
        code = base::make_seal_code(random);
        const auto key = must(server.writer()->reader().directory(server.department())).sealing_key;
        const auto bytes = must(base::seal_file(sync::to_bytes(bundle), key, code, random));
        path = server.folder.path(name);
        std::ofstream out(path, std::ios::binary);
        out.write(reinterpret_cast<const char*>(bytes.data()),
                  static_cast<std::streamsize>(bytes.size()));
    }
};

inline CommandResult import_file(const TestServer& server, const std::string& path) {
    return run_command_line({"import", "--database", server.database(), "--file", path});
}

inline bool says(const CommandResult& result, const std::string& words) {
    return result.out.find(words) != std::string::npos;
}

} // namespace huiyin::server::tests
