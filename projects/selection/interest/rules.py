"""When an expression can be changed, what is missing in one, and what is hidden from who reads it blind."""

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from coproduce.foundation import refs
from coproduce.foundation.notifications.models import Channel
from projects.selection.interest.states import ExpressionState

KEPT_AFTER = dt.timedelta(days=183)
"""Six months from the answer: the shortest time that charities advise (docs/decisions/0048)."""
MOST_QUESTIONS = 4
MOST_FILES = 3
HUMAN_SECONDS = 2
"""Nobody reads the first page and presses its button in less; a program does."""
FORM_LASTS = 24 * 60 * 60
HIDDEN = "[…]"
NOWHERE: dict[str, str] = {"name": "", "channel": "", "email": "", "phone": "", "address": ""}


def hash_of(code: str) -> str:
    """Return what is kept of a code."""
    return refs.hash_of_code(code, purpose="expression of interest")


def deleted_on(hear_by: dt.date, answered: dt.date | None = None) -> dt.date:
    """Return the day on which an expression is deleted: counted from the answer, or when it is promised."""
    return max(hear_by, answered or hear_by) + KEPT_AFTER


def may_change(status: str, *, taking: bool, by_staff: bool) -> bool:
    """Say whether an expression can be changed now: by the person until closing, by staff until answered."""
    if by_staff:
        return status in (ExpressionState.DRAFT, ExpressionState.SENT)
    return taking and status in (ExpressionState.DRAFT, ExpressionState.SENT)


def can_be_reached(contact: Mapping[str, str]) -> bool:
    """Say whether a name and one way to reach somebody are there."""
    where = {Channel.EMAIL: "email", Channel.PHONE: "phone", Channel.TEXT: "phone", Channel.POST: "address"}
    way = where.get(contact.get("channel", ""))  # type: ignore[call-overload]
    return bool(contact.get("name") and way and contact.get(way))


def missing(contact: Mapping[str, str], unanswered: list[Any], files: int) -> list[str]:
    """Return what to do before an expression can be sent, as sentences. A file stands for all writing."""
    found = []
    if not can_be_reached(contact):
        found.append(_("Tell us your name and how to reach you."))
    if not files:
        found += [_("Answer “%(question)s”, or send a file.") % {"question": one} for one in unanswered]
    return found


def blind(text: str, contact: Mapping[str, str]) -> str:
    """Return words without what tells who wrote them: their name, addresses of mail, long numbers, postcodes.

    A first help for who takes out the rest by hand; it knows no nicknames.
    """
    text = re.sub(r"\S+@\S+", HIDDEN, text)
    text = re.sub(r"\+?\d[\d ()\-]{7,}\d", HIDDEN, text)
    text = re.sub(r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b", HIDDEN, text, flags=re.IGNORECASE)
    parts = [part for part in re.split(r"[\s,.\-]+", contact.get("name", "")) if len(part) > 1]
    for part in sorted(parts, key=len, reverse=True):
        text = re.sub(rf"(?<!\w){re.escape(part)}(?!\w)", HIDDEN, text, flags=re.IGNORECASE)
    return text
