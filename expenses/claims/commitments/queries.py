"""What projects will cost and have cost, as the costing of projects asks it."""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import Q, Sum
from django.db.models.functions import Coalesce

from coproduce.foundation import clock
from expenses.claims.commitments import rules
from expenses.claims.commitments.rules import FeeOf, Roles
from expenses.claims.models import Claim, ClaimLine
from expenses.claims.states import NEVER_PAID, ClaimState, LineDecision
from expenses.policies.models import Policy
from expenses.policies.prices.queries import Prices, prices_of
from projects.meetings.models import Attendance, Invitation, Meeting
from projects.meetings.planning.states import MeetingState, Response
from projects.resources.costing.rules import Amounts, Piece
from projects.resources.models import PlannedActivity
from projects.roles.models import Assignment
from projects.roles.states import AssignmentState
from projects.team.models import Project
from projects.team.states import Side

Pieces = Mapping[int, list[Piece]]


def spend_pieces(project_ids: Sequence[int]) -> Pieces:
    """Return {project id: what was claimed, approved and paid, by kind, day, activity and person}.

    The same lines as `expenses.claims.queries.spend_of_projects`. One query. What is claimed is
    committed too.
    """
    approved = Q(status=LineDecision.APPROVED)
    rows = (
        ClaimLine.objects.counted()
        .filter(claim__project__in=project_ids)
        .order_by()
        .values("claim__project", "category", "activity_date", "claim__meeting__activity", "claim__person")
        .annotate(
            claimed=Sum("amount_pence"),
            approved=Coalesce(Sum("amount_pence", filter=approved), 0),
            paid=Coalesce(Sum("amount_pence", filter=approved & Q(claim__status=ClaimState.PAID)), 0),
        )
    )
    found: defaultdict[int, list[Piece]] = defaultdict(list)
    for row in rows:
        claimed = row["claimed"]
        amounts = Amounts(committed=claimed, claimed=claimed, approved=row["approved"], paid=row["paid"])
        piece = Piece(
            rules.budget_of(row["category"]),
            row["activity_date"],
            amounts,
            row["claim__meeting__activity"],
            row["claim__person"],
        )
        found[row["claim__project"]].append(piece)
    return found


@dataclass
class _Known:
    """What the commitments of one project are made of."""

    roles: list[Assignment] = field(default_factory=list)
    asked: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    meetings: dict[int, Meeting] = field(default_factory=dict)
    activities: list[PlannedActivity] = field(default_factory=list)


def commitments(project_ids: Sequence[int]) -> Pieces:
    """Return {project id: what accepted roles and meetings still cost}. A constant number of queries."""
    known = _known(project_ids)
    claimed, absent = _claimed(project_ids), _absent(project_ids)
    prices: dict[int, Prices] = {}
    found = {}
    for project in Project.objects.filter(pk__in=project_ids):
        mine = known[project.pk]
        theirs = prices.get(project.organisation_id) or prices_of(project.organisation_id)
        prices[project.organisation_id] = theirs
        found[project.pk] = _of_project(project, mine, theirs, claimed, absent)
    return found


def _of_project(
    project: Project,
    known: _Known,
    prices: Prices,
    claimed: Mapping[int, set[int]],
    absent: Mapping[int, set[int]],
) -> list[Piece]:
    today, roles, fee_of = clock.today(), Roles(known.roles), _fee_of(prices)
    found, held = [], defaultdict[int, int](int)
    for meeting in known.meetings.values():
        held[meeting.activity_id or 0] += 1
        day = clock.uk(meeting.starts_at).date()
        window = (prices.policy_on(day) or Policy()).claim_window_days
        if day + dt.timedelta(days=window) < today:
            continue
        people = rules.still_to_come(
            known.asked[meeting.pk],
            claimed=claimed.get(meeting.pk, set()),
            absent=absent.get(meeting.pk, set()),
        )
        found += rules.meeting_pieces(meeting, people, roles, fee_of)
    for activity in known.activities:
        left = activity.sessions - held[activity.pk]
        found += rules.activity_pieces(activity, left, roles, fee_of, today=today, until=project.ends_on)
    return found


def _fee_of(prices: Prices) -> FeeOf:
    def fee_of(rate: str, role: str, day: dt.date, minutes: int) -> int | None:
        named = prices.price(rate, day, minutes) if rate else None
        return prices.for_meeting(role, day, minutes) if named is None else named

    return fee_of


def _known(project_ids: Sequence[int]) -> Mapping[int, _Known]:
    found: defaultdict[int, _Known] = defaultdict(_Known)
    meetings = Meeting.objects.filter(project__in=project_ids).exclude(status=MeetingState.CANCELLED)
    for meeting in meetings.select_related("activity"):
        found[meeting.project_id].meetings[meeting.pk] = meeting
    asked = Invitation.objects.filter(meeting__in=meetings, side=Side.PUBLIC).exclude(response=Response.NO)
    for project, meeting_id, person in asked.values_list("meeting__project", "meeting", "person").order_by(
        "pk"
    ):
        found[project].asked[meeting_id].append(person)
    accepted = Assignment.objects.filter(
        role__project__in=project_ids, status__in=(AssignmentState.AGREED, AssignmentState.ENDED)
    )
    for one in accepted.select_related("role", "version").order_by("pk"):
        found[one.role.project_id].roles.append(one)
    for activity in PlannedActivity.objects.filter(project__in=project_ids):
        found[activity.project_id].activities.append(activity)
    return found


def _claimed(project_ids: Sequence[int]) -> Mapping[int, set[int]]:
    """Return {meeting id: who claimed for it, or was told no}."""
    over = Q(status=ClaimState.REFUSED) | ~Q(status__in=NEVER_PAID)
    rows = Claim.objects.filter(over, project__in=project_ids, meeting__isnull=False)
    return _by_meeting(rows.values_list("meeting", "person"))


def _absent(project_ids: Sequence[int]) -> Mapping[int, set[int]]:
    """Return {meeting id: who was not there}."""
    rows = Attendance.objects.filter(meeting__project__in=project_ids, came=False)
    return _by_meeting(rows.values_list("meeting", "person"))


def _by_meeting(pairs: object) -> Mapping[int, set[int]]:
    found: defaultdict[int, set[int]] = defaultdict(set)
    for meeting, person in pairs:  # type: ignore[attr-defined]
        found[meeting].add(person)
    return found
