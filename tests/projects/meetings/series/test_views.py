"""Planning a series: who may, what is kept, what stays hidden."""

import datetime as dt
import re
from itertools import pairwise

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from contributors.availability.models import Unavailable
from coproduce.foundation import clock
from coproduce.foundation.notifications.models import Notification
from projects.meetings.models import Meeting
from projects.meetings.planning.states import MeetingState
from projects.team.models import Project
from projects.team.states import ProjectState
from tests import builders

pytestmark = pytest.mark.django_db

NEVER = "Zebedee Zoom"  # a name that stands nowhere by chance


@pytest.fixture
def trust():
    return builders.organisation()


@pytest.fixture
def manager(trust):
    return builders.staff_user("ppi_manager", trust, name="Mo Manager")


@pytest.fixture
def project(trust, manager):
    builders.any_time(manager.person)
    return builders.project(trust, lead=manager.person, title="Letters")


@pytest.fixture
def zebedee(project, trust):
    """Cannot come on mornings."""
    user = builders.contributor_user(trust, name=NEVER)
    builders.team_member(project, user.person)
    for day in range(5):
        Unavailable.objects.create(person=user.person, weekday=day, from_minute=0, to_minute=13 * 60)
    return user


@pytest.fixture
def bea(project, trust):
    """Cannot come on afternoons."""
    person = builders.person("Bea Bell", organisation=trust)
    builders.team_member(project, person)
    for day in range(5):
        Unavailable.objects.create(person=person, weekday=day, from_minute=13 * 60, to_minute=24 * 60)
    return person


@pytest.fixture
def staff(client, manager):
    return builders.sign_in(client, manager)


def go(name: str, project: Project) -> str:
    return reverse(f"meetings:{name}", args=[project.ref])


def monday() -> dt.date:
    """The Monday in two weeks or so."""
    day = clock.today() + dt.timedelta(days=14)
    return day + dt.timedelta(days=-day.weekday() % 7)


def typed(project: Project, **changed) -> dict:
    day = monday()
    return {
        "title": "Steering group",
        "first_day_0": day.day, "first_day_1": day.month, "first_day_2": day.year,
        "meetings": "4", "every": "2", "way": "online", "special_days": "show",
        "length_0": "1", "length_1": "30",
        "weekdays": ["0", "1", "2"],
        "earliest": "9am", "latest": "5pm",
        "weight_public": "1", "weight_staff": "1",
        "people": list(project.members.values_list("person__ref", flat=True)),
    } | changed  # fmt: skip


def page_of_times(staff, project, **changed):
    return staff.post(go("series", project), typed(project, **changed), follow=True)


def starts_on(page) -> str:
    return page.context["take"].initial["starts"]


def test_fair_times_stand_beside_each_on_its_own_and_nobody_is_named(staff, project, zebedee, bea):
    assert (
        NEVER in staff.get(go("series", project)).content.decode()
    )  # it could leak: we choose people by name
    page = page_of_times(staff, project)
    text = page.content.decode()
    assert page.redirect_chain == [(go("series_times", project), 302)]
    assert (page.context["alone"], page.context["fair"]) == ((4, 1, 4), (2, 2, 4))
    assert "There is no fairer plan for these days and times. We checked them all." in text
    assert "1 of 2 public contributors, 0 of 1 staff" in text
    assert [name for name in (NEVER, "Bea Bell") if name in text] == []
    assert (Meeting.objects.count(), Notification.objects.count()) == (0, 0)


def test_taking_the_times_plans_the_meetings_once_and_tells_nobody(staff, project, zebedee, bea):
    page = page_of_times(staff, project)
    sent = {"starts": starts_on(page), "idempotency_key": "a" * 32}
    for _again in range(2):
        staff.post(go("take_series", project), sent)
    made = list(Meeting.objects.order_by("starts_at"))
    assert [one.title for one in made] == [f"Steering group {n} of 4" for n in (1, 2, 3, 4)]
    assert [one.starts_at.isoformat() for one in made] == starts_on(page).split()
    assert {(one.minutes, one.status, one.invitations.count()) for one in made} == {
        (90, MeetingState.PLANNED, 3)
    }
    gaps = [(b.starts_at - a.starts_at).days for a, b in pairwise(made)]
    assert all(11 <= gap <= 17 for gap in gaps)  # every two weeks, on one of three days
    assert Notification.objects.count() == 0


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"title": ""}, "What are the meetings called?"),
        ({"meetings": "13"}, "Enter a whole number from 2 to 12."),
        ({"meetings": "many"}, "Enter a whole number from 2 to 12."),
        ({"first_day_2": "2020"}, "Choose a day in the future."),
        ({"every": "5"}, "Choose one of the answers in the list."),
        ({"length_0": "9"}, "The time must be 8 hours or less."),
        ({"latest": "10am"}, "The meeting does not fit."),
        ({"latest": "25:00"}, "The hour must be 23 or less"),
        ({"weekdays": []}, "Choose one day or more."),
        ({"weekdays": ["7"]}, "Choose one of the answers in the list."),
        ({"people": []}, "Choose an answer to “Who is asked?”"),
        ({"people": ["nobody"]}, "Choose one of the answers in the list."),
        ({"weight_public": "0"}, "Choose one of the answers in the list."),
        ({"weight_staff": "-3"}, "Choose one of the answers in the list."),
    ],
)
def test_a_mistake_comes_back_with_what_was_typed(staff, project, zebedee, changed, said):
    response = staff.post(go("series", project), typed(project, earliest="9:15am", **changed))
    page = response.content.decode()
    assert "<title>Error:" in page
    assert said in page
    assert 'value="9:15am"' in page
    assert staff.get(go("series_times", project)).url == go("series", project)  # nothing was asked for


