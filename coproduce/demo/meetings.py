"""What the main project does in meetings, and what it finds out about power."""

import datetime as dt
from typing import Any

from contributors.accounts.models import User
from coproduce.demo import duties
from coproduce.demo.cast import Cast
from coproduce.demo.story import ago, moment, receipt, weekday_from
from coproduce.foundation import clock
from coproduce.foundation.known import known
from projects.meetings.arrangements import actions as arrangements
from projects.meetings.arrangements.states import Met
from projects.meetings.attendance import actions as attendance
from projects.meetings.feedback import actions as feedback
from projects.meetings.feedback.states import FeedbackLine
from projects.meetings.glossary import actions as glossary
from projects.meetings.models import Meeting
from projects.meetings.papers import actions as papers
from projects.meetings.planning import actions as meetings
from projects.meetings.talks import actions as talks
from projects.power_balance.decisions import actions as decisions
from projects.power_balance.decisions.states import Followed
from projects.power_balance.power_actions import actions as power
from projects.team.models import Project


def meet(cast: Cast, project: Project) -> None:
    """Step 4: two meetings held, one to come, decisions, an imbalance raised and acted on."""
    tom = cast.user("tom")
    everybody = [m.person for m in project.members.current().select_related("person")]
    hold_meeting(cast, project, "First meeting of the project group", 61, everybody, by=tom)
    held = hold_meeting(cast, project, "Second meeting of the project group", 41, everybody, by=tom)
    with ago(6):
        remember(cast, held, by=tom)
    find_out(cast, project, by=tom)
    look_ahead(cast, project, everybody, by=tom)


def find_out(cast: Cast, project: Project, *, by: User) -> None:
    """Decisions are written down and one is disputed; an imbalance is raised and answered."""
    with ago(39):
        record_decisions(project, by=by)
    with ago(38, hour=19):
        entry = project.decisions.latest("id")
        words = "We also asked for a hall in the evening. That is left out."
        disputed = decisions.dispute(entry, words=words, person=cast.public["danuta"], by=cast.user("danuta"))
    with ago(37, hour=20):
        raised = power.raise_imbalance(
            project,
            found="Staff talked before the meeting, and it felt decided already.",
            person=cast.public["sam"],
            by=cast.user("sam"),
        )
    with ago(33):
        words = "You are right. Evenings come up again at the fourth meeting."
        decisions.answer_dispute(disputed, words=words, by=by)
    with ago(30) as day:
        plan = "No meeting before the meeting. If there must be one, we say so and share its notes."
        due = day + dt.timedelta(days=21)
        power.answer(raised, plan=plan, owner=known(by.person), due_on=due, by=cast.user("priya"))


def look_ahead(cast: Cast, project: Project, everybody: list[Any], *, by: User) -> None:
    """The next meeting: staff say that they talk before it, and two people answer."""
    with ago(10) as day:
        coming = plan_next(project, day, everybody, by=by)
        talks.declare(
            coming,
            on=clock.uk(coming.starts_at).date() - dt.timedelta(days=2),
            about="How many groups the budget pays for. We bring two choices to the meeting.",
            shares_notes=True,
            by=by,
        )
        for name in ("meg", "sam"):
            invitation = coming.invitations.get(person=cast.public[name])
            attendance.respond(invitation, coming=True, by=cast.user(name))


def remember(cast: Cast, meeting: Meeting, *, by: User) -> None:
    """Staff note how a meeting went; Meg remembers the breaks differently, Sam says yes."""
    feedback.note(
        meeting,
        pre_brief=True,
        debrief=True,
        chaired_by="together",
        items_all=5,
        items_public=2,
        breaks="kept",
        time_kept=True,
        by=by,
    )
    glossary.add(
        meeting.project,
        word="PPI",
        explanation="Patient and public involvement: work done with people or by them, not to them.",
        by=by,
    )
    glossary.ask(meeting.project, word="Baseline", person=cast.public["sam"], by=cast.user("sam"))
    feedback.dispute(
        meeting,
        line=FeedbackLine.BREAKS,
        words="The break was 5 minutes. There was a queue for the lift.",
        person=cast.public["meg"],
        by=cast.user("meg"),
    )
    feedback.confirm(meeting, person=cast.public["sam"], by=cast.user("sam"))


