"""Staff arrange somebody to help a person without an account; whoever helps sees what waits."""

import pytest
from django.urls import reverse

from contributors.people.on_behalf.models import OnBehalf
from contributors.people.supporters import actions
from contributors.people.supporters.models import Supporter
from contributors.people.supporters.queries import waiting_for
from coproduce.foundation import clock
from coproduce.foundation.notifications.models import Notification
from expenses.claims import promises as claim_promises
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def trust():
    return builders.organisation()


@pytest.fixture
def manager(trust):
    return builders.staff_user("ppi_manager", trust)


@pytest.fixture
def pat(trust):
    return builders.person("Pat", organisation=trust)


def form(**fields):
    day = clock.today()
    return {
        "name": "Sam",
        "email": "sam@example.org",
        "may": ["claims"],
        "how": "phone",
        "said_on_0": day.day,
        "said_on_1": day.month,
        "said_on_2": day.year,
        "read_back": "yes",
        **fields,
    }


def test_they_are_asked_and_the_person_gets_a_written_copy(client, manager, pat):
    builders.sign_in(client, manager)
    path = reverse("people:arrange_helper", args=[pat.ref])
    assert path in client.get(reverse("people:detail", args=[pat.ref])).text
    assert client.get(path).status_code == 200
    assert client.post(path, form()).status_code == 302
    asked = Supporter.objects.get()
    assert (asked.person, asked.claims, asked.dates, asked.accepted_on) == (pat, True, False, None)
    assert Notification.objects.filter(kind="people/supporter_asked", recipient=asked.helper).exists()
    assert "Sam" in OnBehalf.objects.get().words


def test_never_the_member_of_staff_and_never_for_who_signs_in(client, trust, manager, pat):
    builders.sign_in(client, manager)
    path = reverse("people:arrange_helper", args=[pat.ref])
    assert "someone else" in client.post(path, form(email=manager.email)).text
    ada = builders.contributor_user(trust)
    path = reverse("people:arrange_helper", args=[ada.person.ref])
    assert client.get(path).status_code == 403
    assert path not in client.get(reverse("people:detail", args=[ada.person.ref])).text
    assert not Supporter.objects.exists()


def test_the_page_of_who_helps_shows_what_waits_and_no_more(client, trust, manager, pat):
    sam = builders.contributor_user(trust, name="Sam")
    asked = actions.ask(pat, name="Sam", email=sam.email, claims=True, dates=False, by=manager)
    actions.accept(asked, by=sam)
    claim = builders.claim(pat, trust)
    claim_promises.promise_to(claim, claim_promises.SEND, clock.today(), owner=manager.person, by=manager)
    builders.sign_in(client, sam)
    client.post(reverse("my_helpers:start", args=[asked.ref]))
    page = client.get(reverse("my_helpers:helping")).text
    assert "Check and send the claim" in page
    assert reverse("my_claims:detail", args=[claim.ref]) in page
    Supporter.objects.update(claims=False, dates=True)
    asked.refresh_from_db()
    assert waiting_for(asked) == []


def test_a_change_by_phone_is_kept_and_the_person_gets_a_copy(client, manager, pat):
    helper = actions.ask(pat, name="Sam", email="sam@example.org", claims=True, dates=False, by=manager)
    builders.sign_in(client, manager)
    path = reverse("people:change_helper", args=[pat.ref, helper.ref])
    assert path in client.get(reverse("people:detail", args=[pat.ref])).text
    assert client.post(path, form(may=["dates"])).status_code == 302
    helper.refresh_from_db()
    assert (helper.claims, helper.dates) == (False, True)
    entry = OnBehalf.objects.get()
    assert entry.recorded_by == manager
    assert entry.words == "You changed what Sam may do for you. They may: say when you can come."
    assert entry.about == "What a helper may do"


def test_somebody_who_signs_in_changes_their_helper_themselves_but_may_end_it_by_phone(
    client, trust, manager
):
    ada = builders.contributor_user(trust)
    helper = actions.ask(ada.person, name="Sam", email="sam@example.org", claims=True, dates=False, by=ada)
    builders.sign_in(client, manager)
    change = reverse("people:change_helper", args=[ada.person.ref, helper.ref])
    assert client.get(change).status_code == 403
    page = client.get(reverse("people:detail", args=[ada.person.ref])).text
    end = reverse("people:end_helper", args=[ada.person.ref, helper.ref])
    assert end in page
    assert change not in page.replace(end, "")
    assert client.post(end, form()).status_code == 302
    assert not Supporter.objects.open().exists()
    assert OnBehalf.objects.get().words == "Sam does not help you here any more."
    assert client.post(end, form()).status_code == 404  # it has ended


def test_a_helper_of_somebody_else_is_out_of_reach(client, trust, manager, pat):
    other = builders.person("Nia", organisation=trust)
    helper = actions.ask(other, name="Sam", email="sam@example.org", claims=True, dates=False, by=manager)
    builders.sign_in(client, manager)
    for name in ("people:change_helper", "people:end_helper"):
        assert client.post(reverse(name, args=[pat.ref, helper.ref]), form()).status_code == 404
    assert Supporter.objects.open().exists()
