#include "core/base/stable_order.h"

#include <algorithm>
#include <numeric>

namespace huiyin::base {

std::vector<std::size_t> stable_order(std::size_t count, NumbersLess less, const void* things) {
    std::vector<std::size_t> order(count);
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(), [less, things](std::size_t a, std::size_t b) {
        return less(things, a, b) || (a < b && !less(things, b, a));
    });
    return order;
}

} // namespace huiyin::base
