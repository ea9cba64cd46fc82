"""What counts is said before everyone can apply, and stays as everyone read it."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from coproduce.foundation.transitions import TransitionRefused
from projects.selection.criteria import actions, rules
from projects.selection.interest import actions as interest
from projects.selection.models import Criterion, ScoringPlan
from projects.selection.opportunities import actions as opportunities
from projects.selection.opportunities.queries import check_list
from tests import builders

pytestmark = pytest.mark.django_db
WORDS = {"title": "Kindness", "looks_for": "Say how you listen.", "essential": True}


def missing(row) -> set[str]:
    return {one.name for one in check_list(row) if not one.done}


def test_nothing_opens_before_it_says_what_counts_and_who_decides(draft, manager):
    assert missing(draft) == set()
    ScoringPlan.objects.all().delete()
    Criterion.objects.all().delete()
    assert missing(draft) == {"criteria", "scoring"}
    with pytest.raises(TransitionRefused, match="What counts"):
        opportunities.open_to_everyone(draft, by=manager)
    actions.add(draft, **WORDS, by=manager)
    actions.plan(draft, scored=True, bar_essential=2, bar_total=5, by=manager)
    more = {"questions", "choosing"}  # points are given for words, and lead to a rule
    assert missing(draft) == {"scoring", *more}, "one criterion has four points at most"
    actions.plan(draft, scored=True, bar_essential=2, bar_total=4, by=manager)
    assert missing(draft) == more


def test_the_bar_can_be_reached_up_to_all_points():
    assert [rules.too_high(criteria=2, bar_total=total) for total in (8, 9)] == [False, True]


def test_once_open_not_a_word_of_it_changes_by_whatever_way(opened, manager):
    first = opened.criteria.first()
    for act in (
        lambda: actions.add(opened, **WORDS, by=manager),
        lambda: actions.change(first, **WORDS, by=manager),
        lambda: actions.remove(first, by=manager),
        lambda: actions.plan(opened, scored=True, bar_essential=0, bar_total=0, by=manager),
    ):
        with pytest.raises(TransitionRefused):
            act()
    rows = Criterion.objects.filter(pk=first.pk)
    plans = ScoringPlan.objects.filter(opportunity=opened)
    for write in (
        lambda: rows.update(looks_for="Something else"),
        lambda: rows.delete(),
        lambda: builders.criterion(opened, "Another"),
        lambda: plans.update(scored=True),
        lambda: plans.update(bar_essential=0),
        lambda: plans.update(bar_total=3),
        lambda: plans.delete(),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            write()


def test_criteria_are_few_and_one_that_is_asked_for_stays(draft, manager):
    first = draft.criteria.first()
    interest.set_questions(draft, criteria={"why": first}, by=manager)
    with pytest.raises(TransitionRefused, match="question is asked"):
        actions.remove(first, by=manager)
    for _number in range(rules.MOST_CRITERIA - draft.criteria.count()):
        actions.add(draft, **WORDS, by=manager)
    with pytest.raises(TransitionRefused, match="up to"):
        actions.add(draft, **WORDS, by=manager)


def test_a_question_counts_for_a_criterion_of_its_own_opportunity(draft, opened, manager):
    with pytest.raises(TransitionRefused, match="what counts here"):
        interest.set_questions(draft, criteria={"why": opened.criteria.first()}, by=manager)


def test_everyone_reads_what_counts_and_how_it_is_used(client, role, manager):
    plain = builders.opportunity(role, by=manager)
    scored = builders.opportunity(role, by=manager, scored=True)
    pages = [
        client.get(reverse("opportunities:detail", args=[row.ref])).content.decode()
        for row in (plain, scored)
    ]
    for page in pages:
        assert "Interest, in your own words" in page
        assert "Everyone we choose needs this." in page
    assert "Nobody gives points here" in pages[0]
    assert "More than we hoped for" in pages[1]
    assert "No public member is on the panel. The reason: Nobody could come." in pages[1]


def test_staff_write_it_down_and_lose_nothing_of_what_they_typed(client, draft, manager):
    builders.sign_in(client, manager)
    at = reverse("criteria:add", args=[draft.ref])
    page = client.post(at, {"title": "Kindness", "looks_for": "", "essential": "yes"})
    assert "Kindness" in page.content.decode()
    assert "There is a problem" in page.content.decode()
    client.post(at, {"title": "Kindness", "looks_for": "You listen", "essential": "yes"})
    made = draft.criteria.last()
    assert (made.title, made.essential, made.place) == ("Kindness", True, 3)
    said = {"scored": "yes", "bar_essential": "3", "bar_total": "7"}
    client.post(reverse("criteria:scoring", args=[draft.ref]), said)
    plan = ScoringPlan.objects.get(opportunity=draft)
    assert (plan.scored, plan.bar_essential, plan.bar_total) == (True, 3, 7)
    client.post(reverse("criteria:remove", args=[draft.ref, made.ref]))
    assert draft.criteria.count() == 2
    assert "Interest" in client.get(reverse("criteria:overview", args=[draft.ref])).content.decode()
