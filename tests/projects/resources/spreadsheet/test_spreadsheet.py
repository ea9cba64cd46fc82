"""The plan out and in: a round trip changes nothing, and a problem keeps everything as it was."""

import datetime as dt
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from projects.resources.costing.queries import plan_of
from projects.resources.models import BudgetLine, PlannedCost, WhatIf
from projects.resources.spreadsheet import queries, rules
from tests import builders

pytestmark = pytest.mark.django_db
REF, PART, WHAT, TITLE, FROM, UNTIL, NUMBER, SESSIONS, MINUTES, RATE, ONE, EXPENSES, AMOUNT = range(1, 14)
FUNDER, ACTIVITY, CODE = 14, 15, 16


@pytest.fixture
def manager():
    return builders.staff_user("ppi_manager", builders.organisation())


@pytest.fixture
def project(manager):
    [organisation] = [role.organisation for role in manager.roles.all()]
    made = builders.project(organisation, lead=manager.person, starts_on=dt.date(2026, 9, 1))
    funder = builders.funder(made, "Charity")
    month = builders.planned_activity(made, "=SUM(A1)", on=dt.date(2027, 5, 1), month_only=True)
    builders.planned_activity(made, "Workshop", on=dt.date(2027, 5, 1), fee_rate="")
    builders.planned_activity(made, "Dropped", status="dropped")
    builders.planned_activity(made, "'-already quoted", on=dt.date(2027, 5, 3))
    builders.budget_line(made, 300_01, funder=funder, first_on=dt.date(2027, 1, 2), cost_code="00123")
    builders.budget_line(made, 10_00, category="venue", activity=month, note="'quoted'")
    builders.planned_cost(made, "+44 calls", each_pence=92, number=16, on=dt.date(2027, 3, 31))
    return made


@pytest.fixture
def staff(client, manager):
    return builders.sign_in(client, manager)


def taken_out(staff, project):
    content = staff.get(reverse("resources:spreadsheet", args=[project.ref])).content
    book = load_workbook(io.BytesIO(content))
    return book, book.worksheets[0]


def row_with(sheet, title):
    return next(row[0].row for row in sheet.iter_rows() if title in str(row[TITLE - 1].value or ""))


def sent(staff, project, book, **extra):
    out = io.BytesIO()
    book.save(out)
    file = SimpleUploadedFile("plan.xlsx", out.getvalue())
    return staff.post(reverse("resources:upload_spreadsheet", args=[project.ref]), {"file": file}, **extra)


def checked(project, book):
    out = io.BytesIO()
    book.save(out)
    found = queries.check(plan_of(project), list(rules.read(out.getvalue())))
    assert found.read == found.created + found.updated + found.unchanged + found.refused
    return found


def test_a_round_trip_changes_nothing(staff, project):
    book, _sheet = taken_out(staff, project)
    found = checked(project, book)
    assert (found.problems, found.read, found.unchanged) == ([], 6, 6)
    page = sent(staff, project, book, follow=True).content.decode()
    assert "Nothing in the file is different from the plan." in page
    assert not WhatIf.objects.exists()


def test_the_sheet_is_locked_but_for_what_may_be_typed_and_holds_no_formula(staff, project):
    _book, sheet = taken_out(staff, project)
    assert sheet.protection.sheet
    assert sheet.cell(1, AMOUNT).protection.locked
    for row in range(2, sheet.max_row + 1):
        assert sheet.cell(row, REF).protection.locked
        assert not any(sheet.cell(row, column).protection.locked for column in range(PART, CODE + 1))
        assert not any(sheet.cell(row, column).data_type == "f" for column in range(1, CODE + 1))
    assert sheet.max_row == 1 + 6 + rules.SPARE_ROWS
    assert sheet.cell(row_with(sheet, "SUM"), TITLE).value == "'=SUM(A1)"


