"""What an approver should look at. Marks, never walls: nothing here refuses a line.

They are found anew whenever a claim is opened. When it is sent, their kinds are kept beside it
(`keep_marks`), so that a list can be narrowed by them.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _

from contributors.people.models import Person
from coproduce.foundation import clock
from coproduce.foundation.presenters import hours, short_date
from expenses.claims.models import Claim, ClaimLine, ClaimMark, Receipt
from expenses.claims.states import NOT_SENT, Kind, MarkKind
from expenses.policies.costs import Cost, price_cost
from expenses.policies.models import ExpenseRule, Policy
from expenses.policies.rules import below_floor
from expenses.policies.states import BY_RATE
from projects.meetings.models import Attendance

DEFAULT_CLAIM_WINDOW_DAYS = 90
"""Until a policy says so: "three months" (Ace Centre)."""


@dataclass(frozen=True)
class Mark:
    """One thing to look at. `claim_id` is another claim it is about, if there is one."""

    kind: MarkKind
    words: str
    claim_id: int | None = None


Marks = dict[int, list[Mark]]
Finder = Callable[[Claim, list[ClaimLine]], Mapping[int, Iterable[str]]]
_finders: list[Finder] = []


def register(finder: Finder) -> Finder:
    """Let a room above say what the organisation paid already: it returns {line id: sentences}."""
    if finder not in _finders:
        _finders.append(finder)
    return finder


def flags(claim: Claim, lines: list[ClaimLine]) -> dict[int, list[str]]:
    """Return {line id: sentences} for a claim's lines. As many queries for one line as for thirty."""
    return {line: [mark.words for mark in found] for line, found in marks(claim, lines).items()}


def marks(claim: Claim, lines: list[ClaimLine]) -> Marks:
    """Return {line id: marks}: twins, lateness, limits, missing papers, time not noted, paid already."""
    policy = Policy.objects.in_force(claim.organisation_id, sent_on(claim))
    rules = list(policy.expense_rules.all()) if policy else []
    window = window_days(policy)
    with_receipt = set(Receipt.objects.filter(line__claim=claim).values_list("line_id", flat=True))
    found: Marks = defaultdict(list)
    for finder in (_twins, _shared_receipts, _paid_already):
        for line_id, mark in finder(claim, lines):
            found[line_id].append(mark)
    noted = attendance(claim)
    return {
        line.pk: [
            *found[line.pk],
            *_late(claim, line, window),
            *_against(rules, policy, line),
            *_without(line, with_receipt),
            *_not_noted(claim, line, noted),
        ]
        for line in lines
    }


def keep_marks(claim: Claim) -> None:
    """Keep which kinds of marks a claim has, and let a waiting twin know that it has one."""
    found = [mark for line in marks(claim, list(claim.lines.all())).values() for mark in line]
    claim.marks.all().delete()
    ClaimMark.objects.bulk_create(ClaimMark(claim=claim, kind=kind) for kind in {mark.kind for mark in found})
    for mark in found:
        if mark.claim_id and mark.claim_id != claim.pk:
            ClaimMark.objects.get_or_create(claim_id=mark.claim_id, kind=mark.kind)


def window_days(policy: Policy | None) -> int:
    """Return for how many days after an activity a claim is in time."""
    return policy.claim_window_days if policy else DEFAULT_CLAIM_WINDOW_DAYS


def sent_on(claim: Claim) -> dt.date:
    """Return the UK day a claim was sent; today while it is still written."""
    return clock.uk(claim.sent_at).date() if claim.sent_at else clock.today()


def late(activity: dt.date, sent: dt.date, window_days: int) -> bool:
    """Say whether a line was sent after the time to claim. Warn, never block."""
    return sent > activity + dt.timedelta(days=window_days)


def _late(claim: Claim, line: ClaimLine, window: int) -> Iterator[Mark]:
    if late(line.activity_date, sent_on(claim), window):
        words = _("Late: it was on %(day)s, and the policy says %(days)s days. You may still approve it.")
        yield Mark(MarkKind.LATE, words % {"day": short_date(line.activity_date), "days": window})


def _against(rules: list[ExpenseRule], policy: Policy | None, line: ClaimLine) -> Iterator[Mark]:
    own = [rule for rule in rules if rule.category == line.category]
    cost = Cost(line.spent_pence or line.amount_pence, line.minutes, line.number)
    found = price_cost(own, line.category, cost)
    if limit := found.limit or ("" if found.pence else found.explanation):
        yield Mark(MarkKind.LIMIT, limit)
    if policy and line.kind == Kind.FEE and (low := below_floor(policy, line.amount_pence, line.minutes)):
        yield Mark(MarkKind.LIMIT, low)
    if any(rule.prior_agreement for rule in own):
        yield Mark(MarkKind.AGREE_FIRST, _("The policy asks for this to be agreed first."))


