// One complaint: header, what has to be decided, facts, timeline, the next step.
#pragma once

#include "ui/app/app.h"
#include "ui/views/complaint_detail_cards.h"
#include "ui/views/complaint_detail_facts.h"
#include "ui/views/complaint_detail_more.h"
#include "ui/views/complaint_detail_timeline.h"
#include "ui/views/file_tiles.h"
#include "ui/views/register.h"
#include "ui/views/step_bar.h"
#include "ui/views/step_sheet.h"
#include "ui/widgets/geometry.h"

namespace huiyin::views {

class ComplaintDetailView {
public:
    explicit ComplaintDetailView(app::App& app)
        : m_app(app)
        , m_cards(app)
        , m_facts(app)
        , m_timeline(app)
        , m_more(app)
        , m_files(app)
        , m_bar(app)
        , m_sheet(app) {}

    /// Beside the list it is a raised panel without a way back; else it fills the screen.
    void frame_ui(const widgets::Rect& area, bool beside_list);

    /// Begins a step on the open complaint, as its bar does.
    void begin_step(domain::EventKind kind) { m_sheet.open(kind); }

    /// Opens the sheet of all steps when the open complaint is drawn next.
    void open_steps() { m_opens_steps = true; }

private:
    app::App& m_app;
    DetailCards m_cards;
    DetailFacts m_facts;
    DetailTimeline m_timeline;
    DetailMore m_more;
    FileTiles m_files;
    StepBar m_bar;
    StepSheet m_sheet;
    base::Uuid m_shown;
    bool m_opens_steps = false;
    bool m_number_cut = false; ///< in the bar; then it stands below whole

    /// What a frame asked for that changes what is shown; done at its end.
    struct Wishes {
        bool leave = false;
        bool sync = false;
        std::optional<domain::EventKind> step;
        std::optional<base::Uuid> other;
        std::optional<FormCopy> print;
    };

    void empty_ui(const widgets::Rect& area);
    void page_ui(const widgets::Rect& area, bool beside_list, bool another, Wishes& wishes);
    /// Steps that were begun and not saved.
    void unfinished_ui(Wishes& wishes);
    void sheets_ui(Wishes& wishes);
    void bar_ui(bool beside_list, Wishes& wishes);
    void header_ui();
    void severity_ui();
    void sync_ui();
    void content_ui(Wishes& wishes);
    void files_ui(Wishes& wishes);
};

} // namespace huiyin::views
