// Any text into the readers of documents that come from elsewhere. The first byte chooses the
// reader; what it accepts is printed and read again as the same.
#include "core/base/assert.h"
#include "core/base/json.h"
#include "core/base/limits.h"
#include "core/domain/payload.h"
#include "core/sync/policy_json.h"
#include "core/sync/wire.h"
#include "sync-server/api/admin_command.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace {

using namespace huiyin;
using base::Json;

/// read, print, read, print: the two prints are equal.
template <class Read, class Print>
void check_json(std::string_view text, Read read, Print print) {
    const auto json = base::parse_json(text, base::limits::response_body_bytes_max);
    if (!json) {
        return;
    }
    const auto first = read(*json);
    if (!first) {
        HUIYIN_ASSERT(!first.error().detail.empty());
        return;
    }
    const Json printed = print(*first);
    const auto second = read(printed);
    HUIYIN_ASSERT(second.has_value());
    HUIYIN_ASSERT(print(*second) == printed);
}

/// The quick reader of our own form and the reader of any form must not differ: a space at the
/// beginning is enough for the second.
void check_payload(domain::EventKind kind, std::string_view text) {
    const auto first = domain::payload_from_text(kind, text);
    const std::string spaced = " " + std::string(text);
    const auto slowly = domain::payload_from_text(kind, spaced);
    if (spaced.size() <= base::limits::event_payload_bytes_max) {
        HUIYIN_ASSERT(first.has_value() == slowly.has_value());
    }
    if (!first) {
        HUIYIN_ASSERT(!first.error().detail.empty());
        return;
    }
    HUIYIN_ASSERT(domain::kind_of(*first) == kind);
    const std::string printed = domain::payload_text(*first);
    HUIYIN_ASSERT(!slowly || domain::payload_text(*slowly) == printed);
    // Escapes may make it longer than what may be read.
    if (printed.size() <= base::limits::event_payload_bytes_max) {
        const auto second = domain::payload_from_text(kind, printed);
        HUIYIN_ASSERT(second.has_value());
        HUIYIN_ASSERT(domain::payload_text(*second) == printed);
    }
}

void check_admin_command(std::string_view text) {
    auto command = server::api::admin_command_from_text(text);
    if (!command) {
        HUIYIN_ASSERT(!command.error().detail.empty());
        return;
    }
    // The password is nowhere but in its own member.
    HUIYIN_ASSERT(!command->json.contains("password"));
    domain::Directory directory;
    directory.people.push_back({.id = command->person, .staff_no = "1", .name = "a"});
    const auto forbidden = server::api::check_admin_command(*command, directory);
    HUIYIN_ASSERT(!forbidden.has_value());
    directory.grants.push_back({.person = command->person, .role = domain::Role::Administrator});
    static_cast<void>(server::api::check_admin_command(*command, directory));
    static_cast<void>(server::api::needs_password(*command));
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) {
        return 0;
    }
    const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
    switch (data[0]) {
    case 'd':
        check_json(text, sync::directory_from_json, sync::json_from_directory);
        break;
    case 'p':
        check_json(text, sync::policy_from_json, sync::json_from_policy);
        break;
    case 'v':
        check_json(text, sync::volume_from_json, sync::json_from_volume);
        break;
    case 'c':
        check_json(text, sync::code_value_from_json, sync::json_from_code_value);
        break;
    case 'a':
        check_admin_command(text);
        break;
    default: {
        const auto kinds = domain::code_list<domain::EventKind>().size();
        check_payload(static_cast<domain::EventKind>(data[0] % kinds), text);
    }
    }
    return 0;
}
