"""Which claims a run may pay, and why it may not pay the others; what pages show of a run. Only reads."""

from typing import TYPE_CHECKING, Any, TypedDict

from django.db import models
from django.db.models import Case, CharField, Count, Exists, F, OuterRef, Q, Subquery, Sum, Value, When
from django.db.models.functions import Cast, Coalesce, Concat, Upper
from django.utils.translation import gettext as _

from contributors.accounts.models import Organisation, User, normal_email
from contributors.people.models import Person
from coproduce.foundation import clock, money
from coproduce.foundation.lazy import LazyStr
from expenses.claims.fees.models import FeeHold
from expenses.claims.models import Claim, ClaimLine
from expenses.claims.states import PAYABLE, ClaimState, Kind, LineDecision
from expenses.payees.models import BankDetails
from expenses.payees.queries import accounts_of
from expenses.payees.recognition import states as recognition
from expenses.payees.recognition.models import FeeTiming
from expenses.payees.recognition.queries import choice_id, chosen
from expenses.payees.recognition.states import NO_FEE, Choice
from expenses.payees.states import BY_HAND, BankState, Route
from expenses.payments.runs.models import LeftOut, Payment, PaymentLine, PaymentRun
from expenses.payments.states import Method, Reason, Result, RunState

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations


class Waiting(TypedDict):
    """What `waiting_claims` adds to each claim."""

    route: str
    charity: str
    talk_first: bool
    details_id: int | None
    has_newer: bool


def waiting_claims(organisation: Organisation) -> "models.QuerySet[WithAnnotations[Claim, Waiting]]":
    """Approved claims of an organisation that wait to be paid, with what decides how."""
    newer = BankDetails.objects.filter(person=OuterRef("person"), status=BankState.PENDING)
    return (
        Claim.objects.filter(organisation=organisation, status__in=PAYABLE)
        .filter(Exists(approved_lines(OuterRef("pk"))))
        .order_by("id")
        .annotate(
            recognition=choice_id(),
            chosen=chosen("choice"),
            route=as_chosen("route", Route.BANK),
            charity=as_chosen("charity", ""),
            talk_first=Coalesce("person__pay_preference__talk_first", False),
            details_id=Subquery(usable_details(OuterRef("person")).values("pk")),
            has_newer=Exists(newer),
        )
    )


def lock_waiting(organisation: Organisation) -> models.QuerySet[Any]:
    """The ids of waiting claims, locked where they are read; those that others locked are passed over."""
    claims = Claim.objects.filter(organisation=organisation, status__in=PAYABLE).order_by("pk")
    return claims.select_for_update(of=("self",), skip_locked=True).values("pk")


LEFT = F("amount_pence") - F("covered_pence")
"""What is paid of a line: the person may have had a part of it before, as an advance."""


def approved_lines(claim: Claim | OuterRef) -> models.QuerySet[ClaimLine]:
    """The lines of a claim of which something is paid."""
    return still_to_pay(ClaimLine.objects.filter(claim=claim)).order_by()


def still_to_pay(lines: models.QuerySet[ClaimLine]) -> models.QuerySet[ClaimLine]:
    """The approved lines of which something is left to pay."""
    return lines.filter(status=LineDecision.APPROVED, covered_pence__lt=F("amount_pence"))


def usable_details(person: Person | OuterRef) -> models.QuerySet[BankDetails]:
    """The bank details of a person that money may go to now: in use, and cooled off after a change (F26)."""
    return BankDetails.objects.filter(
        person=person, status=BankState.ACTIVE, usable_from__lte=clock.now()
    ).order_by()


def ready(organisation: Organisation, method: str) -> models.QuerySet[Claim]:
    """Claims that can go into a run of this method now."""
    claims = waiting_claims(organisation).filter(talk_first=False).exclude(fee_waits())
    if method == Method.HAND:
        return claims.filter(route__in=BY_HAND)
    return claims.exclude(route__in=BY_HAND).filter(details_id__isnull=False, has_newer=False)


def not_ready(organisation: Organisation, method: str) -> models.QuerySet[Claim]:
    """Claims that a run of this method has to leave out, each with its `reason`."""
    claims = waiting_claims(organisation)
    if method == Method.HAND:
        claims = claims.filter(route__in=BY_HAND).filter(Q(talk_first=True) | fee_waits())
        talk = When(talk_first=True, then=Value(Reason.TALK_FIRST.value))
        return claims.annotate(reason=Case(talk, _for_payer(), default=Value(Reason.UNDECIDED.value)))
    has_active = BankDetails.objects.filter(person=OuterRef("person"), status=BankState.ACTIVE)
    reasoned = claims.annotate(
        reason=Case(
            When(talk_first=True, then=Value(Reason.TALK_FIRST.value)),
            _for_payer(),
            When(fee_waits(), then=Value(Reason.UNDECIDED.value)),
            When(route__in=BY_HAND, then=Value(Reason.OTHER_ROUTE.value)),
            When(
                Q(has_newer=True) | (Q(details_id=None) & Exists(has_active)),
                then=Value(Reason.RESTING.value),
            ),
            When(details_id=None, then=Value(Reason.NO_DETAILS.value)),
        )
    )
    return reasoned.filter(reason__isnull=False)


