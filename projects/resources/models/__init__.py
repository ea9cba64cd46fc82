"""Step 2: what money there is, what is planned with it, who gives time, and when things are due."""

from projects.resources.models.access import AccessCost
from projects.resources.models.activities import PlannedActivity
from projects.resources.models.budget import BudgetLine
from projects.resources.models.lead_times import LeadTime
from projects.resources.models.milestones import Milestone
from projects.resources.models.staff_time import StaffAllocation, StaffHours

__all__ = [
    "AccessCost",
    "BudgetLine",
    "LeadTime",
    "Milestone",
    "PlannedActivity",
    "StaffAllocation",
    "StaffHours",
]
