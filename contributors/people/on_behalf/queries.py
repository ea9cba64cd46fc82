"""Who may write down an answer for whom, and what was written down."""

from collections.abc import Sequence

from django.db import models
from django.db.models import QuerySet

from contributors.accounts.models import StaffRole, User
from contributors.accounts.roles import roles_with
from contributors.people.models import Connection, Person
from contributors.people.on_behalf.models import Objection, OnBehalf
from coproduce.foundation.known import known
from coproduce.foundation.notifications.by_hand.queries import about, script_of
from coproduce.foundation.notifications.models import Channel, Notification

SHOWN = 20


def may_record(person: Person, user: User, organisation_id: int) -> bool:
    """Say whether staff of an organisation may write down what this person tells them.

    Never for oneself, nor for a colleague, who signs in; only for people whom they may see.
    """
    if person.account_id == user.pk or user.people.filter(pk=person.pk).exists():
        return False
    if person.account and person.account.is_staff_member:
        return False
    if not user.can("edit_people", organisation_id):
        return False
    return Connection.objects.filter(person=person, organisation=organisation_id).exists()


def waiting_calls(person: Person, asked: Sequence[models.Model]) -> list[Notification]:
    """Return the calls and texts that wait to be made to a person about any of these rows."""
    return [one for one in about(person, asked) if one.channel != Channel.POST]


def scripts(person: Person, asked: Sequence[models.Model]) -> list[str]:
    """Return what to say in those calls, for the page that takes the answer."""
    return [script_of(one) for one in waiting_calls(person, asked)]


def organisation_to_record_in(person: Person, user: User) -> int | None:
    """Return the organisation for which the user may record something of no project; None without one."""
    known_to = Connection.objects.filter(
        person=person, organisation__in=user.organisation_ids("edit_people"), shares=True
    )
    found = known_to.order_by("pk").values_list("organisation", flat=True).first()
    return found if found is not None and may_record(person, user, found) else None


def recorded_for(person: Person, user: User) -> QuerySet[OnBehalf]:
    """Return the latest that was written down for a person, as far as the user may know of it."""
    rows = OnBehalf.objects.visible_to(user).filter(person=person)
    return rows.select_related("recorded_by", "objection")[:SHOWN]


def who_puts_right(entry: OnBehalf) -> Person:
    """Return who looks after an objection: who wrote it down, else a colleague who may.

    Raises ValueError in an organisation where nobody may any more.
    """
    may = StaffRole.objects.current().filter(
        organisation=entry.organisation_id, role__in=roles_with("edit_people")
    )
    people = Person.objects.filter(account__in=may.values("user"), account__is_active=True)
    own = people.filter(account=entry.recorded_by_id).first()
    return own or known(people.order_by("pk").first())


def objection_for(user: User) -> QuerySet[Objection]:
    """Return the objections that the user may put right."""
    seen = Objection.objects.filter(entry__in=OnBehalf.objects.visible_to(user).values("pk"))
    return seen.select_related("entry__person", "entry__recorded_by")
