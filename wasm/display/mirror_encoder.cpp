#include "wasm/display/mirror_encoder.h"

#include "wasm/display/json_text.h"

#include <map>

namespace huiyin::display {

using widgets::Node;
using widgets::NodeId;
using widgets::Rect;
using widgets::Role;
using widgets::Tree;

namespace {

std::uint64_t hash_of(std::string_view bytes) {
    std::uint64_t hash = 1469598103934665603ull;
    for (const char c : bytes) {
        hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ull;
    }
    return hash;
}

/// The page needs to tell the two text boxes apart.
std::string_view tag_of(Role role) {
    return role == Role::TextArea ? "textarea" : widgets::role_name(role);
}

std::string_view hint_name(widgets::InputHint hint) {
    switch (hint) {
    case widgets::InputHint::Text:
        return "";
    case widgets::InputHint::Search:
        return "search";
    case widgets::InputHint::Telephone:
        return "tel";
    case widgets::InputHint::Email:
        return "email";
    case widgets::InputHint::Number:
        return "numeric";
    case widgets::InputHint::Url:
        return "url";
    case widgets::InputHint::AccountName:
        return "username";
    case widgets::InputHint::CurrentPassword:
        return "current-password";
    case widgets::InputHint::NewPassword:
        return "new-password";
    }
    return "";
}

void append_text_member(std::string& out, std::string_view key, std::string_view text) {
    if (text.empty()) {
        return;
    }
    out += ",\"";
    out += key;
    out += "\":";
    append_quoted(out, text);
}

void append_number_member(std::string& out, std::string_view key, std::uint32_t number) {
    if (number == 0) {
        return;
    }
    out += ",\"";
    out += key;
    out += "\":";
    append_number(out, number);
}

/// Everything of a node but its place and its value.
std::string content_of(const Node& node) {
    std::string out = "{\"id\":";
    append_number(out, node.id);
    append_text_member(out, "role", tag_of(node.role));
    append_text_member(out, "name", node.name);
    append_text_member(out, "description", node.description);
    append_text_member(out, "placeholder", node.placeholder);
    append_text_member(out, "lang", node.language);
    append_text_member(out, "hint", hint_name(node.hint));
    // Focus is the page's own business.
    append_number_member(
        out, "state", node.state & ~static_cast<std::uint32_t>(widgets::StateFocused));
    append_number_member(out, "level", node.heading_level);
    append_number_member(out, "position", node.position_in_set);
    append_number_member(out, "count", node.set_size);
    append_number_member(out, "columns", node.columns);
    if (widgets::is_text_editor(node.role)) {
        out += ",\"insets\":[";
        append_decimal(out, node.text_insets.left);
        out += ',';
        append_decimal(out, node.text_insets.top);
        out += ',';
        append_decimal(out, node.text_insets.right);
        out += ']';
    } else {
        append_text_member(out, "value", node.value);
    }
    return out;
}

/// The nearest ancestor that has a place of its own, or null.
const Node* placed_ancestor(std::span<const Node> nodes, const Node& node) {
    for (std::int32_t at = node.parent; at >= 0;) {
        const Node& ancestor = nodes[static_cast<std::size_t>(at)];
        if (!ancestor.rect.empty()) {
            return &ancestor;
        }
        at = ancestor.parent;
    }
    return nullptr;
}

std::string place_of(std::span<const Node> nodes, const Node& node) {
    if (node.rect.empty()) {
        return {};
    }
    double x = node.rect.x;
    double y = node.rect.y;
    if (const Node* ancestor = placed_ancestor(nodes, node)) {
        x -= ancestor->rect.x;
        y -= ancestor->rect.y;
        (ancestor->scrolls_across ? x : y) += ancestor->scroll;
    }
    std::string out = "[";
    append_number(out, node.id);
    for (const double number :
         {x, y, static_cast<double>(node.rect.width), static_cast<double>(node.rect.height)}) {
        out += ',';
        append_decimal(out, number);
    }
    out += ']';
    return out;
}

std::string scroll_of(const Node& node) {
    std::string out = "[";
    append_number(out, node.id);
    out += ',';
    append_decimal(out, node.scroll);
    out += ',';
    append_decimal(out, node.scroll_max);
    out += node.scrolls_across ? ",1]" : ",0]";
    return out;
}

using Children = std::map<std::int32_t, std::vector<std::size_t>>;

Children children_of(std::span<const Node> nodes, const std::vector<bool>& chosen) {
    Children children;
    for (const bool last : {false, true}) {
        for (std::size_t i = 0; i < nodes.size(); ++i) {
            if (chosen[i] && nodes[i].last_among_siblings == last) {
                children[nodes[i].parent].push_back(i);
            }
        }
    }
    return children;
}

std::string
order_of(NodeId parent, std::span<const Node> nodes, const std::vector<std::size_t>& list) {
    std::string out = "[";
    append_number(out, parent);
    out += ",[";
    for (const std::size_t i : list) {
        out += out.back() == '[' ? "" : ",";
        append_number(out, nodes[i].id);
    }
    out += "]]";
    return out;
}

/// Lists of JSON values, joined at the end.
class JsonLists {
public:
    void add(std::string& list, std::string_view item) {
        list += list.empty() ? "" : ",";
        list += item;
    }

