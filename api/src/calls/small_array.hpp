// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <span>

namespace wosa::runtime {

// An array whose size is known when it is made: on the stack up to Inline elements, so that the usual call
// allocates nothing, on the heap above. Throws std::bad_alloc.
template <typename T, std::size_t Inline>
class SmallArray {
 public:
  explicit SmallArray(std::size_t size)
      : heap_(size > Inline ? std::make_unique<T[]>(size) : nullptr),
        all_(heap_ ? heap_.get() : inline_.data(), size) {}
  SmallArray(const SmallArray&) = delete;
  SmallArray& operator=(const SmallArray&) = delete;

  [[nodiscard]] std::span<T> all() noexcept { return all_; }
  [[nodiscard]] std::span<T> first(std::size_t count) noexcept { return all_.first(count); }
  T& operator[](std::size_t index) noexcept { return all_[index]; }

 private:
  std::array<T, Inline> inline_;
  std::unique_ptr<T[]> heap_;
  std::span<T> all_;
};

}  // namespace wosa::runtime
