// The sheet of one step: its form, and saving it.
#pragma once

#include "ui/views/step_forms.h"

#include <optional>

namespace huiyin::views {

class StepSheet {
public:
    explicit StepSheet(app::App& app)
        : m_app(app)
        , m_fields(app) {}

    /// Begins a step on the open complaint: goes on with what was written for it, if anything was.
    /// A step without anything to write is taken at once.
    void open(domain::EventKind kind);

    /// Begins it with a content that was written before.
    void open_with(domain::Payload payload);

    bool is_open() const { return m_open.has_value(); }

    void frame_ui();

private:
    app::App& m_app;
    StepFields m_fields;
    std::optional<domain::EventKind> m_open;
    domain::Reason m_refusal = domain::Reason::None; ///< of the last try to save
    Uuid m_complaint;                                ///< of the open step
    StepDraft m_draft;

    void begin();
    void go_on_with(const store::Draft& kept);
    void close();
    void sheet_ui();
    void kept_ui();
    void footer_ui();
    void save();
};

} // namespace huiyin::views
