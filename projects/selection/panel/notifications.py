"""What is said to people on a panel, and to staff about it. Never the name of who put themselves forward."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from coproduce.foundation import clock
from coproduce.foundation.notifications import kinds
from coproduce.foundation.notifications.expiry import A_FORTNIGHT, Until
from coproduce.foundation.notifications.kinds import NotificationKind
from coproduce.foundation.notifications.models import Notification
from projects.selection.panel.models import PanelMember
from projects.selection.panel.states import PanelState


def of_member(message: Notification) -> PanelMember:
    return PanelMember.objects.select_related("opportunity__organisation", "person").get(
        pk=message.subject_id
    )


def about(message: Notification) -> dict[str, Any]:
    """Return what somebody is asked to, what they do there, and where they answer."""
    member = of_member(message)
    return {
        "member": member,
        "opportunity": member.opportunity,
        "path": reverse("my_panels:detail", args=[member.ref]),
    }


def for_staff(message: Notification) -> dict[str, Any]:
    """Return whose answer it is, and where the panel stands."""
    member = of_member(message)
    path = reverse("panels:overview", args=[member.opportunity.ref])
    return {"member": member, "opportunity": member.opportunity, "path": path}


def answered_already(message: Notification) -> str:
    """Say why somebody need not be asked any more."""
    return "" if of_member(message).status == PanelState.ASKED else "answered, or not asked any more"


def not_on_it(message: Notification) -> str:
    """Say why somebody need not say any more whom they know."""
    return "" if of_member(message).has_joined else "no longer on the panel"


def until_asked(member: PanelMember) -> Any:
    """Return the moment until which an answer is waited for."""
    return clock.end_of_day(member.answer_by)


ASKED = kinds.register(
    NotificationKind(
        "selection/panel_asked",
        says=_("Asked to help choose people"),
        context=about,
        not_wanted=answered_already,
        expires=Until(until_asked, at_least_hours=24 * 3),
    )
)
DECLARE = kinds.register(
    NotificationKind(
        "selection/panel_declare",
        says=_("Asked whom they know before they read"),
        context=about,
        not_wanted=not_on_it,
        expires=A_FORTNIGHT,
    )
)
ENDED = kinds.register(
    NotificationKind(
        "selection/panel_ended",
        says=_("Someone’s part in choosing people has ended"),
        context=about,
        expires=A_FORTNIGHT,
    )
)
ANSWERED = kinds.register(
    NotificationKind(
        "selection/panel_answered",
        says=_("Someone said whether they help to choose people"),
        context=for_staff,
        expires=A_FORTNIGHT,
    )
)
RECOGNISED = kinds.register(
    NotificationKind(
        "selection/panel_recognised",
        says=_("Someone who scores found out that they know someone"),
        context=for_staff,
        expires=A_FORTNIGHT,
    )
)
