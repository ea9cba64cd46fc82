import datetime as dt

import pytest
from django.db import DatabaseError, transaction
from django.db.models import QuerySet
from django.urls import reverse

from contributors.people import actions as people
from contributors.people.on_behalf import actions
from contributors.people.on_behalf.models import Objection, OnBehalf
from coproduce.foundation import clock
from coproduce.foundation.history.models import Unchangeable
from coproduce.foundation.notifications import rendering
from coproduce.foundation.notifications.models import Notification
from coproduce.foundation.promises.models import Promise
from coproduce.foundation.transitions import TransitionRefused
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def trust():
    return builders.organisation()


@pytest.fixture
def manager(trust):
    return builders.staff_user("ppi_manager", trust, name="Mo Manager")


@pytest.fixture
def pat(trust):
    return builders.person("Pat", organisation=trust)


def record(person, trust, by, **fields):
    given = {
        "how": "phone",
        "said_on": clock.today(),
        "read_back": True,
        "what": "recorded on behalf",
        "words": "Yes to the walk.",
        "act": lambda: person,
        **fields,
    }
    text = given.pop("words")
    return actions.record(person=person, organisation_id=trust.pk, by=by, words=lambda: text, **given)


def test_an_entry_is_never_changed(pat, trust, manager):
    entry = record(pat, trust, manager)
    entry.words = "No."
    with pytest.raises(Unchangeable):
        entry.save()
    with pytest.raises(DatabaseError), transaction.atomic():
        QuerySet(OnBehalf).filter(pk=entry.pk).update(words="No.")


def test_the_database_refuses_ones_own(trust, manager):
    values = {
        "person": manager.person,
        "organisation": trust,
        "recorded_by": manager,
        "how": "phone",
        "said_on": clock.today(),
        "read_back": True,
        "what": "x",
        "words": "x",
        "subject_type": "people.Person",
        "subject_id": 1,
    }
    with pytest.raises(DatabaseError, match="on_behalf_of_somebody_else"), transaction.atomic():
        OnBehalf.objects.create(**values)


def test_when_the_act_is_refused_nothing_is_recorded(pat, trust, manager):
    def refuse():
        raise TransitionRefused("Too late.")

    with pytest.raises(TransitionRefused):
        record(pat, trust, manager, act=refuse)
    assert (OnBehalf.objects.count(), Notification.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    ("channel", "letter", "expected"),
    [
        ("post", False, "post"),
        ("phone", False, "post"),
        ("text", False, "post"),
        ("email", False, "email"),
        ("email", True, "post"),
    ],
)
def test_where_the_written_copy_goes(trust, manager, channel, letter, expected):
    person = builders.person(
        email="pat@example.org",
        phone="0117 496 0000",
        address="1 Road\nBristol",
        channel=channel,
        organisation=trust,
    )
    entry = record(person, trust, manager, letter=letter)
    assert entry.written_copy.channel == expected
    person.refresh_from_db()
    assert person.channel == channel


def test_a_person_reached_by_phone_alone_hears_it_again(trust, manager):
    person = builders.person(phone="0117 496 0000", address="", channel="phone", organisation=trust)
    assert record(person, trust, manager).written_copy.channel == "phone"


def test_a_stranger_and_somebody_unknown_are_refused(pat, trust, manager):
    elsewhere = builders.organisation()
    outsider = builders.staff_user("ppi_manager", elsewhere)
    finance = builders.staff_user("finance", trust)
    for by, organisation in ((outsider, trust), (outsider, elsewhere), (finance, trust)):
        with pytest.raises(TransitionRefused):
            record(pat, organisation, by)
    assert not OnBehalf.objects.exists()


def test_with_an_account_later_everything_is_there(client, pat, trust, manager):
    entry = record(pat, trust, manager)
    pat.email = "pat@example.org"
    pat.save()
    user = people.account_for(pat)
    builders.sign_in(client, user)
    page = client.get(reverse("my_records:overview")).text
    assert "Yes to the walk." in page
    assert "Mo Manager" in client.get(reverse("my_records:detail", args=[entry.ref])).text

    answer = client.post(reverse("my_records:detail", args=[entry.ref]), {"words": "I said the talk."})
    assert answer.status_code == 302
    objection = Objection.objects.get()
    promise = Promise.objects.get(kind="on_behalf.put_right")
    assert (promise.owner, promise.person, promise.side) == (manager.person, pat, "organisation")
    assert clock.uk(promise.due_at).date() == clock.today() + dt.timedelta(days=7)
    assert "You told us on" in client.get(promise.portal_path).text

    builders.sign_in(client, manager)
    page = client.get(reverse("on_behalf:put_right", args=[objection.ref])).text
    assert "I said the talk." in page
    answer = client.post(
        reverse("on_behalf:put_right", args=[objection.ref]), {"answer": "It says the talk now."}
    )
    assert answer.status_code == 302
    promise.refresh_from_db()
    assert promise.kept_at is not None
    told = Notification.objects.get(kind="on_behalf/put_right")
    assert "It says the talk now." in rendering.render(told)[1]


def test_somebody_else_sees_none_of_it(client, pat, trust, manager):
    entry = record(pat, trust, manager)
    builders.sign_in(client, builders.contributor_user(trust))
    assert client.get(reverse("my_records:detail", args=[entry.ref])).status_code == 404
    assert "Yes to the walk" not in client.get(reverse("my_records:overview")).text


def test_staff_see_what_it_was_about_not_the_words(client, pat, trust, manager):
    record(pat, trust, manager, words="Their choice: a charity.")
    builders.sign_in(client, manager)
    page = client.get(reverse("people:detail", args=[pat.ref])).text
    assert "They say it is wrong" in page
    assert "a charity" not in page


def test_when_the_recorder_has_left_a_colleague_puts_it_right(pat, trust, manager):
    entry = record(pat, trust, manager)
    colleague = builders.staff_user("project_staff", trust)
    manager.is_active = False
    manager.save()
    actions.say_wrong(entry, words="", by=colleague)
    assert Promise.objects.get(kind="on_behalf.put_right").owner == colleague.person
    with pytest.raises(TransitionRefused):
        actions.say_wrong(entry, words="", by=colleague)


def test_the_copy_for_somebody_with_an_account_leads_to_the_entry(trust, manager):
    user = builders.contributor_user(trust)
    entry = record(user.person, trust, manager)
    assert reverse("my_records:detail", args=[entry.ref]) in rendering.render(entry.written_copy)[1]
