// What people were promised in a run. The checks hold tablets and server to it.
#pragma once

#include "core/base/bytes.h"
#include "core/base/uuid.h"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace huiyin::simulation {

/// An event that some tablet said it had saved.
struct MadeEvent {
    base::Hash hash{};
    std::size_t maker = 0;   ///< number of the tablet that wrote it, as the device it was then
    bool delivered = false;  ///< its tablet was told that the server has it
    bool taken_back = false; ///< the server was put back to a copy without it after that
    bool gone = false;       ///< with the only tablet that had it; nobody can be asked for it
};

/// A file that somebody attached.
struct AttachedFile {
    base::Uuid device;      ///< of the tablet that had it first
    bool delivered = false; ///< the server said that it has it whole
    /// After that a copy was put back by hand that has the step that names it, and not the file:
    /// nothing tells its tablet (sync-server/README.md).
    bool stranded = false;
};

struct Ledger {
    std::map<base::Uuid, MadeEvent> events;
    std::map<base::Hash, AttachedFile> files;
    std::vector<std::string> violations;
    std::size_t makers = 0; ///< that have been numbered
    std::string trace;      ///< everything that happened, one line each

    void note(std::string_view what) {
        trace += what;
        trace += '\n';
    }

    void violated(const char* invariant, const std::string& what) {
        violations.push_back(std::string(invariant) + ": " + what);
    }
};

} // namespace huiyin::simulation
