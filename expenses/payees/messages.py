"""What is said about bank details. Never a number, not even its end."""

from typing import Any

from coproduce.foundation.outbox import kinds
from coproduce.foundation.outbox.kinds import MessageKind
from coproduce.foundation.outbox.models import Message
from expenses.payees.models import BankDetails


def facts(message: Message) -> dict[str, Any]:
    """Return when the new details may be used, read afresh."""
    return {"details": BankDetails.objects.get(pk=message.subject_id)}


CHANGED = kinds.register(MessageKind("payees/details_changed", context=facts))
