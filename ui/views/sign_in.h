// 登录: the first screen of a new tablet, and after the server ended a sign-in.
#pragma once

#include "ui/app/app.h"

namespace huiyin::views {

class SignInView {
public:
    explicit SignInView(app::App& app)
        : m_app(app) {}

    void frame_ui();

private:
    app::App& m_app;

    void fields_ui();
    void language_ui();
};

} // namespace huiyin::views
