"""What a claim promises: we pay by a day; you answer our question; you look at what we typed for you.

The project says who took part. When a claim waits, a deputy looks at it. When it is late, it is escalated:
somebody sees that it is paid.
"""

from django.apps import apps
from django.utils.translation import gettext_lazy as _

from coproduce.foundation.promises import kinds
from coproduce.foundation.promises.kinds import PromiseKind, Side


def told_by_claims(organisation_id: int) -> bool:
    """Say whether late claims of an organisation are escalated by this app: it named somebody to be told."""
    named = apps.get_model("claims.ClaimSettings").objects.filter(
        organisation=organisation_id, escalate_to__isnull=False
    )
    return named.exists()


def told_with_the_claim(organisation_id: int) -> bool:
    """Say that others hear of the late claim, and not of this part of it too."""
    return True


PAY = kinds.register(
    PromiseKind(
        key="claims.pay",
        side=Side.ORGANISATION,
        for_contributor=_("Pay your claim: {label}"),
        for_staff=_("Pay a claim: {label}"),
        staff_url="claims:detail",
        seen_by="see_claims",
        portal_url="my_claims:detail",
        own_escalation=told_by_claims,
    )
)
ATTENDANCE = kinds.register(
    PromiseKind(
        key="claims.attendance",
        side=Side.ORGANISATION,
        for_contributor=_("Confirm that you took part: {label}"),
        for_staff=_("Say whether somebody took part: {label}"),
        staff_url="claims:attendance_check",
        portal_url="my_claims:detail",
    )
)
LOOK = kinds.register(
    PromiseKind(
        key="claims.look",
        side=Side.ORGANISATION,
        for_contributor=_("Look at your claim: {label}"),
        for_staff=_("Look at a claim that waited: {label}"),
        staff_url="claims:detail",
        seen_by="see_claims",
        portal_url="my_claims:detail",
        own_escalation=told_with_the_claim,
    )
)
OVERDUE = kinds.register(
    PromiseKind(
        key="claims.overdue",
        side=Side.ORGANISATION,
        for_contributor=_("See that your late claim is paid: {label}"),
        for_staff=_("See that a late claim is paid: {label}"),
        staff_url="claims:detail",
        seen_by="see_claims",
        portal_url="my_claims:detail",
    )
)
ANSWER = kinds.register(
    PromiseKind(
        key="claims.answer",
        side=Side.CONTRIBUTOR,
        for_contributor=_("Answer our question about your claim: {label}"),
        for_staff=_("Answer our question about a claim: {label}"),
        staff_url="claims:detail",
        seen_by="see_claims",
        portal_url="my_claims:detail",
    )
)
SEND = kinds.register(
    PromiseKind(
        key="claims.send",
        side=Side.CONTRIBUTOR,
        for_contributor=_("Check and send the claim we started for you: {label}"),
        for_staff=_("Check and send a claim: {label}"),
        portal_url="my_claims:detail",
    )
)

WHILE_IT_WAITS = (ATTENDANCE, LOOK, OVERDUE)
