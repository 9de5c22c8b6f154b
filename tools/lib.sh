# SPDX-License-Identifier: MIT
# Shared by tools/test, tools/demo and tools/bench (sourced, not run): packages, building with progress, timed phases.
# shellcheck shell=bash

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
logs=$root/build/logs
tool=$(basename "$0")
jobs=$(nproc)
install_allowed=yes
phase_names=()
phase_times=()
phase_states=()
started=$EPOCHREALTIME

if [[ -t 1 && -z ${NO_COLOR:-} ]]; then
  bold=$'\e[1m' dim=$'\e[2m' red=$'\e[31m' plain=$'\e[0m' live=yes
else
  bold='' dim='' red='' plain='' live=''
fi

heading() { printf '\n%s%s%s\n' "$bold" "$1" "$plain"; }
say() { printf '  %s\n' "$*"; }

# die <what went wrong> [<what to do about it>...]
die() {
  printf '\n%s%s: %s%s\n' "$red" "$tool" "$1" "$plain" >&2
  shift
  (($# == 0)) || printf '  %s\n' "$@" >&2
  exit 1
}

usage_error() { printf '%s: %s (see tools/%s --help)\n' "$tool" "$1" "$tool" >&2; exit 2; }

# The comment block at the head of the calling script is its help text.
show_help() { sed -n '3,/^[^#]/s/^# \{0,1\}//p' "$0"; }

# option_value <option> <value...>: the value, or a usage error.
option_value() { (($# >= 2)) && [[ $2 != --* ]] || usage_error "$1 needs a value"; printf '%s' "$2"; }

seconds_between() { awk -v a="$1" -v b="$2" 'BEGIN { printf "%.1f", b - a }'; }
readable() { awk -v s="$1" 'BEGIN { if (s < 60) printf "%.1f s", s; else printf "%d min %02d s", s / 60, s % 60 }'; }

# ---- packages ------------------------------------------------------------------------------------------------------

packages_of() {
  local purpose
  for purpose; do awk -v p="$purpose" '$1 == p { print $2 }' "$root/tools/packages.txt"; done
}

missing_of() {
  local package state
  for package; do
    state=$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null) || state=
    [[ $state == installed ]] || echo "$package"
  done
}

# install_packages <purpose>...: installs from Debian what is missing, and nothing else.
install_packages() {
  local missing as_root=()
  if ! command -v dpkg-query >/dev/null; then
    say "This is not a Debian system: the packages in tools/packages.txt are taken as installed."
    return 0
  fi
  mapfile -t missing < <(missing_of $(packages_of "$@"))
  ((${#missing[@]})) || return 0
  [[ $install_allowed ]] || die "packages are missing: ${missing[*]}" "Install them, or leave out --no-install."
  if ((EUID != 0)); then
    command -v sudo >/dev/null || die "packages are missing, and this is neither root nor a user with sudo" \
      "As root: apt-get install ${missing[*]}"
    as_root=(sudo)
  fi
  heading "Installing ${#missing[@]} Debian packages"
  say "${missing[*]}"
  mkdir -p "$logs"
  if ! { "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get update &&
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "${missing[@]}"; } \
    >"$logs/packages.log" 2>&1 </dev/null; then
    tail -n 15 "$logs/packages.log" >&2
    die "the packages could not be installed" "The whole output: build/logs/packages.log" \
      "By hand: apt-get install ${missing[*]}"
  fi
}

# ---- phases --------------------------------------------------------------------------------------------------------

# Progress of ninja ("[3/40] ...") and ctest ("3/40 Test ... Passed"): one line that is redrawn on a terminal, a line for
# every tenth elsewhere. Everything else (warnings, errors, failed tests, closing lines) is shown as it is.
show_progress() {
  local line done all tenth last=-1 pending=''
  while IFS= read -r line; do
    if [[ $line =~ ^\[([0-9]+)/([0-9]+)\] || $line =~ ^\ *([0-9]+)/([0-9]+)\ Test.*\ Passed\  ]]; then
      done=${BASH_REMATCH[1]} all=${BASH_REMATCH[2]}
      tenth=$((done * 10 / all))
      if [[ $live ]]; then
        printf '\r  %s%3d %%  %d of %d%s\e[K' "$dim" $((done * 100 / all)) "$done" "$all" "$plain"
        pending=yes
      elif ((tenth != last)); then
        printf '  %3d %%  %d of %d\n' $((done * 100 / all)) "$done" "$all"
      fi
      last=$tenth
    elif [[ -n $line && ! $line =~ ^\ *Start\ +[0-9]+: && $line != "Test project "* && $line != *"Clock skew"* &&
      $line != "ninja: Entering"* && $line != "ninja: no work"* ]]; then
      [[ $pending ]] && printf '\r\e[K'
      pending=
      ((${#line} <= 600)) || line="${line:0:200} ..." # the compiler's command
      printf '  %s\n' "$line"
    fi
  done
  [[ $pending ]] && printf '\r\e[K'
  return 0
}

# phase [--progress] <name> <command...>: runs, keeps the whole output in build/logs, notes time and result. The status
# is the command's.
phase() {
  local progress='' status=0 from=$EPOCHREALTIME name log took
  if [[ $1 == --progress ]]; then progress=yes; shift; fi
  name=$1; shift
  log=$logs/${name// /-}.log
  mkdir -p "$logs"
  heading "$name"
  if [[ $progress ]]; then
    "$@" 2>&1 </dev/null | tee "$log" | show_progress
    status=${PIPESTATUS[0]}
  else
    "$@" >"$log" 2>&1 </dev/null || status=$?
    ((status == 0)) || { tail -n 60 "$log" | sed 's/^/  /'; }
  fi
  took=$(seconds_between "$from" "$EPOCHREALTIME")
  phase_names+=("$name")
  phase_times+=("$took")
  if ((status == 0)); then
    phase_states+=(ok)
    say "${dim}$(readable "$took")$plain"
  else
    phase_states+=(FAILED)
    say "${red}failed after $(readable "$took"); the whole output: ${log#"$root"/}$plain"
  fi
  return "$status"
}

# Prints the table of phases; fails if any of them did.
close_phases() {
  local i failed=0 total
  total=$(seconds_between "$started" "$EPOCHREALTIME")
  heading "Time"
  for i in "${!phase_names[@]}"; do
    printf '  %-34s %14s   %s\n' "${phase_names[i]}" "$(readable "${phase_times[i]}")" "${phase_states[i]}"
    [[ ${phase_states[i]} == ok ]] || failed=1
  done
  printf '  %s%-34s %14s   %s%s\n' "$bold" total "$(readable "$total")" "$( ((failed)) && echo FAILED || echo ok)" "$plain"
  return "$failed"
}

# ---- building ------------------------------------------------------------------------------------------------------

# g++ 12's sanitizers need the address space layout of kernels before 6.6: without randomisation they always get it.
without_randomisation() {
  if setarch -R true 2>/dev/null; then setarch -R "$@"; else "$@"; fi
}

# configure <build folder's name> <cmake arguments...>
configure() {
  local name=$1 launcher=()
  shift
  if command -v ccache >/dev/null; then
    export CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime
    launcher=(-DCMAKE_C_COMPILER_LAUNCHER=ccache -DCMAKE_CXX_COMPILER_LAUNCHER=ccache)
  fi
  phase "configure $name" cmake -S "$root" -B "$root/build/$name" "${launcher[@]}" "$@"
}

# build <build folder's name> [<target>...]
build() {
  local name=$1
  shift
  NINJA_STATUS='[%f/%t] ' phase --progress "build $name" \
    without_randomisation cmake --build "$root/build/$name" -j "$jobs" ${1+--target "$@"}
}