def test_a_week_without_any_time_says_so_and_keeps_what_was_typed(staff, project, zebedee):
    day = dt.date(clock.today().year + 1, 12, 25)
    date = {"first_day_0": day.day, "first_day_1": day.month, "first_day_2": day.year}
    text = page_of_times(staff, project, weekdays=[str(day.weekday())], **date).content.decode()
    assert "There is no time for meeting 1 on these days." in text
    assert 'value="Steering group"' in text
    assert f'action="{go("series", project)}"' in text  # mended, it goes where it is answered


def token_on(page) -> str:
    return re.search(r'name="idempotency_key" value="(\w{32})"', page.content.decode())[1]


def test_an_answer_changed_after_going_back_is_taken(staff, project, zebedee):
    first = token_on(staff.get(go("series", project)))
    page_of_times(staff, project, once=first)
    again = token_on(staff.get(go("series", project)))
    assert again != first
    page = page_of_times(staff, project, once=again, meetings="3", title="Knees group")
    assert (len(page.context["rows"]), page.context["title"]) == (3, "Knees group")
    assert token_on(page)  # the times can be taken once


def test_going_back_to_change_one_answer_loses_none(staff, project, zebedee):
    page_of_times(staff, project, title="Knees group", weight_public="3")
    form = staff.get(go("series", project)).context["form"]
    assert (form["title"].value(), form["weight_public"].value()) == ("Knees group", "3")
    assert "A public contributor gets 3 points" in staff.get(go("series_times", project)).content.decode()


@pytest.mark.parametrize("starts", ["", "now", "2027-01-01T10:00", "2027-01-04T10:00+00:00 " * 4, "x" * 500])
def test_other_times_than_those_on_the_page_are_refused(staff, project, zebedee, starts):
    page_of_times(staff, project)
    assert staff.post(go("take_series", project), {"starts": starts}).url == go("series_times", project)
    assert not Meeting.objects.exists()


def test_taking_times_nobody_asked_for_leads_to_the_questions(staff, project):
    sent = {"starts": "2027-01-04T10:00+00:00"}
    assert staff.post(go("take_series", project), sent).url == go("series", project)


def test_all_the_meetings_or_none(staff, project, zebedee):
    starts = starts_on(page_of_times(staff, project))
    Project.objects.filter(pk=project.pk).update(status=ProjectState.CLOSED)
    page = staff.post(go("take_series", project), {"starts": starts}, follow=True)
    assert Meeting.objects.count() == 0
    assert "The meetings are planned." not in page.content.decode()


def test_strangers_and_contributors_find_nothing_and_onlookers_may_not(
    client, staff, project, zebedee, trust
):
    page_of_times(staff, project)  # there is something to see
    outsider = builders.staff_user("ppi_manager", builders.organisation())
    onlooker = builders.staff_user("read_only", trust)
    for user, code in ((outsider, 404), (zebedee, 404), (onlooker, 403)):
        other = builders.sign_in(type(client)(), user)
        assert [
            other.get(go("series", project)).status_code,
            other.get(go("series_times", project)).status_code,
            other.post(go("take_series", project), {"starts": ""}).status_code,
        ] == [code] * 3


def test_what_one_person_asked_for_is_not_shown_to_a_colleague(client, staff, project, zebedee, trust):
    page_of_times(staff, project)
    colleague = builders.sign_in(type(client)(), builders.staff_user("ppi_manager", trust))
    assert colleague.get(go("series_times", project)).url == go("series", project)


def test_the_overview_leads_here_for_who_may_plan(client, staff, project, trust):
    onlooker = builders.sign_in(type(client)(), builders.staff_user("read_only", trust))
    link = go("series", project)
    assert link in staff.get(go("overview", project)).content.decode()
    assert link not in onlooker.get(go("overview", project)).content.decode()


def test_the_page_of_times_costs_the_same_for_three_people_as_for_thirty(staff, project, zebedee, bea, trust):
    def queries() -> int:
        with CaptureQueriesContext(connection) as made:
            assert staff.get(go("series_times", project)).status_code == 200
        return len(made)

    page_of_times(staff, project)
    few = queries()
    for n in range(27):
        one = builders.person(organisation=trust)
        builders.team_member(project, one)
        Unavailable.objects.create(person=one, weekday=n % 5, from_minute=0, to_minute=13 * 60)
    page = page_of_times(staff, project)
    assert page.context["rows"][0][0].fair.of_public == 29
    assert queries() == few


def test_meetings_planned_together_lead_to_one_another(staff, project, zebedee, bea):
    page = page_of_times(staff, project)
    staff.post(go("take_series", project), {"starts": starts_on(page)})
    first, second, *_rest = Meeting.objects.order_by("starts_at")
    text = staff.get(reverse("meetings:detail", args=[second.ref])).content.decode()
    assert "2 of 4 in this series" in text
    assert text.count(reverse("meetings:detail", args=[first.ref])) == 1
    Meeting.objects.filter(pk=second.pk).update(
        starts_at=first.starts_at - dt.timedelta(days=1), ends_at=first.starts_at
    )
    assert (
        "1 of 4 in this series" in staff.get(reverse("meetings:detail", args=[second.ref])).content.decode()
    )
    alone = builders.meeting(project, bea)
    assert "in this series" not in staff.get(reverse("meetings:detail", args=[alone.ref])).content.decode()
