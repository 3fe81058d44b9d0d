#include "ui/views/file_tiles.h"

#include "core/base/limits.h"
#include "ui/app/attach_strings.h"
#include "ui/app/format.h"
#include "ui/widgets/feedback.h"
#include "ui/widgets/page_requests.h"
#include "ui/widgets/picture_view.h"
#include "ui/widgets/pictures.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace huiyin::views {

namespace w = widgets;
namespace limits = base::limits;
using app::AttachText;
using app::FileKind;
using app::FileState;

namespace {

constexpr w::FileLimits file_limits{.chosen_bytes_max = limits::chosen_file_bytes_max,
                                    .bytes_max = limits::attachment_bytes_max,
                                    .picture_edge_max = limits::picture_edge_max,
                                    .thumbnail_edge_max = limits::thumbnail_edge_max,
                                    .voice_ms_max = limits::voice_note_ms_max};
/// In the form they are an aside; on the complaint's page they are to be looked at.
constexpr float new_tile_edge = 48;
constexpr float placed_tile_edge = 64;
/// More bars than a tile has room for are no loudness.
constexpr std::size_t bars_max = 32;

AttachText kind_word(FileKind kind) {
    constexpr AttachText words[] = {AttachText::Photo, AttachText::Recording, AttachText::File};
    return words[static_cast<std::size_t>(kind)];
}

w::AttachmentKind tile_kind(FileKind kind) {
    constexpr w::AttachmentKind kinds[] = {
        w::AttachmentKind::Photo, w::AttachmentKind::Voice, w::AttachmentKind::File};
    return kinds[static_cast<std::size_t>(kind)];
}

/// Without its ending, which says nothing to people.
std::string_view stem(std::string_view name) {
    const std::size_t dot = name.rfind('.');
    return dot == std::string_view::npos || dot == 0 ? name : name.substr(0, dot);
}

bool is_here(FileState state) {
    return state == FileState::Waiting || state == FileState::Sent;
}

/// The picture as it is drawn small: its thumbnail, or itself where another device made none.
w::Picture small_picture(app::App& app, const domain::AttachPayload& file) {
    return w::picture("small " + file.sha256, limits::thumbnail_edge_max, [&app, &file] {
        auto bytes = app.thumbnail(file);
        return bytes.empty() ? app.file_bytes(file) : bytes;
    });
}

} // namespace

FileTiles::Taken FileTiles::buttons_ui(std::vector<domain::AttachPayload>& files,
                                       std::size_t held) {
    const bool full = held + files.size() >= limits::attachments_max;
    const std::string full_text =
        full ? app::with(m_app.say(AttachText::TooMany), std::to_string(limits::attachments_max))
             : std::string();

    struct Button {
        std::string_view id;
        AttachText label;
        w::FileSource source;
        w::Icon icon;
    };

    constexpr Button buttons[] = {
        {"take_photo", AttachText::Camera, w::FileSource::Camera, w::Icon::Camera},
        {"take_picture", AttachText::Pictures, w::FileSource::Pictures, w::Icon::Image},
        {"take_file", AttachText::Files, w::FileSource::Files, w::Icon::Clip}};
    Taken taken;
    {
        const w::Row row({.wrap = true, .line_gap = w::space::s, .id = "take"});
        for (const Button& button : buttons) {
            take(w::file_button({.id = button.id,
                                 .label = m_app.say(button.label),
                                 .source = button.source,
                                 .limits = file_limits,
                                 .icon = button.icon,
                                 .disabled = full,
                                 .description = full_text}),
                 files,
                 taken);
        }
        take(w::voice_button({.id = "take_voice",
                              .label = m_app.say(AttachText::Voice),
                              .stop_label = m_app.say(AttachText::VoiceStop),
                              .limits = file_limits,
                              .disabled = full,
                              .description = full_text}),
             files,
             taken);
    }
    if (full) {
        w::note({.text = full_text, .tone = w::Tone::Neutral, .id = "files_full"});
    } else if (!m_problem.empty()) {
        w::note({.text = m_problem, .tone = w::Tone::Danger, .id = "file_problem", .alert = true});
    }
    return taken;
}

