"""The timeline as staff see it: everything with a date, warnings, lead times, and a new date looked at first."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django.asserts import assertNumQueries

from coproduce.foundation import clock
from coproduce.foundation.history.queries import entries_about
from projects.meetings.planning.actions import invite
from projects.resources.models import Funder, LeadTime, Milestone
from projects.resources.timeline import actions, queries
from projects.resources.timeline.rules import NewDate
from projects.resources.timeline.states import LeadKind
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def trust():
    return builders.organisation()


@pytest.fixture
def manager(trust):
    return builders.staff_user("ppi_manager", trust, name="Mo Manager")


@pytest.fixture
def staff(client, manager):
    return builders.sign_in(client, manager)


@pytest.fixture
def project(trust, manager):
    return builders.project(trust, lead=manager.person)


def day(n: int) -> dt.date:
    return clock.today() + dt.timedelta(days=n)


def meeting_in(days: int, project, *people, **fields):
    starts_at = clock.now() + dt.timedelta(days=days)
    return builders.meeting(
        project, *people, starts_at=starts_at, ends_at=starts_at + dt.timedelta(hours=2), **fields
    )


def page(staff, project) -> str:
    return staff.get(reverse("resources:timeline", args=[project.ref])).content.decode()


def typed(date: dt.date) -> str:
    return f"{date.day} {date.month} {date.year}"


def move_url(row) -> str:
    kind = "milestone" if isinstance(row, Milestone) else "activity"
    return reverse(f"resources:new_date_of_{kind}", args=[row.project.ref, row.ref])


def test_everything_with_a_date_stands_on_it_with_what_comes_before(staff, project, manager):
    partner = builders.person(name="Una Unnamed")
    builders.team_member(project, partner)
    builders.milestone(project, "Letters agreed", on=day(60))
    builders.planned_activity(project, "Workshop", on=day(30))
    meeting_in(40, project, partner, title="First meeting")
    role = builders.role(project, "Reading partner", offered_by=manager)
    role.assignments.create(
        person=partner,
        version=role.versions.latest("id"),
        status="agreed",
        answer_by=clock.now(),
        answered_at=clock.now(),
        starts_on=day(0),
        ends_on=day(90),
    )
    text = page(staff, project)
    for words in ("Letters agreed", "Workshop", "First meeting", "Reading partner: 1 person"):
        assert text.count(words) >= 2  # in the picture and in its table
    assert "Una Unnamed" not in text
    assert "<svg" in text
    assert "style=" not in text.split("<svg", 1)[1].split("</figure>")[0]
    plan = queries.plan_of(project, manager)
    found = {one.title: list(one.before) for one in plan.entries}
    assert found == {
        "Reading partner: 1 person": [],
        "Workshop": [LeadKind.NOTICE],
        "First meeting": [LeadKind.NOTICE, LeadKind.PAPERS],
        "Letters agreed": [],
    }


def test_too_late_to_invite_is_said_with_who_says_so(staff, project):
    builders.planned_activity(project, "Workshop", on=day(10))
    text = page(staff, project)
    assert "Invite people: that was due by" in text
    assert "Letter of appointment template, Imperial PERC" in text


def test_money_ends_with_the_last_funder_and_people_are_paid_before(staff, project, manager):
    builders.planned_activity(project, "Workshop", on=day(100))
    assert queries.money_ends_on(project) == project.ends_on
    for name, ends in (("First fund", 90), ("Second fund", 120)):
        Funder.objects.create(project=project, name=name, starts_on=day(0), ends_on=day(ends))
    assert queries.money_ends_on(project) == day(120)
    text = page(staff, project)
    assert "The money ends on" in text
    assert "End of money" in text
    assert ("activities", "payment") in {
        (one.key[0].partition(":")[0], one.key[1]) for one in queries.plan_of(project, manager).warnings
    }


def test_an_organisation_changes_its_lead_times_and_they_count_everywhere(staff, trust, project, manager):
    url = reverse("resources:change_lead_time", args=[project.ref, "notice"])
    assert "Imperial PERC" in staff.get(url).content.decode()
    assert "Enter a whole number from 1 to 365." in staff.post(url, {"days": "0"}).content.decode()
    assert LeadTime.objects.count() == 0
    staff.post(url, {"days": "45", "source": "Our charter"})
    builders.planned_activity(project, "Workshop", on=day(40))
    assert "Our charter" in page(staff, project)
    other = builders.project(trust, lead=manager.person)
    assert queries.plan_of(other, manager).leads[LeadKind.NOTICE].days == 45
    staff.post(url, {"days": "", "source": ""})
    assert LeadTime.objects.count() == 0
    assert queries.lead_times_of(trust.pk)[LeadKind.NOTICE].days == 14
    assert [entry.detail["days"] for entry in entries_about(trust)][:2] == [None, 45]


def test_lead_times_of_another_organisation_do_not_count(project):
    elsewhere = builders.organisation()
    LeadTime.objects.create(organisation=elsewhere, kind="notice", days=99)
    assert queries.lead_times_of(project.organisation_id)[LeadKind.NOTICE].days == 14


def test_only_who_sets_up_an_organisation_changes_its_lead_times(client, trust, project):
    colleague = builders.staff_user("project_staff", trust)
    builders.team_member(project, colleague.person, side="professional")
    builders.sign_in(client, colleague)
    assert client.get(reverse("resources:lead_times", args=[project.ref])).status_code == 200
    url = reverse("resources:change_lead_time", args=[project.ref, "notice"])
    assert (client.get(url).status_code, client.post(url, {"days": "1"}).status_code) == (403, 403)
    assert LeadTime.objects.count() == 0


@pytest.mark.parametrize("n", [-1, 366])
def test_a_date_outside_the_project_is_refused_and_nothing_is_lost(staff, project, n):
    date = day(n)
    sent = {"title": "Letters agreed", "on_0": date.day, "on_1": date.month, "on_2": date.year}
    text = staff.post(reverse("resources:add_milestone", args=[project.ref]), sent).content.decode()
    assert "Choose a date in that time, or change the dates of the project first." in text
    assert 'value="Letters agreed"' in text
    activity = {
        **{"title": "Workshop", "when": typed(date), "people": "4", "sessions": "1"},
        **{"minutes_each_0": "2", "fee_pence": "0", "expenses_pence": "0"},
    }
    text = staff.post(reverse("resources:add_activity", args=[project.ref]), activity).content.decode()
    assert "Choose a date in that time" in text
    milestone = builders.milestone(project)
    text = staff.get(move_url(milestone), {"when": typed(date), "follow": "no"}).content.decode()
    assert "Choose a date in that time" in text
    assert (Milestone.objects.count(), project.planned_activities.count()) == (1, 0)


def test_what_lay_outside_before_may_still_be_changed_in_other_ways(staff, project):
    milestone = builders.milestone(project, "Old", on=day(-5))
    date = milestone.on
    sent = {"title": "New", "on_0": date.day, "on_1": date.month, "on_2": date.year}
    staff.post(reverse("resources:change_milestone", args=[project.ref, milestone.ref]), sent)
    milestone.refresh_from_db()
    assert milestone.title == "New"
    assert "The project runs from" in page(staff, project)


def test_a_new_date_is_looked_at_and_then_saved(staff, project, manager):
    first = builders.milestone(project, "Letters agreed", on=day(30))
    second = builders.planned_activity(project, "Workshop", on=day(60))
    asked = {"when": typed(day(40)), "follow": "yes"}
    text = staff.get(move_url(first), asked).content.decode()
    assert "Nothing is saved yet." in text
    first.refresh_from_db()
    assert first.on == day(30)
    seen = queries.preview_of(project, NewDate(f"milestones:{first.ref}", day(40), follow=True), manager).seen
    assert f'value="{seen}"' in text
    staff.post(move_url(first), {**asked, "seen": seen})
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.on, second.on) == (day(40), day(70))
    assert entries_about(first)[0].detail == {"from": day(30).isoformat(), "to": day(40).isoformat()}


def test_what_was_not_looked_at_is_not_saved(staff, project, manager):
    first = builders.milestone(project, "Letters agreed", on=day(30))
    asked = NewDate(f"milestones:{first.ref}", day(40), follow=True)
    seen = queries.preview_of(project, asked, manager).seen
    second = builders.milestone(project, "New since then", on=day(50))
    text = staff.post(
        move_url(first), {"when": typed(day(40)), "follow": "yes", "seen": seen}
    ).content.decode()
    assert "The plan has changed since you looked." in text
    for row, on in ((first, 30), (second, 50)):
        row.refresh_from_db()
        assert row.on == day(on)
    assert "New since then" in text


def test_the_change_form_shows_first_what_a_new_date_does(staff, project):
    milestone = builders.milestone(project, "Letters agreed", on=day(10))
    builders.milestone(project, "Later", on=day(60))
    url = reverse("resources:change_milestone", args=[project.ref, milestone.ref])
    to = day(20)
    answer = staff.post(url, {"title": "Letters read", "on_0": to.day, "on_1": to.month, "on_2": to.year})
    assert answer.url.startswith(move_url(milestone))
    milestone.refresh_from_db()
    assert (milestone.title, milestone.on) == ("Letters read", day(10))
    text = staff.get(answer.url).content.decode()
    assert "What comes after it and stays where it is" in text
    assert "Later" in text


def test_a_promise_that_a_new_date_overtakes_is_shown(staff, project, manager):
    partner = builders.person()
    builders.team_member(project, partner)
    meeting = meeting_in(27, project, partner)
    invite(meeting, by=manager, why_this_time="It has to be.")
    milestone = builders.milestone(project, "Report", on=day(26))
    text = staff.get(move_url(milestone), {"when": typed(day(5)), "follow": "no"}).content.decode()
    assert "What changes places" in text
    assert "came before “Report” and would come after it." in text


def test_what_is_done_or_dropped_has_no_date_to_move(staff, project, manager):
    done = builders.milestone(project, done_at=clock.now(), done_by=manager)
    dropped = builders.planned_activity(project, status="dropped")
    assert [staff.get(move_url(row)).status_code for row in (done, dropped)] == [404, 404]
    asked = NewDate(f"milestones:{done.ref}", day(3))
    with pytest.raises(actions.transitions.TransitionRefused):
        actions.move(project, asked, seen="", by=manager)


def test_a_timeline_asks_as_often_for_thirty_of_everything(staff, project, manager):
    def one_more():
        partner = builders.person()
        builders.team_member(project, partner)
        builders.milestone(project)
        builders.planned_activity(project)
        builders.meeting(project, partner)

    one_more()
    page(staff, project)
    with CaptureQueriesContext(connection) as few:
        page(staff, project)
    for _n in range(30):
        one_more()
    with assertNumQueries(len(few)):
        page(staff, project)
