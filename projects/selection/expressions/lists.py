from django.db.models import Q
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from coproduce.foundation.lists.filters import Case, Since, Words
from coproduce.foundation.lists.registry import Column, choice, declare, moment
from projects.selection.interest.states import ENDED, CameBy, ExpressionState, Outcome

_STATE = Case(
    "state",
    _("Status"),
    {
        "waiting": (_("Waiting for an answer"), Q(status=ExpressionState.SENT)),
        "answered": (_("Answered"), Q(status=ExpressionState.ANSWERED)),
        "ended": (_("Withdrawn or joined"), Q(status__in=ENDED)),
    },
)
_OUTCOME = Case(
    "outcome",
    _("Outcome"),
    {
        "none": (_("No outcome yet"), Q(outcome="")),
        **{one.value: (capfirst(one.label), Q(outcome=one.value)) for one in Outcome},
    },
)
_WAY = Case(
    "way", _("How it came"), {one.value: (capfirst(one.label), Q(came_by=one.value)) for one in CameBy}
)

EXPRESSIONS = declare(
    "expressions:list",
    title=_("Expressions of interest"),
    columns=[
        Column(_("Name"), "person.name"),
        moment(_("Came in"), "sent_at"),
        choice(_("How it came"), "came_by"),
        choice(_("Status"), "status"),
        Column(_("Outcome"), lambda row: capfirst(row.get_outcome_display()) if row.outcome else None),
        Column(_("Late"), lambda row: _("Late") if row.late_why else None),
    ],
    filters=[_STATE, _OUTCOME, _WAY, Since(_("Came in"), "sent_at")],
)
READING = declare(
    "expressions:reading",
    title=_("Reading without names"),
    filters=[Words(_("Part of a reference"), ["blind_ref"])],
    stays="words of people who put themselves forward are read here, without their names",
)
CHECK = declare(
    "expressions:answers",
    title=_("Answers to check"),
    filters=[_OUTCOME],
    stays="who hears what is checked here, just before it is sent",
)
