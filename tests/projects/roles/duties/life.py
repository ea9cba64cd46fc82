"""What happens in the life of a role, one line each, for the tests of its duties."""

import datetime as dt
from contextlib import contextmanager

import time_machine
from django.db import transaction

from coproduce.foundation import clock
from coproduce.foundation.promises.models import Promise
from expenses.claims import actions as claim_actions
from expenses.claims.models import Claim
from expenses.claims.writing import actions as writing
from projects.meetings.attendance import actions as attendance
from projects.meetings.feedback import actions as feedback
from projects.meetings.models import Invitation, Meeting
from projects.meetings.papers import actions as papers
from projects.meetings.planning import actions as planning
from projects.roles.answering import actions as answering
from projects.roles.duties import actions as duties
from projects.roles.inviting import actions as inviting
from projects.roles.models import Assignment, DutyOccasion, RoleDescription
from projects.roles.rules import Invitee
from projects.roles.writing import actions as role_actions
from tests import builders
from tests.projects.meetings.planning.test_actions import upload

DAY = dt.timedelta(days=1)
HELD = {
    "chaired_by": "staff",
    "items_all": 3,
    "items_public": 1,
    "breaks": "kept",
    "time_kept": True,
    "pre_brief": True,
}


def at(day: dt.date, hour: int = 9):
    """Be at a UK morning of a day."""
    moment = dt.datetime.combine(day, dt.time(hour), tzinfo=clock.UK)
    return time_machine.travel(moment, tick=False)


def line(kind: str, days: int | None = None) -> dict:
    """A measured duty as a version keeps it."""
    return {"kind": kind, **({"days": days} if days else {})}


def free(side: str, words: str, every: str, by: dt.date | None = None, key: str = "k1") -> dict:
    """A duty in own words as a version keeps it."""
    day = {"by": by.isoformat()} if by else {}
    return {"kind": "free", "key": key, "side": side, "words": words, "every": every, **day}


class Life:
    """One project and who leads it."""

    def __init__(self, project, manager):
        self.project, self.manager = project, manager

    def agreed(self, user, *entries: dict, title: str = "Partner") -> Assignment:
        """Somebody agrees to a new role with these duties."""
        ours = [one for one in entries if side_of(one) == "organisation"]
        theirs = [one for one in entries if side_of(one) == "contributor"]
        role = builders.role(
            self.project, title, offered_by=self.manager, our_promises=ours, their_promises=theirs
        )
        [one] = inviting.invite(role, invitees=[Invitee(person=user.person)], by=self.manager)
        return self.says_yes(one, user)

    def next_version(self, role: RoleDescription, *entries: dict):
        """Offer another text of a role with these duties."""
        draft = role_actions.start_draft(role, by=self.manager)
        draft.our_promises = [one for one in entries if side_of(one) == "organisation"]
        draft.their_promises = [one for one in entries if side_of(one) == "contributor"]
        draft.save()
        return role_actions.offer(draft, by=self.manager)

    def says_yes(self, assignment: Assignment, user) -> Assignment:
        """Agree to the text last put before them."""
        assignment.refresh_from_db()
        answering.agree(assignment, content_hash=assignment.version.content_hash, by=user)
        assignment.refresh_from_db()
        return assignment

    def meeting(self, in_days: int, *users, title: str = "Panel", has_papers: bool = True) -> Meeting:
        """Ask people to a meeting in so many days, at ten."""
        day = clock.today() + in_days * DAY
        starts_at = dt.datetime.combine(day, dt.time(10), tzinfo=clock.UK)
        planned = builders.meeting(
            self.project,
            *(user.person for user in users),
            title=title,
            starts_at=starts_at,
            ends_at=starts_at + dt.timedelta(hours=2),
            has_papers=has_papers,
        )
        return planning.invite(planned, by=self.manager, why_this_time="It suits most.")

    def send_papers(self, meeting: Meeting) -> None:
        """Send one paper to everybody."""
        papers.add_paper(meeting, title="Agenda", file=upload(), by=self.manager)
        papers.send_papers(meeting, by=self.manager)

    def answer(self, meeting: Meeting, user, *, coming: bool) -> None:
        """Say yes or no."""
        attendance.respond(
            Invitation.objects.get(meeting=meeting, person=user.person), coming=coming, by=user
        )

    def hold(self, meeting: Meeting, *came) -> None:
        """Note who was there for two hours."""
        attendance.record_attendance(meeting, minutes={user.person.pk: 120 for user in came}, by=self.manager)

    def note(self, meeting: Meeting, *, debrief: bool) -> None:
        """Note how it went."""
        feedback.note(meeting, by=self.manager, debrief=debrief, **HELD)

    def claim(self, user) -> Claim:
        """Send a claim of a train fare."""
        made = builders.claim(user.person, self.project.organisation, project=self.project)
        builders.claim_line(made)
        return writing.send(made, by=user)

    def pay(self, claim: Claim) -> None:
        """The money of a claim is paid."""
        Claim.objects.filter(pk=claim.pk).update(
            status="in_payment", decided_by=self.manager, decided_at=clock.now()
        )
        rows = Claim.objects.filter(pk=claim.pk)
        with transaction.atomic():
            claim_actions.mark_all_paid(rows, by=self.manager, paid_at=clock.now())

    def tick(self, user, kind: str, words: str = "", nth: int = -1) -> None:
        """Say that an open duty of this line is done: the first, or another."""
        rows = DutyOccasion.objects.open().filter(
            line__startswith=kind, assignment__role__project=self.project
        )
        duties.done(list(rows.order_by("-pk"))[nth], by=user, words=words)


def side_of(entry: dict) -> str:
    """Whose duty it is."""
    from projects.roles.models.duty_kinds import KINDS

    return entry.get("side") or str(KINDS[entry["kind"]].side)


def became(assignment: Assignment) -> dict[str, list[str]]:
    """What became of every duty of somebody's role, in the order in which it was asked for."""
    found: dict[str, list[str]] = {}
    rows = assignment.duty_occasions.select_related("promise").order_by("pk")
    for one in rows:
        found.setdefault(one.line.partition(":")[0], []).append(str(one.outcome.value))
    return found


def owed(kind: str, **where) -> Promise:
    """The one open promise of a kind."""
    return Promise.objects.open().get(kind=kind, **where)


@contextmanager
def day(start: dt.date, number: int, hour: int = 9):
    """Be at the morning of a day counted from the start."""
    with at(start + number * DAY, hour):
        yield start + number * DAY
