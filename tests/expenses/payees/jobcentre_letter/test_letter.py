import datetime as dt

import pytest
import time_machine

from coproduce.foundation import clock
from expenses.payees.jobcentre_letter.queries import letter_for
from expenses.payees.recognition.actions import choose
from tests import builders

pytestmark = pytest.mark.django_db
TODAY = dt.datetime(2027, 5, 10, 9, tzinfo=dt.UTC)


@pytest.fixture
def trust():
    return builders.organisation(name="Harbour Trust", help_phone="0117 496 0000")


@pytest.fixture
def rosa(trust):
    return builders.contributor_user(trust, name="Rosa")


@pytest.fixture
def role(trust, rosa):
    lead = builders.staff_user("ppi_manager", trust, name="Priya").person
    project = builders.project(trust, lead=lead, title="Letters")
    made = builders.role(project, title="Partner", offered_by=lead.account, starts_on=dt.date(2027, 5, 1))
    builders.team_member(project, rosa.person)
    told = {"invited_at": clock.now(), "left_out_public": 0, "left_out_staff": 0}
    for day, title in ((dt.datetime(2099, 1, 6, 14, tzinfo=dt.UTC), "Panel"), (TODAY, "Over")):
        meeting = builders.meeting(
            project, rosa.person, title=title, starts_at=day, ends_at=day + dt.timedelta(hours=2)
        )
        state = "invited" if title == "Panel" else "held"
        type(meeting).objects.filter(pk=meeting.pk).update(status=state, **told)
    return builders.assignment(made, rosa.person)


def test_two_parts_of_plain_facts_from_the_role_and_its_meetings(role):
    with time_machine.travel(TODAY):
        letter = letter_for(role)
    assert letter.title == "About the involvement of Rosa"
    assert letter.opening[:2] == ["Monday 10 May 2027", "To the Jobcentre"]
    assert [part.heading for part in letter.parts] == [
        "Part 1: What involvement is",
        "Part 2: What Rosa does",
        "When",
        "Who to ask",
    ]
    first, second, when, ask = letter.parts
    assert "It is not employment" in first.paragraphs[1]
    assert "They can stop at any time." in first.paragraphs[2]
    assert dict(second.rows) == {
        "Role": "Public contributor",
        "What it is for": "Say what it is like to use services, so that they can be made better.",
        "How much time": second.rows[2][1],
        "From": "1 May 2027",
        "Fee": "£25.00 for each meeting",
        "Costs that are paid back": "Travel and care.",
    }
    assert when.rows == [("Tuesday 6 January 2099, 2pm UK time", "Meeting, 2 hours")]
    assert ask.paragraphs == ["Priya, Harbour Trust: 0117 496 0000"]


@pytest.mark.parametrize(
    ("chosen", "words"),
    [
        ({"choice": "decline"}, "None. They have turned the fee down and do not receive it."),
        ({"choice": "less", "most_pence": 10_00}, "No more than £10.00 for one day, as they asked."),
        ({"choice": "advice"}, "£25.00 for each meeting"),
    ],
)
def test_a_fee_that_was_turned_down_is_not_said_to_be_received(role, chosen, words):
    choose(role.person, choice="pay")
    choose(role.person, **chosen, assignment=role)
    text = letter_for(role).as_text()
    assert f"Fee: {words}" in text
    assert "dvice" not in text


def test_no_title_and_no_purpose_can_name_an_illness(role):
    text = letter_for(role).as_text()
    assert [
        word for word in ("Letters", "Partner", "Panel", "You help to plan the work.") if word in text
    ] == []


def test_only_the_person_can_open_it(client, trust, rosa, role):
    at = f"/my/recognition/role/{role.ref}/letter/"
    builders.sign_in(client, rosa)
    page = client.get(at)
    assert "It is not employment" in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    assert at in client.get("/my/recognition/").content.decode()
    text = client.get(f"{at}text/")
    assert text["Content-Type"] == "text/plain; charset=utf-8"
    assert text["Content-Disposition"].startswith("attachment")
    assert "PART 1: WHAT INVOLVEMENT IS" in text.content.decode()
    others = [builders.contributor_user(trust), role.role.project.lead.account]
    others += [builders.staff_user(kind, trust) for kind in ("administrator", "finance")]
    for other in others:
        builders.sign_in(client, other)
        assert [client.get(one).status_code for one in (at, f"{at}text/")] == [404, 404]


def test_names_stay_words_in_the_page(client, rosa, role):
    rosa.person.name = "<b>Rosa</b>"
    rosa.person.save()
    builders.sign_in(client, rosa)
    assert "<b>Rosa" not in client.get(f"/my/recognition/role/{role.ref}/letter/").content.decode()


def test_a_role_ends_when_the_person_leaves_it_and_not_when_it_was_planned_to(role, rosa):
    project = role.role.project
    planned = builders.role(project, offered_by=project.lead.account, ends_on=dt.date(2027, 12, 31))
    short = builders.assignment(planned, rosa.person)

    def last_day():
        (part,) = (one for one in letter_for(short).parts if one.heading.startswith("Part 2"))
        return dict(part.rows)["To"]

    assert last_day() == "31 December 2027"
    short.ends_on = dt.date(2027, 9, 30)
    assert last_day() == "30 September 2027"


def test_the_letter_names_meetings_of_the_project_that_are_not_over(role, rosa, trust):
    other = builders.project(trust, lead=role.role.project.lead)
    builders.team_member(other, rosa.person)
    told = {"status": "invited", "invited_at": clock.now(), "left_out_public": 0, "left_out_staff": 0}
    hour = dt.timedelta(hours=1)
    for project, ends, title in (
        (other, TODAY + hour, "Elsewhere"),
        (role.role.project, TODAY - hour, "Before"),
        (role.role.project, TODAY + hour, "Going on"),
    ):
        builders.meeting(project, rosa.person, title=title, starts_at=ends - 2 * hour, ends_at=ends, **told)
    with time_machine.travel(TODAY, tick=False):
        (_one, _two, when, _ask) = letter_for(role).parts
    assert [day for day, _words in when.rows] == [
        "Monday 10 May 2027, 9am UK time",
        "Tuesday 6 January 2099, 2pm UK time",
    ]
