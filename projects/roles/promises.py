from django.utils.translation import gettext_lazy as _

from coproduce.foundation.notifications.expiry import THREE_DAYS
from coproduce.foundation.promises import kinds
from coproduce.foundation.promises.kinds import PromiseKind, Side
from projects.roles.duties import promises as duties

__all__ = ["ANSWER", "ANSWER_SUGGESTION", "READ_CHANGES", "RESULT", "REVIEW", "duties"]

ANSWER = kinds.register(
    PromiseKind(
        key="roles.answer",
        side=Side.CONTRIBUTOR,
        for_contributor=_("Read and answer the role offer: {label}"),
        for_staff=_("Answer to the role offer: {label}"),
        staff_url="roles:assignment",
        portal_url="my_roles:detail",
        reminder_expires=THREE_DAYS,
    )
)
READ_CHANGES = kinds.register(
    PromiseKind(
        key="roles.read_changes",
        side=Side.CONTRIBUTOR,
        for_contributor=_("Read and answer the changed role: {label}"),
        for_staff=_("Answer to the changed role: {label}"),
        staff_url="roles:assignment",
        portal_url="my_roles:detail",
        reminder_expires=THREE_DAYS,
    )
)
ANSWER_SUGGESTION = kinds.register(
    PromiseKind(
        key="roles.answer_suggestion",
        side=Side.ORGANISATION,
        for_contributor=_("Answer your suggestion about the role {label}"),
        for_staff=_("Answer the suggestion about the role {label}"),
        staff_url="roles:proposal",
        portal_url="my_roles:suggestion",
        by_hand=True,
        most_waiting=60,
        is_reply=True,
        reminder_expires=THREE_DAYS,
    )
)
# What both sides agreed names a day on which they look at the role together.
LOOK_AGAIN = kinds.register(
    PromiseKind(
        key="roles.look_again",
        side=Side.ORGANISATION,
        for_contributor=_("Look with you at the role: {label}"),
        for_staff=_("Look together at the role: {label}"),
        staff_url="roles:assignment",
        portal_url="my_roles:detail",
        reminder_expires=THREE_DAYS,
    )
)
# Who leaves a role may ask for something in writing that says they took part, also when all else is over.
LETTER = kinds.register(
    PromiseKind(
        key="roles.letter",
        side=Side.ORGANISATION,
        for_contributor=_("Give you what you asked for: {label}"),
        for_staff=_("Sign off: {label}"),
        staff_url="roles:letter",
        portal_url="my_roles:letter",
        reminder_expires=THREE_DAYS,
        outlasts_project=True,
    )
)
# Who gave their time hears what came of it, also when all else is over.
RESULT = kinds.register(
    PromiseKind(
        key="roles.result",
        side=Side.ORGANISATION,
        for_contributor=_("Tell you what came of the role: {label}"),
        for_staff=_("Tell someone what came of their role: {label}"),
        staff_url="roles:letter",
        portal_url="my_roles:letter",
        by_hand=True,
        reminder_expires=THREE_DAYS,
        outlasts_project=True,
    )
)
# What both sides agreed has a last day. Nobody finds out about it on the day.
REVIEW = kinds.register(
    PromiseKind(
        key="roles.review",
        side=Side.ORGANISATION,
        for_contributor=_("Talk with you about what comes after the role: {label}"),
        for_staff=_("Talk about what comes after the role: {label}"),
        staff_url="roles:assignment",
        portal_url="my_roles:detail",
        reminder_expires=THREE_DAYS,
    )
)