    std::string set;
    std::string move;
    std::string scroll;
    std::string gone;
    std::string order;
};

} // namespace

MirrorChange MirrorEncoder::difference(const Tree& tree) {
    const auto nodes = tree.nodes();
    const std::vector<bool> chosen = widgets::mirrored(tree);
    JsonLists lists;
    m_next.clear();
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        if (!chosen[i]) {
            continue;
        }
        const Node& node = nodes[i];
        const auto found = m_sent.find(node.id);
        const Sent* before = found == m_sent.end() ? nullptr : &found->second;
        Sent now;
        std::string content = content_of(node);
        now.content = hash_of(content);
        const bool editor = widgets::is_text_editor(node.role);
        now.value = editor ? hash_of(node.value) : 0;
        now.revision = node.revision;
        const bool value_differs = editor && (before == nullptr || before->value != now.value ||
                                              before->revision != now.revision);
        if (before == nullptr || before->content != now.content || value_differs) {
            if (editor) {
                content += ",\"revision\":";
                append_number(content, node.revision);
                content += ",\"value\":";
                append_quoted(content, node.value);
            }
            content += '}';
            lists.add(lists.set, content);
        }
        const std::string place = place_of(nodes, node);
        now.place = hash_of(place);
        if (!place.empty() && (before == nullptr || before->place != now.place)) {
            lists.add(lists.move, place);
        }
        if (node.role == Role::ScrollArea) {
            const std::string scroll = scroll_of(node);
            now.scroll = hash_of(scroll);
            if (before == nullptr || before->scroll != now.scroll) {
                lists.add(lists.scroll, scroll);
            }
        }
        m_next.emplace(node.id, now);
    }
    for (const auto& [parent_index, children] : children_of(nodes, chosen)) {
        const NodeId parent =
            parent_index < 0 ? 0 : nodes[static_cast<std::size_t>(parent_index)].id;
        const std::string order = order_of(parent, nodes, children);
        Sent& entry = m_next[parent];
        entry.children = hash_of(order);
        const auto before = m_sent.find(parent);
        if (before == m_sent.end() || before->second.children != entry.children) {
            lists.add(lists.order, order);
        }
    }
    for (const auto& [id, sent] : m_sent) {
        if (id != 0 && m_next.find(id) == m_next.end()) {
            std::string text;
            append_number(text, id);
            lists.add(lists.gone, text);
        }
    }
    const Node* modal = tree.modal();
    m_next_modal = modal == nullptr ? 0 : modal->id;

    const bool content_differs = !lists.set.empty() || !lists.gone.empty() ||
                                 !lists.order.empty() || m_modal != m_next_modal;
    if (!content_differs && lists.move.empty() && lists.scroll.empty()) {
        return {};
    }
    std::string json = "{\"set\":[" + lists.set + "],\"move\":[" + lists.move + "],\"scroll\":[" +
                       lists.scroll + "],\"gone\":[" + lists.gone + "],\"order\":[" + lists.order +
                       "],\"modal\":";
    append_number(json, m_next_modal);
    json += '}';
    return {std::move(json), !content_differs};
}

void MirrorEncoder::taken() {
    std::swap(m_sent, m_next);
    m_modal = m_next_modal;
}

} // namespace huiyin::display
