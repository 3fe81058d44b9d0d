// The difference between two semantics trees as JSON for the page's mirror.
#pragma once

#include "ui/widgets/semantics.h"

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

namespace huiyin::display {

/// What has to reach the page, and how soon.
struct MirrorChange {
    /// Empty when nothing changed.
    std::string json;
    /// Only positions changed: it may wait.
    bool positions_only = false;
};

/// Keeps what the page already has.
///
/// The JSON: `set` nodes that are new or differ; `move` [id, x, y, width, height] relative to the
/// nearest ancestor with a place; `scroll` [id, offset, maximum]; `gone` ids; `order`
/// [parent, [children]]; `modal` the topmost dialog or 0.
class MirrorEncoder {
public:
    /// The difference to what was last taken. Does not remember it until taken().
    MirrorChange difference(const widgets::Tree& tree);
    /// The last difference was sent.
    void taken();

private:
    struct Sent {
        std::uint64_t content = 0;
        std::uint64_t place = 0;
        std::uint64_t scroll = 0;
        std::uint64_t children = 0;
        std::uint64_t value = 0;
        std::uint32_t revision = 0;
    };

    using SentNodes = std::unordered_map<widgets::NodeId, Sent>;

    SentNodes m_sent;
    SentNodes m_next;
    widgets::NodeId m_modal = 0;
    widgets::NodeId m_next_modal = 0;
};

} // namespace huiyin::display
