"""All models of the second floor, gathered for Django from their rooms."""

from projects.checklist.models import SignOff, SignOffAnswer
from projects.diversity.models import Benchmark, DiversityAim, Release
from projects.meetings.models import (
    Arrangement,
    Attendance,
    Dispute,
    HowItWent,
    Invitation,
    Meeting,
    Paper,
    PaperCopy,
    TalkBefore,
    WhyNot,
    Word,
)
from projects.power_balance.models import Decision, PowerAction
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
    "Arrangement",
    "Assignment",
    "Attendance",
    "Benchmark",
    "BudgetLine",
    "ChangeProposal",
    "Decision",
    "Dispute",
    "DiversityAim",
    "HowItWent",
    "InfluenceStatement",
    "Invitation",
    "Meeting",
    "Milestone",
    "NothingIsFixed",
    "Paper",
    "PaperCopy",
    "PieceOfWork",
    "PlannedActivity",
    "PowerAction",
    "Project",
    "Release",
    "RoleDescription",
    "RoleTemplate",
    "RoleVersion",
    "ScreenAnswer",
    "SignOff",
    "SignOffAnswer",
    "StaffAllocation",
    "TalkBefore",
    "TeamMember",
    "WhyNot",
    "Word",
]
