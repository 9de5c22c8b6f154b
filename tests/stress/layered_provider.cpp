// SPDX-License-Identifier: MIT
// A translating layer over the provider whose library STRESS_LOWER_LIBRARY names: each of its handles stands
// over another handle, and a call goes to the lower procedure table directly with that handle. A handle of
// depth n stands over one of depth n-1 of the layer itself, so that pins nest as deep as a test likes. Like
// any classic layer it loads the next library by itself; which entry of the lower provider it uses, the test
// says (wosa_stress_set_lower).
#include <dlfcn.h>
#include <fcntl.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "checked_context.hpp"
#include "complete_table.hpp"

namespace wosa::stress {

namespace {

WSPPROC_TABLE g_own{};
WSPPROC_TABLE g_lower{};
WSAPROTOCOL_INFOW g_lower_entry{};  // written before the first socket is made
std::atomic<DWORD> g_entry_id{0};

int fail(LPINT error, int code) {
  *error = code;
  return SOCKET_ERROR;
}

// A layered handle on its way down: pinned, with the handle below and the table that serves it.
class Layered {
 public:
  explicit Layered(SOCKET s) : inside_(s) {
    if (inside_ && !inside_.lost()) inner_ = inside_.context().inner;
  }
  explicit operator bool() const { return inner_ != INVALID_SOCKET; }
  [[nodiscard]] SOCKET inner() const { return inner_; }
  [[nodiscard]] const WSPPROC_TABLE& below() const {
    return inside_.context().connections > 1 ? g_own : g_lower;
  }
  [[nodiscard]] const Inside& inside() const { return inside_; }

