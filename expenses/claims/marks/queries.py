"""What an approver should look at. Marks refuse nothing.

They are found anew whenever a claim is opened. When it is sent, their kinds are kept beside it
(`keep_marks`), so that a list can be narrowed by them.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import cast

from django.db.models import Q
from django.utils.translation import gettext as _

from contributors.people.models import Person
from expenses.claims.earlier.queries import maybe_paid
from expenses.claims.lines.queries import evidence_of
from expenses.claims.marks.rules import Mark, Marks, of_line, what_of
from expenses.claims.models import Claim, ClaimLine, Receipt
from expenses.claims.rules import Evidence
from expenses.claims.signals import paid_already
from expenses.claims.states import NOT_SENT, MarkKind


def words_of_marks(claim: Claim) -> dict[int, list[str]]:
    """Return {line id: sentences} for a claim's lines. As many queries for one line as for thirty."""
    found = marks_of(claim, evidence_of(claim))
    return {line: [mark.words for mark in marks] for line, marks in found.items()}


def marks_of(claim: Claim, evidence: Evidence) -> Marks:
    """Return {line id: marks}: twins, lateness, limits, missing papers, time not noted, paid already."""
    found: Marks = defaultdict(list)
    for finder in (_twins, _shared_receipts, _paid_already):
        for line_id, mark in finder(claim, evidence.lines):
            found[line_id].append(mark)
    for line in evidence.lines:
        found[line.pk] += of_line(line, claim, evidence)
    return found


def household(person: Person) -> set[int]:
    """Return the ids of a person and of those who share their account or mailbox."""
    same = Q(pk=person.pk)
    if person.account_id:
        same |= Q(account=person.account_id)
    if person.email:
        same |= Q(email=person.email)
    return set(Person.objects.filter(same).values_list("pk", flat=True))


def _twins(claim: Claim, lines: Sequence[ClaimLine]) -> Iterator[tuple[int, Mark]]:
    """Lines of the same day, category and amount, of the person or of their household."""
    wanted = Q(pk__in=[])
    for line in lines:
        wanted |= Q(**what_of(line)) & ~Q(pk=line.pk)
    people = household(claim.person)
    others = list(
        ClaimLine.objects.filter(wanted, claim__person__in=people)
        .exclude(claim__status__in=NOT_SENT)
        .select_related("claim")
        .order_by("id")
    )
    for line in lines:
        twin = next((one for one in others if one.pk != line.pk and what_of(one) == what_of(line)), None)
        if twin and twin.claim.person_id == claim.person_id:
            words = _("The same was claimed before, in claim %(ref)s.")
            yield line.pk, Mark(MarkKind.TWIN, words, {"ref": twin.claim.ref}, twin.claim_id)
        elif twin:
            words = _("Someone in the same household claimed the same, in claim %(ref)s.")
            yield line.pk, Mark(MarkKind.HOUSEHOLD, words, {"ref": twin.claim.ref}, twin.claim_id)


def _shared_receipts(claim: Claim, lines: Sequence[ClaimLine]) -> Iterator[tuple[int, Mark]]:
    """The same file at another line, whoever's: the two of a household often share one receipt."""
    mine = dict(Receipt.objects.filter(line__claim=claim).values_list("sha256", "line_id"))
    others = Receipt.objects.filter(sha256__in=mine).exclude(line__in=mine.values())
    seen = set()
    for other in others.select_related("line__claim").order_by("-id"):
        if other.sha256 not in seen:
            seen.add(other.sha256)
            words, facts = _("The same receipt is in claim %(ref)s."), {"ref": other.line.claim.ref}
            yield mine[other.sha256], Mark(MarkKind.RECEIPT, words, facts, other.line.claim_id)


def _paid_already(claim: Claim, lines: Sequence[ClaimLine]) -> Iterator[tuple[int, Mark]]:
    for line_id, paid in maybe_paid(claim, lines).items():
        words = _("Your earlier records say that the same amount was paid on %(day)s.")
        yield line_id, Mark(MarkKind.PAID_ALREADY, words, {"day": paid.paid_on})
    for _receiver, answer in paid_already.send(Claim, claim=claim, lines=lines):
        for line_id, sentences in cast(Mapping[int, list[str]], answer).items():
            for words in sentences:
                yield line_id, Mark(MarkKind.PAID_ALREADY, words)
