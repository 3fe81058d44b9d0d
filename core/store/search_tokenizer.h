// The tokenizer of the full-text index: finds one and two Chinese characters, and any part of a
// number.
#pragma once

#include "core/base/result.h"

#include <string>
#include <string_view>
#include <vector>

struct sqlite3;

namespace huiyin::store {

/// Makes the tokenizer 'huiyin' known to this connection's FTS5.
///
/// It takes folded text (base::folded_for_search) and gives: of a run of Chinese characters each
/// pair of neighbours and the last one alone, so that one character is a prefix of some token; of a
/// run of Latin letters and digits the whole; and when the run holds a digit, also each of its ends
/// of two or more characters, so that any part of a telephone or complaint number is a prefix of
/// some token.
base::Result<void> register_tokenizer(sqlite3* database);

/// The tokens of a document, as the tokenizer makes them.
std::vector<std::string> document_tokens(std::string_view folded_text);

/// An FTS5 expression that matches every document containing the folded query, and possibly more;
/// empty when the query has nothing to look for.
std::string match_expression(std::string_view folded_query);

} // namespace huiyin::store
