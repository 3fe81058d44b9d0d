// 登记投诉: one form in the order of a call (procedure 4.2).
#pragma once

#include "ui/app/app.h"
#include "ui/views/code_picker.h"
#include "ui/views/file_tiles.h"
#include "ui/widgets/date_field.h"

#include <cstdint>
#include <string_view>
#include <vector>

namespace huiyin::views {

class NewComplaintView {
public:
    explicit NewComplaintView(app::App& app);

    void frame_ui();

private:
    app::App& m_app;
    base::Uuid m_shown;
    bool m_more_channels = false;
    bool m_reason_missing = false;
    std::uint32_t m_left = 0; ///< one bit for each field that somebody has been in
    std::vector<domain::IntakeProblem> m_problems;
    std::string m_error; ///< text of the error shown last; lives until the next field
    std::string m_hint;
    std::string m_contact_before; ///< of this form, until 拒绝提供 is undone
    std::string m_location_id;
    std::string m_system_id;
    FileTiles m_files;
    CodePicker m_location;
    CodePicker m_system;
    widgets::OptionPicker m_respondents;
    widgets::OptionPicker m_drafts;
    widgets::DatePicker m_when;

    bool has_sheet() const {
        return m_files.is_viewing() || m_more_channels || m_respondents.open || m_drafts.open ||
               m_when.open || m_location.is_open() || m_system.is_open();
    }

    void bar_ui();
    void drafts_ui();
    void drafts_sheet_ui();
    void source_ui();
    void channel_and_form_ui();
    void complainant_ui();
    void contact_ui();
    void matter_ui();
    void place_ui();
    void respondent_ui();
    void content_ui();
    void files_ui();
    void check_ui();
    void submit_ui();
    void more_channels_ui();
    void respondents_sheet_ui();
    void severity_ui();
    void origin_ui();
    void duplicates_ui();
    /// 再投诉: to which complaint it will be linked.
    void again_ui();
    CodePickerOptions location_options();
    CodePickerOptions system_options();

    void section_ui(app::Text heading, std::initializer_list<domain::IntakeField> fields);
    /// The error to show at a field now, or nothing.
    std::string_view error_of(domain::IntakeField field);
    const domain::IntakeProblem* problem_of(domain::IntakeField field) const;
    void text_ui(domain::IntakeField field,
                 bool required,
                 std::string& value,
                 std::string_view hint = {});
    void focus(domain::IntakeField field);
    void submit();
    void changed();
};

} // namespace huiyin::views
