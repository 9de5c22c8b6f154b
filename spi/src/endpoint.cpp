// SPDX-License-Identifier: MIT
// What a transport that does not override a primitive answers: the handler is not there.
#include "wosa/spi/endpoint.hpp"

#include <poll.h>

namespace wosa::spi {
namespace {

tl::unexpected<int> not_supported() noexcept { return failure(WSAEOPNOTSUPP); }

}  // namespace

Result<void> Endpoint::bind(const Address&) { return not_supported(); }
Result<Address> Endpoint::local_name() const { return failure(WSAEINVAL); }
Result<Address> Endpoint::peer_name() const { return failure(WSAENOTCONN); }
Result<void> Endpoint::listen(int) { return not_supported(); }
Result<std::unique_ptr<Endpoint>> Endpoint::try_accept() { return not_supported(); }
void Endpoint::accepted() noexcept {}
Result<void> Endpoint::start_connect(const Address&) { return not_supported(); }
Result<void> Endpoint::finish_connect() { return not_supported(); }
Result<void> Endpoint::shutdown(int) { return not_supported(); }
void Endpoint::close(Ending) noexcept {}

Result<std::size_t> Endpoint::try_send(Buffers) { return not_supported(); }
Result<std::size_t> Endpoint::try_recv(Buffers, ReceiveFlags) { return not_supported(); }
Result<std::size_t> Endpoint::try_send_to(Buffers, const Address&) { return not_supported(); }
Result<Datagram> Endpoint::try_recv_from(Buffers, ReceiveFlags) { return not_supported(); }
Result<std::size_t> Endpoint::try_send_urgent(Buffers) { return not_supported(); }
Result<std::size_t> Endpoint::try_recv_urgent(Buffers, ReceiveFlags) { return not_supported(); }
bool Endpoint::at_urgent_mark() const noexcept { return true; }

std::size_t Endpoint::unsent() const noexcept { return 0; }
Result<std::size_t> Endpoint::readable_bytes() const { return not_supported(); }
bool Endpoint::worth_spinning() const noexcept { return false; }
int Endpoint::descriptor() const noexcept { return -1; }
void Endpoint::descriptor_moved(int) noexcept {}

short Endpoint::poll_events(DWORD conditions) const noexcept {
  short events = 0;
  if ((conditions & (WOSA_READY_READ | WOSA_READY_DATA)) != 0) events |= POLLIN;
  if ((conditions & WOSA_READY_WRITE) != 0) events |= POLLOUT;
  if ((conditions & WOSA_READY_OOB) != 0) events |= POLLPRI;
  if ((conditions & (WOSA_READY_HANGUP | WOSA_READY_DATA)) != 0) events |= POLLRDHUP;
  return events;
}

Result<void> Endpoint::option_changed(int, DWORD) { return {}; }
Result<std::size_t> Endpoint::get_option(int, int, std::span<std::byte>) const {
  return failure(WSAENOPROTOOPT);
}
Result<void> Endpoint::set_option(int, int, std::span<const std::byte>) { return failure(WSAENOPROTOOPT); }
Result<std::size_t> Endpoint::ioctl(DWORD, std::span<const std::byte>, std::span<std::byte>) {
  return not_supported();
}

}  // namespace wosa::spi
