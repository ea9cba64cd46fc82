"""Two people do a role together: both are told, both read it, and it ends with the role of either."""

import pytest
from django.urls import reverse

from coproduce.foundation.notifications.models import Notification
from coproduce.foundation.notifications.rendering import render
from projects.roles.answering import actions as answering
from projects.roles.ending import actions as ending
from projects.roles.models import Assignment, RolePair
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def trust():
    return builders.organisation()


@pytest.fixture
def manager(client, trust):
    user = builders.staff_user("ppi_manager", trust)
    builders.sign_in(client, user)
    return user


@pytest.fixture
def two(trust, manager):
    """Ada, who is new, and Bea."""
    project = builders.project(trust, lead=manager.person)
    role = builders.role(project, title="Reader", offered_by=manager)
    held = []
    for name in ("Ada New", "Bea Old"):
        user = builders.contributor_user(trust, name=name)
        one = builders.assignment(role, user.person)
        answering.agree(one, content_hash=one.version.content_hash, by=user)
        held.append(Assignment.objects.get(pk=one.pk))
    return held


def bring_together(client, two, **changed):
    page = reverse("roles:pair", args=[two[0].ref])
    return client.post(page, {"experienced": two[1].pk, "kind": "buddies", **changed})


def test_both_are_told_and_both_read_it(client, two):
    page = reverse("roles:assignment", args=[two[0].ref])
    assert reverse("roles:pair", args=[two[0].ref]) in client.get(page).text
    assert bring_together(client, two).url == page
    assert "Bea Old" in client.get(page).text
    told = Notification.objects.filter(kind="roles/paired").order_by("recipient__name")
    assert [one.recipient.name for one in told] == ["Ada New", "Bea Old"]
    assert [
        "together with Bea Old" in render(told[0])[1],
        "together with Ada New" in render(told[1])[1],
    ] == [
        True,
        True,
    ]
    two[0].person.discreet = True
    two[0].person.save()
    assert "Bea" not in render(Notification.objects.get(pk=told[0].pk))[1]
    for held, other in ((two[0], "Bea Old"), (two[1], "Ada New")):
        builders.sign_in(client, held.person.account)
        said = client.get(reverse("my_roles:detail", args=[held.ref])).text
        assert f"You are in this together with {other}." in said


def test_once_at_a_time_whichever_way_round_and_never_with_a_stranger(client, trust, two, manager):
    bring_together(client, two)
    assert "These two are a pair already" in bring_together(client, two[::-1]).text
    other = builders.role(builders.project(trust, lead=manager.person), offered_by=manager)
    stranger = builders.assignment(other, two[1].person)
    assert bring_together(client, two, experienced=stranger.pk).status_code == 200
    assert RolePair.objects.count() == 1


def test_it_ends_with_the_role_of_either_or_by_hand(client, two):
    bring_together(client, two)
    made = RolePair.objects.get()
    client.post(reverse("roles:part", args=[made.ref]))
    made.refresh_from_db()
    assert made.ended_at is not None
    bring_together(client, two)
    ending.stop_mine(two[1], by=two[1].person.account)
    assert list(RolePair.objects.filter(ended_at=None)) == []
    builders.sign_in(client, two[0].person.account)
    assert "Bea Old" not in client.get(reverse("my_roles:detail", args=[two[0].ref])).text
