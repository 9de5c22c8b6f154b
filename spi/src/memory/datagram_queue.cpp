// SPDX-License-Identifier: MIT
#include "memory/datagram_queue.hpp"

#include <algorithm>
#include <bit>
#include <cstring>
#include <new>
#include <span>

namespace wosa::spi::memory {

std::size_t DatagramQueue::footprint(std::size_t size) noexcept {
  return (sizeof(Head) + size + kAlignment - 1) & ~(kAlignment - 1);
}

std::span<std::byte> DatagramQueue::piece(std::size_t position, std::size_t size) const noexcept {
  const std::size_t offset = position & (capacity_ - 1);
  return {buffer_.get() + offset, std::min(size, capacity_ - offset)};
}

void DatagramQueue::copy_in(std::size_t position, std::span<const std::byte> bytes) noexcept {
  const auto first = piece(position, bytes.size());
  std::copy_n(bytes.begin(), first.size(), first.begin());
  std::copy(bytes.begin() + static_cast<std::ptrdiff_t>(first.size()), bytes.end(), buffer_.get());
}

void DatagramQueue::copy_out(std::size_t position, std::span<std::byte> bytes) const noexcept {
  const auto first = piece(position, bytes.size());
  std::copy(first.begin(), first.end(), bytes.begin());
  std::copy_n(buffer_.get(), bytes.size() - first.size(),
              bytes.begin() + static_cast<std::ptrdiff_t>(first.size()));
}

bool DatagramQueue::reserve(std::size_t more) noexcept {
  const std::size_t used = end_ - begin_;
  if (capacity_ - used >= more) return true;
  const std::size_t capacity = std::bit_ceil(std::max(used + more, kFirstCapacity));
  std::unique_ptr<std::byte[]> larger(new (std::nothrow) std::byte[capacity]);
  if (larger == nullptr) return false;
  if (used != 0) copy_out(begin_, {larger.get(), used});
  buffer_ = std::move(larger);
  capacity_ = capacity;
  begin_ = 0;
  end_ = used;
  return true;
}

bool DatagramQueue::push(const Point& from, Buffers& data, std::size_t size) noexcept {
  if (!reserve(footprint(size))) return false;
  const Head head{size, from};
  copy_in(end_, std::as_bytes(std::span(&head, 1)));
  const std::size_t start = end_ + sizeof head;
  const auto first = piece(start, size);
  data.copy_to(first);
  data.copy_to({buffer_.get(), size - first.size()});
  end_ += footprint(size);
  ++count_;
  payload_ += size;
  return true;
}

DatagramQueue::Head DatagramQueue::head_at(std::size_t position) const noexcept {
  Head head;
  copy_out(position, std::as_writable_bytes(std::span(&head, 1)));
  return head;
}

DatagramQueue::Head DatagramQueue::front(Buffers room) const noexcept {
  const Head head = head_at(begin_);
  const std::size_t start = begin_ + sizeof head;
  const auto first = piece(start, head.size);
  room.copy_from(first);
  room.copy_from({buffer_.get(), head.size - first.size()});
  return head;
}

void DatagramQueue::pop() noexcept {
  const std::size_t size = head_at(begin_).size;
  begin_ += footprint(size);
  --count_;
  payload_ -= size;
}

// Each one in turn to the end of the line, or away. What is behind the end has room for what was in front.
void DatagramQueue::keep_from(const Point& peer) noexcept {
  for (std::size_t left = count_; left > 0; --left) {
    const Head head = head_at(begin_);
    const std::size_t from = begin_;
    pop();
    if (!(head.from == peer)) continue;
    const std::size_t bytes = footprint(head.size);
    for (std::size_t i = 0; i < bytes; ++i) {
      buffer_[(end_ + i) & (capacity_ - 1)] = buffer_[(from + i) & (capacity_ - 1)];
    }
    end_ += bytes;
    ++count_;
    payload_ += head.size;
  }
}

void DatagramQueue::clear() noexcept {
  buffer_.reset();
  capacity_ = begin_ = end_ = count_ = payload_ = 0;
}

}  // namespace wosa::spi::memory
