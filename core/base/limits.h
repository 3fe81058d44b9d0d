// Every limit of the system, with its unit and its reason. Tests hit each at its edge.
#pragma once

#include <cstddef>
#include <cstdint>

namespace huiyin::base::limits {

// Wire. A message names the protocol version in which it got its form. The server takes this one
// and the two before; a tablet begins with this one and goes down with a server that refuses it.
/// 1: the first. 2: a sync tells where it stands by what is there (`mark`), not by the number
/// alone, and how much is to come (`latest`).
inline constexpr int protocol_version = 2;
inline constexpr int protocol_oldest = protocol_version > 3 ? protocol_version - 2 : 1;
/// The version in which signing in, files and bundles got their form.
inline constexpr int protocol_of_others = 1;
/// A push is at most this many events, so that one commit and one receipt list stay small.
inline constexpr std::size_t push_events_max = 200;
/// Places of its chain that a tablet names in one request: what it made since the last backup and
/// holds no longer must fit, or a server that was put back could take nothing more of it.
inline constexpr std::size_t apart_places_max = 2000;
/// Body of a request in bytes.
inline constexpr std::size_t request_body_bytes_max = 1024 * 1024;
/// Pull page: at most this many events...
inline constexpr std::size_t pull_events_max = 500;
/// ...or this many bytes of payload, whichever comes first. One event always fits.
inline constexpr std::size_t pull_bytes_max = 1024 * 1024;
/// Response body a tablet accepts: a pull page, its framing and the directory.
inline constexpr std::size_t response_body_bytes_max = 8 * 1024 * 1024;
/// Nesting of any JSON document we read.
inline constexpr std::size_t json_depth_max = 16;
/// Members of any one object in JSON: each name is compared with those before it.
inline constexpr std::size_t json_members_max = 256;
/// Any one string in JSON, in bytes.
inline constexpr std::size_t json_string_bytes_max = 64 * 1024;

// Events and complaints. Text limits are in Unicode code points.
/// Payload of one event in bytes: 4 000 characters of content in UTF-8 with escapes, and everything
/// beside.
inline constexpr std::size_t event_payload_bytes_max = 48 * 1024;
inline constexpr std::size_t content_chars_min = 5;
inline constexpr std::size_t content_chars_max = 4000;
inline constexpr std::size_t short_text_chars_max = 100;
inline constexpr std::size_t long_text_chars_max = 2000;
/// A signature by hand as text: some 800 points, which is far more than a name has.
inline constexpr std::size_t ink_text_bytes_max = 8 * 1024;
/// Events of one complaint; a complaint has tens, so this only stops a runaway device.
inline constexpr std::size_t complaint_events_max = 2000;
/// People and groups named in one member of a payload.
inline constexpr std::size_t references_max = 20;
/// Attachments of one complaint.
inline constexpr std::size_t attachments_max = 30;
/// Complaints on one device; the counter is printed with at least four digits.
inline constexpr std::uint32_t complaint_counter_max = 9'999'999;
/// A device clock that differs more than this from the server's gets the mark 时钟异常.
inline constexpr std::int64_t clock_drift_ms_max = 10 * 60 * 1000;

// Files of unsent work (core/base/sealed_file.h).
/// Characters of the code: 60 bits, far beyond guessing, and short enough to be copied by hand.
inline constexpr std::size_t seal_code_chars = 12;
/// Events of a sealed file as text; some 5 000.
inline constexpr std::size_t bundle_text_bytes_max = 16 * 1024 * 1024;
/// Attachments of a sealed file: some 80 photos, or one attachment of the biggest size.
inline constexpr std::size_t bundle_files_bytes_max = 32 * 1024 * 1024;
inline constexpr std::size_t bundle_files_max = 1000;
inline constexpr std::size_t sealed_content_bytes_max =
    bundle_text_bytes_max + bundle_files_bytes_max;
inline constexpr std::size_t sealed_file_bytes_max = sealed_content_bytes_max + 1024;
/// Events of one file.
inline constexpr std::size_t bundle_events_max = 10'000;

/// With less left on a tablet, its user is warned before a record is begun: a day's work with some
/// pictures.
inline constexpr std::int64_t storage_left_bytes_min = 50LL * 1024 * 1024;

// Attachments. A camera's picture is made smaller before it is kept; sizes are in bytes.
/// What may be chosen at all: decoding takes four bytes a pixel, and the biggest cameras of phones
/// give 30 MB.
inline constexpr std::size_t chosen_file_bytes_max = 40 * 1024 * 1024;
inline constexpr std::size_t attachment_bytes_max = 25 * 1024 * 1024;
/// A file is stored and travels in pieces of this size, the last one shorter: what a cut costs at
/// most.
inline constexpr std::size_t attachment_chunk_bytes = 256 * 1024;
inline constexpr std::size_t attachment_chunks_max = attachment_bytes_max / attachment_chunk_bytes;
/// A picture of thumbnail_edge_max, encoded.
inline constexpr std::size_t thumbnail_bytes_max = 128 * 1024;
/// Files that a tablet asks the server about in one request.
inline constexpr std::size_t offered_files_max = 50;
/// What the server takes in from one device of files that no complaint names yet: a few photos of
/// a form that is being filled in, not a store for anything else.
inline constexpr std::int64_t unused_file_bytes_max = 100 * 1024 * 1024;
/// How long a file is kept that no complaint and no draft holds.
inline constexpr std::int64_t unused_file_ms_max = 7 * 24 * 60 * 60 * 1000LL;
/// Longer side of a kept picture and of its thumbnail, in pixels: a page of A4 stays readable.
inline constexpr std::uint32_t picture_edge_max = 2048;
inline constexpr std::uint32_t thumbnail_edge_max = 256;
/// A voice note; about 1 MB.
inline constexpr std::uint32_t voice_note_ms_max = 3 * 60 * 1000;

// People.
inline constexpr std::size_t account_name_chars_max = 64;
/// ASVS 6.2.1 and 6.2.9: at least 8, at least 64 allowed. More is refused so that hashing stays
/// bounded.
inline constexpr std::size_t password_chars_min = 8;
inline constexpr std::size_t password_bytes_max = 256;
inline constexpr std::size_t directory_people_max = 5000;
/// Holidays and extra working days of a calendar: about ten years of them.
inline constexpr std::size_t calendar_days_max = 400;
/// Values of the lists that people pick from.
inline constexpr std::size_t code_values_max = 2000;

// Tablets.
/// Devices of a department, revoked ones among them: a directory names them all.
inline constexpr std::size_t devices_max = 20'000;
/// Devices that one person may enrol within a day: whoever rolls tablets out stays below it.
inline constexpr std::size_t enrolments_per_day_max = 100;
/// For how long after a restore what was made before it is taken of people of whom the server has
/// forgotten that they signed in on its tablet.
inline constexpr std::int64_t lost_time_ms_max = std::int64_t{30} * 24 * 60 * 60 * 1000;
/// 未同步终端 that an answer names, the longest silent first; a department has some dozens.
inline constexpr std::size_t silent_tablets_max = 500;

// Search and lists.
/// Complaints that name another one, as its page shows them.
inline constexpr std::size_t links_shown_max = 20;
inline constexpr std::size_t list_page_rows = 50;
inline constexpr std::size_t search_query_chars_max = 64;
/// Complaints of one register: more than a year of a big department, and still a few seconds.
inline constexpr std::size_t register_rows_max = 5000;
/// Days of a register that the server makes on request: a leap year.
inline constexpr int register_days_max = 366;
/// Complaints not yet in the full-text index; more are indexed before the commit returns.
inline constexpr std::size_t search_pending_max = 20'000;

} // namespace huiyin::base::limits
