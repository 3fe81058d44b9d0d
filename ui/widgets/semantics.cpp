#include "ui/widgets/semantics.h"

#include <algorithm>
#include <cstring>

namespace huiyin::widgets {

namespace {

constexpr std::size_t block_bytes = 16 * 1024;

int depth_of(std::span<const Node> nodes, const Node& node) {
    int depth = 0;
    for (std::int32_t at = node.parent; at >= 0; at = nodes[static_cast<std::size_t>(at)].parent) {
        ++depth;
    }
    return depth;
}

/// What is only read, but is mirrored out of sight too.
bool is_landing(Role role) {
    return role == Role::Heading || role == Role::Alert || role == Role::Status ||
           role == Role::FindText;
}

} // namespace

std::string_view role_name(Role role) {
    switch (role) {
    case Role::Banner:
        return "banner";
    case Role::Navigation:
        return "navigation";
    case Role::Main:
        return "main";
    case Role::Complementary:
        return "complementary";
    case Role::Form:
        return "form";
    case Role::Group:
        return "group";
    case Role::List:
        return "list";
    case Role::ListItem:
        return "listitem";
    case Role::RadioGroup:
        return "radiogroup";
    case Role::TabList:
        return "tablist";
    case Role::TabPanel:
        return "tabpanel";
    case Role::Toolbar:
        return "toolbar";
    case Role::Dialog:
        return "dialog";
    case Role::Figure:
        return "figure";
    case Role::Table:
        return "table";
    case Role::Row:
        return "row";
    case Role::Cell:
        return "cell";
    case Role::ColumnHeader:
        return "columnheader";
    case Role::ScrollArea:
        return "scrollarea";
    case Role::Heading:
        return "heading";
    case Role::Text:
        return "text";
    case Role::Image:
        return "img";
    case Role::Status:
        return "status";
    case Role::Alert:
        return "alert";
    case Role::Progress:
        return "progressbar";
    case Role::FindText:
        return "findtext";
    case Role::Button:
        return "button";
    case Role::Link:
        return "link";
    case Role::Checkbox:
        return "checkbox";
    case Role::Switch:
        return "switch";
    case Role::Radio:
        return "radio";
    case Role::Tab:
        return "tab";
    case Role::FileButton:
        return "file";
    case Role::VoiceButton:
        return "voice";
    case Role::InkPad:
        return "ink";
    case Role::TextField:
    case Role::TextArea:
        return "textbox";
    case Role::PasswordField:
        return "password";
    case Role::SearchField:
        return "searchbox";
    }
    return "";
}

bool is_container(Role role) {
    return role <= Role::ScrollArea;
}

bool is_interactive(Role role) {
    return role >= Role::Button;
}

bool is_text_editor(Role role) {
    return role >= Role::TextField;
}

std::vector<bool> mirrored(const Tree& tree) {
    const auto nodes = tree.nodes();
    std::vector<bool> chosen(nodes.size());
    // Children come after their parents, so going back each is decided before what encloses it.
    for (std::size_t i = nodes.size(); i-- > 0;) {
        const Node& node = nodes[i];
        if (!chosen[i]) {
            chosen[i] = is_interactive(node.role) || is_landing(node.role) || node.visible();
        }
        if (chosen[i] && node.parent >= 0) {
            chosen[static_cast<std::size_t>(node.parent)] = true;
        }
    }
    return chosen;
}

const Node* Tree::find(NodeId id) const {
    const auto found = std::find_if(
        m_nodes.begin(), m_nodes.end(), [id](const Node& node) { return node.id == id; });
    return found == m_nodes.end() ? nullptr : &*found;
}

const Node* Tree::find(Role role, std::string_view name) const {
    const Node* best = nullptr;
    for (const Node& node : m_nodes) {
        if (node.role != role || node.name != name) {
            continue;
        }
        if (node.visible()) {
            return &node;
        }
        best = best == nullptr ? &node : best;
    }
    return best;
}

const Node* Tree::modal() const {
    const Node* top = nullptr;
    for (const Node& node : m_nodes) {
        if (node.has(StateModal) && (top == nullptr || node.layer >= top->layer)) {
            top = &node;
        }
    }
    return top;
}

std::string Tree::dump() const {
    std::string out;
    for (const Node& node : m_nodes) {
        out.append(static_cast<std::size_t>(depth_of(m_nodes, node)) * 2, ' ');
        out += role_name(node.role);
        out += " \"";
        out += node.name;
        out += '"';
        if (!node.value.empty()) {
            out += " = \"";
            out += node.value;
            out += '"';
        }
        out += node.has(StateDisabled) ? " disabled" : "";
        out += node.has(StateChecked) ? " checked" : "";
        out += node.has(StateCurrent) ? " current" : "";
        out += node.has(StateInvalid) ? " invalid" : "";
        out += node.has(StateRequired) ? " required" : "";
        out += node.has(StateFocused) ? " focused" : "";
        out += node.visible() || is_container(node.role) ? "\n" : " (out of view)\n";
    }
    return out;
}

void Tree::clear() {
    m_nodes.clear();
    for (Block& block : m_blocks) {
        block.used = 0;
    }
}

std::size_t Tree::add(const Node& node) {
    Node kept = node;
    kept.name = keep(node.name);
    kept.value = keep(node.value);
    kept.description = keep(node.description);
    kept.placeholder = keep(node.placeholder);
    kept.language = keep(node.language);
    m_nodes.push_back(kept);
    return m_nodes.size() - 1;
}

std::string_view Tree::keep(std::string_view text) {
    if (text.empty()) {
        return {};
    }
    // Blocks never move, so what was kept stays where it is.
    auto block = std::find_if(m_blocks.begin(), m_blocks.end(), [&](const Block& candidate) {
        return candidate.bytes.size() - candidate.used >= text.size();
    });
    if (block == m_blocks.end()) {
        m_blocks.emplace_back();
        block = m_blocks.end() - 1;
        block->bytes.resize(std::max(block_bytes, text.size()));
    }
    char* at = block->bytes.data() + block->used;
    std::memcpy(at, text.data(), text.size());
    block->used += text.size();
    return {at, text.size()};
}

} // namespace huiyin::widgets
