// SPDX-License-Identifier: MIT
// What the socket engine costs over a transport's bare primitives: a non-blocking send and a receive of 64
// bytes through the provider's procedures, beside the same primitives called directly, with the socket held
// as the API holds it. tools/bench reports the difference.
#include <benchmark/benchmark.h>

#include <cstdlib>
#include <span>

#include "engine_bench.hpp"

namespace {

using wosa::bench::Visit;
using wosa::spi::Buffers;
using wosa::spi::Endpoint;

char data[64];

SOCKET connected_socket() {
  WSADATA version;
  if (WSAStartup(MAKEWORD(2, 2), &version) != 0) std::exit(2);
  const SOCKET s = WSASocketW(WS_AF_INET, 1, 6, nullptr, 0, WSA_FLAG_OVERLAPPED);
  SOCKADDR_IN name{};
  name.sin_family = WS_AF_INET;
  name.sin_port = 1;
  DWORD on = 1;
  DWORD returned = 0;
  if (s == INVALID_SOCKET ||
      WSAConnect(s, reinterpret_cast<WS_sockaddr*>(&name), sizeof name, nullptr, nullptr, nullptr, nullptr) !=
          0 ||
      WSAIoctl(s, WS_FIONBIO, &on, sizeof on, nullptr, 0, &returned, nullptr, nullptr) != 0)
    std::exit(2);
  return s;
}

SOCKET the_socket() {
  static const SOCKET s = connected_socket();
  return s;
}

// Runs a loop inside the provider.
using Loop = void (*)(benchmark::State&, SOCKET, const WSPPROC_TABLE&, Endpoint&);

template <Loop loop>
void inside(benchmark::State& state) {
  struct {
    Visit visit;
    SOCKET s;
  } in{};
  in.visit.run = [](void* argument, SOCKET s, const WSPPROC_TABLE& thunks, Endpoint& endpoint) {
    loop(*static_cast<benchmark::State*>(argument), s, thunks, endpoint);
  };
  in.visit.argument = &state;
  in.s = the_socket();
  DWORD returned = 0;
  if (WSAIoctl(in.s, wosa::bench::kVisit, &in, sizeof in, nullptr, 0, &returned, nullptr, nullptr) != 0)
    state.SkipWithError("the catalog has another provider than the engine's");
}

void direct_send(benchmark::State& state, SOCKET, const WSPPROC_TABLE&, Endpoint& endpoint) {
  Endpoint* target = &endpoint;
  for (auto _ : state) {
    WSABUF buffer{sizeof data, data};
    benchmark::DoNotOptimize(target);
    benchmark::DoNotOptimize(target->try_send(Buffers(std::span(&buffer, 1))));
  }
}

void direct_receive(benchmark::State& state, SOCKET, const WSPPROC_TABLE&, Endpoint& endpoint) {
  Endpoint* target = &endpoint;
  for (auto _ : state) {
    WSABUF buffer{sizeof data, data};
    benchmark::DoNotOptimize(target);
    benchmark::DoNotOptimize(target->try_recv(Buffers(std::span(&buffer, 1)), {}));
  }
}

void engine_send(benchmark::State& state, SOCKET s, const WSPPROC_TABLE& thunks, Endpoint&) {
  LPWSPSEND procedure = thunks.lpWSPSend;
  for (auto _ : state) {
    WSABUF buffer{sizeof data, data};
    DWORD sent = 0;
    INT error = 0;
    benchmark::DoNotOptimize(procedure);
    benchmark::DoNotOptimize(procedure(s, &buffer, 1, &sent, 0, nullptr, nullptr, nullptr, &error));
  }
}

void engine_receive(benchmark::State& state, SOCKET s, const WSPPROC_TABLE& thunks, Endpoint&) {
  LPWSPRECV procedure = thunks.lpWSPRecv;
  for (auto _ : state) {
    WSABUF buffer{sizeof data, data};
    DWORD received = 0;
    DWORD flags = 0;
    INT error = 0;
    benchmark::DoNotOptimize(procedure);
    benchmark::DoNotOptimize(procedure(s, &buffer, 1, &received, &flags, nullptr, nullptr, nullptr, &error));
  }
}

BENCHMARK(inside<direct_send>)->Name("direct_send");
BENCHMARK(inside<engine_send>)->Name("engine_send");
BENCHMARK(inside<direct_receive>)->Name("direct_receive");
BENCHMARK(inside<engine_receive>)->Name("engine_receive");

}  // namespace

BENCHMARK_MAIN();
