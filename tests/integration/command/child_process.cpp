// SPDX-License-Identifier: MIT
#include "child_process.hpp"

#include <fcntl.h>
#include <grp.h>
#include <poll.h>
#include <pty.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <stdexcept>
#include <system_error>

namespace wosa::test {
namespace {

[[noreturn]] void fail(const char* what) { throw std::system_error(errno, std::generic_category(), what); }

struct Channel {
  int ours = -1;
  int theirs = -1;
};

Channel pipe_channel() {
  std::array<int, 2> ends{};
  if (pipe2(ends.data(), O_CLOEXEC) != 0) fail("pipe2");
  return {ends[0], ends[1]};
}

Channel terminal_channel() {
  Channel out;
  winsize size{};
  size.ws_col = 200;
  size.ws_row = 50;
  if (openpty(&out.ours, &out.theirs, nullptr, nullptr, &size) != 0) fail("openpty");
  return out;
}

Channel file_channel(const std::string& path) {
  Channel out;
  out.theirs = open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (out.theirs < 0) fail("open");
  return out;
}

// Only what may be called between fork and exec.
[[noreturn]] void become(char* const* arguments, char* const* environment, const ChildOptions& options,
                         int out, int err) {
  const int nothing = open("/dev/null", O_RDONLY);
  dup2(nothing, STDIN_FILENO);
  dup2(out, STDOUT_FILENO);
  dup2(err, STDERR_FILENO);
  if (options.user &&
      (setgroups(0, nullptr) != 0 || setgid(*options.user) != 0 || setuid(*options.user) != 0)) {
    _exit(126);
  }
  alarm(30);
  execve(arguments[0], arguments, environment);
  _exit(127);
}

void drain(int out, int err, Ran& ran) {
  std::array<pollfd, 2> waiting{pollfd{out, POLLIN, 0}, pollfd{err, POLLIN, 0}};
  while (waiting[0].fd >= 0 || waiting[1].fd >= 0) {
    if (poll(waiting.data(), waiting.size(), -1) < 0 && errno != EINTR) fail("poll");
    for (std::size_t i = 0; i < waiting.size(); ++i) {
      if (waiting[i].fd < 0 || waiting[i].revents == 0) continue;
      char buffer[4096];
      const ssize_t count =
          read(waiting[i].fd, buffer, sizeof buffer);  // EIO: the terminal's other end is closed
      if (count > 0) {
        (i == 0 ? ran.out : ran.err).append(buffer, static_cast<std::size_t>(count));
      } else {
        close(waiting[i].fd);
        waiting[i].fd = -1;
      }
    }
  }
}

std::vector<char*> pointers(std::vector<std::string>& texts) {
  std::vector<char*> out;
  for (std::string& text : texts) out.push_back(text.data());
  out.push_back(nullptr);
  return out;
}

}  // namespace

Ran run(const std::vector<std::string>& arguments, const ChildOptions& options) {
  std::vector<std::string> words = arguments;
  std::vector<std::string> variables;
  for (const auto& [name, value] : options.environment) variables.push_back(name + '=' + value);
  const auto argv = pointers(words);
  const auto envp = pointers(variables);

  const Channel out = !options.output_file.empty() ? file_channel(options.output_file)
                      : options.terminal           ? terminal_channel()
                                                   : pipe_channel();
  const Channel err = pipe_channel();
  const pid_t child = fork();
  if (child < 0) fail("fork");
  if (child == 0) become(argv.data(), envp.data(), options, out.theirs, err.theirs);
  close(out.theirs);
  close(err.theirs);
  Ran ran;
  drain(out.ours, err.ours, ran);
  int status = 0;
  while (waitpid(child, &status, 0) < 0) {
    if (errno != EINTR) fail("waitpid");
  }
  if (WIFEXITED(status)) ran.code = WEXITSTATUS(status);
  if (WIFSIGNALED(status)) ran.signal = WTERMSIG(status);
  return ran;
}

}  // namespace wosa::test
