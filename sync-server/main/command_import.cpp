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
    "own tablet sent it, and an attachment is kept when a complaint names it; what is here "
    "already\n"
    "changes nothing.\n\n"
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
    std::size_t files_new = 0;
    std::size_t files_unnamed = 0; ///< that no complaint names
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

/// One attachment in one transaction; what the tablet had begun to send of it is replaced.
Result<void> take_file(OpenStore& open,
                       const sync::EventBundle& bundle,
                       const sync::BundledFile& file,
                       Tally& tally) {
    const store::FileName name{file.sha256, bundle.device};
    HUIYIN_TRY(open.writer->begin());
    HUIYIN_TRY(open.writer->hold(bundle.department));
    const auto known = HUIYIN_TRY(open.reader().file(bundle.department, name));
    const bool is_named =
        !HUIYIN_TRY(open.reader().file_scopes(bundle.department, file.sha256)).empty();
    if (!is_named || (known && known->complete)) {
        tally.files_unnamed += is_named ? 0 : 1;
        return open.writer->commit();
    }
    if (known) {
        HUIYIN_TRY(open.writer->delete_file(bundle.department, name));
    }
    const std::int64_t now = open.clock.now_utc_ms();
    const std::string_view bytes(reinterpret_cast<const char*>(file.bytes.data()),
                                 file.bytes.size());
    HUIYIN_TRY(open.writer->begin_file(
        bundle.department,
        {.name = name, .file_bytes = static_cast<std::int64_t>(bytes.size())},
        now));
    for (std::size_t place = 0; place * limits::attachment_chunk_bytes < bytes.size(); ++place) {
        HUIYIN_TRY(open.writer->add_file_chunk(
            bundle.department,
            name,
            place,
            bytes.substr(place * limits::attachment_chunk_bytes, limits::attachment_chunk_bytes),
            now));
    }
    HUIYIN_TRY(open.writer->complete_file(bundle.department, name));
    ++tally.files_new;
    return open.writer->commit();
}

/// Nothing when the file had no attachments.
void print_files(const sync::EventBundle& bundle, const Tally& tally) {
    const std::size_t files = bundle.files.size();
    if (files > 0) {
        std::cout << files << " attachments, " << tally.files_new << " new, "
                  << files - tally.files_new - tally.files_unnamed << " here before, "
                  << tally.files_unnamed << " that no complaint names\n";
    }
    if (bundle.events_left_out > 0) {
        std::cout << bundle.events_left_out << " steps had no room and are on the tablet\n";
    }
    if (bundle.files_left_out > 0) {
        std::cout << bundle.files_left_out << " attachments had no room and are on the tablet\n";
    }
}

Result<int> run(const Arguments& arguments) {
    const std::string path = HUIYIN_TRY(arguments.required("file"));
    const base::Bytes file = HUIYIN_TRY(bytes_of_file(path));
    const auto open = HUIYIN_TRY(open_store(arguments, Missing::Refuse));
    const base::Bytes content =
        HUIYIN_TRY(content_of(file, open->reader(), arguments.find("code")));
    const auto bundle = HUIYIN_TRY(sync::event_bundle_from_bytes(content));
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
    for (const sync::BundledFile& attachment : bundle.files) {
        HUIYIN_TRY(take_file(*open, bundle, attachment, tally));
    }
    std::int64_t missing = 0;
    for (const auto& [reason, count] : tally.not_taken) {
        std::cout << count << " not taken: " << reason << "\n";
        missing += count;
    }
    std::cout << tally.events << " events, " << tally.placed << " new, "
              << static_cast<std::int64_t>(tally.events) - tally.placed - missing
              << " here before, " << missing << " not taken\n";
    print_files(bundle, tally);
    return missing == 0 ? exit_ok : exit_failed;
}

} // namespace

const Command& import_command() {
    static constexpr Command command{"import", options, help, run};
    return command;
}

} // namespace huiyin::server
