"""What a person may want to claim for: meetings they were asked to, and projects they are on."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from contributors.accounts.models import Organisation, User
from contributors.people.models import Person
from coproduce.foundation import clock
from coproduce.foundation.known import known
from coproduce.foundation.presenters import short_date
from expenses.claims import actions
from expenses.claims.models import Claim
from projects.meetings.models import Meeting
from projects.team.models import Project

RECENT = dt.timedelta(days=180)
OFFERED = 10


@dataclass(frozen=True)
class Occasion:
    """One thing a claim can be for."""

    key: str
    words: str
    meeting: Meeting | None = None
    project: Project | None = None

    @property
    def of_project(self) -> Project:
        """The project it is for, by itself or through its meeting."""
        return self.project or known(self.meeting).project


def occasions_of(person: Person) -> list[Occasion]:
    """Return recent meetings, newest first, then projects by title. Two queries."""
    now = clock.now()
    meetings = (
        Meeting.objects.visible_to_member(person)
        .filter(starts_at__lte=now, starts_at__gte=now - RECENT)
        .select_related("project__organisation")
        .order_by("-starts_at")[:OFFERED]
    )
    projects = (
        Project.objects.visible_to_member(person).select_related("organisation").order_by("title")[:OFFERED]
    )
    return [
        *(Occasion(f"m-{m.ref}", f"{m.title}, {short_date(m.starts_at)}", meeting=m) for m in meetings),
        *(Occasion(f"p-{p.ref}", p.title, project=p) for p in projects),
    ]


def organisations_of(person: Person) -> QuerySet[Organisation]:
    """Return the organisations that know a person."""
    return Organisation.objects.filter(connections__person=person).order_by("name")


def key_of_claim(claim: Claim) -> str:
    """Return the key of the occasion a claim is for; empty for something else."""
    if claim.meeting:
        return f"m-{claim.meeting.ref}"
    return f"p-{claim.project.ref}" if claim.project else ""


def change_from(claim: Claim, typed: dict[str, Any], occasions: list[Occasion], *, by: User) -> Claim:
    """Change what a claim is for to the chosen occasion, or to something else. Raises workflow.Refused."""
    chosen = {occasion.key: occasion for occasion in occasions}.get(typed["what"])
    if chosen is None:
        organisation = typed.get("organisation") or claim.organisation
        return actions.change_occasion(claim, organisation=organisation, about=typed["about"], by=by)
    project = chosen.of_project
    return actions.change_occasion(
        claim, organisation=project.organisation, project=project, meeting=chosen.meeting, by=by
    )


def start_from(typed: dict[str, Any], occasions: list[Occasion], *, person: Person, by: User) -> Claim:
    """Start a claim for the chosen occasion, or for something else."""
    chosen = {occasion.key: occasion for occasion in occasions}.get(typed["what"])
    if chosen is None:
        return actions.start_claim(
            person=person, organisation=typed["organisation"], about=typed["about"], by=by
        )
    project = chosen.of_project
    return actions.start_claim(
        person=person, organisation=project.organisation, project=project, meeting=chosen.meeting, by=by
    )
