"""The home of a public member asks whether what we say is done is done."""

import pytest
from django.urls import reverse

from projects.power_balance.power_actions import actions
from tests import builders

pytestmark = pytest.mark.django_db


def test_the_home_asks_whether_it_is_done(client):
    trust = builders.organisation()
    manager = builders.staff_user("ppi_manager", trust)
    ada, other = builders.contributor_user(trust), builders.contributor_user(trust)
    project = builders.project(trust, lead=manager.person)
    builders.team_member(project, ada.person)
    action = builders.power_action(project, plan="Start at 11am.")
    path = reverse("my_power_balance:action", args=[action.ref])
    builders.sign_in(client, ada)
    assert path not in client.get(reverse("portal:home")).text
    actions.do(action, by=manager)
    assert path in client.get(reverse("portal:home")).text
    builders.sign_in(client, other)
    assert path not in client.get(reverse("portal:home")).text
    builders.sign_in(client, ada)
    client.post(reverse("my_power_balance:confirm", args=[action.ref]))
    assert path not in client.get(reverse("portal:home")).text
