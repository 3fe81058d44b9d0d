#include "ui/widgets/file_intake.h"

#include "ui/widgets/button_parts.h"
#include "ui/widgets/context_state.h"
#include "ui/widgets/interaction.h"

#include <algorithm>
#include <utility>

namespace huiyin::widgets {

namespace {

std::string_view name_of(FileSource source) {
    switch (source) {
    case FileSource::Camera:
        return "camera";
    case FileSource::Pictures:
        return "pictures";
    case FileSource::Files:
        return "files";
    }
    return "files";
}

/// What the page needs to know, as the node's value: the source and the limits, in this order.
std::string wish_of(std::string_view source, const FileLimits& limits) {
    std::string wish(source);
    for (const std::size_t number : {limits.chosen_bytes_max,
                                     limits.bytes_max,
                                     std::size_t{limits.picture_edge_max},
                                     std::size_t{limits.thumbnail_edge_max},
                                     std::size_t{limits.voice_ms_max}}) {
        wish += ' ';
        wish += std::to_string(number);
    }
    return wish;
}

std::optional<TakenFile> take_file(NodeId id) {
    auto& files = state().files;
    const auto found = std::find_if(
        files.begin(), files.end(), [id](const auto& file) { return file.node == id; });
    if (found == files.end()) {
        return std::nullopt;
    }
    TakenFile file = std::move(found->file);
    files.erase(found);
    return file;
}

} // namespace

FileButtonResult file_button(const FileButtonOptions& options) {
    const std::string wish = wish_of(name_of(options.source), options.limits);
    Node node;
    node.role = Role::FileButton;
    node.value = wish;
    const Interaction it = button_of({.id = options.id,
                                      .label = options.label,
                                      .kind = options.kind,
                                      .icon = options.icon,
                                      .disabled = options.disabled,
                                      .description = options.description,
                                      .width = options.width},
                                     node);
    return {it.pressed, take_file(it.id)};
}

FileButtonResult voice_button(const VoiceButtonOptions& options) {
    ContextState& s = state();
    const NodeId id = widget_id(options.id, options.label);
    const bool records = s.recording == id;
    std::string label(records ? options.stop_label : options.label);
    if (records) {
        const double elapsed_ms = std::max(0.0, s.now_ms - s.recording_since_ms);
        label += ' ';
        label += std::to_string(static_cast<int>(elapsed_ms / 1000));
        label += " s";
        // The next second.
        wake_at(s.now_ms + 1000 - static_cast<double>(static_cast<int>(elapsed_ms) % 1000));
    }
    const std::string wish = wish_of("voice", options.limits);
    Node node;
    node.role = Role::VoiceButton;
    node.value = wish;
    node.state = StateToggle | (records ? StatePressed : 0u);
    const Interaction it = button_of({.id = options.id.empty() ? options.label : options.id,
                                      .label = label,
                                      .kind = records ? ButtonKind::Primary : ButtonKind::Secondary,
                                      .icon = Icon::Mic,
                                      .disabled = options.disabled,
                                      .description = options.description},
                                     node);
    return {it.pressed, take_file(it.id)};
}

} // namespace huiyin::widgets
