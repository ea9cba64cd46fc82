import secrets

from django.db import transaction

from contributors.people import notifications
from contributors.people.models import Person
from coproduce.foundation.notifications.outbox import enqueue


@transaction.atomic
def send_code(person: Person, *, address: str, code: str) -> None:
    """Write the code that shows a new mailbox to be this person's; it goes to that mailbox, sealed."""
    enqueue(
        notifications.NEW_MAILBOX,
        to=person,
        subject=person,
        dedupe_key=f"new-mailbox:{person.pk}:{secrets.token_hex(8)}",
        secret=code,
        address=address,
    )
