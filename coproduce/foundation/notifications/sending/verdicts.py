"""What a failure means: for one message, or for the whole mail server. Pure: an error and a stage go in."""

import enum
import re
import smtplib
import socket
from dataclasses import dataclass

from coproduce.foundation.notifications.sending.smtp import Abandoned, Stage


class Verdict(enum.Enum):
    """What became of one message, or of everybody's."""

    TAKEN = enum.auto()
    SERVER_ILL = enum.auto()  # it says nothing about this message: nothing of it was asked yet
    REFUSED = enum.auto()  # this message, for good
    LATER = enum.auto()  # this message, for now
    IN_DOUBT = enum.auto()  # the server was given all of it and did not answer
    NOT_HANDED_OVER = enum.auto()  # we stopped before the server was given it


@dataclass(frozen=True)
class Outcome:
    """A verdict, with what to note. `suspicious`: if everybody gets this answer, the server is ill."""

    verdict: Verdict
    note: str = ""
    suspicious: bool = False
    line_closed: bool = False  # worth a fresh connection, if this one was used before


TAKEN = Outcome(Verdict.TAKEN)
ENHANCED = re.compile(r"^\s*[245]\.(\d{1,3})\.(\d{1,3})\b")
ADDRESS, MAILBOX = "1", "2"  # RFC 3463: what the second number speaks of
TOO_BIG = 552
NOT_LOCAL = {551, 553}  # "try elsewhere", "mailbox name not allowed": they speak of the address
CLOSING = 421
SERVER_ERRORS = (
    smtplib.SMTPConnectError,
    smtplib.SMTPHeloError,
    smtplib.SMTPAuthenticationError,
    smtplib.SMTPSenderRefused,
    ConnectionRefusedError,
    socket.gaierror,
)


def judge(error: Exception, stage: Stage | None) -> Outcome:
    """Return what an error means that came at this stage; None when the transport knows no stages."""
    code, words = answer_of(error)
    note = " ".join(part for part in (type(error).__name__, str(code or ""), _enhanced(words)) if part)
    if isinstance(error, Abandoned):
        return Outcome(Verdict.NOT_HANDED_OVER)
    if _speaks_of_the_server(error, code, stage):
        return Outcome(Verdict.SERVER_ILL, note, line_closed=_line_closed(error, code))
    if code:
        own_fault = code >= 500 and (_subject(words) in {ADDRESS, MAILBOX} or code in NOT_LOCAL | {TOO_BIG})
        verdict = Verdict.REFUSED if code >= 500 else Verdict.LATER
        return Outcome(verdict, note, suspicious=not own_fault, line_closed=code == CLOSING)
    if _on_the_line(error):
        lost = isinstance(error, smtplib.SMTPServerDisconnected | TimeoutError)
        doubt = lost if stage is None else stage == Stage.ANSWER
        verdict = Verdict.IN_DOUBT if doubt else Verdict.LATER
        return Outcome(verdict, note, suspicious=True, line_closed=not doubt and _line_closed(error, code))
    return Outcome(Verdict.REFUSED, note)  # nobody can write this mail down


def answer_of(error: Exception) -> tuple[int, str]:
    """Return the code and the words of the server, or (0, "")."""
    code, words = getattr(error, "smtp_code", 0), getattr(error, "smtp_error", b"")
    if isinstance(error, smtplib.SMTPRecipientsRefused) and error.recipients:
        code, words = next(iter(error.recipients.values()))
    return code if isinstance(code, int) and code > 0 else 0, (
        words.decode("ascii", "replace") if isinstance(words, bytes) else str(words)
    )


def _speaks_of_the_server(error: Exception, code: int, stage: Stage | None) -> bool:
    """Say whether everybody's mail met this. From RCPT TO on, it may be about one recipient or one text."""
    if stage == Stage.SENDER and code == TOO_BIG:
        return False  # the size of this mail was announced with the sender
    return stage in {Stage.CONNECTING, Stage.SENDER} or (stage is None and isinstance(error, SERVER_ERRORS))


def _line_closed(error: Exception, code: int) -> bool:
    return code == CLOSING or isinstance(error, smtplib.SMTPServerDisconnected | OSError)


def _on_the_line(error: Exception) -> bool:
    cannot_be_said = isinstance(error, smtplib.SMTPNotSupportedError)
    return isinstance(error, OSError) and not cannot_be_said  # smtplib's own errors are OSErrors


def _enhanced(words: str) -> str:
    found = ENHANCED.match(words)
    return found[0].strip() if found else ""


def _subject(words: str) -> str:
    found = ENHANCED.match(words)
    return found[1] if found else ""
