"""Changing a policy that is not in force, on its pages. Who changed something in it does not approve it."""

from typing import Any, TypeVar

from django.db import models, transaction
from django.db.utils import IntegrityError
from django.utils.translation import gettext as _

from contributors.accounts.models import User
from coproduce.foundation import transitions
from coproduce.foundation.history import actions as history
from expenses.policies.models import ExpenseRule, MileageRate, Policy, Rate
from expenses.policies.states import EDITED, PolicyState

R = TypeVar("R", Rate, MileageRate, ExpenseRule)


@transaction.atomic
def change_policy(policy: Policy, *, by: User, **values: Any) -> Policy:
    """Change what a draft says besides its rates. Raises TransitionRefused once it is sent or in force."""
    row = _lock_draft(policy)
    _write(row, values)
    return _edited(row, by=by, fields=sorted(values))


@transaction.atomic
def save_row(row: R, *, by: User, **values: Any) -> R:
    """Write a line of a draft, new or known. Raises TransitionRefused, also for the same thing twice."""
    policy = _lock_draft(row.policy)
    for name, value in values.items():
        setattr(row, name, value)
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as clash:
        raise transitions.TransitionRefused(
            _("Another line is for the same thing on one of these days. Change that one, or end it first.")
        ) from clash
    _edited(policy, by=by, row=row._meta.model_name)
    return row


@transaction.atomic
def remove_row(row: R, *, by: User) -> None:
    """Take a rate or a rule out of a draft. Raises TransitionRefused once it is sent or in force."""
    policy = _lock_draft(row.policy)
    row.delete()
    _edited(policy, by=by, removed=row._meta.model_name)


def _lock_draft(policy: Policy) -> Policy:
    row = transitions.lock(policy)
    if row.status != PolicyState.DRAFT or row.organisation_id is None:
        raise transitions.TransitionRefused(
            _("Only a policy of ours that nobody is asked to approve can be changed. Nothing was changed.")
        )
    return row


def _edited(policy: Policy, *, by: User, **detail: Any) -> Policy:
    """What was compared with its source is not the same any more."""
    _write(policy, {"check_before_use": True})
    history.record(policy, EDITED, by=by, detail=detail)
    return policy


def _write(row: models.Model, values: dict[str, Any]) -> None:
    for name, value in values.items():
        setattr(row, name, value)
    row.save(update_fields=list(values))
