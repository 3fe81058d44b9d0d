#include "sync-server/http/refusal_log.h"

namespace huiyin::server::http {

void RefusalLog::line(std::string_view event, int status, std::string_view code) {
    if (m_metrics != nullptr) {
        // Codes of the gate are a closed list; what else there is comes in words of a library.
        m_metrics
            ->counter("huiyin_refusals_total",
                      "Requests and connections that were not let through.",
                      metric_label("reason", event == "refused" ? code : event))
            .add();
    }
    const auto now = std::chrono::steady_clock::now();
    if (now - m_second >= std::chrono::seconds(1)) {
        m_second = now;
        m_lines = 0;
        if (m_left_out > 0) {
            m_log.line("refused_unlogged", {{"count", m_left_out}});
            m_left_out = 0;
        }
    }
    if (m_lines >= m_lines_max) {
        ++m_left_out;
        return;
    }
    ++m_lines;
    m_log.line(event, {{"status", status}, {"code", code}});
}

} // namespace huiyin::server::http
