#include "sync-server/api/admission.h"

#include <algorithm>
#include <cmath>

namespace huiyin::server::api {

namespace {

/// What a request costs beside its body: the token, its turns in the queues, a page, the flush.
constexpr double request_work = 4 * 1024;

/// The speed is that of about so much busy time: long enough for many commits, short enough to
/// forget one that hung.
constexpr double remembered_ms = 2'000;

/// Who has not come back after some of these is no longer expected.
constexpr double forgetting_ms = 10'000;

} // namespace

double Admission::work_of(std::size_t body_bytes) {
    return request_work + static_cast<double>(body_bytes);
}

std::unique_ptr<Admission::Ticket> Admission::try_enter(std::size_t body_bytes) {
    const double work = work_of(body_bytes);
    return enter(work, Steady::now()) ? std::make_unique<Ticket>(*this, work) : nullptr;
}

bool Admission::enter(double work, Steady::time_point now) {
    const std::lock_guard lock(m_mutex);
    pass_time(now);
    if (m_inside >= m_options.always_in && time_for(m_work_inside + work) > m_options.answer_max) {
        m_refused_work += work;
        return false;
    }
    ++m_inside;
    m_work_inside += work;
    m_refused_work = std::max(m_refused_work - work, 0.0);
    return true;
}

void Admission::leave(double work, Steady::time_point now) {
    const std::lock_guard lock(m_mutex);
    pass_time(now);
    --m_inside;
    m_work_inside = m_inside == 0 ? 0 : m_work_inside - work;
    m_done_work += work;
}

/// Time counts only while there was something to do.
void Admission::pass_time(Steady::time_point now) {
    const Milliseconds passed = std::max(Milliseconds(now - m_last), Milliseconds(0));
    if (m_inside > 0) {
        m_busy += passed;
    }
    if (m_busy.count() > remembered_ms) {
        m_done_work = std::max(m_done_work * remembered_ms / m_busy.count(), 1.0);
        m_busy = Milliseconds(remembered_ms);
    }
    m_refused_work *= std::exp(-passed.count() / forgetting_ms);
    m_last = std::max(m_last, now);
}

std::chrono::seconds Admission::away(double share) const {
    const std::lock_guard lock(m_mutex);
    const double needed_s = time_for(m_refused_work).count() / 1000;
    const auto spread = static_cast<std::int64_t>(needed_s * share);
    return std::min(std::chrono::seconds(1 + spread), m_options.away_max);
}

} // namespace huiyin::server::api
