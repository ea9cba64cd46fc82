"""“I would like to talk” is a dated promise of somebody in the involvement team."""

import pytest
from django.urls import reverse

from coproduce.foundation import clock, working_days
from coproduce.foundation.promises.models import Promise
from coproduce.foundation.transitions import TransitionRefused
from expenses.payees import actions
from expenses.payees.models import PayPreference
from expenses.payees.talking.actions import talked
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def trust():
    return builders.organisation()


@pytest.fixture
def manager(trust):
    return builders.staff_user("ppi_manager", trust)


@pytest.fixture
def rosa(trust):
    return builders.contributor_user(trust, name="Rosa")


def promises():
    return Promise.objects.open().filter(kind="payees.talk")


def test_the_wish_alone_is_enough_and_somebody_owes_the_talk(client, manager, rosa):
    actions.choose_route(rosa.person, route="cheque", by=rosa)
    builders.sign_in(client, rosa)
    assert client.post(reverse("my_bank:choose"), {"talk_first": "on"}).status_code == 302
    preference = PayPreference.objects.get()
    assert (preference.route, preference.talk_first) == ("cheque", True)
    owed = promises().get()
    assert (owed.owner, owed.person, owed.side) == (manager.person, rosa.person, "organisation")
    assert clock.uk(owed.due_at).date() == working_days.working_day_from(clock.today(), 5)


def test_without_it_a_way_has_to_be_chosen(client, manager, rosa):
    builders.sign_in(client, rosa)
    assert (
        "Choose how you would like to be paid" in client.post(reverse("my_bank:choose"), {"charity": ""}).text
    )
    assert not PayPreference.objects.exists()


def test_who_no_longer_wants_to_talk_is_owed_none(manager, rosa):
    actions.choose_route(rosa.person, route="cheque", talk_first=True, by=rosa)
    actions.choose_route(rosa.person, route="voucher", by=rosa)
    assert not promises().exists()
    assert Promise.objects.get(kind="payees.talk").released_at is not None


def test_another_way_does_not_move_the_talk(manager, rosa):
    actions.choose_route(rosa.person, route="cheque", talk_first=True, by=rosa)
    before = promises().get()
    actions.choose_route(rosa.person, route="voucher", talk_first=True, by=rosa)
    assert promises().get() == before


def test_the_team_has_talked(client, trust, manager, rosa):
    actions.choose_route(rosa.person, route="cheque", talk_first=True, by=rosa)
    path = reverse("payees:talked", args=[rosa.person.ref])
    builders.sign_in(client, builders.staff_user("project_staff", trust))
    page = reverse("people:detail", args=[rosa.person.ref])
    assert path not in client.get(page).text
    assert client.post(path).status_code == 403
    assert "Talk with Rosa" not in client.get(reverse("staff:home")).text
    builders.sign_in(client, manager)
    assert path in client.get(page).text
    assert "Talk with Rosa" in client.get(reverse("staff:home")).text
    assert client.post(path).status_code == 302
    assert PayPreference.objects.get().talk_first is False
    assert Promise.objects.get(kind="payees.talk").kept_at is not None
    assert path not in client.get(page).text


def test_nobody_waits_nothing_changes(manager, rosa):
    with pytest.raises(TransitionRefused):
        talked(rosa.person, by=manager)
