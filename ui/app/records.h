// The two records as documents: of the open complaint, and of a period.
#pragma once

#include "core/domain/calendar.h"
#include "core/records/register.h"
#include "ui/app/app.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace huiyin::app {

/// Whether the signed-in person may print 《用户投诉处理表》 of the open complaint now.
bool may_print_form(const App& app);

/// Whether the open complaint has a complainant who is 保密 but known here, so that both versions
/// can be printed.
bool has_confidential_version(const App& app);

/// 《用户投诉处理表》 of the open complaint, and the step that it was printed, with the check code
/// at its foot. Nothing when it may not be printed or the step could not be stored.
std::optional<std::string> print_form(App& app, bool with_complainant);

/// Whether the person may have the register (procedure 4.7): 用户关系经理, 更高领导, and a team
/// leader that of the own team.
bool may_have_register(const App& app);

/// 未同步终端 as a person who may have the register is told; none for others.
const std::vector<std::string>& silent_tablets(const App& app);

enum class PeriodKind : std::uint8_t { Month, Quarter, Year, Own };

/// Days from `first` to `last`, both included.
struct RegisterPeriod {
    domain::Day first = 0;
    domain::Day last = 0;

    bool operator==(const RegisterPeriod&) const = default;
};

/// The month, quarter or year that holds the day, `steps` of them later. Own: that day alone.
RegisterPeriod period_of(PeriodKind kind, domain::Day day, int steps = 0);

/// What the screen of the register shows.
class RegisterModel {
public:
    explicit RegisterModel(App& app);

    PeriodKind kind() const { return m_kind; }

    const RegisterPeriod& period() const { return m_period; }

    void set_kind(PeriodKind kind);
    /// To the period before or after.
    void step(int steps);
    /// Ends in the wrong order are changed round.
    void set_own(const RegisterPeriod& period);

    /// The register as it is now; nothing when it may not be had or could not be read.
    const records::Register* current();

    /// Why there is none: None, or the storage's error; TooLarge for too many rows.
    std::optional<base::ErrorCode> problem() const { return m_problem; }

    std::string html(bool a3);
    std::string csv();

private:
    App& m_app;
    PeriodKind m_kind = PeriodKind::Month;
    RegisterPeriod m_period;
    std::optional<records::Register> m_register;
    std::optional<base::ErrorCode> m_problem;
    std::uint64_t m_revision = UINT64_MAX;

    void read();

    void changed() { m_revision = UINT64_MAX; }
};

} // namespace huiyin::app
