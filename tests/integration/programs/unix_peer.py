# SPDX-License-Identifier: MIT
"""Both ends of an AF_UNIX stream that no one wrote for Winsock; each prints its process id first.

unix_peer.py connect <path> <text>   sends the text, prints the answer
unix_peer.py listen <path>           answers one client's line in reverse
"""
import os
import socket
import sys

print(os.getpid(), flush=True)
with socket.socket(socket.AF_UNIX) as s:
    s.settimeout(20)
    if sys.argv[1] == "connect":
        s.connect(sys.argv[2])
        s.sendall(sys.argv[3].encode())
        s.shutdown(socket.SHUT_WR)
        sys.stdout.write(s.makefile().read())
    else:
        s.bind(sys.argv[2])
        s.listen()
        client, _ = s.accept()
        with client:
            client.sendall(client.makefile("rb").read().strip()[::-1])
