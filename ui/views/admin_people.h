// 人员: who works here, with which roles, and how they sign in.
#pragma once

#include "ui/app/app.h"
#include "ui/views/admin_form.h"

#include <optional>
#include <string>
#include <vector>

namespace huiyin::views {

class AdminPeopleView {
public:
    explicit AdminPeopleView(app::App& app)
        : m_app(app)
        , m_form(app) {}

    /// The list, inside the page.
    void page_ui();
    /// The person's sheet and its forms, after the page.
    void sheets_ui();

private:
    enum class Form : std::uint8_t { None, Details, Grant, Revoke, Account, Password, Active };

    app::App& m_app;
    AdminForm m_form;
    Form m_open = Form::None;
    std::string m_search;
    Uuid m_person; ///< whose sheet is open; nil for none
    domain::Person m_details;
    domain::RoleGrant m_grant;
    std::size_t m_role = 0;
    std::string m_account;
    std::string m_password;

    void row_ui(const domain::Person& person);
    void person_ui(const domain::Person& person);
    void roles_ui(const domain::Person& person);
    void account_ui(const domain::Person& person);
    void open(Form form);
    void form_ui();
    void details_ui();
    void grant_ui();
    void revoke_ui();
    void account_form_ui();
    void active_ui();
    std::string roles_text(const domain::Person& person) const;
    std::string grant_text(const domain::RoleGrant& grant) const;
    /// Since when and by whom; empty when it is not known.
    std::string since_text(const domain::RoleGrant& grant) const;

    std::string_view say(app::AdminText text) const { return m_app.say(text); }
};

} // namespace huiyin::views
