// 我: who is signed in, language, size of text.
#pragma once

#include "ui/app/app.h"

namespace huiyin::views {

class MeView {
public:
    explicit MeView(app::App& app)
        : m_app(app) {}

    void frame_ui();

private:
    app::App& m_app;

    void person_ui();
    void settings_ui();
    void reminders_ui();
    void volumes_ui();
};

} // namespace huiyin::views
