#include "core/sync/wire_lists.h"

#include "core/base/json.h"
#include "core/base/text.h"

#include <algorithm>
#include <charconv>

namespace huiyin::sync {

namespace limits = base::limits;

namespace {

// An event takes about so many bytes beside its payload.
constexpr std::size_t framing_expected = 640;

bool is_plain(char c) {
    return static_cast<unsigned char>(c) >= 0x20 && c != '"' && c != '\\';
}

/// The letter that follows the backslash, or 0.
char escape_of(char c) {
    switch (c) {
    case '"':
    case '\\':
        return c;
    case '\b':
        return 'b';
    case '\f':
        return 'f';
    case '\n':
        return 'n';
    case '\r':
        return 'r';
    case '\t':
        return 't';
    default:
        return 0;
    }
}

/// The character of a backslash and this letter, or 0.
char unescaped(char letter) {
    for (const char c : {'"', '\\', '\b', '\f', '\n', '\r', '\t'}) {
        if (escape_of(c) == letter) {
            return c;
        }
    }
    return 0;
}

class Writer {
public:
    explicit Writer(std::size_t bytes_expected) { m_text.reserve(bytes_expected); }

    void begin_item() { m_text += m_text.empty() ? "{" : ",{"; }

    void end_item() { m_text += '}'; }

    /// A member's name; what comes before it, too.
    Writer& name(std::string_view name) {
        m_text += m_text.back() == '{' ? "\"" : ",\"";
        m_text += name;
        m_text += "\":";
        return *this;
    }

    void integer(std::int64_t value) { m_text += std::to_string(value); }

    void unsigned_integer(std::uint64_t value) { m_text += std::to_string(value); }

    /// A text that needs no escape.
    void plain(std::string_view text) {
        m_text += '"';
        m_text += text;
        m_text += '"';
    }

    void text(std::string_view text) {
        const std::size_t before = m_text.size();
        m_text += '"';
        for (std::size_t at = 0; at < text.size();) {
            const auto end = std::find_if_not(
                text.begin() + static_cast<std::ptrdiff_t>(at), text.end(), is_plain);
            const auto stop = static_cast<std::size_t>(end - text.begin());
            m_text += text.substr(at, stop - at);
            at = stop;
            if (at < text.size()) {
                const char letter = escape_of(text[at++]);
                if (letter == 0) {
                    return document(text, before);
                }
                m_text += '\\';
                m_text += letter;
            }
        }
        m_text += '"';
        if (!base::is_valid_utf8(text)) {
            document(text, before);
        }
    }

    std::string take() { return std::move(m_text); }

private:
    std::string m_text;

    /// Rare characters, and bytes that are to be repaired.
    void document(std::string_view text, std::size_t before) {
        m_text.resize(before);
        m_text += base::to_text(base::Json(text));
    }
};

void put_event(Writer& writer, const domain::Event& event) {
    writer.name("id").plain(to_string(event.id));
    writer.name("complaint").plain(to_string(event.complaint));
    writer.name("device").plain(to_string(event.device));
    writer.name("seq").unsigned_integer(event.device_seq);
    writer.name("seen").integer(event.seen.change);
    writer.name("seen_unsent").integer(event.seen.unsent);
    writer.name("actor").plain(to_string(event.actor));
    writer.name("role").plain(code_of(event.role));
    writer.name("kind").text(event.kind);
    writer.name("payload").text(event.payload);
    writer.name("time").integer(event.device_time_utc_ms);
    writer.name("offset").integer(event.utc_offset_minutes);
    writer.name("prev").plain(base::base64_from_bytes(event.prev_hash));
    writer.name("signature").plain(base::base64_from_bytes(event.signature));
    if (!event.redaction.is_nil()) {
        writer.name("redaction").plain(to_string(event.redaction));
        writer.name("hash").plain(base::base64_from_bytes(event.hash));
    }
}

/// What the server says of an event: the end of a receipt and of a placed event.
void put_place(Writer& writer,
               std::int64_t change,
               std::int64_t at_utc_ms,
               const domain::Verdict& verdict,
               std::int64_t register_no) {
    writer.name("change").integer(change);
    writer.name("at").integer(at_utc_ms);
    writer.name("verdict").plain(code_of(verdict.kind));
    if (verdict.reason != domain::Reason::None) {
        writer.name("reason").plain(code_of(verdict.reason));
    }
    if (register_no != 0) {
        writer.name("register_no").integer(register_no);
    }
}

/// Members in the order of Writer, nothing left out and nothing added. Everything after the first
/// thing that is not so reads as nothing.
class Reader {
public:
    explicit Reader(std::string_view text)
        : m_rest(text) {}

    bool good() const { return m_good; }

    std::string_view rest() const { return m_rest; }

    void require(bool condition) { m_good = m_good && condition; }

    void literal(std::string_view text) { m_good = m_good && skip(text); }

    bool skip(std::string_view text) {
        const bool is_next = m_rest.starts_with(text);
        if (is_next) {
            m_rest.remove_prefix(text.size());
        }
        return is_next;
    }

