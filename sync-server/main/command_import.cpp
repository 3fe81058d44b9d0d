// huiyin-server import: takes a file of unsent work that a tablet wrote.
#include "core/base/limits.h"
#include "core/base/sealed_file.h"
#include "sync-server/api/push.h"
#include "sync-server/main/commands.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <utility>

namespace huiyin::server {

using base::ErrorCode;
using base::failure;
using base::Result;
namespace limits = base::limits;

namespace {

constexpr std::array<std::string_view, 3> options{"database", "file", "code"};

constexpr std::string_view help =
    "Takes a file of unsent work that a tablet wrote (同步 > 导出). Each event is checked as if "
    "its\n"
    "own tablet sent it; what is here already changes nothing.\n\n"
    "  --database WHERE   the SQLite file or postgresql: URL\n"
    "  --file FILE        huiyin-….hyx\n"
    "  --code CODE        the code that the tablet showed; not needed on the server the tablet\n"
    "                     signed in to\n";

Result<base::Bytes> bytes_of_file(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    if (!in) {
        return failure(ErrorCode::NotFound, "cannot read " + path);
    }
    return base::Bytes(std::istreambuf_iterator<char>(in), {});
}

Result<base::Bytes>
content_of(const base::Bytes& file, store::Reader& reader, const std::optional<std::string>& code) {
    if (code) {
        return base::open_file_by_code(file, *code);
    }
    return base::open_file_by_secret(file, HUIYIN_TRY(reader.sealing_secret()));
}

/// What came of a file.
struct Tally {
    std::size_t events = 0;
    std::int64_t placed = 0;
    std::map<std::string, int> not_taken; ///< reason → events
};

/// One transaction. The server may serve meanwhile.
Result<void>
take_part(OpenStore& open, const base::Uuid& department, api::Offer offer, Tally& tally) {
    HUIYIN_TRY(open.writer->begin());
    HUIYIN_TRY(open.writer->hold(department));
    const auto directory = HUIYIN_TRY(open.reader().directory(department));
    const api::PushTime time{open.clock.now_utc_ms(), open.clock.utc_offset_minutes()};
    const auto outcome =
        HUIYIN_TRY(api::apply_push(*open.writer, department, directory, offer, time));
    HUIYIN_TRY(open.writer->commit());
    tally.events += offer.events.size();
    tally.placed += outcome.placed;
    for (const sync::Receipt& receipt : outcome.receipts) {
        if (receipt.change == 0) {
            ++tally.not_taken[std::string(code_of(receipt.verdict.reason))];
        }
    }
    return {};
}

Result<int> run(const Arguments& arguments) {
    const std::string path = HUIYIN_TRY(arguments.required("file"));
    const base::Bytes file = HUIYIN_TRY(bytes_of_file(path));
    const auto open = HUIYIN_TRY(open_store(arguments, Missing::Refuse));
    const base::Bytes content =
        HUIYIN_TRY(content_of(file, open->reader(), arguments.find("code")));
    auto bundle =
        HUIYIN_TRY(sync::event_bundle_from_text(std::string(content.begin(), content.end())));
    const auto departments = HUIYIN_TRY(open->reader().departments());
    const bool is_known = std::any_of(departments.begin(), departments.end(), [&](const auto& one) {
        return one.id == bundle.department;
    });
    if (!is_known) {
        return failure(ErrorCode::NotFound, "the file is of a department that is not here");
    }
    Tally tally;
    for (std::size_t begin = 0; begin < bundle.events.size(); begin += limits::push_events_max) {
        const auto from = bundle.events.begin() + static_cast<std::ptrdiff_t>(begin);
        const std::size_t count = std::min(limits::push_events_max, bundle.events.size() - begin);
        std::vector<domain::Event> part(from, from + static_cast<std::ptrdiff_t>(count));
        auto offered =
            HUIYIN_TRY(api::offered_events(open->reader(), bundle.department, std::move(part)));
        HUIYIN_TRY(take_part(*open,
                             bundle.department,
                             {.device = bundle.device,
                              .events = std::move(offered),
                              .apart = bundle.apart,
                              .by_hand = true},
                             tally));
    }
    std::int64_t missing = 0;
    for (const auto& [reason, count] : tally.not_taken) {
        std::cout << count << " not taken: " << reason << "\n";
        missing += count;
    }
    std::cout << tally.events << " events, " << tally.placed << " new, "
              << static_cast<std::int64_t>(tally.events) - tally.placed - missing
              << " here before, " << missing << " not taken\n";
    return missing == 0 ? exit_ok : exit_failed;
}

} // namespace

const Command& import_command() {
    static constexpr Command command{"import", options, help, run};
    return command;
}

} // namespace huiyin::server
