#include "core/sync/wire.h"

#include "core/base/crypto.h"
#include "core/base/json.h"
#include "core/base/limits.h"
#include "core/base/text.h"
#include "core/domain/numbering.h"
#include "core/sync/wire_lists.h"
#include "core/sync/wire_members.h"

#include <algorithm>

namespace huiyin::sync {

using base::ErrorCode;
using base::failure;
using base::Json;
using base::Result;
namespace limits = base::limits;

namespace {

Result<int> protocol_of_sync(const Json& json) {
    return protocol_of(json, limits::protocol_oldest, limits::protocol_version);
}

Result<void> check_protocol(const Json& json) {
    HUIYIN_TRY(protocol_of(json, limits::protocol_of_others, limits::protocol_of_others));
    return {};
}

void put_mark(Json& json, const std::optional<Mark>& mark) {
    if (mark) {
        json["mark"] =
            Json{{"change", mark->change}, {"hash", base::base64_from_bytes(mark->hash)}};
    }
}

Result<std::optional<Mark>> mark_from_json(const Json& json) {
    const Json* mark = base::find(json, "mark");
    if (mark == nullptr) {
        return std::optional<Mark>();
    }
    return std::optional<Mark>(Mark{HUIYIN_TRY(integer_member(*mark, "change", 0)),
                                    HUIYIN_TRY(bytes_member<32>(*mark, "hash"))});
}

constexpr std::size_t app_version_bytes_max = 40;
/// What ended in a page, and what was pushed to and is not visible.
constexpr std::size_t ended_accepted_max = limits::pull_events_max + limits::push_events_max;

Result<void> read_identity(const Json& json, domain::Event& event) {
    event.id = HUIYIN_TRY(uuid_member(json, "id"));
    event.complaint = HUIYIN_TRY(uuid_member(json, "complaint"));
    event.device = HUIYIN_TRY(uuid_member(json, "device"));
    event.actor = HUIYIN_TRY(uuid_member(json, "actor"));
    event.device_seq = static_cast<std::uint64_t>(HUIYIN_TRY(integer_member(json, "seq", 1)));
    event.seen.change = HUIYIN_TRY(integer_member(json, "seen", 0));
    event.seen.unsent =
        static_cast<std::uint32_t>(HUIYIN_TRY(integer_member(json, "seen_unsent", 0, UINT32_MAX)));
    return {};
}

Result<domain::Event> event_from_json(const Json& json) {
    domain::Event event;
    HUIYIN_TRY(read_identity(json, event));
    const auto role = domain::from_code<domain::Role>(HUIYIN_TRY(text_member(json, "role")));
    if (!role) {
        return missing("role");
    }
    event.role = *role;
    event.kind = HUIYIN_TRY(text_member(json, "kind"));
    event.payload = HUIYIN_TRY(text_member(json, "payload"));
    if (event.kind.empty() || event.kind.size() > kind_bytes_max) {
        return missing("kind");
    }
    if (event.payload.size() > limits::event_payload_bytes_max) {
        return failure(ErrorCode::TooLarge, "member payload");
    }
    event.device_time_utc_ms = HUIYIN_TRY(integer_member(json, "time", 0, time_most));
    event.utc_offset_minutes = static_cast<std::int32_t>(HUIYIN_TRY(
        integer_member(json, "offset", -utc_offset_minutes_most, utc_offset_minutes_most)));
    event.prev_hash = HUIYIN_TRY(bytes_member<32>(json, "prev"));
    event.signature = HUIYIN_TRY(bytes_member<64>(json, "signature"));
    if (base::find(json, "redaction") == nullptr) {
        event.hash = hash_of(event);
        return event;
    }
    event.redaction = HUIYIN_TRY(uuid_member(json, "redaction"));
    event.hash = HUIYIN_TRY(bytes_member<32>(json, "hash"));
    if (event.redaction.is_nil()) {
        return missing("redaction");
    }
    return event;
}

Result<domain::Verdict> verdict_of(const Json& json) {
    const auto kind =
        domain::from_code<domain::VerdictKind>(HUIYIN_TRY(text_member(json, "verdict")));
    const auto reason = domain::from_code<domain::Reason>(
        base::find_string(json, "reason").value_or(std::string()));
    if (!kind) {
        return missing("verdict");
    }
    // A reason of a later version is still a reason.
    return domain::Verdict{*kind, reason.value_or(domain::Reason::UnknownKind)};
}

Result<Receipt> receipt_from_json(const Json& json) {
    Receipt receipt;
    if (base::find(json, "device") != nullptr) {
        receipt.device = HUIYIN_TRY(uuid_member(json, "device"));
    }
    receipt.device_seq = static_cast<std::uint64_t>(HUIYIN_TRY(integer_member(json, "seq", 1)));
    receipt.change = HUIYIN_TRY(integer_member(json, "change", 0));
    receipt.server_time_utc_ms = HUIYIN_TRY(integer_member(json, "at", 0, time_most));
    receipt.verdict = HUIYIN_TRY(verdict_of(json));
    receipt.register_no = base::find_integer(json, "register_no").value_or(0);
    return receipt;
}

Json json_from_place(const ApartPlace& place) {
    Json json = Json::object();
    json["seq"] = place.device_seq;
    json["hash"] = base::base64_from_bytes(place.hash);
    return json;
}

Result<ApartPlace> place_from_json(const Json& json) {
    ApartPlace place;
    place.device_seq = static_cast<std::uint64_t>(HUIYIN_TRY(integer_member(json, "seq", 1)));
    place.hash = HUIYIN_TRY(bytes_member<32>(json, "hash"));
    return place;
}

Result<domain::PlacedEvent> placed_from_json(const Json& json) {
    domain::PlacedEvent placed;
    placed.event = HUIYIN_TRY(event_from_json(json));
    placed.change = HUIYIN_TRY(integer_member(json, "change", 1));
    placed.server_time_utc_ms = HUIYIN_TRY(integer_member(json, "at", 0, time_most));
    placed.verdict = HUIYIN_TRY(verdict_of(json));
    placed.register_no = base::find_integer(json, "register_no").value_or(0);
    return placed;
}

Result<std::vector<Uuid>> ended_from_json(const Json& json) {
    std::vector<Uuid> ended;
    for (const Json& item : *HUIYIN_TRY(list_member(json, "ended", ended_accepted_max))) {
        const auto id = item.is_string()
                            ? base::uuid_from_string(item.get_ref<const std::string&>())
                            : std::nullopt;
        if (!id) {
            return missing("ended");
        }
        ended.push_back(*id);
    }
    return ended;
}

Result<std::vector<std::string>> silent_from_json(const Json& json) {
    std::vector<std::string> codes;
    for (const Json& item :
         *HUIYIN_TRY(list_member(json, "silent_tablets", limits::silent_tablets_max))) {
        if (!item.is_string() || !domain::is_device_code(item.get_ref<const std::string&>())) {
            return missing("silent_tablets");
        }
        codes.push_back(item.get<std::string>());
    }
    return codes;
}

Json json_from_status(const TabletStatus& status) {
    Json json = Json::object();
    json["app"] = status.app_version;
    json["outbox_since"] = status.outbox_since_utc_ms;
    if (status.outbox_rest_since_utc_ms != 0) {
        json["outbox_rest_since"] = status.outbox_rest_since_utc_ms;
    }
    if (status.clock_ahead_ms) {
        json["clock_ahead"] = *status.clock_ahead_ms;
    }
    json["storage_left"] = status.storage_left_bytes;
    return json;
}

Result<TabletStatus> status_from_json(const Json& json) {
    TabletStatus status;
    status.app_version = HUIYIN_TRY(text_member(json, "app"));
    if (status.app_version.size() > app_version_bytes_max) {
        return missing("app");
    }
    status.outbox_since_utc_ms = HUIYIN_TRY(integer_member(json, "outbox_since", 0, time_most));
    if (base::find(json, "outbox_rest_since") != nullptr) {
        status.outbox_rest_since_utc_ms =
            HUIYIN_TRY(integer_member(json, "outbox_rest_since", 0, time_most));
    }
    if (base::find(json, "clock_ahead") != nullptr) {
        status.clock_ahead_ms =
            HUIYIN_TRY(integer_member(json, "clock_ahead", -time_most, time_most));
    }
    status.storage_left_bytes = HUIYIN_TRY(integer_member(json, "storage_left", -1));
    return status;
}

/// Fills the first empty list of this name. No text before it can look like it: a quotation mark
/// within a text is escaped.
void put_list(std::string& text, std::string_view name, const std::string& items) {
    std::string member("\"");
    member.append(name).append("\":[");
    text.insert(text.find(member) + member.size(), items);
}

/// The message's document, from what its lists were taken out of.
template <class Lists>
Result<Json>
envelope(std::string_view text, std::size_t bytes_max, const std::optional<Lists>& lists) {
    const bool fits = text.size() <= bytes_max;
    return base::parse_json(lists && fits ? std::string_view(lists->rest) : text, bytes_max);
}

/// The attachments of a bundle, whose contents follow each other in `bytes`.
Result<std::vector<BundledFile>> files_from(const Json& json, std::span<const std::uint8_t> bytes) {
    std::vector<BundledFile> files;
    if (bytes.size() > limits::bundle_files_bytes_max) {
        return failure(ErrorCode::TooLarge, "member files");
    }
    if (base::find(json, "files") != nullptr) {
        for (const Json& item : *HUIYIN_TRY(list_member(json, "files", limits::bundle_files_max))) {
            BundledFile file;
            file.sha256 = HUIYIN_TRY(bytes_member<32>(item, "sha256"));
            file.mime = HUIYIN_TRY(text_member(item, "mime"));
            const auto size = static_cast<std::size_t>(HUIYIN_TRY(
                integer_member(item, "bytes", 1, std::int64_t{limits::attachment_bytes_max})));
            if (base::count_chars(file.mime) > limits::short_text_chars_max) {
                return failure(ErrorCode::TooLarge, "member mime");
            }
            if (size > bytes.size() || base::sha256(bytes.first(size)) != file.sha256) {
                return missing("files");
            }
            file.bytes.assign(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(size));
            bytes = bytes.subspan(size);
            files.push_back(std::move(file));
        }
    }
    if (!bytes.empty()) {
        return missing("files");
    }
    return files;
}

} // namespace

std::string sign_in_proof_text(const Uuid& device, std::string_view account) {
    return "huiyin.sign-in.v1\n" + to_string(device) + "\n" + std::string(account);
}

std::string to_text(const SyncRequest& request) {
    Json json = Json::object();
    json["protocol"] = request.protocol;
    json["epoch"] = request.epoch;
    json["cursor"] = request.cursor;
    json["directory_version"] = request.directory_version;
    // Before all that has members of its own: the list is then read without a document.
    json["push"] = Json::array();
    put_mark(json, request.mark);
    if (request.open_after) {
        json["open_after"] = to_string(*request.open_after);
    }
    if (request.acknowledged != 0) {
        json["acknowledged"] = request.acknowledged;
    }
    for (const ApartPlace& place : request.apart) {
        json["apart"].push_back(json_from_place(place));
    }
    if (request.status) {
        json["status"] = json_from_status(*request.status);
    }
    std::string text = base::to_text(json);
    put_list(text, "push", list_text(request.push));
    return text;
}

std::string to_text(const SyncResponse& response) {
    Json json = Json::object();
    json["protocol"] = response.protocol;
    json["epoch"] = response.epoch;
    json["server_time"] = response.server_time_utc_ms;
    json["receipts"] = Json::array();
    json["events"] = Json::array();
    if (!response.ended.empty()) {
        json["ended"] = Json::array();
        for (const Uuid& complaint : response.ended) {
            json["ended"].push_back(to_string(complaint));
        }
    }
    json["cursor"] = response.cursor;
    put_mark(json, response.mark);
    json["more"] = response.more;
    if (response.open_after) {
        json["open_after"] = to_string(*response.open_after);
    }
    if (response.starts_over) {
        json["starts_over"] = true;
    }
    if (response.latest != 0) {
        json["latest"] = response.latest;
    }
    if (response.chain_end) {
        json["chain_end"] = *response.chain_end;
    }
    if (response.directory) {
        json["directory"] = json_from_directory(*response.directory);
    }
    if (response.silent_tablets) {
        json["silent_tablets"] = *response.silent_tablets;
    }
    std::string text = base::to_text(json);
    put_list(text, "events", list_text(response.events));
    put_list(text, "receipts", list_text(response.receipts));
    return text;
}

base::Bytes to_bytes(const EventBundle& bundle) {
    Json json = Json::object();
    json["protocol"] = limits::protocol_of_others;
    json["department"] = to_string(bundle.department);
    json["device"] = to_string(bundle.device);
    json["made_at"] = bundle.made_at_utc_ms;
    json["events"] = Json::array();
    for (const ApartPlace& place : bundle.apart) {
        json["apart"].push_back(json_from_place(place));
    }
    for (const BundledFile& file : bundle.files) {
        Json item = Json::object();
        item["sha256"] = base::base64_from_bytes(file.sha256);
        item["mime"] = file.mime;
        item["bytes"] = file.bytes.size();
        json["files"].push_back(std::move(item));
    }
    if (bundle.events_left_out > 0) {
        json["events_left_out"] = bundle.events_left_out;
    }
    if (bundle.files_left_out > 0) {
        json["files_left_out"] = bundle.files_left_out;
    }
    std::string text = base::to_text(json);
    put_list(text, "events", list_text(bundle.events));
    base::Bytes bytes(text.begin(), text.end());
    // A reader of the version before still takes what holds no files.
    if (!bundle.files.empty()) {
        bytes.push_back(0);
    }
    for (const BundledFile& file : bundle.files) {
        bytes.insert(bytes.end(), file.bytes.begin(), file.bytes.end());
    }
    return bytes;
}

std::string to_text(const SignInRequest& request) {
    Json json = Json::object();
    json["protocol"] = request.protocol;
    json["account"] = request.account;
    json["password"] = request.password;
    json["department"] = request.department;
    json["device_name"] = request.device_name;
    json["public_key"] = base::base64_from_bytes(request.public_key);
    if (request.device && request.proof) {
        json["device"] = to_string(*request.device);
        json["proof"] = base::base64_from_bytes(*request.proof);
    }
    return base::to_text(json);
}

std::string to_text(const SignInResponse& response) {
    Json json = Json::object();
    json["protocol"] = limits::protocol_of_others;
    json["token"] = response.token;
    json["device"] = to_string(response.device);
    json["device_code"] = response.device_code;
    json["person"] = to_string(response.person);
    json["epoch"] = response.epoch;
    json["server_time"] = response.server_time_utc_ms;
    json["directory"] = json_from_directory(response.directory);
    return base::to_text(json);
}

Result<SyncRequest> sync_request_from_text(std::string_view text) {
    auto lists = request_lists(text);
    const Json json = HUIYIN_TRY(envelope(text, limits::request_body_bytes_max, lists));
    SyncRequest request;
    request.protocol = HUIYIN_TRY(protocol_of_sync(json));
    request.epoch = HUIYIN_TRY(text_member(json, "epoch"));
    request.cursor = HUIYIN_TRY(integer_member(json, "cursor", 0));
    request.mark = HUIYIN_TRY(mark_from_json(json));
    if (base::find(json, "open_after") != nullptr) {
        request.open_after = HUIYIN_TRY(uuid_member(json, "open_after"));
    }
    if (base::find(json, "acknowledged") != nullptr) {
        request.acknowledged =
            static_cast<std::uint64_t>(HUIYIN_TRY(integer_member(json, "acknowledged", 0)));
    }
    request.directory_version = HUIYIN_TRY(integer_member(json, "directory_version", 0));
    const Json* push = HUIYIN_TRY(list_member(json, "push", limits::push_events_max));
    for (const Json& item : *push) {
        request.push.push_back(HUIYIN_TRY(event_from_json(item)));
    }
    if (lists) {
        request.push = std::move(lists->push);
    }
    if (base::find(json, "apart") != nullptr) {
        for (const Json& item : *HUIYIN_TRY(list_member(json, "apart", limits::apart_places_max))) {
            request.apart.push_back(HUIYIN_TRY(place_from_json(item)));
        }
    }
    if (const Json* status = base::find(json, "status")) {
        request.status = HUIYIN_TRY(status_from_json(*status));
    }
    return request;
}

Result<EventBundle> event_bundle_from_bytes(std::span<const std::uint8_t> bytes) {
    const auto text_end = std::find(bytes.begin(), bytes.end(), 0);
    const std::string text(bytes.begin(), text_end);
    const Json json = HUIYIN_TRY(base::parse_json(text, limits::bundle_text_bytes_max));
    HUIYIN_TRY(check_protocol(json));
    EventBundle bundle;
    bundle.department = HUIYIN_TRY(uuid_member(json, "department"));
    bundle.device = HUIYIN_TRY(uuid_member(json, "device"));
    bundle.made_at_utc_ms = HUIYIN_TRY(integer_member(json, "made_at", 0, time_most));
    for (const Json& item : *HUIYIN_TRY(list_member(json, "events", limits::bundle_events_max))) {
        bundle.events.push_back(HUIYIN_TRY(event_from_json(item)));
    }
    if (base::find(json, "apart") != nullptr) {
        for (const Json& item :
             *HUIYIN_TRY(list_member(json, "apart", limits::bundle_events_max))) {
            bundle.apart.push_back(HUIYIN_TRY(place_from_json(item)));
        }
    }
    const std::size_t behind = text.size() + (text_end == bytes.end() ? 0 : 1);
    bundle.files = HUIYIN_TRY(files_from(json, bytes.subspan(behind)));
    bundle.events_left_out = HUIYIN_TRY(count_member(json, "events_left_out"));
    bundle.files_left_out = HUIYIN_TRY(count_member(json, "files_left_out"));
    return bundle;
}

namespace {

/// The answer, from its text and what was read of it.
Result<SyncResponse> response_of(std::string_view text, std::optional<ResponseLists> lists) {
    const Json json = HUIYIN_TRY(envelope(text, limits::response_body_bytes_max, lists));
    SyncResponse response;
    response.protocol = HUIYIN_TRY(protocol_of_sync(json));
    response.epoch = HUIYIN_TRY(text_member(json, "epoch"));
    response.server_time_utc_ms = HUIYIN_TRY(integer_member(json, "server_time", 0, time_most));
    response.cursor = HUIYIN_TRY(integer_member(json, "cursor", 0));
    response.mark = HUIYIN_TRY(mark_from_json(json));
    if (base::find(json, "open_after") != nullptr) {
        response.open_after = HUIYIN_TRY(uuid_member(json, "open_after"));
    }
    response.starts_over = base::find_bool(json, "starts_over").value_or(false);
    response.more = base::find_bool(json, "more").value_or(false);
    if (base::find(json, "latest") != nullptr) {
        response.latest = HUIYIN_TRY(integer_member(json, "latest", 0));
    }
    if (base::find(json, "chain_end") != nullptr) {
        response.chain_end =
            static_cast<std::uint64_t>(HUIYIN_TRY(integer_member(json, "chain_end", 0)));
    }
    const Json* receipts = HUIYIN_TRY(list_member(json, "receipts", limits::push_events_max));
    for (const Json& item : *receipts) {
        response.receipts.push_back(HUIYIN_TRY(receipt_from_json(item)));
    }
    const Json* events = HUIYIN_TRY(list_member(json, "events", pull_events_accepted_max));
    for (const Json& item : *events) {
        response.events.push_back(HUIYIN_TRY(placed_from_json(item)));
    }
    if (lists) {
        response.receipts = std::move(lists->receipts);
        response.events = std::move(lists->events);
    }
    if (base::find(json, "ended") != nullptr) {
        response.ended = HUIYIN_TRY(ended_from_json(json));
    }
    if (const Json* directory = base::find(json, "directory")) {
        response.directory = HUIYIN_TRY(directory_from_json(*directory));
    }
    if (base::find(json, "silent_tablets") != nullptr) {
        response.silent_tablets = HUIYIN_TRY(silent_from_json(json));
    }
    return response;
}

} // namespace

Result<SyncResponse> sync_response_from_text(std::string_view text) {
    return response_of(text, response_lists(text));
}

ResponseReader::ResponseReader(std::string text)
    : m_text(std::move(text))
    , m_lists(std::make_unique<ResponseListsReader>(m_text)) {}

ResponseReader::~ResponseReader() = default;

bool ResponseReader::read_some(std::size_t events_max) {
    return m_lists->read_some(events_max);
}

Result<SyncResponse> ResponseReader::take() {
    return response_of(m_text, m_lists->take());
}

Result<SignInRequest> sign_in_request_from_text(std::string_view text) {
    const Json json = HUIYIN_TRY(base::parse_json(text, limits::request_body_bytes_max));
    HUIYIN_TRY(check_protocol(json));
    SignInRequest request;
    request.protocol = limits::protocol_of_others;
    request.account = HUIYIN_TRY(text_member(json, "account"));
    request.password = HUIYIN_TRY(text_member(json, "password"));
    request.department = base::find_string(json, "department").value_or(std::string());
    request.device_name = base::find_string(json, "device_name").value_or(std::string());
    request.public_key = HUIYIN_TRY(bytes_member<32>(json, "public_key"));
    if (base::count_chars(request.account) > limits::account_name_chars_max) {
        return failure(ErrorCode::TooLarge, "member account");
    }
    if (request.password.size() > limits::password_bytes_max) {
        return failure(ErrorCode::TooLarge, "member password");
    }
    if (base::find(json, "device") != nullptr) {
        request.device = HUIYIN_TRY(uuid_member(json, "device"));
        request.proof = HUIYIN_TRY(bytes_member<64>(json, "proof"));
    }
    return request;
}

Result<SignInResponse> sign_in_response_from_text(std::string_view text) {
    const Json json = HUIYIN_TRY(base::parse_json(text, limits::response_body_bytes_max));
    HUIYIN_TRY(check_protocol(json));
    SignInResponse response;
    response.token = HUIYIN_TRY(text_member(json, "token"));
    response.device = HUIYIN_TRY(uuid_member(json, "device"));
    response.device_code = HUIYIN_TRY(text_member(json, "device_code"));
    response.person = HUIYIN_TRY(uuid_member(json, "person"));
    response.epoch = HUIYIN_TRY(text_member(json, "epoch"));
    response.server_time_utc_ms = HUIYIN_TRY(integer_member(json, "server_time", 0, time_most));
    const Json* directory = base::find(json, "directory");
    if (directory == nullptr) {
        return missing("directory");
    }
    response.directory = HUIYIN_TRY(directory_from_json(*directory));
    return response;
}

} // namespace huiyin::sync
