"""What a message says on paper or on the phone, where no link can be followed, and by when it goes out."""

import datetime as dt
import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from coproduce.foundation import clock, working_days

ADDRESS = re.compile(r"https?://\S+")
CALENDAR_FILE = re.compile(r"\.ics\b|/calendar")
NEEDS_A_SCREEN = re.compile(r"\b(sign(ed)?[ -]in|this link|this page|click)\b", re.IGNORECASE)
SENTENCE = re.compile(r"(?<=[.!?])\s+")
WORKING_DAYS = 1  # a letter or a call goes out on the working day after the message was made, at the latest

ON_PAPER_LARGE = {"large", "easy_read"}
NOT_ON_PAPER = {"audio", "braille"}
"""Formats of a person that no printer makes: those letters are handed to whoever makes them."""


@dataclass(frozen=True)
class Spoken:
    """A message without links. `asks`: it had one, so the person is asked for something."""

    text: str
    asks: bool


def out_by(due_at: dt.datetime) -> dt.date:
    """Return the UK day on which a letter is posted or a call made, at the latest."""
    return working_days.working_day_from(clock.uk(due_at).date(), WORKING_DAYS)


def without_links(text: str, *, instead: str) -> Spoken:
    """Return a message as it can be printed or read out.

    The first link becomes `instead`, what the person can do without one. Every other, and calendar files, go
    with the line that leads to them; sentences about signing in go too.
    """
    lines: list[str] = []
    asks = False
    for line in text.splitlines():
        if not (found := ADDRESS.search(line)):
            lines.append(_plain(line))
        elif line[: found.start()].strip():  # in the middle of words: where a meeting is online
            lines.append(ADDRESS.sub(_("(please ask us)"), line))
        elif asks or CALENDAR_FILE.search(found[0]):
            _drop_lead(lines)
        else:
            lines.append(instead)
            asks = True
    return Spoken(re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip(), asks)


def _plain(line: str) -> str:
    return " ".join(said for said in SENTENCE.split(line) if not NEEDS_A_SCREEN.search(said))


def _drop_lead(lines: list[str]) -> None:
    """Take away the line that leads to a link, with the empty ones after it."""
    while lines and not lines[-1].strip():
        lines.pop()
    if lines and lines[-1].rstrip().endswith(":"):
        lines.pop()
