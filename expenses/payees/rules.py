"""When bank details may be used, and how a person is paid. Pure."""

import datetime as dt
from dataclasses import dataclass

from expenses.payees.models import BankDetails, PayPreference, account_marks
from expenses.payees.states import BankState, Route

# NHS Counter Fraud Authority: changed details cool off, and the old contact hears of it, before money moves.
COOLING_OFF = dt.timedelta(hours=48)


def usable_from(*, first: bool, now: dt.datetime) -> dt.datetime:
    """Return when new details may be used: first ones at once, changed ones after cooling off."""
    return now if first else now + COOLING_OFF


def may_be_used(details: BankDetails, now: dt.datetime) -> bool:
    """Say whether waiting details have cooled off, and were checked where that is needed."""
    checked = details.checked_at is not None or not details.needs_check
    return details.status == BankState.PENDING and details.usable_from <= now and checked


def route_of(preference: PayPreference | None) -> str:
    """Return how a person wants to be paid; into a bank account unless they said otherwise."""
    return preference.route if preference else Route.BANK


@dataclass(frozen=True)
class ClearDetails:
    """Bank details in clear, as text with their zeros. Never stored; on no page but the check page."""

    account_name: str
    sort_code: str
    account_number: str
    roll_number: str = ""

    def __repr__(self) -> str:  # a traceback or a log line must not show them
        return "ClearDetails(…)"

    @property
    def fingerprint(self) -> str:
        """The same for the same account, whoever types it; cannot be turned back. To be stored."""
        return self.fingerprints[0]

    @property
    def fingerprints(self) -> list[str]:
        """The fingerprint by every key in use, to look for the same account while keys change."""
        return account_marks(
            sort_code=self.sort_code, account_number=self.account_number, roll_number=self.roll_number
        )
