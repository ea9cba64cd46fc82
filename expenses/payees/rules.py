"""When bank details may be used, and what stands between a person and being paid. Pure."""

import datetime as dt

from django.utils.translation import gettext as _

from coproduce.foundation.presenters import uk_when
from expenses.payees.models import BankDetails, PayPreference
from expenses.payees.states import BY_HAND, BankState, Route

# NHS Counter Fraud Authority: changed details rest, and the old contact hears of it, before money moves.
REST = dt.timedelta(hours=48)


def usable_from(*, first: bool, now: dt.datetime) -> dt.datetime:
    """Return when new details may be used: first ones at once, changed ones after their rest."""
    return now if first else now + REST


def may_be_used(details: BankDetails, now: dt.datetime) -> bool:
    """Say whether waiting details have rested, and were checked where that is needed."""
    checked = details.checked_at is not None or not details.needs_check
    return details.status == BankState.PENDING and details.usable_from <= now and checked


def hold(route: str, active: BankDetails | None, pending: BankDetails | None, talk_first: bool) -> str:
    """Return why this person cannot be paid now, as a sentence; empty when nothing stands in the way.

    While changed details wait, nothing is paid to the old ones either: one of the two is wrong.
    """
    if talk_first:
        return _("They would like to talk before any payment is made.")
    if route in BY_HAND:
        return ""  # "expenses only" is a choice about the fee: the expenses still go to the bank
    if pending and pending.needs_check and pending.checked_at is None:
        return _("Their bank details wait for a second pair of eyes.")
    if pending:
        return _("Their bank details were changed. They can be used from %(when)s.") % {
            "when": uk_when(pending.usable_from)
        }
    return "" if active else _("They have not told us yet how to pay them.")


def route_of(preference: PayPreference | None) -> str:
    """Return how a person wants to be paid; into a bank account unless they said otherwise."""
    return preference.route if preference else Route.BANK
