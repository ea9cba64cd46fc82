"""Rows of a file are deleted once they cannot be undone any more, or nobody went on with them."""

import datetime as dt

from django.db import transaction
from django.db.models import Q

from contributors.people.importing.models import UNDO_FOR, ImportRow, PeopleImport
from contributors.people.importing.states import Status
from coproduce.foundation import clock

LEFT_FOR = dt.timedelta(days=7)


def to_forget() -> list[int]:
    """Return the imports whose rows are no longer needed."""
    now = clock.now()
    done = Q(status__in=[Status.DONE, Status.UNDONE], done_at__lt=now - UNDO_FOR)
    left = Q(status__in=[Status.MAPPING, Status.READY], status_since__lt=now - LEFT_FOR)
    rows = PeopleImport.objects.filter(done | left, emptied_at=None)
    return list(rows.order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def forget(pk: int) -> None:
    """Delete the rows of one import. That it was, who sent it, its hash and its counts stay."""
    imported = PeopleImport.objects.select_for_update().get(pk=pk)
    ImportRow.objects.filter(imported=imported).delete()
    imported.packed, imported.head, imported.notes, imported.emptied_at = b"", [], [], clock.now()
    if imported.status in (Status.MAPPING, Status.READY):
        imported.status, imported.status_since = Status.STOPPED, clock.now()
    imported.save()
