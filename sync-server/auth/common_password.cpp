#include "sync-server/auth/common_password.h"

#include "core/base/text.h"
#include "sync-server/auth/common_words.h"

#include <algorithm>
#include <array>
#include <vector>

namespace huiyin::server::auth {

namespace {

constexpr std::size_t run_bytes_min = 3;
constexpr std::size_t walk_bytes_min = 4;
constexpr std::size_t repeated_bytes_min = 2;

/// The rows of a keyboard, its slanting columns, and rows walked two at a time.
constexpr std::array<std::string_view, 17> walks{"`1234567890-=",
                                                 "qwertyuiop[]\\",
                                                 "asdfghjkl;'",
                                                 "zxcvbnm,./",
                                                 "!@#$%^&*()_+",
                                                 "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik,9ol.0p;/",
                                                 "!qaz@wsx#edc$rfv%tgb^yhn&ujm*ik,(ol.)p;/",
                                                 "qazwsxedcrfvtgbyhnujmikolp",
                                                 "1q2w3e4r5t6y7u8i9o0p",
                                                 "q1w2e3r4t5y6u7i8o9p0",
                                                 "1a2s3d4f5g6h7j8k9l",
                                                 "a1s2d3f4g5h6j7k8l9",
                                                 "qawsedrftgyhujikolp",
                                                 "qwaszx",
                                                 "q1a2z3w4s5x6e7d8c9",
                                                 "1a2b3c4d5e6f7g8h9i",
                                                 "a1b2c3d4e5f6g7h8i9"};

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/// Whether people write `c` for the letter: p@ssw0rd.
bool stands_for(char c, char letter) {
    static constexpr std::array<std::string_view, 12> stand_ins{
        "a@4", "b8", "e3", "g9", "i1!", "l1!", "o0", "s5$", "t7+", "z2", "q9", "c("};
    return c == letter ||
           std::any_of(stand_ins.begin(), stand_ins.end(), [c, letter](std::string_view known) {
               return known.front() == letter && known.find(c) != std::string_view::npos;
           });
}

bool begins_with_word(std::string_view text, std::string_view word) {
    return text.size() >= word.size() &&
           std::equal(word.begin(), word.end(), text.begin(), [](char letter, char c) {
               return stands_for(c, letter);
           });
}

/// Bytes at the beginning that rise or fall one by one, or are all the same.
std::size_t run_bytes(std::string_view text) {
    std::size_t longest = 0;
    for (const int step : {-1, 0, 1}) {
        const auto breaks = std::adjacent_find(
            text.begin(), text.end(), [step](char a, char b) { return b - a != step; });
        const auto bytes = breaks == text.end()
                               ? text.size()
                               : static_cast<std::size_t>(breaks - text.begin()) + 1;
        longest = std::max(longest, bytes);
    }
    return longest;
}

template <class Walk>
std::size_t common_bytes(std::string_view text, Walk begin, Walk end) {
    std::size_t longest = 0;
    for (Walk from = begin; from != end; ++from) {
        const auto differs = std::mismatch(text.begin(), text.end(), from, end);
        longest = std::max(longest, static_cast<std::size_t>(differs.first - text.begin()));
    }
    return longest;
}

/// Bytes at the beginning whose keys lie side by side, in either direction.
std::size_t walk_bytes(std::string_view text) {
    std::size_t longest = 0;
    for (const std::string_view walk : walks) {
        longest = std::max({longest,
                            common_bytes(text, walk.begin(), walk.end()),
                            common_bytes(text, walk.rbegin(), walk.rend())});
    }
    return longest;
}

/// The number that the first digits make, or -1 when there are fewer.
int number_of(std::string_view text, std::size_t digits) {
    if (text.size() < digits || !std::all_of(text.begin(), text.begin() + digits, is_digit)) {
        return -1;
    }
    int number = 0;
    for (std::size_t i = 0; i < digits; ++i) {
        number = number * 10 + (text[i] - '0');
    }
    return number;
}

bool is_day(int month_and_day) {
    const int month = month_and_day / 100;
    const int day = month_and_day % 100;
    return month >= 1 && month <= 12 && day >= 1 && day <= 31;
}

/// 2026, 202611, 20261129, 261129, a mobile phone: the lengths that fit.
void add_numbers(std::string_view text, std::vector<std::size_t>& lengths) {
    const int year = number_of(text, 4);
    if (year >= 1900 && year < 2100) {
        lengths.push_back(4);
        const int month = number_of(text.substr(4), 2);
        if (month >= 1 && month <= 12) {
            lengths.push_back(6);
        }
        if (is_day(number_of(text.substr(4), 4))) {
            lengths.push_back(8);
        }
    }
    if (number_of(text, 2) >= 0 && is_day(number_of(text.substr(2), 4))) {
        lengths.push_back(6);
    }
    const int operator_digits = number_of(text, 2);
    if (operator_digits >= 13 && operator_digits <= 19 && number_of(text.substr(2), 9) >= 0) {
        lengths.push_back(11);
    }
}

/// All parts that begin `at`, by their lengths.
std::vector<std::size_t>
part_lengths(std::string_view text, std::size_t at, std::string_view folded_account) {
    const std::string_view rest = text.substr(at);
    std::vector<std::size_t> lengths;
    for (const std::string_view word : common_words) {
        if (begins_with_word(rest, word)) {
            lengths.push_back(word.size());
        }
    }
    if (!folded_account.empty() && rest.starts_with(folded_account)) {
        lengths.push_back(folded_account.size());
    }
    for (std::size_t bytes = run_bytes(rest); bytes >= run_bytes_min; --bytes) {
        lengths.push_back(bytes);
    }
    for (std::size_t bytes = walk_bytes(rest); bytes >= walk_bytes_min; --bytes) {
        lengths.push_back(bytes);
    }
    add_numbers(rest, lengths);
    for (std::size_t period = repeated_bytes_min; period <= at; ++period) {
        const std::string_view before = text.substr(at - period, period);
        std::size_t bytes = 0;
        while (rest.substr(bytes).starts_with(before)) {
            bytes += period;
        }
        if (bytes > 0) {
            lengths.push_back(bytes);
        }
    }
    return lengths;
}

} // namespace

std::size_t parts_of_password(std::string_view folded, std::string_view folded_account) {
    // fewest[i]: the fewest parts that make the first i bytes.
    std::vector<std::size_t> fewest(folded.size() + 1, folded.size());
    fewest[0] = 0;
    for (std::size_t at = 0; at < folded.size(); ++at) {
        const std::size_t parts = fewest[at] + 1;
        std::size_t next = at;
        base::next_char(folded, &next);
        fewest[next] = std::min(fewest[next], parts);
        for (const std::size_t bytes : part_lengths(folded, at, folded_account)) {
            fewest[at + bytes] = std::min(fewest[at + bytes], parts);
        }
    }
    return fewest.back();
}

} // namespace huiyin::server::auth
