"""A year in the life of a role: every kind of duty is kept once and broken once, and both sides see it."""

import datetime as dt
from collections import Counter

import pytest
from django.urls import reverse

from coproduce.audit.invariants import registered
from coproduce.foundation import clock
from expenses.bookings import actions as bookings
from projects.power_balance.evidence.queries.lines import evidence
from projects.roles.answering import actions as answering
from projects.roles.inviting import actions as inviting
from projects.roles.tasks import follow_duties
from tests import builders
from tests.projects.roles.duties.life import DAY, became, day, free, line

pytestmark = pytest.mark.django_db(databases=["default", "monitoring"])
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
            person=ada.person, project=life.project, kind="taxi", words="A seat", by=ada, meeting=good
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
            person=ada.person, project=life.project, kind="taxi", words="A bus", by=ada, meeting=bad
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


def year_of_ada(life, start, ada, manager):
    """Everything kept, everything that happens by meetings broken, and three ways of not coming."""
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
    return role


def year_of_ben(life, start, ben):
    """Somebody whom nobody shows anything, and who does nothing: what only they and we can break."""
    with day(start, 0):
        role = life.agreed(ben, *duties_of(start), title="Reader")
        first = life.meeting(20, ben, title="First")
    with day(start, 5):
        life.send_papers(first)
    with day(start, 21):
        life.hold(first, ben)
    return role


@pytest.fixture
def both(life, start, ada, ben, manager):
    """The roles of two people, a year later; one of them has ended."""
    role, other = year_of_ada(life, start, ada, manager), year_of_ben(life, start, ben)
    with day(start, 366):
        follow_duties()  # a new year asks for interests again
    with day(start, 370):
        inviting.end(other, why="The work is done.", by=manager)
    return role, other


def counted(outcomes: dict[str, list[str]]) -> dict[str, dict[str, int]]:
    return {name: dict(Counter(found)) for name, found in outcomes.items()}


def test_every_duty_is_kept_once_and_broken_once(both):
    role, other = both
    assert counted(became(role)) == {
        "contact": {"kept": 1},
        "confidence": {"kept": 1},
        "training": {"kept": 1},
        "interests": {"kept": 1, "late": 1},  # the second year's
        "notice": {"kept": 4, "late": 1},
        "papers": {"kept": 1, "late": 1},
        "book": {"kept": 1, "late": 1},
        "induction": {"kept": 1},
        "read_papers": {"kept": 1},  # what came a day before needs nobody to read it
        "debrief": {"kept": 1, "late": 1, "let_go": 3},
        "feedback": {"kept": 1, "late": 1},
        "answer": {"kept": 1, "late": 1},
        "pay": {"kept": 1, "late": 1},
        "cannot_come": {"kept": 1, "late": 1, "missed": 1},
        "free": counted(became(role))["free"],
    }
    assert counted(became(other)) == {
        "contact": {"missed": 1},
        "confidence": {"missed": 1},
        "training": {"missed": 1},
        "interests": {"missed": 1, "let_go": 1},
        "notice": {"kept": 1},
        "papers": {"kept": 1},
        "read_papers": {"missed": 1},
        "induction": {"missed": 1},
        "debrief": {"missed": 1},
        "feedback": {"missed": 1},
        "free": counted(became(other))["free"],
    }
    lines = {"tea": ("kept", "late", "let_go"), "write": ("kept", "late"), "story": ("kept",)}
    for key, outcomes in lines.items():
        mine = role.duty_occasions.filter(line=f"free:{key}").select_related("promise")
        assert {str(one.outcome.value) for one in mine} == set(outcomes)
        theirs = other.duty_occasions.filter(line=f"free:{key}").select_related("promise")
        assert "missed" in {str(one.outcome.value) for one in theirs}


def test_the_audit_finds_nothing(both):
    follow_duties()  # as every night
    assert {one.name: one.find().examples for one in registered() if one.find().broken} == {}


def test_the_home_of_the_person_shows_both_lists(client, both, ada):
    builders.sign_in(client, ada)
    page = client.get(reverse("portal:home")).content.decode()
    assert "Tell us about anything that could sway you: Partner" in page
    assert "Write to the group (Partner)" in page
    assert "Feedback" not in page


def test_the_home_of_staff_shows_what_is_waited_for(client, both, manager):
    builders.sign_in(client, manager)
    page = client.get(reverse("staff:home")).content.decode()
    assert "Interests declared: Partner" in page or "Write to the group (Partner)" in page


def test_the_evidence_counts_our_side(both, project):
    [found] = [one for one in evidence(project) if one.key == "late-duties"]
    ours = [one for role in both for one in role.duty_occasions.filter(side="organisation")]
    of_promises = {one.promise_id: str(one.outcome.value) for one in ours if not one.due_at}
    kept = sum(found == "kept" for found in of_promises.values())
    late = sum(found in ("late", "missed") for found in of_promises.values())
    assert found.counted.startswith(f"{kept} kept in time, {late} late.")


def test_the_page_of_the_role_tells_how_each_side_was_kept(client, both, ada, manager):
    role, _other = both
    builders.sign_in(client, ada)
    page = client.get(reverse("my_roles:detail", args=[role.ref])).content.decode()
    assert "How we kept our side" in page
    assert "How I kept mine" in page
    assert "We pay you within 5 working days of your claim." in page
    builders.sign_in(client, manager)
    page = client.get(reverse("roles:assignment", args=[role.ref])).content.decode()
    assert "How they kept theirs: for you as their contact" in page
