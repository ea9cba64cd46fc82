"""Copies of the plan: nothing changes before one is used, then all of it or nothing."""

import datetime as dt

import pytest
from django.urls import reverse

from coproduce.foundation.history.queries import entries_about
from coproduce.foundation.transitions import TransitionRefused
from projects.resources.costing.queries import plan_of
from projects.resources.models import BudgetLine, PlannedCost, WhatIf
from projects.resources.states import PlanPart
from projects.resources.what_if import actions, queries, rules
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def trust():
    return builders.organisation()


@pytest.fixture
def manager(trust):
    return builders.staff_user("ppi_manager", trust)


@pytest.fixture
def project(trust, manager):
    made = builders.project(trust, lead=manager.person)
    funder = builders.funder(made, "Charity")
    activity = builders.planned_activity(made, "Workshop", on=dt.date(2027, 5, 1))
    builders.budget_line(made, 300_00, funder=funder, first_on=made.starts_on)
    builders.planned_cost(made, "Food", activity=activity, on=dt.date(2027, 5, 1))
    return made


def copied(project, manager, name="Two more"):
    return actions.copy(project, name, by=manager)


def row(copy, part):
    return copy.rows.get(part=part)


def fields_of(project, part, **changed):
    [kept] = [one for kind, one in rules.rows_of(plan_of(project)) if kind == part]
    return {name: getattr(kept, name) for name in rules.COLUMNS[part]} | changed


def test_a_copy_is_the_plan_and_changing_it_leaves_the_plan_as_it_is(project, manager):
    copy, before = copied(project, manager), rules.mark(plan_of(project))
    assert queries.differences(plan_of(project), copy, queries.named_in(plan_of(project))) == []
    actions.change_row(row(copy, PlanPart.LINE), fields_of(project, PlanPart.LINE, planned_pence=900_00))
    actions.leave_out(row(copy, PlanPart.COST))
    assert rules.mark(plan_of(project)) == before
    assert BudgetLine.objects.get().planned_pence == 300_00
    table = dict(queries.compared(plan_of(project), [copy], []))
    plan, other = table["Together"]
    assert (plan.budget, plan.amounts.planned) == (300_00, 280_00)
    assert (other.budget, other.amounts.planned) == (900_00, 240_00)


def test_using_a_copy_changes_adds_and_takes_out(project, manager):
    new = {"title": "Bus", "category": "expenses", "on": dt.date(2027, 5, 2), "number": 1, "each_pence": 9_00}
    copy = actions.copy(project, "With a bus", by=manager, added=[(PlanPart.COST, new | {"activity": None})])
    actions.change_row(row(copy, PlanPart.LINE), fields_of(project, PlanPart.LINE, planned_pence=900_00))
    actions.leave_out(copy.rows.exclude(of="").get(part=PlanPart.COST))
    actions.leave_out(row(copy, PlanPart.ACTIVITY))
    assert actions.use(copy, by=manager) == 4
    line = project.budget_lines.get()
    assert (line.planned_pence, line.funder.name, line.first_on) == (900_00, "Charity", project.starts_on)
    assert [cost.title for cost in PlannedCost.objects.all()] == ["Bus"]
    assert project.planned_activities.get().status == "dropped"
    assert not WhatIf.objects.exists()
    assert [entry.detail for entry in entries_about(line)] == [
        {"before": {"pence": 300_00}, "after": {"pence": 900_00}}
    ]


def test_a_copy_of_a_plan_that_has_changed_since_is_refused_whole(project, manager):
    copy = copied(project, manager)
    actions.leave_out(row(copy, PlanPart.COST))
    builders.budget_line(project, 1_00)
    with pytest.raises(TransitionRefused, match="has changed since"):
        actions.use(copy, by=manager)
    assert PlannedCost.objects.count() == 1
    assert WhatIf.objects.count() == 1


def test_names_are_taken_once_and_five_copies_are_enough(project, manager):
    copied(project, manager)
    with pytest.raises(TransitionRefused, match="this name"):
        copied(project, manager)
    for number in range(4):
        copied(project, manager, f"Copy {number}")
    with pytest.raises(TransitionRefused, match="5 copies"):
        copied(project, manager, "One more")


def test_the_pages_compare_change_and_use(client, project, manager):
    client = builders.sign_in(client, manager)
    to = lambda page, *refs: reverse(f"resources:{page}", args=[project.ref, *refs])  # noqa: E731
    assert "There are no copies" in client.get(to("what_ifs")).content.decode()
    client.post(to("add_what_if"), {"name": "Cheaper"})
    copy = WhatIf.objects.get()
    line = row(copy, PlanPart.LINE)
    change = to("change_what_if_row", copy.ref, line.ref)
    assert 'value="300.00"' in client.get(change).content.decode()
    page = client.post(change, {"category": "fees", "planned_pence": "lots"}).content.decode()
    assert 'value="lots"' in page
    client.post(change, {"category": "fees", "planned_pence": "250", "funder": ""})
    assert "1 row is changed." in client.get(to("what_if", copy.ref)).content.decode()
    compare = client.get(to("what_ifs")).content.decode()
    assert "£250.00" in compare
    assert "£300.00" in compare
    assert BudgetLine.objects.get().planned_pence == 300_00
    client.post(to("use_what_if", copy.ref))
    assert BudgetLine.objects.get().planned_pence == 250_00


