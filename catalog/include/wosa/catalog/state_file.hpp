// SPDX-License-Identifier: MIT
#pragma once

#include <sys/types.h>

#include <tl/expected.hpp>

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "wosa/catalog/diagnostic.hpp"
#include "wosa/catalog/state.hpp"

namespace wosa::catalog {

/// Parses the text of a state file: schema, checksum, every record. A missing checksum is a warning (somebody
/// edited the file by hand), a wrong one an error. `newer_schema` is set when the file is of a later version.
struct ParsedState {
  std::optional<State> state;  ///< absent when there is an error
  bool newer_schema = false;
  Diagnostics diagnostics;
};
ParsedState parse_state(std::string_view text, const std::string& file);

/// The text of a state file, checksum included. Ends with a line feed.
std::string print_state(const State& state);

/// What reading found. `state` is always usable; `refused` says that it must not be written over.
struct StateRead {
  enum class Source { none, current, previous };
  State state;
  Source source = Source::none;
  bool refused = false;  ///< of a newer schema, or neither copy is readable
  bool damaged = false;  ///< the current file is there and is not usable
  Diagnostics diagnostics;
};

/// Reads without a lock. A missing file is an empty state without a diagnostic; a damaged one falls back to
/// the previous copy (`<file>.1`) and says so; one of a newer schema counts as no decisions and says so.
/// With `trusted_owner` set, a file of another owner, or one that others may write, is not taken.
/// `first_id` is what a fresh state starts from: kFirstUserEntryId for a user's own file.
StateRead read_state(const std::filesystem::path& file, std::optional<uid_t> trusted_owner = std::nullopt,
                     DWORD first_id = kFirstEntryId);

/// Called before each step of a write with its name; answers 0 to go on, or an errno that the step then fails
/// with. For tests of full disks and of processes killed half-way.
using WriteHook = std::function<int(std::string_view step)>;

/// Changes a state given to it; an error leaves the file as it is.
using StateChange = std::function<tl::expected<void, std::string>(State&)>;

struct UpdateError {
  int error =
      0;  ///< errno; EACCES and EPERM mean that the caller lacks the right, EINVAL that `change` refused
  Diagnostics diagnostics;
};

/// Reads, changes and writes the state file under a lock, and then bumps the serial beside it. The new text
/// goes to a temporary file in the same folder, which is synced and renamed over the old one, whose text
/// stays as
/// `<file>.1`; then the folder is synced. Whenever the process dies, either the old or the new state is
/// there. A file of a newer schema is never replaced. A damaged one is kept as `<file>.damaged-<serial>`
/// before the previous copy takes its place; if that one is unusable too, nothing is written. Waits for other
/// writers; safe from any thread and process.
tl::expected<State, UpdateError> update_state(const std::filesystem::path& file, const StateChange& change,
                                              DWORD first_id = kFirstEntryId, const WriteHook& hook = {});

}  // namespace wosa::catalog
