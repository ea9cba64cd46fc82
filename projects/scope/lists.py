from collections.abc import Callable

from django.db.models import Q
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from coproduce.foundation.lazy import LazyStr
from coproduce.foundation.lists.filters import Case, Words
from coproduce.foundation.lists.registry import Column, day, declare
from projects.scope.models import InfluenceStatement
from projects.scope.states import Openness

_TAKEN_BACK = _("taken back")
_STATES: dict[str, tuple[LazyStr, Q | Callable[[], Q]]] = {
    **{one.value: (capfirst(one.label), Q(kind=one, ended_at=None)) for one in Openness},
    "withdrawn": (_TAKEN_BACK, ~Q(ended_at=None)),
}
_FILTERS = [
    Words(_("Part of what is said"), ["statement", "why"]),
    Case(
        "state",
        _("Can people change it?"),
        _STATES,
    ),
]


def _stands(row: InfluenceStatement) -> str:
    return str(capfirst(_TAKEN_BACK if row.ended_at else row.get_kind_display()))


_COLUMNS = [
    Column(_("What is it about?"), "statement"),
    Column(_("Can people change it?"), _stands),
    Column(_("Why"), "why"),
    Column(_("Who decides"), "who_decides"),
    day(_("When it is decided"), "decided_on"),
]

STATEMENTS = declare("scope:overview", title=_("What people can change"), columns=_COLUMNS, filters=_FILTERS)
MY_STATEMENTS = declare(
    "my_scope:detail", title=_("What you can change"), columns=_COLUMNS, filters=_FILTERS, own=True
)
