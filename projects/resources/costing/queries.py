"""The money of a project as its costing shows it: the plan, and what the apps above know of it."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db.models import Count

from coproduce.foundation import clock
from projects.resources.costing import rules
from projects.resources.costing.rules import Forecast, Piece, Plan, PriceOf, Sheet, View
from projects.resources.models import PlannedActivity
from projects.resources.signals import money_asked, prices_asked
from projects.resources.states import ActivityState
from projects.team.models import Project


def plan_of(project: Project) -> Plan:
    """Return the plan of a project. Four queries."""
    return Plan(
        project,
        lines=list(project.budget_lines.select_related("funder", "activity")),
        activities=list(project.planned_activities.all()),
        costs=list(project.planned_costs.select_related("activity")),
        staff=list(project.staff_time.select_related("person")),
    )


def no_price(_words: str, _on: dt.date, _minutes: int) -> None:
    """Answer for an organisation whose rates nobody knows."""


def price_list(organisation_id: int) -> PriceOf:
    """Return what answers for the price of a rate on a day."""
    answers: list[Any] = prices_asked.send(sender=Project, organisation_id=organisation_id)
    return answers[0][1] if answers else no_price


def money_of(project: Project) -> list[Piece]:
    """Return what is committed, claimed, approved, paid and booked on a project, from all who know."""
    answers: list[Any] = money_asked.send(sender=Project, project_ids=[project.pk])
    return [piece for _receiver, answer in answers for piece in answer.get(project.pk, [])]


def pieces_of(plan: Plan, money: Iterable[Piece]) -> list[Piece]:
    """Return all amounts of a plan: what it costs, and what became of it."""
    known = any(activity.fee_rate for activity in plan.activities)
    price = price_list(plan.project.organisation_id) if known else no_price
    return [*rules.planned_pieces(plan, price), *money]


def sheet_of(plan: Plan, view: View, money: Iterable[Piece], *, sees_claims: bool = True) -> Sheet:
    """Return the costing of a plan, summed by line, group, cost code, year or funder.

    Who may not see claims sees no amount of fewer than three people; the total is the same.
    """
    if sees_claims:
        return rules.sheet(view, plan, pieces_of(plan, money))
    return rules.sheet_for_others(view, plan, pieces_of(plan, []), money)


def forecast_of(plan: Plan, money: Iterable[Piece]) -> Forecast:
    """Return when the budget of a plan ends at the pace of late."""
    return rules.forecast(sum(line.planned_pence for line in plan.lines), money, clock.today())


def live_activities(project: Project) -> list[PlannedActivity]:
    """Return the activities of a project that were not dropped, with how many meetings stand for each."""
    live = project.planned_activities.exclude(status=ActivityState.DROPPED)
    return list(live.annotate(meetings_planned=Count("meetings")))
