// The tables behind strings.h. For ui/app/strings*.cpp only.
#pragma once

#include "core/base/assert.h"
#include "ui/app/strings.h"

#include <cstddef>
#include <span>
#include <string_view>

namespace huiyin::app {

/// A row of a table: the sentence in both languages.
template <class Id>
struct SentenceOf {
    Id text;
    std::string_view zh;
    std::string_view en;
};

using Sentence = SentenceOf<Text>;

/// Whether a table goes on from `first` without a gap, with both languages in every row: a sentence
/// that lacks one does not compile.
template <class Id, std::size_t Count>
constexpr bool is_whole(const SentenceOf<Id> (&table)[Count], Id first = Id{0}) {
    for (std::size_t i = 0; i < Count; ++i) {
        if (static_cast<std::size_t>(table[i].text) != static_cast<std::size_t>(first) + i ||
            table[i].zh.empty() || table[i].en.empty()) {
            return false;
        }
    }
    return true;
}

/// The same of a table that has to go on up to the end of its enumeration.
template <class Id, std::size_t Count>
constexpr bool is_complete(const SentenceOf<Id> (&table)[Count]) {
    return is_whole(table) && Count == static_cast<std::size_t>(Id::Total);
}

template <class Id>
std::string_view in_language(const SentenceOf<Id>& sentence, Language language) {
    return language == Language::Chinese ? sentence.zh : sentence.en;
}

/// The sentence of a complete table.
template <class Id, std::size_t Count>
std::string_view sentence_in(const SentenceOf<Id> (&table)[Count], Id text, Language language) {
    HUIYIN_ASSERT(text < Id::Total);
    return in_language(table[static_cast<std::size_t>(text)], language);
}

/// The steps of the procedure and the complaint's page: from Text::StepDispatch to the end.
std::span<const Sentence> procedure_sentences();

} // namespace huiyin::app
