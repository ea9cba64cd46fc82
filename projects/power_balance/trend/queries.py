"""Which numbers of the evidence have a trend, and what happened behind each, with its day."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from coproduce.foundation import clock
from coproduce.foundation.known import known
from coproduce.foundation.lazy import LazyStr
from coproduce.foundation.promises.kinds import Side as Owed
from coproduce.foundation.promises.models import Promise
from projects.meetings.feedback.states import Breaks, Chair
from projects.meetings.models import MeetingFeedback
from projects.power_balance.decisions.states import Followed
from projects.power_balance.evidence.queries import (
    decisions as decided,
)
from projects.power_balance.evidence.queries import (
    meetings as met,
)
from projects.power_balance.evidence.queries import (
    notes as noted,
)
from projects.power_balance.evidence.queries import (
    promises as promised,
)
from projects.power_balance.evidence.rules.promises import days_late
from projects.power_balance.thresholds.queries import limits_of
from projects.power_balance.thresholds.rules import Limits
from projects.power_balance.trend.picture import draw
from projects.power_balance.trend.rules import TrendPoint, TrendUnit, series
from projects.team.models import Project
from projects.team.states import Side


@dataclass(frozen=True)
class Measure:
    """One number over time: its words, which way is better, and the points it is made of."""

    title: LazyStr
    better: LazyStr
    points: Callable[[Project, Limits], Iterator[TrendPoint]]
    unit: TrendUnit = TrendUnit.SHARE
    of_people: bool = False


LOWER, HIGHER = _("Lower is better."), _("Higher is better.")


def _late(project: Project, _limits: Limits) -> Iterator[TrendPoint]:
    now = clock.now()
    ours = promised.dated(project).filter(side=Owed.ORGANISATION)
    for due, kept in ours.values_list("due_at", "kept_at"):
        if kept or due < now:
            yield TrendPoint(clock.uk(due).date(), (kept or now) > due)


def _meetings_that(which: Callable[[Limits], Q]) -> Callable[[Project, Limits], Iterator[TrendPoint]]:
    def points(project: Project, limits: Limits) -> Iterator[TrendPoint]:
        over = met.meetings(project).filter(starts_at__lte=clock.now())
        flag = ExpressionWrapper(which(limits), output_field=BooleanField(null=True))
        for starts, flagged in over.annotate(flag=flag).values_list("starts_at", "flag"):
            yield TrendPoint(clock.uk(starts).date(), bool(flagged))

    return points


def _late_papers(project: Project, limits: Limits) -> Iterator[TrendPoint]:
    due = met.meetings(project).filter(met.papers_were_due(limits))
    late = set(due.filter(met.late_papers(limits)).values_list("pk", flat=True))
    for pk, starts in due.values_list("pk", "starts_at"):
        yield TrendPoint(clock.uk(starts).date(), pk in late)


def _room(project: Project, _limits: Limits) -> Iterator[TrendPoint]:
    rows = met.in_the_room(project).values_list("starts_at", "public", "everybody")
    for starts, public, everybody in rows:
        yield TrendPoint(clock.uk(starts).date(), public, everybody)


def _seats(project: Project, _limits: Limits) -> Iterator[TrendPoint]:
    public = met.seats(project).filter(side=Side.PUBLIC)
    for starts, came, person in public.values_list("meeting__starts_at", "was_there", "person"):
        yield TrendPoint(clock.uk(starts).date(), came, person=person)


def _noted(
    read: Callable[[MeetingFeedback], tuple[int, int]],
) -> Callable[[Project, Limits], Iterator[TrendPoint]]:
    def points(project: Project, _limits: Limits) -> Iterator[TrendPoint]:
        for row in noted.noted(project):
            yield TrendPoint(clock.uk(row.starts_at).date(), *read(row))

    return points


def _days(rows: Callable[[Project], QuerySet[Promise]]) -> Callable[[Project, Limits], Iterator[TrendPoint]]:
    def points(project: Project, _limits: Limits) -> Iterator[TrendPoint]:
        kept = rows(project).filter(kept_at__isnull=False)
        for made, done, person in kept.values_list("made_at", "kept_at", "person"):
            yield TrendPoint(clock.uk(known(done)).date(), days_late(made, known(done)), person=person)

    return points


def _without(project: Project, _limits: Limits) -> Iterator[TrendPoint]:
    for day, followed in decided.decisions(project).values_list("decided_on", "followed"):
        yield TrendPoint(day, followed == Followed.NOT_ASKED)


MEASURES = {
    "room": Measure(_("Public members as a share of everyone present"), HIGHER, _room),
    "late": Measure(_("Promises we kept late"), LOWER, _late),
    "notice": Measure(_("Meetings with too little notice"), LOWER, _meetings_that(met.short_notice)),
    "left-out": Measure(
        _("Meetings at a time that left out a public member"),
        LOWER,
        _meetings_that(lambda _limits: met.LEFT_OUT),
    ),
    "papers": Measure(_("Meetings whose papers came too late"), LOWER, _late_papers),
    "came": Measure(_("Invited public members who came"), HIGHER, _seats, of_people=True),
    "talks": Measure(
        _("Meetings with a talk before and after"),
        HIGHER,
        _noted(lambda row: (row.pre_brief and row.debrief, 1)),
    ),
    "kept": Measure(
        _("Meetings that kept their breaks and ended on time"),
        HIGHER,
        _noted(lambda row: (row.breaks != Breaks.NOT and row.time_kept, 1)),
    ),
    "agenda": Measure(
        _("Things on the agenda that public members proposed"),
        "",
        _noted(lambda row: (row.items_public, row.items_all)),
    ),
    "chair": Measure(
        _("Meetings chaired by a public member, alone or with staff"),
        "",
        _noted(lambda row: (row.chaired_by != Chair.STAFF, 1)),
    ),
    "without": Measure(_("Decisions made without public members"), LOWER, _without),
    "pay": Measure(_("Days from claim to payment"), LOWER, _days(promised.payments), TrendUnit.DAYS, True),
    "replies": Measure(
        _("Days until someone heard what happened to what they said"),
        LOWER,
        _days(promised.replies),
        TrendUnit.DAYS,
        True,
    ),
}


def over_time(project: Project, key: str) -> dict[str, Any]:
    """Return a measure of a project with its values, one for each period, and their picture."""
    measure = MEASURES[key]
    values = series(
        measure.points(project, limits_of(project.organisation_id)),
        measure.unit,
        start=project.starts_on,
        end=project.ends_on,
        today=clock.today(),
        of_people=measure.of_people,
    )
    return {
        "measure": measure,
        "values": [one for one in values if one.is_something],
        "drawn": [one for one in values if one.number is not None],
        "picture": draw(values, measure.unit),
        "in_days": measure.unit == TrendUnit.DAYS,
    }
