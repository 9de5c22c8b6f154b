// SPDX-License-Identifier: MIT
#pragma once

// The caller's scatter/gather list as a transport sees it: a view that knows how far it has been used. The
// memory was found accessible before the transport is asked; it stays the caller's, and no view or pointer
// into it may be kept after the primitive returns.

#include <cstddef>
#include <cstring>
#include <span>

#include <gsl/gsl>

#include "ws2spi.h"

namespace wosa::spi {

class Buffers {
 public:
  /// No more than the first `most` bytes of the list.
  explicit Buffers(std::span<const WSABUF> list, std::size_t most = ~std::size_t{0}) noexcept : list_(list) {
    if (list.size() == 1) [[likely]] {
      size_ = list.front().len;
    } else {
      for (const WSABUF& one : list) size_ += one.len;
    }
    if (size_ > most) size_ = most;
    skip_empty();
  }

  /// Bytes that are left.
  std::size_t size() const noexcept { return size_; }
  bool empty() const noexcept { return size_ == 0; }

  /// The next piece that is contiguous in memory; empty at the end.
  std::span<std::byte> front() const noexcept {
    if (list_.empty()) return {};
    const std::size_t piece = list_.front().len - used_;
    return {reinterpret_cast<std::byte*>(list_.front().buf) + used_, piece < size_ ? piece : size_};
  }

  /// Steps over bytes that were transferred; no more than size().
  void advance(std::size_t bytes) noexcept {
    Expects(bytes <= size_);
    size_ -= bytes;
    while (bytes > 0) {
      const std::size_t piece = list_.front().len - used_;
      if (bytes < piece) {
        used_ += bytes;
        return;
      }
      bytes -= piece;
      next();
    }
    skip_empty();
  }

  /// Copies from the front into memory of the transport and advances. Returns the bytes copied.
  std::size_t copy_to(std::span<std::byte> target) noexcept {
    std::size_t done = 0;
    while (done < target.size() && !empty()) {
      const auto piece = front();
      const std::size_t bytes = piece.size() < target.size() - done ? piece.size() : target.size() - done;
      std::memcpy(target.data() + done, piece.data(), bytes);
      advance(bytes);
      done += bytes;
    }
    return done;
  }

  /// Fills the front from memory of the transport and advances. Returns the bytes copied.
  std::size_t copy_from(std::span<const std::byte> source) noexcept {
    std::size_t done = 0;
    while (done < source.size() && !empty()) {
      const auto piece = front();
      const std::size_t bytes = piece.size() < source.size() - done ? piece.size() : source.size() - done;
      std::memcpy(piece.data(), source.data() + done, bytes);
      advance(bytes);
      done += bytes;
    }
    return done;
  }

 private:
  void next() noexcept {
    list_ = list_.subspan(1);
    used_ = 0;
  }
  void skip_empty() noexcept {
    while (!list_.empty() && list_.front().len == used_) next();
  }

  std::span<const WSABUF> list_;
  std::size_t used_ = 0;  // of the first one
  std::size_t size_ = 0;
};

}  // namespace wosa::spi
