#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# house_rules.sh must notice each kind of fault. Usage: house_rules_selftest.sh <house_rules.sh>
set -uo pipefail
check=$1
house=$(mktemp -d)
trap 'rm -rf "$house"' EXIT
failures=0
header='// SPDX-License-Identifier: MIT'

expect_status() {
  local expected=$1 what=$2 status=0 output
  output=$("$check" "$house" 2>&1) || status=1
  if ((status != expected)); then
    printf 'FAILED: %s: status %d, expected %d\n%s\n' "$what" "$status" "$expected" "$output"
    failures=$((failures + 1))
  fi
}

# with <what> <expected status> <line...>: a house of one file with these lines.
with() {
  rm -rf "${house:?}"/*
  printf '%s\n' "${@:3}" >"$house/one.cpp"
  expect_status "$2" "$1"
}

with 'a file in order' 0 "$header" 'int main() {}'
with 'no licence header' 1 'int main() {}'
with 'an unfinished word' 1 "$header" "// TO""DO: more"
with 'an unfinished phrase' 1 "$header" "// good enough for ""now"
with 'part of another word' 0 "$header" '// mktemp XXXXXX, stubborn'
with 'a path of a machine' 1 "$header" "// see /ro""ot/notes"
with 'a relative path' 0 "$header" '// see work/notes, ../root/x'
mapfile -t many < <(yes '//' | head -n 599)
with 'six hundred lines' 0 "$header" "${many[@]}"
with 'six hundred and one lines' 1 "$header" "${many[@]}" '//'
rm -rf "${house:?}"/*
expect_status 1 'an empty house'

((failures == 0)) && echo 'every planted fault is found'
exit $((failures > 0))
