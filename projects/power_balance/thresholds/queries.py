from dataclasses import fields

from projects.power_balance.thresholds.models import PowerThresholds
from projects.power_balance.thresholds.rules import Limits
from projects.resources.timeline.queries import SAME_VALUE, own_lead_times


def limits_of(organisation_id: int) -> Limits:
    """Return the limits of an organisation; `own` names those it has set itself. Two queries.

    Where it has a lead time of its own for the same thing, that one counts, here as on the timeline.
    """
    row = PowerThresholds.objects.filter(organisation=organisation_id).first()
    names = [field.name for field in fields(Limits) if field.name != "own"]
    values = {name: getattr(row, name) for name in names if getattr(row, name, None) is not None}
    own = own_lead_times(organisation_id)
    values |= {name: own[kind][0] for kind, name in SAME_VALUE.items() if kind in own}
    return Limits(**values, own=frozenset(values))
