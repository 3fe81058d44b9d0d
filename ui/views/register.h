// 监督投诉记录表 of a period, and the printing of both records.
#pragma once

#include "ui/app/app.h"
#include "ui/app/records.h"
#include "ui/views/step_dates.h"

#include <cstdint>

namespace huiyin::views {

/// The form with all of it, or the version of a 保密 complaint without the complainant.
enum class FormCopy : std::uint8_t { Whole, WithoutComplainant };

/// Shows the open complaint's form on paper, and notes on it that it was printed: only when the
/// frame no longer reads the complaint.
void show_form(app::App& app, FormCopy copy);

class RegisterView {
public:
    explicit RegisterView(app::App& app)
        : m_app(app)
        , m_model(app) {}

    void frame_ui();

private:
    app::App& m_app;
    app::RegisterModel m_model;
    OwnPeriod m_own;

    /// Period, totals and what can be done with them. Whether there are rows for a table.
    bool controls_ui();
    void period_ui();
    void totals_ui(const records::Register& shown);
    void actions_ui(const records::Register& shown);
    void csv_ui();
    void workbook_ui();
    void empty_ui(const records::Register* shown);
    void table_ui(const records::Register& shown, const widgets::Rect& area);
};

} // namespace huiyin::views
