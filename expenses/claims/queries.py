"""Claims as their pages need them, who looks after one and may never decide on it, and sums of many."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db.models import Min, Q, QuerySet, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from contributors.accounts.models import Organisation, StaffRole, User
from contributors.accounts.roles import roles_with
from contributors.people.models import Person
from contributors.people.on_behalf.models import OnBehalf
from coproduce.foundation import clock, transitions
from coproduce.foundation.known import known
from expenses.claims.models import Claim, ClaimLine, Relative
from expenses.claims.states import CAN_BE_CHANGED, ClaimState, Kind, LineDecision
from expenses.payees.queries import breaks_segregation_of_duties
from expenses.policies.models import Policy
from projects.resources.rules import Spend

WITH_TITLE = ("organisation", "project", "meeting", "person", "with_person", "escalated_to", "fee_hold")


def seen_by(user: User) -> QuerySet[Claim]:
    """Return the claims a member of staff may see, with all that a page about one says."""
    return Claim.objects.visible_to(user).select_related(*WITH_TITLE, "typed_by")


def written_by(user: User) -> QuerySet[Claim]:
    """Return the claims somebody writes, theirs or for others, with all that a page about one says."""
    return Claim.objects.writable_by(user).select_related(*WITH_TITLE)


def may_not_decide(user: User, claim: Claim) -> str:
    """Return why this user may not decide on this claim, as a sentence; empty when they may."""
    if claim.typed_by_id == user.pk:
        return _("You typed this claim for someone, so another person has to decide it.")
    if OnBehalf.objects.about(claim).filter(recorded_by=user).exists():
        return _("You recorded what they told us about this claim, so someone else has to decide it.")
    if breaks_segregation_of_duties(user, claim.person):
        return _(
            "This looks like your own claim, or that of someone who shares your address or account. "
            "Someone else has to decide it."
        )
    if Relative.objects.between(user.pk, claim.person_id).exists():
        return _("You told us that this person is related to you. Someone else has to decide this.")
    return ""


def approvers(organisation_id: int) -> list[Person]:
    """Return the people who may decide on claims of an organisation, longest in the role first."""
    return holding("approve_claims", organisation_id)


def holding(capability: str, organisation_id: int) -> list[Person]:
    """Return the people whose roles allow something, longest in such a role first. Two queries."""
    roles = (
        StaffRole.objects.current()
        .filter(organisation=organisation_id, role__in=roles_with(capability), user__is_active=True)
        .order_by("since", "id")
    )
    places: dict[int, int] = {}  # of each account, by the role it has held longest
    for place, role in enumerate(roles):
        places.setdefault(role.user_id, place)
    people = Person.objects.filter(account__in=places).select_related("account").order_by("pk")
    return sorted(people, key=lambda person: places[known(person.account_id)])


def looks_after(claim: Claim, able: Sequence[Person] | None = None) -> Person:
    """Return the member of staff who owes the payment: the project's named contact, else an approver.

    `able` are the approvers, where they were read before. Never the claimant. Raises TransitionRefused
    when the organisation has nobody yet.
    """
    offered = [claim.project.lead] if claim.project else []
    for person in [*offered, *(approvers(claim.organisation_id) if able is None else able)]:
        if person.pk != claim.person_id:
            return person
    words = _(
        "%(organisation)s has nobody yet who can check claims. Nothing is lost. Call us and we will sort "
        "it out."
    )
    raise transitions.TransitionRefused(words % {"organisation": claim.organisation.name})


def first_to_look(claim: Claim, able: Sequence[Person]) -> Person | None:
    """Return who is named to the claimant: the project's contact if they may approve, else an approver."""
    lead = claim.project.lead_id if claim.project else None
    return first_free(claim, sorted(able, key=lambda person: person.pk != lead))


def first_free(claim: Claim, people: Iterable[Person]) -> Person | None:
    """Return the first who is neither claimant, nor related or of the same household, nor the typist."""
    for person in people:
        if person.pk != claim.person_id and person.account and not may_not_decide(person.account, claim):
            return person
    return None


BATCH = 500


def _unsent() -> QuerySet[Claim]:
    return Claim.objects.filter(status__in=CAN_BE_CHANGED, window_told_at=None)


def three_quarters(window: int) -> int:
    """Return after how many days a word is due: three quarters of the window, rounded up."""
    return -(-3 * window // 4)


def running_out() -> list[int]:
    """Return the ids of unsent claims whose oldest line has used three quarters of its time, and not all."""
    today = clock.today()
    found: list[int] = []
    for organisation in Organisation.objects.filter(pk__in=_unsent().order_by().values("organisation")):
        window = Policy.objects.in_force_or_usual(organisation.pk, today).claim_window_days
        oldest = _unsent().filter(organisation=organisation).annotate(first=Min("lines__activity_date"))
        due = oldest.filter(
            first__lte=today - dt.timedelta(days=three_quarters(window)),
            first__gte=today - dt.timedelta(days=window),
        )
        found += due.order_by("pk").values_list("pk", flat=True)[:BATCH]
    return found


def due() -> QuerySet[Claim]:
    """Return the claims whose person should hear of it today."""
    return _unsent().filter(pk__in=running_out()).select_related("person")


def spend_of_projects(project_ids: Sequence[int]) -> Mapping[int, Spend]:
    """Return {project id: whole pence claimed, approved and paid}; what was refused is in none of them.

    Paid is what left the bank and did not come back, as the ledger says it.
    """
    approved = Q(status=LineDecision.APPROVED)
    rows = (
        ClaimLine.objects.counted()
        .filter(claim__project__in=project_ids)
        .order_by()
        .values("claim__project", "kind")
        .annotate(
            claimed=Sum("amount_pence"),
            approved=Coalesce(Sum("amount_pence", filter=approved), 0),
            paid=Coalesce(Sum("amount_pence", filter=approved & Q(claim__status=ClaimState.PAID)), 0),
        )
    )
    kinds: defaultdict[int, dict[str, Spend]] = defaultdict(dict)
    for row in rows:
        kinds[row["claim__project"]][row["kind"]] = Spend(row["claimed"], row["approved"], row["paid"])
    return {project: _together(found) for project, found in kinds.items()}


def _together(found: Mapping[str, Spend]) -> Spend:
    words = {Kind.FEE: _("Fees"), Kind.EXPENSE: _("Expenses"), Kind.ALLOWANCE: _("Allowances")}
    parts = tuple((words[kind], found[kind]) for kind in Kind if kind in found)
    return Spend(
        claimed=sum(one.claimed for one in found.values()),
        approved=sum(one.approved for one in found.values()),
        paid=sum(one.paid for one in found.values()),
        parts=parts,
    )


def narrowed(claims: QuerySet[Claim], asked: dict[str, Any]) -> QuerySet[Claim]:
    """Return the claims that the filters in the address leave over."""
    if asked.get("q"):
        words = asked["q"]
        by_name = Q(person__name__icontains=words) | Q(project__title__icontains=words)
        claims = claims.filter(Q(ref__startswith=words.lower()) | by_name)
    if asked.get("status"):
        claims = claims.filter(status=asked["status"])
    return claims
