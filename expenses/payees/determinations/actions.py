"""Asking the payer about a role, and keeping what they determined: the only writer."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from contributors.accounts.models import User
from coproduce.foundation import clock, transitions
from coproduce.foundation.history import actions as history
from coproduce.foundation.promises import actions as promise
from coproduce.foundation.transitions import TransitionRefused
from coproduce.foundation.uploads.files import CleanFile
from expenses.payees import signals
from expenses.payees.determinations.models import (
    Determination,
    DeterminationEvidence,
    DeterminationRequest,
)
from expenses.payees.determinations.promises import DETERMINE
from projects.roles.models import RoleDescription


@transaction.atomic
def record(
    role: RoleDescription,
    *,
    words: str,
    decided_on: dt.date,
    decided_by: str,
    pay_route: str,
    by: User,
    evidence: CleanFile | None = None,
) -> Determination:
    """Keep what the payer determined; what counted before stays as it was written."""
    transitions.lock(role)
    now = clock.now()
    role.determinations.filter(replaced_at=None).update(replaced_at=now)
    made = Determination.objects.create(
        role=role,
        words=words,
        decided_on=decided_on,
        decided_by=decided_by,
        pay_route=pay_route,
        recorded_by=by,
        recorded_at=now,
    )
    if evidence:
        DeterminationEvidence.of(evidence, determination=made).save()
    history.record(made, "determination recorded", by=by)
    if _end_request(role):
        promise.keep(DETERMINE, subject=role, by=by)
        signals.status_of_role_changed.send(RoleDescription, role=role, by=by)
    return made


@transaction.atomic
def ask(role: RoleDescription, *, asked_of: str, answer_by: dt.date, by: User) -> DeterminationRequest:
    """Note that the payer was asked about a role: until they answer, its fees wait and costs are paid.

    Promises to find out by `answer_by` (a UK day). Raises TransitionRefused when somebody has asked already.
    """
    transitions.lock(role)
    if role.determination_requests.open().exists():
        raise TransitionRefused(_("The payer has been asked about this role already. Nothing was changed."))
    asked = DeterminationRequest.objects.create(role=role, asked_of=asked_of, asked_by=by)
    history.record(role, "payer asked", by=by, detail={"of": asked_of})
    project = role.project
    promise.make(
        DETERMINE,
        subject=role,
        due_at=clock.end_of_day(answer_by),
        owner=by.person or project.lead,
        by=by,
        organisation_id=project.organisation_id,
        project_id=project.pk,
        label=role.title,
    )
    signals.status_of_role_changed.send(RoleDescription, role=role, by=by)
    return asked


@transaction.atomic
def stop_asking(role: RoleDescription, *, why: str, by: User) -> None:
    """The payer does not have to decide after all: fees go on. Raises TransitionRefused if nobody asked."""
    transitions.lock(role)
    if not _end_request(role):
        raise TransitionRefused(_("Nobody is waiting for the payer any more. Nothing was changed."))
    history.record(role, "payer no longer asked", by=by, why=why)
    promise.release(DETERMINE, subject=role, by=by, why=why)
    signals.status_of_role_changed.send(RoleDescription, role=role, by=by)


def _end_request(role: RoleDescription) -> bool:
    """End the open question about a role, if there is one."""
    return bool(role.determination_requests.open().update(ended_at=clock.now()))
