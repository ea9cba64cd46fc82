"""Decisions about people: who is the same, what an organisation may see, what is due for review."""

import datetime as dt
import unicodedata
from typing import Any

from contributors.accounts.models import User
from contributors.people.models import AccessNeed, Connection, Person
from contributors.people.states import Format
from coproduce.foundation.notifications.models import Channel

# Review is the sixth stage of the Accessible Information Standard (DAPB1605 v4.0). It names no
# interval; a year is ours.
REVIEW_AFTER = dt.timedelta(days=365)

CONTACT = ("channel", "email", "phone", "address")
NEEDED_FOR: dict[str, str] = {
    Channel.EMAIL: "email",
    Channel.TEXT: "phone",
    Channel.PHONE: "phone",
    Channel.POST: "address",
}


def same_name(one: str, other: str) -> bool:
    """Say whether two names are the same but for capitals, spaces and the way accents are typed."""
    return _folded(one) == _folded(other)


def _folded(name: str) -> str:
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())


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
    mailbox = Person.objects.filter(email__iexact=typed["email"]).order_by("pk")
    return next((person for person in mailbox if same_name(person.name, typed["name"])), None)


def reach_of(person: Person, *, shares: bool) -> dict[str, Any]:
    """Return what an organisation may see of how to reach a person: all, or the name and e-mail it typed."""
    if not shares:
        return {"channel": Channel.EMAIL.label, "email": person.email}
    return {
        "channel": person.get_channel_display(),
        "email": person.email,
        "phone": person.phone,
        "address": person.address,
        "format": person.get_format_display(),
        "language": person.get_language_display(),
    }


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


def review_due(need: AccessNeed, today: dt.date) -> bool:
    """Say whether it is time to ask if a need is still right."""
    return need.ended_on is None and need.reviewed_on + REVIEW_AFTER <= today
