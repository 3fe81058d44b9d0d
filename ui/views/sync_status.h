// 同步: what waits to be sent and why.
#pragma once

#include "ui/app/app.h"
#include "ui/views/work_file.h"

#include <optional>
#include <span>
#include <string_view>

namespace huiyin::views {

class SyncView {
public:
    explicit SyncView(app::App& app)
        : m_app(app)
        , m_file(app) {}

    void frame_ui();

private:
    app::App& m_app;

    WorkFile m_file;

    enum class Action { Edit, Retry, Export, LetBe };

    struct Wish {
        Action action;
        store::KeptApart kept;
    };

    /// Whether nothing moves for a reason of the network or the server.
    bool is_stuck() const;
    std::string_view state_words() const;
    void state_ui();
    bool state_head_ui();
    void progress_ui(std::span<const std::string_view> facts);
    void watch_ui();
    void kept_apart_ui();
    std::optional<Action> kept_step_ui(const store::KeptApart& kept);
    void fulfil(const Wish& wish);
    void pending_ui();
    void pending_rows_ui();
    void files_row_ui();
    void awaited_ui();
    void drafts_ui();
    void reconcile_ui();
    void storage_ui();
};

} // namespace huiyin::views
