// The form of a new complaint: a draft that is kept on the tablet until it is recorded.
#pragma once

#include "core/base/clock.h"
#include "core/base/random.h"
#include "core/domain/suggestions.h"
#include "core/store/tablet_store.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace huiyin::app {

using base::Uuid;

/// A complaint that may be about the same matter (procedure 4.9.6).
struct LikelyDuplicate {
    Uuid id;
    std::string number;
    std::string title;
    double similarity = 0;
};

class ComplaintForm {
public:
    ComplaintForm(store::TabletStore& store, const base::Clock& clock, base::Random& random);

    /// What the form holds; the view changes it and then calls changed().
    domain::Intake intake;
    /// Asked for when 信息验证 is 不合格.
    std::string reject_reason;

    /// What was taken for it: kept on this tablet already, and attached when it is recorded.
    std::vector<domain::AttachPayload> files;

    /// Goes on with the newest draft, or begins an empty one with the defaults of this tablet.
    void open();
    /// Leaves this one as a draft, and begins an empty one: another user calls meanwhile.
    void open_another();
    /// Leaves this one as a draft, and goes on with another. Errors: NotFound, those of the
    /// storage.
    base::Result<void> open_draft(const Uuid& id);
    /// Supplements a rejected intake, or goes on with that: recording it keeps its identity.
    void open_rejected(const domain::Complaint& complaint);

    /// 再投诉: begins with who complains, about whom, where and of what kind, as it stands in the
    /// earlier complaint; recording it links it to that one.
    void open_again(const domain::Complaint& earlier);
    /// The earlier complaint of a 再投诉.
    std::optional<Uuid> again_of;

    /// Begins with what is known of it: a survey item (T3), a follow-up on other work (T2).
    /// Defaults fill what the intake leaves open. `repeats` is the earlier one of a 再投诉.
    void open_prefilled(domain::Intake known, std::optional<Uuid> repeats = std::nullopt);

    /// A draft beside the one that is open.
    struct OtherDraft {
        Uuid id;
        std::int64_t saved_at_utc_ms = 0;
        std::string title; ///< empty when nothing is written yet
        std::string complainant;
    };

    /// Newest first, as they were when the form was opened.
    const std::vector<OtherDraft>& other_drafts() const { return m_other_drafts; }

    /// Whether the form goes on with a draft of before.
    bool goes_on() const { return m_goes_on; }

    /// The form was changed: it is kept within `draft_delay_ms`.
    void changed();
    /// Keeps what is not kept yet; when the page is hidden, a field is left, the form is closed.
    void save_now();
    /// Removes the draft and empties the form. What it held, for restore().
    store::Draft discard();
    /// Keeps a removed draft again and goes on with it. Errors: those of the storage.
    base::Result<void> restore(const store::Draft& draft);

    /// When save_now() is due, in monotonic ms.
    std::optional<std::int64_t> save_due_ms() const { return m_save_due_ms; }

    /// UTC ms of the last save; 0 = not saved yet.
    std::int64_t saved_at_utc_ms() const { return m_saved_at_utc_ms; }

    bool save_failed() const { return m_save_failed; }

    /// Everything that keeps it from being recorded; with 不合格, only the missing reason matters
    /// to `can_submit`.
    std::vector<domain::IntakeProblem> problems() const;

    bool is_rejecting() const { return intake.info_check == domain::InfoCheck::Failed; }

    /// Errors are shown at the fields once somebody tried to record.
    bool show_problems = false;

    /// Identity of the draft, and of the complaint it becomes.
    const Uuid& id() const { return m_id; }

    /// Location and system are those of the last complaint recorded here.
    bool has_last_place() const { return m_has_last_place; }

    bool has_last_channel() const { return m_has_last_channel; }

    /// Places and systems of the last complaints recorded here, newest first, at most
    /// `recent_max`.
    const std::vector<std::string>& recent_locations() const { return m_recent_locations; }

    const std::vector<std::string>& recent_systems() const { return m_recent_systems; }

    static constexpr std::size_t recent_max = 5;

    /// Long enough that typing does not flush at every key, short enough that nobody loses a
    /// sentence.
    static constexpr std::int64_t draft_delay_ms = 400;

    /// Complaints that may be about the same matter, the likeliest first; looked for whenever the
    /// draft is kept.
    const std::vector<LikelyDuplicate>& duplicates() const { return m_duplicates; }

    /// Why it may be 重大.
    std::vector<domain::MajorSign> major_signs() const;

    /// Remembers what the next form begins with.
    void remember_defaults();

private:
    store::TabletStore& m_store;
    const base::Clock& m_clock;
    base::Random& m_random;
    Uuid m_id;
    std::optional<std::int64_t> m_save_due_ms;
    std::int64_t m_saved_at_utc_ms = 0;
    bool m_save_failed = false;
    bool m_has_last_place = false;
    bool m_has_last_channel = false;

    std::vector<std::string> m_recent_locations;
    std::vector<std::string> m_recent_systems;

    std::vector<LikelyDuplicate> m_duplicates;
    domain::RelatedCounts m_related;
    std::vector<OtherDraft> m_other_drafts;
    bool m_goes_on = false;

    void find_duplicates();
    store::Draft draft_now() const;
    void begin_empty();
    void note_others();
    bool load(const store::Draft& draft);
};

} // namespace huiyin::app
