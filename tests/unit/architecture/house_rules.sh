#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# The rules that a machine can see: a licence header in every source, no file over 600 lines, no unfinished words, no
# path of somebody's machine. Usage: house_rules.sh <source root>
set -uo pipefail
cd "$1" || exit 2
broken=0
complain() { printf '%s\n' "$1" >&2; broken=$((broken + 1)); }

# What git would commit; without git (an unpacked archive), every file.
list_files() {
  if [[ -e .git ]] && git -c safe.directory='*' ls-files -co --exclude-standard 2>/dev/null | grep . ; then return; fi
  find . -type f -not -path './build*' -not -path './.git/*' | sed 's|^\./||'
}

mapfile -t files < <(list_files | sort -u)
((${#files[@]})) || { echo "no files below $1: nothing was checked" >&2; exit 1; }

# Written in pieces, so that this file does not contain what it looks for.
marks="\\b(TO""DO|FIX""ME|X""XX)\\b"
unfinished="\\b(for ""now|not ""implemented yet|stu""bs?|place""holder)\\b"
machine_path="(^|[^A-Za-z0-9_.}~-])/(wo""rk|ro""ot|far""m)/"

# What has lines of code, and what is text at all (an SVG is data, the licence is not ours to word).
code=() text=()
for file in "${files[@]}"; do
  [[ -f $file ]] || continue
  case $file in
    *.cpp | *.hpp | *.c | *.h | *.cmake | */CMakeLists.txt | CMakeLists.txt | *.sh | *.py | tools/test | tools/demo | tools/bench | .ci/run)
      code+=("$file") ;;
  esac
  case $file in *.svg | *.png | LICENSE) ;; *) text+=("$file") ;; esac
done

while IFS= read -r hit; do complain "$hit"; done < <(
  if ((${#code[@]})); then
    printf '%s\0' "${code[@]}" | xargs -0 awk '
      function conclude() {
        if (!licensed) print name ":1: the first line must say SPDX-License-Identifier: MIT"
        if (lines > 600) print name ": " lines " lines; over 600 is a fault, make two rooms of it"
      }
      FNR == 1 { if (name != "") conclude(); name = FILENAME; licensed = 0 }
      FNR <= 2 && /SPDX-License-Identifier: MIT/ { licensed = 1 }
      { lines = FNR }
      END { if (name != "") conclude() }'
  fi
  if ((${#text[@]})); then
    printf '%s\0' "${text[@]}" | xargs -0 grep -HnEIo -- "$marks" | sed 's/$/: an unfinished word/'
    printf '%s\0' "${text[@]}" | xargs -0 grep -HnEIio -- "$unfinished" | sed 's/$/: an unfinished word/'
    printf '%s\0' "${text[@]}" | xargs -0 grep -HnEIo -- "$machine_path" | sed 's/$/: a path of one machine/'
  fi
)

((broken == 0)) || { echo "$broken faults in ${#files[@]} files" >&2; exit 1; }
echo "${#files[@]} files keep the house rules"
