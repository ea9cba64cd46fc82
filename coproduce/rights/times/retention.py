"""Keeping to the table, every night: in batches, each its own transaction. A second run finds nothing."""

import datetime as dt
import logging
from typing import Any

from django.apps import apps
from django.core.files.storage import default_storage
from django.db import models, transaction
from django.db.models import Q, QuerySet

from contributors.monitoring.actions import stop as stop_equality
from contributors.people.models import Connection, Person
from coproduce.foundation import clock
from coproduce.rights import actions, queries
from coproduce.rights.erasing import walk
from coproduce.rights.models import Erasure, HeldApart
from coproduce.rights.times import rows
from coproduce.rights.times.involvement import without_ties_since
from coproduce.rights.times.lines import LINES, cutoff
from coproduce.rights.times.schedule import CLOSED, DELETE, MODELS, STAY
from projects.team.states import ProjectState

log = logging.getLogger(__name__)
BATCH = 500
GRACE = dt.timedelta(days=7)
"""So long the audit waits: the nightly task may have been down over a weekend."""


def keep_to_times() -> dict[str, int]:
    """Forget all whose time is over. Returns {what: how many}. What fails stops nothing else."""
    done: dict[str, int] = {}
    steps: dict[str, Any] = {label: lambda label=label: _keep(label) for label in MODELS}
    steps |= {
        "equality": forget_equality,
        "held apart": forget_held_apart,
        "people": erase_who_left_long_ago,
        "agreed": actions.carry_out_agreed,
        "files": forget_lost_files,
    }
    for name, step in steps.items():
        try:
            done[name] = step()
        except Exception as error:
            log.exception("keeping to the times: %s failed", name)
            done[f"{name}: {type(error).__name__}"] = 0
    log.info("kept to the times: %s", {name: count for name, count in done.items() if count})
    return {name: count for name, count in done.items() if count or ":" in name}


def overdue() -> tuple[dict[str, int], int]:
    """Return ({model: rows that should have been forgotten a week ago}, rows that have a time at all)."""
    day = clock.today() - GRACE
    late = {label: count for label in MODELS if (count := due(label, day).count())}
    timed = [label for label, kept in MODELS.items() if kept.dated]
    return late, sum(rows.model_of(label)._base_manager.count() for label in timed)


def due(label: str, today: dt.date | None = None) -> QuerySet[Any]:
    """Return the rows of a model whose time is over and in which something is left."""
    kept = MODELS[label]
    line, model = LINES[kept.line], rows.model_of(label)
    if not kept.dated or kept.then == STAY or line.by_task:
        return model._base_manager.none()
    day = _comparable(model, kept.dated, cutoff(line, today or clock.today()))
    found = model._base_manager.filter(kept.where, **{f"{kept.dated}__lt": day})
    if kept.dated.endswith(CLOSED):
        prefix = kept.dated.removesuffix("closings__closed_at")
        found = found.filter(**{f"{prefix}status": ProjectState.CLOSED})
        found = found.exclude(**{f"{kept.dated}__gte": day})  # it was opened and closed again
    return found if kept.then == DELETE else rows.with_something_left(label, found)


def _keep(label: str) -> int:
    """Forget the rows of one model, a batch at a time."""
    if not MODELS[label].dated:
        return 0
    total = 0
    while keys := list(due(label).order_by("pk").values_list("pk", flat=True)[:BATCH]):
        with transaction.atomic():
            batch = rows.model_of(label)._base_manager.filter(pk__in=keys)
            rows.forget(label, batch)
        total += len(keys)
    return total


def _comparable(model: type[models.Model], path: str, day: dt.date) -> dt.date | dt.datetime:
    """Return the day as the field at the end of a look-up compares it: a day, or its first moment."""
    names = path.split("__")
    for name in names[:-1]:
        model = model._meta.get_field(name).related_model  # type: ignore[assignment]
    if isinstance(model._meta.get_field(names[-1]), models.DateTimeField):
        return dt.datetime.combine(day, dt.time(), tzinfo=clock.UK)
    return day


def forget_equality() -> int:
    """Delete the equality answers of those whose last role ended long ago."""
    day = cutoff(LINES["equality"], clock.today())
    found = without_ties_since(day).exclude(equality_token="")
    people = list(found)
    for person in people:
        stop_equality(person)
    return len(people)


def forget_held_apart() -> int:
    """Delete what the law kept of people who were erased."""
    return HeldApart.objects.filter(kept_until__lt=clock.today()).delete()[0]


def erase_who_left_long_ago() -> int:
    """Agree, for the clock, to erase whoever has had nothing to do with anybody here for long enough."""
    day = cutoff(LINES["contact"], clock.today())
    known = Connection.objects.filter(person__in=without_ties_since(day).values("pk"))
    count = 0
    for connection in known.select_related("person", "organisation").order_by("pk"):
        count += _agree_by_clock(connection.person, connection)
    return count


def _agree_by_clock(person: Person, connection: Connection) -> bool:
    if walk.money_open(person, connection.organisation_id):
        return False
    with transaction.atomic():
        if Erasure.objects.open().filter(person=person, organisation=connection.organisation).exists():
            return False
        answer_by = queries.month_after(clock.today())
        made = Erasure.objects.create(
            person=person, organisation=connection.organisation, answer_by=answer_by
        )
        actions.agree(made, by=None)
    return True


def forget_lost_files() -> int:
    """Delete files that no row names and that are older than a day: a row of theirs may be on its way."""
    before = clock.now() - dt.timedelta(days=LINES["files"].days)
    named = _named_files()
    lost = [
        path for path in _stored("") if path not in named and default_storage.get_modified_time(path) < before
    ]
    for path in lost:
        default_storage.delete(path)
    return len(lost)


def _named_files() -> set[str]:
    named: set[str] = set()
    for model in apps.get_models():
        for one in model._meta.concrete_fields:
            if isinstance(one, models.FileField):
                rows_with = model._base_manager.filter(~Q(**{one.name: ""}))
                named.update(rows_with.values_list(one.name, flat=True).iterator())
    return named


def _stored(folder: str) -> list[str]:
    try:
        folders, files = default_storage.listdir(folder)
    except FileNotFoundError:  # nobody has sent a file yet
        return []
    found = [f"{folder}{name}" for name in files]
    for one in folders:
        found += _stored(f"{folder}{one}/")
    return found
