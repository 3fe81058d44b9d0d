// What is written in the sheets of steps, kept on the tablet until the step is saved.
#pragma once

#include "core/base/clock.h"
#include "core/base/random.h"
#include "core/store/tablet_store.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace huiyin::app {

/// One draft at a time is open, that of the open sheet. Its JSON is the sheet's own business.
class StepDrafts {
public:
    StepDrafts(store::TabletStore& store, const base::Clock& clock, base::Random& random);

    /// What was kept for the steps of a complaint, newest first.
    const std::vector<store::Draft>& of(const base::Uuid& complaint);

    /// The storage was written by others: of() reads it again. An open draft that was kept and is
    /// kept no longer, because its complaint left the tablet or was redacted, ends.
    void read_again();

    /// A sheet opens with nothing written.
    void begin(const store::StepOf& step, std::string fresh);
    /// It opened, and goes on with what was kept.
    void go_on(const store::Draft& kept);
    /// It closes; what is written stays kept.
    void end();
    /// It closes; what was written is a step now and no draft any more.
    void done();

    bool is_open() const { return m_open.has_value(); }

    /// What the sheet has now; kept within `draft_delay_ms`. As it was when it began, it is not
    /// worth keeping.
    void changed(const std::string& json);
    /// Keeps what is not kept yet: when the page is hidden, and before a camera opens. What is
    /// longer than a step can be is not kept: see save_failed().
    void save_now();
    /// Keeps even what is as it began, for a file to be held by it.
    void keep();

    /// When save_now() is due, in monotonic ms.
    std::optional<std::int64_t> save_due_ms() const { return m_save_due_ms; }

    bool save_failed() const { return m_save_failed; }

    /// Of the open draft.
    const base::Uuid& id() const;

    /// UTC ms of what the sheet went on with; 0 = it began with nothing.
    std::int64_t kept_at_utc_ms() const { return m_kept_at_utc_ms; }

    /// Removes the open one, which begins anew. What it was, for restore().
    store::Draft discard();
    /// Keeps a removed draft again. Errors: those of the storage.
    base::Result<void> restore(const store::Draft& draft);
    /// What restore() brought back and the open sheet is to show; once.
    std::optional<store::Draft> take_restored();

private:
    struct Open {
        store::Draft draft;
        std::string fresh; ///< the JSON it began with
    };

    store::TabletStore& m_store;
    const base::Clock& m_clock;
    base::Random& m_random;
    std::optional<Open> m_open;
    std::optional<store::Draft> m_restored;
    std::optional<std::int64_t> m_save_due_ms;
    std::int64_t m_kept_at_utc_ms = 0;
    bool m_save_failed = false;
    bool m_is_kept = false; ///< the storage has the open one
    std::optional<base::Uuid> m_listed_for;
    std::vector<store::Draft> m_listed;

    void save();

    void forget_list() { m_listed_for.reset(); }
};

} // namespace huiyin::app
