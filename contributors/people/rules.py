"""Decisions about people: who has the same name, what an organisation may see, what is due for review."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from contributors.people.models import AccessNeed, Person
from coproduce.foundation.notifications.models import Channel
from coproduce.foundation.pages import languages
from coproduce.foundation.text import folded

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
    return folded(one) == folded(other)


def reach_of(person: Person, *, shares: bool, known_by: Iterable[int] = ()) -> dict[str, Any]:
    """Return what an organisation may see of how to reach a person: all, or the name and e-mail it typed."""
    if not shares:
        emails = {person.email_for(organisation) for organisation in known_by}
        return {"channel": Channel.EMAIL.label, "email": "" if "" in emails else person.email}
    return {
        "channel": person.get_channel_display(),
        "email": person.email,
        "phone": person.phone,
        "address": person.address,
        "format": person.get_format_display(),
        "language": languages.name_of(person.language),
        "quiet": person.quiet_words,
    }


def review_due(need: AccessNeed, today: dt.date) -> bool:
    """Say whether it is time to ask if a need is still right."""
    return need.ended_on is None and need.reviewed_on + REVIEW_AFTER <= today
