"""Who talks about money with somebody: the involvement team, and nobody else."""

from contributors.accounts.models import StaffRole
from contributors.accounts.roles import roles_with
from contributors.people.models import Connection, Person

TEAM = "see_access_needs"


def who_talks(person: Person) -> tuple[Person, int] | None:
    """Return who talks with a person, and for which organisation; None where nobody can."""
    known = Connection.objects.filter(person=person).order_by("pk")
    for organisation_id in known.values_list("organisation", flat=True):
        roles = StaffRole.objects.current().filter(organisation=organisation_id, role__in=roles_with(TEAM))
        team = Person.objects.filter(account__in=roles.values("user"), account__is_active=True)
        if found := team.exclude(pk=person.pk).order_by("pk").first():
            return found, organisation_id
    return None