def _for_payer() -> When:
    hold = FeeHold.objects.filter(claim=OuterRef("pk"), for_payer=True)
    return When(Exists(hold), then=Value(Reason.DETERMINATION.value))


def as_payment(run: PaymentRun) -> dict[str, Any]:
    """Return the columns of a payment in this run, as expressions over the claims of `ready`."""
    by_bank = run.method == Method.BANK
    # One list for all claims: asked claim by claim, PostgreSQL reads the growing table again and again.
    # By line, not by claim: a fee that came back may stand in a claim of its own by now.
    came_back = PaymentLine.objects.filter(
        claim_line__claim__organisation=run.organisation_id, payment__result=Result.BOUNCED
    ).values("claim_line__claim")
    total = approved_lines(OuterRef("pk")).values("claim").annotate(sum=Sum(LEFT)).values("sum")
    return {
        "run": Value(run.pk, models.BigIntegerField()),
        "claim": F("pk"),
        "person": F("person_id"),
        "payee_name": F("person__name"),
        "amount_pence": Subquery(total),
        # "Expenses only" is a choice about the fee; the expenses still go to the bank.
        "method": Value(Route.BANK.value) if by_bank else F("route"),
        "charity": Value("") if by_bank else F("charity"),
        "bank_details": F("details_id") if by_bank else Value(None, models.BigIntegerField()),
        "reference": Concat(Value("CLAIM "), Upper("ref"), output_field=CharField()),
        "again": Case(When(pk__in=came_back, then=True), default=False),
        "live": Value(True),
        "result": Value(Result.NONE.value),
    }


def misfits(run: PaymentRun) -> models.QuerySet[Payment]:
    """Live payments that no longer fit what they were copied from: details, route or claim have changed."""
    of_claim = choice_id(meeting="claim__meeting", project="claim__project")
    payments = run.payments.live().annotate(recognition=of_claim).annotate(chosen=chosen("choice"))
    newer = BankDetails.objects.filter(person=OuterRef("person"), status=BankState.PENDING)
    changed = PaymentLine.objects.filter(payment=OuterRef("pk")).exclude(
        amount_pence=F("claim_line__amount_pence") - F("claim_line__covered_pence"),
        claim_line__status=LineDecision.APPROVED,
    )
    wrong: Q = (
        ~Q(claim__status=ClaimState.IN_PAYMENT)
        | Q(Exists(changed))
        | Q(person__pay_preference__talk_first=True)
    )
    wrong |= fee_waits("claim")
    payments = payments.annotate(now=as_chosen("route", Route.BANK, "claim"))
    if run.method == Method.BANK:
        wrong |= Q(now__in=BY_HAND) | Q(Exists(newer))
        # One account of a person is in use at a time: the frozen one still is, and has cooled off.
        in_use = Q(bank_details__status=BankState.ACTIVE, bank_details__usable_from__lte=clock.now())
        wrong |= ~in_use
    else:
        wrong |= ~Q(now=F("method"))
    return payments.filter(wrong).order_by("id")


def unreadable(run: PaymentRun) -> list[Payment]:
    """Live payments of a run whose bank details do not open: no file can hold them."""
    payments = run.payments.live().exclude(bank_details=None).select_related("bank_details", "person")
    return [
        payment
        for payment in payments.order_by("id").iterator(chunk_size=500)
        if payment.bank_details and not BankDetails.encrypted.opens(payment.bank_details)
    ]


def in_earlier_files(run: PaymentRun) -> tuple[list[str], list[int]]:
    """Return who in a run stood in the file of a cancelled one, for the same claim, and their numbers."""
    earlier = Payment.objects.filter(
        claim__in=run.payments.live().order_by().values("claim"),
        run__status=RunState.CANCELLED,
        run__bank_file__isnull=False,
        result=Result.NONE,
    ).exclude(run=run)
    found = list(earlier.order_by("run__number", "pk").values_list("payee_name", "run__number"))
    return sorted({name for name, _number in found}), sorted({number for _name, number in found})


def to_hold(run: PaymentRun) -> models.QuerySet[Payment]:
    """Live payments that have to be held back: they no longer fit, or their bank details do not open."""
    shut = [payment.pk for payment in unreadable(run)]
    return run.payments.live().filter(Q(pk__in=misfits(run).values("pk")) | Q(pk__in=shut)).order_by("id")


