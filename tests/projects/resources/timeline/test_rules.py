"""What has to happen before each thing, what does not fit, and what a new date moves."""

import datetime as dt
from dataclasses import dataclass

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from projects.resources.timeline import rules
from projects.resources.timeline.rules import Due, Lead, NewDate, PlanBounds, PlanEntry
from projects.resources.timeline.states import PRACTICE, LeadKind, PlanKind, lead_of_need

TODAY = dt.date(2027, 3, 1)


@dataclass(frozen=True)
class Runs:
    starts_on: dt.date = dt.date(2027, 1, 1)
    ends_on: dt.date = dt.date(2027, 12, 31)


def bounds(**changed) -> PlanBounds:
    given = {"project": Runs(), "money_ends_on": Runs().ends_on, "public_members": 4, "today": TODAY}
    return PlanBounds(**given | changed)


def day(n: int) -> dt.date:
    return TODAY + dt.timedelta(days=n)


def entry(key: str = "milestones:a", n: int = 30, kind: PlanKind = PlanKind.MILESTONE, **fields) -> PlanEntry:
    return PlanEntry(day(n), kind, fields.pop("title", key), key, **{"can_move": True, **fields})


def activity(key: str = "activities:a", n: int = 30, **fields) -> PlanEntry:
    return entry(key, n, PlanKind.ACTIVITY, **{"before": (LeadKind.NOTICE,), **fields})


LEADS = rules.lead_times({})


def troubles(*entries: PlanEntry, leads=LEADS, **changed) -> list[tuple[str, str]]:
    return [one.key for one in rules.warnings(entries, leads, bounds(**changed))]


def test_practice_counts_until_an_organisation_says_its_own():
    found = rules.lead_times({"notice": (21, "Our charter")})
    assert set(found) == set(LeadKind)
    assert found[LeadKind.NOTICE] == Lead(LeadKind.NOTICE, 21, own=True, source="Our charter")
    assert (found[LeadKind.NOTICE].words, found[LeadKind.NOTICE].said_by) == (
        "Your organisation plans with 21 days.",
        "Our charter",
    )
    assert {kind: lead.days for kind, lead in LEADS.items()} == {
        kind: practice.days for kind, practice in PRACTICE.items()
    }


def test_every_practice_names_its_source():
    assert [kind for kind, practice in PRACTICE.items() if not (practice.words and practice.source)] == []
    assert PRACTICE[LeadKind.RECRUITING].days is None  # no source names a number


@pytest.mark.parametrize(("n", "late"), [(13, True), (14, False), (15, False), (0, True), (-1, False)])
def test_notice_is_late_from_the_day_after(n, late):
    assert troubles(activity(n=n)) == ([("activities:a", "notice")] if late else [])


@pytest.mark.parametrize(("people", "on_it", "asked"), [(4, 4, False), (5, 4, True), (1, 0, True)])
def test_people_have_to_be_found_where_there_are_too_few(people, on_it, asked):
    found = rules.deadlines(activity(people=people), LEADS, bounds(public_members=on_it))
    assert (LeadKind.RECRUITING in [one.lead.kind for one in found]) is asked
    assert [one.by for one in found if one.lead.kind == LeadKind.RECRUITING] == [None] * asked


def test_too_late_to_find_people_once_an_organisation_says_how_long_it_takes():
    leads = rules.lead_times({"recruiting": (60, "")})
    assert troubles(activity(people=9, n=59), leads=leads) == [("activities:a", "recruiting")]
    assert troubles(activity(people=9, n=60), leads=leads) == []


@pytest.mark.parametrize(("ends", "late"), [(71, True), (72, False)])
def test_people_are_paid_before_the_money_ends(ends, late):
    found = troubles(activity(pays=True), money_ends_on=day(ends))
    assert found == ([("activities:a", "payment")] if late else [])
    assert troubles(activity(pays=False), money_ends_on=day(ends)) == []