def test_changed_and_new_rows_become_a_copy_to_look_at_first(staff, project):
    book, sheet = taken_out(staff, project)
    sheet.cell(row_with(sheet, "calls"), NUMBER).value = 17
    new = 8
    for column, value in ((PART, "Budget line"), (WHAT, "Contingency"), (AMOUNT, 12.5), (FUNDER, "charity")):
        sheet.cell(new, column).value = value
    found = checked(project, book)
    assert (found.created, found.updated, found.unchanged, found.refused) == (1, 1, 5, 0)
    page = sent(staff, project, book, follow=True).content.decode()
    assert "Rows read: 7. New: 1. Changed: 1. As they were: 5. Not taken: 0." in page
    assert PlannedCost.objects.get().number == 16
    staff.post(reverse("resources:use_what_if", args=[project.ref, WhatIf.objects.get().ref]))
    assert PlannedCost.objects.get().number == 17
    added = BudgetLine.objects.get(category="contingency")
    assert (added.planned_pence, added.funder.name) == (12_50, "Charity")


@pytest.mark.parametrize(
    ("column", "value", "problem"),
    [
        (ONE, "lots", "K{row}: Enter"),
        (ONE, 1.234, "K{row}: Use 2 digits"),
        (NUMBER, 1.5, "G{row}: Enter a whole number"),
        (NUMBER, "=1+1", "G{row}: type the value itself, not a formula."),
        (FROM, "some day", "E{row}:"),
        (WHAT, "Yachts", "C{row}:"),
        (PART, "Boat", "B{row}: this must be one of: budget line, activity, planned cost."),
        (REF, "zzzzzzzzzz", "A{row}: the plan has no such row."),
        (ACTIVITY, "zzzzzzzzzz", "O{row}:"),
    ],
)
def test_one_problem_is_named_by_its_cell_and_nothing_is_kept(staff, project, column, value, problem):
    book, sheet = taken_out(staff, project)
    row = row_with(sheet, "calls")
    sheet.cell(row, column).value = value
    sheet.cell(2, AMOUNT).value = 999
    found = checked(project, book)
    assert (found.refused, found.updated) == (1, 1)
    assert any(problem.format(row=row) in sentence for sentence in found.problems), found.problems
    page = sent(staff, project, book).content.decode()
    assert "Nothing was kept." in page
    assert not WhatIf.objects.exists()
    assert PlannedCost.objects.get().number == 16


def test_a_row_twice_or_of_another_project_is_refused(staff, project, manager):
    other = builders.project(project.organisation, lead=manager.person)
    elsewhere = builders.planned_cost(other)
    book, sheet = taken_out(staff, project)
    sheet.cell(row_with(sheet, "calls"), REF).value = elsewhere.ref
    sheet.cell(3, REF).value = sheet.cell(2, REF).value
    found = checked(project, book)
    assert found.refused == 2
    assert [sentence.partition(":")[0] for sentence in found.problems] == [
        "A3",
        f"A{row_with(sheet, 'calls')}",
    ]


def test_a_real_day_in_a_cell_is_understood(staff, project):
    book, sheet = taken_out(staff, project)
    sheet.cell(row_with(sheet, "calls"), FROM).value = dt.date(2027, 4, 1)
    found = checked(project, book)
    [fields] = found.changed.values()
    assert fields["on"] == dt.date(2027, 4, 1)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04nonsense", b"Row,Part\n1,2\n"])
def test_what_is_no_spreadsheet_is_refused_with_words(staff, project, content):
    file = SimpleUploadedFile("plan.xlsx", content)
    page = staff.post(reverse("resources:upload_spreadsheet", args=[project.ref]), {"file": file})
    assert page.status_code == 200
    assert "error" in page.content.decode()
    assert not WhatIf.objects.exists()


def test_a_line_outside_the_rules_of_its_funder_is_refused_there_too(staff, project):
    project.funders.update(pays_for="fees")
    book, sheet = taken_out(staff, project)
    row = row_with(sheet, "quoted")
    sheet.cell(row, FUNDER).value = "Charity"
    assert checked(project, book).problems == [f"C{row}: Charity does not pay for this: rooms and food."]
