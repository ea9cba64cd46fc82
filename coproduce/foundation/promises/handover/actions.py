"""A promise changes hands, and whoever has it now hears of it."""

from typing import TYPE_CHECKING

from django.db import models

from coproduce.foundation import clock
from coproduce.foundation.notifications.outbox import enqueue
from coproduce.foundation.promises import notifications
from coproduce.foundation.promises.actions import check_inside_transaction
from coproduce.foundation.promises.models import OPEN, Promise, PromiseOwner

if TYPE_CHECKING:
    from contributors.accounts.models import User
    from contributors.people.models import Person


def hand_over(
    promises: models.QuerySet[Promise], *, to: "Person", by: "User | None", why: str
) -> list[Promise]:
    """Give open promises another owner, who is told once with the list. Returns those that changed hands.

    What is owed to the new owner stays where it is: nobody looks after a promise to themself.
    """
    check_inside_transaction()
    rows = list(
        promises.filter(OPEN)
        .exclude(owner=to)
        .exclude(person=to)
        .select_for_update(of=("self",))
        .order_by("due_at", "id")
    )
    PromiseOwner.objects.bulk_create(
        PromiseOwner(promise=one, owner_id=one.owner_id, by=by, why=why) for one in rows
    )
    Promise.objects.filter(pk__in=[one.pk for one in rows]).update(owner=to)
    if rows:
        told = rows[0]
        enqueue(
            notifications.HANDED_OVER,
            to=to,
            subject=told,
            params={"promises": [one.pk for one in rows]},
            dedupe_key=f"handed-over:{to.pk}:{told.pk}:{clock.now().isoformat()}",
            organisation_id=told.organisation_id,
        )
    return rows
