"""Who may release a run, what stops it, and whether all sums agree. Decides; writes nothing."""

import datetime as dt

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from contributors.accounts.models import User, normal_email
from coproduce.foundation import clock
from coproduce.foundation.transitions import TransitionRefused
from expenses.payees.models import BankDetails
from expenses.payees.states import BankState
from expenses.payments import payable
from expenses.payments.models import Payment, PaymentRun

NAMED = 10  # so many people are named when a run is refused


class SumsDiffer(Exception):
    """Run, file and ledger do not say the same. Nothing was written; somebody has to look at it."""


def own_payments(run: PaymentRun, user: User) -> QuerySet[Payment]:
    """Payments of a run that may well go to this account's human: their person, mailbox or bank account."""
    own = user.people.all()
    emails = {normal_email(email) for email in (user.email, *own.values_list("email", flat=True)) if email}
    accounts = BankDetails.objects.filter(person__in=own.values("pk")).exclude(status=BankState.SUPERSEDED)
    theirs = Q(person__account=user) | Q(person__in=own.values("pk")) | Q(person__account__email__in=emails)
    for email in emails:
        theirs |= Q(person__email__iexact=email)
    theirs |= Q(bank_details__fingerprint__in=accounts.values("fingerprint"))
    return run.payments.live().filter(theirs)


def why_not_release(run: PaymentRun, user: User) -> str:
    """Return why this account may not release the run; empty when it may. Administrators are no exception."""
    if user.pk in (run.made_by_id, run.locked_by_id):
        return _("You put this run together, so somebody else has to release it.")
    if own_payments(run, user).exists():
        return _(
            "This run pays you, or somebody with your mailbox or bank account. Ask a colleague to release it."
        )
    return ""


def check_fits(run: PaymentRun) -> None:
    """Raise Refused, with names, when a payment no longer fits what it was copied from, or none is left."""
    wrong = payable.misfits(run)
    names = list(wrong.values_list("payee_name", flat=True)[: NAMED + 1])
    if names:
        more = wrong.count() - NAMED
        who = ", ".join(names[:NAMED])
        if more > 0:
            who += " " + ngettext("and %(n)s more", "and %(n)s more", more) % {"n": more}
        raise TransitionRefused(
            _("Something has changed for %(who)s. Hold these payments back first. Nothing was changed.")
            % {"who": who}
        )
    if not run.payments.live().exists():
        raise TransitionRefused(_("There is no payment left in this run. Cancel it."))


def check_day(run: PaymentRun, paid_on: dt.date) -> None:
    """Raise Refused for a day of payment that cannot be: in the future, or before the run was released."""
    if paid_on > clock.today():
        raise TransitionRefused(_("This day is in the future. Say so when the money has left the bank."))
    if run.released_at and paid_on < clock.uk(run.released_at).date():
        raise TransitionRefused(_("This day is before the run was released."))


def same_sums(run: PaymentRun, **sums: int) -> None:
    """Raise SumsDiffer unless every sum is the run's own total in pence (trust F29)."""
    wrong = {name: pence for name, pence in sums.items() if pence != run.total_pence}
    if wrong:
        raise SumsDiffer(f"run {run.ref} says {run.total_pence}, but {wrong}")
