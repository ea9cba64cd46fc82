"""What is said to scorers: that texts are there to be read, by which day, and where."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from coproduce.foundation.notifications import kinds
from coproduce.foundation.notifications.expiry import A_FORTNIGHT
from coproduce.foundation.notifications.kinds import NotificationKind
from coproduce.foundation.notifications.models import Notification
from projects.selection.panel.models import PanelMember
from projects.selection.scoring import queries


def about(message: Notification) -> dict[str, Any]:
    """Return the opportunity, how many texts wait, by which day, and where they are. Never a word of them."""
    member = PanelMember.objects.select_related("opportunity", "person").get(pk=message.subject_id)
    return {
        "opportunity": member.opportunity,
        "n": queries.left_for(member),
        "day": queries.asked_by(member),
        "path": reverse("my_scoring:texts", args=[member.ref]),
    }


def nothing_left(message: Notification) -> str:
    """Say why somebody need not be asked for points any more."""
    member = PanelMember.objects.filter(pk=message.subject_id).first()
    return "" if member and queries.asked_by(member) and queries.left_for(member) else "nothing left to score"


SCORES_WANTED = kinds.register(
    NotificationKind(
        "selection/scores_wanted",
        says=_("Texts are there for a panel member to score"),
        context=about,
        not_wanted=nothing_left,
        expires=A_FORTNIGHT,
    )
)
