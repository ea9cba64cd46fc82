"""What the pages of a draft read: the policy in force, and what a role can start from."""

import datetime as dt
from typing import Any

from coproduce.foundation import clock
from projects.roles.models import RoleVersion, policy_rates
from projects.roles.models.policy_rates import PolicyRates
from projects.roles.signals import rates_asked


def policy_on(organisation_id: int, on: dt.date | None) -> PolicyRates | None:
    """Return the rates of the policy that is in force on the day a role starts, or today if that is later."""
    day = max(on or clock.today(), clock.today())
    answers: list[tuple[Any, Any]] = rates_asked.send(sender=None, organisation_id=organisation_id, on=day)
    return next((found for _receiver, found in answers if found is not None), None)


def with_policy(words: dict[str, Any], organisation_id: int) -> dict[str, Any]:
    """Return fields of a new role whose rates are those of the policy in force, or say how they differ."""
    if not words.get("pay_rates"):
        return words
    policy = policy_on(organisation_id, words.get("starts_on"))
    rows = policy_rates.renewed(words["pay_rates"], policy)
    return words | {"pay_rates": policy_rates.compared(rows, policy)}


def policy_of(version: RoleVersion) -> PolicyRates | None:
    """Return the rates of the policy that a version is compared with."""
    return policy_on(version.role.organisation_id, version.starts_on)
