"""The written copy of what was recorded, and the answer when it was wrong."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from contributors.people.on_behalf.models import Objection, OnBehalf
from coproduce.foundation.notifications import kinds
from coproduce.foundation.notifications.expiry import NEVER
from coproduce.foundation.notifications.kinds import NotificationKind
from coproduce.foundation.notifications.models import Notification


def what_was_recorded(message: Notification) -> dict[str, Any]:
    """What was written down and by whom; for who asked for discretion, without a name or a title."""
    entry = OnBehalf.objects.select_related("recorded_by", "organisation").get(pk=message.subject_id)
    return {
        "entry": entry,
        "words": entry.about if message.recipient.discreet else entry.words,
        "has_account": message.recipient.account_id is not None,
        "path": reverse("my_records:detail", args=[entry.ref]),
    }


def what_was_done(message: Notification) -> dict[str, Any]:
    """What was done about an objection."""
    found = Objection.objects.select_related("entry").get(pk=message.subject_id)
    path = reverse("my_records:objection", args=[found.ref])
    return {"answer": found.answer, "path": path, "has_account": message.recipient.account_id is not None}


RECORDED = kinds.register(
    NotificationKind(
        "on_behalf/recorded",
        says=_("What we wrote down for someone"),
        context=what_was_recorded,
        expires=NEVER,
    )
)
PUT_RIGHT = kinds.register(
    NotificationKind(
        "on_behalf/put_right", says=_("What we wrote down is put right"), context=what_was_done, expires=NEVER
    )
)
