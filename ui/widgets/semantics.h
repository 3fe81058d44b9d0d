// What is on the screen, in words: one node for everything that can be read or operated. It feeds
// the browser's accessibility mirror and the native tests. No widget is interactive without a node.
#pragma once

#include "ui/widgets/geometry.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace huiyin::widgets {

/// Stable from frame to frame: a hash of the id and of the id scopes around it. 0 is "none".
using NodeId = std::uint32_t;

enum class Role : std::uint8_t {
    // Containers.
    Banner,
    Navigation,
    Main,
    Complementary,
    Form,
    Group,
    List,
    ListItem,
    RadioGroup,
    TabList,
    /// What the selected tab shows, named as the tab.
    TabPanel,
    Toolbar,
    Dialog,
    /// A chart: its points are buttons, its first text says what it shows.
    Figure,
    Table,
    /// Of a table; holds cells.
    Row,
    Cell,
    ColumnHeader,
    ScrollArea,
    // To be read.
    Heading,
    Text,
    Image,
    Status,
    Alert,
    Progress,
    /// Text of rows that are not drawn, for the browser's own search only: nobody is read it.
    FindText,
    // To be operated.
    Button,
    Link,
    Checkbox,
    Switch,
    Radio,
    /// Of a tab list, which is one stop of the keyboard.
    Tab,
    /// Opens the camera, the pictures or the files.
    FileButton,
    /// Begins and ends a voice note.
    VoiceButton,
    /// To be drawn on.
    InkPad,
    TextField,
    TextArea,
    PasswordField,
    SearchField,
};

/// The ARIA name of a role, for messages and tests: "button", "textbox", "searchbox".
std::string_view role_name(Role role);
bool is_container(Role role);
bool is_interactive(Role role);
bool is_text_editor(Role role);

/// What is true of a node, as bits.
enum State : std::uint32_t {
    StateNone = 0,
    StateDisabled = 1u << 0,
    /// Of a tab: it is the selected one.
    StateChecked = 1u << 1,
    /// aria-current: the selected row or page.
    StateCurrent = 1u << 2,
    /// aria-pressed of a toggle button; meaningless without StateToggle.
    StatePressed = 1u << 3,
    StateToggle = 1u << 4,
    StateExpanded = 1u << 5,
    StateExpandable = 1u << 6,
    StateInvalid = 1u << 7,
    StateRequired = 1u << 8,
    StateModal = 1u << 9,
    StateReadOnly = 1u << 10,
    /// Opens a dialog (aria-haspopup).
    StateHasPopup = 1u << 11,
    StateFocused = 1u << 12,
    StateBusy = 1u << 13,
};

/// Which on-screen keyboard and which browser help a text editor wants.
enum class InputHint : std::uint8_t {
    Text,
    Search,
    Telephone,
    Email,
    Number,
    Url,
    AccountName,
    CurrentPassword,
    NewPassword,
};

/// One node of a frame. Text lives as long as the tree of that frame.
struct Node {
    NodeId id = 0;
    /// Index in the tree, or -1.
    std::int32_t parent = -1;
    Role role = Role::Text;
    InputHint hint = InputHint::Text;
    std::uint8_t heading_level = 0;
    /// 0 is the page, each sheet one more, the toast above all.
    std::uint8_t layer = 0;
    std::uint32_t state = StateNone;
    std::string_view name;
    /// Text of an editor, target of a link, percentage of a progress, what a file button takes.
    std::string_view value;
    /// Error or hint, read after the name.
    std::string_view description;
    std::string_view placeholder;
    /// BCP 47, empty for the language of the interface.
    std::string_view language;
    /// On the screen; for containers what encloses them, may be empty.
    Rect rect;
    /// What of the screen its scroll areas leave to it.
    Rect clip;
    /// Place in the list or group, from 1; 0 when unknown.
    std::uint32_t position_in_set = 0;
    std::uint32_t set_size = 0;
    /// Of a table: how many it has, mirrored or not.
    std::uint32_t columns = 0;
    /// Scroll areas: how far, how far at most, and whether sideways.
    double scroll = 0;
    double scroll_max = 0;
    bool scrolls_across = false;
    /// Editors: the last revision of the browser's text that `value` contains.
    std::uint32_t revision = 0;
    /// Read after its siblings, though it was submitted before them: a docked bar of actions.
    bool last_among_siblings = false;
    /// Editors: first line of text, relative to `rect`.
    Insets text_insets;

    bool has(State flag) const { return (state & flag) != 0; }

    bool visible() const { return !rect.empty() && rect.overlaps(clip); }
};

/// The nodes of one frame in reading order: parents before children.
class Tree {
public:
    std::span<const Node> nodes() const { return m_nodes; }

    const Node* find(NodeId id) const;
    /// First node with this role and exactly this name; visible ones are preferred.
    const Node* find(Role role, std::string_view name) const;
    /// The topmost modal dialog, or null.
    const Node* modal() const;
    /// One line per node, indented: what a failing test prints.
    std::string dump() const;

    /// For widgets: empties the tree, keeping its memory.
    void clear();
    /// For widgets: appends and copies the node's texts.
    std::size_t add(const Node& node);

    Node& at(std::size_t index) { return m_nodes[index]; }

private:
    std::string_view keep(std::string_view text);

    struct Block {
        std::vector<char> bytes;
        std::size_t used = 0;
    };

    std::vector<Node> m_nodes;
    std::vector<Block> m_blocks;
};

/// Which nodes the page needs as elements, one flag a node: what can be operated, seen or not, for
/// Tab and a screen reader's list of controls go there and bring it into view; headings and
/// messages, for one jumps to them; text for the browser's search; what is only read while it can
/// be seen, for one reaches the rest by scrolling; and what encloses any of these.
std::vector<bool> mirrored(const Tree& tree);

/// What somebody who does not point asks of a node.
enum class Action : std::uint8_t {
    Press,
    Focus,
    Blur,
    /// New text of an editor.
    SetValue,
    /// Enter in a one-line editor.
    Submit,
    /// New offset of a scroll area.
    ScrollTo,
    ScrollIntoView,
    /// Escape or the back gesture, for the topmost dialog.
    Dismiss,
};

} // namespace huiyin::widgets
