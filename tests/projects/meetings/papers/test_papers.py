"""Papers reach each person in the way they asked, and the page says how many days before."""

import datetime as dt

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from coproduce.foundation import clock
from coproduce.foundation.history.queries import entries_about
from coproduce.foundation.notifications import actions as outbox
from coproduce.foundation.notifications.models import Notification
from coproduce.foundation.notifications.sending.delivery import deliver_due
from coproduce.foundation.notifications.states import State
from coproduce.foundation.promises.models import Promise
from coproduce.foundation.transitions import TransitionRefused
from projects.meetings.attendance import actions as attendance
from projects.meetings.models import Meeting, Paper, PaperCopy
from projects.meetings.papers import actions as papers
from projects.meetings.planning import actions
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def trust():
    return builders.organisation()


@pytest.fixture
def manager(trust):
    return builders.staff_user("ppi_manager", trust, name="Mo Manager")


@pytest.fixture
def project(trust, manager):
    return builders.project(trust, lead=manager.person, title="Letters")


def member(project, name: str, **fields):
    user = builders.contributor_user(project.organisation, name=name, **fields)
    builders.team_member(project, user.person)
    return user


@pytest.fixture
def ada(project):
    return member(project, "Ada")


@pytest.fixture
def ben(project):
    return member(project, "Ben", format="braille")


@pytest.fixture
def cy(project):
    return member(project, "Cy", channel="post", address="1 Harbour Street")


@pytest.fixture
def meeting(project, manager, ada, ben, cy):
    planned = builders.meeting(project, ada.person, ben.person, cy.person, title="Second look")
    return actions.invite(planned, by=manager)


def add_paper(meeting) -> Paper:
    return Paper.objects.create(meeting=meeting, title="Agenda", file="x/agenda", size=1)


@pytest.fixture
def sent(meeting, manager):
    add_paper(meeting)
    papers.send_papers(meeting, by=manager)
    return meeting


def copies(meeting) -> list[tuple]:
    return [
        (copy.person.name, copy.format, copy.channel, copy.days_before, copy.to_do_by_hand)
        for copy in meeting.paper_copies.select_related("person", "message").order_by("person__name")
    ]


def copy_of(meeting, user) -> PaperCopy:
    return meeting.paper_copies.get(person=user.person)


def promised() -> list[tuple]:
    rows = Promise.objects.filter(kind="meetings.paper_copy").order_by("id")
    return [(p.person.name, "open" if p.is_open else "kept" if p.kept_at else "released") for p in rows]


def page(client, name: str, *args) -> str:
    return client.get(reverse(name, args=args)).content.decode()


def test_nobody_has_it_before_it_went_out(sent):
    assert copies(sent) == [
        ("Ada", "standard", "email", None, False),
        ("Ben", "braille", "email", None, True),
        ("Cy", "standard", "post", None, True),
    ]
    assert promised() == [("Ben", "open")]
    deliver_due()
    assert [days for _, _, _, days, _ in copies(sent)] == [21, None, None]


def test_another_format_has_reached_somebody_when_staff_say_so(sent, ben, manager):
    deliver_due()
    given = papers.give(copy_of(sent, ben), by=manager)
    assert (given.days_before, given.given_by, promised()) == (21, manager, [("Ben", "kept")])
    with pytest.raises(TransitionRefused, match="nothing left to do by hand"):
        papers.give(given, by=manager)


def test_ticked_off_by_mistake_is_put_right_and_owed_again_with_its_history(client, sent, ben, manager):
    given = papers.give(copy_of(sent, ben), by=manager)
    builders.sign_in(client, manager)
    assert "They do not have it yet" in page(client, "meetings:detail", sent.ref)
    client.post(reverse("meetings:take_back_papers", args=[given.ref]))
    back = copy_of(sent, ben)
    assert (back.to_do_by_hand, back.given_at, back.given_by) == (True, None, None)
    assert promised() == [("Ben", "kept"), ("Ben", "open")]
    entry = entries_about(back).get(verb="papers not given after all")
    assert (entry.by, entry.detail) == (manager, {"given_at": given.given_at.isoformat()})
    with pytest.raises(TransitionRefused, match="no record"):
        papers.take_back(back, by=manager)
    assert papers.give(back, by=manager).days_before == 21
    assert promised() == [("Ben", "kept"), ("Ben", "kept")]


def test_what_went_out_by_itself_cannot_be_taken_back(sent, ada, cy, manager):
    deliver_due()
    letter = papers.give(copy_of(sent, cy), by=manager)
    for copy in (copy_of(sent, ada), letter):
        with pytest.raises(TransitionRefused, match="no record"):
            papers.take_back(copy, by=manager)


def test_after_a_meeting_is_called_off_nothing_is_taken_back(sent, ben, manager):
    given = papers.give(copy_of(sent, ben), by=manager)
    actions.cancel(sent, why="Ill.", by=manager)
    with pytest.raises(TransitionRefused, match="called off"):
        papers.take_back(given, by=manager)


def test_a_stranger_takes_nothing_back(client, sent, ben, manager):
    given = papers.give(copy_of(sent, ben), by=manager)
    builders.sign_in(client, builders.staff_user("ppi_manager", builders.organisation()))
    assert client.post(reverse("meetings:take_back_papers", args=[given.ref])).status_code == 404
    assert copy_of(sent, ben).given_at


