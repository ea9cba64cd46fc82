"""What the views of both sides make of a step. Nothing is stored: it is read from them each time."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from contributors.accounts.models import User
from projects.checklist.models import SignOff
from projects.checklist.states import Stand, View
from projects.team.models import Project
from projects.team.states import Side


def stand(started: bool, views: Sequence[SignOff]) -> Stand:
    """Return where a step stands, from the latest views of people (`SignOff` with `counts`).

    A side agrees when somebody there has said so and nobody there disagrees. "Agree, but…" is a yes.
    """
    ours, theirs = (_agrees(views, side) for side in (Side.PROFESSIONAL, Side.PUBLIC))
    if ours and theirs:
        return Stand.AGREED
    if ours or theirs:
        return Stand.OURS if ours else Stand.THEIRS
    return Stand.STARTED if started else Stand.WAITING


def _agrees(views: Sequence[SignOff], side: Side) -> bool:
    said = [one.view for one in views if one.side == side and one.counts]
    return bool(said) and View.DISAGREE not in said


def label(where: Stand, views: Sequence[SignOff]) -> str:
    """Return the words under a step. Every disagreement is said, also of people who have left."""
    against = sum(one.view == View.DISAGREE for one in views)
    if not against:
        return str(where.label)
    words = ngettext("%(n)s person disagrees", "%(n)s people disagree", against) % {"n": against}
    return _("%(where)s, %(words)s") % {"where": where.label, "words": words}


def may_sign_for_staff(user: User, project: Project) -> bool:
    """Say whether a user speaks for the staff of a project: its named contact, and PPI managers."""
    is_lead = user.person is not None and user.person.pk == project.lead_id
    return (is_lead and user.can("edit_project", project.organisation_id)) or user.can(
        "sign_off", project.organisation_id
    )
