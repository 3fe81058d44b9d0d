#include "ui/app/files.h"

#include "core/base/json.h"
#include "core/base/limits.h"
#include "core/base/text.h"
#include "ui/app/attach_strings.h"
#include "ui/app/format.h"

#include <algorithm>
#include <cctype>

namespace huiyin::app {

namespace {

struct Ending {
    std::string_view media_type;
    std::string_view ending;
};

/// What we make ourselves: everything else keeps the ending it came with.
constexpr Ending endings[] = {{"image/jpeg", ".jpg"},
                              {"image/png", ".png"},
                              {"audio/webm", ".webm"},
                              {"audio/mp4", ".m4a"},
                              {"audio/ogg", ".ogg"}};

constexpr std::string_view drawn_types[] = {
    "image/jpeg", "image/png", "image/webp", "image/gif", "image/bmp", "image/avif"};

std::string_view ending_of(std::string_view media_type) {
    for (const Ending& one : endings) {
        if (one.media_type == media_type) {
            return one.ending;
        }
    }
    return {};
}

/// Without what stands behind the last dot, where that is an ending.
std::string_view stem_of(std::string_view name) {
    const std::size_t dot = name.rfind('.');
    constexpr std::size_t ending_bytes_max = 5;
    const bool has_ending = dot != std::string_view::npos && dot > 0 &&
                            name.size() - dot <= ending_bytes_max &&
                            name.find(' ', dot) == std::string_view::npos;
    return has_ending ? name.substr(0, dot) : name;
}

AttachText problem_word(sync::FileProblem problem) {
    switch (problem) {
    case sync::FileProblem::NotThereYet:
        return AttachText::NotThereYet;
    case sync::FileProblem::ServerFull:
        return AttachText::ServerFull;
    case sync::FileProblem::Damaged:
        return AttachText::Damaged;
    case sync::FileProblem::TabletFull:
        return AttachText::TabletFull;
    case sync::FileProblem::Refused:
        return AttachText::Refused;
    case sync::FileProblem::ServerError:
    case sync::FileProblem::None:
        break;
    }
    return AttachText::ServerError;
}

} // namespace

FileKind file_kind_of(std::string_view media_type) {
    if (std::find(std::begin(drawn_types), std::end(drawn_types), media_type) !=
        std::end(drawn_types)) {
        return FileKind::Photo;
    }
    return media_type.starts_with("audio/") ? FileKind::Recording : FileKind::Other;
}

std::string kept_name(const NewFile& file, Language language) {
    const std::string_view ending = ending_of(file.media_type);
    std::string stem;
    if (file.duration_ms > 0) {
        const std::uint32_t seconds = std::max<std::uint32_t>(1, (file.duration_ms + 500) / 1000);
        stem = with(sentence(AttachText::RecordingName, language), std::to_string(seconds));
    } else {
        stem = base::trimmed(ending.empty() ? std::string_view(file.name) : stem_of(file.name));
    }
    if (stem.empty()) {
        const bool photo = file_kind_of(file.media_type) == FileKind::Photo;
        stem = sentence(photo ? AttachText::PhotoName : AttachText::File, language);
    }
    const std::size_t room = base::limits::short_text_chars_max - ending.size();
    if (base::count_chars(stem) > room) {
        stem = base::first_chars(stem, room);
    }
    stem += ending;
    return stem;
}

std::string status_text(const FileStatus& status, Language language) {
    if (status.problem != sync::FileProblem::None && status.state != FileState::Sent) {
        return std::string(sentence(problem_word(status.problem), language));
    }
    switch (status.state) {
    case FileState::Waiting:
        return status.done_bytes == 0 ? std::string(sentence(AttachText::Waiting, language))
                                      : with(sentence(AttachText::Sending, language),
                                             bytes_text(status.done_bytes),
                                             bytes_text(status.file_bytes));
    case FileState::Sent:
        return std::string(sentence(AttachText::Sent, language));
    case FileState::Away:
        return std::string(sentence(AttachText::Away, language));
    case FileState::Fetching:
        return with(sentence(AttachText::Fetching, language),
                    bytes_text(status.done_bytes),
                    bytes_text(status.file_bytes));
    }
    return {};
}

std::int64_t part_of(std::int64_t bytes, std::size_t done, std::size_t chunks) {
    return chunks == 0
               ? 0
               : bytes * static_cast<std::int64_t>(done) / static_cast<std::int64_t>(chunks);
}

base::Json json_from_files(const std::vector<domain::AttachPayload>& files) {
    base::Json json = base::Json::array();
    for (const domain::AttachPayload& file : files) {
        json.push_back(domain::payload_text(file));
    }
    return json;
}

std::vector<domain::AttachPayload> files_from_json(const base::Json& json) {
    std::vector<domain::AttachPayload> files;
    if (!json.is_array()) {
        return files;
    }
    for (const base::Json& one : json) {
        if (!one.is_string() || files.size() == base::limits::attachments_max) {
            continue;
        }
        const auto payload =
            domain::payload_from_text(domain::EventKind::Attach, one.get<std::string>());
        if (const auto* file = payload ? std::get_if<domain::AttachPayload>(&*payload) : nullptr) {
            files.push_back(*file);
        }
    }
    return files;
}

} // namespace huiyin::app
