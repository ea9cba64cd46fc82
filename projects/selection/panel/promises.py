"""What members of a panel are asked for. Colleagues stand as the person of theirs too: it is theirs alone."""

from django.utils.translation import gettext_lazy as _

from coproduce.foundation.notifications.expiry import THREE_DAYS
from coproduce.foundation.promises import kinds
from coproduce.foundation.promises.kinds import PromiseKind, Side

SIT = kinds.register(
    PromiseKind(
        key="selection.sit",
        side=Side.CONTRIBUTOR,
        for_contributor=_("Say whether you would like to help choose people: {label}"),
        for_staff=_("Say whether they help to choose people: {label}"),
        staff_url="panels:member",
        portal_url="my_panels:detail",
        reminder_expires=THREE_DAYS,
    )
)
SIT_AS_STAFF = kinds.register(
    PromiseKind(
        key="selection.sit_as_staff",
        side=Side.ORGANISATION,
        for_contributor=_("Say whether they help to choose people: {label}"),
        for_staff=_("Say whether you help to choose people: {label}"),
        staff_url="my_panels:detail",
        reminder_expires=THREE_DAYS,
    )
)
DECLARE = kinds.register(
    PromiseKind(
        key="selection.declare",
        side=Side.CONTRIBUTOR,
        for_contributor=_("Say whom you know before you read: {label}"),
        for_staff=_("Say whom they know before they read: {label}"),
        staff_url="panels:member",
        portal_url="my_panels:detail",
        reminder_expires=THREE_DAYS,
    )
)
DECLARE_AS_STAFF = kinds.register(
    PromiseKind(
        key="selection.declare_as_staff",
        side=Side.ORGANISATION,
        for_contributor=_("Say whom they know before they read: {label}"),
        for_staff=_("Say whom you know before you read: {label}"),
        staff_url="my_panels:detail",
        reminder_expires=THREE_DAYS,
    )
)
