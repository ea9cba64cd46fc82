"""Keeping a determination: the only writer."""

import datetime as dt

from django.db import transaction

from contributors.accounts.models import User
from coproduce.foundation import clock, transitions
from coproduce.foundation.history import actions as history
from coproduce.foundation.uploads.files import CleanFile
from expenses.payees.determinations.models import Determination, DeterminationEvidence
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
    return made
