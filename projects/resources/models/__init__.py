"""Step 2: what money there is, what is planned with it, who gives time, and when things are due."""

from projects.resources.models.activities import PlannedActivity
from projects.resources.models.budget import BudgetLine
from projects.resources.models.milestones import Milestone
from projects.resources.models.staff_time import StaffAllocation

__all__ = ["BudgetLine", "Milestone", "PlannedActivity", "StaffAllocation"]
