"""All models of the second floor, gathered for Django from their rooms."""

from projects.checklist.models import SignOff, SignOffAnswer
from projects.diversity.models import Benchmark, DiversityAim, Release
from projects.meetings.models import Attendance, CalendarFeed, Invitation, Meeting, Paper
from projects.power_balance.models import (
    Concern,
    ConcernContact,
    Decision,
    DecisionDispute,
    PowerAction,
    PowerRating,
    PowerReview,
    PowerThresholds,
    ReviewRater,
    ReviewResult,
)
from projects.resources.models import BudgetLine, Milestone, PlannedActivity, StaffAllocation
from projects.roles.models import (
    Agreement,
    Assignment,
    ChangeProposal,
    RoleDescription,
    RoleTemplate,
    RoleVersion,
)
from projects.scope.models import InfluenceStatement, NothingIsFixed, PieceOfWork, ScreenAnswer
from projects.team.models import Project, TeamMember

__all__ = [
    "Agreement",
    "Assignment",
    "Attendance",
    "Benchmark",
    "BudgetLine",
    "CalendarFeed",
    "ChangeProposal",
    "Concern",
    "ConcernContact",
    "Decision",
    "DecisionDispute",
    "DiversityAim",
    "InfluenceStatement",
    "Invitation",
    "Meeting",
    "Milestone",
    "NothingIsFixed",
    "Paper",
    "PieceOfWork",
    "PlannedActivity",
    "PowerAction",
    "PowerRating",
    "PowerReview",
    "PowerThresholds",
    "Project",
    "Release",
    "ReviewRater",
    "ReviewResult",
    "RoleDescription",
    "RoleTemplate",
    "RoleVersion",
    "ScreenAnswer",
    "SignOff",
    "SignOffAnswer",
    "StaffAllocation",
    "TeamMember",
]
