"""The rules of a timeline: what does not fit, and what a new date would do."""

from projects.resources.timeline.rules.plan import (
    Deadline,
    Lead,
    Leads,
    PlanBounds,
    PlanEntry,
    PlanWarning,
    deadlines,
    in_order,
    lead_times,
    outside,
    paid_by,
    warnings,
)
from projects.resources.timeline.rules.preview import Crossed, Due, NewDate, Preview, Shift, preview

__all__ = [
    "Crossed",
    "Deadline",
    "Due",
    "Lead",
    "Leads",
    "NewDate",
    "PlanBounds",
    "PlanEntry",
    "PlanWarning",
    "Preview",
    "Shift",
    "deadlines",
    "in_order",
    "lead_times",
    "outside",
    "paid_by",
    "preview",
    "warnings",
]
