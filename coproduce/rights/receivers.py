from typing import Any

from django.dispatch import receiver

from contributors.accounts.models import User
from contributors.people.models import Person
from contributors.people.on_behalf.queries import organisation_to_record_in
from contributors.people.signals import Panel, panels_asked
from coproduce.rights.queries import wishes_about


@receiver(panels_asked, dispatch_uid="rights.panel")
def show_their_rights(*, person: Person, user: User, **_kwargs: Any) -> Panel | None:
    """Say on a person's page what they wished, and how to make a copy for them."""
    if organisation_to_record_in(person, user) is None:
        return None
    return Panel(
        "rights/person_panel.html", {"person": person, "wishes": list(wishes_about(person, user)[:5])}
    )
