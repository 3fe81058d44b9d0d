// 代码表, 服务量 and 操作记录: the lists of the department that are kept value by value.
#pragma once

#include "ui/app/app.h"
#include "ui/views/admin_form.h"

#include <optional>
#include <string>

namespace huiyin::views {

/// What people pick from: places, systems, domains.
class AdminCodesView {
public:
    explicit AdminCodesView(app::App& app)
        : m_app(app)
        , m_form(app) {}

    void page_ui();
    void sheets_ui();

private:
    app::App& m_app;
    AdminForm m_form;
    std::size_t m_list = 0;
    bool m_open = false;
    bool m_is_new = false;
    domain::CodeValue m_value;
    std::string m_position;

    void open(const domain::CodeValue& value, bool is_new);
    std::int32_t next_position() const;

    std::string_view say(app::AdminText text) const { return m_app.say(text); }
};

/// The denominators of 投诉率, month by month.
class AdminVolumesView {
public:
    explicit AdminVolumesView(app::App& app)
        : m_app(app)
        , m_form(app) {}

    void page_ui();
    void sheets_ui();

private:
    app::App& m_app;
    AdminForm m_form;
    bool m_open = false;
    bool m_is_new = false;
    std::string m_year;
    std::string m_month;
    std::string m_count;

    void open(const std::optional<domain::ServiceVolume>& volume);

    std::string_view say(app::AdminText text) const { return m_app.say(text); }
};

/// What administrators did, newest first.
class AdminLogView {
public:
    explicit AdminLogView(app::App& app)
        : m_app(app) {}

    void page_ui();

private:
    app::App& m_app;

    std::string_view say(app::AdminText text) const { return m_app.say(text); }
};

} // namespace huiyin::views
