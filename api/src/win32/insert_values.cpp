// SPDX-License-Identifier: MIT
#include "win32/insert_values.hpp"

namespace wosa::runtime {

std::optional<ULONG_PTR> InsertValues::at(unsigned index) {
  if (arguments_ == nullptr) return std::nullopt;
  if (is_array_) return reinterpret_cast<const ULONG_PTR*>(arguments_)[index];
  while (taken_.size() <= index) {
    taken_.push_back(0);
    taken_.back() = va_arg(*arguments_, ULONG_PTR);
  }
  return taken_[index];
}

void InsertValues::end_starred(unsigned last_index) noexcept {
  if (!is_array_ && taken_.size() == last_index + 1) taken_.pop_back();
}

}  // namespace wosa::runtime
