"""Staff cost a project: a budget, an activity, a role somebody takes, a meeting, a claim, and its payment.

One story: the figures of the costing walk from planned to paid, and every page is looked at with axe.
"""

import datetime as dt

import pytest
from django.urls import reverse

from coproduce.foundation import clock
from expenses.claims.deciding import actions as deciding
from expenses.claims.lines.actions import add_line
from expenses.claims.occasions.actions import start_claim
from expenses.claims.writing import actions as writing
from expenses.payments.runs.models import PaymentRun
from projects.meetings.models import Meeting
from projects.resources.models import WhatIf
from tests import builders
from tests.expenses.claims.top_ups.test_actions import Staff
from tests.journeys.conftest import DESKTOP, PHONE
from tests.journeys.hands import Hand, wider_than_screen
from tests.journeys.staff_steps import each_page_once, staff_at_work, when_sent_wrongly, write_day
from tests.journeys.steps import then_it_says, then_the_page_is, then_the_title_warns

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "monitoring"])


@pytest.fixture
def staff(settings, live_server):
    settings.SITE_URL = live_server.url
    return Staff()


@pytest.mark.browser
def test_money_walks_from_planned_to_paid(open_page, assert_accessible, staff):
    ann = staff.finance.payee("Ann Lee")
    project = builders.project(
        staff.organisation,
        lead=staff.maker.person,
        title="Letters",
        status="running",
        starts_on=clock.today() - dt.timedelta(days=30),
    )
    builders.team_member(project, ann)
    mo = staff_at_work(lambda: open_page(viewport=DESKTOP), staff.maker, each_page_once(assert_accessible))
    she_makes_the_costing(mo, project)
    then_the_line_says(mo, project, "£100.00 £24.00 £0.00 £0.00 £0.00 £0.00 £100.00")
    role = builders.role(project, "Partner", offered_by=staff.maker)
    builders.assignment(role, ann, status="agreed", answered_at=clock.now())
    then_the_line_says(mo, project, "£100.00 £24.00 £24.00 £0.00 £0.00 £0.00 £76.00")
    meeting = she_plans_a_meeting(mo, project)
    then_the_line_says(mo, project, "£100.00 £24.00 £24.00 £0.00 £0.00 £0.00 £76.00")
    claim = ann_claims(staff, meeting, ann)
    then_the_line_says(mo, project, "£100.00 £24.00 £12.00 £12.00 £0.00 £0.00 £88.00")
    deciding.approve_all(claim, by=staff.approver)
    then_the_line_says(mo, project, "£100.00 £24.00 £12.00 £12.00 £12.00 £0.00 £88.00")
    staff.finance.run("recorded")
    assert PaymentRun.objects.get().status == "recorded"
    then_the_line_says(mo, project, "£100.00 £24.00 £12.00 £12.00 £12.00 £12.00 £88.00")
    she_tries_a_copy(mo, project)
    every_view_fits_a_phone(open_page, staff, project, assert_accessible)


# --- Chapters ------------------------------------------------------------------------------------


def she_makes_the_costing(mo: Hand, project) -> None:
    mo.open(reverse("resources:overview", args=[project.ref]))
    mo.press("Add a funder")
    mo.write("Money can be spent from", "1 1 2020")
    when_sent_wrongly(
        mo,
        "Save",
        {"Money can be spent until": "1 1 2019"},
        "Enter the name",
        "The last day must be after the first day.",
    )
    mo.write("Name", "The Charity")
    mo.write("Money can be spent until", "31 12 2099")
    mo.press("Save")
    then_it_says(mo, "The funder is saved.", "The Charity")
    mo.press("Add a budget line")
    mo.choose_from_list("What for", "fees")
    mo.write("Amount", "100")
    mo.choose_from_list("Funder", "The Charity")
    mo.press("Save")
    then_it_says(mo, "The budget line is saved.")
    mo.press("Plan an activity")
    day = clock.today() + dt.timedelta(days=7)
    for label, text in (("Title", "Workshop"), ("When?", f"{day.day} {day.month} {day.year}")):
        mo.write(label, text)
    mo.write("How many people?", "1")
    mo.write("How many sessions?", "1")
    mo.write("Hours", "2")
    mo.choose_from_list("Rate of the payment policy", "Meeting")
    mo.press("Save")
    then_it_says(mo, "The activity is saved.", "Workshop")


