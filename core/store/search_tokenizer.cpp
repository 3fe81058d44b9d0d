#include "core/store/search_tokenizer.h"

#include "core/base/text.h"
#include "core/sqlite/database.h"

#include <sqlite3.h>

#include <algorithm>

namespace huiyin::store {

using base::Result;

namespace {

/// Longer words are cut: nothing anybody types to find something is longer.
constexpr std::size_t word_bytes_max = 24;

enum class Script { None, Word, Han };

Script script_of(std::uint32_t c) {
    if ((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z')) {
        return Script::Word;
    }
    const bool han = (c >= 0x3400 && c <= 0x9FFF) || (c >= 0xF900 && c <= 0xFAFF) ||
                     (c >= 0x20000 && c <= 0x3FFFF);
    if (han || c == 0x3007) {
        return Script::Han;
    }
    // Letters of other scripts are words; ASCII and CJK punctuation and symbols separate.
    const bool separates = c < 0xC0 || (c >= 0x2000 && c <= 0x303F) || (c >= 0xFF00 && c <= 0xFFEF);
    return separates ? Script::None : Script::Word;
}

/// A stretch of text of one script.
struct Run {
    std::size_t begin;
    std::size_t end;
    Script script;
};

template <class Visit>
void for_each_run(std::string_view text, Visit visit) {
    Run run{0, 0, Script::None};
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t begin = at;
        const Script script = script_of(base::next_char(text, &at));
        if (script != run.script) {
            if (run.script != Script::None) {
                visit(run);
            }
            run = {begin, at, script};
        }
        run.end = at;
    }
    if (run.script != Script::None) {
        visit(run);
    }
}

/// Gives each pair of neighbours, then the last character alone.
template <class Emit>
void emit_han(std::string_view text, const Run& run, Emit emit) {
    std::size_t first = run.begin;
    std::size_t second = first;
    base::next_char(text, &second);
    while (second < run.end) {
        std::size_t end = second;
        base::next_char(text, &end);
        emit(first, end);
        first = second;
        second = end;
    }
    emit(first, run.end);
}

template <class Emit>
void emit_word(std::string_view text, const Run& run, Emit emit) {
    const std::size_t end = std::min(run.end, run.begin + word_bytes_max);
    emit(run.begin, end);
    const std::string_view word = text.substr(run.begin, end - run.begin);
    if (word.find_first_of("0123456789") == std::string_view::npos) {
        return;
    }
    for (std::size_t begin = run.begin + 1; begin + 2 <= end; ++begin) {
        // Never from the middle of a character.
        if ((static_cast<unsigned char>(text[begin]) & 0xC0) != 0x80) {
            emit(begin, end);
        }
    }
}

/// Calls emit(begin, end) for each token of a document.
template <class Emit>
void tokenize(std::string_view text, Emit emit) {
    for_each_run(text, [&](const Run& run) {
        if (run.script == Script::Han) {
            emit_han(text, run, emit);
        } else {
            emit_word(text, run, emit);
        }
    });
}

int create(void*, const char**, int, Fts5Tokenizer** out) {
    // The tokenizer has no state; FTS5 wants some pointer that is not null.
    static int nothing = 0;
    *out = reinterpret_cast<Fts5Tokenizer*>(&nothing);
    return SQLITE_OK;
}

void destroy(Fts5Tokenizer*) {}

using TokenCallback = int (*)(void*, int, const char*, int, int, int);

int tokenize_for_fts(
    Fts5Tokenizer*, void* context, int flags, const char* data, int bytes, TokenCallback token) {
    const std::string_view text(data, static_cast<std::size_t>(bytes));
    int result_code = SQLITE_OK;
    const auto emit = [&](std::size_t begin, std::size_t end) {
        if (result_code == SQLITE_OK) {
            const auto first = static_cast<int>(begin);
            const auto last = static_cast<int>(end);
            result_code = token(context, 0, data + begin, last - first, first, last);
        }
    };
    if ((flags & FTS5_TOKENIZE_QUERY) != 0) {
        // match_expression() already made single tokens.
        emit(0, text.size());
    } else {
        tokenize(text, emit);
    }
    return result_code;
}

Result<fts5_api*> fts5_of(sqlite3* database) {
    fts5_api* api = nullptr;
    sqlite3_stmt* statement = nullptr;
    int result_code = sqlite3_prepare_v2(database, "SELECT fts5(?1)", -1, &statement, nullptr);
    if (result_code == SQLITE_OK) {
        sqlite3_bind_pointer(statement, 1, static_cast<void*>(&api), "fts5_api_ptr", nullptr);
        sqlite3_step(statement);
        result_code = sqlite3_finalize(statement);
    }
    if (result_code != SQLITE_OK || api == nullptr) {
        return tl::unexpected<base::Error>(sqlite::error_from_sqlite(result_code, "fts5"));
    }
    return api;
}

std::string quoted(std::string_view token) {
    // Tokens hold letters and digits only, but a quote would end the string, so it never gets
    // through.
    std::string out = "\"";
    for (const char c : token) {
        out += c;
        if (c == '"') {
            out += c;
        }
    }
    return out + "\"";
}

void add_term(std::string& expression, std::string_view token, bool prefix) {
    if (!expression.empty()) {
        expression += " AND ";
    }
    expression += quoted(token);
    if (prefix) {
        expression += " *";
    }
}

/// Every pair of neighbours must be there; a single character is the prefix of a pair or alone.
void add_han_terms(std::string& expression, std::string_view query, const Run& run) {
    const std::string_view text = query.substr(run.begin, run.end - run.begin);
    if (base::count_chars(text) == 1) {
        add_term(expression, text, /*prefix=*/true);
        return;
    }
    emit_han(query, run, [&](std::size_t begin, std::size_t end) {
        const std::string_view token = query.substr(begin, end - begin);
        if (base::count_chars(token) == 2) {
            add_term(expression, token, /*prefix=*/false);
        }
    });
}

} // namespace

Result<void> register_tokenizer(sqlite3* database) {
    fts5_api* api = HUIYIN_TRY(fts5_of(database));
    fts5_tokenizer tokenizer{create, destroy, tokenize_for_fts};
    const int result_code = api->xCreateTokenizer(api, "huiyin", nullptr, &tokenizer, nullptr);
    if (result_code != SQLITE_OK) {
        return tl::unexpected<base::Error>(sqlite::error_from_sqlite(result_code, "tokenizer"));
    }
    return {};
}

std::vector<std::string> document_tokens(std::string_view folded_text) {
    std::vector<std::string> tokens;
    tokenize(folded_text, [&](std::size_t begin, std::size_t end) {
        tokens.emplace_back(folded_text.substr(begin, end - begin));
    });
    return tokens;
}

std::string match_expression(std::string_view folded_query) {
    std::string expression;
    for_each_run(folded_query, [&](const Run& run) {
        if (run.script == Script::Han) {
            add_han_terms(expression, folded_query, run);
        } else {
            const std::size_t bytes = std::min(run.end - run.begin, word_bytes_max);
            add_term(expression, folded_query.substr(run.begin, bytes), /*prefix=*/true);
        }
    });
    return expression;
}

} // namespace huiyin::store
