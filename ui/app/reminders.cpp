#include "ui/app/reminders.h"

#include "ui/app/format.h"
#include "ui/app/labels.h"

namespace huiyin::app {

namespace {

constexpr std::size_t reminders_max = 3;

} // namespace

void Reminders::begin(std::span<const store::NoticeRow> notices) {
    m_hidden = true;
    m_known.clear();
    for (const store::NoticeRow& row : notices) {
        m_known.insert(key_of(row));
    }
}

void Reminders::look(std::span<const store::NoticeRow> notices, Language language) {
    std::int64_t more = 0;
    std::size_t shown = 0;
    for (const store::NoticeRow& row : notices) {
        if (row.read || !m_known.insert(key_of(row)).second) {
            continue;
        }
        if (shown == reminders_max) {
            ++more;
            continue;
        }
        ++shown;
        std::string text = row.complaint.number;
        text += text.empty() ? "" : "  ";
        text += label(row.kind, language);
        m_waiting.push_back({row.complaint.id, std::move(text)});
    }
    if (more > 0) {
        m_waiting.push_back({{}, with(sentence(Text::ReminderMore, language), count_text(more))});
    }
}

} // namespace huiyin::app
