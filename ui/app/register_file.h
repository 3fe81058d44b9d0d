// The register as a workbook: only the server makes one, so it is asked for and waited for.
#pragma once

#include "core/sync/engine.h"
#include "ui/app/strings.h"
#include "ui/app/transport.h"

#include <cstdint>
#include <optional>
#include <string>

namespace huiyin::app {

class RegisterFile {
public:
    enum class State : std::uint8_t { Idle, Asking, Ready, Refused };

    State state() const { return m_state; }

    /// Why there is none, after Refused.
    Text problem() const { return m_problem; }

    /// The name that the file was asked for with.
    const std::string& name() const { return m_name; }

    /// The request for days as 2026-11-01, both included; nothing while one is under way.
    std::optional<Request> request(const std::string& first,
                                   const std::string& last,
                                   Language language,
                                   const std::string& token);

    void set_name(std::string name) { m_name = std::move(name); }

    void answered(const sync::Answer& answer);

    /// Gives the bytes away and waits for the next question.
    std::string take();

private:
    State m_state = State::Idle;
    Text m_problem = Text::RecordsXlsxFailed;
    std::string m_name;
    std::string m_bytes;
};

} // namespace huiyin::app
