"""Roles whose agreed time nears its end, or is over. Only reads."""

import datetime as dt
from itertools import pairwise
from typing import Any

from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils.translation import ngettext

from contributors.people.models import Person
from coproduce.foundation import clock
from coproduce.foundation.promises.models import Promise
from projects.resources.timeline.rules import PlanEntry
from projects.resources.timeline.states import PlanKind
from projects.roles.models import Agreement, Assignment, RoleDescription, RoleVersion, sealing
from projects.roles.promises import LOOK_AGAIN, REVIEW
from projects.roles.states import AssignmentState
from projects.roles.terms import rules
from projects.roles.terms.rules import ONE_DAY, REVIEW_BEFORE, Held, Values
from projects.team.models import Project


def with_an_end() -> QuerySet[Assignment]:
    """Return the agreed roles that have a last day, the earliest first."""
    return Assignment.objects.filter(status=AssignmentState.AGREED, ends_on__isnull=False).order_by(
        "ends_on", "id"
    )


def terms_of(project: Project) -> list[PlanEntry]:
    """Return how long people have a role on a project, for its timeline: how many people, never who."""
    agreed = Assignment.objects.filter(role__project=project, status=AssignmentState.AGREED)
    begun = agreed.filter(starts_on__isnull=False).order_by("starts_on", "ends_on", "role")
    rows = begun.values("role__ref", "role__title", "starts_on", "ends_on").annotate(many=Count("id"))
    return [_term(dict(row), project) for row in rows]


def _term(row: dict[str, Any], project: Project) -> PlanEntry:
    words = ngettext("%(role)s: %(n)s person", "%(role)s: %(n)s people", row["many"])
    return PlanEntry(
        on=row["starts_on"],
        kind=PlanKind.ROLE,
        title=words % {"role": row["role__title"], "n": row["many"]},
        key=f"roles:{row['role__ref']}:{row['starts_on']}:{row['ends_on']}",
        until=row["ends_on"] or max(project.ends_on, row["starts_on"]),
        url=reverse("roles:detail", args=[row["role__ref"]]),
    )


def ending_soon() -> list[int]:
    """Return the ids of agreed roles that end within the next weeks."""
    today = clock.today()
    soon = with_an_end().filter(ends_on__gte=today, ends_on__lte=today + REVIEW_BEFORE)
    return list(soon.values_list("pk", flat=True))


def over() -> list[int]:
    """Return the ids of agreed roles whose last day has passed."""
    return list(with_an_end().filter(ends_on__lt=clock.today()).values_list("pk", flat=True))


def open_review(assignment: Assignment) -> Promise | None:
    """Return the talk about what comes next that is still to be had, if there is one."""
    return Promise.objects.open().about(assignment).filter(kind=REVIEW.key).first()


def open_look(assignment: Assignment) -> Promise | None:
    """Return the day on which both sides look at the role, as the text names it, if it is still to come."""
    return Promise.objects.open().about(assignment).filter(kind=LOOK_AGAIN.key).first()


def agreed_values(assignment: Assignment) -> list[Values]:
    """Return what the texts say that somebody agreed to for this time in the role, the earliest first."""
    mine = Agreement.objects.filter(person=assignment.person_id, version__role=assignment.role_id)
    rows = list(mine.order_by("version__number").select_related("version"))
    now = [one for one in rows if one.agreed_at >= assignment.invited_at] or rows[-1:]
    texts = [one.version.text_if_readable for one in now]
    return [text.values for text in texts if text]


def held(assignment: Assignment, texts: list[Values]) -> Held | None:
    """Return how long somebody has been in a role by these texts; None before they are in it."""
    if assignment.status != AssignmentState.AGREED or assignment.starts_on is None or not texts:
        return None
    own = assignment.starts_on
    ends = [rules.end_of(text, begins=own) for text in texts]
    renewed = sum(
        before is not None and (later is None or later > before) for before, later in pairwise(ends)
    )
    since = without_a_break(assignment.role, assignment.person, own, never=assignment.pk)
    return Held(own, since, assignment.ends_on or ends[-1], renewed)


def without_a_break(role: RoleDescription, person: Person, begins: dt.date, *, never: int = 0) -> dt.date:
    """Return since when somebody is in a role, where one time in it follows the other from day to day."""
    times = Assignment.objects.filter(role=role, person=person, status=AssignmentState.ENDED).exclude(
        pk=never
    )
    for starts_on, ends_on in times.order_by("-ends_on", "-pk").values_list("starts_on", "ends_on"):
        if starts_on and ends_on and starts_on < begins <= ends_on + ONE_DAY:
            begins = starts_on
    return begins


def why_not_longer(assignment: Assignment, version: RoleVersion) -> str:
    """Return why a version may not give somebody in the role a longer time; "" where it may."""
    texts = agreed_values(assignment)
    so_far = held(assignment, texts)
    return rules.why_not_longer(so_far, texts[-1], sealing.values_of(version)) if so_far else ""


def why_not_again(role: RoleDescription, person: Person, version: RoleVersion) -> str:
    """Return why somebody who was in a role until now may not begin it anew; "" where they may."""
    own = max(version.starts_on or clock.today(), clock.today())
    values = sealing.values_of(version)
    begins = without_a_break(role, person, own)
    last = rules.longest_day(values, begins=begins)
    if begins < own and last and (rules.end_of(values, begins=own) or last + ONE_DAY) > last:
        return rules.until_at_most(last)
    return ""


def how_it_goes_on(assignment: Assignment) -> str:
    """Return whether an agreed role can go on for longer, in words; "" where no text says."""
    texts = agreed_values(assignment)
    so_far = held(assignment, texts)
    return rules.how_it_goes_on(so_far, texts[-1]) if so_far else ""
