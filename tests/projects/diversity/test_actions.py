"""Naming people, the Census figures, and releases that cannot be changed."""

import datetime as dt

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.db.utils import DatabaseError

from contributors.monitoring.store import actions as store
from coproduce.foundation import clock
from coproduce.foundation.history.models import Unchangeable
from coproduce.foundation.history.queries import entries_about
from coproduce.foundation.transitions import TransitionRefused
from projects.diversity import actions
from projects.diversity.models import Benchmark, DiversityAim, Release
from projects.diversity.states import ReleaseOutcome
from tests import builders

pytestmark = pytest.mark.django_db(databases=["default", "monitoring"])


def answered_by(organisation, people: int) -> None:
    """Let some people answer one question, as the store keeps it."""
    for number in range(people):
        store.put_mine(
            f"{organisation.ref}{number:022}",
            unit=organisation.ref,
            question="age",
            answer="45-54",
            own_words="",
            quarter="2027-Q1",
        )


def joined(organisation, people: int, since: dt.date) -> None:
    for _n in range(people):
        user = builders.contributor_user(organisation)
        user.person.connections.update(since=since)


def shown(release) -> tuple:
    return (release.number, release.quarter, release.outcome, release.asked_rounded, release.answered_rounded)


def test_every_census_figure_has_a_source_and_the_published_share():
    assert (Benchmark.objects.count(), Benchmark.objects.filter(source="").count()) == (494, 0)
    bristol = Benchmark.objects.filter(area="Bristol, City of", characteristic="disability")
    assert list(bristol.values_list("category", "tenths_of_percent")) == [
        ("Disabled under the Equality Act", 172),
        ("Not disabled under the Equality Act", 828),
    ]
    assert set(Benchmark.objects.values_list("characteristic", flat=True)) == set(
        dict(Benchmark._meta.get_field("characteristic").choices)
    )


def test_people_are_named_once(project, manager):
    aim = builders.diversity_aim(project, people="Carers")
    other = builders.diversity_aim(project, people="Young people")
    values = {"area": "", "characteristics": [], "why": "x", "how": ""}
    with pytest.raises(TransitionRefused):
        actions.add_aim(project, people="Carers", **values, by=manager)
    with pytest.raises(TransitionRefused):
        actions.change_aim(other, people="Carers", **values, by=manager)
    actions.change_aim(aim, people="Carers", **values, by=manager)
    assert entries_about(aim).get().detail == {"changed": ["area", "characteristics", "how", "why"]}


def test_taking_people_off_is_remembered(project, manager):
    aim = builders.diversity_aim(project)
    actions.remove_aim(aim, by=manager)
    assert (DiversityAim.objects.count(), [entry.verb for entry in entries_about(aim)]) == (
        0,
        ["people taken off"],
    )


@time_machine.travel(dt.datetime(2027, 2, 1, 12, tzinfo=dt.UTC), tick=False)
def test_a_release_is_frozen_whatever_happens_afterwards(project, manager):
    joined(project.organisation, 33, clock.today())
    answered_by(project.organisation, 23)
    made = actions.release(project.organisation, by=manager)
    answered_by(project.organisation, 30)
    made.refresh_from_db()
    assert shown(made) == (1, "2027-Q1", ReleaseOutcome.FIGURES, 35, 25)
    assert entries_about(made).get().detail == {"quarter": "2027-Q1", "outcome": "figures"}


def test_one_a_quarter_and_not_before_ten_people_have_joined(project, manager):
    with time_machine.travel(dt.datetime(2027, 2, 1, 12, tzinfo=dt.UTC), tick=False):
        joined(project.organisation, 33, clock.today())
        answered_by(project.organisation, 23)
        first = actions.release(project.organisation, by=manager)
        with pytest.raises(TransitionRefused, match="quarter"):
            actions.release(project.organisation, by=manager)
    with time_machine.travel(dt.datetime(2027, 4, 1, 12, tzinfo=dt.UTC), tick=False):
        joined(project.organisation, 9, clock.today())
        with pytest.raises(TransitionRefused, match="Fewer than 10"):
            actions.release(project.organisation, by=manager)
        joined(project.organisation, 1, clock.today())
        answered_by(project.organisation, 31)
        second = actions.release(project.organisation, by=manager)
    assert [shown(first), shown(second)] == [
        (1, "2027-Q1", ReleaseOutcome.FIGURES, 35, 25),
        (2, "2027-Q2", ReleaseOutcome.FIGURES, 45, 30),
    ]


def test_too_few_is_a_release_too_so_that_trying_every_day_tells_nothing(project, manager):
    with time_machine.travel(dt.datetime(2027, 2, 1, 12, tzinfo=dt.UTC), tick=False):
        joined(project.organisation, 25, clock.today())
        answered_by(project.organisation, 19)
        made = actions.release(project.organisation, by=manager)
        answered_by(project.organisation, 20)  # the twentieth, the day after
        with pytest.raises(TransitionRefused, match="quarter"):
            actions.release(project.organisation, by=manager)
    assert shown(made) == (1, "2027-Q1", ReleaseOutcome.TOO_FEW, None, None)


def test_answers_of_another_organisation_do_not_count(project, manager):
    joined(project.organisation, 25, clock.today())
    answered_by(builders.organisation(), 25)
    assert actions.release(project.organisation, by=manager).outcome == ReleaseOutcome.TOO_FEW


def made_release(project, manager, **fields) -> Release:
    given = {
        "number": 1,
        "quarter": "2027-Q1",
        "outcome": "figures",
        "asked_rounded": 40,
        "answered_rounded": 25,
    }
    return Release.objects.create(organisation=project.organisation, made_by=manager, **{**given, **fields})


def test_a_release_cannot_be_changed_by_python_or_sql(project, manager):
    release = made_release(project, manager)
    with pytest.raises(Unchangeable):
        release.save()
    for sql in ("UPDATE diversity_release SET answered_rounded = 20", "DELETE FROM diversity_release"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)
    assert Release.objects.get().answered_rounded == 25


@pytest.mark.parametrize(
    "fields",
    [
        {"quarter": "2027-Q1", "number": 2},
        {"quarter": "2027-Q2", "number": 1},
        {"quarter": "2027", "number": 2},
        {"number": 2, "quarter": "2027-Q2", "answered_rounded": 15},
        {"number": 2, "quarter": "2027-Q2", "answered_rounded": 45},
        {"number": 2, "quarter": "2027-Q2", "outcome": "too_few"},
        {"number": 2, "quarter": "2027-Q2", "outcome": "most"},
        {"number": 2, "quarter": "2027-Q2", "answered_rounded": None},
        {"number": 2, "quarter": "2027-Q2", "asked_rounded": None},
        {
            "number": 2,
            "quarter": "2027-Q2",
            "outcome": "most",
            "asked_rounded": None,
            "answered_rounded": None,
        },
        {"number": 2, "quarter": "2027-Q2", "outcome": "most", "asked_rounded": 15, "answered_rounded": None},
    ],
)
def test_the_database_refuses_a_release_that_shows_too_much(project, manager, fields):
    made_release(project, manager)
    with pytest.raises(IntegrityError), transaction.atomic():
        made_release(project, manager, **fields)
