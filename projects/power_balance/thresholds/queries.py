from dataclasses import fields

from projects.power_balance.thresholds.models import PowerThresholds
from projects.power_balance.thresholds.rules import Limits


def limits_of(organisation_id: int) -> Limits:
    """Return the limits of an organisation; `own` names those it has set itself. One query."""
    row = PowerThresholds.objects.filter(organisation=organisation_id).first()
    names = [field.name for field in fields(Limits) if field.name != "own"]
    values = {name: getattr(row, name) for name in names if getattr(row, name, None) is not None}
    return Limits(**values, own=frozenset(values))
