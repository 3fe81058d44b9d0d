// The tablet's data: who is signed in, the event log, the projection for lists and search, drafts.
//
// Events are the truth; everything else is made from them in the same transaction.
#pragma once

#include "core/base/clock.h"
#include "core/base/random.h"
#include "core/domain/complaint.h"
#include "core/domain/directory.h"
#include "core/domain/inbox.h"
#include "core/domain/metrics.h"
#include "core/domain/numbering.h"
#include "core/domain/payload.h"
#include "core/domain/rules.h"
#include "core/domain/suggestions.h"
#include "core/sqlite/database.h"
#include "core/store/file_store.h"
#include "core/sync/replica.h"

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace huiyin::store {

using base::Uuid;

/// Who is signed in on this tablet, and the device's identity.
struct Session {
    std::string account;
    Uuid person;
    Uuid device;
    std::string device_code;
    base::SecretKey secret_key{};
    std::string token; ///< empty when the server ended it: work goes on, sync waits for signing in
};

/// A step of the procedure on a complaint.
struct StepOf {
    Uuid complaint;
    domain::EventKind kind = domain::EventKind::Note;

    bool operator==(const StepOf&) const = default;
};

/// A form that is being filled in: of a new complaint, or of a step. `json` is the form's own
/// business.
struct Draft {
    Uuid id;
    std::int64_t saved_at_utc_ms = 0;
    std::string json;
    std::optional<StepOf> step = std::nullopt;
};

/// One row of the list of complaints.
struct ListRow {
    std::int64_t ref = 0; ///< local identity, in the order of arrival
    Uuid id;
    domain::State state = domain::State::Recorded;
    std::int64_t updated_at_utc_ms = 0;
    std::int64_t unsent = 0;
    bool conflicted = false;
    Uuid accepted_by;
    std::string number;
    std::string title;
    std::string complainant; ///< empty when anonymous, or not known here
    std::string location;
    std::int64_t recorded_at_utc_ms = 0;
    std::optional<domain::Severity> severity; ///< as decided, else as proposed
    domain::Validity validity = domain::Validity::Pending;
    std::int64_t due_utc_ms = 0; ///< of what has to be done next; 0 = nothing
    Uuid group;
    Uuid handler;
    bool clock_anomaly = false;
    bool identity_hidden = false; ///< anonymous or 保密
    bool redacted = false;        ///< 已脱敏, and nobody named it since
    int round = 1;
};

enum class ListFilter : std::uint8_t {
    All,
    Mine, ///< a task of the person who is signed in
    Unsent,
    Open,
    Overdue,
    Major, ///< open ones
    Conflicted,
    ToDispatch,
    ToReceive,
    Handling,
    ToFeedBack,
    ToFollowUp,
    Closed,
    Cancelled,
    IntakeRejected
};

enum class ListSort : std::uint8_t {
    Updated,
    Recorded, ///< 登记时间, newest first
    Due       ///< the most urgent first; what has no target is left out
};

/// Behind a figure of the statistics: the complaints recorded in a period, with what it counted.
struct Drill {
    std::int64_t from_utc_ms = 0;
    std::int64_t to_utc_ms = 0; ///< excluded
    std::optional<Uuid> group;  ///< nil: none
    std::optional<domain::Category> category;
    std::optional<domain::Validity> validity;
    std::optional<domain::CloseCode> close_code;
    std::optional<domain::Severity> severity;
    std::optional<domain::State> state;
    bool overdue = false;
    bool only_open = false; ///< in place of `state`
};

/// A page of the list. `after` continues behind the last row of the page before.
struct ListQuery {
    ListFilter filter = ListFilter::All;
    ListSort sort =
        ListSort::Updated;      ///< Recorded only with All and one state, Due not with Unsent
    std::optional<Drill> drill; ///< in place of `filter`; newest 登记时间 first
    std::string search; ///< not empty: only what holds it, the newest arrival first; `sort` is not
                        ///< looked at
    std::optional<ListRow> after;
    std::size_t rows_max = 50;
};

/// How many complaints each filter shows.
struct ListCounts {
    std::int64_t all = 0;
    std::int64_t mine = 0;
    std::int64_t unsent = 0;
    std::int64_t open = 0;
    std::int64_t overdue = 0;
    std::int64_t major = 0;
    std::int64_t conflicted = 0;
    std::int64_t recorded = 0;
    std::int64_t assigned = 0;
    std::int64_t handling = 0;
    std::int64_t handled = 0;
    std::int64_t fed_back = 0;
    std::int64_t closed = 0;
    std::int64_t cancelled = 0;
    std::int64_t intake_rejected = 0;

    std::int64_t of(ListFilter filter) const;
};

/// 待办 of the person who is signed in.
struct TaskRow {
    domain::Task task;
    ListRow complaint;
};

/// 通知 to the person who is signed in.
struct NoticeRow {
    domain::NoticeKind kind = domain::NoticeKind::Recorded;
    Uuid by;
    std::int64_t at_utc_ms = 0;
    bool read = false;
    ListRow complaint;
};

/// A complaint that may be about the same matter.
struct SimilarRow {
    domain::Complaint complaint;
    double similarity = 0; ///< of the contents, see domain::similarity
};

/// Names an event that was set aside.
struct AsideKey {
    Uuid device;
    std::uint64_t device_seq = 0;

    bool operator==(const AsideKey&) const = default;
};

/// An event of this tablet that came to nothing, until its author has dealt with it.
struct KeptApart {
    domain::Event event;
    bool on_server = false; ///< the server keeps it as refused; else it is only here
    domain::Reason reason = domain::Reason::None;
    std::int64_t kept_at_utc_ms = 0;
    std::string number; ///< of its complaint
    std::string title;
};

/// What came of a file of unsent work.
struct Brought {
    std::size_t added = 0;
    std::size_t here_before = 0;
    std::size_t not_genuine = 0;
    std::size_t files = 0; ///< attachments, of which each is here once
};

/// A step to be stored; rules have allowed it.
struct NewStep {
    Uuid complaint;
    Uuid actor;
    domain::Role role = domain::Role::Acceptor;
    domain::Payload payload;
    std::uint32_t counter = 0; ///< of the number in a RecordPayload; 0 for other steps
    std::optional<Uuid>
        draft_done; ///< a draft that this step completes; it is removed in the same transaction
    std::optional<AsideKey> in_place_of; ///< what was set aside and is settled by this step
};

class TabletStore final : public sync::Replica {
public:
    /// Opens or creates the database and brings its schema up to date.
    /// Errors: StorageBusy when another tab holds it; StorageCorrupt, StorageFull, Unsupported,
    /// StorageFailed.
    static base::Result<std::unique_ptr<TabletStore>>
    open(const sqlite::OpenOptions& options, const base::Clock& clock, base::Random& random);

    ~TabletStore() override;

    /// Nothing before the first sign-in.
    const std::optional<Session>& session() const { return m_session; }

    const domain::Directory& directory() const { return m_directory; }

    /// Takes the answer to a sign-in. When another person signs in, the complaints of the one
    /// before are removed. Errors: Conflict when another person signs in while events or files
    /// wait to be sent.
    base::Result<void> sign_in(const Session& session, const sync::SignInResponse& response);

    /// The server no longer accepts the token. Nothing else is touched.
    base::Result<void> forget_token();

    /// The number that the next recorded complaint gets on this device.
    base::Result<domain::ComplaintNumber> next_number(int year) const;

    /// Seals the step as this device's next event and stores it with its projection.
    ///
    /// Durable when this returns a value: one transaction, one flush.
    /// Errors: Unauthenticated before the first sign-in; StorageFull and the other storage errors.
    base::Result<domain::Event> append(const NewStep& step);

    /// The same for several steps, in their order: all are stored or none.
    base::Result<std::vector<domain::Event>> append_all(std::span<const NewStep> steps);

    /// The complaint as this tablet knows it, own unsent steps included; nothing when unknown.
    base::Result<std::optional<domain::Complaint>> complaint(const Uuid& id);

    /// Its events, in change order with the own unsent ones after them; empty when unknown.
    base::Result<std::vector<domain::PlacedEvent>> events(const Uuid& complaint);

    /// 未同步终端: codes of other tablets that the server has not heard of for the policy's
    /// `silent_device_days`, as it said last to a person who may print the register.
    const std::vector<std::string>& silent_tablets() const { return m_standing.silent_tablets; }

    /// How many events this device has made, sent or not.
    std::uint64_t written_count() const { return m_standing.chain.last_device_seq; }

    base::Result<std::vector<ListRow>> list(const ListQuery& query);
    base::Result<ListCounts> counts();

    /// By TaskKind, what is due first before.
    base::Result<std::vector<TaskRow>> tasks(std::size_t rows_max);
    base::Result<std::int64_t> task_count();
    /// 督办 (domain::supervised_until), what is due first before; `rows_max` are looked at.
    base::Result<std::vector<TaskRow>> supervised(std::size_t rows_max);
    /// Newest first.
    base::Result<std::vector<NoticeRow>> notices(std::size_t rows_max);
    base::Result<std::int64_t> unread_count();
    /// Complaints for which somebody should be called now (domain::needs_call).
    base::Result<std::vector<domain::Complaint>> alerts();

    /// Of the complaints recorded in a period, `to` excluded; rejected intakes are among them.
    base::Result<std::vector<domain::Facts>> facts(std::int64_t from_utc_ms,
                                                   std::int64_t to_utc_ms);

    /// Of the complaints recorded in a period, `to` excluded: how many, and how many of them are
    /// valid, as figures_of() counts them. Fast for years.
    base::Result<domain::Part> count_recorded(std::int64_t from_utc_ms, std::int64_t to_utc_ms);

    /// Complaints of the last days that may be about the same matter (procedure 4.9.6), the most
    /// alike first; at least domain::duplicate_similarity_min alike.
    base::Result<std::vector<SimilarRow>> similar(const domain::Intake& intake);
    /// Complaints that name this one by 关联 or 并案, the newest arrival first, at most
    /// limits::links_shown_max.
    base::Result<std::vector<Uuid>> links_to(const Uuid& complaint);
    /// What domain::major_signs asks about other complaints.
    base::Result<domain::RelatedCounts> related_counts(const domain::Intake& intake);
    /// The complaints recorded in a period, `to` excluded, in the order of 登记时间, rejected
    /// intakes included. Errors: TooLarge beyond limits::register_rows_max.
    base::Result<std::vector<domain::Complaint>> recorded_between(std::int64_t from_utc_ms,
                                                                  std::int64_t to_utc_ms);
    base::Result<std::int64_t> unsent_count();

    /// The bytes of attachments. A step names them by domain::AttachPayload.
    FileStore& files() { return m_files; }

    /// Everything that waits, what is kept apart included, in the order in which it is to be sent.
    base::Result<std::vector<domain::Event>> waiting_events();

    /// That for a file, or one step alone, with the attachments that are not at the server; what
    /// finds no room there is counted. Errors:
    /// Unauthenticated before the first sign-in.
    base::Result<sync::EventBundle> bundle_unsent(const KeptApart* only = nullptr);

    /// Takes events of other tablets into the unsent tail, to be sent from here, and attachments.
    /// Twice is once. Errors: Unauthenticated, Forbidden for a file of another department, the
    /// storage errors.
    base::Result<Brought> take_bundle(const sync::EventBundle& bundle);

    /// What is kept apart of the person who is signed in, oldest first.
    base::Result<std::vector<KeptApart>> kept_apart(std::size_t rows_max);
    base::Result<std::int64_t> kept_apart_count();
    /// A person has dealt with it: it stays stored and is no longer among kept_apart().
    base::Result<void> settle_kept_apart(const AsideKey& key);

    /// A new one belongs to the person who is signed in.
    base::Result<void> save_draft(const Draft& draft);
    base::Result<void> delete_draft(const Uuid& id);
    /// Of new complaints by the person who is signed in, newest first.
    base::Result<std::vector<Draft>> drafts();
    /// How many drafts the person who is signed in has, of both kinds.
    base::Result<std::int64_t> draft_count();
    /// Of steps on the complaint by the person who is signed in, newest first. They go with the
    /// complaint when it leaves the tablet, and when it is redacted.
    base::Result<std::vector<Draft>> step_drafts(const Uuid& complaint);

    /// The value of a setting, or an empty text.
    base::Result<std::string> setting(std::string_view name);
    base::Result<void> put_setting(std::string_view name, std::string_view value);

    /// Indexes up to `documents_max` complaints for search; gives whether more wait. For idle
    /// moments: search is complete without it, only slower.
    base::Result<bool> index_some(std::size_t documents_max);

    /// Brings what the write-ahead log holds into the database when that has become much. For idle
    /// moments: else a commit does it, and waits some ms for it. Errors: the storage errors; what
    /// was committed stays committed.
    base::Result<void> shorten_log();

    /// After the directory changed: makes tasks, targets and notices of up to `complaints_max`
    /// complaints anew: of what people work on and of what the person has not read. With other
    /// roles of the person: of all, and those that they may see no longer are taken away, except
    /// what is unsent. Whether something was done. For idle moments, not while an answer is half
    /// taken: the rest may say that they may see it again. What is left waits in the database.
    base::Result<bool> refold_some(std::size_t complaints_max);

    /// Makes every projection anew from the events. The result is the same, whatever was there
    /// before.
    base::Result<void> rebuild();

    // sync::Replica
    base::Result<sync::Position> position() override;
    base::Result<std::vector<domain::Event>> unsent(std::uint64_t after_device_seq,
                                                    std::size_t events_max,
                                                    std::size_t payload_bytes_max) override;
    base::Result<void>
    keep_apart(const Uuid& device, std::uint64_t device_seq, domain::Reason reason) override;
    base::Result<std::vector<sync::ApartPlace>> apart_places(std::size_t places_max) override;
    base::Result<void> take(const sync::SyncResponse& response) override;

private:
    /// The device's chain and counters, as in the table tablet.
    struct Chain {
        std::uint64_t last_device_seq = 0;
        base::Hash last_hash{};
        std::uint32_t last_counter = 0;
    };

    TabletStore(sqlite::Database database, const base::Clock& clock, base::Random& random);

    sqlite::Database m_database;
    const base::Clock& m_clock;
    base::Random& m_random;
    std::unique_ptr<Queries> m_queries;
    FileStore m_files;
    std::optional<Session> m_session;

    /// Nil as long as nobody has signed in.
    Uuid own_device() const { return m_session ? m_session->device : Uuid{}; }

    /// Whose events are surely this tablet's: nobody's while a copy of it works under its identity.
    Uuid maker_of_own() const { return m_standing.position.copied ? Uuid{} : own_device(); }

    Uuid own_person() const { return m_session ? m_session->person : Uuid{}; }

    /// How what the server lost is offered to it again.
    struct Former {
        std::set<Uuid> stuck; ///< devices of which the server cannot take the next event now
        std::int64_t again_utc_ms = 0; ///< when what cannot go now is tried once more; 0 = at once
        bool moved = false;            ///< since nothing was found that can go
        bool waited = false;           ///< long enough for what is on other tablets
        bool own_waits = false;        ///< own events wait for what is on another tablet
    };

    /// What is known beside the database. A change that comes to nothing takes it back.
    struct Standing {
        Chain chain;
        sync::Position position;
        std::vector<std::string> silent_tablets;
        bool has_former = false; ///< events of a lost history are kept
        bool is_whole = false;   ///< the server's history has been here whole since the start
        Former former;
    };

    Standing m_standing;
    domain::Directory m_directory;
    using StateCounts =
        std::array<std::int64_t, static_cast<std::size_t>(domain::State::Cancelled) + 1>;
    /// How many complaints are in each state; nothing until somebody asks, and after a transaction
    /// that came to nothing.
    std::optional<StateCounts> m_state_counts;

    class Change;
    friend class Change;

    base::Result<void> load();
    base::Result<void> load_tablet();
    base::Result<void> put_directory(const domain::Directory& directory);
    /// Whether the person's roles show something else under the new directory.
    bool sight_differs(const domain::Directory& directory) const;
    /// Drops a complaint that the server no longer shows, except while something of it is unsent.
    base::Result<void> drop_ended(const Uuid& complaint);
    /// Whether the person may see it no longer and nothing of it is unsent.
    bool is_let_go(const domain::Complaint& complaint) const;
    /// Projects a complaint anew without what the person may know no longer, or drops it when it is
    /// let go.
    base::Result<void> refold_or_drop(const Uuid& complaint);
    /// As m_standing has it.
    base::Result<void> put_position();
    base::Result<void> put_silent_tablets(const sync::SyncResponse& response);
    /// Everything of the server's history is asked for again.
    base::Result<void> put_beginning();
    /// Ref and id of each.
    base::Result<std::vector<std::pair<std::int64_t, Uuid>>> all_complaints();

    base::Result<domain::Event> append_one(const NewStep& step);
    base::Result<void> put_chain();
    base::Result<domain::Event> sealed(const NewStep& step,
                                       const std::optional<domain::Complaint>& before);

    /// What the indexes of lists are made of.
    struct Order {
        domain::State state = domain::State::Recorded;
        std::int64_t updated_at_utc_ms = 0;
        std::int64_t accepted_at_utc_ms = 0;
        std::int64_t validity = 0;
        std::int64_t due_utc_ms = 0;
        bool is_live = false;
        bool operator==(const Order&) const = default;
    };

    /// The complaint's local identity and its events in order.
    struct Known {
        std::int64_t ref = 0;
        Order order; ///< as projected
        std::vector<domain::PlacedEvent> events;
    };

    base::Result<std::optional<Known>> known(const Uuid& complaint);
    /// The fold of the events, own unsent ones judged anew by what is now before them.
    std::optional<domain::Complaint> folded(const std::vector<domain::PlacedEvent>& events) const;
    void fold_in(std::optional<domain::Complaint>& complaint,
                 const domain::PlacedEvent& placed) const;
    /// What is known beforehand of the text that search looks in: to make it is a fifth of the
    /// work of a receipt.
    enum class SearchText { MayDiffer, AsItWas };

    /// Writes the row of lists and search; gives the ref.
    base::Result<std::int64_t> project(const domain::Complaint& complaint,
                                       const Known* before,
                                       SearchText text = SearchText::MayDiffer);
    base::Result<void>
    project_text(const domain::Complaint& complaint, std::int64_t ref, bool is_new);
    base::Result<const StateCounts*> state_counts();
    /// The number that a statement of one row and no parameters gives.
    base::Result<std::int64_t> counted(std::string_view name);
    base::Result<std::vector<ListRow>> rows_by_recording(const ListQuery& query);
    base::Result<std::vector<ListRow>> rows_by_target(const ListQuery& query);
    base::Result<std::vector<ListRow>> found_rows(const ListQuery& query,
                                                  const std::string& folded_query);
    base::Result<std::vector<ListRow>> found_by_index(const ListQuery& query,
                                                      const std::string& folded_query);
    base::Result<void> project_links(const domain::Complaint& complaint, std::int64_t ref);
    base::Result<void>
    project_inbox(const domain::Complaint& complaint, std::int64_t ref, bool is_new);
    base::Result<std::vector<SimilarRow>>
    alike_since(const domain::Intake& intake, std::int64_t since_utc_ms, double similarity_min);
    base::Result<void> insert_event(std::int64_t ref, const domain::PlacedEvent& placed);
    /// Notes which file an attach event names; other events name none.
    base::Result<void> note_file(std::int64_t ref, const domain::PlacedEvent& placed);

    /// Copies an event among those that wait for their author.
    base::Result<void> set_aside(std::int64_t sequence, domain::Reason reason, bool on_server);
    base::Result<bool> is_known(const domain::Event& event);
    /// Takes an unsent event out of its complaint; gives the complaint, nil when there is none.
    base::Result<Uuid>
    move_apart(const Uuid& device, std::uint64_t device_seq, domain::Reason reason);
    static void leave_out_events(sync::EventBundle& bundle);
    base::Result<void> add_unsent_files(sync::EventBundle& bundle, bool others);
    /// Notes whether there is anything of a lost history.
    base::Result<void> count_former();
    /// Keeps the placed events of a history that the server has no longer.
    base::Result<void> keep_former();
    /// The server has these: they are no longer kept, nor what came before one in both histories.
    base::Result<void> pass_former(const std::vector<domain::PlacedEvent>& events);
    base::Result<void> drop_former(const Uuid& device, std::uint64_t device_seq);
    /// Of the unsent step in a place of a device's chain, if one waits there.
    base::Result<std::optional<std::int64_t>> waiting_sequence(const Uuid& device,
                                                               std::uint64_t device_seq);
    /// What the server's new history, which is here whole, lacks, and behind it what is unsent.
    base::Result<void> read_former(std::size_t events_max,
                                   std::size_t payload_bytes_max,
                                   std::vector<domain::Event>& events);
    base::Result<std::vector<domain::Event>> own_unsent(std::uint64_t after_device_seq,
                                                        std::size_t events_max,
                                                        std::size_t payload_bytes_max);
    /// Own or carried events that wait, as the named statement gives them.
    base::Result<void> read_waiting(sqlite::Statement& query,
                                    std::size_t payload_bytes_max,
                                    std::vector<domain::Event>& events);
    base::Result<void> take_receipts(const sync::SyncResponse& response,
                                     std::vector<Uuid>& changed);
    base::Result<void> ask_again_for_file_of(const domain::Event& event);
    base::Result<void> take_events(const sync::SyncResponse& response, std::vector<Uuid>& changed);
    base::Result<void> take_complaint(const Uuid& id,
                                      const std::vector<const domain::PlacedEvent*>& events);
    base::Result<bool> has_change(std::int64_t change);
    /// An event that comes back: gives its place to the one that waits here; whether it waited.
    base::Result<bool> place_waiting(const domain::PlacedEvent& placed, std::vector<Uuid>& changed);
    /// What this tablet did not make came under its identity.
    base::Result<void> note_copied();
    /// Gives an unsent event of a device its place; its complaint, or nil when it was not unsent.
    base::Result<Uuid> place(const Uuid& device, const sync::Receipt& receipt);
    base::Result<void> pass_places(const Uuid& device, std::uint64_t device_seq);
    base::Result<void> pass_up_to(const std::optional<std::uint64_t>& chain_end);
    base::Result<void> refold(const Uuid& complaint, SearchText text = SearchText::MayDiffer);
    /// `state`: what its events fold to.
    base::Result<void>
    refold(Known& found, std::optional<domain::Complaint> state, SearchText text);
    /// Puts what carried-out orders name into its redacted form, here and in the database; whether
    /// there was anything.
    base::Result<bool> redact_named(const domain::Complaint& complaint, Known& known);
    /// Of a 保密 complaint.
    bool may_know_complainant(const domain::Complaint& complaint) const;
    /// Takes out who complains, except what was written on this tablet or waits to be sent.
    base::Result<void> forget_identity(const Known& known);
    base::Result<void> delete_step_drafts(std::int64_t ref);
    /// With its events and all that refers to it.
    base::Result<void> delete_complaint(std::int64_t ref);
    base::Result<void> start_new_epoch();
};

} // namespace huiyin::store
