// SPDX-License-Identifier: MIT
#include "kit/waiting.hpp"

#include <algorithm>
#include <chrono>
#include <thread>

#include "kit/expect.hpp"
#include "sleeping_thread.hpp"

namespace kit {
namespace {

using Clock = std::chrono::steady_clock;

enum class Set { kRead, kWrite, kExcept };

bool wait_in_set(SOCKET s, Set which, int ms) {
  fd_set set;
  FD_ZERO(&set);
  FD_SET(s, &set);
  timeval patience{ms / 1000, (ms % 1000) * 1000};
  return select(0, which == Set::kRead ? &set : nullptr, which == Set::kWrite ? &set : nullptr,
                which == Set::kExcept ? &set : nullptr, &patience) == 1;
}

}  // namespace

bool readable(SOCKET s, int ms) { return wait_in_set(s, Set::kRead, ms); }
bool writable(SOCKET s, int ms) { return wait_in_set(s, Set::kWrite, ms); }
bool exceptional(SOCKET s, int ms) { return wait_in_set(s, Set::kExcept, ms); }

bool eventually(const std::function<bool()>& condition, int ms) {
  const auto end = Clock::now() + std::chrono::milliseconds(ms);
  while (!condition()) {
    if (Clock::now() >= end) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  return true;
}

bool send_all(SOCKET s, const std::string& text) {
  return send(s, text.data(), static_cast<int>(text.size()), 0) == static_cast<int>(text.size());
}

testing::AssertionResult cut_off(SOCKET s, bool has_reset) {
  char byte = 0;
  const int count = recv(s, &byte, 1, 0);
  const int error = count == SOCKET_ERROR ? WSAGetLastError() : 0;
  if (error == WSAECONNRESET || (count == 0 && !has_reset)) return testing::AssertionSuccess();
  return testing::AssertionFailure() << "recv returned " << count << " with " << error_name(error);
}

std::string receive_exactly(SOCKET s, std::size_t size) {
  std::string text;
  while (text.size() < size) {
    char buffer[65536];
    const std::size_t wanted = std::min(sizeof buffer, size - text.size());
    const int count = recv(s, buffer, static_cast<int>(wanted), 0);
    if (count <= 0) break;
    text.append(buffer, static_cast<std::size_t>(count));
  }
  return text;
}

Blocked::Blocked(std::function<long long()> call) : state_(std::make_shared<State>()) {
  // Detached, so that a call that never returns fails one case and does not hang the process.
  std::thread([state = state_, call = std::move(call)] {
    {
      const std::lock_guard lock(state->mutex);
      state->thread_id = wosa::test::current_thread_id();
    }
    state->changed.notify_all();
    WSASetLastError(0);
    const long long result = call();
    const int error = WSAGetLastError();
    {
      const std::lock_guard lock(state->mutex);
      state->result = result;
      state->error = error;
      state->done = true;
    }
    state->changed.notify_all();
  }).detach();
}

Blocked::~Blocked() { finished(100); }

bool Blocked::wait_until_inside() {
  int thread_id = 0;
  {
    std::unique_lock lock(state_->mutex);
    state_->changed.wait(lock, [this] { return state_->thread_id != 0; });
    thread_id = state_->thread_id;
  }
  const auto end = Clock::now() + std::chrono::milliseconds(kPatienceMs);
  return wosa::test::wait_until_asleep(thread_id, 6, [&] {
    const std::lock_guard lock(state_->mutex);
    return state_->done || Clock::now() >= end;
  });
}

bool Blocked::finished(int ms) {
  std::unique_lock lock(state_->mutex);
  return state_->changed.wait_for(lock, std::chrono::milliseconds(ms), [this] { return state_->done; });
}

long long Blocked::result() const {
  const std::lock_guard lock(state_->mutex);
  return state_->result;
}

int Blocked::error() const {
  const std::lock_guard lock(state_->mutex);
  return state_->error;
}

}  // namespace kit
