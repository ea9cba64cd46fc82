"""Who looks after a claim."""

from django.utils.translation import gettext as _

from contributors.accounts.roles import roles_with
from contributors.models import Person, StaffRole
from coproduce.foundation import workflow
from expenses.claims.models import Claim


def approvers(organisation_id: int) -> list[Person]:
    """Return the people who may decide on claims of an organisation, longest in the role first."""
    roles = (
        StaffRole.objects.current()
        .filter(organisation=organisation_id, role__in=roles_with("approve_claims"), user__is_active=True)
        .order_by("since", "id")
    )
    people = Person.objects.filter(account__in=[role.user_id for role in roles])
    return sorted(people, key=lambda person: person.pk)


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
    raise workflow.Refused(words % {"organisation": claim.organisation.name})
