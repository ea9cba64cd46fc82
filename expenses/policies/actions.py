"""Copying, checking, approving and withdrawing a policy."""

import datetime as dt
from typing import TypeVar

from django.db import models, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from contributors.accounts.models import Organisation, User
from coproduce.foundation import clock, transitions
from coproduce.foundation.history import actions as history
from expenses.policies import rules
from expenses.policies.models import ExpenseRule, MileageRate, Policy, Rate
from expenses.policies.states import PolicyState

R = TypeVar("R", Rate, MileageRate, ExpenseRule)


@transaction.atomic
def adopt(
    example: Policy,
    *,
    organisation: Organisation,
    effective_from: dt.date,
    by: User,
    mileage_from: Policy | None = None,
) -> Policy:
    """Copy a policy, its rates and rules as the organisation's next version, not yet in force.

    `mileage_from` takes the miles from another policy, for example the rates HMRC publishes.
    Dates of rates stay: a change in the middle of a year is two rows.
    """
    policy = Policy.objects.create(
        organisation=organisation,
        name=example.name,
        version=next_version(organisation, example.name),
        effective_from=effective_from,
        pay_within_days=example.pay_within_days,
        claim_window_days=example.claim_window_days,
        pays_travel_time=example.pays_travel_time,
        floor_pence_an_hour=example.floor_pence_an_hour,
        when_cancelled=example.when_cancelled,
        source=example.source,
        check_before_use=True,
        made_by=by,
    )
    _copy(example.rates.all(), policy)
    _copy((mileage_from or example).mileage_rates.all(), policy)
    _copy(example.expense_rules.all(), policy)
    history.record(policy, "copied", by=by, detail={"from": example.ref})
    return policy


def next_version(organisation: Organisation, name: str) -> int:
    """Return the number of an organisation's next version of a policy."""
    own = Policy.objects.filter(organisation=organisation, name=name)
    return (own.aggregate(last=Max("version"))["last"] or 0) + 1


def _copy(rows: models.QuerySet[R], policy: Policy) -> None:
    copies = []
    for row in rows:
        row.pk, row.policy = None, policy
        row._state.adding = True
        copies.append(row)
    rows.model._default_manager.bulk_create(copies)


@transaction.atomic
def confirm_checked(policy: Policy, *, by: User) -> Policy:
    """Record that a draft was compared with its source. Raises TransitionRefused once it is in force."""
    row = transitions.lock(policy)
    if row.approved_at:
        raise transitions.TransitionRefused(transitions.refusal(row, "approve"))
    row.check_before_use = False
    row.save(update_fields=["check_before_use"])
    history.record(row, "compared with its source", by=by)
    return row


@transaction.atomic
def approve(policy: Policy, *, by: User) -> Policy:
    """Put a policy in force. Raises TransitionRefused: not by who made it, nor while something is missing."""
    row = transitions.lock(policy)
    if row.made_by_id == by.pk:
        raise transitions.TransitionRefused(_("Somebody else has to approve it: you made it."))
    wrong = rules.problems(row, list(row.rates.all()), list(row.mileage_rates.all()))
    taken = Policy.objects.filter(
        organisation=row.organisation_id, effective_from=row.effective_from, status=PolicyState.APPROVED
    ).exists()
    if row.organisation_id and taken:
        wrong.append(_("Another policy is in force from that day. Withdraw it first, or choose another day."))
    if wrong:
        raise transitions.TransitionRefused(" ".join(wrong))
    return transitions.transition(row, "approve", by=by, approved_by=by, approved_at=clock.now())


@transaction.atomic
def retire(policy: Policy, *, by: User, why: str) -> Policy:
    """Withdraw a policy: it prices nothing any more. What it has priced stays."""
    return transitions.transition(policy, "retire", by=by, why=why)
