# SPDX-License-Identifier: MIT
"""A UDP server that no one wrote for Winsock: answers one datagram in reverse. udp_echo.py <address>"""
import socket
import sys

family = socket.AF_INET6 if ":" in sys.argv[1] else socket.AF_INET
with socket.socket(family, socket.SOCK_DGRAM) as server:
    server.bind((sys.argv[1], 0))
    server.settimeout(10)
    print("port", server.getsockname()[1], flush=True)
    data, peer = server.recvfrom(2000)
    server.sendto(data[::-1], peer)
