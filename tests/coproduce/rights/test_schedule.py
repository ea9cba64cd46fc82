"""The table of how long we keep what: every model is in it, every personal field can be forgotten."""

import datetime as dt

import pytest
from celery import current_app
from django.apps import apps
from django.conf import settings
from django.db import models

from contributors.people.models import Person
from coproduce.foundation.database.constraints import AppendOnlyConstraint, WrittenOnceConstraint
from coproduce.rights.times import rows
from coproduce.rights.times.lines import LINES, cutoff
from coproduce.rights.times.schedule import DELETE, EMPTY, MODELS, STAY

EVERY = [
    model._meta.label for model in apps.get_models() if not model._meta.auto_created and model._meta.managed
]


def test_every_model_has_a_line():
    assert sorted(MODELS) == sorted(EVERY)
    assert {kept.line for kept in MODELS.values()} <= set(LINES)


def test_every_line_is_of_something():
    of_no_model = {"files", "logs", "attempts"}
    assert set(LINES) - {kept.line for kept in MODELS.values()} == of_no_model


@pytest.mark.parametrize("label", EVERY)
def test_every_personal_field_is_forgotten_or_says_why_not(label):
    kept = MODELS[label]
    forgotten = {
        name for name, data_class in rows.classes_of(label).items() if data_class in rows.FORGOTTEN_CLASSES
    } - set(kept.stays)
    relations = {name for name in forgotten if rows.model_of(label)._meta.get_field(name).is_relation}
    if kept.then == STAY:
        assert not forgotten - relations or kept.why, f"{label}: {sorted(forgotten)}"
    if kept.then == EMPTY:
        assert set(rows.emptied(label)) >= forgotten - relations
    if kept.stays:
        assert kept.why


@pytest.mark.parametrize("label", EVERY)
def test_who_is_named_by_a_row_can_have_a_copy_of_it(label):
    """A model that points at the public contributor says so; what points at staff is "ours"."""
    model = rows.model_of(label)
    points = [f.name for f in model._meta.concrete_fields if f.related_model is Person and f.name == "person"]
    kept = MODELS[label]
    assert not points or kept.about or kept.line == "ours", label


@pytest.mark.parametrize("label", [one for one, kept in MODELS.items() if kept.about or kept.dated])
def test_its_look_ups_are_there(label):
    kept, model = MODELS[label], rows.model_of(label)
    for path in kept.about:
        assert model._base_manager.filter(**{path: 0}).query
    if kept.dated:
        assert model._base_manager.filter(kept.where, **{f"{kept.dated}__isnull": False}).query


@pytest.mark.parametrize("label", [one for one, kept in MODELS.items() if kept.then == EMPTY])
def test_what_is_only_added_to_lets_exactly_its_personal_fields_be_erased(label):
    for constraint in rows.model_of(label)._meta.constraints:
        texts = {name for name, value in rows.emptied(label).items() if name not in MODELS[label].put}
        if isinstance(constraint, AppendOnlyConstraint):
            assert set(constraint.erasable) == texts
        if isinstance(constraint, WrittenOnceConstraint) and constraint.except_fields and constraint.erasable:
            assert set(constraint.erasable) == texts


def test_what_another_task_keeps_is_run():
    current_app.loader.import_default_modules()
    scheduled = {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}
    tasks = {line.by_task for line in LINES.values() if "." in line.by_task and " " not in line.by_task}
    assert tasks | {"rights.keep_to_times"} <= scheduled


@pytest.mark.parametrize(
    ("key", "today", "before"),
    [
        ("money", dt.date(2027, 3, 31), dt.date(2020, 4, 1)),
        ("money", dt.date(2027, 4, 1), dt.date(2021, 4, 1)),
        ("notes", dt.date(2028, 2, 29), dt.date(2026, 2, 28)),
        ("messages", dt.date(2027, 12, 31), dt.date(2026, 12, 31)),
        ("bank", dt.date(2027, 1, 31), dt.date(2026, 10, 31)),
        ("files", dt.date(2027, 3, 1), dt.date(2027, 2, 28)),
    ],
)
def test_the_day_before_which_time_is_over(key, today, before):
    assert cutoff(LINES[key], today) == before


def test_deleting_is_for_rows_that_hold_nothing_else():
    assert {kept.then for kept in MODELS.values()} == {DELETE, EMPTY, STAY}
    assert not [label for label, kept in MODELS.items() if kept.line == "money" and kept.then == DELETE]
    assert issubclass(Person, models.Model)


def test_no_chain_of_hashes_runs_over_what_may_be_erased():
    """The hash of a short text can be guessed: it would not be erased, and the chain would break."""
    for label in MODELS:
        constraints = rows.model_of(label)._meta.constraints
        erasable = {name for one in constraints for name in getattr(one, "erasable", ())}
        chained = {
            name for one in constraints if type(one).__name__ == "ChainedConstraint" for name in one.fields
        }
        assert not erasable & chained, label