void FileTiles::take(w::FileButtonResult result,
                     std::vector<domain::AttachPayload>& files,
                     Taken& taken) {
    taken.opens |= result.pressed;
    if (!result.file) {
        return;
    }
    m_problem = problem_text(result.file->problem);
    if (result.file->problem != w::FileProblem::None) {
        return;
    }
    const auto kept = m_app.keep_file({std::move(result.file->name),
                                       std::move(result.file->media_type),
                                       std::move(result.file->bytes),
                                       std::move(result.file->thumbnail),
                                       result.file->duration_ms},
                                      m_holder);
    if (!kept) {
        m_problem = app::with(m_app.say(AttachText::NotKept), m_app.file_problem());
        return;
    }
    const bool again = std::any_of(files.begin(), files.end(), [&kept](const auto& file) {
        return file.sha256 == kept->sha256;
    });
    if (!again) {
        files.push_back(*kept);
        taken.changed = true;
    }
}

std::string FileTiles::problem_text(w::FileProblem problem) const {
    switch (problem) {
    case w::FileProblem::None:
        return {};
    case w::FileProblem::TooBig:
        return app::with(m_app.say(AttachText::TooBig),
                         app::bytes_text(std::int64_t{limits::attachment_bytes_max}));
    case w::FileProblem::Unreadable:
        return std::string(m_app.say(AttachText::Unreadable));
    case w::FileProblem::Refused:
        return std::string(m_app.say(AttachText::MicrophoneRefused));
    }
    return {};
}

w::Attachment FileTiles::tile(const domain::AttachPayload& file, std::vector<std::string>& texts) {
    const FileKind kind = app::file_kind_of(file.mime);
    w::Attachment tile;
    tile.kind = tile_kind(kind);
    std::string name(m_app.say(kind_word(kind)));
    name += ' ';
    name += stem(file.name);
    tile.name = texts.emplace_back(std::move(name));
    if (kind == FileKind::Recording) {
        tile.levels = levels(file);
    }
    tile.label =
        texts.emplace_back(kind == FileKind::Other ? std::string_view(file.name) : stem(file.name));
    return tile;
}

std::span<const float> FileTiles::levels(const domain::AttachPayload& file) {
    const auto found = m_levels.find(file.sha256);
    if (found != m_levels.end()) {
        return found->second;
    }
    std::vector<float>& levels = m_levels[file.sha256];
    const std::vector<std::uint8_t> loudness = m_app.thumbnail(file);
    if (loudness.size() <= bars_max) {
        std::transform(loudness.begin(),
                       loudness.end(),
                       std::back_inserter(levels),
                       [](std::uint8_t byte) { return static_cast<float>(byte) / 255; });
    }
    return levels;
}

void FileTiles::new_ui(std::vector<domain::AttachPayload>& files) {
    if (m_holder == app::FileHolder::Sheet) {
        if (const auto returned = m_app.take_returned_file()) {
            const std::size_t place = std::min(returned->second, files.size());
            files.insert(files.begin() + static_cast<std::ptrdiff_t>(place), returned->first);
        }
    }
    if (files.empty()) {
        return;
    }
    std::vector<std::string> texts;
    texts.reserve(files.size() * 2);
    std::vector<w::Attachment> tiles;
    for (const domain::AttachPayload& file : files) {
        w::Attachment one = tile(file, texts);
        one.removable = true;
        if (one.kind == w::AttachmentKind::Photo) {
            const w::Picture small = small_picture(m_app, file);
            one.texture = small.texture;
            one.aspect = small.aspect;
        }
        tiles.push_back(one);
    }
    const auto result = w::attachments({.id = "new_files",
                                        .name = m_app.say(AttachText::Title),
                                        .attachments = tiles,
                                        .remove_label = m_app.say(AttachText::Remove),
                                        .size = new_tile_edge});
    if (result.opened) {
        open(files[*result.opened], {});
    }
    if (result.removed && m_holder == app::FileHolder::Form) {
        m_app.remove_form_file(*result.removed);
    } else if (result.removed) {
        const auto place = files.begin() + static_cast<std::ptrdiff_t>(*result.removed);
        m_app.sheet_file_removed(*place, *result.removed);
        files.erase(place);
    }
}

