from django.utils.translation import gettext_lazy as _

from coproduce.foundation.lists.filters import Choice, Kept, Since, Words
from coproduce.foundation.lists.registry import Column, choice, declare, moment
from coproduce.foundation.notifications.models import Channel

MESSAGES = declare(
    "notifications:list",
    title=_("Messages"),
    columns=[
        Column(_("Message"), "what"),
        Column(_("To"), "recipient.name"),
        choice(_("By"), "channel"),
        moment(_("Made"), "made_at"),
        choice(_("State"), "state"),
    ],
    filters=[
        Kept("show"),
        Words(_("Name of the person"), ["recipient__name"]),
        Choice("channel", _("By"), Channel.choices),
        Since(_("Made in"), "made_at"),
    ],
)
