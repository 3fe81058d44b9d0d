// The app behind the screens: what they show, what they can do, and how it is kept in step with the
// server.
//
// The host tells it what happens and draws when something changed; views read it and call its
// commands. It draws nothing and knows no browser, so it also runs headless.
#pragma once

#include "core/base/clock.h"
#include "core/base/random.h"
#include "core/domain/rules.h"
#include "core/domain/verification.h"
#include "core/store/tablet_store.h"
#include "core/sync/engine.h"
#include "core/sync/file_engine.h"
#include "ui/app/admin_strings.h"
#include "ui/app/attach_strings.h"
#include "ui/app/complaint_form.h"
#include "ui/app/complaint_list.h"
#include "ui/app/files.h"
#include "ui/app/inbox.h"
#include "ui/app/keeping_strings.h"
#include "ui/app/link_strings.h"
#include "ui/app/redaction_strings.h"
#include "ui/app/register_file.h"
#include "ui/app/reminders.h"
#include "ui/app/session_model.h"
#include "ui/app/statistics.h"
#include "ui/app/step_drafts.h"
#include "ui/app/strings.h"
#include "ui/app/transport.h"
#include "ui/app/upload_progress.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace huiyin::app {

enum class Screen : std::uint8_t {
    SignIn,
    Inbox,
    Complaints,
    NewComplaint,
    Dashboard,
    Register,
    Sync,
    Me,
    Administration
};

/// What came of a command that stores something.
enum class Outcome : std::uint8_t { Saved, Incomplete, Failed };

/// A short message over the screen, until it is taken away.
struct Toast {
    std::string text;
    std::int64_t since_monotonic_ms = 0;
    std::int64_t until_monotonic_ms = 0;
    /// Takes back what it tells of; empty where that cannot be done.
    std::function<void()> undo;
    bool held = false;
};

/// What the sync pill shows.
enum class PillState : std::uint8_t { Synced, Waiting, Running, Offline, Attention };

/// What the browser says of the place where everything is kept. Bytes; a quota of 0 is not known.
struct StorageState {
    bool kept = false; ///< promised not to be evicted
    std::int64_t used_bytes = 0;
    std::int64_t quota_bytes = 0;
};

/// A file of unsent work, sealed for the server and for who has the code.
struct SealedWork {
    std::string file_name;
    base::Bytes file;
    std::string code; ///< to be shown once, stored nowhere
    std::size_t events = 0;
    std::size_t files = 0;           ///< attachments
    std::size_t events_left_out = 0; ///< for which there was no room
    std::size_t files_left_out = 0;  ///< the same
};

/// What came of a file of another tablet.
struct Imported {
    std::optional<KeepText> problem;
    store::Brought brought;
};

/// A step that waits to be sent.
struct PendingStep {
    Uuid complaint;
    domain::EventKind kind = domain::EventKind::Note;
    std::string number;
    std::string title;
    std::int64_t device_time_utc_ms = 0;
};

/// A clash of what this person wrote with what somebody else did.
struct AwaitedDecision {
    Uuid complaint;
    std::string title;
    std::string member; ///< of the intake; empty when two steps clash
    Uuid other;         ///< the other person
};

/// Whether a refusal is said at the field that lacks something; any other one in words of its own.
bool is_said_at_field(domain::Reason reason);

class Administration;

class App {
public:
    App(store::TabletStore& store,
        Transport& transport,
        const base::Clock& clock,
        base::Random& random);
    ~App();

    // What the host tells.