void FileTiles::placed_ui(std::span<const domain::Attachment> files) {
    std::vector<std::string> texts;
    texts.reserve(files.size() * 3);
    std::vector<w::Attachment> tiles;
    std::vector<FileState> states;
    for (const domain::Attachment& file : files) {
        w::Attachment one = tile(file.said, texts);
        const app::FileStatus status = m_app.file_status(file.said);
        states.push_back(status.state);
        one.state = texts.emplace_back(app::status_text(status, m_app.language()));
        one.away = !is_here(status.state);
        if (status.problem != sync::FileProblem::None && status.state != FileState::Sent) {
            one.state_tone = w::Tone::Warning;
        }
        if (status.state != FileState::Away && status.done_bytes > 0 &&
            status.done_bytes < status.file_bytes) {
            one.progress =
                static_cast<float>(status.done_bytes) / static_cast<float>(status.file_bytes);
        }
        if (one.kind == w::AttachmentKind::Photo && !one.away) {
            const w::Picture small = small_picture(m_app, file.said);
            one.texture = small.texture;
            one.aspect = small.aspect;
        }
        tiles.push_back(one);
    }
    const auto result = w::attachments({.id = "files",
                                        .name = m_app.say(AttachText::Title),
                                        .attachments = tiles,
                                        .size = placed_tile_edge});
    if (!result.opened) {
        return;
    }
    const domain::Attachment& pressed = files[*result.opened];
    if (is_here(states[*result.opened])) {
        std::string caption(m_app.directory().name_of(pressed.by));
        caption += "  ";
        caption += app::moment_text(pressed.at_utc_ms, m_app.clock(), m_app.language());
        open(pressed.said, std::move(caption));
    } else {
        m_app.fetch_file(pressed.said);
    }
}

void FileTiles::open(const domain::AttachPayload& file, std::string caption) {
    if (app::file_kind_of(file.mime) == FileKind::Photo) {
        m_viewed = Viewed{file, std::move(caption)};
        m_zoomed = false;
        return;
    }
    if (app::file_kind_of(file.mime) == FileKind::Other) {
        save(file);
        return;
    }
    const std::vector<std::uint8_t> bytes = m_app.file_bytes(file);
    if (!bytes.empty()) {
        w::play_recording({.media_type = file.mime,
                           .bytes = bytes,
                           .title = stem(file.name),
                           .close_label = m_app.say(app::Text::Close),
                           .failed_text = m_app.say(AttachText::PlayFailed)});
    }
}

void FileTiles::save(const domain::AttachPayload& file) {
    const std::vector<std::uint8_t> bytes = m_app.file_bytes(file);
    if (!bytes.empty()) {
        w::offer_download({.file_name = file.name,
                           .media_type = file.mime,
                           .bytes = bytes,
                           .title = m_app.say(AttachText::SaveReady),
                           .save_label = m_app.say(AttachText::Save),
                           .close_label = m_app.say(app::Text::Close)});
    }
}

void FileTiles::viewer_ui() {
    if (!m_viewed) {
        return;
    }
    const domain::AttachPayload& file = m_viewed->file;
    const w::Picture picture = w::picture("large " + file.sha256,
                                          limits::picture_edge_max,
                                          [this, &file] { return m_app.file_bytes(file); });
    std::string name(m_app.say(AttachText::Photo));
    name += ' ';
    name += stem(file.name);
    const auto result = w::picture_view(
        {.id = "photo",
         .name = name,
         .caption = m_viewed->caption,
         .picture = picture,
         .status = m_app.say(picture.broken ? AttachText::PhotoBroken : AttachText::Opening),
         .close_label = m_app.say(app::Text::Close),
         .zoom_in_label = m_app.say(AttachText::ZoomIn),
         .zoom_out_label = m_app.say(AttachText::ZoomOut),
         .save_label = m_app.say(AttachText::Save)},
        m_zoomed);
    if (result.save) {
        save(file);
    }
    if (result.closed) {
        m_viewed.reset();
    }
}

void FileTiles::take_back() {
    if (m_viewed && w::take_dismiss()) {
        m_viewed.reset();
    }
}

void FileTiles::close() {
    m_problem.clear();
    m_viewed.reset();
    m_levels.clear();
}

} // namespace huiyin::views
