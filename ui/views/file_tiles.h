// Photos, voice notes and files: the buttons that take new ones, the tiles, and looking at them.
#pragma once

#include "ui/app/app.h"
#include "ui/widgets/attachments.h"
#include "ui/widgets/file_intake.h"

#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace huiyin::views {

class FileTiles {
public:
    explicit FileTiles(app::App& app, app::FileHolder holder = app::FileHolder::Sheet)
        : m_app(app)
        , m_holder(holder) {}

    struct Taken {
        bool opens = false;   ///< the camera or the files come up now
        bool changed = false; ///< there is another file
    };

    /// 拍照, 相册, 文件, 录音, and under them what was wrong with the last one. What is taken is
    /// kept on this tablet at once and appended. `held`: how many files the complaint has already.
    Taken buttons_ui(std::vector<domain::AttachPayload>& files, std::size_t held);

    /// Files that are no step yet: each can be taken away.
    void new_ui(std::vector<domain::AttachPayload>& files);

    /// Those of the open complaint, each with how far it has travelled; one that is not here is
    /// fetched when it is pressed.
    void placed_ui(std::span<const domain::Attachment> files);

    /// The photo that was pressed, over the whole screen. Call it after everything else.
    void viewer_ui();

    /// Escape and back close the photo before anything below it.
    void take_back();

    bool is_viewing() const { return m_viewed.has_value(); }

    /// Another complaint, another form.
    void close();

private:
    struct Viewed {
        domain::AttachPayload file;
        std::string caption;
    };

    app::App& m_app;
    app::FileHolder m_holder;
    std::string m_problem; ///< of the last file
    std::optional<Viewed> m_viewed;
    bool m_zoomed = false;
    /// Loudness of the recordings that were drawn, by SHA-256: read once, not in every frame.
    std::map<std::string, std::vector<float>, std::less<>> m_levels;

    void
    take(widgets::FileButtonResult result, std::vector<domain::AttachPayload>& files, Taken& taken);
    std::string problem_text(widgets::FileProblem problem) const;
    /// `texts` holds what the tile refers to.
    widgets::Attachment tile(const domain::AttachPayload& file, std::vector<std::string>& texts);
    /// 0 to 1 for each bar; empty for a recording of another tablet, which has sent none.
    std::span<const float> levels(const domain::AttachPayload& file);
    void open(const domain::AttachPayload& file, std::string caption);
    void save(const domain::AttachPayload& file);
};

} // namespace huiyin::views
