"""R13, small: fifty hands on one claim at the same moment make one decision."""

import threading

import pytest
from django.db import connections

from contributors.accounts.roles import Role
from coproduce.foundation.history.models import HistoryEntry
from coproduce.foundation.notifications.models import Notification
from coproduce.foundation.transitions import TransitionRefused
from expenses.claims.deciding import actions as deciding
from expenses.claims.models import Claim
from tests import builders

HANDS = 50


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_fifty_approvers_approve_one_claim_once():
    organisation = builders.organisation()
    builders.policy(organisation)
    claimant = builders.person(email="meg@example.org", organisation=organisation)
    approvers = [builders.staff_user(Role.APPROVER, organisation) for _ in range(HANDS)]
    claim = builders.sent_claim(claimant, organisation, 12_50, 9_80)
    start, outcomes = threading.Barrier(HANDS), []

    def approve(by) -> None:
        start.wait()
        try:
            deciding.approve_all(claim, by=by)
            outcomes.append("approved")
        except TransitionRefused:
            outcomes.append("refused")
        finally:
            connections.close_all()

    threads = [threading.Thread(target=approve, args=[by]) for by in approvers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    claim.refresh_from_db()
    assert sorted(outcomes) == ["approved"] + ["refused"] * (HANDS - 1)
    assert claim.status == "approved"
    assert HistoryEntry.objects.filter(subject_type="claims.Claim", verb="approve").count() == 1
    assert Notification.objects.filter(kind="claims/approved").count() == 1
    assert set(claim.lines.values_list("decided_by", flat=True)) == {claim.decided_by_id}
    assert Claim.objects.count() == 1
