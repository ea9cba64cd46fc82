from django.utils.translation import gettext_lazy as _

from coproduce.foundation.lists.filters import Choice, Kept, Since, Words
from coproduce.foundation.lists.registry import Column, choice, declare, moment
from coproduce.foundation.notifications.models import Channel, NotificationQuerySet
from coproduce.foundation.notifications.states import NEEDS_PERSON, State

SHOW = {
    "by_hand": _("To do by post, text or phone"),
    "needs_help": _("Needs someone to look at it"),
    "sent": _("Sent"),
}


def part_of(rows: NotificationQuerySet, show: str) -> NotificationQuerySet:
    """Return the messages of one filter; an unknown filter shows all."""
    if show == "by_hand":
        return rows.by_hand()
    if show == "needs_help":
        return rows.filter(state__in=NEEDS_PERSON)
    if show == "sent":
        return rows.filter(state=State.SENT)
    return rows


MESSAGES = declare(
    "notifications:list",
    title=_("Messages"),
    columns=[
        Column(_("Message"), "what"),
        Column(_("To"), "recipient.name"),
        choice(_("By"), "channel"),
        moment(_("Made"), "made_at"),
        choice(_("Status"), "state"),
    ],
    filters=[
        Kept("show"),
        Words(_("Name of the person"), ["recipient__name"]),
        Choice("channel", _("By"), Channel.choices),
        Since(_("Made in"), "made_at"),
    ],
)