 private:
  Inside inside_;
  SOCKET inner_ = INVALID_SOCKET;
};

SOCKET make_lower(LPINT error) {
  WSAPROTOCOL_INFOW entry = g_lower_entry;
  return g_lower.lpWSPSocket(FROM_PROTOCOL_INFO, FROM_PROTOCOL_INFO, FROM_PROTOCOL_INFO, &entry, 0,
                             WSA_FLAG_OVERLAPPED, error);
}

// A descriptor above all those of the provider below, so that a number that was a lower handle is never an
// upper one later. The layer calls the lower table with the number that it read, which another thread may
// have closed since; the lower procedure finds it closed, or a lower socket that has the number by now. Were
// it an upper socket, the lower procedure would take the layer's context for its own and wait there for what
// nobody ever wakes. A layer that is for use orders its calls; this one is here to race.
int high_descriptor() {
  constexpr int kFirst = 256;
  const int low = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
  const int high = low < 0 ? -1 : fcntl(low, F_DUPFD_CLOEXEC, kFirst);
  if (low >= 0) close(low);
  return high;
}

SOCKET make_layered(int depth, LPINT error) {
  const SOCKET inner = depth > 1 ? make_layered(depth - 1, error) : make_lower(error);
  if (inner == INVALID_SOCKET) return INVALID_SOCKET;
  Context* context = new_context();
  const int descriptor = high_descriptor();
  SOCKET s = INVALID_SOCKET;
  if (context != nullptr && descriptor >= 0) {
    context->connections = depth;
    context->inner = inner;
    s = g_runtime->lpBindSocket(g_entry_id, descriptor, context, error);
  }
  if (s != INVALID_SOCKET) return s;
  int ignored = 0;
  if (context != nullptr) free_context(context);
  if (descriptor >= 0) close(descriptor);
  (depth > 1 ? g_own : g_lower).lpWSPCloseSocket(inner, &ignored);
  *error = WSAENOBUFS;
  return INVALID_SOCKET;
}

SOCKET WSPAPI layered_socket(int, int, int protocol, LPWSAPROTOCOL_INFOW, GROUP, DWORD, LPINT error) {
  const int depth = protocol - kLayered;
  return make_layered(depth < 1 || depth > kMostLayers ? 1 : depth, error);
}

void close_below(Context& context, const WSPPROC_TABLE& below) {
  int ignored = 0;
  const SOCKET inner = context.inner.exchange(INVALID_SOCKET);
  if (inner != INVALID_SOCKET) below.lpWSPCloseSocket(inner, &ignored);
}

int WSPAPI layered_close(SOCKET s, LPINT error) {
  const Inside inside(s);
  if (!inside) return fail(error, WSAENOTSOCK);
  const WSPPROC_TABLE& below = inside.context().connections > 1 ? g_own : g_lower;
  const int code = g_runtime->lpBeginClose(s);
  if (code != 0) return fail(error, code);
  close_below(inside.context(), below);
  return 0;
}

int WSPAPI layered_send(SOCKET s, LPWSABUF buffers, DWORD count, LPDWORD sent, DWORD flags, LPWSAOVERLAPPED,
                        LPWSAOVERLAPPED_COMPLETION_ROUTINE, LPWSATHREADID thread, LPINT error) {
  const Layered layered(s);
  if (!layered) return fail(error, WSAENOTSOCK);
  return layered.below().lpWSPSend(layered.inner(), buffers, count, sent, flags, nullptr, nullptr, thread,
                                   error);
}

int WSPAPI layered_recv(SOCKET s, LPWSABUF buffers, DWORD count, LPDWORD received, LPDWORD flags,
                        LPWSAOVERLAPPED, LPWSAOVERLAPPED_COMPLETION_ROUTINE, LPWSATHREADID thread,
                        LPINT error) {
  const Layered layered(s);
  if (!layered) return fail(error, WSAENOTSOCK);
  return layered.below().lpWSPRecv(layered.inner(), buffers, count, received, flags, nullptr, nullptr, thread,
                                   error);
}

int WSPAPI layered_bind(SOCKET s, const WS_sockaddr* name, int length, LPINT error) {
  const Layered layered(s);
  if (!layered) return fail(error, WSAENOTSOCK);
  return layered.below().lpWSPBind(layered.inner(), name, length, error);
}

int WSPAPI layered_getsockopt(SOCKET s, int level, int option, char* value, LPINT length, LPINT error) {
  const Layered layered(s);
  if (!layered) return fail(error, WSAENOTSOCK);
  return layered.below().lpWSPGetSockOpt(layered.inner(), level, option, value, length, error);
}

int WSPAPI layered_ioctl(SOCKET s, DWORD code, LPVOID, DWORD, LPVOID, DWORD, LPDWORD returned,
                         LPWSAOVERLAPPED, LPWSAOVERLAPPED_COMPLETION_ROUTINE, LPWSATHREADID, LPINT error) {
  const Layered layered(s);
  if (!layered) return fail(error, WSAENOTSOCK);
  if (code != kCloseInner) return fail(error, WSAEOPNOTSUPP);
  close_below(layered.inside().context(), layered.below());
  *returned = 0;
  return 0;
}

int WSPAPI layered_cleanup(LPINT) { return 0; }

BOOL WSAAPI layered_interrupt(SOCKET, void* context) {
  // Who sleeps does so below: closing the lower handle wakes it.
  auto& layered = *static_cast<Context*>(context);
  close_below(layered, layered.connections > 1 ? g_own : g_lower);
  return FALSE;
}

void WSAAPI layered_release(SOCKET s, void* context, BOOL descriptor_lost) {
  auto& layered = *static_cast<Context*>(context);
  close_below(layered, layered.connections > 1 ? g_own : g_lower);
  free_context(&layered);
  if (descriptor_lost == FALSE) close(static_cast<int>(s));
}

const WOSA_PROVIDER_EXTENSION& extension() {
  static const WOSA_PROVIDER_EXTENSION table{sizeof(WOSA_PROVIDER_EXTENSION),
                                             WOSA_EXTENSION_VERSION,
                                             &layered_interrupt,
                                             &layered_release,
                                             nullptr,
                                             nullptr,
                                             nullptr,
                                             nullptr,
                                             nullptr,
                                             nullptr,
                                             nullptr,
                                             nullptr};
  return table;
}

// Opens the lower library and starts it, with the upcalls unchanged.
bool start_lower(WORD version, LPWSAPROTOCOL_INFOW info, const WSPUPCALLTABLE& upcalls) {
  if (g_lower.lpWSPSocket != nullptr) return true;
  void* library = dlopen(STRESS_LOWER_LIBRARY, RTLD_NOW | RTLD_LOCAL);
  if (library == nullptr) return false;
  const auto startup = reinterpret_cast<LPWSPSTARTUP>(dlsym(library, "WSPStartup"));
  WSPDATA data{};
  return startup != nullptr && startup(version, &data, info, upcalls, &g_lower) == 0;
}

}  // namespace

}  // namespace wosa::stress

extern "C" WOSA_EXPORT void wosa_stress_report(wosa::stress::Report* report) {
  wosa::stress::read_report(*report);
}

extern "C" WOSA_EXPORT void wosa_stress_set_lower(const WSAPROTOCOL_INFOW* entry) {
  wosa::stress::g_lower_entry = *entry;
}

extern "C" int WSPAPI WSPStartup(WORD requested, LPWSPDATA data, LPWSAPROTOCOL_INFOW info,
                                 WSPUPCALLTABLE upcalls, LPWSPPROC_TABLE table) {
  using namespace wosa::stress;
  g_runtime = WosaRuntimeExtension(&upcalls);
  if (g_runtime == nullptr || !start_lower(requested, info, upcalls)) return WSASYSNOTREADY;
  g_entry_id = info->dwCatalogEntryId;
  g_runtime->lpRegisterProvider(&info->ProviderId, &extension());
  g_own = {};
  g_own.lpWSPSocket = &layered_socket;
  g_own.lpWSPCloseSocket = &layered_close;
  g_own.lpWSPSend = &layered_send;
  g_own.lpWSPRecv = &layered_recv;
  g_own.lpWSPBind = &layered_bind;
  g_own.lpWSPGetSockOpt = &layered_getsockopt;
  g_own.lpWSPIoctl = &layered_ioctl;
  g_own.lpWSPCleanup = &layered_cleanup;
  complete_table(g_own);
  *table = g_own;
  data->wVersion = requested;
  data->wHighVersion = MAKEWORD(2, 2);
  return 0;
}
