// SPDX-License-Identifier: MIT
#pragma once

// Words of the program's records (critical sections, slim locks) as atomic words that threads sleep on.

#include <atomic>
#include <cstdint>

#include "kernel/sleep.hpp"

namespace wosa::runtime {

using Word = std::atomic<std::uint32_t>;
static_assert(sizeof(Word) == sizeof(std::uint32_t) && alignof(Word) == alignof(std::uint32_t) &&
              Word::is_always_lock_free);

// Word `index` of a record.
inline Word& word_of(void* record, unsigned index = 0) noexcept { return static_cast<Word*>(record)[index]; }

}  // namespace wosa::runtime
