"""What this app adds where others ask."""

from typing import Any

from django.dispatch import receiver

from contributors.accounts.models import User
from contributors.people.models import Person
from contributors.people.on_behalf.queries import organisation_to_record_in
from contributors.people.queries import may_see_needs
from contributors.people.signals import Panel, panels_asked
from expenses.payees.models import PayPreference
from expenses.payees.talking.promises import TALK

__all__ = ["TALK"]  # known to web and workers alike


@receiver(panels_asked, dispatch_uid="payees.panel")
def how_they_are_paid(*, person: Person, user: User, **_kwargs: Any) -> Panel:
    """Add to a person's page where staff record what they told us about money."""
    may = organisation_to_record_in(person, user) is not None
    talk = may_see_needs(person, user) and PayPreference.objects.filter(person=person, talk_first=True)
    context = {"person": person, "may_record": may, "talk_first": bool(talk)}
    return Panel("payees/panel.html", context)
