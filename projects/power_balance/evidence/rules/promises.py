"""What each side promised: in time or late, with pay and answers on lines of their own."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coproduce.foundation import clock
from coproduce.foundation.promises.kinds import Side as Owed
from projects.power_balance.evidence.rules.indicator import (
    FEWEST_PEOPLE,
    SOURCES,
    Indicator,
    at_most_percent,
)
from projects.power_balance.thresholds.rules import Limits


class DatedPromise(NamedTuple):
    """A promise with its moments, and to whom it was made."""

    made_at: dt.datetime
    due_at: dt.datetime
    kept_at: dt.datetime | None
    person: int | None


@dataclass(frozen=True)
class PromiseCounts:
    """Of each side, how many were `kept`, `late`, `moved` and `let_go` in time, and how late they were.

    Beside them pay and answers, one by one, and what agreed roles name of our side.
    """

    sides: dict[str, dict[str, int]]
    late: dict[str, list[int]]
    pay: Sequence[DatedPromise]
    replies: Sequence[DatedPromise]
    of_roles: dict[str, int] | None = None
    of_roles_late: Sequence[int] = ()


def lines(counted: PromiseCounts, limits: Limits) -> list[Indicator]:
    """Return what both sides promised, how soon claims are paid, and how soon people hear back."""
    ours, theirs = Owed.ORGANISATION, Owed.CONTRIBUTOR
    made, asked = _("Promises we made to public members"), _("Promises public members made to us")
    return [
        _side("late-ours", made, counted.sides.get(ours), counted.late[ours], limits),
        _side("late-theirs", asked, counted.sides.get(theirs), counted.late[theirs], limits),
        *_of_roles(counted, limits),
        *_pay(counted.pay, limits),
        *_replies(counted.replies, limits),
    ]


def days_late(due_at: dt.datetime, done_at: dt.datetime) -> int:
    """Return how many UK days after its due day something was done; the same day counts as 0."""
    return max((clock.uk(done_at).date() - clock.uk(due_at).date()).days, 0)


def _side(
    key: str, about: str, counts: dict[str, int] | None, late: Sequence[int], limits: Limits
) -> Indicator:
    if not counts or not (counts["kept"] or counts["late"]):
        return Indicator(key, about, _("None has been due yet.") + _let_go(counts))
    words = _("%(kept)s kept in time, %(late)s late.") % counts
    if late:
        words += " " + _half_were_late_by(median(late))
    if counts["moved"]:
        moved = ngettext("%(moved)s had its date moved.", "%(moved)s had their dates moved.", counts["moved"])
        words += " " + moved % counts
    words += _let_go(counts)
    return Indicator(
        key,
        about,
        words,
        _("All kept in time"),
        look=limits.too_many("late_percent", counts["late"], counts["kept"] + counts["late"]),
        own=at_most_percent(limits, "late_percent"),
        rows=key if counts["late"] else "",
    )


def _of_roles(counted: PromiseCounts, limits: Limits) -> list[Indicator]:
    """Of these, what the roles that people agreed to name. Nothing where no role names any."""
    if counted.of_roles is None:
        return []
    about = _("Of these, what their roles say we do for them")
    return [_side("late-duties", about, counted.of_roles, counted.of_roles_late, limits)]


def _let_go(counts: dict[str, int] | None) -> str:
    """Say how many were let go before they were due; those let go later are among the late ones."""
    if not counts or not counts["let_go"]:
        return ""
    words = ngettext(
        "%(let_go)s was let go before its day.", "%(let_go)s were let go before their day.", counts["let_go"]
    )
    return " " + words % counts


def _half_were_late_by(days: float) -> str:
    if days < 1:
        return _("Half were less than a day late.")
    words = ngettext(
        "Half were late by %(days)s day or more.", "Half were late by %(days)s days or more.", int(days)
    )
    return words % {"days": f"{days:g}"}


def _pay(rows: Sequence[DatedPromise], limits: Limits) -> list[Indicator]:
    """Days from claim to payment (indicator 19). Told only where they could be anybody's."""
    about, practice = _("Days from claim to payment"), _("Within 2 weeks of sending the claim")
    return _how_soon("late-pay", about, rows, limits, practice, "ACE", few=FEWEST_PEOPLE)


def _replies(rows: Sequence[DatedPromise], limits: Limits) -> list[Indicator]:
    """Whether people hear what became of what they said, and after how many days (indicator 20)."""
    about, practice = _("Answers we owe public members for what they said"), _("Everyone hears back")
    return _how_soon("late-replies", about, rows, limits, practice, "IAP2-7", few=0)


def _how_soon(
    key: str,
    about: str,
    rows: Sequence[DatedPromise],
    limits: Limits,
    practice: str,
    source: str,
    *,
    few: int,
) -> list[Indicator]:
    """Return how many were kept in time and after how many days, or nothing where none was promised.

    With fewer than `few` people it says no more than that they are few.
    """
    now = clock.now()
    if not rows:
        return []
    late = sum((row.kept_at or now) > row.due_at for row in rows)
    fallen_due = sum(bool(row.kept_at) or row.due_at < now for row in rows)
    days = [days_late(row.made_at, row.kept_at) for row in rows if row.kept_at]
    words = {"kept": fallen_due - late, "late": late}
    if len({row.person for row in rows}) < few:
        counted = _("Too few people to say how many days.")
    elif days:
        counted = _("%(kept)s kept in time, %(late)s late.") % words + " " + half_within(days)
    else:
        counted = _("%(kept)s kept in time, %(late)s late.") % words
    return [
        Indicator(
            key,
            about,
            counted,
            practice,
            str(SOURCES[source]),
            look=limits.too_many("late_percent", late, fallen_due),
            own=at_most_percent(limits, "late_percent"),
            rows=key if late else "",
        )
    ]


def half_within(days: Sequence[int]) -> str:
    """Return after how many days half were done, in words."""
    half = median(days)
    return ngettext("Half within %(days)s day.", "Half within %(days)s days.", int(half)) % {
        "days": f"{half:g}"
    }
