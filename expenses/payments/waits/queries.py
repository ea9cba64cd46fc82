"""What the payments of claims wait for. Only reads."""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from contributors.people.models import Person
from coproduce.foundation.promises.kinds import PromiseKind
from coproduce.foundation.promises.models import Promise
from expenses.claims.fees.models import FeeHold
from expenses.claims.models import Claim, ClaimLine
from expenses.claims.promises import PAY
from expenses.claims.states import UNPAID, ClaimState, Kind, LineDecision
from expenses.payees.determinations.promises import DETERMINE
from expenses.payees.determinations.queries import awaited
from expenses.payees.models import BankDetails
from expenses.payees.recognition.queries import choice_id, chosen
from expenses.payees.states import BankState, Route
from expenses.payments.runs.models import PaymentResult
from expenses.payments.runs.queries import as_chosen
from expenses.payments.states import Result
from expenses.payments.waits.rules import Standing

OWED = (*UNPAID, ClaimState.RETURNED)


def owed_claims(**of: Any) -> QuerySet[Claim]:
    """Return claims that are owed, chosen by `of`, with what decides whether they can be paid."""
    details = BankDetails.objects.filter(person=OuterRef("person")).exclude(status=BankState.SUPERSEDED)
    held = FeeHold.objects.filter(claim=OuterRef("pk"), not_before=None)
    asked = awaited(project=OuterRef("project"), person=OuterRef("person"))
    costs = ClaimLine.objects.filter(claim=OuterRef("pk")).exclude(kind=Kind.FEE)
    costs = costs.exclude(status=LineDecision.REFUSED)
    bounced = PaymentResult.objects.filter(payment__claim=OuterRef("pk"), result=Result.BOUNCED)
    return (
        Claim.objects.filter(status__in=OWED, **of)
        .annotate(recognition=choice_id())
        .annotate(chosen=chosen("choice"))
        .annotate(
            route=as_chosen("route", Route.BANK),
            talk_first=Coalesce("person__pay_preference__talk_first", False),
            has_details=Exists(details),
            undecided=Exists(held.filter(for_payer=False)),
            for_payer=Exists(held.filter(for_payer=True)) | (Q(Exists(asked)) & ~Q(Exists(costs))),
            came_back_at=Subquery(bounced.order_by("-at").values("at")[:1]),
        )
        .annotate(details_since=Exists(details.filter(made_at__gte=OuterRef("came_back_at"))))
        .select_related("person", "project", "meeting", "organisation")
        .order_by("pk")
    )


def standing(claim: Any) -> Standing:
    """Return what decides about a claim of `owed_claims`, as plain values."""
    return Standing(
        status=claim.status,
        route=claim.route,
        has_details=claim.has_details,
        talk_first=claim.talk_first,
        undecided=claim.undecided,
        for_payer=claim.for_payer,
        details_since=claim.details_since,
    )


def promise_to_pay(claim: Claim) -> Promise | None:
    """Return the open promise to pay a claim."""
    return _open(PAY, claim)


def promise_to_find_out(claim: Claim) -> Promise | None:
    """Return the open promise to find out what the payer decides about the role of a claim."""
    roles = awaited(project=claim.project_id, person=claim.person_id).values("role")
    about = Promise.objects.open().filter(kind=DETERMINE.key, subject_id__in=roles)
    return about.order_by("due_at").last()


def settled_by(kind: PromiseKind, claim: Claim) -> Promise | None:
    """Return the open promise of a kind about a claim, or about its person, that settles a wait."""
    return _open(kind, claim) or Promise.objects.open().about(claim.person).filter(kind=kind.key).first()


def asked(kind: PromiseKind, claim: Claim) -> Promise | None:
    """Return what the organisation of a claim asked its person: each that owes money owns its question."""
    rows = Promise.objects.open().about(claim.person).filter(kind=kind.key)
    return rows.filter(organisation=claim.organisation_id).first()


def _open(kind: PromiseKind, claim: Claim) -> Promise | None:
    return Promise.objects.open().about(claim).filter(kind=kind.key).first()


def still_waited_for(person: Person, organisation_id: int) -> set[str]:
    """Return the reasons for which any promise of an organisation to this person waits."""
    waiting = Promise.objects.open().filter(
        person=person, organisation=organisation_id, waiting_since__isnull=False
    )
    return {key for keys in waiting.values_list("waits_for", flat=True) for key in keys.split()}


def asked_by(person: Person, kind: PromiseKind) -> list[int]:
    """Return the organisations that wait for what a person has to settle."""
    rows = Promise.objects.open().about(person).filter(kind=kind.key)
    return list(rows.order_by("organisation").values_list("organisation", flat=True).distinct())
