#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# A function that a public header declares exists: fails when libws2_32 exports another set of functions than its headers
# declare. WSPStartup and NSPStartup are declared for providers, which export them.
# Usage: declared_functions.sh <source root> <exports.txt> <C compiler>
set -uo pipefail
export LC_ALL=C
root=$1 list=$2 compiler=$3

headers=$(cd "$root/api/include" && ls -- *.h | grep -v '^winsock\.h$'; cd "$root/spi/include" && ls -- *.h)
program=$(printf '#include <%s>\n' winsock2.h windows.h $headers wosa/wosa.h)
declared=$("$compiler" -E -P -DWOSA_NO_BSD_NAMES -I "$root/api/include" -I "$root/spi/include" -x c - <<<"$program" |
  tr '\n' ' ' | sed 's/[;{}]/\n/g' | grep -F '__visibility__' | grep -F '(' |
  sed -E 's/__attribute__ *\(\([^()]*(\([^()]*\))?[^()]*\)\)//g; s/__asm__ *\([^()]*\)//g' |
  sed -nE 's/^[^(]*[^A-Za-z_0-9(]([A-Za-z_][A-Za-z_0-9]*) *\(.*/\1/p' | grep -vxE 'WSPStartup|NSPStartup' | sort -u)
[[ $(wc -l <<<"$declared") -gt 80 ]] || { echo "the headers' declarations could not be read" >&2; exit 2; }

exported=$(grep -vE '^(#|WS_in6addr_)' "$list" | sort -u)
if ! difference=$(diff -u --label exported --label declared <(printf '%s\n' "$exported") <(printf '%s\n' "$declared")); then
  printf '%s\n' "$difference" | grep -E '^[-+][^-+]' >&2
  echo '+ is declared in a header and does not exist; - is exported and declared nowhere' >&2
  exit 1
fi
echo "$(wc -l <<<"$declared") declared functions, all exported"
