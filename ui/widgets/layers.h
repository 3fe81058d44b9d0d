// What floats above the page. For the sources of ui/widgets only.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace huiyin::widgets {

/// Draws and publishes above the page while it lives, outside of all clips and landmarks.
class [[nodiscard]] Layer {
public:
    explicit Layer(std::uint8_t number);
    ~Layer();
    Layer(const Layer&) = delete;
    Layer& operator=(const Layer&) = delete;

private:
    std::uint8_t m_before = 0;
    std::vector<std::int32_t> m_parents;
};

} // namespace huiyin::widgets
