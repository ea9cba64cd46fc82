import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from contributors.accounts import actions as accounts
from coproduce.foundation import clock
from coproduce.foundation.transitions import TransitionRefused
from projects.selection import tasks
from projects.selection.models import Opportunity
from projects.selection.opportunities import actions, rules
from projects.selection.opportunities.queries import values_of
from projects.selection.signals import opportunity_withdrawn
from tests import builders

pytestmark = pytest.mark.django_db


def test_a_draft_begins_with_what_the_role_says(role, manager):
    made = actions.make(role.versions.get(), by=manager)
    said = {
        "status": made.status,
        "title": made.title,
        "summary": made.summary,
        "places": made.places,
        "expenses": made.expenses,
        "payment": made.payment,
        "pay_words": made.pay_words,
        "time_words": made.time_words,
        "contact": made.contact,
    }
    assert said == {
        "status": "draft",
        "title": "Partner",
        "summary": "You help to plan the work.",
        "places": 2,
        "expenses": "Travel and care.",
        "payment": "fee",
        "pay_words": "£25.00 for each meeting",
        "time_words": "2 hours a month",
        "contact": manager.person,
    }


def test_only_a_role_that_was_offered_can_be_advertised(project, manager):
    role = builders.role(project)
    with pytest.raises(TransitionRefused, match="Offer the role first"):
        actions.make(role.versions.get(), by=manager)


@pytest.mark.parametrize("name", [*rules.NEEDED, "expenses"])
def test_nothing_that_people_need_may_be_missing(draft, name):
    values = values_of(draft)
    assert rules.missing(values, clock.now(), lives=True) == []
    values[name] = None
    assert [one.name for one in rules.missing(values, clock.now(), lives=True)] == [name]


def test_no_money_at_all_needs_no_words_about_expenses(draft):
    values = values_of(draft) | {"payment": "nothing", "expenses": ""}
    assert rules.missing(values, clock.now(), lives=True) == []


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ({"payment": "to_be_agreed"}, "pay_words"),
        ({"mode": "unknown"}, "mode"),
        ({"mode": "in_person", "region": "anywhere"}, "region"),
    ],
)
def test_what_is_still_to_be_agreed_is_not_said(draft, said, name):
    values = values_of(draft) | said
    assert [one.name for one in rules.missing(values, clock.now(), lives=True)] == [name]


def test_it_is_open_for_a_day_at_least_and_answers_come_after(draft):
    now = clock.now()
    values = values_of(draft) | {"opens_at": None, "closes_at": now + dt.timedelta(hours=23)}
    assert [one.name for one in rules.missing(values, now, lives=True)] == ["closes_at"]
    values |= {"closes_at": draft.closes_at, "hear_by": clock.uk(draft.closes_at).date()}
    assert [one.name for one in rules.missing(values, now, lives=True)] == ["hear_by"]
    assert [one.name for one in rules.missing(values_of(draft), now, lives=False)] == ["contact"]


def test_opening_names_what_is_missing_and_changes_nothing(draft, manager):
    actions.write(draft, words={"chosen_by": "", "other_ways": ""}, by=manager)
    with pytest.raises(TransitionRefused, match="Who chooses; Other ways"):
        actions.open_to_everyone(draft, by=manager)
    draft.refresh_from_db()
    assert (draft.status, draft.opened_at) == ("draft", None)


def test_it_opens_to_the_minute_and_takes_nothing_from_its_closing_on(draft, manager):
    row = actions.open_to_everyone(draft, by=manager)
    assert row.opens_at.second == 0
    minute = dt.timedelta(minutes=1)
    moments = [row.opens_at - minute, row.opens_at, row.closes_at - minute, row.closes_at]
    assert [row.is_taking(one) for one in moments] == [False, True, True, False]
    assert [Opportunity.objects.taking(one).exists() for one in moments] == [False, True, True, False]


def test_a_moment_that_was_chosen_is_kept_to(draft, manager):
    later = clock.now().replace(second=0, microsecond=0) + dt.timedelta(days=2)
    actions.write(draft, words={"opens_at": later}, by=manager)
    row = actions.open_to_everyone(draft, by=manager)
    assert row.opens_at == later
    assert not Opportunity.objects.public().exists()


def test_a_newer_text_of_the_role_starts_again(draft, role, manager):
    builders.role_version(role, 2, purpose="Something else.")
    builders.role_actions.offer(role.versions.get(number=2), by=manager)
    with pytest.raises(TransitionRefused, match="newer text"):
        actions.open_to_everyone(Opportunity.objects.get(), by=manager)


def test_what_everyone_has_read_is_not_rewritten(opened, manager):
    with pytest.raises(TransitionRefused):
        actions.write(opened, words={"title": "Another"}, by=manager)


def test_it_closes_by_itself_and_not_before(opened):
    tasks.close_due()
    opened.refresh_from_db()
    assert opened.status == "open"
    with pytest.raises(TransitionRefused, match="stays open"):
        actions.close(opened, by=None)
    Opportunity.objects.update(closes_at=timezone.now() - dt.timedelta(minutes=1))
    tasks.close_due()
    tasks.close_due()
    opened.refresh_from_db()
    assert (opened.status, opened.ended_at is not None) == ("closed", True)


def test_withdrawing_an_open_one_asks_who_else_has_to_hear(opened, manager):
    ada = builders.person(name="Ada")
    asked = []

    def listen(opportunity, why, **_kwargs):
        asked.append((opportunity.pk, why))
        return [ada]

    opportunity_withdrawn.connect(listen)
    try:
        assert actions.withdraw(opened, why="No money.", by=manager) == [ada]
    finally:
        opportunity_withdrawn.disconnect(listen)
    opened.refresh_from_db()
    assert (opened.status, opened.ended_why, asked) == ("withdrawn", "No money.", [(opened.pk, "No money.")])


def test_closing_the_project_withdraws_what_it_asks_for(role, project, manager):
    rows = [builders.opportunity(role, by=manager), builders.opportunity(role, by=manager, is_open=False)]
    builders.closed(project, by=manager)
    assert {row.pk for row in Opportunity.objects.filter(status="withdrawn")} == {row.pk for row in rows}


def test_whom_to_ask_is_someone_who_works_there(role, trust, manager):
    bo = builders.staff_user("project_staff", trust, name="Bo")
    row = builders.opportunity(role, by=manager, contact=bo.person, contact_words="Bo, 0117 000")
    accounts.end_role(bo.roles.get(), by=manager)
    row.refresh_from_db()
    assert (row.contact, row.contact_words) == (
        manager.person,
        "Mo Manager, 0117 496 0111, help@avon.example",
    )


@pytest.mark.parametrize(
    "fields",
    [
        {"status": "gone"},
        {"title": ""},
        {"contact": None},
        {"places": 0},
        {"other_ways": ""},
        {"hear_by": None},
        {"status": "closed"},
        {"closes_at": dt.datetime(2020, 1, 1, tzinfo=dt.UTC)},
    ],
)
def test_the_database_keeps_an_open_one_whole(opened, fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        Opportunity.objects.filter(pk=opened.pk).update(**fields)
