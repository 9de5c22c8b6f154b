// SPDX-License-Identifier: MIT
#include "memory/accept_queue.hpp"

#include "memory/stream_socket.hpp"

namespace wosa::spi::memory {

AcceptQueue::AcceptQueue(const LockContext& locks, StreamSocket& owner, int backlog)
    : locks_(locks),
      listener_(owner.readiness()),
      owner_(&owner),
      backlog_(static_cast<std::size_t>(backlog)) {}

AcceptQueue::~AcceptQueue() = default;

void AcceptQueue::set_backlog(int backlog) noexcept {
  const Hold hold(lock_, locks_);
  backlog_ = static_cast<std::size_t>(backlog);
}

bool AcceptQueue::offer(Offer& offer) {
  {
    const Hold hold(lock_, locks_);
    if (owner_ == nullptr) return false;
    // Connections that the program has yet to agree to are no matter of the backlog.
    const bool conditional = owner_->options().conditional_accept.load(std::memory_order_relaxed);
    if (!conditional && waiting_.size() >= backlog_) return false;
    Waiting place(1);  // first: without memory for it there is no connection to take back
    place.front() = offer.make(*owner_);
    waiting_.splice(waiting_.end(), place);
    count_.store(waiting_.size(), std::memory_order_release);
  }
  listener_.changed(WOSA_READY_READ | WOSA_READY_DATA);
  return true;
}

std::unique_ptr<StreamSocket> AcceptQueue::take() noexcept {
  const Hold hold(lock_, locks_);
  if (waiting_.empty()) return nullptr;
  std::unique_ptr<StreamSocket> first = std::move(waiting_.front());
  waiting_.pop_front();
  count_.store(waiting_.size(), std::memory_order_release);
  return first;
}

AcceptQueue::Waiting AcceptQueue::close() noexcept {
  const Hold hold(lock_, locks_);
  owner_ = nullptr;
  count_.store(0, std::memory_order_release);
  return std::move(waiting_);
}

}  // namespace wosa::spi::memory
