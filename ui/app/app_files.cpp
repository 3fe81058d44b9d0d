// Files of complaints, as the app gives them to the screens.
#include "core/base/bytes.h"
#include "ui/app/app.h"
#include "ui/app/labels.h"

#include <algorithm>

namespace huiyin::app {

namespace {

/// The name of a file in the store. A payload that came from elsewhere may name nothing.
base::Hash hash_of(const domain::AttachPayload& file) {
    base::Hash hash{};
    if (const auto bytes = base::bytes_from_hex(file.sha256);
        bytes && bytes->size() == hash.size()) {
        std::copy(bytes->begin(), bytes->end(), hash.begin());
    }
    return hash;
}

} // namespace

std::optional<domain::AttachPayload> App::keep_file(NewFile file, FileHolder holder) {
    store::NewFile kept{.bytes = file.bytes,
                        .mime = file.media_type,
                        .thumbnail = file.thumbnail,
                        .draft = std::nullopt};
    // The draft holds the file from now on, so it must be there.
    if (holder == FileHolder::Form) {
        m_form.changed();
        m_form.save_now();
        kept.draft = m_form.id();
    } else {
        m_step_drafts.keep();
        kept.draft = m_step_drafts.id();
    }
    const auto hash = m_store.files().keep(kept);
    if (!hash) {
        m_file_problem = storage_error_text(hash.error().code, m_language);
        changed();
        return std::nullopt;
    }
    // It travels while the form is still being filled in.
    m_file_engine.look_again();
    domain::AttachPayload payload;
    payload.sha256 = base::hex_from_bytes(*hash);
    payload.name = kept_name(file, m_language);
    payload.mime = std::move(file.media_type);
    payload.file_bytes = static_cast<std::int64_t>(file.bytes.size());
    payload.taken_at_utc_ms = m_clock.now_utc_ms();
    return payload;
}

void App::let_go_of(const Uuid& draft, const domain::AttachPayload& file) {
    // What stays behind is swept away by the store some days later.
    static_cast<void>(m_store.files().release(draft, hash_of(file)));
}

void App::hold_again(const Uuid& draft, const domain::AttachPayload& file) {
    const std::vector<std::uint8_t> bytes = file_bytes(file);
    const std::vector<std::uint8_t> small = thumbnail(file);
    static_cast<void>(m_store.files().keep(
        {.bytes = bytes, .mime = file.mime, .thumbnail = small, .draft = draft}));
}

FileStatus App::file_status(const domain::AttachPayload& file) {
    FileStatus status;
    status.file_bytes = file.file_bytes;
    status.problem = m_file_engine.problem_of(hash_of(file));
    const auto found = m_store.files().state(hash_of(file));
    if (!found || !*found) {
        return status;
    }
    const store::FileState& state = **found;
    if (state.complete_here) {
        status.state = state.complete_there ? FileState::Sent : FileState::Waiting;
        status.done_bytes = part_of(file.file_bytes, state.chunks_there, state.chunks);
    } else {
        status.state = state.wanted ? FileState::Fetching : FileState::Away;
        status.done_bytes = part_of(file.file_bytes, state.chunks_here, state.chunks);
    }
    return status;
}

std::vector<std::uint8_t> App::file_bytes(const domain::AttachPayload& file) {
    return m_store.files().bytes(hash_of(file)).value_or(base::Bytes{});
}

std::vector<std::uint8_t> App::thumbnail(const domain::AttachPayload& file) {
    return m_store.files().thumbnail(hash_of(file)).value_or(base::Bytes{});
}

void App::fetch_file(const domain::AttachPayload& file) {
    if (const auto wanted = m_store.files().want(hash_of(file)); !wanted) {
        show_toast(
            with(say(AttachText::CannotOpen), storage_error_text(wanted.error().code, m_language)));
        return;
    }
    if (m_engine.status().phase == sync::Phase::Offline) {
        show_toast(std::string(say(AttachText::ComesOnline)));
    }
    m_file_engine.retry(hash_of(file));
    m_file_engine.look_again();
    poke();
    changed();
}

} // namespace huiyin::app