@pytest.mark.parametrize(
    ("fields", "outside"),
    [
        ({"on": dt.date(2026, 12, 31)}, True),
        ({"on": dt.date(2027, 1, 1)}, False),
        ({"on": dt.date(2027, 12, 31)}, False),
        ({"on": dt.date(2028, 1, 1)}, True),
        ({"on": dt.date(2027, 6, 1), "until": dt.date(2028, 1, 1)}, True),
    ],
)
def test_what_lies_outside_the_project_is_said(fields, outside):
    one = PlanEntry(kind=PlanKind.ROLE, title="Partner", key="roles:a", **fields)
    assert troubles(one) == ([("roles:a", "outside")] if outside else [])


def test_a_month_counts_as_inside_with_one_of_its_days():
    runs = Runs(dt.date(2027, 1, 15), dt.date(2027, 5, 3))
    inside = [
        month for month in range(1, 13) if rules.outside(runs, dt.date(2027, month, 1), month_only=True) == ""
    ]
    assert inside == [1, 2, 3, 4, 5]


def test_a_new_date_alone_moves_nothing_else_and_says_what_could_follow():
    first, second, third = entry("milestones:a", 10), entry("milestones:b", 20), entry("milestones:c", 5)
    found = rules.preview([third, first, second], NewDate("milestones:a", day(15)), LEADS, bounds(), [])
    assert [(one.entry.key, one.to) for one in found.shifts] == [("milestones:a", day(15))]
    assert [one.key for one in found.could_follow] == ["milestones:b"]
    assert found.has_effects


def test_what_comes_after_follows_by_as_many_days_but_not_what_is_done_or_told():
    plan = [
        entry("milestones:a", 10),
        entry("milestones:b", 20),
        entry("milestones:done", 21, done=True),
        entry("milestones:before", 9),
        entry("meetings:told", 25, PlanKind.MEETING, can_move=False),
    ]
    found = rules.preview(plan, NewDate("milestones:a", day(17), follow=True), LEADS, bounds(), [])
    assert [(one.entry.key, one.to) for one in found.shifts] == [
        ("milestones:a", day(17)),
        ("milestones:b", day(27)),
    ]
    assert [one.key for one in found.stays] == ["meetings:told"]
    assert [(one.what, one.now_after) for one in found.crossed] == [("meetings:told", False)]


def test_what_a_new_date_breaks_and_what_it_mends():
    plan = [activity("activities:a", 30), activity("activities:b", 5)]
    broken = rules.preview(plan, NewDate("activities:a", day(13)), LEADS, bounds(), [])
    assert [one.key for one in broken.broken] == [("activities:a", "notice")]
    assert broken.mended == []
    mended = rules.preview(plan, NewDate("activities:b", day(14)), LEADS, bounds(), [])
    assert ([one.key for one in mended.mended], mended.broken) == ([("activities:b", "notice")], [])


@pytest.mark.parametrize(
    ("to", "crossed"),
    [(21, []), (20, [("Send the minutes", True)]), (10, [("Send the minutes", True)]), (50, [])],
)
def test_a_promise_that_was_due_by_then_and_is_not_any_more(to, crossed):
    promised = [Due("Send the minutes", day(21)), Due("Later", day(40))]
    found = rules.preview([entry(n=30)], NewDate("milestones:a", day(to)), LEADS, bounds(), promised)
    assert [(one.what, one.now_after) for one in found.crossed] == crossed


def test_what_would_fall_outside_is_refused():
    plan = [entry("milestones:a", 10), entry("milestones:b", 300)]
    found = rules.preview(plan, NewDate("milestones:a", day(20), follow=True), LEADS, bounds(), [])
    assert [one.key for one in found.refused] == [("milestones:b", "outside")]
    assert found.broken == []


def test_a_month_stays_a_month_when_it_follows():
    plan = [entry("milestones:a", 0), activity("activities:b", 31, month_only=True)]  # 1 April
    found = rules.preview(plan, NewDate("milestones:a", day(40), follow=True), LEADS, bounds(), [])
    assert (found.shifts[1].to, found.shifts[1].month_only) == (dt.date(2027, 5, 1), True)