    /// The next member's name, which must be this one.
    Reader& name(std::string_view name) {
        literal(name);
        return *this;
    }

    std::int64_t integer(std::int64_t least, std::int64_t most) {
        constexpr std::size_t digits_max = 18;
        const std::size_t sign = m_rest.starts_with('-') ? 1 : 0;
        std::size_t end = sign;
        while (end < m_rest.size() && m_rest[end] >= '0' && m_rest[end] <= '9') {
            ++end;
        }
        const bool leads_with_zero = end > sign && m_rest[sign] == '0' && end > 1;
        m_good = m_good && end > sign && end - sign <= digits_max && !leads_with_zero;
        std::int64_t value = 0;
        if (m_good) {
            std::from_chars(m_rest.data(), m_rest.data() + end, value);
            m_rest.remove_prefix(end);
            m_good = value >= least && value <= most;
        }
        return value;
    }

    /// A text without escapes.
    std::string_view plain() {
        literal("\"");
        const std::size_t end = m_good ? m_rest.find_first_of("\"\\") : std::string_view::npos;
        m_good = m_good && end != std::string_view::npos && m_rest[end] == '"' &&
                 std::all_of(
                     m_rest.begin(), m_rest.begin() + static_cast<std::ptrdiff_t>(end), is_plain);
        if (!m_good) {
            return {};
        }
        const std::string_view text = m_rest.substr(0, end);
        m_rest.remove_prefix(end + 1);
        return text;
    }

    void text(std::string& out, std::size_t bytes_max) {
        literal("\"");
        std::size_t at = 0;
        while (m_good) {
            std::size_t stop = at;
            while (stop < m_rest.size() && is_plain(m_rest[stop])) {
                ++stop;
            }
            out += m_rest.substr(at, stop - at);
            if (stop < m_rest.size() && m_rest[stop] == '"') {
                m_rest.remove_prefix(stop + 1);
                m_good = out.size() <= bytes_max && base::is_valid_utf8(out);
                return;
            }
            const bool escaped = stop + 1 < m_rest.size() && m_rest[stop] == '\\';
            const char meant = escaped ? unescaped(m_rest[stop + 1]) : '\0';
            m_good = meant != 0;
            out += meant;
            at = stop + 2;
        }
    }

    void uuid(Uuid& out) { put(base::uuid_from_string(plain()), out); }

    template <std::size_t N>
    void bytes(std::array<std::uint8_t, N>& out) {
        const auto bytes = base::bytes_from_base64(plain());
        put(bytes ? base::array_from_bytes<N>(*bytes) : std::nullopt, out);
    }

    template <class Enum>
    void code(Enum& out) {
        put(domain::from_code<Enum>(plain()), out);
    }

private:
    std::string_view m_rest;
    bool m_good = true;

