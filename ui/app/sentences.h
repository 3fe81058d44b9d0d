// The tables behind strings.h. For ui/app/strings*.cpp only.
#pragma once

#include "ui/app/strings.h"

#include <cstddef>
#include <span>
#include <string_view>

namespace huiyin::app {

struct Sentence {
    Text text;
    std::string_view zh;
    std::string_view en;
};

/// Whether a table goes on from `first` without a gap, with both languages in every row: a sentence
/// that lacks one does not compile.
template <std::size_t Count>
constexpr bool is_whole(const Sentence (&table)[Count], Text first) {
    for (std::size_t i = 0; i < Count; ++i) {
        if (static_cast<std::size_t>(table[i].text) != static_cast<std::size_t>(first) + i ||
            table[i].zh.empty() || table[i].en.empty()) {
            return false;
        }
    }
    return true;
}

/// The steps of the procedure and the complaint's page: from Text::StepDispatch to the end.
std::span<const Sentence> procedure_sentences();

} // namespace huiyin::app
