"""What is known of a claim and its lines, and what stands between it and being sent."""

import datetime as dt

from coproduce.foundation import clock
from expenses.claims.lines.rules import Readiness, missing
from expenses.claims.models import Claim, Receipt
from expenses.claims.rules import Evidence, sent_on
from expenses.payees.recognition.models import RecognitionChoice
from expenses.payees.recognition.queries import choice_for
from expenses.policies.models import ExpenseRule, Policy
from projects.meetings.models import Attendance


def expense_rules(claim: Claim) -> list[ExpenseRule]:
    """Return what the policy of today says about costs; empty without one."""
    policy = Policy.objects.in_force(claim.organisation_id, clock.today())
    return list(policy.expense_rules.all()) if policy else []


def attendance(claim: Claim) -> Attendance | None:
    """Return what was noted of the claim's meeting about its person."""
    if claim.meeting_id is None:
        return None
    noted = Attendance.objects.filter(meeting=claim.meeting_id, person=claim.person_id)
    return noted.select_related("confirmed_by").first()


def choice_of(claim: Claim) -> RecognitionChoice | None:
    """Return the choice that counts for a claim: how its person wants to be recognised."""
    return choice_for(claim.person_id, claim.meeting_id, claim.project_id)


def evidence_of(claim: Claim, *, on: dt.date | None = None) -> Evidence:
    """Return what is known of a claim, by the policy of a day: without one, of the day it was sent.

    As many queries for one line as for thirty.
    """
    policy = Policy.objects.in_force_or_usual(claim.organisation_id, on or sent_on(claim))
    return Evidence(
        lines=list(claim.lines.select_related("rate")),
        policy=policy,
        limits=list(policy.expense_rules.all()) if policy.pk else [],
        with_receipt=set(Receipt.objects.filter(line__claim=claim).values_list("line_id", flat=True)),
        noted=attendance(claim),
    )


def readiness_of(claim: Claim) -> Readiness:
    """Return whether a claim can be sent today, and what that was seen from: all of it is read once."""
    evidence, choice = evidence_of(claim, on=clock.today()), choice_of(claim)
    return Readiness(evidence, choice, missing(claim, evidence, choice))


def usual_day(claim: Claim) -> dt.date | None:
    """Return the day most people mean: that of the meeting, or of the line before. Nothing is asked twice."""
    if claim.meeting:
        return clock.uk(claim.meeting.starts_at).date()
    last = claim.lines.order_by("-id").first()
    return last.activity_date if last else None
