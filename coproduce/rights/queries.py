import calendar
import datetime as dt

from django.db.models import QuerySet

from contributors.accounts.models import StaffRole, User
from contributors.accounts.roles import roles_with
from contributors.people.models import Person
from coproduce.rights.models import Erasure


def month_after(day: dt.date) -> dt.date:
    """Return the same day of the next calendar month, or its last day: 31 January gives 28 February."""
    year, month = (day.year, day.month + 1) if day.month < 12 else (day.year + 1, 1)
    return dt.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def who_answers(organisation_id: int, person: Person) -> Person | None:
    """Return who looks after a wish there: the longest in post of those who may; never the person."""
    may = StaffRole.objects.current().filter(
        organisation=organisation_id, role__in=roles_with("edit_people"), user__is_active=True
    )
    people = Person.objects.filter(account__in=may.values("user")).exclude(pk=person.pk)
    return people.order_by("pk").first()


def wishes_about(person: Person, user: User) -> QuerySet[Erasure]:
    """Return what a person wished, as far as the user may know of it, the newest first."""
    return Erasure.objects.visible_to(user).filter(person=person)
