"""What the page about a person says of what they were paid before."""

from typing import Any

from django.dispatch import receiver

from contributors.accounts.models import User
from contributors.people.models import Person
from contributors.people.signals import Panel, panels_asked
from expenses.claims.earlier.queries import earlier_years


@receiver(panels_asked, dispatch_uid="claims.earlier_payments")
def show_earlier_payments(*, person: Person, user: User, **_kwargs: Any) -> Panel | None:
    """Say what somebody was paid by earlier records, to whoever may see the claims of the organisation."""
    organisation_ids = user.organisation_ids("see_claims")
    years = earlier_years(person, organisation_ids) if organisation_ids else []
    return Panel("claims/earlier/years.html", {"years": years}) if years else None