    /// Begins to sync when somebody is signed in.
    void start();
    void set_online(bool online);
    void became_visible();
    /// The page is left or hidden: nothing typed may be lost.
    void became_hidden();
    /// See sync::Engine::doorbell().
    void doorbell(std::int64_t change, bool ask);
    /// Whether the doorbell is open and can be asked.
    void doorbell_open(bool open);
    void doorbell_answered(std::int64_t change);
    void answered(RequestKind kind, sync::Answer answer);
    void storage_told(const StorageState& storage);
    /// Something outside the storage remembers a tablet here.
    void tablet_was_here();
    /// What the browser says of showing reminders.
    void reminders_told(ReminderPermission permission);
    /// A reminder was pressed: its complaint, or the inbox for a nil one.
    void show_reminded(const Uuid& complaint);
    /// Time has passed: sends, saves and takes away what is due.
    void tick();
    /// When tick() is to be called at the latest, in monotonic ms.
    std::optional<std::int64_t> wake_at_ms() const;
    /// A slice of work that can wait, some ms long. Whether there is more.
    bool work_some();

    /// Counts every change of what screens show, so that a host knows when to draw.
    std::uint64_t revision() const { return m_revision; }

    /// Reminders to be shown now, and whether the browser is to ask the person about them.
    std::vector<Reminder> take_reminders() { return m_reminders.take(); }

    bool take_reminder_question() { return std::exchange(m_asks_reminders, false); }

    // What screens read.

    Language language() const { return m_language; }

    std::string_view say(Text text) const { return sentence(text, m_language); }

    std::string_view say(AdminText text) const { return sentence(text, m_language); }

    /// A complaint's title, or that it has none: a rejected intake may say nothing.
    std::string_view titled(std::string_view title) const {
        return title.empty() ? say(Text::NoContentYet) : title;
    }

    std::string_view say(AttachText text) const { return sentence(text, m_language); }

    std::string_view say(KeepText text) const { return sentence(text, m_language); }

    std::string_view say(RedactionText text) const { return sentence(text, m_language); }

    std::string_view say(LinkText text) const { return sentence(text, m_language); }

    const base::Clock& clock() const { return m_clock; }

    Screen screen() const { return m_screen; }

    const domain::Directory& directory() const { return m_store.directory(); }

    const std::optional<store::Session>& session_info() const { return m_store.session(); }

    SessionModel& session() { return m_session; }

    ComplaintList& list() {
        m_list.ensure_fresh();
        return m_list;
    }

    Inbox& inbox() { return m_inbox; }

    Statistics& statistics() { return m_statistics; }

    ComplaintForm& form() { return m_form; }

    StepDrafts& step_drafts() { return m_step_drafts; }

    const Reminders& reminders() const { return m_reminders; }

    Administration& administration() { return *m_administration; }

    RegisterFile& register_file() { return m_register_file; }

    /// Why the server cannot be asked for the register now; nothing when it can.
    std::optional<Text> register_file_obstacle() const;

    /// The order that takes the complainant out of the open complaint, for the reason.
    domain::OrderRedactionPayload redaction_order(std::string reason) const;

    /// The orders that wait for an administrator and were not carried out on this tablet.
    std::vector<domain::WaitingRedaction> waiting_redactions() const;

    /// Carries an order out, online or offline, and says so in a toast.
    Outcome carry_out(const domain::WaitingRedaction& order);

    /// Why nothing can be changed there now; nothing when it can.
    std::optional<AdminText> administration_obstacle() const;

    /// Whether the person who is signed in holds a role.
    bool has_role(domain::Role role) const;

    /// Whether the person has anything to do with complaints: an administrator alone has not.
    bool sees_complaints() const;

    /// The complaint that is open, or nothing.
    const std::optional<domain::Complaint>& selected() const { return m_selected; }

    /// The other side of 关联 and 并案: complaints that name the open one, the newest first.
    const std::vector<Uuid>& links_to_selected() const { return m_links_to_selected; }

    const std::optional<Toast>& toast() const { return m_toast; }

    const sync::Status& sync_status() const { return m_engine.status(); }

    /// The travel of attachments; to be told of what was kept or opened, and asked for what stands
    /// against one.
    sync::FileEngine& file_engine() { return m_file_engine; }

    /// Whether an answer of the server is still being taken; tick() goes on with it.
    bool is_taking() const { return m_engine.has_work(); }