def fee_waits(claim: str = "pk") -> Q:
    """The fee of a claim is not paid now, by the person's own wish; the rows carry `chosen`."""
    lines = approved_lines(OuterRef(claim))
    fee, other = lines.filter(kind=Kind.FEE), lines.exclude(kind=Kind.FEE)
    unwanted = Q(chosen__in=(*NO_FEE, Choice.ADVICE)) & Q(Exists(fee))
    together = Q(chosen__in=recognition.BY_HAND) & Q(Exists(fee)) & Q(Exists(other))
    held = FeeTiming.objects.filter(person=OuterRef("person"), until__gt=clock.today())
    waits = Q(Exists(FeeHold.objects.open().filter(claim=OuterRef(claim))))
    return waits | unwanted | together | (Q(Exists(held)) & Q(Exists(fee)))


def as_chosen(field: str, otherwise: str, claim: str = "pk") -> Case:
    """Return how a claim is paid: its fee as chosen for the activity, all else as the person prefers."""
    fee = Q(Exists(approved_lines(OuterRef(claim)).filter(kind=Kind.FEE)))
    by_hand = {"route": (Value(Route.VOUCHER.value), Value(Route.CHARITY.value))}
    voucher, charity = by_hand.get(field, (Value(""), chosen("charity")))
    usual = Coalesce(
        Cast(f"person__pay_preference__{field}", CharField()), Value(otherwise), output_field=CharField()
    )
    return Case(
        When(fee & Q(chosen=Choice.VOUCHER), then=voucher),
        When(fee & Q(chosen=Choice.DONATE), then=charity),
        default=usual,
        output_field=CharField(),
    )


def own_payments(run: PaymentRun, user: User) -> models.QuerySet[Payment]:
    """Payments of a run that may well go to this account's human: their person, mailbox or bank account."""
    own = user.people.all()
    emails = {normal_email(email) for email in (user.email, *own.values_list("email", flat=True)) if email}
    theirs = Q(person__account=user) | Q(person__in=own.values("pk")) | Q(person__account__email__in=emails)
    theirs |= Q(person__email__in=emails)
    theirs |= Q(bank_details__fingerprint__in=accounts_of(own))
    return run.payments.live().filter(theirs)


def claims_of(run: PaymentRun) -> models.QuerySet[Claim]:
    """The claims that a run pays: those of its live payments."""
    return Claim.objects.filter(pk__in=run.payments.live().order_by().values("claim"))


def totals(run: PaymentRun) -> list[dict[str, str]]:
    """Return the run's totals as rows of a summary list; fees, expenses and allowances stay apart."""
    rows = [
        (_("Payments"), f"{run.payment_count:,}"),
        (_("Fees"), money.pounds(run.fee_pence)),
        (_("Expenses"), money.pounds(run.expense_pence)),
        (_("Allowances"), money.pounds(run.allowance_pence)),
        (_("Total"), money.pounds(run.total_pence)),
    ]
    return [{"label": label, "value": value} for label, value in rows]


def one_payment(payment: Payment) -> list[dict[str, str]]:
    """Return one payment as rows of a summary list."""
    return [
        {"label": _("Payment"), "value": money.pounds(payment.amount_pence)},
        {"label": _("Reference"), "value": payment.reference},
    ]


def to_pay(organisation: Organisation) -> dict[str, Any]:
    """Return what a run of each method would hold now, and why other claims would stay out."""
    return {
        "organisation": organisation,
        "methods": [{"label": method.label, **_sums(ready(organisation, method))} for method in Method],
        "reasons": _reasons(not_ready(organisation, Method.BANK)),
    }


def _sums(claims: models.QuerySet[Claim]) -> dict[str, Any]:
    lines = (
        claims.order_by()
        .filter(lines__status=LineDecision.APPROVED)
        .aggregate(
            claims=Count("pk", distinct=True),
            pence=Sum(F("lines__amount_pence") - F("lines__covered_pence"), default=0),
        )
    )
    return {
        "number": lines["claims"],
        "claims": f"{lines['claims']:,}",
        "amount": money.pounds(lines["pence"]),
    }


def _reasons(left_out: models.QuerySet[Any]) -> list[tuple[LazyStr, int]]:
    counted = left_out.order_by().values_list("reason").annotate(Count("pk"))
    return [(Reason(reason).label, number) for reason, number in sorted(counted)]


def left_out_counts(run: PaymentRun) -> list[tuple[LazyStr, int]]:
    """Return how many claims a run left out, by reason."""
    return _reasons(LeftOut.objects.filter(run=run))
