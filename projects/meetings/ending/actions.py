"""Meetings to come when a project closes, or when somebody leaves it."""

from django.db.models import QuerySet

from contributors.accounts.models import User
from contributors.people.models import Person
from coproduce.foundation import clock, transitions
from coproduce.foundation.history import actions as history
from coproduce.foundation.promises import actions as promise
from projects.meetings import signals
from projects.meetings.papers.promises import COPY
from projects.meetings.planning import actions as planning
from projects.meetings.planning import promises as planning_promises
from projects.meetings.planning.models import Invitation, Meeting
from projects.meetings.planning.states import OPEN, MeetingState
from projects.meetings.reminding import actions as reminding
from projects.team.models import Project
from projects.team.states import Side


def to_come(project: Project) -> QuerySet[Meeting]:
    """Return the meetings of a project that have not begun."""
    return Meeting.objects.filter(project=project, status__in=OPEN, starts_at__gt=clock.now())


def call_all_off(project: Project, *, by: User, why: str) -> list[Person]:
    """Call every meeting to come of a locked project off; who was asked is told as usual.

    Returns the public contributors who were asked.
    """
    asked: dict[int, Person] = {}
    for meeting in to_come(project):
        told = meeting.status == MeetingState.INVITED
        planning.cancel(meeting, why=why, by=by)
        for invitation in meeting.invitations.filter(side=Side.PUBLIC).select_related("person"):
            if told:
                asked[invitation.person_id] = invitation.person
    return list(asked.values())


def take_off_all(project: Project, person: Person, *, by: User, why: str) -> None:
    """Somebody leaves a locked project: they are asked to none of its meetings to come any more."""
    mine = Invitation.objects.filter(meeting__in=to_come(project), person=person)
    for invitation in mine.select_related("meeting__project").select_for_update(of=("self",)):
        _take_off(invitation, person, by=by, why=why)


def _take_off(invitation: Invitation, person: Person, *, by: User, why: str) -> None:
    meeting = transitions.lock(invitation.meeting)
    reminding.take_back(meeting, person)
    invitation.delete()
    history.record(meeting, "taken off the list", by=by, detail={"person": person.pk})
    if meeting.status != MeetingState.INVITED:
        return
    for kind in (planning_promises.ANSWER, COPY):
        promise.release(kind, subject=meeting, by=by, why=why, person=person)
    for copy in meeting.paper_copies.filter(person=person).select_related("message"):
        if copy.to_do_by_hand:
            copy.delete()
    signals.invitation_declined.send(sender=Meeting, meeting=meeting, person=person, by=by)
    signals.attendees_changed.send(sender=Meeting, meeting=meeting, by=by)
