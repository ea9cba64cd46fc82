"""What each side promised: in time or late, with pay and answers on lines of their own."""

import datetime as dt
from collections.abc import Sequence
from statistics import median
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coproduce.foundation import clock
from coproduce.foundation.promises.kinds import Side as Owed
from coproduce.foundation.promises.models import Promise
from projects.power_balance.evidence.queries import promises as behind
from projects.power_balance.evidence.rules.indicator import (
    FEWEST_PEOPLE,
    SOURCES,
    Indicator,
    at_most_percent,
)
from projects.power_balance.thresholds.rules import Limits
from projects.team.models import Project


def lines(project: Project, limits: Limits) -> list[Indicator]:
    """Return what both sides promised, how soon claims are paid, and how soon people hear back."""
    rows = behind.promises(project)
    counts = {row["side"]: row for row in _counts(rows)}
    late = _days_late(rows)
    ours, theirs = Owed.ORGANISATION, Owed.CONTRIBUTOR
    made, asked = _("Promises we made to public members"), _("Promises public members made to us")
    return [
        _side("late-ours", made, counts.get(ours), late[ours], limits),
        _side("late-theirs", asked, counts.get(theirs), late[theirs], limits),
        *_pay(project, limits),
        *_replies(project, limits),
    ]


def _counts(rows: QuerySet[Promise]) -> QuerySet[Any]:
    return (
        rows.values("side")
        .order_by("side")
        .annotate(
            kept=Count("id", filter=Q(kept_at__lte=F("due_at"))),
            late=Count("id", filter=behind.is_late()),
            moved=Count("id", filter=~Q(due_at=F("first_due_at"))),
        )
    )


def _days_late(rows: QuerySet[Promise]) -> dict[str, list[int]]:
    """Return, for each side, how many days late each late promise was kept, or is by now."""
    now = clock.now()
    found: dict[str, list[int]] = {side: [] for side in Owed.values}
    late = rows.filter(Q(kept_at__gt=F("due_at")) | Q(kept_at=None, due_at__lt=now))
    for side, due_at, kept_at in late.values_list("side", "due_at", "kept_at"):
        found[side].append(days_late(due_at, kept_at or now))
    return found


def days_late(due_at: dt.datetime, done_at: dt.datetime) -> int:
    """Return how many UK days after its due day something was done; the same day counts as 0."""
    return max((clock.uk(done_at).date() - clock.uk(due_at).date()).days, 0)


def _side(
    key: str, about: str, counts: dict[str, Any] | None, late: Sequence[int], limits: Limits
) -> Indicator:
    if not counts or not (counts["kept"] or counts["late"]):
        return Indicator(key, about, _("None has fallen due yet."))
    words = _("%(kept)s kept in time, %(late)s late.") % counts
    if late:
        words += " " + _half_were_late_by(median(late))
    if counts["moved"]:
        moved = ngettext("%(moved)s had its date moved.", "%(moved)s had their dates moved.", counts["moved"])
        words += " " + moved % counts
    return Indicator(
        key,
        about,
        words,
        _("All kept in time"),
        look=limits.too_many("late_percent", counts["late"], counts["kept"] + counts["late"]),
        own=at_most_percent(limits, "late_percent"),
        rows=key if counts["late"] else "",
    )


def _half_were_late_by(days: float) -> str:
    if days < 1:
        return _("Half were less than a day late.")
    words = ngettext(
        "Half were late by %(days)s day or more.", "Half were late by %(days)s days or more.", int(days)
    )
    return words % {"days": f"{days:g}"}


def _pay(project: Project, limits: Limits) -> list[Indicator]:
    """Days from claim to payment (indicator 19). Told only where they could be anybody's."""
    about, practice = _("Days from claim to payment"), _("Within 2 weeks of sending the claim")
    return _how_soon("late-pay", about, behind.payments(project), limits, practice, "ACE", few=FEWEST_PEOPLE)


def _replies(project: Project, limits: Limits) -> list[Indicator]:
    """Whether people hear what became of what they said, and after how many days (indicator 20)."""
    about, practice = _("Answers we owe public members for what they said"), _("Everybody hears back")
    return _how_soon("late-replies", about, behind.replies(project), limits, practice, "IAP2-7", few=0)


def _how_soon(
    key: str,
    about: str,
    rows: QuerySet[Promise],
    limits: Limits,
    practice: str,
    source: str,
    *,
    few: int,
) -> list[Indicator]:
    """Return how many were kept in time and after how many days, or nothing where none was promised.

    With fewer than `few` people it says no more than that they are few. One query.
    """
    now = clock.now()
    found = list(rows.values_list("made_at", "due_at", "kept_at", "person"))
    if not found:
        return []
    late = sum((kept or now) > due for _made, due, kept, _person in found)
    fallen_due = sum(bool(kept) or due < now for _made, due, kept, _person in found)
    days = [days_late(made, kept) for made, _due, kept, _person in found if kept]
    words = {"kept": fallen_due - late, "late": late}
    if len({person for *_moments, person in found}) < few:
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
