"""The link in an invitation: one person answers one invitation, and it opens nothing else."""

import datetime as dt
import re

import pytest
from django.core import mail, signing
from django.test import Client
from django.urls import reverse

from coproduce.foundation import clock
from coproduce.foundation.history.queries import entries_about
from coproduce.foundation.notifications.models import Notification
from coproduce.foundation.notifications.sending.delivery import deliver_due
from coproduce.foundation.pages.presenters import uk_when
from coproduce.foundation.promises.models import Promise
from coproduce.foundation.promises.reminders import remind_due
from projects.meetings.models import Meeting
from projects.meetings.planning import actions
from projects.meetings.planning import queries as planning_queries
from projects.meetings.planning import rules as planning_rules
from projects.meetings.planning.states import Response
from tests import builders

pytestmark = pytest.mark.django_db

DAY = dt.timedelta(days=1)
YES, NO = {"coming": "yes", "seen": "0"}, {"coming": "no", "seen": "0"}


def link_to(person) -> str:
    """Deliver what is due and return the link of the newest mail to somebody."""
    deliver_due()
    letter = [one for one in mail.outbox if one.to == [person.email]][-1]
    return re.search(r"(/meetings/answer/\S+)", letter.body)[1]


def answer_of(meeting, person) -> str:
    return meeting.invitations.get(person=person).response


def words(response) -> str:
    text = response.content.decode()
    main = text[text.find("<main") : text.find("</main")]
    return " ".join(re.sub(r"<[^>]*>", " ", main).split())


def test_the_link_of_the_mail_asks_and_only_a_button_answers(client, meeting, ada):
    link = link_to(ada.person)
    page = client.get(link)
    assert (page.status_code, uk_when(meeting.starts_at) in words(page)) == (200, True)
    client.head(link)
    assert answer_of(meeting, ada.person) == Response.NONE
    response = client.post(link, YES, follow=True)
    assert response.redirect_chain == [(link, 302)]
    assert "Thank you for telling us." in words(response)
    assert "You said yes." in words(response)
    assert answer_of(meeting, ada.person) == Response.YES


def test_an_answer_by_link_keeps_the_promise_and_is_the_persons_own(client, meeting, ada):
    client.post(link_to(ada.person), YES)
    kept = Promise.objects.get(kind="meetings.answer", person=ada.person)
    assert (kept.kept_at is not None, kept.kept_by) == (True, ada)
    entry = entries_about(meeting).first()
    assert (entry.verb, entry.by, entry.detail) == (
        "answered",
        ada,
        {"response": "yes", "person": ada.person.pk, "by_link": True},
    )


def test_somebody_without_an_account_answers_too(client, meeting, project, trust, manager):
    cy = builders.person("Cy", email="cy@example.org", organisation=trust)
    builders.team_member(project, cy)
    actions.set_people(meeting, people=[cy], by=manager)
    client.post(link_to(cy), NO)
    assert answer_of(meeting, cy) == Response.NO
    entry = entries_about(meeting).first()
    assert (entry.by, entry.detail["person"]) == (None, cy.pk)
    assert Promise.objects.get(kind="meetings.answer", person=cy).kept_at is not None


def test_the_answer_can_be_changed_and_nobody_elses_is(client, meeting, ada, ben):
    link = link_to(ada.person)
    for typed, response in ((YES, Response.YES), (NO, Response.NO), (NO, Response.NO), (YES, Response.YES)):
        client.post(link, typed)
        assert answer_of(meeting, ada.person) == response
    assert answer_of(meeting, ben.person) == Response.NONE


def test_it_signs_nobody_in(client, meeting, ada):
    link = link_to(ada.person)
    client.get(link)
    client.post(link, YES)
    assert "_auth_user_id" not in client.session
    assert client.get(reverse("my_meetings:list")).status_code == 302