    PillState pill_state() const;

    std::int64_t unsent_count() const { return upload().waiting().steps; }

    /// Attachments of complaints that the server does not have whole.
    std::int64_t unsent_files() const { return upload().waiting().files(); }

    /// What waits is counted when somebody asks.
    const UploadProgress& upload() const;

    /// Whether somebody stopped sending and fetching, until set_paused(false) or the next start.
    bool is_paused() const { return m_paused; }

    static constexpr std::size_t awaited_complaints_max = 20;

    /// Bytes of the attachments that are kept on this tablet.
    std::int64_t attachment_bytes();

    /// Forms and steps that were begun here and not saved.
    std::int64_t draft_count();

    /// The clashes that this person has a part in and others decide, at most
    /// `awaited_complaints_max` complaints of them.
    const std::vector<AwaitedDecision>& awaited_decisions();

    /// The complaints of a period, for the register; see TabletStore::recorded_between().
    base::Result<std::vector<domain::Complaint>> recorded_between(std::int64_t from_utc_ms,
                                                                  std::int64_t to_utc_ms) {
        return m_store.recorded_between(from_utc_ms, to_utc_ms);
    }

    /// How many steps this tablet has made; those that wait are unsent_count().
    std::int64_t written_count() const {
        return static_cast<std::int64_t>(m_store.written_count());
    }

    /// Nothing as long as the browser has not said.
    const std::optional<StorageState>& storage() const { return m_storage; }

    /// Checks hashes, signatures and chains of the open complaint's events. Errors: those of the
    /// storage, NotFound when none is open.
    base::Result<domain::ComplaintCheck> check_selected();

    /// The newest change that was taken from the server; 0 before the first.
    std::int64_t newest_change() const;

    /// 未同步终端, as the server told them last: see app::silent_tablets.
    const std::vector<std::string>& silent_tablets() const { return m_store.silent_tablets(); }

    /// The steps that wait, oldest first, at most `steps_max`.
    std::vector<PendingStep> pending_steps(std::size_t steps_max);

    /// Whether the browser has deleted what this tablet had kept.
    bool is_wiped() const { return m_was_here && !m_store.session(); }

    /// Bytes that may still be stored; nothing when the browser does not say.
    std::optional<std::int64_t> storage_left_bytes() const;
    /// Whether so little is left that new records may soon not be stored.
    bool is_storage_short() const;

    /// Steps of this person that came to nothing, oldest first, until they are dealt with.
    const std::vector<store::KeptApart>& kept_apart() const { return m_kept; }

    /// Why one did; when somebody else was first, who.
    std::string reason_text(const store::KeptApart& kept);

    /// How many of them are of a complaint.
    std::int64_t kept_apart_of(const Uuid& complaint) const;

    /// Whether edit_again() has a form for it.
    bool may_edit_again(const store::KeptApart& kept);

    /// What the complaint's page is to open with this content, once.
    std::optional<domain::Payload> take_step_to_edit();
    /// The open sheet is the one in which it is written anew.
    void edits_in_sheet();

    /// Device time of the next attempt to sync; nothing while one is under way, or when only a
    /// person can help.
    std::optional<std::int64_t> next_attempt_utc_ms() const;

    /// 100, 125, 150 or 200.
    int text_percent() const { return m_text_percent; }

    bool may_supplement() const;

    /// The steps that the person's roles allow on the open complaint, those that can be taken now
    /// and those that something stands against (rules.h).
    std::vector<domain::NextStep> next_steps() const;

    /// What would stand against a step on the open complaint, in the role that fits best.
    std::optional<domain::Refusal> refusal_of(const domain::Payload& payload) const;

    /// Why the last step was refused; nothing after one that was saved.
    const std::optional<domain::Refusal>& last_refusal() const { return m_last_refusal; }

    /// Complaints that a person may mean by a number or by words; the newest for an empty text.
    std::vector<store::ListRow> find_complaints(const std::string& text, std::size_t rows_max);

