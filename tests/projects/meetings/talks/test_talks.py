"""A meeting of staff before the meeting is declared, and what was promised of it is kept."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from coproduce.foundation import clock
from coproduce.foundation.promises.models import Promise
from coproduce.foundation.transitions import TransitionRefused
from projects.meetings.models import TalkBefore
from projects.meetings.planning import actions
from projects.meetings.talks import actions as talks
from projects.team import actions as team
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager():
    return builders.staff_user("ppi_manager", builders.organisation(), name="Mo Manager")


@pytest.fixture
def project(manager):
    organisation = manager.person.connections.get().organisation
    return builders.project(organisation, lead=manager.person, title="Letters", status="running")


def member(project, name: str):
    user = builders.contributor_user(project.organisation, name=name)
    builders.team_member(project, user.person)
    return user


@pytest.fixture
def ada(project):
    return member(project, "Ada")


@pytest.fixture
def meeting(project, ada, manager):
    return actions.invite(builders.meeting(project, ada.person, title="Second look"), by=manager)


def declared(meeting, manager, **changed) -> TalkBefore:
    given = {"on": clock.today(), "about": "The budget.", "shares_notes": True, **changed}
    return talks.declare(meeting, **given, by=manager)


def promised() -> list[str]:
    rows = Promise.objects.filter(kind="meetings.notes").order_by("id")
    return ["open" if p.is_open else "kept" if p.kept_at else "released" for p in rows]


def page(client, name: str, *args) -> str:
    return client.get(reverse(name, args=args)).content.decode()


def test_notes_to_share_are_promised_to_all_by_the_meeting_and_kept_once(meeting, manager):
    talk = declared(meeting, manager)
    promise = Promise.objects.get(kind="meetings.notes")
    assert (promise.person, promise.due_at, promised()) == (None, meeting.starts_at, ["open"])
    shared = talks.share_notes(talk, notes="Two groups.", by=manager)
    again = talks.share_notes(talk, notes="Two groups, not three.", by=manager)
    assert (again.notes, again.notes_at, promised()) == (
        "Two groups, not three.",
        shared.notes_at,
        ["kept"],
    )


def test_without_notes_nothing_is_promised(meeting, manager):
    declared(meeting, manager, shares_notes=False)
    assert promised() == []


def test_what_makes_no_sense_is_refused(meeting, manager, project):
    with pytest.raises(TransitionRefused, match="on or before the meeting"):
        declared(meeting, manager, on=clock.today() + dt.timedelta(days=90))
    talk = declared(meeting, manager)
    actions.cancel(meeting, why="Too few of us.", by=manager)
    assert promised() == ["released"]
    with pytest.raises(TransitionRefused, match="called off"):
        declared(meeting, manager)
    project.status = "closed"
    project.save()
    with pytest.raises(TransitionRefused, match="closed"):
        talks.share_notes(talk, notes="Late.", by=manager)


@pytest.mark.parametrize("wrong", [{"about": ""}, {"notes": "Said."}, {"notes_at": clock.now()}])
def test_the_database_keeps_the_facts(meeting, manager, wrong):
    talk = declared(meeting, manager)
    with pytest.raises(IntegrityError), transaction.atomic():
        TalkBefore.objects.filter(pk=talk.pk).update(**wrong)


def test_staff_declare_it_and_public_members_read_it(client, meeting, manager, ada):
    builders.sign_in(client, manager)
    address = reverse("meetings:declare_talk", args=[meeting.ref])
    day = clock.today()
    typed = {"on_0": day.day, "on_1": day.month, "on_2": day.year, "about": "The budget <b>."}
    text = client.post(address, typed).content.decode()
    assert ("<title>Error:" in text, "The budget &lt;b&gt;." in text) == (True, True)
    assert client.post(address, typed | {"shares_notes": "yes"}).status_code == 302
    talk = TalkBefore.objects.get()
    assert "You promised to share the notes." in page(client, "meetings:detail", meeting.ref)
    builders.sign_in(client, ada)
    assert "We promised to share the notes." in page(client, "my_meetings:detail", meeting.ref)
    assert "They are not here yet." in page(client, "my_meetings:talk", talk.ref)
    builders.sign_in(client, manager)
    notes = reverse("meetings:share_notes", args=[talk.ref])
    assert "<title>Error:" in client.post(notes, {"notes": " "}).content.decode()
    client.post(notes, {"notes": "We can pay for two groups."})
    builders.sign_in(client, ada)
    assert "You can read the notes." in page(client, "my_meetings:detail", meeting.ref)
    assert "We can pay for two groups." in page(client, "my_meetings:talk", talk.ref)


def test_everybody_on_the_project_can_read_it_and_strangers_cannot(client, meeting, manager, project, ada):
    talk = declared(meeting, manager)
    mine, notes = (reverse(name, args=[talk.ref]) for name in ("my_meetings:talk", "meetings:share_notes"))
    not_asked = member(project, "Ben")
    builders.sign_in(client, not_asked)
    assert [client.get(address).status_code for address in (mine, notes)] == [200, 404]
    outsider = builders.staff_user("ppi_manager", builders.organisation())
    for stranger in (builders.contributor_user(project.organisation), outsider):
        builders.sign_in(client, stranger)
        assert [client.get(address).status_code for address in (mine, notes)] == [404, 404]
    builders.sign_in(client, builders.staff_user("read_only", project.organisation))
    assert [client.get(address).status_code for address in (mine, notes)] == [404, 403]
    team.remove_member(project.members.get(person=not_asked.person), by=manager)
    builders.sign_in(client, not_asked)
    assert client.get(mine).status_code == 404


def test_nothing_is_declared_or_promised_of_a_meeting_nobody_knows_of(client, project, ada, manager):
    planned = builders.meeting(project, ada.person)
    with pytest.raises(TransitionRefused, match="Invite people first"):
        declared(planned, manager)
    assert promised() == []
    talk = TalkBefore.objects.create(
        meeting=planned, on=clock.today(), about="It.", shares_notes=False, declared_by=manager
    )
    builders.sign_in(client, ada)
    assert client.get(reverse("my_meetings:talk", args=[talk.ref])).status_code == 404
