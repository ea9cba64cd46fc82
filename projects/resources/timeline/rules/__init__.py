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
from projects.resources.timeline.rules.preview import (
    Crossed,
    Due,
    NewDate,
    Preview,
    ProjectPreview,
    Shift,
    preview,
    project_preview,
)

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
    "ProjectPreview",
    "Shift",
    "deadlines",
    "in_order",
    "lead_times",
    "outside",
    "paid_by",
    "preview",
    "project_preview",
    "warnings",
]
