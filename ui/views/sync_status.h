// 同步: what waits to be sent and why.
#pragma once

#include "ui/app/app.h"
#include "ui/views/work_file.h"

#include <optional>

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

    void state_ui();
    void watch_ui();
    void kept_apart_ui();
    std::optional<Action> kept_step_ui(const store::KeptApart& kept);
    void fulfil(const Wish& wish);
    void pending_ui();
    void reconcile_ui();
    void storage_ui();
};

} // namespace huiyin::views
