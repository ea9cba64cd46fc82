"""Writing down one topic of a draft, or one row of a part that repeats."""

from typing import Any

from django.db import transaction

from contributors.accounts.models import User
from coproduce.foundation import transitions
from projects.roles.describing import queries
from projects.roles.models import RoleVersion, policy_rates
from projects.roles.models.choices import PaymentKind
from projects.roles.writing import actions as writing

OF_A_FEE = {"pay_rates": [], "fee_reason": "", "prep_paid": "", "travel_paid": ""}


@transaction.atomic
def save_topic(version: RoleVersion, *, words: dict[str, Any], by: User) -> RoleVersion:
    """Save what one page says. Where no fee is paid, what belongs to a fee goes. Raises TransitionRefused."""
    payment = words.get("payment")
    if payment and payment != PaymentKind.FEE:
        words = words | OF_A_FEE
    if "starts_on" in words and version.pay_rates:
        policy = queries.policy_on(version.role.organisation_id, words["starts_on"])
        words = words | {"pay_rates": policy_rates.compared(version.pay_rates, policy)}
    return writing.edit_draft(version, words=words, by=by)


@transaction.atomic
def save_row(version: RoleVersion, *, part: str, row: dict[str, Any], key: str, by: User) -> RoleVersion:
    """Add a row to a part that repeats, or change the one of this key. Raises TransitionRefused."""
    fresh = transitions.lock(version)
    rows = [dict(one) for one in getattr(fresh, part)]
    at = next((n for n, one in enumerate(rows) if one.get("id") == key), None)
    if at is None:
        rows.append(row)
    else:
        rows[at] = {"id": key, **row}
    return writing.edit_draft(fresh, words=_with(fresh, part, rows), by=by)


@transaction.atomic
def drop_row(version: RoleVersion, *, part: str, key: str, by: User) -> RoleVersion:
    """Take a row out of a part that repeats. Raises TransitionRefused."""
    fresh = transitions.lock(version)
    rows = [one for one in getattr(fresh, part) if one.get("id") != key]
    return writing.edit_draft(fresh, words=_with(fresh, part, rows), by=by)


def _with(version: RoleVersion, part: str, rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Return what changes: the rows, what the policy says of them, and what they answer."""
    words: dict[str, Any] = {part: rows}
    if part == "pay_rates":
        words = {part: policy_rates.compared(rows, queries.policy_of(version))}
        words |= {"payment": PaymentKind.FEE} if rows else {}
    if rows and part in version.to_agree:
        words["to_agree"] = [name for name in version.to_agree if name != part]
    return words
