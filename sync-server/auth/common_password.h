// Passwords that are tried first (ASVS 6.2.4).
#pragma once

#include <cstddef>
#include <string_view>

namespace huiyin::server::auth {

/// A password of at most so many parts is one of the first guesses.
inline constexpr std::size_t guessable_parts_max = 3;

/// In how few parts a password can be told. One part is a common word, also with digits and signs
/// for letters (p@ssw0rd); the account's name; a run or a repeat (4567, dcba, 8888); a walk over
/// the keyboard (qwer, 1qaz, 1q2w3e); a year or a day (2026, 19900101, 261129); a number of a
/// mobile phone; what stood just before once more, as often as it comes (abcabc); or else one
/// character.
///
/// A list of whole passwords would have to hold every word with every year and every sign behind
/// it; so it is the parts that are listed. Both texts are folded for search.
std::size_t parts_of_password(std::string_view folded, std::string_view folded_account);

} // namespace huiyin::server::auth