def test_whoever_is_signed_in_on_this_device_the_answer_is_of_the_person_asked(client, meeting, ada, ben):
    builders.sign_in(client, ben)
    client.post(link_to(ada.person), YES)
    assert (answer_of(meeting, ada.person), answer_of(meeting, ben.person)) == (Response.YES, Response.NONE)
    assert entries_about(meeting).first().by == ada


def test_the_page_tells_the_day_and_the_time_and_nothing_else(client, meeting, ada):
    Meeting.objects.filter(pk=meeting.pk).update(
        joining="Ring the bell.",
        online_link="https://meet.example.org/x",
        breaks="At 11",
        why_changed="Ben is ill",
    )
    page = client.get(link_to(ada.person)).content.decode()
    for told in (
        "Second look",
        "Letters project",
        "Harbour",
        "bell",
        "meet.example",
        "At 11",
        "Ben",
        "Ada",
        "Priya",
    ):
        assert told not in page
    assert client.get(link_to(ada.person))["Cache-Control"] == "no-store"


def test_staff_answer_with_a_link_of_their_own(client, meeting, manager, ada):
    client.post(link_to(manager.person), YES)
    assert (answer_of(meeting, manager.person), answer_of(meeting, ada.person)) == (
        Response.YES,
        Response.NONE,
    )


def moved(meeting, manager):
    starts_at = meeting.starts_at + 7 * DAY
    return actions.move_meeting(meeting, starts_at=starts_at, ends_at=starts_at + DAY / 12, by=manager)


def test_after_a_move_the_old_link_shows_the_new_time_and_asks_again(client, meeting, manager, ada):
    link = link_to(ada.person)
    client.post(link, YES)
    later = moved(meeting, manager)
    page = words(client.get(link))
    assert uk_when(later.starts_at) in page
    assert uk_when(meeting.starts_at) not in page
    assert "You said yes" not in page
    assert link_to(ada.person) == link
    client.post(link, {"coming": "no", "seen": "1"})
    assert answer_of(meeting, ada.person) == Response.NO


def test_nobody_says_yes_to_a_time_they_did_not_see(client, meeting, manager, ada):
    link = link_to(ada.person)
    moved(meeting, manager)
    page = words(client.post(link, YES, follow=True))
    assert "The meeting has changed since you opened this page. Please answer again." in page
    assert answer_of(meeting, ada.person) == Response.NONE


def test_a_meeting_that_is_off_is_said_kindly_and_not_answered(client, meeting, manager, ada):
    link = link_to(ada.person)
    actions.cancel(meeting, why="Because of Ben.", by=manager)
    page = client.get(link)
    assert page.status_code == 200
    assert "This meeting has been called off" in words(page)
    assert "You do not need to do anything." in words(page)
    assert "Ben" not in page.content.decode()
    client.post(link, {"coming": "yes", "seen": "1"})
    assert answer_of(meeting, ada.person) == Response.NONE


def refused(client, link) -> None:
    for response in (client.get(link), client.post(link, YES)):
        assert response.status_code == 404
        assert words(response).startswith("This link no longer works Sign in to answer.")


@pytest.mark.parametrize("status", ["invited", "held", "cancelled"])
def test_when_the_meeting_begins_the_link_stops(client, meeting, ada, status):
    link = link_to(ada.person)
    now = clock.now()
    Meeting.objects.filter(pk=meeting.pk).update(starts_at=now, ends_at=now + DAY / 12, status=status)
    refused(client, link)
    assert answer_of(meeting, ada.person) == Response.NONE


def test_the_link_to_a_meeting_that_was_held_stops_whatever_its_time(client, meeting, ada):
    link = link_to(ada.person)
    Meeting.objects.filter(pk=meeting.pk).update(status="held")
    refused(client, link)


