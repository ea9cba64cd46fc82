"""School holidays: none come with the product; staff enter them, whole lists or nothing."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from coproduce.foundation.history.queries import entries_about
from coproduce.foundation.transitions import TransitionRefused
from projects.meetings.invitation_checks import rules as invitation_checks_rules
from projects.meetings.invitation_checks.rules import InvitationFacts, Practice
from projects.meetings.models import Meeting, SchoolHolidays
from projects.meetings.special_days import actions as special_days
from projects.meetings.special_days.queries import school_calendar_of
from projects.meetings.special_days.rules import Holiday
from tests import builders

pytestmark = pytest.mark.django_db

AUTUMN = Holiday(
    "Leeds", "Autumn half-term", dt.date(2027, 10, 25), dt.date(2027, 10, 29), "leeds.gov.uk/terms"
)
GOOD = "Leeds, Autumn half-term, 25/10/2027, 29 October 2027, leeds.gov.uk/terms"


@pytest.fixture
def staff(client, manager):
    return builders.sign_in(client, manager)


def go(name: str, *args) -> str:
    return reverse(f"meetings:{name}", args=args)


def kept() -> list[Holiday]:
    return [
        row for one in SchoolHolidays.objects.all() for row in school_calendar_of(one.organisation_id).rows
    ]


def test_it_is_empty_at_first_and_says_what_that_means(staff, project):
    page = staff.get(go("school_holidays", project.ref)).content.decode()
    assert "No school holidays entered yet" in page
    assert "They are different for each council, so we do not provide any." in page
    assert go("add_school_holidays", project.ref) in page
    assert go("school_holidays", project.ref) in staff.get(go("overview", project.ref)).content.decode()


def test_lines_are_added_and_stand_on_the_page(staff, project, manager):
    staff.post(go("add_school_holidays", project.ref), {"rows": f"\n{GOOD}\n\n"})
    assert kept() == [AUTUMN]
    page = staff.get(go("school_holidays", project.ref)).content.decode()
    assert [
        words
        for words in ("Leeds", "Autumn half-term", "25 October 2027", "leeds.gov.uk/terms")
        if words not in page
    ] == []
    assert entries_about(project.organisation).filter(verb="school holidays entered").count() == 1


@pytest.mark.parametrize(
    "typed",
    [
        "Leeds\tAutumn half-term\t25/10/2027\t29/10/2027\tleeds.gov.uk/terms",
        '"Leeds","Autumn half-term","2027-10-25","2027-10-29","leeds.gov.uk/terms"',
    ],
)
def test_rows_come_from_a_spreadsheet_too(staff, project, typed):
    staff.post(go("add_school_holidays", project.ref), {"rows": typed})
    assert kept() == [AUTUMN]


def test_the_same_first_day_again_puts_it_right(staff, project):
    staff.post(go("add_school_holidays", project.ref), {"rows": GOOD})
    staff.post(go("add_school_holidays", project.ref), {"rows": GOOD.replace("29 October", "1 November")})
    assert [(row.first_day.day, row.last_day.day) for row in kept()] == [(25, 1)]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Enter at least one line."),
        ("Leeds, Autumn", "Line 2: There must be 5 parts with commas between them. We found 2."),
        ("Leeds, Autumn, 13/25/2027, 1/1/2028, x", "Line 2: The month must be 12 or less."),
        ("Leeds, Autumn, 31/11/2027, 1/12/2027, x", "Line 2: November has 30 days. Check the day."),
        ("Leeds, Autumn, 29/10/2027, 25/10/2027, x", "Line 2: The last day must be the first day or later."),
        (
            "Leeds, Autumn, 25/10/2027, 25/10/2028, x",
            "Line 2: These are more than 100 days. Check both days.",
        ),
        ("Leeds, Autumn, soon, later, x", "Line 2: "),
        (", Autumn, 25/10/2027, 29/10/2027, x", "Line 2: Enter the nation or area."),
        ("Leeds, Autumn, 25/10/2027, 29/10/2027, ", "Line 2: Enter the where it is published."),
        (f"{'L' * 81}, Autumn, 25/10/2027, 29/10/2027, x", "must be 80 letters or fewer"),
        ('Leeds, "Autumn, 25/10/2027, 29/10/2027, x', "A line has a quotation mark that is not closed."),
        ("Leeds, Half, 27/10/2027, 28/10/2027, x", "overlap. Nothing was saved."),
        ("\n".join([GOOD] * 250), "Enter 200 lines or fewer at once."),
    ],
)
def test_bad_rows_are_refused_with_their_line_and_nothing_is_saved_or_lost(staff, project, typed, said):
    rows = f"{GOOD}\n{typed}" if typed else ""
    page = staff.post(go("add_school_holidays", project.ref), {"rows": rows})
    assert said in "\n".join(page.context["form"].errors["rows"])
    assert page.context["form"]["rows"].value() == rows
    assert kept() == []


def test_every_bad_line_is_told_at_once(staff, project):
    page = staff.post(go("add_school_holidays", project.ref), {"rows": f"a\n{GOOD}\nb"})
    assert [words[:7] for words in page.context["form"].errors["rows"]] == ["Line 1:", "Line 3:"]


def test_two_areas_may_have_the_same_days_and_another_organisation_sees_none_of_it(project, manager):
    other = builders.organisation()
    for area in ("Leeds", "Hull"):
        row = Holiday(area, "Autumn", AUTUMN.first_day, AUTUMN.last_day, "x")
        special_days.add(project.organisation, rows=[row], by=manager)
    assert len(school_calendar_of(project.organisation_id).rows) == 2
    assert school_calendar_of(other.pk).rows == ()
    with pytest.raises(TransitionRefused, match="overlap"):
        special_days.add(
            project.organisation,
            rows=[Holiday("Leeds", "Late", AUTUMN.last_day, AUTUMN.last_day, "x")],
            by=manager,
        )


@pytest.mark.parametrize("wrong", [{"last_day": dt.date(2027, 10, 1)}, {"area": ""}, {"published": ""}])
def test_the_database_keeps_them_whole(project, wrong):
    given = {"area": "Leeds", "name": "A", "published": "x"}
    given |= {"first_day": AUTUMN.first_day, "last_day": AUTUMN.last_day}
    with pytest.raises(IntegrityError), transaction.atomic():
        project.organisation.school_holidays.create(**given | wrong)


def test_remove_ours_and_nobody_elses(staff, project, manager):
    special_days.add(project.organisation, rows=[AUTUMN], by=manager)
    other = builders.organisation()
    special_days.add(other, rows=[AUTUMN], by=manager)
    ours, theirs = (body.school_holidays.get() for body in (project.organisation, other))
    answers = [
        staff.post(go("remove_school_holidays", project.ref, row.ref)).status_code
        for row in (theirs, ours, ours)
    ]
    assert answers == [404, 302, 404]
    assert list(SchoolHolidays.objects.all()) == [theirs]


def test_a_stranger_finds_nothing(client, project, ada, manager):
    special_days.add(project.organisation, rows=[AUTUMN], by=manager)
    builders.sign_in(client, builders.staff_user("ppi_manager", builders.organisation()))
    row = SchoolHolidays.objects.get()
    answers = [
        client.get(go("school_holidays", project.ref)),
        client.post(go("add_school_holidays", project.ref), {"rows": GOOD}),
        client.post(go("remove_school_holidays", project.ref, row.ref)),
    ]
    assert [one.status_code for one in answers] == [404, 404, 404]


@pytest.mark.parametrize("number", [1, 30])
def test_the_list_takes_as_many_queries_for_thirty(staff, project, number, django_assert_num_queries):
    for n in range(number):
        project.organisation.school_holidays.create(
            area=f"Area {n}", name="A", first_day=AUTUMN.first_day, last_day=AUTUMN.last_day, published="x"
        )
    staff.get(go("school_holidays", project.ref))
    with django_assert_num_queries(7):
        staff.get(go("school_holidays", project.ref))


def test_the_page_before_sending_names_them_and_says_what_it_cannot_tell(staff, project, ada, ben, manager):
    planned = builders.meeting(project, ada.person, ben.person)
    page = staff.get(go("check", planned.ref)).content.decode()
    assert "No school holidays have been entered yet." in page
    day = planned.starts_at.date()
    row = Holiday("Leeds", "Half-term", day, day, "leeds.gov.uk")
    special_days.add(project.organisation, rows=[row], by=manager)
    page = staff.get(go("check", planned.ref)).content.decode()
    assert "This falls in the school holidays of Leeds (Half-term)." in page
    assert "No school holidays have been entered yet." not in page


def test_the_line_says_it_is_a_check_and_not_a_rule():
    eid = dt.datetime(2027, 3, 10, 10, tzinfo=dt.UTC)
    meeting = Meeting(starts_at=eid, ends_at=eid + dt.timedelta(hours=1), breaks="x", joining="x")
    [line] = invitation_checks_rules.checks(
        InvitationFacts(meeting, 2, 0, Practice(), eid - dt.timedelta(days=40))
    )
    assert line.what.startswith("Eid al-Fitr is expected on Wednesday 10 March 2027.")
    assert line.practice == "Check festivals before you fix a date. This is a check, not a rule."
    assert line.source == "Arranging the event, Ulster University"
