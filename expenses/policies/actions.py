"""Copying, checking, approving and withdrawing a policy."""

import datetime as dt
from typing import Any, TypeVar

from django.db import models, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from contributors.accounts.models import Organisation, User
from contributors.people.models import Person
from coproduce.foundation import clock, transitions, working_days
from coproduce.foundation.history import actions as history
from coproduce.foundation.known import known
from coproduce.foundation.notifications.outbox import enqueue
from coproduce.foundation.promises import actions as promise
from expenses.policies import notifications, promises, rules
from expenses.policies.models import ApprovalRequest, ExpenseRule, MileageRate, Policy, Rate
from expenses.policies.queries import approvers, has_written
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
    if has_written(row, by):
        raise transitions.TransitionRefused(_("Someone else has to approve it, because you made it."))
    wrong = rules.problems(row, list(row.rates.all()), list(row.mileage_rates.all()))
    taken = Policy.objects.filter(
        organisation=row.organisation_id, effective_from=row.effective_from, status=PolicyState.APPROVED
    ).exists()
    if row.organisation_id and taken:
        wrong.append(_("Another policy applies from that day. Withdraw it first, or choose another day."))
    if wrong:
        raise transitions.TransitionRefused(" ".join(wrong))
    row = transitions.transition(row, "approve", by=by, approved_by=by, approved_at=clock.now())
    _answered(row, by=by, approved=True)
    return row


@transaction.atomic
def ask_to_approve(policy: Policy, *, of: Person, by: User) -> ApprovalRequest:
    """Ask a second person to approve a policy. Nothing in it changes while they look.

    Raises TransitionRefused while something is missing, and for somebody who wrote in it or may not approve.
    """
    row = transitions.lock(policy)
    if wrong := rules.problems(row, list(row.rates.all()), list(row.mileage_rates.all())):
        raise transitions.TransitionRefused(" ".join(wrong))
    if of not in approvers(row, by=by):
        raise transitions.TransitionRefused(_("Ask someone else: this person cannot approve it."))
    row = transitions.transition(row, "ask", by=by)
    made = ApprovalRequest.objects.create(policy=row, asked_by=by, asked_of=of)
    promise.make(
        promises.APPROVE,
        subject=row,
        due_at=clock.end_of_day(working_days.working_day_from(clock.today(), promises.WORKING_DAYS)),
        owner=of,
        by=by,
        organisation_id=known(row.organisation_id),
        label=row.name,
    )
    enqueue(
        notifications.ASKED,
        to=of,
        subject=made,
        dedupe_key=f"policies-asked:{made.pk}",
        organisation_id=row.organisation_id,
    )
    return made


@transaction.atomic
def send_back(policy: Policy, *, why: str, by: User) -> Policy:
    """Say no, with the reason: it can be changed, and asked for again. Raises TransitionRefused."""
    row = transitions.lock(policy)
    if has_written(row, by):
        raise transitions.TransitionRefused(_("You wrote in it. Take it back instead."))
    row = transitions.transition(row, "send back", by=by, why=why)
    _answered(row, by=by, approved=False, why_not=why)
    return row


@transaction.atomic
def take_back(policy: Policy, *, by: User) -> Policy:
    """Take the question back, to change something first. Raises TransitionRefused."""
    row = transitions.transition(policy, "take back", by=by)
    why = _("Taken back, to change something first.")
    _close(row, by=by, approved=False, why_not=why)
    promise.release(promises.APPROVE, subject=row, by=by, why=why)
    return row


def _answered(policy: Policy, *, by: User, **answer: Any) -> None:
    """Keep the promise, and tell who asked, if somebody did."""
    promise.keep(promises.APPROVE, subject=policy, by=by)
    if (request := _close(policy, by=by, **answer)) and request.asked_by.person:
        enqueue(
            notifications.ANSWERED,
            to=request.asked_by.person,
            subject=request,
            dedupe_key=f"policies-answered:{request.pk}",
            organisation_id=policy.organisation_id,
        )


def _close(policy: Policy, *, by: User, approved: bool, why_not: str = "") -> ApprovalRequest | None:
    request = ApprovalRequest.objects.filter(policy=policy, answered_at=None).first()
    if request:
        request.approved, request.why_not = approved, why_not
        request.answered_by, request.answered_at = by, clock.now()
        request.save(update_fields=["approved", "why_not", "answered_by", "answered_at"])
    return request


@transaction.atomic
def retire(policy: Policy, *, by: User, why: str) -> Policy:
    """Withdraw a policy: it prices nothing any more. What it has priced stays."""
    return transitions.transition(policy, "retire", by=by, why=why)
