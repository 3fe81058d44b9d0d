// Sorting that leaves equal things in their places. One sort of numbers serves every type: the
// standard library's own is 5 KB of program for each type it is used with, which every tablet
// downloads.
#pragma once

#include <cstddef>
#include <utility>
#include <vector>

namespace huiyin::base {

/// Whether the thing numbered `a` belongs before the one numbered `b`.
using NumbersLess = bool (*)(const void* things, std::size_t a, std::size_t b);

/// The numbers 0 to `count` - 1 in the order of what they number.
std::vector<std::size_t> stable_order(std::size_t count, NumbersLess less, const void* things);

/// \param less `less(a, b)` of two items: whether `a` belongs before `b`.
template <class Item, class Less>
void stable_sort(std::vector<Item>& items, const Less& less) {
    struct Things {
        const std::vector<Item>& items;
        const Less& less;
    };

    const Things things{items, less};
    const auto by_number = [](const void* of, std::size_t a, std::size_t b) -> bool {
        const Things& all = *static_cast<const Things*>(of);
        return all.less(all.items[a], all.items[b]);
    };
    std::vector<Item> sorted;
    sorted.reserve(items.size());
    for (const std::size_t at : stable_order(items.size(), by_number, &things)) {
        sorted.push_back(std::move(items[at]));
    }
    items = std::move(sorted);
}

/// Brings those to the beginning of which `first(item)` is true; both parts keep their order.
template <class Item, class First>
void stable_partition(std::vector<Item>& items, const First& first) {
    stable_sort(items, [&first](const Item& a, const Item& b) { return first(a) && !first(b); });
}

} // namespace huiyin::base
