from typing import Any, cast

from contributors.accounts.models import User, normal_email
from contributors.people.models import Connection, Person
from contributors.people.rules import same_name
from contributors.people.signals import Panel, panels_asked
from contributors.people.states import Format
from coproduce.foundation.notifications.models import Channel


def known_as(typed: dict[str, Any]) -> Person | None:
    """Return the person with this name and e-mail, if nothing else was typed about them.

    Whoever types a phone number or an address makes a new person: to show them anything but what
    they typed would tell them that the person is known to somebody else.
    """
    plain = {"channel": Channel.EMAIL, "format": Format.STANDARD, "language": "en-gb"}
    more = [
        name
        for name, value in typed.items()
        if name not in ("name", "email") and value != plain.get(name, "")
    ]
    if not typed.get("email") or any(typed[name] for name in more):
        return None
    mailbox = Person.objects.filter(email=normal_email(typed["email"])).order_by("pk")
    return next((person for person in mailbox if same_name(person.name, typed["name"])), None)


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


def panels_of(person: Person, user: User) -> list[dict[str, Any]]:
    """Return what the apps above add to the page about a person, each piece with its facts."""
    asked = panels_asked.send(Person, person=person, user=user)
    panels = [cast(Panel, answer) for _receiver, answer in asked if answer is not None]
    return [{"template": panel.template, **panel.context} for panel in panels]
