#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Fails when an #include breaks the one-way dependencies between the rooms of the house:
#
#   api/include <- spi <- providers          spi headers <- catalog <- api/src, tools
#
# Only api/src/runtime/builtins.cpp includes a provider. Tests may include everything.
# Usage: include_arrows.sh <source root>
set -uo pipefail
cd "$1" || exit 2

# The rooms, and which rooms each may include. A provider is a room of its own: providers/tcpip.
declare -A may_include=(
  [api/include]="api/include"
  [spi]="spi api/include"
  [catalog/include]="catalog/include spi api/include"
  [catalog/src]="catalog/src catalog/include spi api/include"
  [provider]="SELF spi api/include"
  [api/src]="api/src api/include catalog/include spi"
  [api/examples]="api/include spi"
  [tools]="tools api/include catalog/include"
)
# System headers that a room must not include: the catalog opens no socket and no library, a provider no library.
declare -A no_system_header=(
  [catalog/include]='^(sys/socket|netdb|netinet/.*|arpa/inet|dlfcn|sys/epoll)\.h$'
  [catalog/src]='^(sys/socket|netdb|netinet/.*|arpa/inet|dlfcn|sys/epoll)\.h$'
  [spi]='^dlfcn\.h$'
  [provider]='^(dlfcn|linux/futex)\.h$'
)

# room_of <file>: sets room.
room_of() {
  local first second third rest
  IFS=/ read -r first second third rest <<<"$1"
  case $1 in
    api/include/* | api/src/* | api/examples/* | catalog/include/* | catalog/src/*) room=$first/$second ;;
    providers/layers/* | providers/names/*) room=$first/$second/$third ;;
    providers/*) room=$first/$second ;;
    *) room=$first ;;
  esac
}

mapfile -t include_roots < <(
  for folder in api/include api/src spi/include spi/src catalog/include catalog/src providers/*/include providers/*/src \
    providers/*/*/include providers/*/*/src tools/*/src tools/*/include; do
    [[ -d $folder ]] && echo "$folder"
  done)

# find_header <including file> <name as written>: sets header to the file that is meant, or to nothing for a system
# header. The file's own folder comes first, then its own room, then the others.
find_header() {
  local from=$1 name=$2 own root candidates=("${1%/*}/$2")
  room_of "$from"
  own=$room
  for root in "${include_roots[@]}"; do [[ $root == "$own"* ]] && candidates+=("$root/$name"); done
  for root in "${include_roots[@]}"; do candidates+=("$root/$name"); done
  header=
  for root in "${candidates[@]}"; do
    [[ -f $root || -f $root.in ]] || continue # .in: CMake makes the header of it
    header=$root
    [[ $header != *..* ]] || header=$(realpath -m --relative-to=. "$header")
    return
  done
}

broken=0 checked=0
complain() { printf '%s\n' "$1" >&2; broken=$((broken + 1)); }

while IFS=: read -r file number text; do
  [[ $text =~ ^[[:space:]]*\#[[:space:]]*include[[:space:]]*[\<\"]([^\>\"]+)[\>\"] ]] || continue
  name=${BASH_REMATCH[1]}
  checked=$((checked + 1))
  find_header "$file" "$name"
  room_of "$header"
  target=$room
  room_of "$file"
  kind=$room
  [[ $room == providers/* ]] && kind=provider
  if [[ -z $header ]]; then
    forbidden=${no_system_header[$kind]-}
    if [[ $forbidden && $name =~ $forbidden ]]; then complain "$file:$number: $room must not include <$name>"; fi
    if [[ $name == wosa/* ]]; then complain "$file:$number: there is no header $name"; fi
    continue
  fi
  [[ $file == api/src/runtime/builtins.cpp && $target == providers/* ]] && continue
  allowed=" ${may_include[$kind]-} "
  allowed=${allowed/ SELF / $room }
  if [[ $allowed != *" $target "* ]]; then
    complain "$file:$number: $room must not include $header (it may include:${allowed% })"
  fi
done < <(grep -rnE '^[[:space:]]*#[[:space:]]*include' --include='*.h' --include='*.hpp' --include='*.c' --include='*.cpp' \
  api spi catalog providers tools)

((checked > 0)) || { echo "no #include found below $1: nothing was checked" >&2; exit 1; }
((broken == 0)) || { echo "$broken of $checked includes break the dependency arrows" >&2; exit 1; }
echo "$checked includes keep the dependency arrows"
