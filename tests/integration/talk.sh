#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Winsock programs talk to programs that have never heard of Winsock: curl, nc, Python, ssh-keyscan; TCP and UDP, IPv4 and
# IPv6, as clients and as servers. They are compiled from an installed prefix with pkg-config's flags only.
source "$(dirname "$0")/support.sh"

for source in "$here"/programs/*.c; do
  name=$(basename "$source" .c)
  compile "$name" "$source" -std=c99 || failed "compile $name"
done
compile poll_server "$here/programs/poll_server.cpp" -std=c++17 || failed 'compile poll_server'
((failures == 0)) || conclude

bracketed() { if [[ $1 == *:* ]]; then echo "[$1]"; else echo "$1"; fi; }

servers() { # our program is the server
  local address=$1 port answer
  begin http_server "$scratch/http_server" "$address"
  port=$(port_of http_server) || { failed "http_server on $address"; return; }
  answer=$(curl -gsS --noproxy '*' -m 20 -D "$scratch/head" -o "$scratch/body" -w '%{http_code} %{size_download}' \
    "http://$(bracketed "$address"):$port/some/path" 2>&1)
  expect_equal "curl fetches from our server on $address" '200 100000' "$answer"
  expect_contains 'our server saw the path' 'X-Path: /some/path' "$(cat "$scratch/head")"
  expect_equal 'the body is whole' '' "$(tr -d w <"$scratch/body")"
  succeeded http_server

  begin tcp_upper "$scratch/tcp_upper" "$address"
  port=$(port_of tcp_upper) || { failed "tcp_upper on $address"; return; }
  expect_equal "nc talks to our TCP server on $address" 'HELLO FROM NC' \
    "$(echo 'hello from nc' | timeout 20 nc -N "$address" "$port")"
  succeeded tcp_upper

  begin udp_upper "$scratch/udp_upper" "$address"
  port=$(port_of udp_upper) || { failed "udp_upper on $address"; return; }
  expect_equal "nc talks to our UDP server on $address" 'DATAGRAM' "$(printf datagram | timeout 20 nc -u -W 1 "$address" "$port")"
  succeeded udp_upper

  begin poll_server "$scratch/poll_server" "$address" 40
  port=$(port_of poll_server) || { failed "poll_server on $address"; return; }
  expect_equal "Python opens 40 connections to our WSAPoll server on $address" '40 clients were answered' \
    "$(timeout 30 python3 "$here/programs/echo_check.py" "$address" "$port" 40 2>&1)"
  succeeded poll_server

  begin event_server "$scratch/event_server" "$address" 40
  port=$(port_of event_server) || { failed "event_server on $address"; return; }
  expect_equal "Python opens 40 connections to our WSAEventSelect server on $address" '40 clients were answered' \
    "$(timeout 30 python3 "$here/programs/echo_check.py" "$address" "$port" 40 2>&1)"
  succeeded event_server

  begin ssh_banner "$scratch/ssh_banner" "$address"
  port=$(port_of ssh_banner) || { failed "ssh_banner on $address"; return; }
  expect_contains "ssh-keyscan reads our banner on $address" 'SSH-2.0-Winsock_2.2' \
    "$(timeout 20 ssh-keyscan -T 5 -p "$port" "$address" 2>&1)"
  succeeded ssh_banner
  expect_contains 'we read ssh-keyscan' 'SSH-2.0-OpenSSH' "$(cat "$scratch/ssh_banner.out")"
}

clients() { # our program is the client
  local address=$1 port
  mkdir -p "$scratch/web"
  echo 'served by python' >"$scratch/web/page.txt"
  begin web python3 -u -m http.server --bind "$address" --directory "$scratch/web" 0
  port=$(port_of web 'port ') || { failed "Python's web server on $address"; return; }
  expect_equal "our client fetches from Python on $address" 'served by python' \
    "$(timeout 20 "$scratch/http_get" "$address" "$port" /page.txt 2>&1)"

  begin nc_tcp bash -c "echo 'hello from nc' | exec nc -nvlN '$address' 0"
  port=$(port_of nc_tcp 'Listening on [^ ]+ ') || { failed "nc on $address"; return; }
  expect_equal "our TCP client hears nc on $address" 'hello from nc' \
    "$(timeout 20 "$scratch/tcp_say" "$address" "$port" 'hello from winsock' 2>&1)"
  succeeded nc_tcp
  expect_equal 'nc hears our TCP client' 'hello from winsock' "$(cat "$scratch/nc_tcp.out")"

  begin udp_python python3 "$here/programs/udp_echo.py" "$address"
  port=$(port_of udp_python) || { failed "Python's UDP server on $address"; return; }
  expect_equal "our UDP client asks Python on $address" 'kcosniw' \
    "$(timeout 20 "$scratch/udp_say" "$address" "$port" winsock 2>&1)"
  succeeded udp_python
}

for address in $(loopback_addresses); do
  servers "$address"
  clients "$address"
done
conclude