    /// Another complaint than the open one, for what leads to it.
    std::optional<domain::Complaint> complaint(const Uuid& id);

    /// How far the bytes of an attachment have travelled.
    FileStatus file_status(const domain::AttachPayload& file);
    /// The whole file; empty when it is not here.
    std::vector<std::uint8_t> file_bytes(const domain::AttachPayload& file);
    /// A JPEG to be drawn small; empty when there is none.
    std::vector<std::uint8_t> thumbnail(const domain::AttachPayload& file);

    /// Why the last keep_file() came to nothing, in words.
    const std::string& file_problem() const { return m_file_problem; }

    // What screens do.

    /// Keeps a file on this tablet, before any step names it. Nothing when it could not be kept;
    /// see file_problem().
    std::optional<domain::AttachPayload> keep_file(NewFile file, FileHolder holder);
    /// The form holds the file no longer; its toast can bring it back.
    void remove_form_file(std::size_t index);
    /// The same for the open sheet, which held it in this place and has taken it out.
    void sheet_file_removed(const domain::AttachPayload& file, std::size_t index);
    /// A file that a toast gave back to the open sheet, and its place among the others; once.
    std::optional<std::pair<domain::AttachPayload, std::size_t>> take_returned_file();
    /// Has a file that is not here brought here, now or once there is a network.
    void fetch_file(const domain::AttachPayload& file);
    void set_language(Language language);
    void set_text_percent(int percent);
    /// To be called when it was pressed: the browser asks the person only then.
    void set_reminders(bool wanted);
    void go_to(Screen screen);
    /// One step back: the form to the list, a complaint to the list.
    void go_back();
    void select(const Uuid& complaint);
    /// Shows the complaints behind a figure in the list; `name` says which figure.
    void drill(const store::Drill& drill, std::string name);
    void sign_in();
    void new_complaint();
    /// A complaint that begins with what is known of it: see ComplaintForm::open_prefilled().
    void begin_complaint(domain::Intake known);
    void supplement_selected();
    /// 再投诉: the user complains again about what the open complaint was closed with.
    void complain_again();
    bool may_complain_again() const;
    /// Records the form, or stores it as a rejected intake when 信息验证 is 不合格.
    Outcome submit_form();
    /// Its toast can bring the draft back.
    void discard_form();
    /// The open sheet begins anew; its toast can bring back what was written, and the files.
    void discard_step_draft(const std::vector<domain::AttachPayload>& files);
    /// Takes one or more steps on the open complaint, all or none, and says `done` in a toast.
    /// Incomplete: one was refused, see last_refusal(); only a refusal that no field can mend is
    /// also said in a toast. `draft` is done with them.
    Outcome take(std::vector<domain::Payload> payloads,
                 std::string_view done,
                 const std::optional<Uuid>& draft = std::nullopt);
    /// Sends a change of the administration; `done` is said in a toast when it is made.
    void administer(base::Json command, std::string_view done);
    void load_administration(bool older_log = false);
    /// Asks the server for the register of these days as a workbook; it gets this file name.
    void ask_register_file(const std::string& first, const std::string& last, std::string name);
    void sync_now();
    void set_paused(bool paused);

    /// Opens the form of a step that came to nothing with what it held; saving it settles the old
    /// one.
    void edit_again(const store::KeptApart& kept);
    /// Writes the same step anew.
    Outcome try_again(const store::KeptApart& kept);
    /// Lists it no longer.
    void let_be(const store::KeptApart& kept);
    /// Takes what another tablet of the department exported; it is sent from here.
    Imported import_work(std::span<const std::uint8_t> file, std::string_view code);
    /// Everything that waits, or one step, as a sealed file. Errors: those of the storage and of
    /// base::seal_file.
    base::Result<SealedWork> export_unsent(const store::KeptApart* only = nullptr);

