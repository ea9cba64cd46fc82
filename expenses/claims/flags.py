"""What an approver should look at. Marks, never walls: nothing here refuses a line."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence

from django.db.models import Q
from django.utils.translation import gettext as _

from coproduce.foundation import clock
from coproduce.foundation.money import pounds
from coproduce.foundation.presenters import short_date
from expenses.claims.models import Claim, ClaimLine, Receipt
from expenses.claims.states import ClaimState
from expenses.policies.models import ExpenseRule, Policy
from expenses.policies.states import Category

DEFAULT_CLAIM_WINDOW_DAYS = 90
"""Until a policy says so: "three months" (Ace Centre)."""
Source = Callable[[Claim, Sequence[ClaimLine]], Mapping[int, list[str]]]
_sources: list[Source] = []


def register(source: Source) -> Source:
    """Let a room above mark lines too: a function that returns {line id: sentences}."""
    if source not in _sources:
        _sources.append(source)
    return source


def flags(claim: Claim, lines: list[ClaimLine]) -> dict[int, list[str]]:
    """Return {line id: sentences} for a claim's lines: twins, lateness, limits, missing papers.

    Four queries and those of the rooms above, however many lines.
    """
    from_above = [source(claim, lines) for source in _sources]
    twins, shared = _twins(claim, lines), _shared_receipts(claim)
    with_receipt = set(Receipt.objects.filter(line__claim=claim).values_list("line_id", flat=True))
    policy = Policy.objects.in_force(claim.organisation_id, sent_on(claim))
    rules = {rule.category: rule for rule in policy.expense_rules.all()} if policy else {}
    window = policy.claim_window_days if policy else DEFAULT_CLAIM_WINDOW_DAYS
    return {
        line.pk: [
            *(
                [_("The same was claimed before: claim %(ref)s.") % {"ref": twins[line.pk]}]
                if line.pk in twins
                else []
            ),
            *(
                [_("The same receipt is in claim %(ref)s.") % {"ref": shared[line.pk]}]
                if line.pk in shared
                else []
            ),
            *_late(claim, line, window),
            *_against(rules.get(line.category), line),
            *_without(line, with_receipt),
            *(words for found in from_above for words in found.get(line.pk, ())),
        ]
        for line in lines
    }


def sent_on(claim: Claim) -> dt.date:
    """Return the UK day a claim was sent; today while it is still written."""
    return clock.uk(claim.sent_at).date() if claim.sent_at else clock.today()


def late(activity: dt.date, sent: dt.date, window_days: int) -> bool:
    """Say whether a line was sent after the time to claim. Warn, never block."""
    return sent > activity + dt.timedelta(days=window_days)


def _late(claim: Claim, line: ClaimLine, window: int) -> list[str]:
    if not late(line.activity_date, sent_on(claim), window):
        return []
    words = _("Late: it was on %(day)s, and the policy says %(days)s days. You may still approve it.")
    return [words % {"day": short_date(line.activity_date), "days": window}]


def _against(rule: ExpenseRule | None, line: ClaimLine) -> list[str]:
    found = []
    if rule and rule.cap_pence and line.amount_pence > rule.cap_pence:
        found.append(_("Above the usual limit of %(cap)s.") % {"cap": pounds(rule.cap_pence)})
    if rule and rule.prior_agreement:
        found.append(_("The policy asks for this to be agreed first."))
    return found


def _without(line: ClaimLine, with_receipt: set[int]) -> list[str]:
    found = []
    if line.no_receipt_because and line.pk not in with_receipt:
        found.append(_("No receipt: %(why)s") % {"why": line.no_receipt_because})
    if line.category in (Category.FEE, Category.HOME_MEETING) and line.rate_id is None:
        found.append(_("This amount was agreed with the person. It does not come from a policy."))
    return found


def _twins(claim: Claim, lines: Iterable[ClaimLine]) -> dict[int, str]:
    """Return {line id: ref of another claim, or this one} with the same person, day, category and amount."""
    wanted = Q(pk__in=[])
    for line in lines:
        same = Q(activity_date=line.activity_date, category=line.category, amount_pence=line.amount_pence)
        wanted |= same & ~Q(pk=line.pk)
    others = (
        ClaimLine.objects.filter(wanted, claim__person=claim.person_id)
        .exclude(claim__status__in=[ClaimState.DRAFT, ClaimState.WITHDRAWN])
        .select_related("claim")
        .order_by("id")
    )
    found: dict[int, str] = {}
    for other in others:
        for line in lines:
            same_line = (other.activity_date, other.category, other.amount_pence) == (
                line.activity_date,
                line.category,
                line.amount_pence,
            )
            if same_line and other.pk != line.pk:
                found.setdefault(line.pk, other.claim.ref)
    return found


def _shared_receipts(claim: Claim) -> dict[int, str]:
    mine = dict(Receipt.objects.filter(line__claim=claim).values_list("sha256", "line_id"))
    others = (
        Receipt.objects.filter(sha256__in=mine).exclude(line__in=mine.values()).select_related("line__claim")
    )
    return {mine[other.sha256]: other.line.claim.ref for other in others.order_by("id")}
