// The files of complaints on this tablet: what a person took, and how far its bytes have travelled.
#pragma once

#include "core/base/json_forward.h"
#include "core/domain/complaint.h"
#include "core/store/tablet_store.h"
#include "core/sync/file_engine.h"
#include "ui/app/strings.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace huiyin::app {

enum class FileKind : std::uint8_t { Photo, Recording, Other };

/// By its media type; a picture that no browser draws (a scan as TIFF) is Other.
FileKind file_kind_of(std::string_view media_type);

/// What came from the camera, the files or the microphone.
struct NewFile {
    std::string name; ///< as the device calls it; may be empty
    std::string media_type;
    std::vector<std::uint8_t> bytes;
    std::vector<std::uint8_t> thumbnail; ///< JPEG; of a recording a byte of loudness for
                                         ///< each bar; empty for what is neither
    std::uint32_t duration_ms = 0;       ///< of a voice note
};

/// The name it is kept under: with an ending that fits its type, a voice note with its length, and
/// at most limits::short_text_chars_max characters.
std::string kept_name(const NewFile& file, Language language);

enum class FileState : std::uint8_t {
    Waiting, ///< here, and not or only partly on the server
    Sent,    ///< here and on the server
    Away,    ///< on the server only
    Fetching ///< wanted here
};

/// What holds a file until a step attaches it: the draft of the form, or that of the open sheet.
enum class FileHolder : std::uint8_t { Form, Sheet };

struct FileStatus {
    FileState state = FileState::Away;
    std::int64_t done_bytes = 0; ///< sent, or fetched
    std::int64_t file_bytes = 0;
    sync::FileProblem problem = sync::FileProblem::None; ///< what stands against its travel
};

/// The state as one short sentence.
std::string status_text(const FileStatus& status, Language language);

/// How many of its bytes `done` of `chunks` pieces are, as far as pieces of one size tell.
std::int64_t part_of(std::int64_t bytes, std::size_t done, std::size_t chunks);

/// Files as drafts keep them: each the text of its payload, which reads itself.
base::Json json_from_files(const std::vector<domain::AttachPayload>& files);
/// What of it can be read, at most limits::attachments_max.
std::vector<domain::AttachPayload> files_from_json(const base::Json& json);

} // namespace huiyin::app
