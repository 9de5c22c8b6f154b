#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Fails when a library links what it must not know.
# Usage: link_arrows.sh provider <plug-in.so> [<symbol>...]
#                                                 needs neither runtime nor catalog, exports WSPStartup and the symbols alone
#        link_arrows.sh catalog <libcatalog.a>    opens neither sockets nor libraries
#        link_arrows.sh spi <libwosa-spi.a>       needs neither runtime nor catalog, has no mutable statics
set -uo pipefail
kind=$1 library=$2
shift 2
[[ -f $library ]] || { echo "no such library: $library" >&2; exit 2; }
broken=0
complain() { printf '%s: %s\n' "${library##*/}" "$1" >&2; broken=$((broken + 1)); }

# Symbols that the library wants from elsewhere / that it defines, without versions.
undefined() { nm "$@" --undefined-only "$library" 2>/dev/null | awk 'NF == 2 { sub(/@.*/, "", $2); print $2 }' | sort -u; }
defined() { nm "$@" --defined-only "$library" 2>/dev/null | awk 'NF == 3 { print $2, $3 }' | sort -u; }

# forbid <pattern> <symbols> <why>
forbid() {
  local symbol
  while IFS= read -r symbol; do complain "uses $(c++filt "$symbol"): $3"; done < <(grep -E -- "$1" <<<"$2")
}

above='(4wosa7runtime|4wosa7catalog|^WS_|^WSA[A-Z]|^WSC[A-Z])'
case $kind in
  provider)
    needed=$(readelf -dW "$library" | sed -n 's/.*(NEEDED).*\[\(.*\)\].*/\1/p')
    [[ $needed ]] || complain 'needs no library at all: is this a plug-in?'
    if grep -E 'ws2_32|wosa' <<<"$needed"; then complain 'needs a library of ours; a provider stands alone'; fi
    forbid "$above" "$(undefined -D)" 'what a provider needs from above arrives as upcalls'
    forbid '^(dlopen|dlsym)$' "$(undefined -D)" 'the runtime opens libraries'
    exported=$(defined -D | awk '$1 ~ /[TDBRVW]/ && $2 !~ /^__(odr_)?asan/ { print $2 }' | sort)
    allowed=$(printf '%s\n' WSPStartup "$@" | sort)
    [[ $exported == "$allowed" ]] || complain "must export ${allowed//$'\n'/ } alone, exports: ${exported//$'\n'/ }"
    if readelf -rW "$library" | grep -q 'STB_GNU_UNIQUE'; then complain 'shares inline statics with other plug-ins'; fi
    ;;
  catalog)
    symbols=$(undefined)
    [[ $symbols ]] || complain 'uses nothing at all: is this the catalog?'
    forbid '^(socket|connect|accept4?|bind|listen|sendto|recvfrom|sendmsg|recvmsg|socketpair|getaddrinfo)$' "$symbols" \
      'the catalog opens no socket'
    forbid '^(dlopen|dlsym|dlmopen)$' "$symbols" 'the runtime opens libraries'
    forbid '(4wosa7runtime|4wosa5tcpip|^WS_|^WSA[A-Z]|^WSC[A-Z]|WSPStartup)' "$symbols" 'the catalog knows neither runtime nor providers'
    ;;
  spi)
    symbols=$(undefined)
    [[ $(defined) ]] || complain 'defines nothing at all: is this the SDK?'
    forbid "$above" "$symbols" 'the SDK knows neither runtime nor catalog'
    # Constants with pointers in them stand in .data.rel.ro. The one thread-local object remembers which pages of
    # the process this thread has found accessible: every copy of it is right.
    while read -r section symbol; do
      [[ $section =~ ^\.(rodata|data\.rel\.ro) || $symbol =~ ^(DW\.ref\.|_ZT|_ZGV|__odr_asan|\.) || $symbol == *8t_proofsE ]] ||
        complain "has the mutable static $(c++filt "$symbol"); plug-ins would share it or differ"
    done < <(objdump -t "$library" | awk '{
      section = ""
      for (i = 2; i < NF && section == ""; ++i) if ($i ~ /^\./ && $i != ".hidden") section = $i
      if (section ~ /^\.(data|bss|tbss|tdata|rodata)/ && $NF != section) print section, $NF
    }' | sort -u)
    # A unique symbol is one object for all libraries that have it: harmless only where nobody can write to it.
    while read -r symbol; do
      complain "shares $(c++filt "$symbol") with every library that has one of its name"
    done < <(objdump -t "$library" | awk '$0 ~ /^[0-9a-f]+ u/ && !/\.hidden/ && !/ \.rodata/ { print $NF }' | sort -u)
    ;;
  *) echo "link_arrows.sh: unknown kind $kind" >&2; exit 2 ;;
esac
((broken == 0)) && echo "${library##*/} keeps the link arrows"
exit $((broken > 0))
