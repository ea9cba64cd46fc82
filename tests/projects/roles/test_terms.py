"""An agreed role has a last day: both sides talk before it, and it ends by itself after it."""

import datetime as dt

import pytest
import time_machine
from django.urls import reverse

from coproduce.foundation import clock
from coproduce.foundation.history.queries import entries_about
from coproduce.foundation.notifications.models import Notification
from coproduce.foundation.notifications.rendering import render
from coproduce.foundation.promises import reminders
from coproduce.foundation.promises.models import Promise
from expenses.claims.writing import actions as claims
from projects.roles.answering import actions as answering
from projects.roles.ending import actions as ending
from projects.roles.inviting import actions as inviting
from projects.roles.models import Assignment
from projects.roles.rules import Invitee
from projects.roles.tasks import look_at_terms
from projects.roles.terms import rules
from projects.roles.writing import actions as writing
from tests import builders

pytestmark = pytest.mark.django_db
WEEK = dt.timedelta(weeks=1)
DAY = dt.timedelta(days=1)


@pytest.fixture
def trust():
    return builders.organisation()


@pytest.fixture
def manager(trust):
    return builders.staff_user("ppi_manager", trust, name="Mo Manager")


@pytest.fixture
def project(trust, manager):
    return builders.project(trust, lead=manager.person, title="Letters", status="running")


@pytest.fixture
def ada(trust):
    return builders.contributor_user(trust, name="Ada")


def agreed(project, ada, manager, **fields) -> Assignment:
    role = builders.role(project, "Partner", offered_by=manager, **fields)
    [one] = inviting.invite(role, invitees=[Invitee(person=ada.person)], by=manager)
    answering.agree(one, content_hash=one.version.content_hash, by=ada)
    one.refresh_from_db()
    return one


def at(day: dt.date) -> time_machine.travel:
    return time_machine.travel(dt.datetime.combine(day, dt.time(8), tzinfo=clock.UK), tick=False)


def sent(kind) -> list[str]:
    return sorted(Notification.objects.filter(kind=kind).values_list("recipient__name", flat=True))


def test_the_last_day_is_that_of_the_agreed_text_and_the_talk_is_promised(project, ada, manager):
    ends_on = clock.today() + 20 * WEEK
    role = agreed(project, ada, manager, starts_on=clock.today() + WEEK, ends_on=ends_on)
    assert (role.starts_on, role.ends_on) == (clock.today() + WEEK, ends_on)
    talk = Promise.objects.open().get(kind="roles.review")
    assert (talk.owner, talk.person, talk.due_at) == (
        manager.person,
        ada.person,
        clock.end_of_day(ends_on - 4 * WEEK),
    )


def test_a_role_without_an_end_has_none(project, ada, manager):
    assert agreed(project, ada, manager).ends_on is None
    assert not Promise.objects.filter(kind="roles.review").exists()
    with at(clock.today() + 520 * WEEK):
        look_at_terms()
    assert Assignment.objects.get().status == "agreed"


@pytest.mark.parametrize(
    ("weeks_left", "due_in_days"), [(20, 16 * 7), (4, 7), (1, 7), (0, 0)], ids=["long", "4", "1", "today"]
)
def test_the_talk_is_four_weeks_before_and_never_in_the_past(weeks_left, due_in_days):
    today = dt.date(2026, 3, 2)
    due = rules.review_due(today + weeks_left * WEEK, today=today)
    assert due == clock.end_of_day(today + due_in_days * DAY)


def test_nobodys_role_ends_before_it_begins(project, ada, manager):
    role = agreed(project, ada, manager, starts_on=clock.today() - 9 * WEEK, ends_on=clock.today() - WEEK)
    assert role.ends_on == role.starts_on == clock.today()


def test_four_weeks_before_the_person_hears_of_it_once(project, ada, manager):
    role = agreed(project, ada, manager, ends_on=clock.today() + 20 * WEEK)
    with at(role.ends_on - 4 * WEEK - DAY):
        look_at_terms()
        assert sent("roles/ends_soon") == []
    with at(role.ends_on - 4 * WEEK):
        for _twice in range(2):
            look_at_terms()
    assert sent("roles/ends_soon") == ["Ada"]
    body = render(Notification.objects.get(kind="roles/ends_soon"))[1]
    assert "“Partner” ends on" in body
    assert "Mo Manager will talk with you" in body


def test_a_role_that_got_its_end_another_way_gets_the_talk_too(project, ada, manager):
    role = agreed(project, ada, manager)
    Assignment.objects.update(ends_on=clock.today() + 3 * WEEK)
    for _twice in range(2):
        look_at_terms()
    talk = Promise.objects.get(kind="roles.review")
    assert (talk.subject_id, talk.due_at) == (role.pk, clock.end_of_day(clock.today() + WEEK))


def test_staff_note_that_they_talked(client, project, ada, manager):
    role = agreed(project, ada, manager, ends_on=clock.today() + 20 * WEEK)
    builders.sign_in(client, manager)
    page = reverse("roles:assignment", args=[role.ref])
    assert "We have talked about it" in client.get(page).content.decode()
    client.post(reverse("roles:talked", args=[role.ref]))
    talk = Promise.objects.get(kind="roles.review")
    assert (talk.is_open, talk.kept_by) == (False, manager)
    assert "We have talked about it" not in client.get(page).content.decode()


