"""What the page about a person asks the apps above it, which know what staff can do for them."""

from dataclasses import dataclass
from typing import Any

from django.dispatch import Signal

organisation_left = Signal()
"""Somebody does not want to work with an organisation any more.

Sent inside the transaction, with `person`, `organisation` and `by`. A receiver ends what hangs on it; money
owed stays owed.
"""

mailbox_changed = Signal()
"""A person has another mailbox. Sends `person`, inside the transaction.

A receiver stops what the old mailbox still holds: private addresses, links that need no sign-in.
"""

panels_asked = Signal()
"""Asks for pieces of the page.

Sends `person` and `user`, a member of staff; a receiver returns a Panel or None.
"""


@dataclass(frozen=True)
class Panel:
    """A piece of the page: a template, and what it shows. `early` stands before promises and messages."""

    template: str
    context: dict[str, Any]
    early: bool = False
