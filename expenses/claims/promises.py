"""What a claim promises: we pay by a day; you answer our question; you look at what we typed for you.

The project says who took part. When a claim waits, a deputy looks at it. When it is late, it is escalated:
somebody sees that it is paid.
"""

import datetime as dt

from django.utils.translation import gettext_lazy as _

from contributors.accounts.models import User
from contributors.people.models import Person
from coproduce.foundation import clock
from coproduce.foundation.promises import actions as promise
from coproduce.foundation.promises import kinds
from coproduce.foundation.promises.kinds import PromiseKind, Side
from expenses.claims.models import Claim
from expenses.claims.rules import LOOK_WITHIN_DAYS
from projects.meetings.models import Attendance

PAY = kinds.register(
    PromiseKind(
        key="claims.pay",
        side=Side.ORGANISATION,
        for_contributor=_("Pay your claim: {label}"),
        for_staff=_("Pay a claim: {label}"),
        staff_url="claims:detail",
        seen_by="see_claims",
        portal_url="my_claims:detail",
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


def promise_when_sent(
    claim: Claim, pay_by: dt.date, *, owner: Person, noted: Attendance | None, by: User | None
) -> None:
    """A claim was sent: what its person owed is kept, and `owner` owes the payment by a day.

    Where nothing was noted of a meeting, the project's contact says whether the person took part.
    """
    lead = claim.project.lead if claim.project else None
    owed = [(PAY, pay_by, owner)]
    if lead and lead.pk != claim.person_id and claim.attended is None and noted is None:
        soon = clock.today() + dt.timedelta(days=LOOK_WITHIN_DAYS)
        owed.append((ATTENDANCE, min(pay_by, soon), lead))
    for kind, day, person in owed:
        promise_to(claim, kind, day, owner=person, by=by)
    for kind in (SEND, ANSWER):
        promise.keep(kind, subject=claim, by=by)


def promise_to(claim: Claim, kind: PromiseKind, day: dt.date, *, owner: Person, by: User | None) -> None:
    """Promise something about a claim by the end of a day, between `owner` and the person."""
    promise.make(
        kind,
        subject=claim,
        due_at=clock.end_of_day(day),
        owner=owner,
        by=by,
        organisation_id=claim.organisation_id,
        project_id=claim.project_id,
        person=claim.person,
        label=claim.title,
    )
