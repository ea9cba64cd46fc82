"""Who may decide on an advance, and who may hand it over: one person decides, a second gives."""

from django.utils.translation import gettext as _

from contributors.accounts.models import User
from expenses.payments.advances.models import Advance


def _own() -> str:
    return _(
        "This looks like your own advance, or that of someone who shares your address or account. Someone "
        "else has to do this."
    )


def may_not_decide(user: User, advance: Advance, *, own: bool) -> str:
    """Return why this account may not say yes or no; empty when it may.

    `own` says whether the account and the person may be one human.
    """
    if own:
        return _own()
    if advance.asked_by_id == user.pk:
        return _("You asked for this on behalf of someone, so another person has to decide.")
    return ""


def may_not_give(user: User, advance: Advance, *, own: bool) -> str:
    """Return why this account may not hand the money over, or settle it; empty when it may."""
    if advance.decided_by_id == user.pk:
        return _("You approved this advance, so someone else has to do this.")
    return _own() if own else ""
