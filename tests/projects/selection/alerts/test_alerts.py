"""Hearing of new opportunities: a mailbox says yes first, one message a day, one step to stop, nothing told."""

import datetime as dt

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from contributors.accounts.models import StaffRole
from contributors.people.leaving import actions as leaving
from contributors.people.models import Person
from coproduce.foundation import clock
from coproduce.foundation.encryption import decrypt
from coproduce.foundation.notifications import kinds
from coproduce.foundation.notifications.models import Channel, Notification
from coproduce.foundation.notifications.rendering import render
from coproduce.rights.times import retention
from projects.selection import tasks
from projects.selection.alerts import actions, notifications, rules
from projects.selection.alerts.models import Alert
from projects.selection.models import Opportunity
from tests import builders

pytestmark = pytest.mark.django_db
ASK = "/opportunities/news/"


def link_of(alert: Alert) -> str:
    """Return the link in the mail to a new mailbox."""
    sent = Notification.objects.get(kind=notifications.PROVE.key, subject_id=alert.pk)
    return decrypt(sent.sealed, bound_to=f"message:{sent.ref}")


def subscribed(email: str = "stranger@example.org", **wish) -> Alert:
    """Return a wish whose mailbox has said yes, and that has heard of nothing for an hour."""
    actions.ask(email=email, topics=wish.pop("topics", []), regions=wish.pop("regions", []))
    alert = Alert.objects.latest("pk")
    actions.prove(link_of(alert).split("/")[-2])
    Alert.objects.filter(pk=alert.pk).update(told_until=clock.now() - dt.timedelta(hours=2))
    return Alert.objects.get(pk=alert.pk)


def news() -> list[Notification]:
    return list(Notification.objects.filter(kind=notifications.NEWS.key).order_by("pk"))


def test_nothing_is_sent_before_the_mailbox_says_yes(client, opened):
    answer = client.post(ASK, {"email": "Stranger@Example.org", "topics": ["diabetes"], "regions": []})
    assert (answer.status_code, answer.url) == (302, reverse("alerts:asked"))
    alert = Alert.objects.get()
    assert (alert.email, alert.status, alert.topics) == ("stranger@example.org", "waiting", "diabetes")
    link = link_of(alert)
    assert alert.token_hash not in link
    client.get(link)
    Alert.objects.update(told_until=clock.now() - dt.timedelta(hours=2))
    tasks.tell_news()
    alert.refresh_from_db()
    assert (alert.status, news()) == ("waiting", [])
    assert "Thank you" in client.post(link).content.decode()
    Alert.objects.update(told_until=clock.now() - dt.timedelta(hours=2))
    tasks.tell_news()
    assert [one.address for one in news()] == ["stranger@example.org"]
    assert "no longer works" in client.post(link).content.decode()


def test_a_link_is_over_after_a_week(client, time_machine):
    actions.ask(email="a@example.org", topics=[], regions=[])
    alert, now = Alert.objects.get(), clock.now()
    time_machine.move_to(now + dt.timedelta(days=7, minutes=1))
    assert "no longer works" in client.post(link_of(alert)).content.decode()
    tasks.tell_news()
    alert.refresh_from_db()
    assert alert.status == "ended"
    time_machine.move_to(now + dt.timedelta(days=45))
    retention.keep_to_times()
    assert not Alert.objects.exists()


def test_whoever_asks_learns_nothing(client, trust):
    """The answer is the same for an address that hears already, one we know otherwise, and a new one."""
    subscribed("hears@example.org")
    builders.connect(builders.person(name="Ada", email="known@example.org"), trust)
    answers = []
    for email in ("hears@example.org", "known@example.org", "new@example.org"):
        answer = client.post(ASK, {"email": email})
        answers.append((answer.status_code, answer.url))
        assert Alert.objects.filter(email=email, status="waiting").count() == 1
    assert len(set(answers)) == 1


def test_a_mailbox_is_not_filled_by_somebody_else(client):
    for _n in range(6):
        assert client.post(ASK, {"email": "victim@example.org"}).status_code == 302
    assert Notification.objects.filter(address="victim@example.org").count() == actions.MOST_LINKS


def test_the_row_that_is_written_to_opens_nothing_and_names_nobody():
    alert = subscribed("ada@example.org")
    person = alert.person
    assert (person.email, person.account, person.connections.count()) == ("", None, 0)
    assert not Person.objects.filter(email="ada@example.org").exists()


def test_staff_see_nothing_of_who_asked_by_mail(client, manager):
    subscribed("secret@example.org")
    staff = builders.sign_in(client, manager)
    assert Notification.objects.filter(address="secret@example.org").exists()
    for path in (reverse("notifications:list"), reverse("people:list"), "/staff/search/?q=secret"):
        assert "secret@example.org" not in staff.get(path).content.decode()


def test_asking_again_replaces_what_was_asked_before():
    first = subscribed("a@example.org", topics=["cancer"])
    second = subscribed("a@example.org", topics=["heart"])
    first.refresh_from_db()
    assert (first.status, second.status) == ("ended", "live")


def test_one_message_to_one_person_about_all_that_is_new(role, manager):
    alert = subscribed()
    for title in ("First", "Second"):
        builders.opportunity(role, by=manager, title=title)
    tasks.tell_news()
    tasks.tell_news()
    (message,) = news()
    _subject, body = render(message)
    stop = reverse("alerts:stop", args=[alert.ref])
    assert [one in body for one in ("First", "Second", "£25.00", "UK time", stop)] == [True] * 5