def test_leaving_out_and_throwing_away(client, project, manager):
    client = builders.sign_in(client, manager)
    copy = copied(project, manager)
    page = reverse("resources:what_if", args=[project.ref, copy.ref])
    client.post(page, {"leave_out": row(copy, PlanPart.COST).ref})
    assert "1 row is taken out." in client.get(page).content.decode()
    assert client.post(page, {"leave_out": "nonsense"}).status_code == 404
    client.post(reverse("resources:remove_what_if", args=[project.ref, copy.ref]))
    assert not WhatIf.objects.exists()
    assert PlannedCost.objects.count() == 1


def test_a_copy_of_another_project_is_not_found(client, project, manager):
    other = builders.project(project.organisation, lead=manager.person)
    copy = copied(other, manager)
    client = builders.sign_in(client, manager)
    for page in ("what_if", "use_what_if", "remove_what_if"):
        assert client.get(reverse(f"resources:{page}", args=[project.ref, copy.ref])).status_code == 404


ADDED = {
    PlanPart.LINE: {"category": "venue", "planned_pence": "80"},
    PlanPart.ACTIVITY: {
        **{"title": "One more", "when": "June 2027", "people": "4", "sessions": "1"},
        **{"minutes_each_0": "2", "minutes_each_1": "", "fee_pence": "20", "expenses_pence": "0"},
    },
    PlanPart.COST: {
        "title": "Bus",
        "category": "expenses",
        "on": "2 5 2027",
        "number": "1",
        "each_pence": "80",
    },
}


@pytest.mark.parametrize("part", PlanPart)
def test_a_row_is_added_on_the_page_of_a_copy_and_the_plan_has_it_once_it_is_used(
    client, project, manager, part
):
    client = builders.sign_in(client, manager)
    copy = copied(project, manager)
    page = reverse("resources:what_if", args=[project.ref, copy.ref])
    add = reverse("resources:add_what_if_row", args=[project.ref, copy.ref, part])
    assert f'href="{add}"' in client.get(page).content.decode()
    before = rules.mark(plan_of(project))
    wrong = client.post(add, ADDED[part] | {"planned_pence": "lots", "each_pence": "lots", "people": "lots"})
    assert 'value="lots"' in wrong.content.decode()
    assert copy.rows.count() == 3
    assert client.post(add, ADDED[part]).url == page
    assert rules.mark(plan_of(project)) == before
    shown = client.get(page).content.decode()
    assert "1 row is added." in shown
    assert "£80.00" in shown
    assert "(new)" in shown
    plan, other = dict(queries.compared(plan_of(project), [copy], []))["Together"]
    more = (other.budget - plan.budget, other.amounts.planned - plan.amounts.planned)
    assert more == ((80_00, 0) if part == PlanPart.LINE else (0, 80_00))
    client.post(reverse("resources:use_what_if", args=[project.ref, copy.ref]))
    assert [kind for kind, _row in rules.rows_of(plan_of(project))].count(part) == 2


def test_no_part_of_the_plan_but_these_can_be_added_and_not_without_end(
    client, project, manager, monkeypatch
):
    client = builders.sign_in(client, manager)
    copy = copied(project, manager)
    address = lambda part: reverse("resources:add_what_if_row", args=[project.ref, copy.ref, part])  # noqa: E731
    assert client.get(address("funders")).status_code == 404
    monkeypatch.setattr(actions, "MOST_ROWS", 3)
    page = client.post(address("costs"), ADDED[PlanPart.COST]).content.decode()
    assert "A copy holds up to 3 rows." in page
    assert 'value="Bus"' in page
    assert copy.rows.count() == 3


@pytest.mark.parametrize(
    ("copy", "words"),
    [
        (90_00, "£10.00 less than the plan"),
        (100_00, "as much as the plan"),
        (101_50, "£1.50 more than the plan"),
    ],
)
def test_a_copy_says_how_much_more_or_less_it_costs(copy, words):
    assert rules.beside_the_plan(copy, 100_00) == words


def test_the_page_of_the_copies_says_what_each_comes_to_beside_the_plan(client, project, manager):
    cheaper = copied(project, manager, "Without food")
    actions.leave_out(row(cheaper, PlanPart.COST))
    builders.sign_in(client, manager)
    page = client.get(reverse("resources:what_ifs", args=[project.ref]))
    assert page.context["beside"] == [(cheaper, "£40.00 less than the plan")]
