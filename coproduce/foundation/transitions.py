"""The only code that changes a status."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from django.db import models, transaction
from django.db.models.functions import JSONObject
from django.utils.translation import gettext as _

from coproduce.foundation import clock
from coproduce.foundation.history import actions as history

if TYPE_CHECKING:
    from contributors.accounts.models import User


M = TypeVar("M", bound=models.Model)


class TransitionRefused(Exception):
    """A move that the table does not allow; the text is for the person who tried."""


@dataclass(frozen=True)
class Transition:
    """One named move: where it may start, where it ends."""

    sources: tuple[str, ...]
    target: str


Transitions = Mapping[str, Transition]


def steps_of(transitions: Transitions) -> list[tuple[str, str]]:
    """Return every step that a table allows: (from, to)."""
    return [(str(source), str(move.target)) for move in transitions.values() for source in move.sources]


def lock(row: M) -> M:
    """Return the row re-read and locked until the transaction ends."""
    return type(row)._base_manager.select_for_update(of=("self",)).get(pk=row.pk)


def lock_for(row: M, name: str) -> M:
    """Return the row re-read and locked, where a named move may start from it: what else is written belongs
    before that move. Raises TransitionRefused, as the move would.
    """
    fresh = lock(row)
    check(fresh, name)
    return fresh


def check(row: Any, name: str) -> None:
    """Raise TransitionRefused where a named move may not start from where a locked row stands."""
    if row.status not in row.transitions[name].sources:
        raise TransitionRefused(refusal(row, name))


def transition(row: M, name: str, *, by: "User | None", why: str = "", **fields: Any) -> M:
    """Make one named move of `row.transitions`: lock, re-read, check the table, assign, write history.

    `fields` are set in the same UPDATE, for what the database pairs with the new status (who,
    when, why). Returns the fresh row. Raises TransitionRefused when somebody was first, or the move does
    not start from where the row stands.
    """
    with transaction.atomic():
        fresh: Any = lock_for(row, name)  # whatever model has a status and a table of moves
        step: Transition = fresh.transitions[name]
        before, fresh.status = fresh.status, step.target
        for field, value in fields.items():
            setattr(fresh, field, value)
        if hasattr(fresh, "status_since"):
            fresh.status_since = clock.now()
        fresh.save()
        history.record(fresh, name, by=by, why=why, detail={"from": before, "to": step.target})
    return fresh


def transition_all(
    rows: models.QuerySet[M], name: str, *, by: "User | None", why: str = "", **fields: Any
) -> int:
    """Make one named move of every row of a queryset, with history, in four statements. Returns how many.

    For payment runs, where row by row would take minutes. All or nothing: raises TransitionRefused when any
    row stands where the move does not start. Choose `rows` by anything but their status.
    """
    model: Any = rows.model
    step: Transition = model.transitions[name]
    if any(field.name == "status_since" for field in model._meta.fields):
        fields["status_since"] = clock.now()
    with transaction.atomic():
        wanted = lock_all(rows)
        ready = rows.order_by().filter(status__in=step.sources)
        detail = JSONObject(**{"from": "status", "to": models.Value(step.target)})
        recorded = history.record_all(ready, name, by=by, why=why, detail=detail)
        if recorded != wanted:
            gone = {"n": wanted - recorded}
            raise TransitionRefused(
                _("%(n)s of these have changed since you opened the page. Nothing was changed.") % gone
            )
        return ready.update(status=step.target, **fields)


def lock_all(rows: models.QuerySet[Any]) -> int:
    """Lock every row of a queryset until the transaction ends, without fetching them. Returns how many."""
    locked = rows.order_by("pk").select_for_update(of=("self",)).values("pk")
    return rows.model._base_manager.filter(pk__in=locked).count()


def refusal(row: Any, name: str) -> str:
    """Return the sentence for a move that cannot be made from where the row stands now."""
    return _("This is now “%(status)s”, so you can no longer do that. Nothing was changed.") % {
        "status": row.get_status_display()
    }
