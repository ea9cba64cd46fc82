"""Adds to the page about a person a way to book something for them."""

from typing import Any

from contributors.models import Person
from contributors.people import panels
from contributors.people.panels import Panel


def may_ask(person: Person, user: Any) -> dict[str, Any]:
    """Return the person, and whether this member of staff arranges meetings anywhere."""
    return {"person": person, "may_ask": bool(user.organisation_ids("edit_project"))}


panels.register(Panel("expenses/bookings/panel.html", may_ask))
