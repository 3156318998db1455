#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""Sends octets that are no TLS, or only nearly, and prints what comes back in hexadecimal.

usage: raw-peer.py send PORT HEX [REPEAT]   connects to 127.0.0.1, sends, reads to the end
       raw-peer.py answer HEX               prints "LISTENING address:port", waits for the first
                                            octets of a client, sends, reads to the end
"""

import socket
import sys


def read_to_end(peer):
    received = b""
    try:
        while True:
            data = peer.recv(65536)
            if not data:
                break
            received += data
    except OSError as error:
        print(error, file=sys.stderr)
    return received


def main():
    if sys.argv[1] == "send":
        peer = socket.create_connection(("127.0.0.1", int(sys.argv[2])))
        octets = bytes.fromhex(sys.argv[3])
        repeat = int(sys.argv[4]) if len(sys.argv) > 4 else 1
    else:
        listener = socket.create_server(("127.0.0.1", 0))
        listener.settimeout(20)
        print("LISTENING 127.0.0.1:%d" % listener.getsockname()[1], flush=True)
        peer, _ = listener.accept()
        octets = bytes.fromhex(sys.argv[2])
        repeat = 1
    peer.settimeout(10)
    if sys.argv[1] == "answer":
        peer.recv(65536)
    try:
        for _ in range(repeat):
            peer.sendall(octets)
        peer.shutdown(socket.SHUT_WR)
    except OSError as error:
        print(error, file=sys.stderr)
    print(read_to_end(peer).hex(), flush=True)


main()
