"""When bank details may be used, and how a person is paid. Pure."""

import datetime as dt

from expenses.payees.models import BankDetails, PayPreference
from expenses.payees.states import BankState, Route

# NHS Counter Fraud Authority: changed details rest, and the old contact hears of it, before money moves.
REST = dt.timedelta(hours=48)


def usable_from(*, first: bool, now: dt.datetime) -> dt.datetime:
    """Return when new details may be used: first ones at once, changed ones after their rest."""
    return now if first else now + REST


def may_be_used(details: BankDetails, now: dt.datetime) -> bool:
    """Say whether waiting details have rested, and were checked where that is needed."""
    checked = details.checked_at is not None or not details.needs_check
    return details.status == BankState.PENDING and details.usable_from <= now and checked


def route_of(preference: PayPreference | None) -> str:
    """Return how a person wants to be paid; into a bank account unless they said otherwise."""
    return preference.route if preference else Route.BANK
