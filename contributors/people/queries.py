from typing import Any, cast

from django.db.models import Case, EmailField, Exists, F, OuterRef, Q, QuerySet, Value, When

from contributors.accounts.models import StaffRole, User, normal_email
from contributors.people.models import Connection, Person
from contributors.people.signals import Panel, panels_asked
from contributors.people.states import Format, Quiet
from contributors.people.supporters.models import Supporter
from coproduce.foundation.history.models import HistoryEntry
from coproduce.foundation.history.queries import entries_about
from coproduce.foundation.notifications.models import Channel
from coproduce.foundation.text import clean_line


def plain(typed: dict[str, Any]) -> bool:
    """Say whether nothing but a name and an e-mail was typed about somebody."""
    usual = {"channel": Channel.EMAIL, "format": Format.STANDARD, "language": "en-gb", "quiet": Quiet.USUAL}
    more = {name: value for name, value in typed.items() if name not in ("name", "email")}
    return bool(typed.get("email")) and not any(more[name] and more[name] != usual.get(name) for name in more)


def known_as(typed: dict[str, Any]) -> Person | None:
    """Return the person with this name and e-mail, if nothing else was typed about them.

    Whoever types a phone number or an address makes a new person: to show them anything but what
    they typed would tell them that the person is known to somebody else. So would a name written in
    another way than they wrote it, be it with other capitals.
    """
    if not plain(typed):
        return None
    mailbox = Person.objects.filter(email=normal_email(typed["email"])).order_by("pk")
    return next((person for person in mailbox if clean_line(person.name) == clean_line(typed["name"])), None)


def with_readable_email(people: QuerySet[Person], user: User) -> QuerySet[Person]:
    """Add `readable_email`: empty where it came after what their organisation wrote down, without a yes."""
    theirs = Connection.objects.filter(
        organisation__in=user.organisation_ids("see_people"), person=OuterRef("pk")
    )
    later = theirs.filter(shares=False, known_at__lt=OuterRef("mailbox_changed_at"))
    hidden = Exists(later) & ~Exists(theirs.filter(shares=True))
    return people.annotate(
        readable_email=Case(When(hidden, then=Value("")), default=F("email"), output_field=EmailField())
    )


def may_change(person: Person, user: User) -> bool:
    """Say whether staff may change somebody's details.

    Never those of a colleague: a changed e-mail would be a way into their account.
    """
    if person.account and person.account != user and person.account.is_staff_member:
        return False
    return _shared_with(person, user, "edit_people")


def may_see_needs(person: Person, user: User) -> bool:
    """Say whether the user is of an involvement team that the person shares with (trust P9)."""
    return _shared_with(person, user, "see_access_needs")


def _shared_with(person: Person, user: User, capability: str) -> bool:
    wanted = user.organisation_ids(capability)
    return Connection.objects.filter(person=person, organisation__in=wanted, shares=True).exists()


def panels_of(person: Person, user: User) -> dict[str, list[dict[str, Any]]]:
    """Return what the apps above add to the page about a person, early and late, each with its facts."""
    asked = panels_asked.send(Person, person=person, user=user)
    panels = [cast(Panel, answer) for _receiver, answer in asked if answer is not None]
    drawn: dict[str, list[dict[str, Any]]] = {"early": [], "late": []}
    for panel in panels:
        drawn["early" if panel.early else "late"].append({"template": panel.template, **panel.context})
    return drawn


def done_with(person: Person, user: User) -> QuerySet[HistoryEntry]:
    """Return what was done with a record, newest first: by the person, the clock, colleagues of the user.

    What another organisation did would tell that it knows the person.
    """
    colleagues = StaffRole.objects.filter(organisation__in=user.organisation_ids("see_people"))
    ours = Q(by=None) | Q(by__in=colleagues.values("user"))
    if person.account_id:
        ours |= Q(by=person.account_id)
    return entries_about(person).filter(ours).prefetch_related("by__people")


def helpers_of(person: Person) -> QuerySet[Supporter]:
    """Return who may help a person here, or was asked to, oldest first."""
    return Supporter.objects.open().filter(person=person).order_by("id")


def sources_of(person: Person, user: User) -> list[Any]:
    """Return where organisations of the user have somebody's details from, and how they agreed. One query."""
    rows = person.sources.filter(organisation__in=user.organisation_ids("see_people"))
    return list(rows.select_related("organisation").order_by("pk"))
