"""What is written to a public contributor about the duties of their role."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from coproduce.foundation.notifications import kinds
from coproduce.foundation.notifications.expiry import A_FORTNIGHT
from coproduce.foundation.notifications.kinds import NotificationKind
from coproduce.foundation.notifications.models import Notification
from coproduce.foundation.promises.models import Promise
from projects.roles.models import Assignment, DutyOccasion


def told_facts(message: Notification) -> dict[str, Any]:
    """Return what was written about one duty, and where they read it."""
    rows = DutyOccasion.objects.select_related("promise", "assignment__role__project")
    occasion = rows.get(pk=message.subject_id)
    return {
        "occasion": occasion,
        "role": occasion.assignment.role,
        "words": occasion.promise.words_for_contributor if occasion.promise else "",
        "path": reverse("my_roles:duty", args=[occasion.ref]),
    }


def changed_facts(message: Notification) -> dict[str, Any]:
    """Return what is due on another day, or not any more, since both sides agreed to another text."""
    assignment = Assignment.objects.select_related("role__project").get(pk=message.subject_id)
    rows = Promise.objects.filter(person=message.recipient).order_by("due_at", "pk")
    return {
        "role": assignment.role,
        "moved": list(rows.filter(pk__in=message.params["moved"])),
        "ended": list(rows.filter(pk__in=message.params["ended"])),
        "path": reverse("my_roles:detail", args=[assignment.ref]),
    }


DUTY_TOLD = kinds.register(
    NotificationKind(
        "roles/duty_told",
        says=_("What we promised in a role is done"),
        context=told_facts,
        expires=A_FORTNIGHT,
    )
)
DUTIES_CHANGED = kinds.register(
    NotificationKind(
        "roles/duties_changed",
        says=_("The duties of a role have changed"),
        context=changed_facts,
        expires=A_FORTNIGHT,
    )
)