def then_the_line_says(mo: Hand, project, amounts: str) -> None:
    """Budget, planned, committed, claimed, approved, paid and left of the fees, and of all views together."""
    for view in ("line", "group", "code", "year", "funder", "funder_year"):
        mo.page.goto(reverse("resources:costing", args=[project.ref]) + f"?by={view}")
        row = mo.page.get_by_role("table").last.get_by_role("row").last
        assert " ".join(row.inner_text().split()).removeprefix("Together ") == amounts, view
    mo.look()


def she_plans_a_meeting(mo: Hand, project) -> Meeting:
    mo.open(reverse("meetings:plan", args=[project.ref]))
    mo.write("What is the meeting called?", "First workshop")
    write_day(mo, "Day", clock.today() + dt.timedelta(days=7))
    mo.write("It starts", "10am")
    mo.write("It ends", "12 noon")
    mo.write("Where is it?", "The library")
    assert (
        mo.page.get_by_label("Which planned activity is it part of?").locator("option:checked").inner_text()
        == "Workshop"
    )
    mo.press("Save, then see who could not come")
    return Meeting.objects.get()


def ann_claims(staff, meeting: Meeting, ann):
    """The day of the meeting has come and gone, and she claims one hour of it."""
    start = clock.now() - dt.timedelta(days=1)
    Meeting.objects.update(
        starts_at=start, ends_at=start + dt.timedelta(hours=2), status="held",
        invited_at=clock.now(), left_out_public=0, left_out_staff=0,
    )  # fmt: skip
    claim = start_claim(
        person=ann,
        organisation=staff.organisation,
        by=ann.account,
        meeting=Meeting.objects.get(pk=meeting.pk),
    )
    add_line(claim, entry=staff.fee(clock.today() - dt.timedelta(days=1), 60), by=ann.account)
    return writing.send(claim, by=ann.account)


def she_tries_a_copy(mo: Hand, project) -> None:
    mo.open(reverse("resources:what_ifs", args=[project.ref]))
    mo.press("Copy the plan")
    mo.write("What do you call the copy?", "Twice the money")
    mo.press("Copy the plan")
    then_it_says(mo, "This copy is the same as the plan.")
    mo.follow("Change")
    mo.write("Amount", "200")
    mo.press("Save")
    then_it_says(mo, "1 row is changed.", "£200.00")
    mo.follow("Planned cost")
    mo.write("When?", "1 1 1999")
    mo.press("Save")
    then_the_title_warns(mo.page)
    day = clock.today() + dt.timedelta(days=9)
    for label, text in (
        ("What", "Tea"),
        ("When?", f"{day.day} {day.month} {day.year}"),
        ("Cost of one", "20"),
    ):
        mo.write(label, text)
    mo.choose_from_list("What for", "venue")
    mo.press("Save")
    then_it_says(mo, "Tea (new)", "1 row is changed.")
    mo.press("Leave out Tea")
    then_it_says(mo, "It is left out of the copy.", "1 row is changed.")
    mo.open(reverse("resources:what_ifs", args=[project.ref]))
    then_it_says(mo, "£100.00", "£200.00", "as much as the plan")
    mo.follow("Twice the money")
    mo.press("Use this one")
    mo.press("Use this one")
    then_it_says(mo, "1 row of the plan has changed.", "£200.00")
    assert not WhatIf.objects.exists()


def every_view_fits_a_phone(open_page, staff, project, assert_accessible) -> None:
    phone = staff_at_work(lambda: open_page(viewport=PHONE), staff.maker, assert_accessible)
    for page in ("overview", "costing", "what_ifs", "add_funder", "upload_spreadsheet"):
        phone.open(reverse(f"resources:{page}", args=[project.ref]))
        assert wider_than_screen(phone.page) == 0, page
    then_the_page_is(phone, "Read the plan from a spreadsheet")
