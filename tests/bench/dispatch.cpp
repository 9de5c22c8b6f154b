// SPDX-License-Identifier: MIT
// What a call costs on its way to a provider: send() over a provider that returns at once, beside the same
// procedure called directly. tools/bench reports the difference.
#include <benchmark/benchmark.h>

#include <cstdlib>

#include "ws2spi.h"

namespace {

char data[64];

SOCKET instant_socket() {
  WSADATA version;
  if (WSAStartup(MAKEWORD(2, 2), &version) != 0) std::exit(2);
  const SOCKET s = socket(AF_INET, SOCK_STREAM, IPPROTO_TCP);
  if (s == INVALID_SOCKET) std::exit(2);
  return s;
}

SOCKET the_socket() {
  static const SOCKET s = instant_socket();
  return s;
}

void direct(benchmark::State& state) {
  const SOCKET s = the_socket();
  LPWSPSEND procedure = nullptr;
  DWORD returned = 0;
  if (WSAIoctl(s, 1, nullptr, 0, &procedure, sizeof procedure, &returned, nullptr, nullptr) != 0) {
    state.SkipWithError("the catalog has another provider than the instant one");
    return;
  }
  for (auto _ : state) {
    WSABUF buffer{sizeof data, data};
    DWORD sent = 0;
    INT error = 0;
    benchmark::DoNotOptimize(procedure);
    benchmark::DoNotOptimize(procedure(s, &buffer, 1, &sent, 0, nullptr, nullptr, nullptr, &error));
  }
}

void through_send(benchmark::State& state) {
  const SOCKET s = the_socket();
  for (auto _ : state) benchmark::DoNotOptimize(send(s, data, sizeof data, 0));
}

BENCHMARK(direct);
BENCHMARK(through_send);

}  // namespace

BENCHMARK_MAIN();
