"""Starting a claim for an occasion, and saying anew what it is for."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from contributors.accounts.models import Organisation, User
from contributors.people.models import Person
from coproduce.foundation import clock, transitions
from coproduce.foundation.history import actions as history
from expenses.claims import promises, rules
from expenses.claims.models import Claim
from expenses.claims.occasions.rules import Occasion
from expenses.claims.promises import promise_to
from expenses.claims.queries import looks_after
from projects.meetings.models import Meeting
from projects.team.models import Project


@transaction.atomic
def start_claim(
    *,
    person: Person,
    organisation: Organisation,
    by: User,
    project: Project | None = None,
    meeting: Meeting | None = None,
    about: str = "",
) -> Claim:
    """Start a claim. Staff may type it for somebody; with an account, that person checks and sends it.

    A supporter whom the person chose types it as themselves too, and may send it.
    """
    assisted = person.account_id != by.pk
    claim = Claim.objects.create(
        person=person,
        organisation=organisation,
        project=meeting.project if meeting else project,
        meeting=meeting,
        about=about,
        typed_by=by if assisted else None,
    )
    history.record(claim, "started", by=by)
    if assisted and person.account_id and by.is_staff_member:
        send_by = clock.today() + dt.timedelta(days=rules.ANSWER_WITHIN_DAYS)
        promise_to(claim, promises.SEND, send_by, owner=looks_after(claim), by=by)
    return claim


@transaction.atomic
def change_occasion(
    claim: Claim,
    *,
    organisation: Organisation,
    by: User,
    project: Project | None = None,
    meeting: Meeting | None = None,
    about: str = "",
) -> Claim:
    """Say anew what a claim is for. Raises TransitionRefused when others would pay its lines."""
    fresh = transitions.lock_for(claim, "send")
    if fresh.organisation_id != organisation.pk and fresh.lines.exists():
        words = _("%(name)s has its own rates. Start another claim for that.")
        raise transitions.TransitionRefused(words % {"name": organisation.name})
    fresh.organisation, fresh.meeting, fresh.about = organisation, meeting, about
    fresh.project = meeting.project if meeting else project
    fresh.save()
    history.record(fresh, "said anew what it is for", by=by)
    return fresh


def start_chosen(typed: dict[str, Any], occasions: list[Occasion], *, person: Person, by: User) -> Claim:
    """Start a claim for the chosen occasion, or for something else."""
    chosen = {occasion.key: occasion for occasion in occasions}.get(typed["what"])
    if chosen is None:
        return start_claim(person=person, organisation=typed["organisation"], about=typed["about"], by=by)
    project = chosen.of_project
    return start_claim(
        person=person, organisation=project.organisation, project=project, meeting=chosen.meeting, by=by
    )


def change_chosen(claim: Claim, typed: dict[str, Any], occasions: list[Occasion], *, by: User) -> Claim:
    """Change what a claim is for to the chosen occasion, or to something else. Raises TransitionRefused."""
    chosen = {occasion.key: occasion for occasion in occasions}.get(typed["what"])
    if chosen is None:
        organisation = typed.get("organisation") or claim.organisation
        return change_occasion(claim, organisation=organisation, about=typed["about"], by=by)
    project = chosen.of_project
    return change_occasion(
        claim, organisation=project.organisation, project=project, meeting=chosen.meeting, by=by
    )
