"""A year in the life of a role: every kind of duty is kept once and broken once, and both sides see it."""

import datetime as dt

import pytest
from django.urls import reverse

from coproduce.audit.invariants import registered
from coproduce.foundation import clock
from expenses.bookings import actions as bookings
from projects.power_balance.evidence.queries.lines import evidence
from projects.roles.answering import actions as answering
from projects.roles.tasks import follow_duties
from tests import builders
from tests.projects.roles.duties.life import DAY, at, became, day, free, line

pytestmark = pytest.mark.django_db
YEAR_AGO = 400


def duties_of(start: dt.date) -> list[dict]:
    """Every kind of duty, and free ones of both sides."""
    return [
        line("papers", 10),
        line("notice", 14),
        line("pay", 5),
        line("answer", 3),
        line("feedback", 14),
        line("book", 10),
        line("induction"),
        line("debrief", 7),
        line("contact", 7),
        line("read_papers"),
        line("cannot_come", 7),
        line("interests", 14),
        line("confidence", 14),
        line("training", 30),
        free("organisation", "Tea is there", "meeting", key="tea"),
        free("contributor", "Write to the group", "month", key="write"),
        free("contributor", "Tell us your story", "once", start + 60 * DAY, key="story"),
    ]


@pytest.fixture
def start():
    first = clock.today() - YEAR_AGO * DAY
    return first.replace(day=1)


def live_a_year(life, start, ada, manager):
    """One meeting at which all is well, one at which nothing is, and one that ada cannot come to twice."""
    with day(start, 0):
        builders.bank_details(ada.person)
        role = life.agreed(ada, *duties_of(start))
    with day(start, 2):
        life.tick(manager, "contact", words="Mo is your contact. Sam steps in.")
        life.tick(ada, "confidence")
        life.tick(ada, "training")
        life.tick(ada, "interests")
        good = life.meeting(40, ada, title="Good")
        train = bookings.ask(
            person=ada.person, project=life.project, kind="train", words="A seat", by=ada, meeting=good
        )
    with day(start, 20):
        life.send_papers(good)
        bookings.book(train, how_to_get_it="At the desk.", by=manager)
        life.tick(manager, "induction")
        life.tick(ada, "free:write")
        life.answer(good, ada, coming=True)
    with day(start, 41):
        life.tick(ada, "read_papers")
        life.tick(manager, "free:tea")
    with day(start, 43):
        life.hold(good, ada)
        life.note(good, debrief=True)
        life.tick(manager, "feedback", words="The letter was changed.")
        paid = life.claim(ada)
        asked = answering.suggest(role, part="time", words="Later in the day.", by=ada)
    with day(start, 45):
        life.pay(paid)
        answering.answer(asked, take_up=False, answer="The building shuts at five.", by=manager)
    with day(start, 59):
        life.tick(ada, "free:story")
    return role


def break_everything(life, start, ada, manager, role):
    with day(start, 90):
        follow_duties()
        bad = life.meeting(12, ada, title="Bad")  # less than 14 days of notice
        bus = bookings.ask(
            person=ada.person, project=life.project, kind="train", words="A bus", by=ada, meeting=bad
        )
        unpaid = life.claim(ada)
        unanswered = answering.suggest(role, part="time", words="Earlier.", by=ada)
    with day(start, 101):
        life.send_papers(bad)  # a day before, not ten
        bookings.book(bus, how_to_get_it="At the desk.", by=manager)
        life.answer(bad, ada, coming=True)
    with day(start, 103):
        life.hold(bad, ada)
        life.note(bad, debrief=False)
    with day(start, 130):
        life.tick(manager, "debrief")
        life.tick(manager, "feedback", words="Nothing came of it.")
        life.tick(manager, "free:tea")
        life.pay(unpaid)
        answering.answer(unanswered, take_up=False, answer="Sorry, that was late.", by=manager)


def test_every_duty_is_kept_once_and_broken_once(life, start, ada, manager):
    role = live_a_year(life, start, ada, manager)
    break_everything(life, start, ada, manager, role)
    with day(start, 140):
        early = life.meeting(30, ada, title="Early no")
        late = life.meeting(32, ada, title="Late no")
        silent = life.meeting(34, ada, title="No word", has_papers=False)
    with day(start, 150):
        life.answer(early, ada, coming=False)
    with day(start, 171):
        life.answer(late, ada, coming=False)
    with day(start, 175):
        life.hold(silent)
    with day(start, 366):
        follow_duties()  # a new year: interests again
    with at(clock.today()):
        found = became(role)
        sums = {name: sorted(set(outcomes)) for name, outcomes in found.items()}
        assert sums == {}