    /// After a reading failed: reads again what screens show.
    void read_again() { refresh(); }

    void show_toast(std::string text, std::function<void()> undo = {});
    /// The toast's undo was pressed.
    void undo_toast();
    /// While it is held it stays, and as long again after that.
    void hold_toast(bool held);

private:
    store::TabletStore& m_store;
    Transport& m_transport;
    const base::Clock& m_clock;
    base::Random& m_random;
    sync::Engine m_engine;
    sync::FileEngine m_file_engine;
    SessionModel m_session;
    ComplaintList m_list;
    Inbox m_inbox;
    Statistics m_statistics;
    ComplaintForm m_form;
    StepDrafts m_step_drafts;

    /// A file that goes back into the draft of a step.
    struct ReturnedFile {
        Uuid draft;
        domain::AttachPayload file;
        std::size_t index = 0;
    };

    std::optional<ReturnedFile> m_returned_file;
    std::unique_ptr<Administration> m_administration;
    RegisterFile m_register_file;
    Reminders m_reminders;
    bool m_asks_reminders = false;
    std::string m_administration_done;
    Screen m_screen = Screen::SignIn;
    Language m_language = Language::Chinese;
    int m_text_percent = 100;
    std::optional<domain::Complaint> m_selected;
    std::vector<Uuid> m_links_to_selected;
    std::optional<domain::Refusal> m_last_refusal;
    std::string m_file_problem;
    std::optional<Toast> m_toast;
    std::optional<StorageState> m_storage;
    bool m_was_here = false;
    mutable UploadProgress m_upload;
    mutable bool m_waiting_is_told = false;
    bool m_paused = false;
    std::optional<std::vector<AwaitedDecision>> m_awaited;
    std::vector<store::KeptApart> m_kept;

    /// What is written in place of a step that came to nothing.
    struct Edited {
        store::AsideKey key;
        Uuid complaint;
        domain::EventKind kind = domain::EventKind::Note;
        std::optional<domain::Payload> payload;
        std::optional<Uuid> draft; ///< of the sheet in which a step is written anew
    };

    std::optional<Edited> m_edited;
    std::uint64_t m_revision = 0;

    void changed() { ++m_revision; }

    /// After anything was written or taken: what screens show is read again when they show it.
    void refresh();
    void take_some();
    /// Whether a request went out.
    bool send_if_due();
    bool may_move_files() const;
    void poke();
    void sign_in_ended();
    void remind();
    /// Where work begins: the complaints, for an administrator alone the administration.
    Screen first_screen() const;
    /// The steps to store for payloads on a complaint; nothing when one is refused.
    std::optional<std::vector<store::NewStep>> steps_for(std::optional<domain::Complaint> before,
                                                         const Uuid& complaint,
                                                         std::vector<domain::Payload> payloads);
    Outcome store_steps(const std::vector<store::NewStep>& steps);
    Outcome store_written(std::vector<store::NewStep>& steps, const std::optional<Uuid>& draft);
    void read_selected(const Uuid& complaint);
    Outcome refused(domain::Refusal refusal);
    /// Whether these are what is written anew; then the first is put in place of what was.
    bool settles_edited(std::vector<store::NewStep>& steps, const std::optional<Uuid>& draft);
    void read_kept_apart();
    UploadProgress::Waiting read_waiting() const;
    void send_administration();
    Uuid other_in(const domain::Complaint& complaint, const domain::Conflict& conflict) const;
    void mark_read();
    domain::Actor actor() const;
    Outcome store_failed(base::ErrorCode code);
    /// The draft that was deleted is the open form again.
    void restore_form(const store::Draft& draft);
    /// A file that a draft does not hold any more, and one that it holds again: its bytes are still
    /// here.
    void let_go_of(const Uuid& draft, const domain::AttachPayload& file);
    void hold_again(const Uuid& draft, const domain::AttachPayload& file);
    bool may(domain::EventKind kind) const;
};

} // namespace huiyin::app
