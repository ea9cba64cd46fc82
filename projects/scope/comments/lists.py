from collections.abc import Callable

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from coproduce.foundation.lazy import LazyStr
from coproduce.foundation.lists.filters import Case, Words
from coproduce.foundation.lists.registry import Column, choice, declare
from projects.scope.states import CommentState

_STATES: dict[str, tuple[LazyStr, Q | Callable[[], Q]]] = {
    one.value: (one.label, Q(status=one)) for one in CommentState
}

COMMENTS = declare(
    "scope:comments",
    title=_("What people said about the scope"),
    columns=[
        Column(_("Who"), "person.name"),
        Column(_("About"), "statement.statement"),
        Column(_("What they said"), "words"),
        choice(_("Status"), "status"),
        Column(_("Our answer"), "answer"),
    ],
    filters=[
        Words(_("Part of what they said or of our answer"), ["words", "answer"]),
        Case("state", _("Status"), _STATES),
    ],
)
MY_COMMENTS = declare(
    "my_scope:said",
    title=_("What you said"),
    columns=[
        Column(_("About"), "statement.statement"),
        Column(_("What you said"), "words"),
        choice(_("Status"), "status"),
        Column(_("Our answer"), "answer"),
    ],
    filters=[
        Words(_("Part of what you said or of our answer"), ["words", "answer"]),
        Case("state", _("Status"), _STATES),
    ],
    own=True,
)
