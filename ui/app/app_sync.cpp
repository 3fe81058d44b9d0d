// How the app talks with the server: what is sent when, and how answers are taken.
#include "ui/app/administration.h"
#include "ui/app/app.h"

#include <algorithm>
#include <utility>

namespace huiyin::app {

namespace {

/// How long answers are taken before the screen gets its turn, and the size of one transaction;
/// about 1 ms on a tablet.
constexpr std::int64_t take_slice_ms = 5;
constexpr std::size_t take_slice_items = 20;

} // namespace

void App::doorbell(std::int64_t change, bool ask) {
    m_engine.doorbell(change, ask);
    tick();
}

void App::doorbell_open(bool open) {
    m_engine.doorbell_open(open);
    tick();
}

void App::doorbell_answered(std::int64_t change) {
    m_engine.doorbell_answered(change, m_clock.monotonic_ms(), m_clock.now_utc_ms());
    changed();
    tick();
}

void App::take_some() {
    const std::int64_t until = m_clock.monotonic_ms() + take_slice_ms;
    do {
        m_engine.work(take_slice_items, m_clock.monotonic_ms());
    } while (m_engine.has_work() && m_clock.monotonic_ms() < until);
    refresh();
    remind();
}

bool App::send_if_due() {
    if (m_session.needs_sign_in()) {
        return false;
    }
    send_administration();
    if (m_paused) {
        return false;
    }
    bool sent = false;
    const std::string& token = m_store.session()->token;
    if (m_engine.asks_doorbell(m_clock.monotonic_ms())) {
        changed();
        m_transport.ask_doorbell();
    }
    if (auto body = m_engine.next_request(m_clock.monotonic_ms())) {
        changed();
        m_transport.send({.kind = RequestKind::Sync,
                          .path = "/api/v1/sync",
                          .token = token,
                          .body = std::move(*body)});
        sent = true;
    } else if (m_engine.status().problem == sync::Problem::Copied) {
        sign_in_ended();
        changed();
        return sent;
    }
    if (!may_move_files()) {
        return sent;
    }
    if (auto request = m_file_engine.next_request(m_clock.monotonic_ms())) {
        changed();
        m_transport.send({.kind = RequestKind::File,
                          .path = std::move(request->path),
                          .token = token,
                          .body = std::move(request->body),
                          .content_type = std::string(request->content_type)});
        sent = true;
    }
    return sent;
}

void App::send_administration() {
    if (auto body = m_administration->next_request()) {
        changed();
        m_transport.send({.kind = RequestKind::Administration,
                          .path = "/api/v1/admin",
                          .token = m_store.session()->token,
                          .body = std::move(*body)});
    }
}

void App::set_paused(bool paused) {
    m_paused = paused;
    changed();
    if (!paused) {
        sync_now();
    }
}

const UploadProgress& App::upload() const {
    if (!m_waiting_is_told) {
        m_upload.told(read_waiting());
        m_waiting_is_told = true;
    }
    return m_upload;
}

UploadProgress::Waiting App::read_waiting() const {
    UploadProgress::Waiting now = m_upload.waiting();
    now.steps = m_store.unsent_count().value_or(now.steps);
    if (const auto files = m_store.files().unsent_states()) {
        now = {.steps = now.steps};
        for (const store::FileState& file : *files) {
            const FileKind kind = file_kind_of(file.mime);
            (kind == FileKind::Photo       ? now.photos
             : kind == FileKind::Recording ? now.recordings
                                           : now.other_files) += 1;
            now.file_bytes += file.file_bytes;
            now.file_bytes_there += part_of(file.file_bytes, file.chunks_there, file.chunks);
        }
    }
    return now;
}

std::int64_t App::attachment_bytes() {
    return m_store.files().stored_bytes().value_or(0);
}

std::int64_t App::draft_count() {
    return m_store.draft_count().value_or(0);
}

const std::vector<AwaitedDecision>& App::awaited_decisions() {
    if (m_awaited) {
        return *m_awaited;
    }
    m_awaited.emplace();
    const auto rows =
        m_store.list({.filter = store::ListFilter::Conflicted, .rows_max = awaited_complaints_max});
    if (!rows || !m_store.session()) {
        return *m_awaited;
    }
    for (const store::ListRow& row : *rows) {
        const auto complaint = m_store.complaint(row.id);
        if (!complaint || !*complaint) {
            continue;
        }
        for (const domain::Conflict& conflict : (*complaint)->conflicts) {
            if (const auto other = other_in(**complaint, conflict); !other.is_nil()) {
                m_awaited->push_back(
                    {row.id, title_of((*complaint)->intake), conflict.member, other});
            }
        }
    }
    return *m_awaited;
}

/// Whose work clashed with this person's, where others decide; nil where it is not so.
Uuid App::other_in(const domain::Complaint& complaint, const domain::Conflict& conflict) const {
    domain::Actor me = actor();
    const domain::Payload settling =
        domain::SettlePayload{conflict.event_id, domain::SettleChoice::Keep, {}};
    me.role = role_for(complaint, settling, me, directory()).value_or(me.role);
    if (conflict.settled || !domain::refusal_of(complaint, settling, me, directory())) {
        return {};
    }
    const auto author = [&complaint](const Uuid& event) {
        const auto step = std::find_if(complaint.steps.begin(),
                                       complaint.steps.end(),
                                       [&](const auto& one) { return one.event_id == event; });
        return step == complaint.steps.end() ? Uuid{} : step->actor;
    };
    const Uuid kept = author(conflict.event_id);
    const Uuid in_force = author(conflict.against);
    if (kept == in_force || (kept != me.person && in_force != me.person)) {
        return {};
    }
    return kept == me.person ? in_force : kept;
}

/// Records go before files, and where the way is known to be shut nothing is tried on it.
bool App::may_move_files() const {
    const sync::Status& status = m_engine.status();
    return status.phase == sync::Phase::Idle && !m_engine.has_work() &&
           (status.problem == sync::Problem::None || status.problem == sync::Problem::Refused ||
            status.problem == sync::Problem::OthersFirst);
}

void App::poke() {
    m_engine.poke();
    m_file_engine.poke();
}

std::optional<std::int64_t> App::wake_at_ms() const {
    std::optional<std::int64_t> wake;
    const auto sooner = [&wake](std::optional<std::int64_t> at) {
        if (at && (!wake || *at < *wake)) {
            wake = at;
        }
    };
    sooner(m_form.save_due_ms());
    sooner(m_step_drafts.save_due_ms());
    if (m_toast && !m_toast->held) {
        sooner(m_toast->until_monotonic_ms);
    }
    if (!m_session.needs_sign_in() && !m_paused) {
        sooner(m_engine.wake_at_ms());
        if (may_move_files()) {
            sooner(m_file_engine.wake_at_ms());
        }
    }
    if (m_engine.has_work()) {
        sooner(m_clock.monotonic_ms());
    }
    return wake;
}

} // namespace huiyin::app
