"""One gentle word at three quarters of the time to claim. Nothing is stopped."""

import datetime as dt

import pytest

from coproduce.foundation import clock
from coproduce.foundation.notifications import notices
from coproduce.foundation.notifications.models import Notification
from coproduce.foundation.notifications.rendering import render
from coproduce.foundation.notifications.tasks import give_notices
from coproduce.foundation.pages.presenters import uk_date
from coproduce.foundation.promises.models import Promise
from expenses.claims import notifications, queries
from expenses.claims.writing import actions as writing
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def trust():
    made = builders.organisation()
    builders.policy(made, claim_window_days=28)
    builders.staff_user("approver", made)
    return made


def days_ago(days):
    return clock.today() - dt.timedelta(days=days)


def draft(trust, *days, person=None):
    claim = builders.claim(person or builders.contributor_user(trust).person, trust)
    for one in days:
        builders.claim_line(claim, activity_date=days_ago(one))
    return claim


@pytest.mark.parametrize(("days", "told"), [(20, False), (21, True), (28, True), (29, False)])
def test_from_three_quarters_to_the_last_day(trust, days, told):
    claim = draft(trust, 1, days)
    draft(trust)  # nothing on it yet: nothing runs out
    assert queries.running_out() == ([claim.pk] if told else [])


def test_the_person_is_told_once_and_can_send_it_later_all_the_same(trust):
    claim = draft(trust, 22)
    for _twice in range(2):
        give_notices()
    message = Notification.objects.get()
    body = render(message)[1]
    assert (message.kind, message.recipient) == ("claims/runs_out", claim.person)
    assert f"The time to claim ends on {uk_date(days_ago(22 - 28))}." in body
    assert "can still send it later" in body
    claim.lines.update(activity_date=days_ago(60))
    assert writing.send(claim, by=claim.person.account).status == "sent"


def test_a_claim_that_was_sent_is_left_alone(trust, monkeypatch):
    claim = draft(trust, 22)
    found = queries.running_out()
    writing.send(claim, by=claim.person.account)
    monkeypatch.setattr(queries, "running_out", lambda: found)  # it was sent in this very moment
    assert notices.give(notifications.RUNS_OUT) == 0
    assert not Notification.objects.filter(kind="claims/runs_out").exists()


def test_nobody_owes_us_a_claim_so_it_is_a_notice_and_no_promise(trust):
    claim = draft(trust, 22)
    give_notices()
    assert notifications.RUNS_OUT in notices.registered()
    assert not Promise.objects.about(claim).exists()


def test_without_a_policy_three_months_count():
    bare = builders.organisation()
    found = [draft(bare, days).pk for days in (67, 68)]
    assert queries.running_out() == found[1:]
