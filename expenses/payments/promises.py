from typing import Any

from django.utils.translation import gettext_lazy as _

from contributors.people.models import Person
from coproduce.foundation.promises import kinds
from coproduce.foundation.promises.kinds import PromiseKind, Side
from expenses.claims.models import Claim
from expenses.claims.queries import looks_after

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
    )
)


def looked_after_by(claim: Claim, *users: Any) -> Person:
    """Return who looks after a promise about a payment: one of these accounts, else the claim's contact."""
    for user in users:
        if user is not None and (person := user.person or user.people.first()):
            return person
    return looks_after(claim)
