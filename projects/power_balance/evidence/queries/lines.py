"""What the project's own records say about power, beside what is practice elsewhere.

Practice values come from the research (domain/level-playing-field.md); none of them is law. They
stay shown where an organisation goes by a value of its own.
"""

from dataclasses import replace

from django.utils.translation import gettext as _

from projects.power_balance.evidence.queries import decisions, meetings, notes, people, promises
from projects.power_balance.evidence.rules import decisions as of_decisions
from projects.power_balance.evidence.rules import meetings as of_meetings
from projects.power_balance.evidence.rules import notes as of_notes
from projects.power_balance.evidence.rules import people as of_people
from projects.power_balance.evidence.rules import promises as of_promises
from projects.power_balance.evidence.rules.indicator import FEWEST_PEOPLE, Indicator
from projects.power_balance.thresholds.queries import limits_of
from projects.team.models import Project

OF_SINGLE_PEOPLE = {"arrangements", "came", "late-copies", "late-theirs", "no-offer"}
"""Lines that count what single public members did or need. Staff who arrange it know it anyway."""


def evidence(project: Project) -> list[Indicator]:
    """Return the evidence about a project. The same number of queries, however much there is."""
    limits = limits_of(project.organisation_id)
    return [
        *of_promises.lines(promises.counted(project), limits),
        *of_people.lines(people.counted(project), limits),
        *of_meetings.lines(meetings.counted(project, limits), limits),
        *of_notes.lines(notes.counted(project), limits),
        *of_decisions.lines(decisions.counted(project), limits),
    ]


def evidence_for_public(project: Project) -> list[Indicator]:
    """Return the same lines for public members, without those that would tell one of them of another."""
    lines = evidence(project)
    if people.public_team(project).count() >= FEWEST_PEOPLE:
        return lines
    hidden = _("There are too few public members to show this without pointing at someone.")
    return [
        replace(line, counted=hidden, look=False, rows="") if line.key in OF_SINGLE_PEOPLE else line
        for line in lines
    ]
