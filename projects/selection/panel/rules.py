"""What stands between a closed opportunity and the first text, and who counts as the same person."""

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

LEAST_SCORERS = 2
DAYS_TO_DECLARE = 7


@dataclass(frozen=True)
class Beginning:
    """What is known when staff want scoring to begin. `ready`: scorers who said of everyone whether they
    know them; `unread`: how many who put themselves forward are known to each of these.
    """

    scored: bool
    closed: bool
    people: int
    ready: int
    has_public: bool
    no_public_why: str
    unread: int
    left_to_redact: int


def in_the_way(facts: Beginning) -> list[str]:
    """Return what has to be done before scoring begins, as sentences."""
    if not facts.scored:
        return [_("Nobody gives points here: your team chooses as the page says.")]
    if not facts.closed:
        return [_("It has not closed. Scoring begins after that, so that everyone is in.")]
    if not facts.people:
        return [_("Nobody takes part.")]
    found = []
    if facts.ready < LEAST_SCORERS:
        words = _("At least %(n)s people who score have to say first whom they know. So far: %(ready)s.")
        found.append(words % {"n": LEAST_SCORERS, "ready": facts.ready})
    elif facts.unread:
        sentence = ngettext(
            "Everyone who scores knows %(n)s of those who put themselves forward. Ask someone else to score.",
            "Everyone who scores knows %(n)s of those who put themselves forward. Ask someone else to score.",
            facts.unread,
        )
        found.append(sentence % {"n": facts.unread})
    if not facts.has_public and not facts.no_public_why:
        found.append(_("No public member scores. Ask one, or say why not: everyone can read the reason."))
    if facts.left_to_redact:
        sentence = ngettext(
            "%(n)s answer is not read yet by who takes out names.",
            "%(n)s answers are not read yet by who takes out names.",
            facts.left_to_redact,
        )
        found.append(sentence % {"n": facts.left_to_redact})
    return found


def same_reach(one: Mapping[str, str], other: Mapping[str, str]) -> bool:
    """Say whether two people are reached in the same place: one mailbox, or one phone number.

    They may be one person, or live together: either is a conflict of interest, whatever somebody says.
    """
    mail = [str(each.get("email") or "").strip().lower() for each in (one, other)]
    phone = [re.sub(r"\D", "", str(each.get("phone") or "")) for each in (one, other)]
    phone = [re.sub(r"^(00)?44", "0", digits) for digits in phone]
    return any(kind[0] and kind[0] == kind[1] for kind in (mail, phone))


def seal(refs: Iterable[str]) -> str:
    """Return a mark of the names somebody was shown: one name more or less, and it is another one."""
    return hashlib.sha256("\n".join(sorted(refs)).encode()).hexdigest()
