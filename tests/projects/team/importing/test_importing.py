"""Who is on which project, from a file: joined and left as it says, told by nobody, and taken off again."""

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contributors.people.importing.actions import working
from contributors.people.importing.rules import kinds
from contributors.people.importing.rules.people import Known
from contributors.people.importing.states import Outcome
from contributors.people.models import Person
from contributors.people.records.rules import Whose
from coproduce.foundation import clock
from coproduce.foundation.notifications.models import Notification
from coproduce.foundation.promises.models import Promise
from projects.team.actions import remove_member
from projects.team.importing.rules import Member, Place, Teams, judged
from projects.team.models import TeamMember
from tests import builders
from tests.contributors.people.importing.files import adds_up, csv_of, outcomes, problems, read, taken_out

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("read_here")]
HEAD = ["Name", "Email", "Project", "Side", "Role", "Joined on", "Left on"]
ANN = ["Ann Able", "ann@example.com", "Sleep", "", "Lay reviewer", "3 April 2025", ""]


@pytest.fixture
def trust():
    return builders.organisation("North Trust")


@pytest.fixture
def manager(trust):
    return builders.staff_user("ppi_manager", trust, name="Mo Manager")


@pytest.fixture
def ann(trust):
    return builders.person("Ann Able", email="ann@example.com", organisation=trust)


@pytest.fixture
def sleep(trust, manager):
    return builders.project(trust, title="Sleep", lead=manager.person)


@pytest.fixture
def bring(trust, manager):
    def brought(*rows, head=HEAD, send=True, by=manager):
        imported = read(csv_of(*rows, head=head), trust, by, kind="memberships")
        return working.send_in(imported, by=by) if send else imported

    return brought


def changed(**cells: str) -> list[str]:
    places = dict(zip(("name", "email", "project", "side", "does", "joined", "left"), range(7), strict=True))
    row = list(ANN)
    for name, text in cells.items():
        row[places[name]] = text
    return row


def test_somebody_joins_and_nobody_is_told_until_somebody_says_so(ann, sleep, bring, manager):
    done = bring(ANN)
    member = TeamMember.objects.get(person=ann)
    assert (member.project, member.side, member.does, member.joined_on, member.left_on) == (
        sleep, "public", "Lay reviewer", dt.date(2025, 4, 3), None,
    )  # fmt: skip
    assert adds_up(done)
    assert not Notification.objects.exists()
    assert not Promise.objects.exists()
    telling = kinds.get("memberships").telling
    assert telling is not None
    assert [one.person for one in telling.untold(done)] == [ann]
    assert (telling.tell(done, manager, ["zzz"]), telling.tell(done, manager, None)) == (0, 1)
    assert list(Notification.objects.values_list("recipient", "kind")) == [(ann.pk, "team/added")]
    assert telling.tell(done, manager, None) == 0
    assert working.ask_undo(done, by=manager).kept_back == 1  # who was told does not learn that it was not so
    assert "they have been told" in problems(done)[0]


def test_what_is_over_comes_in_and_holds_nobody(ann, sleep, bring, manager):
    done = bring(changed(left="3 May 2025"), changed(joined="3 May 2025", left="1 June 2025"))
    assert TeamMember.objects.filter(person=ann).current().count() == 0
    telling = kinds.get("memberships").telling
    assert telling is not None
    assert not telling.untold(done).exists()
    assert working.ask_undo(done, by=manager).kept_back == 0
    assert not TeamMember.objects.filter(person=ann).exists()


NOW = dt.date(2026, 11, 30)
HERE = Member(7, 1, 5, "public", "Reviewer", dt.date(2025, 4, 3), None)
PAST = Member(8, 1, 5, "public", "Reviewer", dt.date(2024, 1, 1), dt.date(2024, 6, 1))


@pytest.mark.parametrize(
    ("held", "values", "outcome", "words"),
    [
        ([], {}, Outcome.NEW, ""),
        ([], {"left_on": "2025-06-01"}, Outcome.REFUSED, "say when they joined"),
        ([], {"joined_on": "2025-06-02", "left_on": "2025-06-01"}, Outcome.REFUSED, "before they join"),
        ([], {"joined_on": "2025-06-01", "left_on": "2025-06-01"}, Outcome.NEW, ""),
        ([], {"side": "professional"}, Outcome.REFUSED, "cannot join now"),
        ([], {"project": "Other"}, Outcome.REFUSED, "no project with this title"),
        ([], {"project": "Twice"}, Outcome.REFUSED, "two projects"),
        ([], {"project": "Closed"}, Outcome.REFUSED, "closed"),
        ([], {"project_ref": "r5", "project": "Twice"}, Outcome.REFUSED, "is that of “Sleep”"),
        ([HERE], {}, Outcome.SAME, ""),
        ([HERE], {"joined_on": "2025-04-03", "does": "Reviewer"}, Outcome.SAME, ""),
        ([HERE], {"does": "Chair"}, Outcome.CHANGED, ""),
        ([HERE], {"joined_on": "2025-01-01"}, Outcome.CHANGED, ""),
        ([HERE], {"side": "professional"}, Outcome.REFUSED, "the other side"),
        ([HERE], {"joined_on": "2025-04-03", "left_on": "2025-05-01"}, Outcome.REFUSED, "End it on its page"),
        ([HERE], {"joined_on": "2024-01-01", "left_on": "2024-05-01"}, Outcome.NEW, ""),
        ([HERE], {"joined_on": "2025-01-01", "left_on": "2025-05-01"}, Outcome.REFUSED, "at that time"),
        ([PAST], {"joined_on": "2024-01-01", "left_on": "2024-06-01"}, Outcome.SAME, ""),
        ([PAST], {"joined_on": "2024-01-01", "left_on": "2024-07-01"}, Outcome.REFUSED, "That day stays"),
        ([PAST], {"joined_on": "2024-06-01"}, Outcome.NEW, ""),
        ([PAST], {"joined_on": "2024-05-01"}, Outcome.REFUSED, "at that time"),
    ],
)
def test_what_a_row_comes_to(held, values, outcome, words):
    places = [Place(n, f"r{n}", title, title == "Closed") for n, title in enumerate(
        ["Twice", "twice ", "Closed", "x", "y", "Sleep"])]  # fmt: skip
    teams = Teams(places, {(1, 5): held}, {"public": {1}, "professional": set()})
    whose = Whose(Known(1, "p1", "Ann Able", "", None))
    found = judged(teams, whose, 2, {"name": "Ann Able", "project": "Sleep"} | values, "", NOW)
    assert found.outcome == outcome
    assert words in "".join(said for _key, said in found.problems)


