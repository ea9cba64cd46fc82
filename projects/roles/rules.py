"""When an answer is due, and when step 3 is done."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from contributors.people.models import Person
from coproduce.foundation import clock
from coproduce.foundation.pages.steps import StepState

ANSWER_OFFER = dt.timedelta(days=14)
ANSWER_SUGGESTION = dt.timedelta(days=7)


@dataclass(frozen=True)
class Invitee:
    """Somebody to invite: a person we know, or a name with an e-mail address or a phone number."""

    person: Person | None = None
    name: str = ""
    email: str = ""
    phone: str = ""


def answer_due(chosen: dt.date | None) -> dt.datetime:
    """Return when the answer to a role offer is due (UTC): the chosen UK day, else in 14 days."""
    return clock.end_of_day(chosen or clock.today() + ANSWER_OFFER)


@dataclass(frozen=True)
class RoleProgress:
    """How far one role is: offered or not, and how many agreed to it."""

    title: str
    is_offered: bool
    agreed: int


def step_state(roles: Sequence[RoleProgress], waiting: int) -> StepState:
    """Say where step 3 stands: every role offered, agreed by somebody, and no suggestion left unanswered.

    `waiting` counts the suggestions nobody has answered.
    """
    missing = [] if roles else [_("Write the first role description")]
    missing += [
        _("Offer the role “%(role)s”") % {"role": role.title} for role in roles if not role.is_offered
    ]
    missing += [
        _("Nobody has agreed to the role “%(role)s” yet") % {"role": role.title}
        for role in roles
        if role.is_offered and not role.agreed
    ]
    if waiting:
        words = ngettext("Answer %(n)s suggested change", "Answer %(n)s suggested changes", waiting)
        missing.append(words % {"n": waiting})
    agreed = sum(role.agreed for role in roles)
    words = ngettext("%(roles)s role, %(agreed)s agreed", "%(roles)s roles, %(agreed)s agreed", len(roles))
    summary = words % {"roles": len(roles), "agreed": agreed}
    return StepState(done=not missing, started=bool(roles), missing=missing, summary=summary)
