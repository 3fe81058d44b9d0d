#include "ui/app/upload_progress.h"

#include <algorithm>

namespace huiyin::app {

namespace {

/// More can have come to wait meanwhile.
std::int64_t gone(std::int64_t before, std::int64_t now) {
    return std::max<std::int64_t>(before - now, 0);
}

} // namespace

void UploadProgress::told(const Waiting& now) {
    if (m_now.empty()) {
        m_steps_sent = 0;
        m_files_sent = 0;
        m_bytes_sent = 0;
    } else {
        m_steps_sent += gone(m_now.steps, now.steps);
        m_files_sent += gone(m_now.files(), now.files());
        m_bytes_sent += gone(m_now.file_bytes, now.file_bytes);
    }
    m_now = now;
}

double UploadProgress::fraction() const {
    const auto all = static_cast<double>(steps_in_all() + m_files_sent + m_now.files());
    if (m_now.empty() || all <= 0) {
        return 1;
    }
    const double under_way = m_now.file_bytes <= 0
                                 ? 0
                                 : static_cast<double>(m_now.files() * m_now.file_bytes_there) /
                                       static_cast<double>(m_now.file_bytes);
    return (static_cast<double>(m_steps_sent + m_files_sent) + under_way) / all;
}

} // namespace huiyin::app
