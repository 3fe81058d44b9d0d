// 下达脱敏令: what it names is found by the app (App::redaction_order), so only the reason is
// asked.
#include "ui/views/step_forms.h"
#include "ui/widgets/feedback.h"

namespace huiyin::views {

namespace w = widgets;
using app::Text;

void StepForm::operator()(domain::OrderRedactionPayload& payload) {
    w::note({.text = m_app.say(app::RedactionText::OrderLead), .tone = w::Tone::Warning});
    reason_ui(Text::FieldReason, payload.reason);
}

} // namespace huiyin::views
