#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Fails when libws2_32 exports another set of symbols than the reviewed list, or one that the C library has too.
# Usage: exports.sh <libws2_32.so> <exports.txt> <C compiler>
#        exports.sh --update <libws2_32.so> <exports.txt>    writes the list; read its difference before committing it
set -uo pipefail
export LC_ALL=C
update=
[[ ${1-} == --update ]] && { update=yes; shift; }
library=$1 list=$2 compiler=${3-cc}
[[ -f $library ]] || { echo "no such library: $library" >&2; exit 2; }

# Sanitizers add symbols of their own.
exported=$(nm -D --defined-only "$library" | awk '$2 ~ /[A-Z]/ { sub(/@.*/, "", $3); print $3 }' |
  grep -vE '^(__odr_asan|__asan|__tsan|__ubsan)' | sort -u)
if [[ $update ]]; then
  { grep '^#' "$list" 2>/dev/null; printf '%s\n' "$exported"; } >"$list.new" && mv "$list.new" "$list"
  exit
fi

status=0
if ! difference=$(diff -u --label reviewed --label built <(grep -v '^#' "$list" | sort -u) <(printf '%s\n' "$exported")); then
  printf '%s\n' "$difference" | grep -E '^[-+][^-+]' >&2
  echo "The exported symbols are not those of the reviewed list. If that is meant:" >&2
  echo "  tests/unit/architecture/exports.sh --update ${library##*/} tests/unit/architecture/exports.txt" >&2
  status=1
fi

libc_symbols() {
  local name file
  for name in libc.so.6 libm.so.6 libpthread.so.0 libdl.so.2 librt.so.1 libresolv.so.2; do
    file=$("$compiler" -print-file-name="$name")
    [[ -f $file ]] && nm -D --defined-only "$file" | awk '{ sub(/@.*/, "", $NF); print $NF }'
  done | sort -u
}
libc=$(libc_symbols)
[[ $(wc -l <<<"$libc") -gt 1000 ]] || { echo "the C library's symbols could not be read" >&2; exit 2; }
collisions=$(comm -12 <(printf '%s\n' "$exported") <(printf '%s\n' "$libc"))
if [[ $collisions ]]; then
  printf 'exported, but the C library has it too: %s\n' $collisions >&2
  status=1
fi
((status == 0)) && echo "$(wc -l <<<"$exported") exported symbols, as reviewed, none of the C library's"
exit "$status"