    template <class Value>
    void put(const std::optional<Value>& value, Value& out) {
        m_good = m_good && value.has_value();
        if (m_good) {
            out = *value;
        }
    }
};

void read_event(Reader& reader, domain::Event& event) {
    reader.name(R"({"id":)").uuid(event.id);
    reader.name(R"(,"complaint":)").uuid(event.complaint);
    reader.name(R"(,"device":)").uuid(event.device);
    event.device_seq = static_cast<std::uint64_t>(reader.name(R"(,"seq":)").integer(1, INT64_MAX));
    event.seen.change = reader.name(R"(,"seen":)").integer(0, INT64_MAX);
    event.seen.unsent =
        static_cast<std::uint32_t>(reader.name(R"(,"seen_unsent":)").integer(0, UINT32_MAX));
    reader.name(R"(,"actor":)").uuid(event.actor);
    reader.name(R"(,"role":)").code(event.role);
    reader.name(R"(,"kind":)").text(event.kind, kind_bytes_max);
    reader.name(R"(,"payload":)").text(event.payload, limits::event_payload_bytes_max);
    event.device_time_utc_ms = reader.name(R"(,"time":)").integer(0, time_most);
    event.utc_offset_minutes = static_cast<std::int32_t>(
        reader.name(R"(,"offset":)").integer(-utc_offset_minutes_most, utc_offset_minutes_most));
    reader.name(R"(,"prev":)").bytes(event.prev_hash);
    reader.name(R"(,"signature":)").bytes(event.signature);
    reader.require(!event.kind.empty());
    if (reader.skip(R"(,"redaction":)")) {
        reader.uuid(event.redaction);
        reader.name(R"(,"hash":)").bytes(event.hash);
        reader.require(!event.redaction.is_nil());
    } else if (reader.good()) {
        event.hash = hash_of(event);
    }
}

/// As put_place writes it, with the end of the item.
template <class Placed>
void read_place(Reader& reader, std::int64_t change_least, Placed& placed) {
    placed.change = reader.name(R"(,"change":)").integer(change_least, INT64_MAX);
    placed.server_time_utc_ms = reader.name(R"(,"at":)").integer(0, time_most);
    reader.name(R"(,"verdict":)").code(placed.verdict.kind);
    if (reader.skip(R"(,"reason":)")) {
        // A reason of a later version is still a reason.
        const std::string_view reason = reader.plain();
        reader.require(base::is_valid_utf8(reason));
        placed.verdict.reason =
            domain::from_code<domain::Reason>(reason).value_or(domain::Reason::UnknownKind);
    }
    if (reader.skip(R"(,"register_no":)")) {
        placed.register_no = reader.integer(INT64_MIN, INT64_MAX);
    }
    reader.literal("}");
}

void read_item(Reader& reader, domain::Event& event) {
    read_event(reader, event);
    reader.literal("}");
}

void read_item(Reader& reader, domain::PlacedEvent& placed) {
    read_event(reader, placed.event);
    read_place(reader, 1, placed);
}

void read_item(Reader& reader, Receipt& receipt) {
    reader.literal("{");
    if (reader.skip(R"("device":)")) {
        reader.uuid(receipt.device);
        reader.literal(",");
    }
    receipt.device_seq = static_cast<std::uint64_t>(reader.name(R"("seq":)").integer(1, INT64_MAX));
    read_place(reader, 0, receipt);
}

template <class Item>
std::vector<Item> read_list(Reader& reader, std::size_t items_max) {
    std::vector<Item> items;
    if (!reader.skip("]")) {
        do {
            read_item(reader, items.emplace_back());
        } while (reader.good() && items.size() <= items_max && reader.skip(","));
        reader.literal("]");
    }
    reader.require(items.size() <= items_max);
    return items;
}

/// The text up to the items of a member of the message itself; empty when there is no such or
/// something stands before it that could hold others.
std::string_view up_to_list(std::string_view text, std::string_view name) {
    const std::size_t at = text.find(name);
    if (!text.starts_with('{') || at == std::string_view::npos ||
        text.substr(1, at).find_first_of("{[") != std::string_view::npos) {
        return {};
    }
    return text.substr(0, at + name.size());
}

} // namespace

std::string list_text(const std::vector<domain::Event>& events) {
    Writer writer(events.size() * framing_expected * 3);
    for (const domain::Event& event : events) {
        writer.begin_item();
        put_event(writer, event);
        writer.end_item();
    }
    return writer.take();
}

std::string list_text(const std::vector<domain::PlacedEvent>& events) {
    Writer writer(events.size() * framing_expected * 3);
    for (const domain::PlacedEvent& placed : events) {
        writer.begin_item();
        put_event(writer, placed.event);
        put_place(
            writer, placed.change, placed.server_time_utc_ms, placed.verdict, placed.register_no);
        writer.end_item();
    }
    return writer.take();
}

std::string list_text(const std::vector<Receipt>& receipts) {
    Writer writer(receipts.size() * framing_expected / 4);
    for (const Receipt& receipt : receipts) {
        writer.begin_item();
        if (!receipt.device.is_nil()) {
            writer.name("device").plain(to_string(receipt.device));
        }
        writer.name("seq").unsigned_integer(receipt.device_seq);
        put_place(writer,
                  receipt.change,
                  receipt.server_time_utc_ms,
                  receipt.verdict,
                  receipt.register_no);
        writer.end_item();
    }
    return writer.take();
}

std::optional<RequestLists> request_lists(std::string_view text) {
    const std::string_view before = up_to_list(text, R"("push":[)");
    Reader reader(text.substr(before.size()));
    RequestLists lists;
    lists.push = read_list<domain::Event>(reader, limits::push_events_max);
    if (before.empty() || !reader.good()) {
        return std::nullopt;
    }
    lists.rest.append(before).append("]").append(reader.rest());
    return lists;
}

ResponseListsReader::ResponseListsReader(std::string_view text)
    : m_before(up_to_list(text, R"("receipts":[)")) {
    Reader reader(text.substr(m_before.size()));
    m_lists.receipts = read_list<Receipt>(reader, limits::push_events_max);
    reader.literal(R"(,"events":[)");
    m_done = reader.skip("]");
    m_good = !m_before.empty() && reader.good();
    m_rest = reader.rest();
}

bool ResponseListsReader::read_some(std::size_t events_max) {
    Reader reader(m_rest);
    for (std::size_t i = 0; i < events_max && m_good && !m_done; ++i) {
        read_item(reader, m_lists.events.emplace_back());
        m_done = !reader.skip(",");
        if (m_done) {
            reader.literal("]");
        }
        m_good = reader.good() && m_lists.events.size() <= pull_events_accepted_max;
    }
    m_rest = reader.rest();
    return m_good && !m_done;
}

std::optional<ResponseLists> ResponseListsReader::take() {
    if (!m_good) {
        return std::nullopt;
    }
    m_lists.rest.append(m_before).append(R"(],"events":[])").append(m_rest);
    return std::move(m_lists);
}

std::optional<ResponseLists> response_lists(std::string_view text) {
    ResponseListsReader reader(text);
    reader.read_some(SIZE_MAX);
    return reader.take();
}

} // namespace huiyin::sync
