// Toasts, and what they can take back.
#include "ui/app/app.h"
#include "ui/app/keeping_strings.h"
#include "ui/app/labels.h"

#include <algorithm>
#include <utility>

namespace huiyin::app {

namespace {

constexpr std::int64_t toast_ms = 5'000;

} // namespace

void App::show_toast(std::string text, std::function<void()> undo) {
    const std::int64_t now = m_clock.monotonic_ms();
    m_toast = Toast{std::move(text), now, now + toast_ms, std::move(undo)};
    changed();
}

void App::hold_toast(bool held) {
    if (m_toast && m_toast->held != held) {
        m_toast->held = held;
        m_toast->until_monotonic_ms = m_clock.monotonic_ms() + toast_ms;
    }
}

void App::undo_toast() {
    // Taking back may have something to say itself.
    const auto toast = std::exchange(m_toast, std::nullopt);
    if (toast && toast->undo) {
        toast->undo();
    }
    changed();
}

void App::discard_form() {
    const store::Draft draft = m_form.discard();
    go_to(Screen::Complaints);
    show_toast(std::string(say(Text::FormDraftDeleted)), [this, draft] { restore_form(draft); });
}

void App::restore_form(const store::Draft& draft) {
    m_form.save_now();
    if (const auto restored = m_form.restore(draft); !restored) {
        static_cast<void>(store_failed(restored.error().code));
        return;
    }
    for (const domain::AttachPayload& file : m_form.files) {
        hold_again(m_form.id(), file);
    }
    go_to(Screen::NewComplaint);
}

void App::remove_form_file(std::size_t index) {
    const auto place = static_cast<std::ptrdiff_t>(index);
    const domain::AttachPayload file = m_form.files.at(index);
    m_form.files.erase(m_form.files.begin() + place);
    let_go_of(m_form.id(), file);
    m_form.changed();
    m_form.save_now();
    show_toast(with(say(AttachText::Removed), file.name), [this, file, place, form = m_form.id()] {
        // Where another form is open by now, nobody would see it come back.
        if (m_form.id() != form) {
            return;
        }
        const auto end = static_cast<std::ptrdiff_t>(m_form.files.size());
        m_form.files.insert(m_form.files.begin() + std::min(place, end), file);
        m_form.changed();
        m_form.save_now();
        hold_again(form, file);
    });
}

void App::discard_step_draft(const std::vector<domain::AttachPayload>& files) {
    const store::Draft draft = m_step_drafts.discard();
    show_toast(std::string(say(KeepText::StepCleared)), [this, draft, files] {
        if (const auto restored = m_step_drafts.restore(draft); !restored) {
            static_cast<void>(store_failed(restored.error().code));
            return;
        }
        for (const domain::AttachPayload& file : files) {
            hold_again(draft.id, file);
        }
    });
}

void App::sheet_file_removed(const domain::AttachPayload& file, std::size_t index) {
    const Uuid draft = m_step_drafts.id();
    let_go_of(draft, file);
    show_toast(with(say(AttachText::Removed), file.name), [this, file, index, draft] {
        m_returned_file = ReturnedFile{draft, file, index};
    });
}

std::optional<std::pair<domain::AttachPayload, std::size_t>> App::take_returned_file() {
    if (!m_returned_file || !m_step_drafts.is_open() ||
        m_returned_file->draft != m_step_drafts.id()) {
        return std::nullopt;
    }
    const auto returned = *std::exchange(m_returned_file, std::nullopt);
    m_step_drafts.keep();
    hold_again(returned.draft, returned.file);
    return std::pair(returned.file, returned.index);
}

} // namespace huiyin::app
