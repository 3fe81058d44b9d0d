// How much sync work is let in at once: no more than can be answered in time.
#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <mutex>

namespace huiyin::server::api {

/// Measures how fast requests are done and refuses the one that would wait too long, before
/// anything is read of it. Work is counted in bytes of bodies, with a share for the request itself.
///
/// Little's law: what is inside, times the time that a byte took lately, is the time until a
/// newcomer is answered. Thread-safe.
class Admission {
public:
    using Steady = std::chrono::steady_clock;

    struct Options {
        /// A request is refused when its answer is expected later than this.
        std::chrono::milliseconds answer_max{150};
        /// So many are let in whatever is expected, or a slow moment could shut the door for good.
        std::size_t always_in = 2;
        /// Who is refused is never told to stay away longer.
        std::chrono::seconds away_max{30};
    };

    /// Being inside; ends with the object, on any thread.
    class Ticket {
    public:
        Ticket(Admission& admission, double work)
            : m_admission(admission)
            , m_work(work) {}

        ~Ticket() { m_admission.leave(m_work, Steady::now()); }

        Ticket(const Ticket&) = delete;
        Ticket& operator=(const Ticket&) = delete;

    private:
        Admission& m_admission;
        double m_work;
    };

    explicit Admission(const Options& options)
        : m_options(options) {}

    /// Null when it must come again later.
    std::unique_ptr<Ticket> try_enter(std::size_t body_bytes);

    /// When whoever is refused now should come again. `share` in [0, 1) is random: all of those
    /// who were refused lately come back spread over the time that their work will take.
    std::chrono::seconds away(double share) const;

    // The same for a given moment; Ticket does this by the clock.
    bool enter(double work, Steady::time_point now);
    void leave(double work, Steady::time_point now);
    static double work_of(std::size_t body_bytes);

private:
    using Milliseconds = std::chrono::duration<double, std::milli>;

    Options m_options;
    mutable std::mutex m_mutex;
    std::size_t m_inside = 0;
    double m_work_inside = 0;
    /// Done lately, and the time in which something was inside. What is assumed at first is a slow
    /// machine, and is soon outweighed.
    double m_done_work = 256 * 1024;
    Milliseconds m_busy{64};
    double m_refused_work = 0; ///< of those who will come back
    Steady::time_point m_last{};

    void pass_time(Steady::time_point now);

    Milliseconds time_for(double work) const { return m_busy * (work / m_done_work); }
};

} // namespace huiyin::server::api
