"""What people in a role are told when somebody of our side whom it names is not there any more."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from contributors.people.models import Person
from coproduce.foundation.notifications import kinds
from coproduce.foundation.notifications.expiry import A_FORTNIGHT
from coproduce.foundation.notifications.kinds import NotificationKind
from coproduce.foundation.notifications.models import Notification
from projects.roles.models import Assignment
from projects.roles.states import LIVE


def ask_now_facts(message: Notification) -> dict[str, Any]:
    """Return who was named in a role, and who is there now."""
    assignment = Assignment.objects.select_related("role__project").get(pk=message.subject_id)
    return {
        "role": assignment.role,
        "was": Person.objects.get(pk=message.params["was"]).name,
        "now": Person.objects.get(pk=message.params["now"]).name,
        "is_back": message.params["was"] == message.params["now"],
        "path": reverse("my_roles:detail", args=[assignment.ref]),
    }


def role_is_over(message: Notification) -> str:
    """Say why nobody needs to hear whom to ask: the role is over."""
    live = Assignment.objects.filter(pk=message.subject_id, status__in=LIVE).exists()
    return "" if live else "the role is over"


ASK_NOW = kinds.register(
    NotificationKind(
        "roles/ask_now",
        says=_("Whom to ask about a role now"),
        context=ask_now_facts,
        not_wanted=role_is_over,
        expires=A_FORTNIGHT,
    )
)
