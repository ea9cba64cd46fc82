"""Telling people that they were brought in: never by itself, only when somebody says so."""

from collections.abc import Sequence
from functools import partial

from django.db import transaction
from django.db.models import QuerySet

from contributors.accounts.models import User
from contributors.people.actions import account_for
from contributors.people.importing import notifications
from contributors.people.importing.models import PeopleImport, PersonSource
from contributors.people.importing.queries import to_invite
from coproduce.foundation import clock
from coproduce.foundation.history import actions as history
from coproduce.foundation.notifications.outbox import enqueue_all

SOME = 500


@transaction.atomic
def tell(imported: PeopleImport, by: User, refs: Sequence[str] | None = None) -> int:
    """Tell all or some of the people an import made, each once. Returns how many."""
    rows = to_invite(imported)
    if refs is not None:
        rows = rows.filter(person__ref__in=list(refs))
    count = PersonSource.objects.filter(pk__in=list(rows.values_list("pk", flat=True))).update(
        invited_at=clock.now(), invite_waits=True
    )
    if count:
        history.record(imported, "told", by=by, detail={"people": count})
        if count <= SOME:
            write_some(imported.pk)
        else:
            transaction.on_commit(partial(_call_worker, imported.pk))
    return count


def _call_worker(pk: int) -> None:
    from contributors.people.importing.actions.working import _call_worker as call

    call(pk)


def waiting(pk: int) -> QuerySet[PersonSource]:
    """Return those of an import for whom no message is written yet."""
    return PersonSource.objects.filter(imported=pk, invite_waits=True).order_by("pk")


@transaction.atomic
def write_some(pk: int) -> bool:
    """Write the messages of some who are to be told. Returns whether any were left."""
    rows = waiting(pk).select_for_update(of=("self",)).select_related("person", "organisation")
    some = list(rows[:SOME])
    for row in some:
        if row.person.email:
            account_for(row.person)  # so that they can sign in and answer
    if some:
        enqueue_all(
            notifications.BROUGHT_IN,
            about=some,
            to=lambda row: row.person,
            dedupe="brought-in",
            organisation_id=some[0].organisation_id,
        )
        PersonSource.objects.filter(pk__in=[row.pk for row in some]).update(invite_waits=False)
    return len(some) == SOME
