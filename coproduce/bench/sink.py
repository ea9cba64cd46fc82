"""A mail server that takes everything and remembers it: envelope, raw bytes, time."""

import socketserver
import threading
import time
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message
from typing import Any


@dataclass(frozen=True)
class Taken:
    """One accepted mail."""

    recipients: tuple[str, ...]
    raw: bytes
    at: float

    @property
    def mail(self) -> Message:
        return message_from_bytes(self.raw)


class _Conversation(socketserver.StreamRequestHandler):
    server: "Sink"

    def handle(self) -> None:
        self.say("220 sink")
        recipients: list[str] = []
        for line in self.rfile:
            verb = line[:4].upper().strip()
            if verb == b"RCPT":
                recipients.append(line.decode().split("<")[1].split(">")[0])
                self.say("250 ok")
            elif verb == b"DATA":
                self.say("354 go on")
                raw = self.body()
                time.sleep(self.server.delay)
                self.server.taken.append(Taken(tuple(recipients), raw, time.monotonic()))
                recipients = []
                self.say("250 ok")
            elif verb == b"QUIT":
                self.say("221 bye")
                return
            else:
                self.say("250 ok")

    def body(self) -> bytes:
        lines = []
        for line in self.rfile:
            if line == b".\r\n":
                break
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        return b"".join(lines)

    def say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())


class Sink(socketserver.ThreadingTCPServer):
    """Listens on a free port of this machine. `delay` is how long it thinks before each 250, in seconds."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, delay: float = 0.0) -> None:
        super().__init__(("127.0.0.1", 0), _Conversation)
        self.delay = delay
        self.taken: list[Taken] = []

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A sender that was killed in mid-sentence is what we are here for."""

    @property
    def port(self) -> int:
        return self.server_address[1]

    def __enter__(self) -> "Sink":
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        return self

    def __exit__(self, *error: Any) -> None:
        self.shutdown()
        self.server_close()
