"""Keeping which kinds of marks a claim has beside it."""

from django.db import transaction

from expenses.claims.marks.queries import marks_of
from expenses.claims.models import Claim, ClaimMark
from expenses.claims.rules import Evidence


@transaction.atomic
def keep_marks(claim: Claim, evidence: Evidence) -> None:
    """Keep which kinds of marks a claim has, and let a waiting twin know that it has one."""
    found = [mark for line in marks_of(claim, evidence).values() for mark in line]
    claim.marks.all().delete()
    ClaimMark.objects.bulk_create(ClaimMark(claim=claim, kind=kind) for kind in {mark.kind for mark in found})
    for mark in found:
        if mark.claim_id and mark.claim_id != claim.pk:
            ClaimMark.objects.get_or_create(claim_id=mark.claim_id, kind=mark.kind)