def test_a_letter_ticked_off_here_is_ticked_off_in_the_outbox_and_the_other_way_round(sent, cy, manager):
    letter = Notification.objects.get(recipient=cy.person, kind="meetings/papers")
    papers.give(copy_of(sent, cy), by=manager)
    letter.refresh_from_db()
    assert letter.state == State.SENT
    add_paper(sent)
    papers.send_papers(sent, by=manager)
    second = Notification.objects.filter(recipient=cy.person, kind="meetings/papers").latest("id")
    outbox.done_by_hand(second, by=manager)
    latest = sent.paper_copies.filter(person=cy.person).latest("id")
    assert (latest.to_do_by_hand, latest.days_before) == (False, 21)
    with pytest.raises(TransitionRefused):
        papers.give(latest, by=manager)


def test_e_mail_in_standard_print_cannot_be_ticked_off_by_hand(sent, ada, manager):
    with pytest.raises(TransitionRefused):
        papers.give(copy_of(sent, ada), by=manager)


def test_what_somebody_asked_for_stays_as_it_was_when_papers_were_sent(sent, ben, manager):
    ben.person.format = "audio"
    ben.person.save()
    assert copy_of(sent, ben).format == "braille"
    add_paper(sent)
    papers.send_papers(sent, by=manager)
    papers.give(sent.paper_copies.filter(person=ben.person).earliest("id"), by=manager)
    assert promised() == [("Ben", "open")]  # the second papers are still to do
    papers.give(sent.paper_copies.filter(person=ben.person).latest("id"), by=manager)
    assert promised() == [("Ben", "kept")]


def test_the_promise_moves_with_the_meeting_and_ends_with_it(sent, ben, manager):
    later = sent.starts_at + dt.timedelta(days=7)
    actions.move_meeting(sent, starts_at=later, ends_at=later + dt.timedelta(hours=1), by=manager)
    assert Promise.objects.get(kind="meetings.paper_copy").due_at == later - dt.timedelta(days=7)
    actions.cancel(sent, why="Ill.", by=manager)
    assert promised() == [("Ben", "released")]
    with pytest.raises(TransitionRefused, match="called off"):
        papers.give(copy_of(sent, ben), by=manager)


def test_after_a_meeting_without_them_nothing_is_owed(sent, manager):
    past = clock.now() - dt.timedelta(hours=3)
    Meeting.objects.filter(pk=sent.pk).update(starts_at=past, ends_at=past + dt.timedelta(hours=2))
    attendance.record_attendance(sent, minutes={}, by=manager)
    assert promised() == [("Ben", "released")]


@pytest.mark.parametrize("wrong", [{"format": "smoke"}, {"given_at": clock.now()}])
def test_the_database_keeps_the_facts(sent, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        PaperCopy.objects.filter(meeting=sent).update(**wrong)


# Pages


def test_staff_see_each_person_and_tick_off_what_is_done_by_hand(client, sent, ben, manager):
    builders.sign_in(client, manager)
    assert "Braille, email" in page(client, "meetings:detail", sent.ref)
    assert client.post(reverse("meetings:give_papers", args=[copy_of(sent, ben).ref])).status_code == 302
    assert copy_of(sent, ben).given_at


def test_formats_are_for_those_who_send_papers(client, sent, ben, trust):
    address = reverse("meetings:give_papers", args=[copy_of(sent, ben).ref])
    builders.sign_in(client, builders.staff_user("read_only", trust))
    text = page(client, "meetings:detail", sent.ref)
    assert ("Agenda" in text, "Braille" in text) == (True, False)
    assert client.post(address).status_code == 403
    for stranger in (ben, builders.staff_user("ppi_manager", builders.organisation())):
        builders.sign_in(client, stranger)
        assert client.post(address).status_code == 404
    assert copy_of(sent, ben).given_at is None


def test_people_read_about_their_own_copy_only(client, sent, ada, ben, manager):
    deliver_due()
    builders.sign_in(client, ben)
    text = page(client, "my_meetings:detail", sent.ref)
    assert "You asked for braille, by email. We still have to get this to you." in text
    builders.sign_in(client, ada)
    text = page(client, "my_meetings:detail", sent.ref)
    assert "That is 21 days before the meeting." in text
    assert "braille" not in text.lower()


def test_papers_that_came_late_are_shown_as_late(client, sent, manager):
    deliver_due()
    soon = clock.now() + dt.timedelta(days=3)
    Meeting.objects.filter(pk=sent.pk).update(starts_at=soon, ends_at=soon + dt.timedelta(hours=2))
    builders.sign_in(client, manager)
    assert page(client, "meetings:detail", sent.ref).count(">Late<") == 1


def test_the_page_costs_the_same_for_three_and_for_thirty(client, meeting, project, manager):
    builders.sign_in(client, manager)
    add_paper(meeting)
    papers.send_papers(meeting, by=manager)

    def queries() -> int:
        with CaptureQueriesContext(connection) as made:
            page(client, "meetings:detail", meeting.ref)
        return len(made)

    queries()
    few = queries()
    others = [member(project, f"Member {number}").person for number in range(30)]
    actions.set_people(meeting, people=others, by=manager)
    add_paper(meeting)
    papers.send_papers(meeting, by=manager)
    assert queries() == few