def test_two_rows_never_say_that_somebody_is_there_twice_at_once(ann, sleep, bring):
    rows = [ANN, changed(project="sleep "), changed(joined="1 May 2024", left="1 May 2025")]
    assert outcomes(bring(*rows, send=False)) == [Outcome.NEW, Outcome.REFUSED, Outcome.REFUSED]


def test_project_staff_fill_their_own_projects_alone(ann, sleep, trust, bring):
    helper = builders.staff_user("project_staff", trust, name="Pat")
    own = builders.project(trust, title="Own", lead=helper.person)
    imported = bring(ANN, changed(project="Own"), send=False, by=helper)
    assert outcomes(imported) == [Outcome.REFUSED, Outcome.NEW]
    assert b"Sleep" not in taken_out("memberships", trust, helper)
    assert own.ref.encode() in taken_out("memberships", trust, helper)


def test_a_row_never_moves_anybody(ann, sleep, trust, bring):
    other = builders.project(trust, title="Other")
    builders.team_member(other, ann)
    bring(ANN)
    assert set(TeamMember.objects.current().filter(person=ann).values_list("project", flat=True)) == {
        sleep.pk, other.pk,
    }  # fmt: skip


@pytest.mark.parametrize("stands", ["meeting", "promise", "left", "does"])
def test_who_something_stands_on_stays(ann, sleep, bring, manager, stands):
    done = bring(ANN)
    member = TeamMember.objects.get(person=ann)
    if stands == "meeting":
        builders.meeting(sleep, ann)
    elif stands == "promise":
        builders.power_action(sleep, raised_by=ann)
    elif stands == "left":
        remove_member(member, by=manager)
    else:
        TeamMember.objects.update(does="Chair")
    assert working.ask_undo(done, by=manager).kept_back == 1
    assert TeamMember.objects.filter(pk=member.pk).exists()


def test_a_change_is_put_back(ann, sleep, bring, manager):
    builders.team_member(sleep, ann, joined_on=dt.date(2025, 5, 1), does="Reader")
    done = bring(ANN)
    member = TeamMember.objects.get(person=ann)
    assert (done.updated, member.does, member.joined_on) == (1, "Lay reviewer", dt.date(2025, 4, 3))
    working.ask_undo(done, by=manager)
    member.refresh_from_db()
    assert (member.does, member.joined_on) == ("Reader", dt.date(2025, 5, 1))


DAYS = st.sampled_from([None, dt.date(2024, 1, 1), dt.date(2024, 6, 1), dt.date(2025, 1, 1)])


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    stretches=st.lists(
        st.tuples(st.booleans(), DAYS, DAYS, st.sampled_from(["", "=1+1", "Siân’s"])), max_size=6
    ),
    as_xlsx=st.booleans(),
)
def test_a_round_trip_changes_nothing_and_an_undo_leaves_what_was(
    trust, manager, sleep, bring, stretches, as_xlsx
):
    TeamMember.objects.filter(side="public").delete()
    Person.objects.filter(name__startswith="P ").delete()
    people = [builders.person(f"P {n}", email=f"p{n}@example.com", organisation=trust) for n in range(2)]
    rows = [
        [people[who].name, people[who].email, "Sleep", "", does, str(start or ""), str(end or "")]
        for who, start, end, does in stretches
    ]
    before = list(TeamMember.objects.order_by("pk").values_list("person", "joined_on", "left_on", "does"))
    done = bring(*rows, send=False) if rows else None
    if done and Outcome.NEW in outcomes(done):
        done = working.send_in(done, by=manager)
        assert adds_up(done)
    again = read(
        taken_out("memberships", trust, manager, as_xlsx=as_xlsx), trust, manager, kind="memberships"
    )
    assert problems(again) == []
    assert set(outcomes(again)) == {Outcome.SAME}
    if done and done.done_at:
        assert working.ask_undo(done, by=manager).kept_back == 0
    assert before == list(
        TeamMember.objects.order_by("pk").values_list("person", "joined_on", "left_on", "does")
    )


def test_who_joins_today_when_no_day_is_given(ann, sleep, bring):
    bring(changed(joined=""))
    assert TeamMember.objects.get(person=ann).joined_on == clock.today()
