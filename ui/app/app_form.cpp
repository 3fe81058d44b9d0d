// The form of a new complaint: how it begins, and what recording it writes.
#include "core/domain/numbering.h"
#include "core/domain/rules.h"
#include "ui/app/app.h"
#include "ui/app/format.h"

#include <utility>

namespace huiyin::app {

void App::new_complaint() {
    m_form.open();
    go_to(Screen::NewComplaint);
}

void App::begin_complaint(domain::Intake known) {
    m_form.open_prefilled(std::move(known));
    go_to(Screen::NewComplaint);
}

void App::supplement_selected() {
    if (may_supplement()) {
        m_form.open_rejected(*m_selected);
        go_to(Screen::NewComplaint);
    }
}

bool App::may_complain_again() const {
    return m_selected && m_selected->state == domain::State::Closed && m_store.session() &&
           role_for(std::nullopt, domain::EventKind::Record, m_store.session()->person, directory())
               .has_value();
}

void App::complain_again() {
    if (may_complain_again()) {
        m_form.open_again(*m_selected);
        go_to(Screen::NewComplaint);
    }
}

Outcome App::submit_form() {
    if (!m_store.session()) {
        return store_failed(base::ErrorCode::Unauthenticated);
    }
    domain::Intake open_part = m_form.intake;
    std::vector<domain::Payload> payloads;
    // Who complains travels apart, to those who may know.
    const bool apart =
        open_part.confidential && open_part.complainant_kind != domain::ComplainantKind::Anonymous;
    const domain::Identity identity =
        open_part.confidential ? domain::take_identity(open_part) : domain::Identity{};
    std::string message(say(Text::FormRejectedSaved));
    std::uint32_t counter = 0;
    if (m_form.is_rejecting()) {
        payloads.emplace_back(
            domain::RejectIntakePayload{std::move(open_part), m_form.reject_reason});
    } else {
        const auto number = m_store.next_number(local_year(m_clock));
        const auto text = number ? domain::to_text(*number)
                                 : base::Result<std::string>(tl::unexpect, number.error());
        if (!text) {
            return store_failed(text.error().code);
        }
        counter = number->counter;
        payloads.emplace_back(domain::RecordPayload{*text, std::move(open_part)});
        message = with(say(Text::FormSaved), *text);
    }
    if (apart && (!m_form.is_rejecting() || domain::check_identity(identity).empty())) {
        payloads.emplace_back(domain::IdentifyPayload{identity});
    }
    if (m_form.again_of && !m_form.is_rejecting()) {
        payloads.emplace_back(domain::LinkPayload{domain::LinkKind::Recomplaint, *m_form.again_of});
    }
    payloads.insert(payloads.end(), m_form.files.begin(), m_form.files.end());
    m_form.save_now();
    const auto before = m_store.complaint(m_form.id());
    if (!before) {
        return store_failed(before.error().code);
    }
    auto steps = steps_for(*before, m_form.id(), std::move(payloads));
    if (!steps) {
        m_form.show_problems = true;
        return Outcome::Incomplete;
    }
    steps->front().counter = counter;
    const Outcome outcome = store_written(*steps, m_form.id());
    if (outcome == Outcome::Saved) {
        m_form.remember_defaults();
        select(steps->front().complaint);
        m_screen = Screen::Complaints;
        show_toast(std::move(message));
    }
    return outcome;
}

} // namespace huiyin::app
