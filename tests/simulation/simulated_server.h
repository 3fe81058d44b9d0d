// The server of a simulation: its real store, its real way to take a push, to make a page and to
// take files; without threads and sockets.
#pragma once

#include "core/base/limits.h"
#include "core/sync/engine.h"
#include "core/sync/file_engine.h"
#include "sync-server/api/directory_cache.h"
#include "sync-server/api/file_travel.h"
#include "sync-server/api/pull.h"
#include "sync-server/api/push.h"
#include "sync-server/store/store.h"
#include "tests/simulation/ledger.h"
#include "tests/simulation/world.h"
#include "tests/support/fakes.h"
#include "tests/support/procedure.h"

#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace huiyin::simulation {

using base::Uuid;

/// Who asks.
struct Caller {
    base::Hash token{};
    Uuid device;
};

/// What a tablet shows of itself when it signs in.
struct Newcomer {
    Uuid person;
    Uuid device; ///< nil: to be enrolled
    base::PublicKey public_key{};
};

struct SignedIn {
    base::Hash token{};
    sync::SignInResponse response;
};

/// An answer to a tablet's engine, and what it promises.
struct Answered {
    sync::Answer answer;
    std::vector<Uuid> taken; ///< events of which it says that the server has them
};

class SimulatedTablet;

class SimulatedServer {
public:
    SimulatedServer(const Options& options,
                    ServerPlace& place,
                    tests::SeededRandom& random,
                    std::int64_t& now_ms,
                    Ledger& ledger);

    const tests::Office& office() const { return m_office; }

    const Uuid& department() const { return m_office.directory.department; }

    server::store::Reader& reader() const { return m_writer->reader(); }

    std::shared_ptr<const domain::Directory> directory();

    /// Whether a tablet knows of the history that it has now.
    bool is_known_to(const SimulatedTablet& tablet) const;

    /// As if its program were of an older or a newer version.
    void speak(int protocol) { m_protocol = protocol; }

    std::int64_t change_last() const;

    /// A tablet that the server does not know is enrolled, as the one that it says it is.
    SignedIn sign_in(const Newcomer& newcomer);

    Answered answer(const Caller& caller, const std::string& body);
    sync::Answer answer_file(const Caller& caller, const sync::FileRequest& request);

    /// Takes a group member's role away, or gives it back; tablets hear of it when they ask.
    void change_a_role();

    void back_up();

    bool has_backup() const { return m_backed_up; }

    /// To the last backup; tablets have to sign in again. By hand, a copy is just put in the
    /// database's place: no new epoch begins.
    void restore(bool by_hand);

    /// Behind which change numbers a restore has left some out, and the last of those.
    const std::map<std::int64_t, std::int64_t>& left_out() const { return m_left_out; }

    /// In change order.
    std::vector<domain::PlacedEvent> all_events();

    /// The bytes of a file that is whole here; empty when it is not.
    std::string file(const base::Hash& sha256, const Uuid& device);

private:
    const Options& m_options;
    ServerPlace& m_place;
    tests::SeededRandom& m_random;
    std::int64_t& m_now_ms;
    Ledger& m_ledger;
    tests::Office m_office;
    std::unique_ptr<server::store::Store> m_store;
    std::unique_ptr<server::store::Writer> m_writer;
    std::unique_ptr<server::api::DirectoryCache> m_directories;
    bool m_backed_up = false;
    std::map<std::int64_t, std::int64_t> m_left_out;
    std::uint32_t m_tokens = 0;
    int m_protocol = base::limits::protocol_version;
    server::api::PageShape m_page_shape;

    void open();
    void close();
    bool plants(Plant plant, std::size_t percent);
    void check_order(const sync::SyncResponse& response);
    server::api::PushOutcome take_push(const server::api::Offer& offer);
    void give_page(const server::store::TokenRow& token,
                   const sync::SyncRequest& request,
                   std::span<const server::api::OfferedEvent> offered,
                   sync::SyncResponse& response);
    base::Result<std::string> file_answer(const server::api::FileSender& sender,
                                          const sync::FileRequest& request);
    base::Result<std::string> take_chunk(const server::api::FileSender& sender,
                                         const sync::ChunkName& chunk,
                                         const std::string& bytes);
};

} // namespace huiyin::simulation
