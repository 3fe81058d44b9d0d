// Work by file: what waits here goes out sealed, and what another tablet sealed comes in.
#pragma once

#include "ui/app/app.h"

#include <optional>
#include <string>

namespace huiyin::views {

class WorkFile {
public:
    explicit WorkFile(app::App& app)
        : m_app(app) {}

    /// Writes everything that waits, or one step, into a file and offers it to be saved.
    void offer(const store::KeptApart* only);

    /// The code of the file that was written.
    void code_ui();
    /// 没有网络时: a button that writes everything; choosing a file of another tablet and typing
    /// its code.
    void ui();

private:
    app::App& m_app;
    /// The code of the file that was just written, until a person has seen it.
    std::string m_code_shown;
    std::string m_holds; ///< what is in that file
    base::Bytes m_chosen;
    std::string m_chosen_name;
    std::string m_code_typed;
    std::optional<app::KeepText> m_problem;

    /// \param nothing to write: all of it is on the server.
    void export_ui(bool nothing);
    void choose_ui();
    void chosen_ui();
    void open_chosen();
};

} // namespace huiyin::views
