from django.utils.translation import gettext_lazy as _

from coproduce.foundation.promises import kinds
from coproduce.foundation.promises.kinds import PromiseKind, Side

ANSWER = kinds.register(
    PromiseKind(
        key="roles.answer",
        side=Side.CONTRIBUTOR,
        for_contributor=_("Read and answer the role offer: {label}"),
        for_staff=_("Answer to the role offer: {label}"),
        staff_url="roles:assignment",
        portal_url="my_roles:detail",
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
    )
)
