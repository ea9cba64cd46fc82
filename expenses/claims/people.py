"""Who looks after a claim, who stands in, and who may never decide on it."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from contributors.accounts.models import StaffRole, User
from contributors.accounts.roles import roles_with
from contributors.people.models import Person
from coproduce.foundation import transitions
from coproduce.foundation.known import known
from expenses.claims.models import Claim, ClaimSettings, Relative
from expenses.payees.separation import same_human


def may_not_decide(user: User, claim: Claim) -> str:
    """Return why this user may not decide on this claim, as a sentence; empty when they may."""
    if claim.typed_by_id == user.pk:
        return _("You typed this claim for somebody, so somebody else has to decide on it.")
    if same_human(user, claim.person):
        return _(
            "This looks like your own claim, or that of somebody you share an address or account with. "
            "Somebody else has to decide on it."
        )
    if Relative.objects.between(user.pk, claim.person_id).exists():
        return _("You said that this person is related to you. Somebody else has to decide on it.")
    return ""


def approvers(organisation_id: int) -> list[Person]:
    """Return the people who may decide on claims of an organisation, longest in the role first."""
    return _holding("approve_claims", organisation_id)


def _holding(capability: str, organisation_id: int) -> list[Person]:
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


def looks_after(claim: Claim) -> Person:
    """Return the member of staff who owes the payment: the project's named contact, else an approver.

    Never the claimant. Raises workflow.Refused when the organisation has nobody yet.
    """
    offered = [claim.project.lead] if claim.project else []
    for person in [*offered, *approvers(claim.organisation_id)]:
        if person.pk != claim.person_id:
            return person
    words = _(
        "%(organisation)s has nobody yet who can look at claims. Nothing is lost. Call us, and we see to it."
    )
    raise transitions.TransitionRefused(words % {"organisation": claim.organisation.name})


def first_to_look(claim: Claim) -> Person | None:
    """Return who is named to the claimant: the project's contact if they may approve, else an approver."""
    able = approvers(claim.organisation_id)
    lead = claim.project.lead_id if claim.project else None
    return _first_free(claim, sorted(able, key=lambda person: person.pk != lead))


def stand_in_for(claim: Claim) -> Person | None:
    """Return who takes over: the named stand-in, the next up the line, else another approver.

    Only somebody who may decide. None when there is nobody.
    """
    able = approvers(claim.organisation_id)
    staff = ClaimSettings.objects.filter(organisation=claim.organisation_id).first()
    wanted = [staff.stand_in_id, staff.up_the_line_id] if staff else []
    named = [person for pk in wanted for person in able if person.pk == pk]
    return _first_free(claim, [one for one in [*named, *able] if one.pk != claim.with_person_id])


def up_the_line_of(claim: Claim) -> Person | None:
    """Return who is told that a claim is late: the named person; another approver where it is their own.

    None where the organisation named nobody.
    """
    staff = (
        ClaimSettings.objects.filter(organisation=claim.organisation_id).select_related("up_the_line").first()
    )
    if staff is None or staff.up_the_line is None:
        return None
    seeing = {person.pk for person in _holding("see_claims", claim.organisation_id)}
    named = [staff.up_the_line] if staff.up_the_line_id in seeing else []
    others = [one for one in approvers(claim.organisation_id) if one.pk != claim.with_person_id]
    return _first_free(claim, [*named, *others])


def _first_free(claim: Claim, people: Iterable[Person]) -> Person | None:
    """Return the first who is neither claimant, nor related or of the same household, nor the typist."""
    for person in people:
        if person.pk != claim.person_id and person.account and not may_not_decide(person.account, claim):
            return person
    return None
