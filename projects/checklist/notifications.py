from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from coproduce.foundation.notifications import kinds
from coproduce.foundation.notifications.expiry import A_FORTNIGHT
from coproduce.foundation.notifications.kinds import NotificationKind
from coproduce.foundation.notifications.models import Notification
from coproduce.foundation.promises.models import Promise
from projects.checklist.closing import notifications as closing
from projects.checklist.models import SignOff, SignOffAsk


def about(message: Notification) -> dict[str, str]:
    """Return which view on which step a message is about. Never its words: they stay on the page."""
    sign_off = SignOff.objects.get(pk=message.subject_id)
    return {"ref": sign_off.ref, "step": str(sign_off.step)}


def answered_already(message: Notification) -> str:
    """Say why nobody needs to hear of a disagreement any more."""
    answered = SignOff.objects.get(pk=message.subject_id).answers.exists()
    return "answered already" if answered else ""


def asked(message: Notification) -> dict[str, Any]:
    """Return which step somebody is asked about, by when, and where they answer."""
    ask = SignOffAsk.objects.get(pk=message.subject_id)
    return {"ask": ask, "path": reverse("my_checklist:asked", args=[ask.ref])}


def said_already(message: Notification) -> str:
    """Say why somebody need not be asked any more: they have said it, have left, or were asked again."""
    ask = SignOffAsk.objects.get(pk=message.subject_id)
    still = Promise.objects.open().about(ask).filter(person=message.recipient_id)
    return "" if still.exists() else "said already, or not asked any more"


ASKED = kinds.register(
    NotificationKind(
        "checklist/asked",
        says=_("Asked what they think of a step"),
        context=asked,
        not_wanted=said_already,
        expires=A_FORTNIGHT,
    )
)
DISAGREED = kinds.register(
    NotificationKind(
        "checklist/disagreed",
        says=_("Someone disagrees with a step"),
        context=about,
        not_wanted=answered_already,
        expires=A_FORTNIGHT,
    )
)
ANSWERED = kinds.register(
    NotificationKind(
        "checklist/answered", says=_("A view of a step is answered"), context=about, expires=A_FORTNIGHT
    )
)

__all__ = ["ANSWERED", "ASKED", "DISAGREED", "closing"]
