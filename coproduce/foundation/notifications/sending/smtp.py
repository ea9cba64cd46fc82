"""The conversation with the mail server: who is asked what, with a time limit for each step.

Django's own transport knows one limit for everything and does not say how far it came. What may be done
after a failure depends on just that (docs/decisions/0018).
"""

import enum
import smtplib
import threading
from typing import Any

from django.conf import settings
from django.core.mail.backends.smtp import EmailBackend


class Stage(enum.IntEnum):
    """How far a conversation came. From `BODY` on the server may take the mail."""

    CONNECTING = 1  # name, connection, greeting, EHLO, STARTTLS, authentication
    WRITING = 2  # our own side puts the mail together
    SENDER = 3  # MAIL FROM
    RECIPIENT = 4  # RCPT TO
    DATA = 5  # asked to take the mail, nothing of it given yet
    BODY = 6  # on its way, the final dot not given yet
    ANSWER = 7  # the final dot is given: taken or not, only the server knows


class Abandoned(Exception):
    """Nobody waits for this conversation any more: it must not go on to hand the mail over."""


class Talk:
    """How far one connection is, for the thread that talks and the one that waits for it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._abandoned = False
        self.stage = Stage.CONNECTING

    def hand_over(self) -> None:
        """Begin to give the mail away. Raises Abandoned when that is not wanted any more."""
        with self._lock:
            if self._abandoned:
                raise Abandoned
            self.stage = Stage.BODY

    def abandon(self) -> bool:
        """Forbid to hand a mail over. Returns False when that has begun: then it may arrive."""
        with self._lock:
            self._abandoned = self.stage < Stage.BODY
            return self._abandoned


class _Staged:
    """Mixed into smtplib's clients: writes down each step, and waits long where the standard says so."""

    talk: Talk
    sock: Any
    _handing_over = False

    def mail(self, *args: Any, **kwargs: Any) -> Any:
        self.talk.stage = Stage.SENDER
        return super().mail(*args, **kwargs)  # type: ignore[misc]

    def rcpt(self, *args: Any, **kwargs: Any) -> Any:
        self.talk.stage = Stage.RECIPIENT
        return super().rcpt(*args, **kwargs)  # type: ignore[misc]

    def data(self, msg: Any) -> Any:
        self.talk.stage = Stage.DATA
        self._handing_over = True
        try:
            return super().data(msg)  # type: ignore[misc]
        finally:
            self._handing_over = False
            if self.sock:
                self.sock.settimeout(settings.EMAIL_TIMEOUT)

    def send(self, s: Any) -> None:
        body = self._handing_over and isinstance(s, bytes)  # commands are text
        if body:
            self.talk.hand_over()
            self.sock.settimeout(settings.EMAIL_ANSWER_TIMEOUT)
        super().send(s)  # type: ignore[misc]
        if body:
            self.talk.stage = Stage.ANSWER


class Transport(EmailBackend):
    """Django's SMTP transport that knows how far it came (`talk`), and can hang up without a word."""

    in_lanes = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.talk = Talk()

    @property
    def connection_class(self) -> Any:
        client = smtplib.SMTP_SSL if self.use_ssl else smtplib.SMTP
        return type("Conversation", (_Staged, client), {"talk": self.talk})

    def open(self) -> bool | None:
        if not self.connection:
            self.talk.stage = Stage.CONNECTING
        return super().open()

    def _send(self, email_message: Any) -> Any:
        self.talk.stage = Stage.WRITING
        return super()._send(email_message)  # type: ignore[misc]

    def hang_up(self) -> None:
        """Close the line without QUIT: a server that does not answer would not answer that either."""
        partial: Any = getattr(self, "_partial_connection", None)
        for connection in (self.connection, partial):
            if connection is not None:
                connection.close()
        self.connection = self._partial_connection = None
