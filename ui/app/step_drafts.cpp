#include "ui/app/step_drafts.h"

#include "core/base/assert.h"
#include "core/base/limits.h"
#include "ui/app/complaint_form.h"

#include <algorithm>
#include <utility>

namespace huiyin::app {

using base::Uuid;

StepDrafts::StepDrafts(store::TabletStore& store, const base::Clock& clock, base::Random& random)
    : m_store(store)
    , m_clock(clock)
    , m_random(random) {}

const std::vector<store::Draft>& StepDrafts::of(const Uuid& complaint) {
    if (m_listed_for != complaint) {
        m_listed_for = complaint;
        // A list that cannot be read is shown empty; what failed is said where something is stored.
        m_listed = m_store.step_drafts(complaint).value_or(std::vector<store::Draft>{});
    }
    return m_listed;
}

void StepDrafts::read_again() {
    forget_list();
    if (!m_open || !m_is_kept) {
        return;
    }
    const auto kept = m_store.step_drafts(m_open->draft.step->complaint);
    if (kept && std::none_of(kept->begin(), kept->end(), [this](const store::Draft& draft) {
            return draft.id == m_open->draft.id;
        })) {
        done();
    }
}

void StepDrafts::begin(const store::StepOf& step, std::string fresh) {
    end();
    m_open = Open{{make_uuid(m_clock, m_random), 0, fresh, step}, std::move(fresh)};
    m_kept_at_utc_ms = 0;
    m_save_failed = false;
    m_is_kept = false;
}

void StepDrafts::go_on(const store::Draft& kept) {
    HUIYIN_ASSERT(m_open.has_value());
    m_open->draft = kept;
    m_kept_at_utc_ms = kept.saved_at_utc_ms;
    m_is_kept = true;
}

void StepDrafts::end() {
    save_now();
    done();
}

void StepDrafts::done() {
    m_save_due_ms.reset();
    m_open.reset();
    m_restored.reset();
}

void StepDrafts::changed(const std::string& json) {
    if (!m_open || m_open->draft.json == json) {
        return;
    }
    m_open->draft.json = json;
    const std::int64_t due = m_clock.monotonic_ms() + ComplaintForm::draft_delay_ms;
    m_save_due_ms = std::min(m_save_due_ms.value_or(due), due);
}

void StepDrafts::save_now() {
    if (!m_save_due_ms || !m_open) {
        return;
    }
    if (m_open->draft.json != m_open->fresh) {
        return save();
    }
    m_save_due_ms.reset();
    m_save_failed = !m_store.delete_draft(m_open->draft.id);
    m_kept_at_utc_ms = 0;
    m_is_kept = false;
    forget_list();
}

void StepDrafts::keep() {
    if (m_open) {
        save();
    }
}

void StepDrafts::save() {
    m_save_due_ms.reset();
    m_open->draft.saved_at_utc_ms = m_clock.now_utc_ms();
    // What is longer is no step, and could not be read again.
    m_save_failed = m_open->draft.json.size() > base::limits::event_payload_bytes_max ||
                    !m_store.save_draft(m_open->draft);
    m_is_kept = m_is_kept || !m_save_failed;
    if (m_save_failed) {
        // Perhaps there is room then.
        m_save_due_ms = m_clock.monotonic_ms() + 10 * ComplaintForm::draft_delay_ms;
    }
    forget_list();
}

const Uuid& StepDrafts::id() const {
    HUIYIN_ASSERT(m_open.has_value());
    return m_open->draft.id;
}

store::Draft StepDrafts::discard() {
    HUIYIN_ASSERT(m_open.has_value());
    store::Draft removed = m_open->draft;
    static_cast<void>(m_store.delete_draft(removed.id));
    m_save_due_ms.reset();
    m_kept_at_utc_ms = 0;
    m_is_kept = false;
    m_open->draft.id = make_uuid(m_clock, m_random);
    m_open->draft.json = m_open->fresh;
    forget_list();
    return removed;
}

base::Result<void> StepDrafts::restore(const store::Draft& draft) {
    HUIYIN_TRY(m_store.save_draft(draft));
    forget_list();
    if (m_open && m_open->draft.step == draft.step) {
        static_cast<void>(m_store.delete_draft(m_open->draft.id));
        m_save_due_ms.reset();
        m_restored = draft;
        go_on(draft);
    }
    return {};
}

std::optional<store::Draft> StepDrafts::take_restored() {
    return std::exchange(m_restored, std::nullopt);
}

} // namespace huiyin::app
