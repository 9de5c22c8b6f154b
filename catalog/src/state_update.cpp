// SPDX-License-Identifier: MIT
// Writers exclude one another by flock on `<file>.lock`, which is never removed: a lock on a file that
// somebody else may unlink guards nothing. The lock guards the state file, its previous copy, the temporary
// file and the read-modify-write between them. Readers take no lock; they see the old or the new file because
// rename is atomic.
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <gsl/util>
#include <system_error>

#include "read_file.hpp"
#include "state_copies.hpp"
#include "wosa/catalog/serial.hpp"
#include "wosa/catalog/state_file.hpp"

namespace wosa::catalog {
namespace {

namespace fs = std::filesystem;

class Writer {
 public:
  Writer(const fs::path& file, const WriteHook& hook) : file_(file), hook_(hook) {}

  // Each step answers 0 or an errno; `last_step` names it for the message.
  int make_folder() {
    if (const int error = step("mkdir"); error != 0) return error;
    std::error_code failed;
    fs::create_directories(folder(), failed);
    return failed.value();
  }

  int open_lock(int& fd) {
    if (const int error = step("lock"); error != 0) return error;
    fd = open(with_suffix(file_, ".lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0644);
    if (fd < 0) return errno;
    while (flock(fd, LOCK_EX) != 0) {
      if (errno != EINTR) return errno;
    }
    return 0;
  }

  int write_temporary(const std::string& text) {
    if (const int error = step("create"); error != 0) return error;
    const int fd = open(temporary().c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0644);
    if (fd < 0) return errno;
    int error = write_all(fd, text);
    if (error == 0) error = step("fsync");
    if (error == 0 && fsync(fd) != 0) error = errno;
    if (close(fd) != 0 && error == 0) error = errno;
    if (error != 0) unlink(temporary().c_str());
    return error;
  }

  // A second name for the old text: the state file itself is there at every moment.
  int keep_old_as(const fs::path& kept) {
    if (const int error = step("keep"); error != 0) return error;
    const fs::path link_name = with_suffix(kept, ".new");
    unlink(link_name.c_str());
    if (link(file_.c_str(), link_name.c_str()) != 0) return errno == ENOENT ? 0 : errno;
    if (const int error = step("rotate"); error != 0) return error;
    return rename(link_name.c_str(), kept.c_str()) == 0 ? 0 : errno;
  }

  int replace() {
    if (const int error = step("rename"); error != 0) return error;
    return rename(temporary().c_str(), file_.c_str()) == 0 ? 0 : errno;
  }

  int sync_folder() {
    if (const int error = step("fsync folder"); error != 0) return error;
    const int fd = open(folder().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0) return errno;
    const auto closer = gsl::finally([fd] { close(fd); });
    // Some file systems cannot sync a folder and say so with EINVAL; there is nothing to do about it.
    return fsync(fd) == 0 || errno == EINVAL ? 0 : errno;
  }

  int bump() {
    if (const int error = step("serial"); error != 0) return error;
    return bump_serial(file_);
  }

  void discard() { unlink(temporary().c_str()); }
  const std::string& last_step() const { return last_step_; }

 private:
  fs::path folder() const { return file_.has_parent_path() ? file_.parent_path() : fs::path("."); }
  fs::path temporary() const { return with_suffix(file_, ".tmp"); }

  int step(const char* name) {
    last_step_ = name;
    return hook_ ? hook_(name) : 0;
  }

  int write_all(int fd, std::string_view text) {
    while (!text.empty()) {
      if (const int error = step("write"); error != 0) return error;
      const ssize_t written = write(fd, text.data(), text.size());
      if (written < 0 && errno == EINTR) continue;
      if (written < 0) return errno;
      if (written == 0) return EIO;
      text.remove_prefix(static_cast<std::size_t>(written));
    }
    return 0;
  }

  const fs::path& file_;
  const WriteHook& hook_;
  std::string last_step_;
};

tl::unexpected<UpdateError> refuse(int error, Diagnostics diagnostics, const fs::path& file,
                                   std::string message) {
  diagnostics.push_back({Severity::error, file.string(), 1, std::move(message)});
  return tl::make_unexpected(UpdateError{error, std::move(diagnostics)});
}

// A state file that somebody deleted takes its decisions along, but its ids stay used.
void keep_ids_used(const fs::path& file, State& state) {
  const StateRead previous = read_state(previous_copy(file));
  if (previous.source != StateRead::Source::none && previous.state.next_id > state.next_id) {
    state.next_id = previous.state.next_id;
  }
}

}  // namespace

tl::expected<State, UpdateError> update_state(const fs::path& file, const StateChange& change, DWORD first_id,
                                              const WriteHook& hook) {
  Writer writer(file, hook);
  const auto failed = [&](int error) {
    return refuse(
        error, {}, file,
        "cannot be written (" + writer.last_step() + "): " + error_text(error) + "; the state is as it was");
  };
  int lock = -1;
  const auto unlocker = gsl::finally([&lock] {
    if (lock >= 0) close(lock);
  });
  if (const int error = writer.make_folder(); error != 0) return failed(error);
  if (const int error = writer.open_lock(lock); error != 0) return failed(error);

  StateRead before = read_state(file, std::nullopt, first_id);
  if (before.refused) {
    return refuse(EINVAL, std::move(before.diagnostics), file,
                  "is not overwritten; repair it or move it away");
  }
  State state = std::move(before.state);
  if (before.source == StateRead::Source::none) keep_ids_used(file, state);
  if (const auto done = change(state); !done) {
    return refuse(EINVAL, {}, file, done.error() + "; the state is as it was");
  }
  ++state.serial;

  const std::string text = print_state(state);
  if (ParsedState check = parse_state(text, file.string()); !check.state) {
    return refuse(EINVAL, std::move(check.diagnostics), file,
                  "would not be readable; the state is as it was");
  }
  if (const int error = writer.write_temporary(text); error != 0) return failed(error);
  // The previous copy is the last text that was usable: damage must not push it out.
  const std::string damaged = ".damaged-" + std::to_string(state.serial);
  const fs::path kept = before.damaged ? with_suffix(file, damaged.c_str()) : previous_copy(file);
  int error = writer.keep_old_as(kept);
  if (error == 0) error = writer.replace();
  if (error != 0) {
    writer.discard();
    return failed(error);
  }
  const int unsynced = writer.sync_folder();
  const int untold = writer.bump();
  if (unsynced != 0) {
    return refuse(unsynced, {}, file,
                  "was written, but may not survive a power failure: " + error_text(unsynced));
  }
  if (untold != 0) {
    return refuse(untold, {}, file,
                  "was written, but running programs cannot be told: " + error_text(untold));
  }
  return state;
}

}  // namespace wosa::catalog
