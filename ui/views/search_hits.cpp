#include "ui/views/search_hits.h"

#include "core/base/text.h"

namespace huiyin::views {

namespace w = widgets;

namespace {

/// Of one text: more marks than these help nobody.
constexpr std::size_t hits_max = 32;

} // namespace

std::vector<w::paint::TextRange> text_hits(std::string_view folded_search, std::string_view text) {
    std::vector<w::paint::TextRange> hits;
    for (const base::TextPlace& place : base::places_of(folded_search, text, hits_max)) {
        hits.push_back({place.begin, place.end});
    }
    return hits;
}

std::vector<w::paint::FactRange> fact_hits(std::string_view folded_search,
                                           std::span<const std::string_view> facts) {
    std::vector<w::paint::FactRange> hits;
    for (std::size_t i = 0; i < facts.size(); ++i) {
        for (const w::paint::TextRange& range : text_hits(folded_search, facts[i])) {
            hits.push_back({i, range});
        }
    }
    return hits;
}

} // namespace huiyin::views
