"""Others hear of a promise of ours that is late. Found by the clock; whatever runs twice does nothing."""

from typing import Any

from django.db import transaction

from contributors.accounts.models import Organisation, User
from coproduce.foundation import clock
from coproduce.foundation.history import actions as history
from coproduce.foundation.notifications.outbox import enqueue
from coproduce.foundation.promises.models import EscalationSettings, Promise, PromiseEscalation, Step
from coproduce.foundation.promises.notifications import ESCALATED
from projects.team.escalation.queries import lock_late, settings_of, told_at
from projects.team.escalation.rules import steps_due
from projects.team.owners.queries import Staff


@transaction.atomic
def escalate(promise_id: int) -> list[PromiseEscalation]:
    """Tell whoever is due to hear that a promise is late, each of them once for the day it was due.

    Does nothing when it was kept, moved or told by another copy meanwhile. Returns what was written.
    """
    promise = lock_late(promise_id)
    if promise is None:
        return []
    settings, staff = settings_of(promise.organisation_id), Staff(promise.organisation_id)
    done = list(promise.escalations.filter(due_at=promise.due_at))
    told = {promise.owner_id, *(row.to_id for row in done)}
    written = []
    for step in steps_due(promise.due_at, settings.days(), clock.now()):
        if step in {row.step for row in done} or (step == Step.LAST and settings.last_id is None):
            continue
        person = told_at(promise, step, settings, staff)
        person = None if person and person.pk in told else person
        row = PromiseEscalation.objects.create(promise=promise, step=step, due_at=promise.due_at, to=person)
        written.append(row)
        if person:
            told.add(person.pk)
            _tell(promise, row)
    return written


def _tell(promise: Promise, row: PromiseEscalation) -> None:
    if row.to is None:
        return
    enqueue(
        ESCALATED,
        to=row.to,
        subject=promise,
        params={"due_at": promise.due_at.isoformat()},
        dedupe_key=f"escalated:{promise.pk}:{row.to_id}:{promise.due_at.isoformat()}",
        organisation_id=promise.organisation_id,
    )
    history.record(promise, "escalated", by=None, detail={"to": row.to_id, "step": row.step})


@transaction.atomic
def change_settings(organisation: Organisation, *, by: User, **values: Any) -> EscalationSettings:
    """Keep when a late promise is told to whom."""
    settings, _new = EscalationSettings.objects.select_for_update(of=("self",)).get_or_create(
        organisation=organisation
    )
    for name, value in values.items():
        setattr(settings, name, value)
    settings.save()
    history.record(settings, "settings for late promises changed", by=by, detail={"fields": sorted(values)})
    return settings
