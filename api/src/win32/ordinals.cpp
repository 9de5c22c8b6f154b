// SPDX-License-Identifier: MIT
#include "win32/ordinals.hpp"

#include <algorithm>
#include <array>

namespace wosa::runtime {

namespace {

struct Ordinal {
  WORD number;
  const char* name;
};

// Of ws2_32, in ascending order. wsock32 differs in three of them.
constexpr auto kOrdinals = std::to_array<Ordinal>({
    {1, "accept"},
    {2, "bind"},
    {3, "closesocket"},
    {4, "connect"},
    {5, "getpeername"},
    {6, "getsockname"},
    {7, "getsockopt"},
    {8, "htonl"},
    {9, "htons"},
    {10, "ioctlsocket"},
    {11, "inet_addr"},
    {12, "inet_ntoa"},
    {13, "listen"},
    {14, "ntohl"},
    {15, "ntohs"},
    {16, "recv"},
    {17, "recvfrom"},
    {18, "select"},
    {19, "send"},
    {20, "sendto"},
    {21, "setsockopt"},
    {22, "shutdown"},
    {23, "socket"},
    {51, "gethostbyaddr"},
    {52, "gethostbyname"},
    {53, "getprotobyname"},
    {54, "getprotobynumber"},
    {55, "getservbyname"},
    {56, "getservbyport"},
    {57, "gethostname"},
    {101, "WSAAsyncSelect"},
    {102, "WSAAsyncGetHostByAddr"},
    {103, "WSAAsyncGetHostByName"},
    {104, "WSAAsyncGetProtoByNumber"},
    {105, "WSAAsyncGetProtoByName"},
    {106, "WSAAsyncGetServByPort"},
    {107, "WSAAsyncGetServByName"},
    {108, "WSACancelAsyncRequest"},
    {109, "WSASetBlockingHook"},
    {110, "WSAUnhookBlockingHook"},
    {111, "WSAGetLastError"},
    {112, "WSASetLastError"},
    {113, "WSACancelBlockingCall"},
    {114, "WSAIsBlocking"},
    {115, "WSAStartup"},
    {116, "WSACleanup"},
    {151, "__WSAFDIsSet"},
});

constexpr bool before(const Ordinal& a, const Ordinal& b) noexcept { return a.number < b.number; }
static_assert(std::is_sorted(kOrdinals.begin(), kOrdinals.end(), before));

}  // namespace

const char* name_of_ordinal(OwnModule module, WORD ordinal) noexcept {
  if (module != OwnModule::kWs2_32 && module != OwnModule::kWsock32) return nullptr;
  if (module == OwnModule::kWsock32) {
    switch (ordinal) {
      case 10: return "inet_addr";
      case 11: return "inet_ntoa";
      case 12: return "ioctlsocket";
      default: break;
    }
  }
  const auto found = std::lower_bound(kOrdinals.begin(), kOrdinals.end(), Ordinal{ordinal, nullptr}, before);
  return found != kOrdinals.end() && found->number == ordinal ? found->name : nullptr;
}

}  // namespace wosa::runtime
