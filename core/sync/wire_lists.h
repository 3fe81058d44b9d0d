// The long lists of the sync messages in the one form that we write, read and written without a
// document between: a full push or page is a megabyte, and its document would cost more than all
// else that is done with it.
//
// What is in any other form, right or wrong, is for the reader of documents in wire.cpp, which
// decides alone.
#pragma once

#include "core/base/limits.h"
#include "core/sync/wire.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace huiyin::sync {

inline constexpr std::size_t kind_bytes_max = 40;
/// A page may be longer than limits::pull_events_max by one complaint that comes with its whole
/// history.
inline constexpr std::size_t pull_events_accepted_max =
    base::limits::pull_events_max + base::limits::complaint_events_max;
inline constexpr std::int64_t utc_offset_minutes_most = 14 * 60;
/// Before the year 5138; keeps every later calculation far from overflow.
inline constexpr std::int64_t time_most = 100'000'000'000'000;

/// JSON arrays without their brackets, byte for byte as base::to_text would write them.
std::string list_text(const std::vector<domain::Event>& events);
std::string list_text(const std::vector<domain::PlacedEvent>& events);
std::string list_text(const std::vector<Receipt>& receipts);

/// The lists of a message; `rest` is the message with empty ones, still to be read.
struct RequestLists {
    std::vector<domain::Event> push;
    std::string rest;
};

struct ResponseLists {
    std::vector<Receipt> receipts;
    std::vector<domain::PlacedEvent> events;
    std::string rest;
};

/// Nothing when the text is in another form than the one that we write.
std::optional<RequestLists> request_lists(std::string_view text);
std::optional<ResponseLists> response_lists(std::string_view text);

/// Reads the lists of an answer in parts: a full page takes longer than a frame.
class ResponseListsReader {
public:
    /// `text` has to outlive this.
    explicit ResponseListsReader(std::string_view text);

    /// Reads up to so many events more. Whether there are still more.
    bool read_some(std::size_t events_max);

    /// What was read, once read_some says that there is no more; as response_lists gives it.
    std::optional<ResponseLists> take();

private:
    std::string_view m_before; ///< what stands before the lists
    std::string_view m_rest;   ///< what was not read yet
    ResponseLists m_lists;
    bool m_good = true;
    bool m_done = false;
};

} // namespace huiyin::sync
