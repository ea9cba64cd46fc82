"""An optional virus scanner: clamd on the socket named by the setting CLAMD_SOCKET."""

import socket
import struct

from django.conf import settings

CLEAN, FOUND, NOT_SCANNED = "clean", "found", "not scanned"
CHUNK = 64 * 1024
PATIENCE = 20  # seconds


class Unavailable(Exception):
    """A scanner is set up but does not answer. The file is not taken: nobody has looked at it."""


class Clamd:
    """Speaks clamd's INSTREAM with a unix socket (`/run/clamav/clamd.ctl`) or `host:port`."""

    def __init__(self, address: str) -> None:
        self.address = address

    def scan(self, content: bytes) -> str:
        """Return CLEAN or FOUND. Raises Unavailable when there is no clear answer."""
        try:
            with self._connect() as connection:
                connection.sendall(b"zINSTREAM\0")
                for start in range(0, len(content), CHUNK):
                    piece = content[start : start + CHUNK]
                    connection.sendall(struct.pack("!I", len(piece)) + piece)
                connection.sendall(struct.pack("!I", 0))
                answer = connection.makefile("rb").read(4096).rstrip(b"\0\n")
        except OSError as problem:
            raise Unavailable(str(problem)) from problem
        if answer.endswith(b" FOUND"):
            return FOUND
        if answer.endswith(b": OK"):
            return CLEAN
        raise Unavailable(repr(answer))

    def _connect(self) -> socket.socket:
        if not self.address.startswith("/"):
            host, _colon, port = self.address.rpartition(":")
            return socket.create_connection((host, int(port)), timeout=PATIENCE)
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        connection.settimeout(PATIENCE)
        try:
            connection.connect(self.address)
        except OSError:
            connection.close()
            raise
        return connection


def scan(content: bytes) -> str:
    """Return CLEAN, FOUND, or NOT_SCANNED when no scanner is set up. Raises Unavailable."""
    address = getattr(settings, "CLAMD_SOCKET", "")
    return Clamd(address).scan(content) if address else NOT_SCANNED
