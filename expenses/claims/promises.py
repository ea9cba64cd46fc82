"""What a claim promises: we pay by a day; you answer our question; you look at what we typed for you.

The project says who took part. When a claim waits, a deputy looks at it. When it is late, it is escalated:
somebody sees that it is paid.
"""

import datetime as dt

from django.utils.translation import gettext_lazy as _

from contributors.accounts.models import User
from contributors.people.models import Person
from coproduce.foundation import clock
from coproduce.foundation.known import known
from coproduce.foundation.notifications.expiry import THREE_DAYS
from coproduce.foundation.promises import actions as promise
from coproduce.foundation.promises import kinds
from coproduce.foundation.promises.kinds import PromiseKind, Side
from coproduce.foundation.promises.models import Promise
from expenses.claims.models import Claim, ClaimSettings
from expenses.claims.rules import LOOK_WITHIN_DAYS
from projects.meetings.models import Attendance


def told_by_claims(organisation_id: int) -> bool:
    """Say whether late claims of an organisation are escalated by this app: it named somebody to be told."""
    named = ClaimSettings.objects.filter(organisation=organisation_id, escalate_to__isnull=False)
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
        reminder_expires=THREE_DAYS,
        outlasts_project=True,
        own_escalation=told_by_claims,
    )
)
ATTENDANCE = kinds.register(
    PromiseKind(
        key="claims.attendance",
        side=Side.ORGANISATION,
        for_contributor=_("Confirm that you took part: {label}"),
        for_staff=_("Say whether someone took part: {label}"),
        staff_url="claims:attendance_check",
        portal_url="my_claims:detail",
        reminder_expires=THREE_DAYS,
        outlasts_project=True,
    )
)
LOOK = kinds.register(
    PromiseKind(
        key="claims.look",
        side=Side.ORGANISATION,
        for_contributor=_("Look at your claim: {label}"),
        for_staff=_("Look at a claim that has been waiting: {label}"),
        staff_url="claims:detail",
        seen_by="see_claims",
        portal_url="my_claims:detail",
        reminder_expires=THREE_DAYS,
        outlasts_project=True,
        own_escalation=told_with_the_claim,
    )
)
OVERDUE = kinds.register(
    PromiseKind(
        key="claims.overdue",
        side=Side.ORGANISATION,
        for_contributor=_("Make sure that your late claim is paid: {label}"),
        for_staff=_("Make sure that a late claim is paid: {label}"),
        staff_url="claims:detail",
        seen_by="see_claims",
        portal_url="my_claims:detail",
        reminder_expires=THREE_DAYS,
        outlasts_project=True,
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
        reminder_expires=THREE_DAYS,
        outlasts_project=True,
    )
)
SEND = kinds.register(
    PromiseKind(
        key="claims.send",
        side=Side.CONTRIBUTOR,
        for_contributor=_("Check and send the claim we started for you: {label}"),
        for_staff=_("Check and send a claim: {label}"),
        portal_url="my_claims:detail",
        reminder_expires=THREE_DAYS,
        outlasts_project=True,
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


def promise_pay_apart(apart: Claim, whole: Claim, *, owner: Person, by: User | None) -> None:
    """Promise to pay what was set apart from a claim as the whole is promised: since then, by its day."""
    since = Promise.objects.open().about(whole).filter(kind=PAY.key).values_list("made_at", flat=True).first()
    promise_to(apart, PAY, known(apart.pay_by), owner=owner, by=by, made_at=since)


def promise_to(
    claim: Claim,
    kind: PromiseKind,
    day: dt.date,
    *,
    owner: Person,
    by: User | None,
    made_at: dt.datetime | None = None,
) -> None:
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
        made_at=made_at,
    )
