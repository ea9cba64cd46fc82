"""Step 2: what money there is, what is planned with it, who gives time, and when things are due."""

from projects.resources.models.access import AccessCost
from projects.resources.models.activities import PlannedActivity
from projects.resources.models.budget import BudgetLine
from projects.resources.models.costs import PlannedCost
from projects.resources.models.funders import Funder
from projects.resources.models.lead_times import LeadTime
from projects.resources.models.milestones import Milestone
from projects.resources.models.staff_time import StaffAllocation, StaffHours
from projects.resources.models.what_if import WhatIf, WhatIfRow

ResourceRow = BudgetLine | PlannedActivity | PlannedCost | Funder | StaffAllocation | Milestone
"""A row of the plan that the pages of step 2 add, change and remove."""

__all__ = [
    "AccessCost",
    "BudgetLine",
    "Funder",
    "LeadTime",
    "Milestone",
    "PlannedActivity",
    "PlannedCost",
    "ResourceRow",
    "StaffAllocation",
    "StaffHours",
    "WhatIf",
    "WhatIfRow",
]
