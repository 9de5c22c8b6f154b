// SPDX-License-Identifier: MIT
// Server: many clients at a time in one thread, non-blocking and with WSAPoll; every byte goes back to where
// it came from. Ends after <n> clients have come and gone. poll_server <address> <n>
#include <winsock2.h>
#include <ws2tcpip.h>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <string>
#include <vector>

#include "program.h"

namespace {

class EchoServer {
 public:
  EchoServer(SOCKET listener, int clients) : listener_(listener), expected_(clients) {
    make_non_blocking(listener);
  }

  void run() {
    while (gone_ < expected_) {
      std::vector<WSAPOLLFD> waits{{listener_, POLLRDNORM, 0}};
      for (const auto& [client, text] : pending_) {
        waits.push_back({client, static_cast<SHORT>(text.empty() ? POLLRDNORM : POLLRDNORM | POLLWRNORM), 0});
      }
      if (WSAPoll(waits.data(), static_cast<ULONG>(waits.size()), 10000) <= 0) fail("WSAPoll");
      if ((waits[0].revents & POLLRDNORM) != 0) greet();
      std::for_each(waits.begin() + 1, waits.end(), [this](const WSAPOLLFD& wait) { serve(wait); });
    }
  }

 private:
  static void make_non_blocking(SOCKET s) {
    u_long on = 1;
    if (ioctlsocket(s, FIONBIO, &on) != 0) fail("ioctlsocket");
  }

  void greet() {
    const SOCKET client = accept(listener_, nullptr, nullptr);
    if (client == INVALID_SOCKET) {
      if (WSAGetLastError() == WSAEWOULDBLOCK) return;
      fail("accept");
    }
    make_non_blocking(client);
    pending_[client];
  }

  void serve(const WSAPOLLFD& wait) {
    std::string& text = pending_[wait.fd];
    if ((wait.revents & POLLWRNORM) != 0 && !text.empty()) {
      const int sent = send(wait.fd, text.data(), static_cast<int>(text.size()), 0);
      if (sent == SOCKET_ERROR && WSAGetLastError() != WSAEWOULDBLOCK) fail("send");
      if (sent > 0) text.erase(0, static_cast<std::size_t>(sent));
    }
    if ((wait.revents & (POLLRDNORM | POLLHUP)) == 0) return;
    char data[4096];
    const int count = recv(wait.fd, data, sizeof(data), 0);
    if (count > 0) {
      text.append(data, static_cast<std::size_t>(count));
    } else if (count == 0 || WSAGetLastError() != WSAEWOULDBLOCK) {
      closesocket(wait.fd);
      pending_.erase(wait.fd);
      ++gone_;
    }
  }

  SOCKET listener_;
  int expected_;
  int gone_ = 0;
  std::map<SOCKET, std::string> pending_;
};

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  const SOCKET listener = listen_on(argv[1], SOCK_STREAM);
  EchoServer(listener, std::atoi(argv[2])).run();
  closesocket(listener);
  WSACleanup();
}
