"""What helps people take part becomes a line of money and a day to book by, and gives nobody away."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django.asserts import assertNumQueries

from contributors.people.access_needs.queries import looks
from contributors.people.models import AccessNeed
from coproduce.foundation import clock
from projects.meetings.arrangements import actions as arrangements
from projects.meetings.planning import actions as planning
from projects.resources.access import actions, queries
from projects.resources.access.rules import ToBook, access_lines, book_by, is_late
from projects.resources.models import AccessCost, LeadTime
from projects.resources.timeline.rules import lead_times
from tests import builders

pytestmark = pytest.mark.django_db

SIGN, WORDS = "002", "A sign language interpreter, because of my rare illness"
TODAY = dt.date(2027, 3, 1)


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


@pytest.fixture
def una(project, trust):
    person = builders.contributor_user(trust, name="Una Unnamed").person
    builders.team_member(project, person)
    return person


def need(person, category=SIGN, **fields) -> AccessNeed:
    return AccessNeed.objects.create(person=person, category=category, words=WORDS, **fields)


def url(project, page="access", *rest) -> str:
    return reverse(f"resources:{page}", args=[project.ref, *rest])


def kinds(project, user) -> list[str]:
    return [line.category for line in queries.access_plan(project, user).lines]


def test_a_need_becomes_a_line_at_once_and_goes_with_it(staff, project, manager, una):
    assert "Nobody has told us yet" in staff.get(url(project)).content.decode()
    row = need(una)
    text = staff.get(url(project)).content.decode()
    assert "An interpreter or other communication professional" in text
    assert "not costed yet" in text
    assert "7 days before a meeting" in text
    actions.set_cost(project, SIGN, pence_each=180_00, meetings=3, by=manager)
    assert queries.access_plan(project, manager).total.pence == 540_00
    row.ended_on = row.recorded_on
    row.save()
    assert kinds(project, manager) == []
    assert staff.get(url(project, "access_cost", SIGN)).status_code == 404


def test_it_never_says_whose_nor_why(staff, project, manager, una):
    need(una)
    actions.set_cost(project, SIGN, pence_each=1, meetings=1, by=manager)
    for page in (
        url(project),
        url(project, "access_cost", SIGN),
        url(project, "timeline"),
        url(project, "overview"),
    ):
        text = staff.get(page).content.decode()
        assert "illness" not in text
        assert "Una" not in text


def test_one_or_two_people_are_not_counted(staff, project, trust, una):
    need(una)
    assert "for 1 or 2 people" in staff.get(url(project)).content.decode()
    for _n in range(2):
        other = builders.contributor_user(trust).person
        builders.team_member(project, other)
        need(other)
    assert "for 3 people" in staff.get(url(project)).content.decode()


def test_who_only_looks_on_learns_nothing(client, project, trust, manager, una):
    """Every page of the plan is the same for them, whether somebody needs something or not."""
    meeting = builders.meeting(project, una)
    pages = [url(project, "timeline"), url(project, "overview"), url(project, "staff_time")]

    def seen(onlooker) -> list[str]:
        return [onlooker.get(page).content.decode().partition("<main")[2] for page in pages]

    for role in ("read_only", "reporting"):
        onlooker = builders.sign_in(client, builders.staff_user(role, trust))
        before = seen(onlooker)
        row = need(una)
        cost = actions.set_cost(project, SIGN, pence_each=180_00, meetings=3, by=manager)
        assert seen(onlooker) == before
        assert onlooker.get(url(project)).status_code == 403
        assert onlooker.get(url(project, "access_cost", SIGN)).status_code == 403
        row.delete()
        cost.delete()
    assert meeting.arrangements.count() == 0


def test_what_is_for_the_team_alone_is_not_there_for_project_staff(client, project, trust, manager, una):
    colleague = builders.staff_user("project_staff", trust)
    builders.team_member(project, colleague.person, side="professional")
    need(una, seen_by="team")
    actions.set_cost(project, SIGN, pence_each=180_00, meetings=3, by=manager)
    assert kinds(project, manager) == [SIGN]
    assert kinds(project, colleague) == []
    assert queries.access_plan(project, colleague).total.pence == 0
    builders.sign_in(client, colleague)
    assert client.get(url(project, "access_cost", SIGN)).status_code == 404


def test_each_look_is_written_down_for_who_is_behind_it(staff, project, una):
    need(una)
    bystander = builders.person()
    builders.team_member(project, bystander)
    staff.get(url(project))
    assert [look["who"] for look in looks(una)] == ["Mo Manager"]
    assert looks(bystander) == []


def test_who_left_the_project_needs_nothing_there(project, manager, una):
    need(una)
    project.members.filter(person=una).update(left_on=clock.today())
    assert kinds(project, manager) == []


def test_papers_in_another_format_are_a_line_too(project, manager, una):
    una.format = "braille"
    una.save()
    assert kinds(project, manager) == ["004"]


def test_the_day_to_book_by_follows_the_organisations_lead_time():
    leads = lead_times({"interpreter": (28, "")})
    assert book_by(SIGN, TODAY, leads) == TODAY - dt.timedelta(days=28)
    assert book_by("009", TODAY, leads) == TODAY - dt.timedelta(days=7)
    late = [is_late(SIGN, TODAY + dt.timedelta(days=n), leads, TODAY) for n in (27, 28, 29)]
    assert late == [True, False, False]


def test_a_line_lists_the_meetings_it_is_for_the_soonest_first():
    rows = [
        ToBook("Second", TODAY + dt.timedelta(days=60), "/2/", {SIGN: frozenset({1, 2})}),
        ToBook(
            "First", TODAY + dt.timedelta(days=5), "/1/", {SIGN: frozenset({2, 3}), "009": frozenset({4})}
        ),
    ]
    lines = access_lines({"007": frozenset({1})}, rows, {}, lead_times({}), TODAY)
    assert [(line.category, line.people, line.few) for line in lines] == [
        (SIGN, 3, False),
        ("007", 1, True),
        ("009", 1, True),
    ]
    assert [(one.meeting.title, one.late) for one in lines[0].bookings] == [
        ("First", True),
        ("Second", False),
    ]
    assert lines[1].bookings == []


def test_a_cost_is_typed_refused_and_suggested_from_what_was_typed_before(
    staff, trust, project, manager, una
):
    need(una)
    text = staff.get(url(project, "access_cost", SIGN)).content.decode()
    assert "no figure for this yet, and we do not make one up" in text
    wrong = staff.post(url(project, "access_cost", SIGN), {"pence_each": "lots", "meetings": "2"})
    assert 'value="lots"' in wrong.content.decode()
    assert AccessCost.objects.count() == 0
    staff.post(url(project, "access_cost", SIGN), {"pence_each": "180", "meetings": "2"})
    assert AccessCost.objects.get().pence == 360_00
    other = builders.project(trust, lead=manager.person)
    assert queries.suggestion(other, SIGN, manager) == 180_00
    assert queries.suggestion(other, "009", manager) is None
    elsewhere = builders.project(builders.organisation())
    assert queries.suggestion(elsewhere, SIGN, manager) is None


class TestInviting:
    @pytest.fixture
    def meeting(self, project, una, manager):
        need(una)
        starts_at = clock.now() + dt.timedelta(days=20)
        return builders.meeting(project, una, starts_at=starts_at, ends_at=starts_at + dt.timedelta(hours=2))

    def check(self, staff, meeting, **sent):
        address = reverse("meetings:check", args=[meeting.ref])
        answer = (
            staff.post(address, {"why_this_time": "It has to be.", **sent}) if sent else staff.get(address)
        )
        meeting.refresh_from_db()
        return answer

    def test_money_is_asked_for_before_anybody_is_invited(self, staff, project, manager, meeting):
        assert "No money is planned yet for 1 kind of thing" in self.check(staff, meeting).content.decode()
        actions.set_cost(project, SIGN, pence_each=180_00, meetings=1, by=manager)
        assert "No money is planned yet" not in self.check(staff, meeting).content.decode()

    def test_inside_the_lead_time_it_asks(self, staff, trust, meeting):
        LeadTime.objects.create(organisation=trust, kind="interpreter", days=28)
        text = self.check(staff, meeting).content.decode()
        assert "The day for it has passed." in text
        refused = self.check(staff, meeting, go="on").content.decode()
        assert "Ask if it can still be booked, and tick the box." in refused
        assert meeting.status == "planned"
        self.check(staff, meeting, booked_late="on")
        assert meeting.status == "invited"

    def test_in_good_time_it_does_not_ask(self, staff, trust, meeting):
        LeadTime.objects.create(organisation=trust, kind="support", days=90)  # another kind of help
        assert "The day for it has passed." not in self.check(staff, meeting).content.decode()
        self.check(staff, meeting, go="on")
        assert meeting.status == "invited"

    def test_what_is_to_arrange_is_due_by_the_lead_time(self, trust, manager, meeting):
        LeadTime.objects.create(organisation=trust, kind="interpreter", days=15)
        planning.invite(meeting, by=manager, why_this_time="It has to be.")
        arrangements.refresh(meeting, by=manager)
        day = clock.uk(meeting.starts_at).date()
        assert [row.due_on for row in meeting.arrangements.all()] == [day - dt.timedelta(days=15)]

    def test_what_is_arranged_is_not_to_book_any_more(self, project, manager, meeting):
        planning.invite(meeting, by=manager, why_this_time="It has to be.")
        [row] = queries.to_book(project)
        assert list(row.needed) == [SIGN]
        arrangements.arrange(meeting.arrangements.get(), by=manager)
        assert queries.to_book(project) == []


def test_the_plan_asks_as_often_for_thirty(staff, project, trust):
    def one_more():
        person = builders.contributor_user(trust).person
        builders.team_member(project, person)
        need(person)
        need(person, category="009")
        builders.meeting(project, person)

    one_more()
    staff.get(url(project))
    with CaptureQueriesContext(connection) as few:
        staff.get(url(project))
    for _n in range(30):
        one_more()
    with assertNumQueries(len(few)):
        staff.get(url(project))
