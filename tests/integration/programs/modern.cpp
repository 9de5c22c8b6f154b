// SPDX-License-Identifier: MIT
// Winsock beside the C++ standard library: threads, streams and strings see their own names.
#include <winsock2.h>
#include <ws2tcpip.h>

#include <array>
#include <chrono>
#include <functional>
#include <iostream>
#include <memory>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

int main() {
  WSADATA data;
  if (WSAStartup(MAKEWORD(2, 2), &data) != 0) return 1;
  const SOCKET listener = WSASocketW(AF_INET, SOCK_STREAM, IPPROTO_TCP, nullptr, 0, 0);
  sockaddr_in name{};
  name.sin_family = AF_INET;
  if (InetPtonW(AF_INET, L"127.0.0.1", &name.sin_addr) != 1) return 2;
  int length = sizeof(name);
  if (bind(listener, reinterpret_cast<sockaddr*>(&name), length) != 0) return 3;
  if (listen(listener, 1) != 0) return 4;
  if (getsockname(listener, reinterpret_cast<sockaddr*>(&name), &length) != 0) return 5;

  std::thread client([&name] {
    const SOCKET s = socket(AF_INET, SOCK_STREAM, 0);
    if (connect(s, reinterpret_cast<const sockaddr*>(&name), sizeof(name)) != 0) return;
    std::array<std::string, 2> words{"gather", "ed"};
    std::vector<WSABUF> buffers;
    for (auto& word : words) buffers.push_back({static_cast<ULONG>(word.size()), word.data()});
    DWORD sent = 0;
    WSASend(s, buffers.data(), static_cast<DWORD>(buffers.size()), &sent, 0, nullptr, nullptr);
    closesocket(s);
  });
  const SOCKET server = accept(listener, nullptr, nullptr);
  std::ostringstream text;
  char part[16];
  int count;
  while ((count = recv(server, part, sizeof(part), 0)) > 0) text.write(part, count);
  client.join();
  closesocket(server);
  closesocket(listener);
  WSACleanup();
  std::cout << text.str() << '\n';
  return text.str() == "gathered" ? 0 : 6;
}
