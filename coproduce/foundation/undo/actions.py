"""Removing something so that it can be put back for a while, and putting it back."""

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.contrib.admin.utils import NestedObjects
from django.core import serializers
from django.core.serializers.json import DjangoJSONEncoder
from django.db import IntegrityError, models, transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from coproduce.foundation import clock
from coproduce.foundation.history import actions as history
from coproduce.foundation.transitions import TransitionRefused
from coproduce.foundation.undo import kinds
from coproduce.foundation.undo.models import Removal

if TYPE_CHECKING:
    from contributors.accounts.models import User

KEPT = dt.timedelta(minutes=10)
"""Long enough for somebody who reads slowly, short enough that nobody builds on what is gone."""


class Exactly(DjangoJSONEncoder):
    """Keeps moments to the microsecond, so that what comes back is what was there."""

    def default(self, o: Any) -> Any:
        return o.isoformat() if isinstance(o, dt.datetime) else super().default(o)


@transaction.atomic
def remove(row: models.Model, *, by: "User", before: Sequence[models.Model] = ()) -> Removal:
    """Delete a row with all that goes with it, and keep it for as long as it can be put back.

    `before` are rows that must go first, as this one rests on nothing else. Write the history before. Raises
    ProtectedError when something rests on it, KeyError for a kind that nobody registered.
    """
    kind = kinds.get(row._meta.label)
    kept: list[models.Model] = []
    for one in (*before, row):
        kept += _all_of(one)
        subject_id = one.pk
        one.delete()
        one.pk = subject_id  # Django empties it
    kept.sort(key=lambda one: one != row)  # the row itself stands first
    return _keep(kind.key, row.pk, by=by, rows=serializers.serialize("json", kept, cls=Exactly))


def _all_of(row: models.Model) -> list[models.Model]:
    """Return a row and what is deleted with it. Raises ProtectedError."""
    found = NestedObjects(using=row._state.db or "default")
    found.collect([row])
    if found.protected:
        raise ProtectedError("something rests on it", set(found.protected))
    return [row, *(one for some in found.data.values() for one in some if one != row)]


@transaction.atomic
def remember(row: models.Model, *, by: "User") -> Removal:
    """Keep that something was done which its kind can take back. Raises KeyError."""
    return _keep(kinds.get(row._meta.label).key, row.pk, by=by)


def _keep(what: str, subject_id: int, *, by: "User", rows: str = "") -> Removal:
    forget_old()
    return Removal.objects.create(
        by=by, what=what, subject_id=subject_id, rows=rows, until=clock.now() + KEPT
    )


@transaction.atomic
def put_back(removal: Removal, *, by: "User") -> str:
    """Put back what was removed. Returns where it is seen.

    Raises TransitionRefused when the time is over, it is back already, something stands in its place, or they
    may not change such a thing any more.
    """
    fresh = Removal.objects.select_for_update().filter(pk=removal.pk).first()
    if fresh is None or fresh.until <= clock.now():
        raise TransitionRefused(_("It is too late to undo this."))
    kind = kinds.get(fresh.what)
    if not kind.may(_row_of(fresh), by):
        raise TransitionRefused(_("You can no longer change this, so you cannot undo it."))
    row = kind.put_back(fresh.subject_id, by) if kind.put_back else _restore(fresh, kind)
    history.record(row, "put back", by=by)
    fresh.delete()
    return kind.page(row)


def _restore(removal: Removal, kind: kinds.UndoKind) -> Any:
    """Write the kept rows again, under the numbers they had."""
    rows = list(serializers.deserialize("json", removal.rows))
    kind.check(rows[0].object)
    try:
        with transaction.atomic():
            for one in rows:
                one.save()
    except IntegrityError as error:
        raise TransitionRefused(
            _("Something else stands in its place now, so it cannot be put back.")
        ) from error
    return rows[0].object


def page_of(removal: Removal) -> str:
    """Return where something would be seen if it were put back, or nothing where that is not known."""
    return kinds.get(removal.what).page(_row_of(removal)) if removal.rows else ""


def _row_of(removal: Removal) -> Any:
    """Return the row that was removed, in no table now; or the one that stands where nothing was deleted."""
    if not removal.rows:
        return apps.get_model(removal.what)._base_manager.get(pk=removal.subject_id)
    return next(iter(serializers.deserialize("json", removal.rows))).object


def forget_old() -> int:
    """Delete for good what can no longer be put back. Returns how many."""
    return Removal.objects.filter(until__lte=clock.now()).delete()[0]
