#include "core/base/assert.h"

#include <cstdio>
#include <cstdlib>

namespace huiyin::base {

void assertion_failed(const char* condition, const char* file, int line) {
    std::fprintf(stderr, "huiyin: assertion failed: %s at %s:%d\n", condition, file, line);
    std::abort();
}

} // namespace huiyin::base
