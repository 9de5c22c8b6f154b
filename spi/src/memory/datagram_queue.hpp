// SPDX-License-Identifier: MIT
#pragma once

// Datagrams in the order in which they came, one behind the other in a circular buffer that grows to what was
// needed at most. Not thread-safe.

#include <cstddef>
#include <memory>

#include "wosa/spi/buffers.hpp"

#include "memory/host.hpp"

namespace wosa::spi::memory {

class DatagramQueue {
 public:
  struct Head {
    std::size_t size = 0;
    Point from;
  };

  bool empty() const noexcept { return count_ == 0; }
  /// Payload bytes of all.
  std::size_t bytes() const noexcept { return payload_; }
  /// What counts against the receive buffer: payload and a little for each.
  std::size_t charge() const noexcept { return end_ - begin_; }

  /// Takes size bytes from data. False when memory is short.
  bool push(const Point& from, Buffers& data, std::size_t size) noexcept;
  /// The first one, cut to the room. Not empty.
  Head front(Buffers room) const noexcept;
  void pop() noexcept;
  /// Drops those that others than peer sent.
  void keep_from(const Point& peer) noexcept;
  std::size_t count() const noexcept { return count_; }
  void clear() noexcept;

 private:
  static constexpr std::size_t kFirstCapacity = 2048;
  static constexpr std::size_t kAlignment = 8;

  static std::size_t footprint(std::size_t size) noexcept;
  bool reserve(std::size_t more) noexcept;
  void copy_in(std::size_t position, std::span<const std::byte> bytes) noexcept;
  void copy_out(std::size_t position, std::span<std::byte> bytes) const noexcept;
  /// The contiguous bytes from position on, at most size.
  std::span<std::byte> piece(std::size_t position, std::size_t size) const noexcept;
  Head head_at(std::size_t position) const noexcept;

  std::unique_ptr<std::byte[]> buffer_;
  std::size_t capacity_ = 0;  // a power of two
  std::size_t begin_ = 0;     // positions count on and are cut to the capacity when used
  std::size_t end_ = 0;
  std::size_t count_ = 0;
  std::size_t payload_ = 0;
};

}  // namespace wosa::spi::memory