def test_a_link_that_was_changed_or_is_for_something_else_stops(client, meeting, ada, ben):
    mine = meeting.invitations.get(person=ada.person)
    mailbox = planning_rules.mailbox_of(ada.person)
    facts = [mine.pk, mine.person_id, mine.meeting_id, mailbox]
    good = planning_rules.token_of(mine)
    signer = signing.Signer(salt="projects.meetings.answer")
    wrong = [
        good[:-1],
        good + "x",
        good.replace(":", "%3A%3A"),
        "x" + good,
        good.partition(":")[0],
        signing.Signer().sign_object(facts),  # signed by us, for something else
        signing.dumps(facts, salt="page"),
        signer.sign_object([mine.pk, ben.person.pk, mine.meeting_id, mailbox]),
        signer.sign_object([mine.pk, mine.person_id, mine.meeting_id + 1, mailbox]),
        signer.sign_object([*facts[:3], planning_rules.mailbox_of(ben.person)]),
        signer.sign_object([mine.pk]),
        "%00",
        "%ff",
        "x" * 3000,
    ]
    assert client.get(reverse("meetings:answer", args=[good])).status_code == 200
    for token in wrong:
        refused(client, f"/meetings/answer/{token}/")
    assert set(meeting.invitations.values_list("response", flat=True)) == {Response.NONE}


def test_an_account_that_was_closed_closes_its_links(client, meeting, ada):
    link = link_to(ada.person)
    ada.is_active = False
    ada.save()
    refused(client, link)


@pytest.mark.parametrize(
    "typed", [{}, {"coming": "maybe", "seen": "0"}, {"coming": "yes"}, {"coming": "yes", "seen": "x"}]
)
def test_nonsense_answers_nothing(client, meeting, ada, typed):
    client.post(link_to(ada.person), typed)
    assert answer_of(meeting, ada.person) == Response.NONE


def test_another_site_cannot_press_the_button(meeting, ada):
    link = link_to(ada.person)
    assert Client(enforce_csrf_checks=True).post(link, YES).status_code == 403
    assert answer_of(meeting, ada.person) == Response.NONE


def test_staff_who_look_at_the_message_cannot_answer_in_somebodys_name(client, meeting, manager, ada):
    builders.sign_in(client, manager)
    address = reverse("notifications:detail", args=[Notification.objects.get(recipient=ada.person).ref])
    for _sent in range(2):
        page = client.get(address).content.decode()
        assert "Can you come to a meeting" in page
        assert "/meetings/answer/" not in page
        link_to(ada.person)  # the mail itself has it


def test_the_reminder_leads_to_the_same_link_and_staff_who_look_at_it_see_another(
    client, meeting, ada, manager
):
    link_to(ada.person)
    Promise.objects.filter(kind="meetings.answer", person=ada.person).update(remind_at=clock.now())
    assert remind_due() == 1
    link = link_to(ada.person)
    reminder = mail.outbox[-1].body
    assert "We are waiting for something from you." in reminder
    assert "You do not need to sign in." in reminder
    client.post(link, YES)
    assert answer_of(meeting, ada.person) == Response.YES
    builders.sign_in(client, manager)
    sent = Notification.objects.get(kind="promises/reminder_to_contributor", recipient=ada.person)
    seen = client.get(reverse("notifications:detail", args=[sent.ref])).content.decode()
    assert "/meetings/answer/" not in seen
    assert reverse("my_meetings:detail", args=[meeting.ref]) in seen


def test_the_reminder_of_somebody_discreet_says_no_more_than_that(meeting, ada):
    ada.person.discreet = True
    ada.person.save()
    Promise.objects.filter(kind="meetings.answer", person=ada.person).update(remind_at=clock.now())
    remind_due()
    link_to(ada.person)
    reminder = mail.outbox[-1].body
    assert "Follow this link to read what it is." in reminder
    assert [word for word in (meeting.title, meeting.project.title, "meeting on") if word in reminder] == []


def test_who_is_no_longer_asked_is_led_to_the_page_they_sign_in_for(meeting, ada):
    promised = Promise.objects.get(kind="meetings.answer", person=ada.person)
    assert planning_queries.answer_path(promised) == reverse(
        "meetings:answer", args=[planning_rules.token_of(meeting.invitations.get(person=ada.person))]
    )
    meeting.invitations.filter(person=ada.person).delete()
    assert planning_queries.answer_path(promised) == ""
