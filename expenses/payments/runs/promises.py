from django.utils.translation import gettext_lazy as _

from contributors.accounts.models import User
from contributors.people.models import Person
from coproduce.foundation.notifications.expiry import THREE_DAYS
from coproduce.foundation.promises import kinds
from coproduce.foundation.promises.kinds import PromiseKind, Side
from expenses.claims.queries import looks_after
from expenses.payments.runs.models import Payment

DAYS_TO_ANSWER = 7
DAYS_TO_MEND = 2

ANSWER = kinds.register(
    PromiseKind(
        key="payments.answer",
        side=Side.ORGANISATION,
        for_contributor=_("Answer your question about the payment of claim {label}"),
        for_staff=_("Answer about the payment of claim {label}"),
        staff_url="payments:question",
        seen_by="see_payments",
        portal_url="my_payments:detail",
        by_hand=True,
        reminder_expires=THREE_DAYS,
        outlasts_project=True,
    )
)
MEND = kinds.register(
    PromiseKind(
        key="payments.mend",
        side=Side.ORGANISATION,
        for_contributor=_("Find out why the payment of your claim {label} came back"),
        for_staff=_("Find out why the payment of claim {label} came back"),
        staff_url="claims:detail",
        seen_by="see_claims",
        portal_url="my_payments:detail",
        reminder_expires=THREE_DAYS,
        outlasts_project=True,
    )
)


def owner_of(payment: Payment, *, by: User) -> Person:
    """Return who looks after a promise about a payment: finance, else the contact of the claim.

    Never the payee, even when they work for us.
    """
    by_finance = by if by.is_staff_member and by.person != payment.person else None
    for user in (by_finance, payment.run.recorded_by, payment.run.made_by):
        if user is not None and (person := user.person or user.people.first()):
            return person
    return looks_after(payment.claim)
