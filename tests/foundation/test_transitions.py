"""A status changes in one place: locked, checked against the table, with history."""

import threading

import pytest
from django.db import connection, connections

from coproduce.foundation import transitions
from coproduce.foundation.history.models import HistoryEntry, Unchangeable
from projects.team.models import Project
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def project():
    return builders.project(builders.organisation())


def test_a_move_changes_the_status_and_writes_history(project):
    clerk = builders.contributor_user(project.organisation)
    fresh = transitions.transition(project, "start", by=clerk, why="we have the money")
    entry = HistoryEntry.objects.get()
    assert (fresh.status, Project.objects.get().status) == ("running", "running")
    assert (entry.by, entry.verb, entry.why, entry.detail, entry.project_id, entry.organisation_id) == (
        clerk,
        "start",
        "we have the money",
        {"from": "planning", "to": "running"},
        project.pk,
        project.organisation_id,
    )


def test_a_move_from_the_wrong_status_is_refused_in_words_and_changes_nothing(project):
    with pytest.raises(transitions.TransitionRefused, match="being planned"):
        transitions.transition(project, "reopen", by=None)
    assert (Project.objects.get().status, HistoryEntry.objects.count()) == ("planning", 0)


def test_a_stale_row_is_read_again_before_it_moves(project):
    stale = Project.objects.get()
    transitions.transition(project, "start", by=None)
    with pytest.raises(transitions.TransitionRefused):
        transitions.transition(stale, "start", by=None)


def test_a_row_is_held_for_a_move_as_it_stands_now_or_refused_as_the_move_would_be(project):
    stale = Project.objects.get()
    Project.objects.update(summary="Changed since.")
    assert transitions.lock_for(stale, "start").summary == "Changed since."
    transitions.transition(project, "start", by=None)
    with pytest.raises(transitions.TransitionRefused, match="running") as held:
        transitions.lock_for(stale, "start")
    with pytest.raises(transitions.TransitionRefused) as moved:
        transitions.transition(stale, "start", by=None)
    assert str(held.value) == str(moved.value)
    assert transitions.lock_for(stale, "close").status == "running"
    assert HistoryEntry.objects.count() == 1  # holding a row writes nothing


def test_history_is_never_changed_or_deleted(project):
    transitions.transition(project, "start", by=None)
    entry = HistoryEntry.objects.get()
    for attempt in (entry.save, entry.delete, HistoryEntry.objects.all().delete):
        with pytest.raises(Unchangeable):
            attempt()
    with pytest.raises(Unchangeable):
        HistoryEntry.objects.update(verb="nothing")


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_fifty_at_once_make_one_move():
    project = builders.project(builders.organisation())
    outcomes: list[str] = []
    at_once = threading.Barrier(50)

    def attempt() -> None:
        at_once.wait()
        try:
            transitions.transition(project, "start", by=None)
            outcomes.append("moved")
        except transitions.TransitionRefused:
            outcomes.append("refused")
        finally:
            connections.close_all()

    threads = [threading.Thread(target=attempt) for _ in range(50)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["moved"] + ["refused"] * 49
    assert HistoryEntry.objects.count() == 1
    assert connection.vendor == "postgresql"


def test_many_rows_move_together_with_a_history_entry_each(project):
    other = builders.project(project.organisation)
    both = Project.objects.filter(pk__in=[project.pk, other.pk])
    assert transitions.transition_all(both, "start", by=None, why="a new year") == 2
    assert list(both.order_by("pk").values_list("status", flat=True)) == ["running", "running"]
    entries = HistoryEntry.objects.order_by("subject_id")
    entries = entries.values_list("subject_id", "verb", "why", "detail", "project")
    said = ("start", "a new year", {"from": "planning", "to": "running"})
    assert list(entries) == [(one.pk, *said, one.pk) for one in (project, other)]


def test_many_rows_move_all_or_none(project):
    other = builders.project(project.organisation, status="running")
    with pytest.raises(transitions.TransitionRefused, match="1 of these"):
        transitions.transition_all(Project.objects.all(), "start", by=None)
    assert [Project.objects.get(pk=one.pk).status for one in (project, other)] == ["planning", "running"]
    assert not HistoryEntry.objects.exists()
