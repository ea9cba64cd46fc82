"""The register of decisions: the only code that writes it."""

import datetime as dt
from typing import Any

from django.db import transaction

from coproduce.foundation import history, workflow
from projects.power_balance.models import Decision
from projects.power_balance.states import Followed
from projects.team.actions import lock_open
from projects.team.models import Project


@transaction.atomic
def record_decision(
    project: Project,
    *,
    title: str,
    decided_on: dt.date,
    options: str,
    took_part: str,
    followed: Followed,
    by: Any,
    public_view: str = "",
    reason: str = "",
) -> Decision:
    """Write a decision down; one against the public view needs a reason. Raises Refused."""
    decision = Decision.objects.create(
        project=lock_open(project),
        title=title,
        decided_on=decided_on,
        options=options,
        took_part=took_part,
        public_view=public_view,
        followed=followed,
        reason=reason,
        made_by=by,
    )
    history.record(decision, "decision recorded", by=by, detail={"followed": followed})
    return decision


@transaction.atomic
def correct_decision(decision: Decision, *, by: Any, **values: Any) -> Decision:
    """Correct a recorded decision; history keeps what was changed, and what it said. Raises Refused."""
    lock_open(decision.project)
    fresh = workflow.lock(decision)
    changed = {
        name: str(getattr(fresh, name)) for name, value in values.items() if getattr(fresh, name) != value
    }
    if not changed:
        return fresh
    for name in changed:
        setattr(fresh, name, values[name])
    fresh.save(update_fields=list(changed))
    history.record(fresh, "decision corrected", by=by, detail={"said before": changed})
    return fresh
