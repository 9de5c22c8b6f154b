// SPDX-License-Identifier: MIT
#include "runtime/log.hpp"

#include <signal.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <cstdlib>
#include <span>

#include "runtime/errors.hpp"
#include "runtime/runtime.hpp"

namespace wosa::runtime {

constinit std::atomic<bool> failures_are_logged{false};

namespace {

constexpr std::array<std::string_view, 8> kNames{"error",  "warn",  "info",     "catalog",
                                                 "loader", "layer", "provider", "call"};
constexpr unsigned kDefault = 1U << WOSA_LOG_ERROR | 1U << WOSA_LOG_WARN;

constinit std::atomic<unsigned> shown{kDefault};

void show(unsigned mask) noexcept {
  shown.store(mask, std::memory_order_relaxed);
  failures_are_logged.store((mask & 1U << WOSA_LOG_CALL) != 0, std::memory_order_relaxed);
}

unsigned mask_of(std::string_view name) noexcept {
  if (name == "all") return (1U << kNames.size()) - 1;
  for (std::size_t i = 0; i < kNames.size(); ++i) {
    if (kNames[i] == name) return 1U << i;
  }
  return 0;
}

// A program that closed its standard error may have got the number for a socket, whose peer must not get our
// lines.
bool is_socket(int descriptor) noexcept {
  const Slot* slot = the_runtime.sockets.find(static_cast<SOCKET>(descriptor));
  return slot != nullptr && slot->state.load(std::memory_order_acquire) != SlotState::kFree;
}

// Writes without the signal that a pipe without readers answers with: it is for what the program writes.
class NoPipeSignal {
 public:
  NoPipeSignal() noexcept {
    sigemptyset(&pipe_);
    sigaddset(&pipe_, SIGPIPE);
    sigset_t pending;
    sigpending(&pending);
    was_pending_ = sigismember(&pending, SIGPIPE) == 1;
    pthread_sigmask(SIG_BLOCK, &pipe_, &before_);
  }
  ~NoPipeSignal() {
    const timespec no_time{0, 0};
    while (raised_ && !was_pending_ && sigtimedwait(&pipe_, nullptr, &no_time) < 0 && errno == EINTR) {
    }
    pthread_sigmask(SIG_SETMASK, &before_, nullptr);
  }
  NoPipeSignal(const NoPipeSignal&) = delete;
  NoPipeSignal& operator=(const NoPipeSignal&) = delete;

  void write(std::span<const iovec> pieces) noexcept {
    raised_ = writev(STDERR_FILENO, pieces.data(), static_cast<int>(pieces.size())) < 0 && errno == EPIPE;
  }

 private:
  sigset_t pipe_;
  sigset_t before_;
  bool was_pending_ = false;
  bool raised_ = false;
};

}  // namespace

void configure_log() noexcept {
  const char* text = std::getenv("WOSA_LOG");
  if (text == nullptr) {
    show(kDefault);
    return;
  }
  unsigned mask = 0;
  std::string_view rest = text;
  std::string_view unknown;
  while (!rest.empty()) {
    const auto comma = rest.find(',');
    const auto name = rest.substr(0, comma);
    const auto one = mask_of(name);
    if (one == 0 && !name.empty() && name != "none") unknown = name;
    mask |= one;
    rest = comma == std::string_view::npos ? std::string_view{} : rest.substr(comma + 1);
  }
  if (!unknown.empty()) mask |= kDefault;
  show(mask);
  if (!unknown.empty()) {
    log(Log::kWarn,
        "WOSA_LOG: '{}' is no category; there are error, warn, info, catalog, loader, layer, provider, "
        "call, all and none",
        unknown);
  }
}

bool log_enabled(Log category) noexcept {
  const auto index = static_cast<unsigned>(category);
  return index < kNames.size() && (shown.load(std::memory_order_relaxed) & 1U << index) != 0;
}

void log_line(Log category, std::string_view text) noexcept {
  if (!log_enabled(category) || is_socket(STDERR_FILENO)) return;
  const int saved = errno;
  const auto name = kNames[static_cast<unsigned>(category)];
  constexpr std::string_view kStart = "wosa: ";
  constexpr std::string_view kColon = ": ";
  constexpr std::string_view kEnd = "\n";
  const auto piece = [](std::string_view part) { return iovec{const_cast<char*>(part.data()), part.size()}; };
  // One call, so that lines of several threads do not mix.
  const std::array<iovec, 5> line{piece(kStart), piece(name), piece(kColon), piece(text), piece(kEnd)};
  NoPipeSignal().write(line);
  errno = saved;
}

void log_failure(CallName call, DWORD error) noexcept {
  constexpr std::string_view kExportPrefix = "WS_";
  std::string_view name = call.text;
  if (name.starts_with(kExportPrefix)) name.remove_prefix(kExportPrefix.size());
  log(Log::kCall, "{} failed with {}", name, error);
}

}  // namespace wosa::runtime