def test_after_the_last_day_the_role_ends_once_with_thanks_and_the_last_payment(project, ada, manager):
    builders.policy(project.organisation)
    builders.staff_user("approver", project.organisation)
    role = agreed(project, ada, manager, ends_on=clock.today() + 5 * WEEK)
    answering.suggest(role, part="time", words="Later.", by=ada)
    with at(role.ends_on):
        claim = builders.claim(ada.person, project.organisation, project=project)
        builders.claim_line(claim)
        claims.send(claim, by=ada)
        look_at_terms()
        role.refresh_from_db()
        assert role.status == "agreed"  # its last day is a day of it
    with at(role.ends_on + 3 * DAY):  # the worker was down
        for _twice in range(2):
            look_at_terms()
        role.refresh_from_db()
        assert (role.status, role.ends_on, role.why_over) == (
            "ended",
            clock.today() - 3 * DAY,
            "The time we agreed is over.",
        )
        assert (sent("roles/ended"), sent("roles/stopped")) == (["Ada"], ["Mo Manager"])
        body = render(Notification.objects.get(kind="roles/ended"))[1]
    assert "Thank you for everything you did." in body
    assert "Pay your claim:" in body
    left = Promise.objects.open().filter(person=ada.person).values_list("kind", flat=True)
    assert set(left) == {"claims.pay", "claims.attendance", "payments.say_how", "roles.result"}
    ended = entries_about(role).filter(verb="end")
    assert [(one.by, one.why) for one in ended] == [(None, "The time we agreed is over.")]
    assert project.members.current().filter(person=ada.person).exists()


def test_a_later_end_that_both_sides_agree_on_moves_it(project, ada, manager):
    role = agreed(project, ada, manager, ends_on=clock.today() + 5 * WEEK)
    later = clock.today() + 50 * WEEK
    draft = writing.start_draft(role.role, by=manager)
    writing.offer(writing.edit_draft(draft, words={"ends_on": later}, by=manager), by=manager)
    role.refresh_from_db()
    assert role.ends_on == clock.today() + 5 * WEEK  # the earlier text stands until they agree
    answering.agree(role, content_hash=role.version.content_hash, by=ada)
    role.refresh_from_db()
    assert role.ends_on == later
    talk = Promise.objects.open().get(kind="roles.review")
    assert talk.due_at == clock.end_of_day(later - 4 * WEEK)


def test_the_contact_is_reminded_of_the_talk(project, ada, manager):
    agreed(project, ada, manager, ends_on=clock.today() + 20 * WEEK)
    Promise.objects.filter(kind="roles.review").update(remind_at=clock.now() - DAY)
    reminders.remind_due()
    assert sent("promises/reminder_to_staff") == ["Mo Manager"]


@pytest.mark.parametrize(
    ("begins", "number", "unit", "ends"),
    [
        ("2027-01-15", 24, "month", "2029-01-14"),
        ("2027-01-31", 1, "month", "2027-02-28"),
        ("2027-03-01", 1, "year", "2028-02-29"),
        ("2027-03-01", 2, "week", "2027-03-14"),
    ],
)
def test_a_fixed_term_ends_on_the_day_before_it_would_begin_anew(begins, number, unit, ends):
    day = dt.date.fromisoformat
    of = {"begins": day(begins), "number": number, "unit": unit}
    assert rules.agreed_end(None, kind="fixed", **of) == day(ends)
    for kind in ("at_least", "up_to", "usually", "ongoing", "to_be_agreed", ""):
        assert rules.agreed_end(None, kind=kind, **of) is None
    assert rules.agreed_end(day("2027-12-01"), kind="fixed", **of) == day("2027-12-01")


def test_the_day_to_look_at_the_role_together_is_a_promise_that_ends_with_the_role(client):
    trust = builders.organisation()
    manager = builders.staff_user("ppi_manager", trust)
    project = builders.project(trust, lead=manager.person)
    pat = builders.contributor_user(trust)
    day = clock.today() + dt.timedelta(days=100)
    role = builders.role(project, offered_by=manager, review_on=day, term_kind="fixed", term_least=12,
                         term_unit="month")  # fmt: skip
    held = builders.assignment(role, pat.person)
    answering.agree(held, content_hash=held.version.content_hash, by=pat)
    held = Assignment.objects.get(pk=held.pk)
    assert held.ends_on == rules.after(held.starts_on, 12, "month")
    look = Promise.objects.about(held).get(kind="roles.look_again")
    assert (clock.uk(look.due_at).date(), look.person, look.owner) == (day, pat.person, manager.person)
    builders.sign_in(client, manager)
    page = reverse("roles:assignment", args=[held.ref])
    assert "We have looked at it together" in client.get(page).text
    client.post(reverse("roles:talked", args=[held.ref]), {"about": "role"})
    look.refresh_from_db()
    assert look.kept_at is not None
    assert Promise.objects.open().about(held).filter(kind="roles.review").exists()  # the other one stays
    second = builders.contributor_user(trust)
    other = builders.assignment(role, second.person)
    answering.agree(other, content_hash=other.version.content_hash, by=second)
    ending.stop_mine(Assignment.objects.get(pk=other.pk), by=second)
    assert not Promise.objects.open().about(other).exists()
