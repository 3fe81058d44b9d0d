// What waits to be sent, and how much of it has gone since something began to wait.
#pragma once

#include <cstdint>

namespace huiyin::app {

class UploadProgress {
public:
    struct Waiting {
        std::int64_t steps = 0;
        // Attachments that steps name.
        std::int64_t photos = 0;
        std::int64_t recordings = 0;
        std::int64_t other_files = 0;
        std::int64_t file_bytes = 0;
        std::int64_t file_bytes_there = 0; ///< of them the server has

        std::int64_t files() const { return photos + recordings + other_files; }

        bool empty() const { return steps == 0 && files() == 0; }
    };

    /// What waits now. After nothing waited, counting begins anew.
    void told(const Waiting& now);

    const Waiting& waiting() const { return m_now; }

    std::int64_t steps_sent() const { return m_steps_sent; }

    std::int64_t steps_in_all() const { return m_steps_sent + m_now.steps; }

    /// Of attachments.
    std::int64_t bytes_sent() const { return m_bytes_sent + m_now.file_bytes_there; }

    std::int64_t bytes_in_all() const { return m_bytes_sent + m_now.file_bytes; }

    /// 0 to 1, every step and every attachment as one; 1 when nothing waits.
    double fraction() const;

private:
    Waiting m_now;
    std::int64_t m_steps_sent = 0;
    std::int64_t m_files_sent = 0;
    std::int64_t m_bytes_sent = 0;
};

} // namespace huiyin::app
