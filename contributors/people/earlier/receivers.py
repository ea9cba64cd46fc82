"""What the page about a person says of the time they gave before."""

from typing import Any

from django.dispatch import receiver

from contributors.accounts.models import User
from contributors.people.earlier.queries import earlier_hours
from contributors.people.models import Person
from contributors.people.signals import Panel, panels_asked


@receiver(panels_asked, dispatch_uid="people.earlier_hours")
def show_earlier_hours(*, person: Person, user: User, **_kwargs: Any) -> Panel | None:
    """Say how much time their organisation's earlier records tell of, apart from meetings here."""
    found = earlier_hours(person, user)
    return Panel("people/earlier/hours.html", found, early=True) if found else None
