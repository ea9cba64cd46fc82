"""What this app says: to who is asked to approve rates, and to who asked."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from coproduce.foundation.notifications import kinds
from coproduce.foundation.notifications.expiry import A_FORTNIGHT
from coproduce.foundation.notifications.kinds import NotificationKind
from coproduce.foundation.notifications.models import Notification
from expenses.policies.models import ApprovalRequest


def facts(message: Notification) -> dict[str, Any]:
    """Return the request and its policy, read afresh."""
    related = ("policy", "asked_by", "answered_by")
    request = ApprovalRequest.objects.select_related(*related).get(pk=message.subject_id)
    path = reverse("policies:detail", args=[request.policy.ref])
    return {"request": request, "policy": request.policy, "path": path}


def answered_already(message: Notification) -> str:
    """Say why nobody has to look any more."""
    waits = ApprovalRequest.objects.filter(pk=message.subject_id, answered_at=None).exists()
    return "" if waits else "somebody has looked"


ASKED = kinds.register(
    NotificationKind(
        "policies/asked",
        says=_("Someone is asked to approve rates"),
        context=facts,
        not_wanted=answered_already,
        expires=A_FORTNIGHT,
    )
)
ANSWERED = kinds.register(
    NotificationKind(
        "policies/answered",
        says=_("Rates were approved or sent back"),
        context=facts,
        expires=A_FORTNIGHT,
    )
)
