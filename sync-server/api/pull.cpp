#include "sync-server/api/pull.h"

#include "core/domain/visibility.h"
#include "sync-server/api/redaction.h"

#include <algorithm>
#include <utility>

namespace huiyin::server::api {

namespace limits = base::limits;

Result<std::uint64_t> chain_end(store::Reader& reader, const store::TokenRow& token) {
    const auto device = HUIYIN_TRY(reader.device(token.department, token.device));
    return device ? device->last_seq : 0;
}

sync::SyncResponse
begin_answer(const sync::SyncRequest& request, std::string epoch, std::int64_t now_utc_ms) {
    return {
        .protocol = request.protocol, .epoch = std::move(epoch), .server_time_utc_ms = now_utc_ms};
}

Result<bool> knows_another_history(store::Reader& reader,
                                   const store::TokenRow& token,
                                   const sync::SyncRequest& request,
                                   std::string_view epoch) {
    if (!request.epoch.empty() && request.epoch != epoch) {
        return true;
    }
    if (request.protocol < sync::protocol_with_marks) {
        return false; // it would not understand the answer
    }
    if (HUIYIN_TRY(chain_end(reader, token)) < request.acknowledged ||
        HUIYIN_TRY(reader.directory_version(token.department)) < request.directory_version) {
        return true;
    }
    if (!request.mark) {
        return false;
    }
    // A number alone is not enough: what was lost behind a copy may have been given out again.
    return HUIYIN_TRY(reader.mark(token.department, request.mark->change)) != request.mark ||
           HUIYIN_TRY(reader.change_last(token.department)) <
               std::max(request.cursor, request.mark->change);
}

Result<void>
start_over(store::Reader& reader, const store::TokenRow& token, sync::SyncResponse& response) {
    response.starts_over = response.protocol >= sync::protocol_with_marks;
    response.more = true;
    response.chain_end = HUIYIN_TRY(chain_end(reader, token));
    return {};
}

namespace {

/// Whether there were any: the open complaints behind one, for a tablet that begins from nothing.
Result<bool> add_open(store::Reader& reader,
                      const store::PageQuery& query,
                      const Uuid& after,
                      sync::SyncResponse& response) {
    store::OpenPage page = HUIYIN_TRY(reader.open_page(query, after));
    if (page.events.empty() && !page.after) {
        return false;
    }
    response.events = std::move(page.events);
    response.open_after = page.after;
    response.mark = page.mark;
    response.latest = page.latest;
    response.more = true;
    return true;
}

} // namespace

Result<void> add_page(store::Reader& reader,
                      const store::TokenRow& token,
                      const domain::Directory& directory,
                      const sync::SyncRequest& request,
                      std::span<const OfferedEvent> offered,
                      sync::SyncResponse& response,
                      const PageShape& shape) {
    // Roles that the tablet has not heard of may show complaints older than its cursor.
    const bool sees_more = request.directory_version < token.grants_version;
    store::PageQuery query{.department = token.department,
                           .scopes = domain::readable_keys(directory, token.person),
                           .pushed = {},
                           .cursor = sees_more ? 0 : request.cursor,
                           .events_max = shape.events_max,
                           .payload_bytes_max = limits::pull_bytes_max,
                           .changes_per_open = shape.changes_per_open};
    for (std::size_t i = 0; i < response.receipts.size(); ++i) {
        // What a tablet carried for another one is not in its hands any more: that is given back.
        const bool own = offered[i].event.device == token.device;
        if (own && response.receipts[i].change != 0) {
            query.pushed.push_back({response.receipts[i].change, offered[i].event.complaint});
        }
        if (own && response.receipts[i].verdict.reason == domain::Reason::SequenceGap) {
            response.chain_end = HUIYIN_TRY(chain_end(reader, token));
        }
    }
    if (directory.version != request.directory_version) {
        response.directory = directory_for(directory, token.person);
    }
    const bool begins = request.open_after && request.cursor == 0 && offered.empty();
    // Behind the first of what is open it is known that all is more than a page.
    const bool goes_on = begins && !request.open_after->is_nil();
    if (goes_on && HUIYIN_TRY(add_open(reader, query, *request.open_after, response))) {
        return {};
    }
    store::Page page = HUIYIN_TRY(reader.page(query));
    if (begins && !goes_on && page.more &&
        HUIYIN_TRY(add_open(reader, query, *request.open_after, response))) {
        return {};
    }
    response.events = std::move(page.events);
    response.ended = std::move(page.ended);
    response.cursor = page.cursor;
    response.more = page.more;
    if (response.protocol >= sync::protocol_with_marks) {
        response.mark = page.mark;
        response.latest = page.more ? page.latest : 0;
    }
    return {};
}

} // namespace huiyin::server::api
