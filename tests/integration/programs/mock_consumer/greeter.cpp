// SPDX-License-Identifier: MIT
#include "greeter.hpp"

#include <winsock2.h>

namespace {

std::string error() { return "error " + std::to_string(WSAGetLastError()); }

std::string talk(SOCKET s, const sockaddr_in& server, const std::string& name) {
  if (connect(s, reinterpret_cast<const sockaddr*>(&server), sizeof server) != 0) return error();
  const std::string line = name + '\n';
  for (std::size_t sent = 0; sent < line.size();) {
    const int some = send(s, line.data() + sent, static_cast<int>(line.size() - sent), 0);
    if (some < 0) return error();
    sent += static_cast<std::size_t>(some);
  }
  std::string answer;
  for (char room[64]; answer.find('\n') == std::string::npos;) {
    const int some = recv(s, room, sizeof room, 0);
    if (some < 0) return error();
    if (some == 0) return answer;
    answer.append(room, static_cast<std::size_t>(some));
  }
  return answer.substr(0, answer.find('\n'));
}

}  // namespace

std::string greeting(const char* ip, unsigned short port, const std::string& name) {
  const SOCKET s = socket(AF_INET, SOCK_STREAM, IPPROTO_TCP);
  if (s == INVALID_SOCKET) return error();
  sockaddr_in server{};
  server.sin_family = AF_INET;
  server.sin_port = htons(port);
  server.sin_addr.s_addr = inet_addr(ip);
  const std::string answer = talk(s, server, name);
  closesocket(s);
  return answer;
}
