"""What people need to take part: who sees it, and that each look is written down (trust P9)."""

import datetime as dt

import pytest
from django.urls import reverse

from contributors.people import rules
from contributors.people.access_needs import actions as needs
from contributors.people.models import AccessNeed
from coproduce.foundation import clock
from coproduce.foundation.history import actions as history
from coproduce.foundation.history.queries import entries_about
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def trust():
    return builders.organisation()


@pytest.fixture
def ann(trust):
    ann = builders.contributor_user(trust, name="Ann").person
    builders.access_need(ann, "CANARY hearing loop", seen_by="organisers")
    builders.access_need(ann, "CANARY quiet room", seen_by="team")
    return ann


def test_team_sees_all_and_organisers_what_is_for_them(ann, trust):
    manager, staff = builders.staff_user("ppi_manager", trust), builders.staff_user("project_staff", trust)
    elsewhere = builders.staff_user("ppi_manager", builders.organisation())
    seen = {
        "team": AccessNeed.objects.visible_to(manager),
        "staff": AccessNeed.objects.visible_to(staff),
        "elsewhere": AccessNeed.objects.visible_to(elsewhere),
        "organisers": AccessNeed.objects.for_organisers(),
    }
    assert {who: sorted(need.words for need in found) for who, found in seen.items()} == {
        "team": ["CANARY hearing loop", "CANARY quiet room"],
        "staff": [],
        "elsewhere": [],
        "organisers": ["CANARY hearing loop"],
    }


def test_an_organisation_they_do_not_share_with_sees_nothing(ann, trust):
    manager = builders.staff_user("ppi_manager", trust)
    assert AccessNeed.objects.visible_to(manager).count() == 2
    ann.connections.update(shares=False)
    assert not AccessNeed.objects.visible_to(manager).exists()


def test_each_look_is_written_down_and_the_person_sees_it(client, ann, trust):
    manager = builders.staff_user("ppi_manager", trust, name="Mo Manager")
    page = builders.sign_in(client, manager).get(reverse("people:what_helps", args=[ann.ref]))
    assert "CANARY quiet room" in page.content.decode()
    assert [(entry.verb, entry.by) for entry in entries_about(ann)] == [(needs.LOOKED, manager)]
    history.record(ann, "details changed", by=manager)  # no look
    mine = builders.sign_in(client, ann.account).get(reverse("my_details:needs"))
    assert [look["who"] for look in mine.context["looks"]] == ["Mo Manager"]


def test_no_other_people_page_shows_or_finds_a_need(client, ann, trust):
    builders.sign_in(client, builders.staff_user("ppi_manager", trust))
    detail = reverse("people:detail", args=[ann.ref])
    for address in (reverse("people:list"), detail, reverse("people:edit", args=[ann.ref])):
        assert "CANARY" not in client.get(address).content.decode()
    assert client.get(reverse("people:list"), {"name": "CANARY"}).context["page"].rows == []
    assert entries_about(ann).count() == 0


@pytest.mark.parametrize("role", ["project_staff", "finance", "reporting", "read_only", "approver"])
def test_colleagues_outside_the_team_may_not_look(client, ann, trust, role):
    builders.sign_in(client, builders.staff_user(role, trust))
    assert client.get(reverse("people:what_helps", args=[ann.ref])).status_code == 403
    assert entries_about(ann).count() == 0


def test_history_never_holds_the_words(ann):
    need = needs.add(ann, by=ann.account, category="009", words="CANARY ramp", seen_by="team")
    needs.change(need, by=ann.account, category="009", words="CANARY lift", seen_by="team")
    needs.end(need, by=ann.account)
    needs.end(need, by=ann.account)
    entries = list(entries_about(ann).values_list("verb", "why", "detail"))
    assert entries == [
        ("ended what helps", "", {}),
        ("changed what helps", "", {}),
        ("added what helps", "", {}),
    ]


def test_a_year_later_the_person_is_asked_and_confirms(client, ann):
    long_ago = clock.today() - rules.REVIEW_AFTER
    AccessNeed.objects.update(reviewed_on=long_ago, recorded_on=long_ago)
    builders.sign_in(client, ann.account)
    assert client.get(reverse("my_details:needs")).context["review_due"]
    client.post(reverse("my_details:confirm_needs"))
    assert not client.get(reverse("my_details:needs")).context["review_due"]
    assert set(AccessNeed.objects.values_list("reviewed_on", flat=True)) == {clock.today()}


def test_review_is_due_after_a_year_and_not_a_day_before():
    need = AccessNeed(reviewed_on=dt.date(2026, 3, 1))
    days = {day: rules.review_due(need, day) for day in (dt.date(2027, 2, 28), dt.date(2027, 3, 1))}
    assert days == {dt.date(2027, 2, 28): False, dt.date(2027, 3, 1): True}


def test_own_pages_add_change_and_end(client, ann):
    builders.sign_in(client, ann.account)
    typed = {"words": "A break every hour", "category": "008", "seen_by": "organisers"}
    client.post(reverse("my_details:add_need"), typed)
    need = ann.access_needs.get(words="A break every hour")
    client.post(reverse("my_details:change_need", args=[need.ref]), typed | {"words": "Two breaks"})
    need.refresh_from_db()
    assert need.words == "Two breaks"
    client.post(reverse("my_details:end_need", args=[need.ref]))
    need.refresh_from_db()
    assert need.ended_on == clock.today()
    assert "Two breaks" not in client.get(reverse("my_details:needs")).content.decode()


def test_somebody_elses_need_is_not_there(client, ann, trust):
    builders.sign_in(client, builders.contributor_user(trust))
    need = ann.access_needs.first()
    assert client.get(reverse("my_details:change_need", args=[need.ref])).status_code == 404
    assert client.post(reverse("my_details:end_need", args=[need.ref])).status_code == 404
    need.refresh_from_db()
    assert need.ended_on is None


def test_the_team_writes_down_what_somebody_without_a_computer_told_them(client, trust):
    jo = builders.person("Jo", organisation=trust)
    builders.sign_in(client, builders.staff_user("ppi_manager", trust))
    typed = {"words": "A lift home", "category": "010", "seen_by": "team"}
    client.post(reverse("people:add_need", args=[jo.ref]), typed | builders.said_by_phone())
    need = jo.access_needs.get()
    assert need.words == "A lift home"
    assert "A lift home" in jo.recorded_for.get().words
    client.post(reverse("people:needs_are_right", args=[jo.ref]), builders.said_by_phone())
    client.post(reverse("people:end_need", args=[jo.ref, need.ref]), builders.said_by_phone())
    assert not jo.access_needs.current().exists()
    assert list(jo.recorded_for.values_list("what", flat=True)) == [
        "needs: ended",
        "needs: right",
        "needs: added",
    ]
