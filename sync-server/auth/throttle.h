// How often one may try to sign in.
//
// The rule. There are token buckets for each address, for each pair of address and account, and for
// each enrolled device that proves itself by its key. There is none for an account alone. So
// nothing that an attacker does from his address empties a bucket that the owner of the account
// draws from elsewhere, and a tablet that was enrolled before is not even held up by an attacker
// behind the same address: nobody can be locked out. What is left to an attacker with many
// addresses is bounded by the hashing threads, about 28 tries a second for the whole server.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>

namespace huiyin::server::auth {

/// Thread-safe. Times are monotonic milliseconds.
class Throttle {
public:
    struct Rate {
        double burst = 0;
        double per_second = 0;
    };

    struct Options {
        Rate per_address{30, 0.5};
        Rate per_pair{8, 1.0 / 15};
        Rate per_device{8, 1.0 / 15};
        std::size_t buckets_max = 20'000;
    };

    /// One try to sign in.
    struct Attempt {
        std::string address;
        std::string account; ///< with its department
        std::string device;  ///< of a device whose proof is right; else empty
    };

    explicit Throttle(const Options& options)
        : m_options(options) {}

    /// Takes one try. Gives nothing when it may go on, else after how many seconds to come back.
    std::optional<int> take(const Attempt& attempt, std::int64_t monotonic_ms);

    /// A try that was right costs nothing.
    void give_back(const Attempt& attempt, std::int64_t monotonic_ms);

    std::size_t bucket_count() const;

private:
    struct Bucket {
        double level = 0;
        std::int64_t at_ms = 0;
        Rate rate;
    };

    Options m_options;
    mutable std::mutex m_mutex;
    std::map<std::string, Bucket> m_buckets;

    Bucket& bucket(const std::string& key, const Rate& rate, std::int64_t monotonic_ms);
    void make_room(std::int64_t monotonic_ms);
};

} // namespace huiyin::server::auth
