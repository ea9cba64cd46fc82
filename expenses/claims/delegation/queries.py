"""Claims that wait too long or are late, and who is asked then."""

import datetime as dt

from django.db.models import Value
from django.db.models.functions import Coalesce

from contributors.people.models import Person
from coproduce.foundation import clock
from expenses.claims.models import DEPUTY_AFTER_DAYS, Claim, ClaimSettings
from expenses.claims.queries import approvers, first_free, holding
from expenses.claims.states import ClaimState

BATCH = 500


def waiting_too_long() -> list[int]:
    """Return the ids of claims that nobody decided on in their organisation's days, and nobody took over."""
    usual = Coalesce("organisation__claim_settings__deputy_after_days", Value(DEPUTY_AFTER_DAYS))
    rows = Claim.objects.filter(status=ClaimState.SENT, deputised_at=None).order_by().annotate(days=usual)
    found: list[int] = []
    for days in rows.values_list("days", flat=True).distinct():
        waited = rows.filter(days=days, with_since__lt=clock.now() - dt.timedelta(days=days))
        found += waited.values_list("pk", flat=True)[:BATCH]
    return found


def late_and_not_escalated() -> list[int]:
    """Return the ids of late claims of organisations that named somebody to be told."""
    named = Claim.objects.late().filter(
        escalated_at=None, organisation__claim_settings__escalate_to__isnull=False
    )
    return list(named.order_by("pay_by").values_list("pk", flat=True)[:BATCH])


def deputy_for(claim: Claim) -> Person | None:
    """Return who takes over: the named deputy, whom late claims are escalated to, else another approver.

    Only somebody who may decide. None when there is nobody.
    """
    able = approvers(claim.organisation_id)
    staff = ClaimSettings.objects.filter(organisation=claim.organisation_id).first()
    wanted = [staff.deputy_id, staff.escalate_to_id] if staff else []
    named = [person for pk in wanted for person in able if person.pk == pk]
    return first_free(claim, [one for one in [*named, *able] if one.pk != claim.with_person_id])


def told_when_late(claim: Claim) -> Person | None:
    """Return who is told that a claim is late: the named person; another approver where it is their own.

    None where the organisation named nobody.
    """
    staff = (
        ClaimSettings.objects.filter(organisation=claim.organisation_id).select_related("escalate_to").first()
    )
    if staff is None or staff.escalate_to is None:
        return None
    seeing = {person.pk for person in holding("see_claims", claim.organisation_id)}
    named = [staff.escalate_to] if staff.escalate_to_id in seeing else []
    others = [one for one in approvers(claim.organisation_id) if one.pk != claim.with_person_id]
    return first_free(claim, [*named, *others])
