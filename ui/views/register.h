// 监督投诉记录表 of a period, and the printing of both records.
#pragma once

#include "ui/app/app.h"
#include "ui/app/records.h"
#include "ui/widgets/date_field.h"

namespace huiyin::views {

/// The buttons that print the open complaint's form; nothing when it may not be printed.
void print_form_ui(app::App& app);

class RegisterView {
public:
    explicit RegisterView(app::App& app)
        : m_app(app)
        , m_model(app) {}

    void frame_ui();

private:
    app::App& m_app;
    app::RegisterModel m_model;
    widgets::DatePicker m_from;
    widgets::DatePicker m_to;

    void period_ui();
    void own_period_ui();
    void actions_ui(const records::Register& shown);
    void empty_ui(const records::Register* shown);
    void table_ui(const records::Register& shown);
};

} // namespace huiyin::views
