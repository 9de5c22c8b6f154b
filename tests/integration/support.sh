# SPDX-License-Identifier: MIT
# What the integration tests share (sourced). They work on an installed prefix, found by pkg-config, with a catalog of
# their own, so that nothing of the machine's takes part. Expects the variables that CMakeLists.txt hands over:
# WOSA_TEST_PREFIX, WOSA_TEST_CC, WOSA_TEST_CXX, WOSA_TEST_FLAGS (of sanitizers).
# shellcheck shell=bash
set -uo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
scratch=$(mktemp -d)
prefix=$WOSA_TEST_PREFIX
libdir=$prefix/$WOSA_TEST_LIBDIR
children=()
failures=0

finish() {
  local child
  for child in "${children[@]}"; do kill "$child" 2>/dev/null; done
  wait
  rm -rf "$scratch"
}
trap finish EXIT

export PKG_CONFIG_PATH=$libdir/pkgconfig PKG_CONFIG_LIBDIR=$libdir/pkgconfig
export LD_LIBRARY_PATH=$libdir
export WOSA_CATALOG=$scratch/catalog HOME=$scratch
unset WOSA_PROVIDERS WOSA_LOG WOSA_LAYERS http_proxy https_proxy ALL_PROXY HTTP_PROXY HTTPS_PROXY CPATH LIBRARY_PATH
mkdir -p "$WOSA_CATALOG/providers.d"

failed() { printf 'FAILED: %s\n' "$1" >&2; shift; printf '%s\n' "$@" | sed 's/^/  /' >&2; failures=$((failures + 1)); }
passed() { printf 'ok: %s\n' "$1"; }
expect_equal() { # <what> <expected> <actual>
  if [[ $2 == "$3" ]]; then passed "$1"; else failed "$1" "expected: $2" "got:      $3"; fi
}
expect_contains() { # <what> <part> <actual>
  if [[ $3 == *"$2"* ]]; then passed "$1"; else failed "$1" "expected to contain: $2" "got: $3"; fi
}
conclude() {
  ((failures == 0)) || { echo "$failures failed" >&2; exit 1; }
  echo 'all passed'
}
# ctest takes 77 as skipped.
skip() { echo "skipped: $1"; exit 77; }

# compile <output> <source> [<argument>...]: with what pkg-config says, as a user would.
compile() {
  local output=$1 source=$2 compiler=$WOSA_TEST_CC
  shift 2
  [[ $source == *.cpp ]] && compiler=$WOSA_TEST_CXX
  # shellcheck disable=SC2046,SC2086
  $compiler $WOSA_TEST_FLAGS "$@" -o "$scratch/$output" "$source" $(pkg-config --cflags --libs ws2_32)
}

# begin <name> <command...>: runs in the background; its output goes to $scratch/<name>.out.
begin() {
  local name=$1
  shift
  # Emptied here, not by the child: port_of must not read what an earlier program of the name said.
  : >"$scratch/$name.out"
  : >"$scratch/$name.err"
  timeout 30 "$@" >"$scratch/$name.out" 2>"$scratch/$name.err" </dev/null &
  last_child=$!
  children+=("$last_child")
}

# port_of <name> [<pattern before the number>]: waits for the line in which a program tells its port.
port_of() {
  local pattern=${2:-^port } number i
  for ((i = 0; i < 200; ++i)); do
    number=$(cat "$scratch/$1.out" "$scratch/$1.err" | sed -nE "s/.*$pattern([0-9]+).*/\1/p" | head -n 1)
    [[ $number ]] && { echo "$number"; return 0; }
    sleep 0.05
  done
  echo "$1 did not tell its port: $(cat "$scratch/$1.out" "$scratch/$1.err")" >&2
  return 1
}

# succeeded <name of begin>: waits for the last child.
succeeded() {
  local status=0
  wait "$last_child" || status=$?
  if ((status == 0)); then passed "$1 ended well"; else
    failed "$1 ended with status $status" "$(cat "$scratch/$1.out" "$scratch/$1.err")"
  fi
}

loopback_addresses() {
  echo 127.0.0.1
  if grep -q '^00000000000000000000000000000001 ' /proc/net/if_inet6 2>/dev/null; then echo ::1; else
    echo 'no IPv6 loopback on this machine: IPv6 is left out' >&2
  fi
}
