"""A mail server that fails on order, and remembers what it took."""

import socket
import struct
import threading
import time
from dataclasses import dataclass, field
from typing import Any

from coproduce.bench.sink import Sink, Taken, _Conversation

SILENCE = "silence"


@dataclass
class Orders:
    """What to say instead of yes, at each step; for every address or for some.

    SILENCE says nothing until `Failing` ends. The answers after the final dot are by address: so many
    seconds late, the connection reset or dropped (each after the mail was taken), or words of refusal.
    Those who are held get theirs when the event `let_go` is set.
    """

    greeting: str = ""
    helo: str = ""
    auth: str = ""
    mail: str = ""
    rcpt: dict[str, str] = field(default_factory=dict)
    every_rcpt: str = ""
    data: dict[str, str] = field(default_factory=dict)
    slow: dict[str, float] = field(default_factory=dict)
    every_answer_slow: float = 0
    held: set[str] = field(default_factory=set)
    reset: set[str] = field(default_factory=set)
    drop: set[str] = field(default_factory=set)
    mails_a_connection: int = 0


class _Failing(_Conversation):
    server: "Failing"

    def handle(self) -> None:
        self.server.connections += 1
        self.server.open += 1
        self.server.most_open = max(self.server.most_open, self.server.open)
        try:
            if self.says(self.orders.greeting, "220 sink"):
                self.converse()
        finally:
            self.server.open -= 1

    @property
    def orders(self) -> Orders:
        return self.server.orders

    def says(self, refusal: str, yes: str) -> bool:
        """Answer, or keep silent until the end. Returns whether to go on."""
        if refusal == SILENCE:
            self.server.over.wait()
            return False
        self.say(refusal or yes)
        return not refusal

    def converse(self) -> None:
        address, taken = "", 0
        for line in self.rfile:
            verb = line[:4].upper().strip()
            if verb in (b"EHLO", b"HELO"):
                self.says(self.orders.helo, "250-sink\r\n250-AUTH PLAIN\r\n250 8BITMIME")
            elif verb == b"AUTH":
                self.says(self.orders.auth, "235 welcome")
            elif verb == b"MAIL":
                if self.orders.mails_a_connection and taken >= self.orders.mails_a_connection:
                    return self.say("421 4.7.0 too many mails on one connection")
                self.says(self.orders.mail, "250 ok")
            elif verb == b"RCPT":
                address = line.decode().split("<")[1].split(">")[0]
                self.server.asked.append(address)
                self.says(self.orders.rcpt.get(address) or self.orders.every_rcpt, "250 ok")
            elif verb == b"DATA":
                self.say("354 go on")
                taken += 1
                if not self.take(address):
                    return None
            elif verb == b"QUIT":
                return self.say("221 bye")
            else:
                self.say("250 ok")
        return None

    def take(self, address: str) -> bool:
        raw, orders = self.body(), self.orders
        if address in orders.data:
            return self.says(orders.data[address], "") or True
        late = orders.slow.get(address, orders.every_answer_slow)
        if self.server.over.wait(late) and late:
            return False
        if address in orders.held:
            self.server.let_go.wait()
            if self.server.over.is_set():
                return False
        self.server.taken.append(Taken((address,), raw, time.monotonic()))
        if address in orders.reset:
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.connection.close()
            return False
        if address in orders.drop:
            return False
        self.say("250 ok")
        return True


class Failing(Sink):
    """Listens on a free port of this machine and follows `orders`, which may be changed at any time."""

    def __init__(self, **orders: Any) -> None:
        super().__init__()
        self.RequestHandlerClass = _Failing
        self.orders = Orders(**orders)
        self.over, self.let_go = threading.Event(), threading.Event()
        self.connections = self.open = self.most_open = 0
        self.asked: list[str] = []

    def __exit__(self, *error: Any) -> None:
        self.over.set()
        self.let_go.set()
        super().__exit__(*error)

    def received(self) -> dict[str, int]:
        """How many copies each address got, and that no copy of it carried another Message-ID."""
        ids: dict[str, list[str]] = {}
        for one in self.taken:
            ids.setdefault(one.recipients[0], []).append(one.mail["Message-ID"])
        assert all(len(set(each)) == 1 for each in ids.values()), "doubled under another Message-ID"
        return {address: len(each) for address, each in ids.items()}
