# SPDX-License-Identifier: MIT
"""Opens n connections to an echo server at once, sends on all, and checks that each gets its own bytes back."""
import socket
import sys

address, port, count = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
clients = [socket.create_connection((address, port), timeout=10) for _ in range(count)]
for number, client in enumerate(clients):
    client.sendall(f"client {number} ".encode() * 500)
for number, client in enumerate(clients):
    expected = f"client {number} ".encode() * 500
    got = b""
    while len(got) < len(expected):
        part = client.recv(65536)
        if not part:
            break
        got += part
    if got != expected:
        sys.exit(f"client {number} got {len(got)} bytes that are not its own")
for client in clients:
    client.close()
print(f"{count} clients were answered")
