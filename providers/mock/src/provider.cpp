// SPDX-License-Identifier: MIT
#include "provider.hpp"

#include <cstdio>

namespace wosa::mock {

constinit Provider g_provider;

namespace {

// Of the calling thread: stays inside the interface, and whether it holds the turn.
constinit thread_local std::uint32_t stays = 0;
constinit thread_local bool has_turn = false;

const std::uint32_t* word(const std::atomic<std::uint32_t>& value) noexcept {
  return reinterpret_cast<const std::uint32_t*>(&value);
}

// Nullptr before the first start, and where the runtime is another one than ours.
const WOSA_SCHEDULER* scheduler() noexcept {
  const auto* runtime = g_provider.runtime.load();
  return runtime != nullptr ? runtime->pScheduler : nullptr;
}

void wait_for_change(const std::atomic<std::uint32_t>& value, std::uint32_t seen) noexcept {
  if (const auto* with = scheduler(); with != nullptr) with->lpWait(word(value), seen, -1);
}

void wake(const std::atomic<std::uint32_t>& value) noexcept {
  if (const auto* with = scheduler(); with != nullptr) with->lpWake(word(value), INT32_MAX);
}

}  // namespace

Inside::Inside() noexcept {
  g_provider.inside.fetch_add(1);
  ++stays;
  procedures_ = g_provider.current.load();
}

Inside::~Inside() {
  --stays;
  if (g_provider.inside.fetch_sub(1) == 1 && g_provider.awaited.load() != 0) wake(g_provider.inside);
}

bool Inside::here() noexcept { return stays != 0; }

void wait_until_left() noexcept {
  g_provider.awaited.store(1);
  for (auto seen = g_provider.inside.load(); seen != 0; seen = g_provider.inside.load()) {
    wait_for_change(g_provider.inside, seen);
  }
  g_provider.awaited.store(0);
}

bool try_take_turn() noexcept {
  std::uint32_t free = 0;
  has_turn = g_provider.turn.compare_exchange_strong(free, 1) || has_turn;
  return free == 0;
}

void take_turn() noexcept {
  while (!try_take_turn()) wait_for_change(g_provider.turn, 1);
}

void give_turn() noexcept {
  has_turn = false;
  g_provider.turn.store(0);
  wake(g_provider.turn);
}

void forget_other_threads() noexcept {
  g_provider.inside.store(stays);
  g_provider.awaited.store(0);
  g_provider.turn.store(has_turn ? 1 : 0);
}

void log_no_interface(const char* what) noexcept {
  const auto* runtime = g_provider.runtime.load();
  if (runtime == nullptr || runtime->lpLogEnabled(WOSA_LOG_PROVIDER) == FALSE) return;
  char line[256];
  std::snprintf(line, sizeof line,
                "mock: %s: no interface is set; give one to wosa_mock_set_procedures of libwosa-mock.so "
                "(wosa/mock/procedures.hpp), or use wosa::mock::ProviderFixture",
                what);
  runtime->lpLog(WOSA_LOG_PROVIDER, line);
}

}  // namespace wosa::mock
