#include "core/sync/file_wire.h"

#include "core/base/json.h"
#include "core/base/limits.h"
#include "core/base/text.h"
#include "core/domain/attachment.h"

#include <utility>

namespace huiyin::sync {

using base::ErrorCode;
using base::failure;
using base::Hash;
using base::Json;
using base::Result;
namespace limits = base::limits;

namespace {

Result<Hash> hash_member(const Json& json, const char* key) {
    const auto text = base::find_string(json, key);
    const auto hash = text ? base::hash_from_hex(*text) : std::nullopt;
    if (!hash) {
        return failure(ErrorCode::InvalidInput, std::string("member ") + key);
    }
    return *hash;
}

/// The array `files` of a message, with at most limits::offered_files_max items.
Result<Json> files_of(std::string_view text) {
    const Json json = HUIYIN_TRY(base::parse_json(text, limits::request_body_bytes_max));
    if (base::find_integer(json, "protocol") != limits::protocol_of_others) {
        return failure(ErrorCode::Unsupported, "protocol");
    }
    const Json* files = base::find(json, "files");
    if (files == nullptr || !files->is_array()) {
        return failure(ErrorCode::InvalidInput, "member files");
    }
    if (files->size() > limits::offered_files_max) {
        return failure(ErrorCode::TooLarge, "member files");
    }
    return *files;
}

std::string text_of_files(Json files) {
    return base::to_text(
        Json{{"protocol", limits::protocol_of_others}, {"files", std::move(files)}});
}

Result<std::vector<std::size_t>> missing_member(const Json& json) {
    std::vector<std::size_t> places;
    const Json* missing = base::find(json, "missing");
    if (missing == nullptr || !missing->is_array() ||
        missing->size() > limits::attachment_chunks_max) {
        return failure(ErrorCode::InvalidInput, "member missing");
    }
    for (const Json& item : *missing) {
        const std::size_t place = item.is_number_unsigned() ? item.get<std::size_t>() : SIZE_MAX;
        if (place >= limits::attachment_chunks_max || (!places.empty() && place <= places.back())) {
            return failure(ErrorCode::InvalidInput, "member missing");
        }
        places.push_back(place);
    }
    return places;
}

/// The value behind `name=` at the beginning of the query, which is taken away.
Result<std::string_view> next_member(std::string_view& query, std::string_view name) {
    const std::string_view member = query.substr(0, query.find('&'));
    query.remove_prefix(std::min(member.size() + 1, query.size()));
    if (!member.starts_with(name) || member.size() <= name.size() || member[name.size()] != '=') {
        return failure(ErrorCode::InvalidInput, std::string("member ").append(name));
    }
    return member.substr(name.size() + 1);
}

Result<Hash> next_hash(std::string_view& query, std::string_view name) {
    const auto hash = base::hash_from_hex(HUIYIN_TRY(next_member(query, name)));
    if (!hash) {
        return failure(ErrorCode::InvalidInput, std::string("member ").append(name));
    }
    return *hash;
}

Result<std::int64_t> next_number(std::string_view& query, std::string_view name) {
    const auto number = base::integer_from_text(HUIYIN_TRY(next_member(query, name)));
    if (!number || *number < 0) {
        return failure(ErrorCode::InvalidInput, std::string("member ").append(name));
    }
    return *number;
}

Result<void> nothing_left(std::string_view query) {
    if (!query.empty()) {
        return failure(ErrorCode::InvalidInput, "query");
    }
    return {};
}

} // namespace

std::string to_text(const std::vector<OfferedFile>& files) {
    Json list = Json::array();
    for (const OfferedFile& file : files) {
        list.push_back(
            {{"sha256", base::hex_from_bytes(file.sha256)}, {"file_bytes", file.file_bytes}});
    }
    return text_of_files(std::move(list));
}

std::string to_text(const std::vector<FileAnswer>& answers) {
    Json list = Json::array();
    for (const FileAnswer& answer : answers) {
        list.push_back({{"sha256", base::hex_from_bytes(answer.sha256)},
                        {"missing", answer.missing},
                        {"full", answer.full}});
    }
    return text_of_files(std::move(list));
}

Result<std::vector<OfferedFile>> offered_files_from_text(std::string_view text) {
    const Json list = HUIYIN_TRY(files_of(text));
    std::vector<OfferedFile> files;
    for (const Json& item : list) {
        const auto bytes = base::find_integer(item, "file_bytes");
        if (!bytes || domain::chunk_count(*bytes) == 0) {
            return failure(ErrorCode::InvalidInput, "member file_bytes");
        }
        files.push_back({HUIYIN_TRY(hash_member(item, "sha256")), *bytes});
    }
    return files;
}

Result<std::vector<FileAnswer>> file_answers_from_text(std::string_view text) {
    const Json list = HUIYIN_TRY(files_of(text));
    std::vector<FileAnswer> answers;
    for (const Json& item : list) {
        answers.push_back({HUIYIN_TRY(hash_member(item, "sha256")),
                           HUIYIN_TRY(missing_member(item)),
                           base::find_bool(item, "full").value_or(false)});
    }
    return answers;
}

std::string chunk_get_query(const ChunkName& name) {
    return "sha256=" + base::hex_from_bytes(name.sha256) + "&place=" + std::to_string(name.place);
}

std::string chunk_put_query(const ChunkName& name) {
    return chunk_get_query(name) + "&file_bytes=" + std::to_string(name.file_bytes) +
           "&chunk_sha256=" + base::hex_from_bytes(name.chunk_sha256);
}

Result<ChunkName> chunk_from_get_query(std::string_view query) {
    ChunkName name{.sha256 = HUIYIN_TRY(next_hash(query, "sha256"))};
    const std::int64_t place = HUIYIN_TRY(next_number(query, "place"));
    if (place >= std::int64_t{limits::attachment_chunks_max}) {
        return failure(ErrorCode::InvalidInput, "member place");
    }
    name.place = static_cast<std::size_t>(place);
    HUIYIN_TRY(nothing_left(query));
    return name;
}

Result<ChunkName> chunk_from_put_query(std::string_view query) {
    ChunkName name{.sha256 = HUIYIN_TRY(next_hash(query, "sha256"))};
    const std::int64_t place = HUIYIN_TRY(next_number(query, "place"));
    name.file_bytes = HUIYIN_TRY(next_number(query, "file_bytes"));
    if (domain::chunk_count(name.file_bytes) == 0) {
        return failure(ErrorCode::InvalidInput, "member file_bytes");
    }
    if (place >= static_cast<std::int64_t>(domain::chunk_count(name.file_bytes))) {
        return failure(ErrorCode::InvalidInput, "member place");
    }
    name.place = static_cast<std::size_t>(place);
    name.chunk_sha256 = HUIYIN_TRY(next_hash(query, "chunk_sha256"));
    HUIYIN_TRY(nothing_left(query));
    return name;
}

} // namespace huiyin::sync
