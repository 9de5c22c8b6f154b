// SPDX-License-Identifier: MIT
#pragma once

#include <stdarg.h>

#include <optional>
#include <vector>

#include "minwindef.h"

namespace wosa::runtime {

// The values of the inserts: FormatMessage's Arguments, an array or a list.
//
// A value is as wide as a pointer in both: the calling conventions that we build for pass an int in a whole
// register or stack slot, so a list can be read without knowing the types beforehand. What reads an int drops
// the upper half.
class InsertValues {
 public:
  InsertValues(va_list* arguments, bool is_array) noexcept : arguments_(arguments), is_array_(is_array) {}

  // The value at an index from 0; nullopt when the caller gave none at all.
  std::optional<ULONG_PTR> at(unsigned index);

  // Ends an insert with a width or precision from the values. In a list such an insert counts one value less
  // than it takes, so that the next one has its documented number.
  void end_starred(unsigned last_index) noexcept;

 private:
  va_list* arguments_;
  bool is_array_;
  std::vector<ULONG_PTR> taken_;  // of a list
};

}  // namespace wosa::runtime
