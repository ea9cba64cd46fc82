"""Who may release a run, what stops it, which day of payment can be. Decides; reads and writes nothing."""

import datetime as dt
from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from contributors.accounts.models import User
from coproduce.foundation import clock
from coproduce.foundation.transitions import TransitionRefused
from expenses.payments.rules import NAMED
from expenses.payments.runs.models import PaymentRun
from expenses.payments.states import BEFORE_THE_FILE, RunState


def why_not_release(run: PaymentRun, user: User, *, pays_them: bool) -> str:
    """Return why this account may not release the run; empty when it may. Administrators are no exception.

    `pays_them` says whether a payment of the run may well go to this account's human.
    """
    if user.pk in (run.made_by_id, run.locked_by_id):
        return _("You prepared this run, so someone else has to release it.")
    if pays_them:
        return _(
            "This run pays you, or someone who shares your email or bank account. Ask a colleague to "
            "release it."
        )
    return ""


def why_not_cancel(run: PaymentRun, user: User) -> str:
    """Return why this account may not cancel the run; empty when it may.

    Once its file is made the bank may have it: who made the file does not say alone that it never went.
    """
    if run.status == RunState.EXPORTED and user.pk == run.exported_by_id:
        return _("You made the file of this run, so someone else has to cancel it.")
    return ""


def file_before(names: Sequence[str], numbers: Sequence[int]) -> str:
    """Return a warning for whoever releases a run: a file with payments for these people was made before."""
    return _(
        "A file was made before with payments for %(who)s: run %(runs)s, which was cancelled. Release this"
        " only if you know that the bank did not take it."
    ) % {"who": ", ".join(names[:NAMED]), "runs": ", ".join(map(str, numbers))}


def check_fits(names: Sequence[str], *, wrong: int, has_payments: bool) -> None:
    """Raise TransitionRefused, with names, when a payment no longer fits what it was copied from.

    `wrong` is how many do not fit, `names` the first of them. A run without payments is refused too.
    """
    if wrong:
        more = wrong - len(names)
        who = ", ".join(names)
        if more > 0:
            who += " " + ngettext("and %(n)s more", "and %(n)s more", more) % {"n": more}
        raise TransitionRefused(
            _("Something has changed for %(who)s. Hold these payments back first. Nothing was changed.")
            % {"who": who}
        )
    if not has_payments:
        raise TransitionRefused(_("There are no payments left in this run. Cancel it."))


def held_back(names: Sequence[str]) -> str:
    """Return who is not in the file because their bank details cannot be read, and what happens now."""
    return _(
        "Not in the file: %(who)s. We cannot read their bank details, so they have to give them again. Their"
        " claims wait until then."
    ) % {"who": ", ".join(names)}


def check_some_open(names: Sequence[str], *, payments: int) -> None:
    """Raise TransitionRefused when the bank details of nobody in a run open: there is no file to make."""
    if len(names) >= payments:
        raise TransitionRefused(
            _("We cannot read the bank details of anyone in this run: %(who)s. Nothing was changed.")
            % {"who": ", ".join(names[:NAMED])}
        )


def check_day(run: PaymentRun, paid_on: dt.date) -> None:
    """Raise TransitionRefused for a day of payment in the future, or before the run was released."""
    if paid_on > clock.today():
        raise TransitionRefused(_("This day is in the future. Record it when the money has left the bank."))
    if run.released_at and paid_on < clock.uk(run.released_at).date():
        raise TransitionRefused(_("This day is before the run was released."))


def check_may_hold(run: PaymentRun, *, has_file: bool) -> None:
    """Raise TransitionRefused when nothing can be taken out of a run any more."""
    if run.status not in (*BEFORE_THE_FILE, RunState.EXPORTED) or has_file:
        raise TransitionRefused(_("The file for this run has been made, so nothing can be taken out."))
