"""Adds to the page about a person what staff can do so that they are never out of pocket."""

from typing import Any

from contributors.accounts.models import User
from contributors.people import panels
from contributors.people.models import Person
from contributors.people.panels import Panel


def may_ask(person: Person, user: User) -> dict[str, Any]:
    """Return the person, and whether this member of staff arranges meetings and types claims anywhere."""
    arranges, types = (bool(user.organisation_ids(what)) for what in ("edit_project", "edit_people"))
    return {"person": person, "may_ask": arranges, "may_type": types}


panels.register(Panel("bookings/panel.html", may_ask))
