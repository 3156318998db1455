#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""Stands between a TLS client and a server on 127.0.0.1 and spoils one record.

usage: tampering-proxy.py PORT c2s|s2c TYPE INDEX flip:OFFSET|cut

PORT is the server's. TYPE is a record's content type and INDEX counts records of that type in that
direction from 0. flip:OFFSET changes the lowest bit of the octet at OFFSET of the fragment (negative:
from its end); cut ends both TCP connections instead of passing the record on. Prints
"LISTENING address:port", serves one connection and ends.
"""

import selectors
import socket
import sys


def main():
    port, direction, kind, index = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
    action, _, offset = sys.argv[5].partition(":")
    listener = socket.create_server(("127.0.0.1", 0))
    listener.settimeout(30)
    print("LISTENING 127.0.0.1:%d" % listener.getsockname()[1], flush=True)
    client, _ = listener.accept()
    server = socket.create_connection(("127.0.0.1", int(port)))
    other = {client: server, server: client}
    spoiled = client if direction == "c2s" else server
    pending = b""
    seen = 0
    selector = selectors.DefaultSelector()
    for side in other:
        side.settimeout(10)
        selector.register(side, selectors.EVENT_READ)
    while other:
        ready = selector.select(10)
        if not ready:
            return
        for key, _ in ready:
            side = key.fileobj
            try:
                data = side.recv(65536)
            except OSError:
                return
            if not data:
                selector.unregister(side)
                try:
                    other.pop(side).shutdown(socket.SHUT_WR)
                except OSError:
                    return
                continue
            if side is not spoiled:
                send(other.get(side), data)
                continue
            pending += data
            while len(pending) >= 5 and len(pending) >= 5 + int.from_bytes(pending[3:5], "big"):
                end = 5 + int.from_bytes(pending[3:5], "big")
                record, pending = bytearray(pending[:end]), pending[end:]
                if record[0] == kind:
                    if seen == index:
                        if action == "cut":
                            return
                        at = int(offset)
                        record[at if at < 0 else 5 + at] ^= 1
                    seen += 1
                send(other.get(side), record)


def send(side, data):
    """Pass on what the receiver still wants; what is spoiled makes it close."""
    try:
        if side:
            side.sendall(data)
    except OSError:
        pass


main()
