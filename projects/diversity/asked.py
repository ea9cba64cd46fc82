"""Who is asked the equality questions."""

from django.db.models import Exists, OuterRef, QuerySet

from contributors.accounts.models import Organisation, StaffRole
from contributors.people.models import Connection, Person


def people_asked(organisation: Organisation) -> QuerySet[Person]:
    """Return the people whose answers count for an organisation: they can sign in and are not its staff.

    Answers count for the organisation that knew the person first, and for no other.
    """
    earlier = Connection.objects.filter(person=OuterRef("person"), pk__lt=OuterRef("pk"))
    first = Connection.objects.filter(~Exists(earlier), organisation=organisation)
    staff = StaffRole.objects.current().filter(organisation=organisation)
    people = Person.objects.filter(pk__in=first.values("person"), account__isnull=False)
    return people.exclude(account__in=staff.values("user"))
