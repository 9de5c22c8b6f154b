// SPDX-License-Identifier: MIT
#include "address_claims.hpp"

#include <cerrno>
#include <cstring>
#include <new>

#include "control_lock.hpp"
#include "errors.hpp"

namespace wosa::tcpip {
namespace {

constinit ControlLock g_lock;
constinit AddressClaim* g_claims = nullptr;  // guarded by g_lock

// A list that a vanished thread of the parent was changing is forgotten: the kernel still knows the
// addresses.
class ClaimsLock {
 public:
  ClaimsLock() noexcept {
    const bool orphaned = g_lock.orphaned();
    g_lock.lock();
    if (orphaned) g_claims = nullptr;
  }
  ~ClaimsLock() { g_lock.unlock(); }
  ClaimsLock(const ClaimsLock&) = delete;
  ClaimsLock& operator=(const ClaimsLock&) = delete;
};

bool overlap(const AddressClaim& first, const AddressClaim& second) noexcept {
  return first.protocol == second.protocol && spi::overlaps(first, second);
}

bool reuse_port(int descriptor, bool on) noexcept {
  const int value = on ? 1 : 0;
  return setsockopt(descriptor, SOL_SOCKET, SO_REUSEPORT, &value, sizeof value) == 0;
}

// Opens every claim that overlaps wanted for sharing, or restores what its own option says.
bool help_overlapping(const AddressClaim& wanted, bool on) noexcept {
  bool any = false;
  for (AddressClaim* claim = g_claims; claim != nullptr; claim = claim->next) {
    if (claim->descriptor == wanted.descriptor || !overlap(*claim, wanted)) continue;
    any = reuse_port(claim->descriptor, on || claim->sharing == Sharing::reuse) || any;
  }
  return any;
}

// Where Winsock allows it and the kernel does not, the sockets of this process that are in the way step
// aside.
int try_with_help(const AddressClaim& wanted, BindAttempt attempt) noexcept {
  int error = attempt.try_bind(attempt.argument, false);
  if (error == EADDRINUSE && help_overlapping(wanted, true)) {
    error = attempt.try_bind(attempt.argument, true);
    help_overlapping(wanted, false);
  }
  return error == 0 ? 0 : wsa_error(error);
}

}  // namespace

AddressClaim describe_claim(int protocol, const sockaddr_storage& address, bool dual_mode,
                            Sharing sharing) noexcept {
  AddressClaim claim;
  claim.protocol = protocol;
  claim.sharing = sharing;
  if (address.ss_family == AF_INET) {
    const auto& in = reinterpret_cast<const sockaddr_in&>(address);
    claim.port = in.sin_port;
    claim.ipv4 = true;
    claim.wildcard = in.sin_addr.s_addr == INADDR_ANY;
    claim.host[10] = claim.host[11] = 0xFF;
    std::memcpy(&claim.host[12], &in.sin_addr, sizeof in.sin_addr);
    return claim;
  }
  const auto& in6 = reinterpret_cast<const sockaddr_in6&>(address);
  claim.port = in6.sin6_port;
  std::memcpy(claim.host.data(), &in6.sin6_addr, claim.host.size());
  claim.scope = in6.sin6_scope_id;
  claim.wildcard = IN6_IS_ADDR_UNSPECIFIED(&in6.sin6_addr);
  const bool mapped = IN6_IS_ADDR_V4MAPPED(&in6.sin6_addr);
  claim.ipv4 = mapped || (claim.wildcard && dual_mode);
  claim.ipv6 = !mapped;
  return claim;
}

int bind_verdict(const AddressClaim& first, const AddressClaim& second) noexcept {
  return first.protocol == second.protocol ? spi::bind_verdict(first, second) : 0;
}

int bind_beside_claims(const AddressClaim& wanted, BindAttempt attempt) noexcept {
  const ClaimsLock guard;
  for (const AddressClaim* claim = g_claims; claim != nullptr; claim = claim->next) {
    if (const int verdict = bind_verdict(*claim, wanted); verdict != 0) return verdict;
  }
  return try_with_help(wanted, attempt);
}

int listen_beside_claims(const AddressClaim& held, BindAttempt attempt) noexcept {
  const ClaimsLock guard;
  return try_with_help(held, attempt);
}

AddressClaim* add_claim(const AddressClaim& claim) noexcept {
  auto* added = new (std::nothrow) AddressClaim(claim);
  if (added == nullptr) return nullptr;
  const ClaimsLock guard;
  added->next = g_claims;
  g_claims = added;
  return added;
}

void release_claim(AddressClaim* claim) noexcept {
  {
    const ClaimsLock guard;
    for (AddressClaim** link = &g_claims; *link != nullptr; link = &(*link)->next) {
      if (*link == claim) {
        *link = claim->next;
        break;
      }
    }
  }
  delete claim;
}

}  // namespace wosa::tcpip