def test_the_name_of_a_preview_changes_with_what_it_shows():
    plan, to = (
        [entry("milestones:a", 30), entry("milestones:b", 40)],
        NewDate("milestones:a", day(20), follow=True),
    )
    one = rules.preview(plan, to, LEADS, bounds(), [])
    assert one.seen == rules.preview(plan, to, LEADS, bounds(), []).seen
    others = [
        rules.preview(plan[:1], to, LEADS, bounds(), []),
        rules.preview(plan, to, LEADS, bounds(), [Due("A promise", day(25))]),
        rules.preview(plan, NewDate("milestones:a", day(21), follow=True), LEADS, bounds(), []),
    ]
    assert len({one.seen, *(other.seen for other in others)}) == 4


DAYS = st.integers(min_value=-50, max_value=290)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)  # a busy machine is no fault
@given(
    DAYS,
    st.integers(min_value=-50, max_value=290),
    st.lists(st.tuples(DAYS, st.booleans()), max_size=8),
    st.booleans(),
)
def test_whatever_the_plan_only_what_may_move_moves_and_all_as_far(at, to, others, follow):
    plan = [entry("milestones:a", at)]
    plan += [entry(f"x:{n}", where, can_move=can) for n, (where, can) in enumerate(others)]
    found = rules.preview(plan, NewDate("milestones:a", day(to), follow=follow), LEADS, bounds(), [])
    assert all(one.entry.can_move and not one.entry.done for one in found.shifts)
    assert {one.to - one.entry.on for one in found.shifts} == {dt.timedelta(days=to - at)}
    moved = {one.entry.key for one in found.shifts}
    assert moved == {"milestones:a"} | {e.key for e in plan if follow and e.can_move and e.on >= day(at)}
    assert not {one.entry.key for one in found.refused} - moved


def test_each_kind_of_need_has_its_lead_time():
    assert [lead_of_need(kind) for kind in ("002", "006", "004", "007", "010", "009", "001")] == [
        *("interpreter", "interpreter", "formats", "support", "support", "access", "access")
    ]


def test_entries_stand_in_the_order_of_days_a_month_before_its_days():
    first = dt.date(2027, 5, 1)
    month = PlanEntry(first, PlanKind.ACTIVITY, "Interviews", "a", month_only=True)
    activity_, milestone = (
        PlanEntry(first, PlanKind.ACTIVITY, "Workshop", "b"),
        PlanEntry(first, PlanKind.MILESTONE, "Agreed", "c"),
    )
    assert rules.in_order([milestone, activity_, month]) == [month, activity_, milestone]


def new_dates(starts: int, ends: int, promised=(), *, staff=("Mo",), begun: int = 0):
    """What dates of a project would do that runs from day 0 (or `begun`) to 300 of the plan."""
    now, then = (
        bounds(project=Runs(day(first), day(last))) for first, last in ((begun, 300), (starts, ends))
    )
    plan = [entry("milestones:a", 20), entry("milestones:b", 200)]
    return rules.project_preview(plan, LEADS, now, then, promised, staff)


def test_new_dates_of_a_project_name_what_falls_outside_and_what_fits_again():
    found = new_dates(0, 100)
    assert [one.entry.key for one in found.broken] == ["milestones:b"]
    back = new_dates(0, 300, begun=50)
    assert [one.entry.key for one in back.mended] == ["milestones:a"]
    assert not new_dates(0, 300).has_effects


def test_promises_after_the_new_end_are_named_and_no_others():
    promised = [
        Due("On the new end", day(100)),
        Due("After it", day(101)),
        Due("After the old one", day(301)),
    ]
    assert [due.what for due in new_dates(0, 100, promised).promised] == ["After it"]


def test_staff_time_that_begins_with_the_project_is_named_when_its_month_changes():
    same_month = day(0).replace(day=28) - day(0)
    assert new_dates(same_month.days, 300).begins == []
    [(who, now, then)] = new_dates(60, 300).begins
    assert (who, now, then) == ("Mo", day(0).replace(day=1), day(60).replace(day=1))


def test_what_was_looked_at_has_a_name_that_changes_with_it():
    assert new_dates(0, 100).seen == new_dates(0, 100).seen != new_dates(0, 15).seen