def _without(line: ClaimLine, with_receipt: set[int]) -> Iterator[Mark]:
    if line.no_receipt_because and line.pk not in with_receipt:
        yield Mark(MarkKind.NO_RECEIPT, _("No receipt: %(why)s") % {"why": line.no_receipt_because})
    if line.category in BY_RATE and line.rate_id is None:
        words = _("This amount was agreed with the person. It does not come from a policy.")
        yield Mark(MarkKind.AGREED, words)


def attendance(claim: Claim) -> Attendance | None:
    """Return what was noted of the claim's meeting about its person."""
    if claim.meeting_id is None:
        return None
    noted = Attendance.objects.filter(meeting=claim.meeting_id, person=claim.person_id)
    return noted.select_related("confirmed_by").first()


def _not_noted(claim: Claim, line: ClaimLine, noted: Attendance | None) -> Iterator[Mark]:
    """What the project says of the person stands against this line. It may be wrong."""
    if noted is None and claim.took_part is False:
        yield Mark(MarkKind.ABSENT, _("The project says that this person did not take part."))
    if noted is None:
        return
    if not noted.came:
        yield Mark(MarkKind.ABSENT, _("The project noted that this person was not at the meeting."))
    elif line.part == "time" and (line.minutes or 0) > noted.minutes:
        words = _("The project noted %(time)s at the meeting.")
        yield Mark(MarkKind.MORE_TIME, words % {"time": hours(noted.minutes)})


def household(person: Person) -> set[int]:
    """Return the ids of a person and of those who share their account or mailbox."""
    same = Q(pk=person.pk)
    if person.account_id:
        same |= Q(account=person.account_id)
    if person.email:
        same |= Q(email__iexact=person.email)
    return set(Person.objects.filter(same).values_list("pk", flat=True))


def _twins(claim: Claim, lines: list[ClaimLine]) -> Iterator[tuple[int, Mark]]:
    """Lines of the same day, category and amount, of the person or of their household."""
    wanted = Q(pk__in=[])
    for line in lines:
        wanted |= Q(**_what(line)) & ~Q(pk=line.pk)
    people = household(claim.person)
    others = list(
        ClaimLine.objects.filter(wanted, claim__person__in=people)
        .exclude(claim__status__in=NOT_SENT)
        .select_related("claim")
        .order_by("id")
    )
    for line in lines:
        twin = next((one for one in others if one.pk != line.pk and _what(one) == _what(line)), None)
        if twin and twin.claim.person_id == claim.person_id:
            words = _("The same was claimed before: claim %(ref)s.") % {"ref": twin.claim.ref}
            yield line.pk, Mark(MarkKind.TWIN, words, twin.claim_id)
        elif twin:
            words = _("Somebody of the same household claimed the same: claim %(ref)s.")
            yield line.pk, Mark(MarkKind.HOUSEHOLD, words % {"ref": twin.claim.ref}, twin.claim_id)


def _what(line: ClaimLine) -> dict[str, object]:
    return {name: getattr(line, name) for name in ("activity_date", "category", "amount_pence")}


def _shared_receipts(claim: Claim, lines: list[ClaimLine]) -> Iterator[tuple[int, Mark]]:
    """The same file at another line, whoever's: the two of a household often share one receipt."""
    mine = dict(Receipt.objects.filter(line__claim=claim).values_list("sha256", "line_id"))
    others = Receipt.objects.filter(sha256__in=mine).exclude(line__in=mine.values())
    seen = set()
    for other in others.select_related("line__claim").order_by("-id"):
        if other.sha256 not in seen:
            seen.add(other.sha256)
            words = _("The same receipt is in claim %(ref)s.") % {"ref": other.line.claim.ref}
            yield mine[other.sha256], Mark(MarkKind.RECEIPT, words, other.line.claim_id)


def _paid_already(claim: Claim, lines: list[ClaimLine]) -> Iterator[tuple[int, Mark]]:
    for finder in _finders:
        for line_id, sentences in finder(claim, lines).items():
            for words in sentences:
                yield line_id, Mark(MarkKind.PAID_ALREADY, words)
