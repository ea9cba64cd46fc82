"""What waits for a decision, narrowed, with what a list shows of it."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from contributors.accounts.models import User
from expenses.claims import rules
from expenses.claims.approval_queue.rules import PLAIN, QueueRow
from expenses.claims.models import Claim

SHOWN_WITH = ("person", "organisation", "project", "meeting", "fee_hold")


def rows_of(claims: Iterable[Claim], user: User) -> list[QueueRow]:
    """Return a row for each claim, as one member of staff sees it. Needs `lines` and `marks`."""
    mine = {person.pk for person in user.first_people}
    return [
        QueueRow(
            claim,
            rules.totals(claim.lines.all()),
            [mark.get_kind_display() for mark in claim.marks.all()],
            claim.person_id in mine or claim.typed_by_id == user.pk,
        )
        for claim in claims
    ]


def narrowed(claims: QuerySet[Claim], asked: dict[str, Any]) -> QuerySet[Claim]:
    """Return the claims that the filters in the address leave over."""
    if asked.get("project"):
        claims = claims.filter(project__ref=asked["project"])
    if asked.get("flag") == PLAIN:
        return claims.filter(marks=None)
    return claims.filter(marks__kind=asked["flag"]) if asked.get("flag") else claims


def plain_for(claims: QuerySet[Claim], user: User) -> QuerySet[Claim]:
    """Return the claims that one member of staff may approve as one of many: no marks, not their own."""
    mine = [person.pk for person in user.first_people]
    return claims.filter(marks=None).exclude(person__in=mine).exclude(typed_by=user)