def record_decisions(project: Project, *, by: User) -> None:
    """Write down two decisions: one as the public members wanted it, one not."""
    shared: dict[str, Any] = {
        "decided_on": clock.today() - dt.timedelta(days=2),
        "took_part": "Everyone at the second meeting",
    }
    decisions.record_decision(
        project,
        title="The welcome pack is printed as well as online",
        options="Online only, or both.",
        public_view="Both: not everybody is online.",
        followed=Followed.YES,
        by=by,
        **shared,
    )
    decisions.record_decision(
        project,
        title="Groups meet in health centres for the first year",
        options="Health centres, libraries, community halls.",
        public_view="Community halls: some people have bad memories of clinics.",
        followed=Followed.NO,
        reason="Health centres are free this year. We look again when the first groups have met.",
        by=by,
        **shared,
    )


def plan_next(project: Project, day: dt.date, people: list[Any], *, by: User) -> Meeting:
    """Invite to a meeting on a Friday at one, when Yusuf prays, and say why."""
    starts = moment(weekday_from(day, 26, 4), 13)
    meeting = meetings.plan(
        project,
        starts_at=starts,
        ends_at=starts + dt.timedelta(hours=2),
        people=people,
        by=by,
        title="Fourth meeting of the project group",
        purpose="To choose what the welcome pack says first.",
        access="No steps, a hearing loop, and captions online.",
        place="Severn House, Bristol, and online",
        online_link="https://meet.example.org/severn",
        joining="Ring the bell marked Severn. Somebody meets you at the door.",
        breaks="15 minutes at 2pm",
    )
    why = "The only room without stairs that week. The next one is a Tuesday."
    return meetings.invite(meeting, by=by, why_this_time=why)


def hold_meeting(
    cast: Cast, project: Project, title: str, days: int, people: list[Any], *, by: User
) -> Meeting:
    """Plan and invite three weeks ahead, send papers a week before, note who came."""
    with ago(days + 20) as day:
        starts = moment(day + dt.timedelta(days=20), 10, 30)
        meeting = meetings.plan(
            project, starts_at=starts, ends_at=starts + dt.timedelta(hours=2), people=people, by=by,
            title=title,
            purpose="To agree what we do next, and who does it.",
            access="No steps, a hearing loop, and a quiet room next door.",
            place="Severn House, Bristol", joining="Ring the bell marked Severn.",
            breaks="15 minutes at 11.30am",
        )  # fmt: skip
        meetings.invite(meeting, by=by, why_this_time="It was the time most people could come.")
    with ago(days + 9):
        paper = papers.add_paper(meeting, title="Agenda and notes", file=receipt("AGENDA", "2 hours"), by=by)
        papers.add_version(paper, format="large", file=receipt("AGENDA, LARGE", "2 hours"), by=by)
        papers.send_papers(meeting, by=by)
    with ago(days + 5, hour=18):
        for invitation in meeting.invitations.filter(side="public").select_related("person"):
            attendance.respond(invitation, coming=True, by=invitation.person.account)
    with ago(days + 4, hour=18):
        duties.read(cast, ("meg", "danuta", "sam") if days > 50 else ("meg",), meeting.pk)
    with ago(days + 8):
        for row in meeting.arrangements.wanted().select_related("need__person"):
            arrangements.arrange(row, by=by)
    with ago(days - 1):
        minutes = dict.fromkeys(meeting.invitations.values_list("person", flat=True), 120)
        attendance.record_attendance(meeting, minutes=minutes, by=by)
        for row in meeting.arrangements.wanted().select_related("need__person"):
            arrangements.say_if_met(row, met=Met.YES, words="", by=known(row.person.account))
    return meeting
