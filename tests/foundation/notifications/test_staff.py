"""Staff see when messages of theirs do not arrive, and set them all going again with one press."""

import datetime as dt
from dataclasses import replace

import pytest
from django.urls import reverse

from contributors.accounts.roles import Role
from coproduce.foundation import clock
from coproduce.foundation.history.models import HistoryEntry
from coproduce.foundation.notifications import actions, kinds, queries
from coproduce.foundation.notifications.expiry import Until
from coproduce.foundation.notifications.models import MailServer, Notification
from coproduce.foundation.notifications.queries import Trouble
from coproduce.foundation.notifications.sending import breaker, delivery
from coproduce.foundation.notifications.sending.breaker import Permit
from coproduce.foundation.notifications.states import State
from tests import builders
from tests.foundation.notifications.conftest import NEWS, states

pytestmark = pytest.mark.django_db
HOUR = dt.timedelta(hours=1)


@pytest.fixture
def organisation():
    return builders.organisation()


@pytest.fixture
def manager(organisation):
    return builders.staff_user(Role.PPI_MANAGER, organisation)


def park(**which) -> None:
    Notification.objects.filter(**which).update(state=State.PARKED, attempts=10, note="550")


def test_the_banner_counts_what_is_ours_and_the_button_sends_it(
    client, write, organisation, manager, mailoutbox
):
    write(3, organisation_id=organisation.pk)
    write(2, name="other", organisation_id=builders.organisation().pk)
    builders.sign_in(client, manager)
    home = reverse("staff:home")
    assert "Messages are not being sent" not in client.get(home).text
    park()
    for page in (home, reverse("notifications:list")):
        assert "3 messages could not be sent and need your help." in client.get(page).text
    answer = client.post(reverse("notifications:retry_all"), follow=True)
    assert "3 messages are being sent again." in answer.text
    assert states() == {State.WAITING: 3, State.PARKED: 2}
    assert HistoryEntry.objects.filter(verb="message sent again", by=manager).count() == 3
    assert delivery.deliver_due() == 3
    assert "Messages are not being sent" not in client.get(home).text


def test_pressed_twice_each_message_goes_out_once(client, write, organisation, manager, mailoutbox):
    write(3, organisation_id=organisation.pk)
    park()
    assert [actions.retry_all(by=manager), actions.retry_all(by=manager)] == [3, 0]
    assert delivery.deliver_due() == 3


def test_what_stands_still_is_shown_with_the_reason_and_tried_at_once(
    client, write, organisation, manager, mailoutbox
):
    write(2, organisation_id=organisation.pk)
    breaker.fell_ill("554", probing=False)
    builders.sign_in(client, manager)
    assert queries.trouble(manager) is None, "a moment is no trouble"
    Notification.objects.update(due_at=clock.database_now() - HOUR)
    assert queries.trouble(manager) == Trouble(parked=0, standing=2, server_ill=True)
    page = client.get(reverse("staff:home")).text
    assert "2 messages have been waiting for more than a quarter of an hour." in page
    assert "The mail server is not taking messages at the moment." in page
    assert breaker.permit() is Permit.NOTHING
    client.post(reverse("notifications:retry_all"))
    assert MailServer.objects.filter(probe_at__lte=clock.database_now()).exists()
    assert delivery.deliver_due() == 2


def test_what_waits_to_be_tried_again_is_tried_now(write, organisation, manager):
    write(1, organisation_id=organisation.pk)
    Notification.objects.update(attempts=3, due_at=clock.database_now() + HOUR)
    actions.retry_all(by=manager)
    assert delivery.deliver_due() == 1


def test_what_is_too_late_stays_parked(write, organisation, manager, monkeypatch):
    write(2, organisation_id=organisation.pk)
    write(1, name="never", organisation_id=organisation.pk)
    park()
    Notification.objects.exclude(address="never0@example.org").update(expires_at=clock.database_now() - HOUR)
    Notification.objects.filter(address="never0@example.org").update(expires_at=None)
    over = replace(NEWS, expires=Until(lambda row: clock.now() - HOUR))
    monkeypatch.setitem(kinds._kinds, NEWS.key, over)
    assert actions.retry_all(by=manager) == 1
    monkeypatch.setitem(kinds._kinds, NEWS.key, NEWS)
    assert actions.retry_all(by=manager) == 2, "of a kind that may have more time"
    assert set(
        Notification.objects.exclude(address="never0@example.org").values_list("state", flat=True)
    ) == {State.WAITING}


def test_who_does_not_look_after_messages_sees_nothing_and_may_not(client, write, organisation):
    write(1, organisation_id=organisation.pk)
    park()
    builders.sign_in(client, builders.staff_user(Role.PROJECT_STAFF, organisation))
    assert "Messages are not being sent" not in client.get(reverse("staff:home")).text
    assert client.post(reverse("notifications:retry_all")).status_code == 403
    assert states() == {State.PARKED: 1}


def test_a_message_that_cannot_be_written_still_has_its_page(client, write, organisation, manager):
    write(1, organisation_id=organisation.pk)
    Notification.objects.update(kind="newer/kind", state=State.PARKED, note="no worker knows this kind")
    builders.sign_in(client, manager)
    page = client.get(reverse("notifications:detail", args=[Notification.objects.get().ref]))
    assert page.status_code == 200
    assert "no worker knows this kind" in page.text


def test_the_banner_counts_cheaply(write, organisation, manager, django_assert_num_queries):
    write(3, organisation_id=organisation.pk)
    manager.organisation_ids("see_messages")
    with django_assert_num_queries(1):
        assert queries.trouble(manager) is None
    park()
    with django_assert_num_queries(2):
        assert queries.trouble(manager) == Trouble(parked=3, standing=0, server_ill=False)