def test_what_opens_within_the_minute_of_the_last_news_is_not_lost(draft, manager):
    alert = subscribed()
    Alert.objects.update(told_until=clock.now())
    builders.opportunities.open_to_everyone(draft, by=manager)
    tasks.tell_news()
    alert.refresh_from_db()
    assert len(news()) == 1


WISHES = [
    ({}, True),
    ({"topics": ["diabetes", "cancer"]}, True),
    ({"topics": ["cancer"]}, False),
    ({"regions": ["south_west"]}, True),
    ({"regions": ["wales"]}, False),
    ({"topics": ["diabetes"], "regions": ["wales"]}, False),
]


@pytest.mark.parametrize(("wish", "told"), WISHES)
def test_topic_and_place_decide(opened, wish, told):
    subscribed(**wish)
    tasks.tell_news()
    assert bool(news()) == told


@pytest.mark.parametrize("there", [{"mode": "online"}, {"region": "anywhere", "mode": "hybrid"}])
def test_what_needs_no_travelling_is_everywhere(opened, there):
    for name, value in there.items():
        setattr(opened, name, value)
    assert rules.wants(opened, topics=[], regions=["scotland"], organisation_id=None)


def test_what_has_closed_or_was_ended_is_not_sent(opened, manager):
    alert = subscribed()
    tasks.tell_news()
    (message,) = news()
    wanted = kinds.get(message.kind).not_wanted
    assert wanted(message) == ""
    builders.opportunities.withdraw(opened, why="No money.", by=manager)
    assert wanted(message) == "closed"
    actions.stop(alert)
    assert wanted(message) == "ended"


def test_one_button_ends_it_and_opening_the_link_does_not(client, opened):
    alert = subscribed()
    to = reverse("alerts:stop", args=[alert.ref])
    client.get(to)
    alert.refresh_from_db()
    assert alert.status == "live"
    for _n in range(2):
        assert "We have stopped" in Client().post(to).content.decode()
    alert.refresh_from_db()
    assert (alert.status, alert.ended_at is not None) == ("ended", True)
    tasks.tell_news()
    assert news() == []
    assert client.get(reverse("alerts:stop", args=["23456789ab"])).status_code == 404


def test_telling_many_costs_the_same_for_each(opened):
    def cost(count: int) -> int:
        Alert.objects.all().delete()
        for n in range(count):
            subscribed(f"a{count}-{n}@example.org")
        with CaptureQueriesContext(connection) as queries:
            tasks.tell_news()
        return len(queries)

    one, three, six = cost(1), cost(3), cost(6)
    assert six - three == 3 * (three - one) // 2


# --- Recorded by staff: by text or post ---------------------------------------------------------------


@pytest.fixture
def joan(trust):
    person = builders.person(name="Joan", email="", channel=Channel.POST, address="1 Hill Road\nBath")
    builders.connect(person, trust)
    return person


def told(**changed) -> dict:
    day = clock.today()
    said = {"how": "phone", "said_on_0": day.day, "said_on_1": day.month, "said_on_2": day.year}
    return {"wanted": "yes", "topics": ["diabetes"], "regions": [], "read_back": "yes"} | said | changed


def test_staff_record_it_and_news_go_by_post(client, manager, trust, joan, opened):
    staff = builders.sign_in(client, manager)
    to = reverse("record_alerts:record", args=[joan.ref])
    assert to in staff.get(reverse("people:detail", args=[joan.ref])).content.decode()
    assert staff.post(to, told(wanted="")).status_code == 200
    assert staff.post(to, told()).status_code == 302
    Alert.objects.update(told_until=clock.now() - dt.timedelta(hours=2))
    tasks.tell_news()
    (message,) = news()
    assert (message.recipient, message.channel, message.organisation) == (joan, "post", trust)
    staff.post(to, told(wanted="no"))
    assert Alert.objects.get().status == "ended"


def test_staff_of_two_organisations_say_of_which(client, manager, trust, joan):
    other = builders.organisation("Other Trust")
    builders.connect(joan, other)
    StaffRole.objects.create(user=manager, organisation=other, role="ppi_manager")
    staff = builders.sign_in(client, manager)
    to = reverse("record_alerts:record", args=[joan.ref])
    assert staff.post(to, told()).status_code == 200
    assert staff.post(to, told(whose=other.ref)).status_code == 302
    assert Alert.objects.get().organisation == other


def test_another_organisations_news_are_not_theirs(manager, trust, joan, opened):
    other = builders.organisation()
    builders.connect(joan, other)
    boss = builders.staff_user("ppi_manager", other, name="Ola")
    Alert.objects.create(
        person=joan, organisation=other, status="live", recorded_by=boss,
        told_until=clock.now() - dt.timedelta(hours=2),
    )  # fmt: skip
    tasks.tell_news()
    assert news() == []


def test_who_leaves_the_organisation_hears_no_more(manager, trust, joan):
    Alert.objects.create(person=joan, organisation=trust, status="live", recorded_by=manager)
    leaving.leave(joan.connections.get(organisation=trust), by=manager)
    assert Alert.objects.get().status == "ended"


@pytest.mark.parametrize(
    "fields", [{"status": "on"}, {"status": "ended"}, {"email": ""}, {"status": "waiting", "token_hash": ""}]
)
def test_the_database_keeps_a_wish_whole(fields):
    alert = subscribed()
    with pytest.raises(IntegrityError), transaction.atomic():
        Alert.objects.filter(pk=alert.pk).update(**fields)


def test_a_mailbox_hears_once():
    first, second = subscribed("a@example.org"), subscribed("b@example.org")
    with pytest.raises(IntegrityError), transaction.atomic():
        Alert.objects.filter(pk=second.pk).update(email=first.email)
    assert Opportunity.objects.count() == 0
