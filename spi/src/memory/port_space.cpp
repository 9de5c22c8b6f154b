// SPDX-License-Identifier: MIT
#include "memory/port_space.hpp"

#include "memory/accept_queue.hpp"
#include "memory/inbox.hpp"
#include "memory/network.hpp"

namespace wosa::spi::memory {
namespace {

// Of those that cover a destination the most particular one serves: by address, then by family alone.
int rank_of(const BoundAddress& address) noexcept {
  return (address.wildcard ? 0 : 2) + (address.ipv4 && address.ipv6 ? 0 : 1);
}

}  // namespace

Binding::Binding(Ref<Network> network, PortSpace& space, const BoundAddress& address) noexcept
    : network_(std::move(network)), space_(space), address_(address) {}

Binding::~Binding() {
  if (linked_) space_.unlink(*this);
}

bool Binding::covers(const Host& destination) const noexcept {
  if (!(destination.is_ipv4() ? address_.ipv4 : address_.ipv6)) return false;
  return address_.wildcard || address_.host == destination.bytes;
}

Result<Ref<Binding>> PortSpace::bind(const Ref<Network>& network, const BoundAddress& address) {
  auto binding = Ref<Binding>::make(network, *this, address);
  const Hold hold(lock_, locks_);
  if (address.port == 0) {
    binding->address_.port = dynamic_port(address);
    if (binding->address_.port == 0) return failure(WSAENOBUFS);
  } else if (const int code = verdict(address); code != 0) {
    return failure(code);
  }
  link(*binding);
  return binding;
}

void PortSpace::serve(Binding& binding, Ref<AcceptQueue> listener) noexcept {
  const Hold hold(lock_, locks_);
  binding.listener_.swap(listener);
}

void PortSpace::serve(Binding& binding, Ref<Inbox> inbox) noexcept {
  {
    const Hold hold(lock_, locks_);
    binding.inbox_.swap(inbox);
  }
  new_version();
}

PortSpace::Listener PortSpace::listener_at(const Point& destination) noexcept {
  const Hold hold(lock_, locks_);
  const Binding* best = nullptr;
  for (const Binding* one = first_at(destination.port); one != nullptr; one = one->next_) {
    if (one->listener_ == nullptr || !one->covers(destination.host)) continue;
    if (best == nullptr || rank_of(one->address_) > rank_of(best->address_)) best = one;
  }
  if (best == nullptr) return {};
  return {best->listener_, !best->address_.wildcard};
}

PortSpace::Receiver PortSpace::receiver_at(const Point& destination, const Point& source) noexcept {
  constexpr int kConnected = 8;
  const Hold hold(lock_, locks_);
  const Binding* best = nullptr;
  int best_rank = -1;
  for (const Binding* one = first_at(destination.port); one != nullptr; one = one->next_) {
    if (one->inbox_ == nullptr || !one->covers(destination.host)) continue;
    if (!one->inbox_->hears(source)) continue;
    const int rank = rank_of(one->address_) + (one->inbox_->has_peer() ? kConnected : 0);
    if (rank <= best_rank) continue;
    best = one;
    best_rank = rank;
  }
  if (best == nullptr) return {};
  return {best->inbox_, !best->address_.wildcard};
}

std::vector<Ref<Inbox>> PortSpace::receivers_at(const Point& destination, const Point& source) {
  const bool group = destination.host.is_multicast();
  std::vector<Ref<Inbox>> found;
  const Hold hold(lock_, locks_);
  for (const Binding* one = first_at(destination.port); one != nullptr; one = one->next_) {
    if (one->inbox_ == nullptr || !one->inbox_->hears(source)) continue;
    // A broadcast arrives at every IPv4 socket of the port, a group's datagram at those that joined.
    const bool wanted =
        group ? one->covers(destination.host) && one->inbox_->wants(destination.host, source.host)
              : one->address_.ipv4;
    if (wanted) found.push_back(one->inbox_);
  }
  return found;
}

Binding* PortSpace::first_at(std::uint16_t port) const noexcept {
  const auto found = table_.find(port);
  return found == table_.end() ? nullptr : found->second;
}

int PortSpace::verdict(const BoundAddress& wanted) const noexcept {
  for (const Binding* one = first_at(wanted.port); one != nullptr; one = one->next_) {
    if (const int code = bind_verdict(one->address_, wanted); code != 0) return code;
  }
  return 0;
}

bool PortSpace::is_free(const BoundAddress& wanted) const noexcept {
  for (const Binding* one = first_at(wanted.port); one != nullptr; one = one->next_) {
    if (overlaps(one->address_, wanted)) return false;
  }
  return true;
}

// From a random place on, once around.
std::uint16_t PortSpace::dynamic_port(BoundAddress wanted) noexcept {
  random_ ^= random_ << 13;
  random_ ^= random_ >> 7;
  random_ ^= random_ << 17;
  const auto start = static_cast<std::uint32_t>(random_ % kDynamicCount);
  for (std::uint32_t i = 0; i < kDynamicCount; ++i) {
    wanted.port = static_cast<std::uint16_t>(kFirstDynamic + (start + i) % kDynamicCount);
    if (is_free(wanted)) return wanted.port;
  }
  return 0;
}

void PortSpace::link(Binding& binding) {
  Binding*& first = table_[binding.address_.port];
  binding.next_ = first;
  if (first != nullptr) first->previous_ = &binding;
  first = &binding;
  binding.linked_ = true;
}

void PortSpace::unlink(Binding& binding) noexcept {
  {
    const Hold hold(lock_, locks_);
    if (binding.next_ != nullptr) binding.next_->previous_ = binding.previous_;
    if (binding.previous_ != nullptr) {
      binding.previous_->next_ = binding.next_;
    } else if (binding.next_ != nullptr) {
      table_[binding.address_.port] = binding.next_;
    } else {
      table_.erase(binding.address_.port);
    }
  }
  new_version();
}

}  // namespace wosa::spi::memory
