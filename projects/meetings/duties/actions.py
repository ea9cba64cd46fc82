"""What happens to a meeting keeps, moves and ends what roles promise for it."""

from collections.abc import Collection

from django.utils.translation import gettext as _

from contributors.accounts.models import User
from contributors.people.models import Person
from coproduce.foundation import clock
from coproduce.foundation.promises import actions as promise
from projects.meetings.duties import queries
from projects.meetings.papers.actions import copy_due, open_copies
from projects.meetings.planning import promises as planning_promises
from projects.meetings.planning import rules as planning_rules
from projects.meetings.planning.models import Meeting
from projects.meetings.planning.states import MeetingState
from projects.roles.duties import actions as duties
from projects.roles.duties.queries import days_by_person
from projects.team.models import Project


def follow(meeting: Meeting, *, by: User | None, why: str = "") -> None:
    """Let the duties of everybody asked to a locked meeting follow it."""
    people = queries.ids_of_public(meeting)
    duties.follow(meeting.project, people=people, by=by, why=why, also={meeting.pk})


def follow_one(meeting: Meeting, person: Person, *, by: User | None) -> None:
    """Somebody cannot come to a locked meeting, or is not asked any more."""
    why = _("You are not coming to the meeting.")
    duties.follow(meeting.project, people={person.pk}, by=by, why=why, also={meeting.pk})


def note_notice(meeting: Meeting, people: Collection[int], *, by: User) -> None:
    """People heard of a locked meeting just now: early enough, or not."""
    asked = queries.ids_of_public(meeting) & set(people)
    duties.note_notice(
        meeting.project,
        people=asked,
        meeting=meeting.pk,
        title=meeting.title,
        starts_at=meeting.starts_at,
        by=by,
    )


def note_attendance(meeting: Meeting, *, by: User) -> None:
    """It is noted who came, or how it went: what that asks for, keeps and puts right."""
    follow(meeting, by=by, why=_("You were not at the meeting."))
    duties.put_right(meeting.project, people=queries.who_came(meeting), meeting=meeting.pk, by=by)


def follow_days(project: Project, people: Collection[int], *, by: User, why: str) -> None:
    """People agreed to other days: papers and answers for meetings to come are due by the strictest."""
    rows = Meeting.objects.filter(project=project, status=MeetingState.INVITED, starts_at__gt=clock.now())
    asked = rows.filter(invitations__person__in=people).distinct()
    for meeting in asked.order_by("pk"):
        due_at = planning_promises.papers_due(meeting)
        promise.move(planning_promises.PAPERS, subject=meeting, due_at=due_at, by=by, why=why)
        for copy in open_copies(meeting):
            promise.move_one(copy, due_at=copy_due(meeting, copy.person), by=by, why=why)
        _follow_answers(meeting, people, by=by, why=why)


def _follow_answers(meeting: Meeting, people: Collection[int], *, by: User, why: str) -> None:
    days = days_by_person("cannot_come", people, project=meeting.project)
    for one in meeting.invitations.filter(person__in=days).select_related("person"):
        due_at = planning_rules.answer_due(meeting.starts_at, clock.now(), days[one.person_id])
        promise.move(
            planning_promises.ANSWER, subject=meeting, due_at=due_at, by=by, why=why, person=one.person
        )
